"""The account of words: what a writer wrote, against what is printed.

Twice: from the source to the tree, where the words that are read here, by taking markup off
line by line, must be the words that came through the parser (`lost`); and from the tree to
the merged page, block by block (`differences`). What the press adds is marked `data-made`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from lxml.html import HtmlElement

from press.merge.builder import Read
from press.merge.coded import Coded
from press.merge.html import INLINE, is_tag, without_unread
from press.merge.transforms.blocks import TICK
from press.model import Finding, Origin

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+|[<>&%€£$≥≤±×÷°]")
"""A word, or a sign that says one; of what has no spaces each sign by itself."""
_LEVEL = {0x2060: None, 0xAD: None, 0x200D: None}
MADE = "data-made"
"""On what the press adds to a text: words that nobody wrote."""


class Lost(NamedTuple):
    """Words that were lost, or came elsewhere than they were written."""

    row: int
    words: str
    moved: bool = False


# --- from the source to the tree ----------------------------------------------------------


def lost(lines: Sequence[str], coded: Coded, read: Read) -> Iterator[Lost]:
    """Words of the source that are not in the tree, or not where they stood."""
    yield from _not_coded(lines, coded)
    met = Counter(read.met + read.aside)
    rows: dict[int, list[str]] = {}
    for number, code in enumerate(coded.codes):
        if code.kind in ("word", "sign", "value", "blank") and met[number] != 1:
            rows.setdefault(code.row, []).append(code.word or code.text)
    yield from (Lost(row, " ".join(words)) for row, words in rows.items())
    for before, number in pairwise(n for n in read.met if coded.codes[n].kind == "word"):
        if number < before:
            code = coded.codes[number]
            yield Lost(code.row, code.word, moved=True)
            return


def _not_coded(lines: Sequence[str], coded: Coded) -> Iterator[Lost]:
    """Words that a plain reading of the source finds, and the parser was not given."""
    given: dict[int, list[str]] = {}
    for code in coded.codes:
        if code.kind in ("word", "sign"):
            given.setdefault(code.row, []).append(code.word or code.text)
    for row, words in enumerate(plain_words(lines)):
        letters, at, missing = "".join(given.get(row, ())), 0, []
        for word in words:
            if (found := letters.find(word, at)) >= 0:
                at = found + len(word)
            else:
                missing.append(word)
        if missing:
            yield Lost(row, " ".join(missing))


def plain_words(lines: Sequence[str]) -> list[list[str]]:
    """The words of each line, markup taken off by nothing but its looks."""
    text, _ = without_unread("\n".join(lines))
    closed = {name.lower() for name in re.findall(r"</([A-Za-z][A-Za-z0-9]*)\s*>", text)}
    labels = {" ".join(label.lower().split()) for label, _ in _LABEL.findall(text)}

    def tag(found: re.Match[str]) -> str:
        name = re.match(r"</?([A-Za-z][A-Za-z0-9]*)(?=[\s/>])", found[0])
        gone = name and is_tag(found[0], name[1].lower(), closed)
        return "\n" * found[0].count("\n") if gone else found[0]

    def label(found: re.Match[str]) -> str:
        return "]" if " ".join(found[1].lower().split()) in labels else found[0]

    text = _LABEL.sub(lambda found: found[2] or "", text)
    text = re.sub(r"\][ ]?\[([^\[\]\n]+)\]", label, text) if labels else text
    text = _TAG.sub(tag, text)
    for pattern in _MARKUP:
        text = pattern.sub(" ", text)
    text = re.sub(r"&#?\w{1,32};", lambda found: unescape(found[0]), text)
    return [re.findall(r"[^\W_]+", line) for line in text.split("\n")]


_LABEL = re.compile(r"^ *\[(?!\^)([^\[\]\n]+)\]:[ ]*\S+[ ]*(\S.*)?$", re.M)
_TAG = re.compile(r"""<(?:[^<>"']|"[^"<>]*"|'[^'<>]*')*>""")
_MARKUP = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        r"\{\{[^{}\n]*\}\}",
        r"^(?:[ \t>]|[-*+•▪◦‣·][ \t]|\d{1,9}[.)](?=\s|$)|\[\^[^\]\n]+\]:|:[ ]|\[[ xX]\][ ])+",
        r"!!! ?[\w-]+(?: +[\w-]+)*",
        r"\[\^[^\]\s]+\]:?",
        r"(?<=\])\((?:<[^<>\n]*>|(?:[^\s()]|\([^\s()]*\))*)",
        r"\{(?:[ ]*[#.][A-Za-z]|:)[^}\n]*\}",
        r"(?<=['’])s\b",
    )
)


