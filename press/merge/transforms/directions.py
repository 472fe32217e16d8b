"""Page written from right to left -> the same, with what runs from left to right held apart.

A telephone number, an address or a dose among Arabic or Hebrew words is set back to front by
the rules for such text, group by group (UAX 9): `89 67 45 - 0123`. An element with a direction
of its own keeps it as it is written (3.3.2). The engine sets each inline element apart, so one
stands around a whole run, bold parts and all: `<bdi dir="ltr"><strong>500</strong> mg</bdi>`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from lxml import html as lxml_html
from lxml.html import HtmlElement
from lxml.html.builder import E

from press.merge.html import INLINE
from press.merge.transforms.ltr_runs import held, is_held, is_words, ltr_runs
from press.merge.tree import texts_of
from press.model.languages import Direction, direction_of

_SILENT = frozenset({"script", "style", "textarea", "title", "svg", "head"})
_APART = frozenset({"br", "img", "bdi", "sup", "sub"})
"""Inline elements over which no run goes on."""


def with_directions(page: str, direction: Direction, known: Collection[str]) -> str:
    """A page whose text from right to left holds apart what runs the other way.

    `known` are runs whatever they look like: a practice's numbers and addresses.
    """
    if direction == "ltr" and 'dir="rtl"' not in page:
        return page
    root: HtmlElement = lxml_html.document_fromstring(page)
    isolate(root, direction, known)
    for part in root.iterfind(".//*[@data-title]") if direction == "rtl" else ():
        part.set("data-title", _isolated(part.get("data-title"), known))
    return f"<!doctype html>\n{lxml_html.tostring(root, encoding='unicode')}"


def isolate(root: HtmlElement, direction: Direction, known: Collection[str] = ()) -> None:
    """Hold what runs from left to right apart, wherever the text runs from right to left."""
    for part in root.iter("span", "em", "strong", "a"):
        if part.get("lang") and not part.get("dir"):
            part.set("dir", direction_of(part.get("lang")))
    for line in list(_lines(root, direction)):
        text = "".join(piece.text for piece in line)
        for start, end in reversed(list(ltr_runs(text, known))):
            _isolate(line, start, end)


def _isolated(said: str, known: Collection[str]) -> str:
    """A line that a sheet prints, which has no elements (UAX 9, 2.4: isolates are signs too)."""
    for start, end in reversed(list(ltr_runs(said, known))):
        said = f"{said[:start]}\u2066{said[start:end]}\u2069{said[end:]}"
    return said


@dataclass
class _Piece:
    """A text of a tree, where it is and where it begins in its line."""

    owner: HtmlElement
    attribute: Literal["text", "tail"]
    text: str
    start: int

    @property
    def above(self) -> HtmlElement:
        return self.owner if self.attribute == "text" else self.owner.getparent()


def _lines(root: HtmlElement, direction: Direction) -> Iterator[list[_Piece]]:
    """The texts from right to left that stand beside each other on a line, over elements."""
    line: list[_Piece] = []

    def add(owner: HtmlElement, attribute: Literal["text", "tail"], way: str) -> None:
        if way == "rtl" and (text := getattr(owner, attribute)):
            start = line[-1].start + len(line[-1].text) if line else 0
            line.append(_Piece(owner, attribute, text, start))

    def cut() -> Iterator[list[_Piece]]:
        if line:
            yield line.copy()
            line.clear()

    def walk(element: HtmlElement, way: str) -> Iterator[list[_Piece]]:
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            return
        way = element.get("dir") or way
        apart = element.tag not in INLINE or element.tag in _APART or element.get("dir")
        if apart:
            yield from cut()
        add(element, "text", way)
        for child in element:
            yield from walk(child, way)
            add(child, "tail", way)
        if apart:
            yield from cut()

    yield from walk(root, direction)
    yield from cut()


def _isolate(line: Sequence[_Piece], start: int, end: int) -> None:
    """Put an element around a run of a line; a link that is nothing else is told itself."""
    over = [piece for piece in line if piece.start < end and start < piece.start + len(piece.text)]
    first, last = over[0], over[-1]
    link = first.above
    run = "".join(piece.text for piece in over)[start - first.start : end - first.start]
    if first is last and is_words(run):
        return  # the rules for text set them right
    if first is last and link.tag == "a" and str(link.text_content()).strip() == run:
        link.set("dir", "ltr")
        return
    above = _common(first.above, last.above)
    behind = _boundary(last, end - last.start, above)
    before = _boundary(first, start - first.start, above)
    bdi = E.bdi(dir="ltr")
    bdi.text, before.tail = before.tail, None
    for each in list(takewhile(lambda each: each is not behind, before.itersiblings())):
        bdi.append(each)
    above.insert(above.index(behind), bdi)
    for mark in (before, behind):
        mark.drop_tree()
    if is_held(run):
        for owner, attribute in texts_of(bdi):
            setattr(owner, attribute, held(getattr(owner, attribute)))


def _common(one: HtmlElement, other: HtmlElement) -> HtmlElement:
    """The nearest element around both."""
    around = [one, *one.iterancestors()]
    return next(each for each in (other, *other.iterancestors()) if each in around)


def _boundary(piece: _Piece, at: int, above: HtmlElement) -> HtmlElement:
    """Divide what stands in `above` at a place of a text; the mark put there is given back."""
    mark: HtmlElement = E("x-mark")
    mark.tail, holder = piece.text[at:], piece.above
    piece.text = piece.text[:at]
    setattr(piece.owner, piece.attribute, piece.text)
    holder.insert(0 if piece.attribute == "text" else holder.index(piece.owner) + 1, mark)
    while (divided := mark.getparent()) is not above:
        rest: HtmlElement = E(divided.tag, dict(divided.attrib))
        rest.text, mark.tail = mark.tail, None
        rest.extend(list(mark.itersiblings()))
        rest.tail, divided.tail = divided.tail, None
        divided.addnext(mark)
        mark.addnext(rest)
        _drop_empty(rest)
        if not _drop_empty(divided):
            rest.attrib.pop("id", None)
    return mark


def _drop_empty(element: HtmlElement) -> bool:
    """Take away an element that holds nothing; what stands behind it stays."""
    if element.text or len(element):
        return False
    element.drop_tree()
    return True
