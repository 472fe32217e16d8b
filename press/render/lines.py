"""Give the ends of lines their spaces back, so that words do not run together.

The engine drops the space at which it breaks a line, and tags each line apart: read
aloud, or taken out as text, "in / uw rug" becomes "inuw rug". A space is written
behind each line that the source goes on with one (ISO 14289-1, 7.2: words as in the text).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from press.render.boxes import (
    INLINE,
    Box,
    LaidOut,
    children,
    element_of,
    is_anonymous,
    kind,
    source_of,
    text_in,
    walk,
)

if TYPE_CHECKING:
    import pydyf

_LOOK = 12
"""Characters on either side of a break that are looked for in the source."""


def ends_with_space(
    page: Box, following: Box | None, marked: Mapping[Box, Mapping[str, int]]
) -> dict[int, str]:
    """The marked content of a page behind which the source has a space or a line break.

    Each with its direction, ltr or rtl. `following` is the next page, if there is one;
    `marked` gives the engine's boxes their numbers (MCID).
    """
    found: dict[int, str] = {}
    going_on = dict(reversed(list(_blocks(following)))) if following else {}
    for element, block in _blocks(page):
        source = _source(element)
        lines = [list(_texts(line)) for line in children(block)]
        if (next_piece := going_on.get(element)) is not None:
            lines.append(list(_texts(children(next_piece)[0])))
        for line, after in pairwise(lines):
            if line and after and line[-1] in marked and not is_broken(line[-1]):
                left, right = text_in(line[-1])[-_LOOK:], text_in(after[0])[:_LOOK]
                if left.strip() and f"{left}{right}" not in source:
                    found[marked[line[-1]]["mcid"]] = line[-1].style["direction"]
        if _is_in_words(block, element):
            ends = [end for end in lines[-1][-1:] if end in marked]
            found |= {marked[end]["mcid"]: end.style["direction"] for end in ends}
    return found


def _blocks(page: Box) -> Iterator[tuple[Element, Box]]:
    """The boxes that hold lines, with the elements that they come from."""
    for block in walk(page):
        element, inside = element_of(block), children(block)
        if element is not None and inside and all(kind(each) == "LineBox" for each in inside):
            yield element, block


def is_broken(box: Box) -> bool:
    """Whether a text ends in the hyphen of a broken word, and not in one that somebody typed."""
    text, hyphen = text_in(box), box.style["hyphenate_character"]
    if not text.endswith(hyphen):
        return False
    element, last = source_of(box), text.split()[-1:]
    typed = _source(element).casefold() if element is not None else ""
    return not last or last[0][-_LOOK:].casefold() not in typed


def _is_in_words(block: Box, element: Element) -> bool:
    """Whether a block is none in the tags, so that what follows is read on from it."""
    return kind(block) == "BlockBox" and (element.tag in INLINE or is_anonymous(block))


def _texts(box: Box) -> Iterator[Box]:
    """The text boxes of a line, in order; a picture or box in the line has its own lines."""
    if kind(box) == "TextBox":
        if text_in(box).strip("\u200b\u2060"):
            yield box
        return
    if kind(box) in ("LineBox", "InlineBox"):
        for child in children(box):
            yield from _texts(child)


def _source(element: Element) -> str:
    """The element's text with its white space as it is, and a line break as one."""
    parts = [element.text or ""]
    for child in element:
        parts += ["\n" if child.tag == "br" else _source(child), child.tail or ""]
    return "".join(parts)


def write_spaces(document: LaidOut, pdf: pydyf.PDF, ends: dict[int, dict[int, str]]) -> None:
    """Write a space behind these pieces of marked content, by page number from 0.

    Behind one from right to left is left of it: before the first that is drawn.
    """
    spaces = {
        font.hash: (f"<{glyph:04x}>", font.widths[glyph])
        for font in document.fonts.values()
        for glyph, text in font.to_unicode.items()
        if text == " "
    }
    for number, reference in enumerate(pdf.page_references):
        page = pdf.objects[int(reference.split()[0])]
        stream = pdf.objects[int(page["Contents"].split()[0])].stream
        for mark, piece in _pieces(stream):
            if direction := ends.get(number, {}).get(mark):
                _write(stream, piece, direction, spaces)


def _pieces(stream: list[Any]) -> Iterator[tuple[int, range]]:
    """Where each piece of marked content stands in a page's operators, with its number."""
    open_marks: list[tuple[int, int]] = []
    for index, operator in enumerate(stream):
        if operator in (b"BDC", b"BMC"):
            properties = stream[index - 1]
            number = properties.get("MCID", -1) if isinstance(properties, dict) else -1
            open_marks.append((number, index))
        elif operator == b"EMC" and open_marks:
            mark, first = open_marks.pop()
            yield mark, range(first, index)


def _write(
    stream: list[Any], piece: range, direction: str, spaces: dict[str, tuple[str, int]]
) -> None:
    lines: list[tuple[int, tuple[str, int] | None]] = []
    space = None
    for index in piece:
        operator = stream[index]
        if not isinstance(operator, bytes):
            continue
        if operator.endswith(b" Tf"):
            space = spaces.get(operator.split()[0][1:].decode())
        elif operator.endswith(b"] TJ"):
            lines.append((index, space))
    index, space = (lines or [(0, None)])[0 if direction == "rtl" else -1]
    if space is None:
        return
    code, width = space
    if direction == "rtl":
        stream[index] = f"[{width}{code}".encode() + stream[index].removeprefix(b"[")
    else:
        stream[index] = stream[index].removesuffix(b"] TJ") + f"{code}] TJ".encode()
