"""What is laid out -> its words in the order of reading, for comparison with the finished file.

Left out is what the style sheets do not show; an element that they show and that is on no page
is a loss, and its words stay (`press.preflight.words`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

from press.render.boxes import INLINE, LaidOut, element_of, pages_of, replaced, walk
from press.render.labels import leads_on

Styles = Callable[["Element"], Mapping[str, Any]]
"""What style sheets say of an element."""


@contextmanager
def styles_kept() -> Iterator[list[Styles]]:
    """While a page is laid out, keep what says which elements are shown; the last one holds."""
    from weasyprint import document

    plain = document.get_all_computed_styles
    kept: list[Styles] = []

    def styles(*arguments: Any, **options: Any) -> Any:
        style_for = plain(*arguments, **options)
        kept.append(style_for)
        return style_for

    with replaced(document, get_all_computed_styles=styles):
        yield kept


def words_of(laid_out: LaidOut, root: Element, styles: Styles) -> tuple[tuple[str, str], ...]:
    """What a document says, each word with its line, without what is not shown."""
    boxes = (box for page in pages_of(laid_out) for box in walk(page))
    reading = _Reading(styles, {each for box in boxes if (each := element_of(box)) is not None})
    reading.read(next(element for element in root if element.tag == "body"))
    return tuple(_joined(reading.pieces + reading.last))


class _Reading:
    """Reads a tree into pieces of text, each with its line; some are read last."""

    def __init__(self, styles: Styles, on_pages: Set[Element]) -> None:
        self.styles, self.on_pages = styles, on_pages
        self.pieces: list[tuple[str, str]] = []
        self.last: list[tuple[str, str]] = []

    def read(self, element: Element, line: str = "", may_end: bool = False) -> None:
        """Add what an element says; in what a layout lets end anywhere, what is on a page."""
        style = self.styles(element)
        may_end = may_end or style["continue"] == "discard"
        if style["display"] == ("none",) or (may_end and element not in self.on_pages):
            return
        reads = element.get("data-read")
        if reads == "last":
            self.pieces, self.last = self.last, self.pieces
        elif reads == "whole":
            before, self.last = self.last, []
        line = element.get("data-line", line)
        edge = "" if element.tag in INLINE else "\n"
        self.pieces.append((edge + (element.text or ""), line))
        for child, tail in _in_order(element):
            if child is not None:
                self.read(child, line, may_end)
            self.pieces.append((tail, line))
        self.pieces.append((edge, line))
        if reads == "last":
            self.pieces, self.last = self.last, self.pieces
        elif reads == "whole":
            self.pieces += self.last
            self.last = before


def _in_order(element: Element) -> Iterator[tuple[Element | None, str]]:
    """What stands in an element, each with the text behind it.

    A note in the margin is read after what it stands before, and what belongs to that.
    """
    waiting: list[Element] = []
    for child in element:
        if child.tag == "aside" and "margin" in child.get("class", ""):
            waiting.append(child)
            yield None, child.tail or ""
            continue
        yield child, ""
        if not leads_on(child):
            yield from ((note, "") for note in waiting)
            waiting = []
        yield None, child.tail or ""
    yield from ((note, "") for note in waiting)


def _joined(pieces: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Words with the line on which each begins; a word may come in several pieces."""
    word, at = "", ""
    for text, line in pieces:
        for n, part in enumerate(_parts(text)):
            if n and word:
                yield word, at
                word = ""
            if part and not word:
                at = line
            word += part
    if word:
        yield word, at


def _parts(text: str) -> list[str]:
    """A text at its white space: the first goes on the word before, the last is gone on with."""
    parts = text.split()
    if not parts:
        return ["", ""] if text else [""]
    before = [""] if text[0].isspace() else []
    return before + parts + ([""] if text[-1].isspace() else [])
