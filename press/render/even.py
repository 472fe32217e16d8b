"""Laid-out pages -> the same pages, more evenly filled: no page ends in a hole if it can be helped.

Where a page ends in a hole, since what follows is not to be split, the page before gives it
its last blocks: a break is put before them, and the pages are laid out again, as a book
designer does by hand. Where that is not possible, what a layout keeps for this place is
shown, such as lines to write on: an element with `hidden`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from press.render.falls import Fall, falls_of
from press.render.fit import holes

if TYPE_CHECKING:
    from weasyprint.document import Document as LaidOut

_MOST_IN_VAIN = 4
"""Layouts that do not help, before it is left at that."""
_MOST_PAGES = 4
"""Pages before a hole that pass something on to it."""
_MOST_BREAKS = 4
"""Places that are tried on each: all of them would be their number to the power of the pages."""
_ROOM = 0.04
"""The part of a page that the space above a block may take: at the head of a page it has none."""

_Change = tuple[Any, str, str | None]
"""An element, one of its attributes, and what this is to be; None takes it away."""
_Plan = tuple[_Change, ...]


def evened(
    laid_out: LaidOut, root: Any, lay_out: Callable[[], LaidOut], most_empty: float
) -> tuple[LaidOut, list[Fall]]:
    """Pages without the holes that can be filled, and how the text falls over them.

    `lay_out` lays the tree under `root` out again. Changes that leave fewer holes, and as
    many pages as there were, are kept; others are taken back.
    """
    falls = falls_of(laid_out)
    in_vain: set[_Plan] = set()
    while len(in_vain) < _MOST_IN_VAIN:
        gaps = holes(falls, most_empty)
        plans = [plan for gap in gaps for plan in _breaks(falls, gap, 1 - most_empty)]
        plans += [plan for gap in gaps for plan in _spares(falls, gap, root)]
        plan = next((plan for plan in plans if plan not in in_vain), None)
        if plan is None:
            break
        before = _change(plan)
        again = lay_out()
        new = falls_of(again)
        if len(new) == len(falls) and len(holes(new, most_empty)) < len(gaps):
            laid_out, falls = again, new
        else:
            _change(before)
            in_vain.add(plan)
    return laid_out, falls


def _change(plan: _Plan) -> _Plan:
    """Change the tree; given back is what changes it back."""
    before = tuple((element, name, element.get(name)) for element, name, _ in plan)
    for element, name, value in plan:
        if value is None:
            element.attrib.pop(name, None)
        else:
            element.set(name, value)
    return before


def _spares(falls: list[Fall], gap: int, root: Any) -> Iterator[_Plan]:
    """What a layout keeps for the place between a page that ends in a hole and the next."""
    page, following = ({box.element for box in _all(fall.box)} for fall in falls[gap : gap + 2])
    order = list(root.iter())
    last = max((n for n, element in enumerate(order) if element in page), default=0)
    first = next((n for n, each in enumerate(order) if each in following - page), last)
    for element in order[last:first]:
        if element.get("hidden") is not None:
            yield ((element, "hidden", None),)


def _breaks(
    falls: list[Fall], gap: int, least: float, used: float | None = None, pages: int = _MOST_PAGES
) -> Iterator[_Plan]:
    """Breaks by which this page and those before it are filled enough.

    The page before gives its last blocks, as few as will do. Where too little is left there,
    the page before that one gives in its turn. `used` is what this page has, 0 to 1.
    """
    if gap == 0 or pages == 0 or _is_forced(falls[gap - 1].box, falls[gap].box):
        return
    before = falls[gap - 1]
    used = falls[gap].used if used is None else used
    top, height = before.box.content_box_y(), before.box.height
    moving = [
        (above, box, used + (top + before.depth - box.border_box_y()) / height)
        for above, box in reversed(list(_boundaries(before.box)))
    ]
    enough = [each for each in moving if least <= each[2] <= 1 - _ROOM]
    for above, box, _ in enough[:_MOST_BREAKS]:
        style = box.element.get("style")
        here = (box.element, "style", f"{style + '; ' if style else ''}break-before: page")
        left = (above.border_box_y() + above.border_height() - top) / height
        if left >= least:
            yield (here,)
        else:
            for plan in _breaks(falls, gap - 1, least, left, pages - 1):
                yield (*plan, here)


def _boundaries(box: Any) -> Iterator[tuple[Any, Any]]:
    """Pairs of boxes that follow each other and between which a page may end, from the top."""
    from weasyprint.layout.block import block_level_page_break

    flow = _flow(box)
    for n, child in enumerate(flow):
        if n and block_level_page_break(flow[n - 1], child) == "auto":
            yield flow[n - 1], child
        if child.style["break_inside"] == "auto" and not child.element.get("data-fits"):
            yield from _boundaries(child)


def _flow(box: Any) -> list[Any]:
    """The blocks in a box's flow, but for what CSS makes beside an element."""
    from weasyprint.formatting_structure import boxes

    return [
        child
        for child in getattr(box, "children", ())
        if isinstance(child, boxes.BlockLevelBox)
        and child.is_in_normal_flow()
        and child.element is not None
        and "::" not in child.element_tag
    ]


def _is_forced(before: Any, page: Any) -> bool:
    """Whether a page begins where the text says so, as with a chapter."""
    from weasyprint.layout.block import block_level_page_break

    while (above := _flow(before)) and (below := _flow(page)):
        before, page = above[-1], below[0]
        if before.element is not page.element:
            kind = block_level_page_break(before, page)
            return kind != "auto" and not kind.startswith("avoid")
    return False


def _all(box: Any) -> Iterator[Any]:
    """A box and the boxes in its flow."""
    yield box
    for child in _flow(box):
        yield from _all(child)
