"""Leaflet -> the lines that its reader gets: words in their order, a block a line.

The same for every practice and layout: values of a practice stay `{practice.phone}`,
pictures stand by their name, references by the leaflet's. White space says nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml.html import HtmlElement

from press.merge.html import INLINE
from press.merge.text import Text, convert
from press.merge.tree import VALUE
from press.model import Content, Leaflet, Words, has_errors

PICTURE = re.compile(r"\[picture (\S+)(?=[:\]])")
"""Where a line names a picture of the house."""
Slot = tuple[HtmlElement, str]
"""A text in a tree: the element, and `text` or `tail`."""
_PLACES = {"x-value", "x-card", "x-call", "x-text"}
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")


def lines_as_read(leaflet: Leaflet, content: Content, words: Words) -> tuple[str, ...] | None:
    """The words of a leaflet; None for one that cannot be printed, which its findings tell."""
    text = convert(leaflet, content, words)
    if has_errors(text.findings):
        return None
    body = [line for root in (text.root, *text.closing) for line in lines_of(root)]
    lines = [*before_text(leaflet), *body, *behind_text(leaflet, text)]
    return tuple(filter(None, map(plain, lines)))


def before_text(leaflet: Leaflet) -> list[str]:
    """What the head has printed above the text."""
    lines = [f"# {leaflet.title}", leaflet.summary]
    if leaflet.picture:
        lines.append(_picture(leaflet.picture, leaflet.picture_alt or ""))
    return lines


def behind_text(leaflet: Leaflet, text: Text) -> list[str]:
    """Notes and sources; a source's own note is written by the press, its words are the head's."""
    sources = {source.id for source in leaflet.sources}
    lines = [
        f"[{name}] {' '.join(lines_of(note))}"
        for name, note in text.written.items()
        if name not in sources
    ]
    for each in leaflet.sources:
        said = (each.text, str(each.year or ""), each.doi or each.url or "")
        lines.append(f"[{each.id}] {' '.join(filter(None, said))}")
    return lines


def lines_of(root: HtmlElement) -> Iterator[str]:
    """The words of a tree, a block a line; its pictures and places stand in brackets."""
    pieces: list[str] = []
    for piece, _ in opened(root):
        if piece is not None:
            pieces.append(piece)
            continue
        yield plain("".join(pieces))
        pieces.clear()
    yield plain("".join(pieces))


def plain(line: str) -> str:
    """A line without what nobody sees, its white space as single spaces."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", line)).split())


def opened(element: HtmlElement) -> Iterator[tuple[str | None, Slot | None]]:
    """The pieces of text in an element, each with where it stands; None at the end of a block.

    What stands for something that is no text stands nowhere.
    """
    tag = str(element.tag)
    block = tag not in INLINE and tag not in _PLACES
    if block:
        yield None, None
    if re.fullmatch("h[1-6]", tag):
        yield "#" * int(tag[1]) + " ", None
    yield _place(element, tag), None
    yield element.text or "", (element, "text")
    for child in element:
        if isinstance(child.tag, str):
            yield from opened(child)
        yield child.tail or "", (child, "tail")
    if block:
        yield None, None


def _place(element: HtmlElement, tag: str) -> str:
    """What stands for something that is no text."""
    match tag:
        case "x-value":
            return f"{{{element.get('name', '')}}}"
        case "x-card":
            return f"[leaflet {element.get('slug', '')}] "
        case "br":
            return " "
        case "x-call":
            return "[telephone]"
        case "img":
            alt = VALUE.sub(r"{\1}", element.get("x-alt") or element.get("alt") or "")
            if element.get("class") == "sign":  # the press's own: what it means counts
                return f"[{alt}] "
            return _picture((element.get("src") or "").removeprefix("images/"), alt)
        case "a" if note := element.get("x-note"):
            return f"[{note}]"
    return "____" if element.get("class") == "blank" else ""


def without_names(line: str) -> str:
    """A line in which pictures are pictures, whatever they are called or hold."""
    return PICTURE.sub("[picture", line)


def _picture(name: str, alt: str) -> str:
    return f"[picture {name.replace(' ', '%20')}: {alt}]"
