"""What stands on a page -> where somebody wrote it, for findings about pages."""

from __future__ import annotations

from typing import Any

from press.model import Manuscript, Origin, PlacedBlock, values
from press.render.boxes import Box, LaidOut, attribute, kind, pages_of, walk

_BLOCKS = ("Block", "Table", "Flex", "Grid", "InlineReplaced")
"""How the names of boxes begin that stand for themselves."""


def line_of(element: Any) -> Origin | None:
    """The line of a text that an element of the page comes from (`data-line`), if it is known.

    An element that has none begins where the first of those in it does.
    """
    held = element.iter() if element is not None else ()
    line = next((each.get("data-line") for each in held if each.get("data-line")), "")
    path, _, number = line.rpartition(":")
    return Origin(path, int(number)) if path else None


def blocks_of(laid_out: LaidOut) -> tuple[PlacedBlock, ...]:
    """Where on the pages the blocks stand that know where they were written."""
    found = []
    for number, page in enumerate(pages_of(laid_out), 1):
        for box in walk(page):
            if is_placed(box):
                line = attribute(box, "data-line") or ""
                found.append(PlacedBlock(line, number, *place_on(page, box)))
    return tuple(dict.fromkeys(found))


def is_placed(box: Box) -> bool:
    """Whether a box is a block that knows where it was written."""
    return ":" in (attribute(box, "data-line") or "") and kind(box).startswith(_BLOCKS)


def place_on(page: Box, box: Box) -> tuple[float, float, float, float]:
    """Where a box stands: left, top, width and height in shares of its page."""
    width, height = page.margin_width(), page.margin_height()
    place = (box.border_box_x() / width, box.border_box_y() / height)
    size = (box.border_width() / width, box.border_height() / height)
    left, top, wide, high = (round(part, 4) for part in (*place, *size))
    return left, top, wide, high


def place_of(text: str, manuscript: Manuscript) -> Origin:
    """The line of a leaflet, or the practice's file, that has these characters.

    Where they are not found, as in a passage or in words that a line end splits, it is
    the leaflet as a whole.
    """
    publication, practice = manuscript.variant.publication, manuscript.variant.practice
    for leaflet in publication.leaflets:
        path = leaflet.origin.path
        for number, line in enumerate(leaflet.body.split("\n"), leaflet.body_line):
            if text in line:
                return Origin(path, number)
        for key, number in leaflet.lines.items():
            if text in str(getattr(leaflet, key, "")):
                return Origin(path, number)
    if any(text in said for said in values(practice, publication.language).values()):
        return practice.origin
    return publication.leaflets[0].origin


def resource_place(name: str, manuscript: Manuscript) -> Origin:
    """Where somebody asked for a resource: in a leaflet, as far as is known, or in the layout."""
    known = manuscript.places.get(name)
    return known or Origin(f"layouts/{manuscript.variant.layout.name}/layout.html")
