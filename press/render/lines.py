"""Give the ends of lines their spaces back, so that words do not run together.

The engine drops the space at which it breaks a line, and tags each line apart: read
aloud, or taken out as text, "in / uw rug" becomes "inuw rug". A space is written
behind each line that the source goes on with one (ISO 14289-1, 7.2: words as in the text).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    import pydyf
    from weasyprint.document import Document as LaidOut

_LOOK = 12
"""Characters on either side of a break that are looked for in the source."""


def ends_with_space(page: Any, marked: dict[Any, dict[str, Any]]) -> set[int]:
    """The marked content of a page behind which the source has a space or a line break.

    `page` is the engine's page box, `marked` its boxes with their numbers (MCID).
    """
    found = set()
    for block in _blocks(page):
        source = _words(block.element)
        lines = [list(_texts(line)) for line in block.children]
        for line, following in pairwise(lines):
            if line and following and line[-1] in marked:
                left, right = line[-1].text[-_LOOK:], following[0].text[:_LOOK]
                if left.strip() and f"{left}{right}" not in source:
                    found.add(marked[line[-1]]["mcid"])
    return found


def _blocks(box: Any) -> Iterator[Any]:
    """The boxes that hold lines, and come from an element."""
    children = getattr(box, "children", ())
    lines = children and all(type(child).__name__ == "LineBox" for child in children)
    if lines and box.element is not None and not isinstance(box.element, str):
        yield box
    for child in children:
        yield from _blocks(getattr(child, "_box", child))


def _texts(box: Any) -> Iterator[Any]:
    """The text boxes of a line, in order; a picture or box in the line has its own lines."""
    if type(box).__name__ == "TextBox":
        if box.text.strip("\u200b\u2060"):
            yield box
        return
    if type(box).__name__ in ("LineBox", "InlineBox"):
        for child in box.children:
            yield from _texts(child)


def _words(element: Element) -> str:
    """The element's text with its white space as it is, and a line break as one."""
    parts = [element.text or ""]
    for child in element:
        parts += ["\n" if child.tag == "br" else _words(child), child.tail or ""]
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
