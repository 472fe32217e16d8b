"""A book's tree of which little changed -> the same with the other chapters emptied, for a while.

A chapter of which no page is made again costs as much as all others before a page is laid out:
its styles are matched, its boxes made. Only its place among the others is asked for, and its
anchors, which pages elsewhere name by their numbers.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any


def empty_others(elements: Sequence[Any], wanted: Set[int | None]) -> frozenset[Any]:
    """Empty the chapters in which no element has a wanted number; give those that are empty."""
    number = next(n for n, each in enumerate(elements) if each.tag == "body")
    body, emptied = elements[number], []
    for chapter in list(body):
        inside = list(chapter.iter())
        numbers = range(number + 1, number + 1 + len(inside))
        number += len(inside)
        if wanted.isdisjoint(numbers):
            anchors = [name for each in inside[1:] if (name := each.get("id"))]
            chapter[:] = [type(chapter)("span", {"id": name}) for name in anchors]
            chapter.text = None
            emptied.append(chapter)
    return frozenset(emptied)


def put_back(root_box: Any, before: Any, emptied: Set[Any]) -> None:
    """Put the boxes that emptied chapters had before in the place of those that they have now."""
    body, old = _body(root_box), _body(before)
    body.children = [
        other if box.element in emptied else box
        for box, other in zip(body.children, old.children, strict=True)
    ]


def _body(root_box: Any) -> Any:
    return next(box for box in root_box.children if box.element_tag == "body")
