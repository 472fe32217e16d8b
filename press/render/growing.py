"""Laid-out boxes -> what may be made larger to fill a page, as the sheets say.

`--grow: 1.4` lets a picture, or the cells of a row together, get so many times as high;
`--more: 3` lets a line to write on be repeated so often.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from press.render.boxes import kind as kind_of
from press.render.break_rules import top_of
from press.render.flow import Growth


@dataclass(frozen=True, slots=True)
class Growing:
    """Elements that may grow together, each with its height in px; a line may be repeated."""

    growth: Growth
    elements: tuple[tuple[Any, float], ...]


def growing_of(box: Any, around: Any) -> Growing | None:
    """What `--grow` or `--more` says of a box; the cells of a row grow together."""
    if kind_of(box) == "TableRowBox":
        inside = [each for child in box.children for each in _growing_inside(child, box)]
        if not inside:
            return None
        most = min(growing.growth.most for growing in inside)
        elements = tuple(pair for growing in inside for pair in growing.elements)
        return Growing(Growth(box.position_y, most), elements)
    found = list(_own(box, around))
    return found[0] if found else None


def _growing_inside(box: Any, around: Any) -> Iterator[Growing]:
    own = list(_own(box, around))
    yield from own
    if not own:
        for child in getattr(box, "children", ()):
            if "::" not in (child.element_tag or ""):
                yield from _growing_inside(child, box)


def _own(box: Any, around: Any) -> Iterator[Growing]:
    if (times := _number(box, "__grow")) and times > 1:
        row = kind_of(around) == "TableRowBox"
        height = around.height if row else box.height
        if not row and box.style["box_sizing"] == "border-box":
            height = box.border_height()
        most = (times - 1) * height
        if hasattr(box, "replacement") and box.style["width"] == "auto":
            most = min(most, max(0.0, around.width / box.width - 1) * height)
        yield Growing(Growth(top_of(box), most), ((box.element, height),))
    if more := _number(box, "__more"):
        step = box.border_height()
        yield Growing(Growth(top_of(box), more * step, step), ((box.element, step),))


def _number(box: Any, name: str) -> float | None:
    """The number that a rule for this very element gives; what it would inherit is not its."""
    if name not in getattr(box.style, "cascaded", ()):
        return None
    numbers = [token.value for token in box.style[name] if token.type == "number"]
    return float(numbers[0]) if numbers else None