def renumbered(lines: Sequence[str], root: HtmlElement) -> Iterator[tuple[int, str, str]]:
    """Items that are printed under another number than they have: their row, and both.

    Who begins every item with the same number leaves them to be counted.
    """
    for ordered in root.iter("ol"):
        rows = [int(item.get("data-line", "0")) for item in ordered.iterchildren("li")]
        written = [found[1] if (found := _NUMBER.match(lines[row])) else "" for row in rows]
        if "" in written or len(set(written)) == 1:
            continue
        for printed, (row, said) in enumerate(
            zip(rows, written, strict=True), int(ordered.get("start", "1"))
        ):
            if int(said) != printed:
                yield row, said, str(printed)


_NUMBER = re.compile(r"[\s>]*(?:[-*+•▪◦‣·:]\s+)*(\d{1,9})[.)]\s")


# --- from the tree to the page ------------------------------------------------------------


def said_on_lines(root: HtmlElement) -> dict[str, str]:
    """What the blocks of a tree say, by the line that each has as `data-line`."""
    said: dict[str, list[str]] = {}

    def walk(element: HtmlElement, out: list[str]) -> None:
        if not isinstance(element.tag, str) or element.get(MADE) is not None:
            return
        line = element.get("data-line")
        out = out if line is None else said.setdefault(line, [])
        if element.tag == "x-value":
            out.append(f"{{{{{element.get('name', '')}}}}}")
        for name in ("alt", "title") if element.tag == "img" else ():
            out.append(f" {element.get(f'x-{name}') or element.get(name) or ''} ")
        apart = element.tag not in INLINE and element.tag != "x-value"
        text = element.text or ""
        if _begins_item(element) and (tick := TICK.match(text)):
            text = text[tick.end() :]
        out.append((" " if apart else "") + text)
        for child in element:
            walk(child, out)
            out.append(child.tail or "")
        out.append(" " if apart else "")

    walk(root, [])
    return {line: "".join(pieces) for line, pieces in said.items()}


def _begins_item(element: HtmlElement) -> bool:
    above = element.getparent()
    loose = element.tag == "p" and above is not None and above.tag == "li" and above[0] is element
    return element.tag == "li" or loose


def words_in(text: str) -> list[str]:
    """The words of a text, whatever typesetting did to its letters."""
    return _WORD.findall(unicodedata.normalize("NFC", text).translate(_LEVEL))


def faults(
    wanted: Mapping[str, Iterable[str]], page: HtmlElement, layout: str
) -> Iterator[Finding]:
    """S061: where a page says something else than its texts, each at its line."""
    found = said_on_lines(page)
    if not found:
        return  # a layout that prints no text, such as a poster
    for line in dict.fromkeys([*wanted, *found]):
        was, now = list(wanted.get(line, ())), words_in(found.get(line, ""))
        if was == now:
            continue
        if gone := list((Counter(was) - Counter(now)).elements()):
            what = f"'{' '.join(gone)}' is not printed in the layout '{layout}'"
        elif new := list((Counter(now) - Counter(was)).elements()):
            what = f"'{' '.join(new)}' is printed here, and nobody wrote it"
        else:
            what = "the words of this line are printed in another order"
        path, _, number = line.rpartition(":")
        yield Finding("S061", "error", what, Origin(path, int(number)))
