"""Give the ends of lines their spaces back, so that words do not run together.

The engine drops the space at which it breaks a line, and tags each line apart: read
aloud, or taken out as text, "in / uw rug" becomes "inuw rug". A space is written
behind each line that the source goes on with one (ISO 14289-1, 7.2: words as in the text).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

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
    from xml.etree.ElementTree import Element

    import pydyf

_LOOK = 12
"""Characters on either side of a break that are looked for in the source."""


def ends_with_space(
    page: Box, following: Box | None, marked: Mapping[Box, Mapping[str, int]]
) -> set[int]:
    """The marked content of a page behind which the source has a space or a line break.

    `following` is the next page, if there is one; `marked` gives the engine's boxes their
    numbers (MCID).
    """
    found = set()
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
                    found.add(marked[line[-1]]["mcid"])
        if _is_in_words(block, element):
            found |= {marked[end]["mcid"] for end in lines[-1][-1:] if end in marked}
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


def write_spaces(document: LaidOut, pdf: pydyf.PDF, ends: dict[int, set[int]]) -> None:
    """Write a space behind these pieces of marked content, by page number from 0."""
    spaces = {
        font.hash: glyph
        for font in document.fonts.values()
        for glyph, text in font.to_unicode.items()
        if text == " "
    }
    for number, reference in enumerate(pdf.page_references):
        page = pdf.objects[int(reference.split()[0])]
        stream = pdf.objects[int(page["Contents"].split()[0])].stream
        _write(stream, ends.get(number, set()), spaces)


def _write(stream: list[Any], ends: set[int], spaces: dict[str, int]) -> None:
    inside, last = False, -1
    space = None
    for index, operator in enumerate(stream):
        if operator == b"BDC":
            properties = stream[index - 1]
            inside = isinstance(properties, dict) and properties.get("MCID") in ends
            last = -1
        elif not inside or not isinstance(operator, bytes):
            continue
        elif operator.endswith(b" Tf"):
            space = spaces.get(operator.split()[0][1:].decode())
        elif operator.endswith(b"] TJ"):
            last = index
        elif operator == b"EMC":
            if last >= 0 and space is not None:
                stream[last] = stream[last].removesuffix(b"] TJ") + f"<{space:04x}>] TJ".encode()
            inside = False
