"""A page's tree -> its warning signs, each with the heading and the lead that belong to them.

What is one unit: it is read at a glance or not at all, and must not lie on two sheets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias
from xml.etree.ElementTree import Element

from press.render.labels import HEADINGS, classes_of

Unit: TypeAlias = "tuple[Element, ...]"
"""Heading, lead and boxes, in order; of heading and lead what there is."""

_BOX, _BOXES = "red-flags", "flags"
_MOST_LEAD = 3
"""Blocks between heading and box: with more, the heading is that of a longer text."""


def shown_by(element: Element) -> Element:
    """What a row of two languages shows: the first block of its first side; of else, itself."""
    while {"pair", "side"}.intersection(classes_of(element)) and len(element):
        element = element[0]
    return element


def is_box(element: Element) -> bool:
    """Whether it is a box of warning signs."""
    return _BOX in classes_of(shown_by(element))


def holds_boxes(element: Element) -> bool:
    """Whether it is there to hold the boxes of warning signs that belong together."""
    return _BOXES in classes_of(shown_by(element))


def is_row_of_boxes(element: Element) -> bool:
    """Whether the boxes of one language stand in it above those of the other: each is a unit."""
    return "pair" in classes_of(element) and holds_boxes(element)


def units_of(root: Element) -> tuple[Unit, ...]:
    """All warning signs below an element; what holds boxes stands before them."""
    parents = (each for each in root.iter() if not holds_boxes(each) and shown_by(each) is each)
    return tuple(unit for parent in parents for unit in _among(list(parent)))


def _among(siblings: list[Element]) -> Iterator[Unit]:
    flow = [each for each in siblings if each.tag != "aside"]
    begin = None
    for n, element in enumerate([*flow, None]):
        box = element is not None and (is_box(element) or holds_boxes(element))
        if box and begin is None:
            begin = n
        elif not box and begin is not None:
            boxes = [each for held in flow[begin:n] for each in _with_held(held)]
            yield (*_lead(flow[:begin]), *boxes)
            rows = (each for each in flow[begin:n] if is_row_of_boxes(each))
            yield from ((side,) for row in rows for side in row[1:])
            begin = None


def _with_held(element: Element) -> list[Element]:
    if is_row_of_boxes(element):
        return [element, element[0]]
    return [element, *element] if holds_boxes(element) else [element]


def _lead(before: list[Element]) -> list[Element]:
    """What introduces a box: from the heading on, or the paragraph above."""
    for n in range(1, min(_MOST_LEAD + 1, len(before)) + 1):
        if shown_by(before[-n]).tag in HEADINGS:
            return before[-n:]
    return before[-1:] if before and shown_by(before[-1]).tag == "p" else []
