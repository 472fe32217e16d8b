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
from press.merge.text import convert
from press.model import Content, Leaflet, Words, has_errors

PICTURE = re.compile(r"\[picture (\S+)(?=[:\]])")
"""Where a line names a picture of the house."""
_PLACES = {"x-value", "x-card", "x-call", "x-text"}
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_TEMPLATE = re.compile(r"\{\{ ?([\w.]+) ?\}\}")


def lines_as_read(leaflet: Leaflet, content: Content, words: Words) -> tuple[str, ...] | None:
    """The words of a leaflet; None for one that cannot be printed, which its findings tell."""
    text = convert(leaflet, content, words)
    if has_errors(text.findings):
        return None
    lines = [f"# {leaflet.title}", leaflet.summary]
    if leaflet.picture:
        lines.append(_picture(leaflet.picture, leaflet.picture_alt or ""))
    for root in (text.root, *text.closing):
        lines += lines_of(root)
    # A source's own note is written by the press: its words stand in the head.
    sources = {source.id for source in leaflet.sources}
    for name, note in text.written.items():
        lines += [] if name in sources else [f"[{name}] {' '.join(lines_of(note))}"]
    for each in leaflet.sources:
        said = (each.text, str(each.year or ""), each.doi or each.url or "")
        lines.append(f"[{each.id}] {' '.join(filter(None, said))}")
    return tuple(filter(None, map(plain, lines)))


def lines_of(root: HtmlElement) -> Iterator[str]:
    """The words of a tree, a block a line; its pictures and places stand in brackets."""
    pieces: list[str] = []
    for piece in _pieces(root):
        if piece is not None:
            pieces.append(piece)
            continue
        yield plain("".join(pieces))
        pieces.clear()
    yield plain("".join(pieces))


def plain(line: str) -> str:
    """A line without what nobody sees, its white space as single spaces."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", line)).split())


def _pieces(element: HtmlElement) -> Iterator[str | None]:
    """The words in an element, None where a block begins or ends."""
    tag = str(element.tag)
    block = tag not in INLINE and tag not in _PLACES
    if block:
        yield None
    if re.fullmatch("h[1-6]", tag):
        yield "#" * int(tag[1]) + " "
    yield _place(element, tag)
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _pieces(child)
        yield child.tail or ""
    if block:
        yield None


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
            alt = _TEMPLATE.sub(r"{\1}", element.get("x-alt") or element.get("alt") or "")
            return _picture((element.get("src") or "").removeprefix("images/"), alt)
        case "a" if note := element.get("x-note"):
            return f"[{note}]"
    return "____" if element.get("class") == "blank" else ""


def _picture(name: str, alt: str) -> str:
    return f"[picture {name.replace(' ', '%20')}: {alt}]"
