"""Laid-out pages -> Findings: what must stay whole and does not fit a page.

Warning signs with their heading and lead, which must be seen at a glance; and whatever the
sheets keep whole: lists of a few items, what to do and not to do, an answer, a group to fill
in, a small table, a box.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from press.model import Finding, Manuscript, Origin
from press.render.page_fill import PageFill, name_of
from press.render.places import line_of
from press.render.warning_signs import Unit, is_row_of_boxes, units_of


def check_whole(fills: list[PageFill], root: Element, manuscript: Manuscript) -> Iterator[Finding]:
    """Find warning signs that are parted, and what else is torn."""
    facing = manuscript.variant.layout.binding == "stitched"
    parted: set[Any] = set()
    for unit in units_of(root):
        pages = _pages_of(unit, fills)
        if len(pages) > 1 and not (facing and _face_each_other(pages)):
            parted.update(inner for element in unit for inner in element.iter())
            yield _parted(unit, pages, facing, manuscript)
    for number, element in _torn(fills):
        if element not in parted:
            message = f"'{name_of(element) or 'a box'}' is torn between page {number} and the next"
            hint = "it is longer than a page: shorten it, or make two of it"
            yield Finding("P015", "error", message, _place(element, manuscript), hint)


def _pages_of(unit: Unit, fills: list[PageFill]) -> list[int]:
    """The numbers of the pages that a unit stands on."""
    whole = [each for each in unit if not is_row_of_boxes(each)]
    return [number for number, fill in enumerate(fills, 1) if fill.seen.intersection(whole)]


def _face_each_other(pages: list[int]) -> bool:
    """Whether these are a left page and the right one beside it, as a booklet lies open."""
    return len(pages) == 2 and pages[0] % 2 == 0 and pages[1] == pages[0] + 1


def _parted(unit: Unit, pages: list[int], facing: bool, manuscript: Manuscript) -> Finding:
    where = " and ".join(str(page) for page in pages)
    message = f"the warning signs '{name_of(unit[0])}' are parted, on pages {where}"
    one = "one page, or two that face each other" if facing else "one page"
    hint = f"shorten them, or the text between heading and box, so that they fit {one}"
    return Finding("P043", "error", message, _place(unit[0], manuscript), hint)


def _place(element: Any, manuscript: Manuscript) -> Origin:
    return line_of(element) or manuscript.variant.publication.origin


def _torn(fills: list[PageFill]) -> Iterator[tuple[int, Any]]:
    """What is torn with the page on which it begins; not what is within it."""
    inner: set[Any] = set()
    for number, (fill, following) in enumerate(pairwise(fills), 1):
        for element in fill.whole:
            if element in following.seen and element not in inner:
                inner.update(element.iter())
                yield number, element
