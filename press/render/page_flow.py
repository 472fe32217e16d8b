"""Pages laid out endlessly long -> flows, and what to change in the tree for a break in them.

On a page without an end everything has the height that it has by itself: no margin is cut off
at a break, nothing waits for the next page. What stands beside the text does not push it here:
`press.render.page_breaks` reckons with it page by page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from press.render.boxes import LaidOut, is_anonymous, pages_of
from press.render.boxes import kind as kind_of
from press.render.break_costs import COSTS
from press.render.break_rules import (
    avoids,
    begins_section,
    bottom_of,
    cost_between,
    cost_inside,
    is_block,
    is_heading,
    kids_of,
    top_of,
)
from press.render.flow import Beside, Flow, Place
from press.render.growing import Growing, growing_of
from press.render.warning_signs import units_of

_LEAST_GAP, _MOST_GAP = 2, 80
"""px between which the space between two blocks may be changed."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What a break needs in the tree: before `element`, or in it with so many lines below.

    `opened` are the elements around it that are else kept whole, `heads` those that begin
    there, from without to within.
    """

    element: Any
    lines_below: int = 0
    opened: tuple[Any, ...] = ()
    heads: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """The space above an element that ends at `y`; `met` is the margin that it collapses with."""

    y: float
    size: float
    element: Any
    met: float


@dataclass(slots=True)
class MeasuredFlow:
    """What a flow's places, gaps and growths are in the tree; all in the order of the text.

    `first` is the element that it begins with, `last` are those that end where it ends, from
    without to within; `notes` stand beside it.
    """

    top: float
    first: Any = None
    last: tuple[Any, ...] = ()
    notes: set[Any] = field(default_factory=set)
    end: float = 0
    places: list[tuple[Place, Cut]] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    growing: list[Growing] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    clearing: list[float] = field(default_factory=list)
    headings: list[tuple[float, float]] = field(default_factory=list)
    lines: list[float] = field(default_factory=list)
    ends_in_panel: bool = False

    def flow(self, first_height: float, height: float, underfull: float, notes_from: float) -> Flow:
        """The flow for pages of these heights, in px."""
        self.places.sort(key=lambda each: (each[0].top, each[0].bottom))
        self.gaps.sort(key=lambda gap: gap.y)
        return Flow(
            top=self.top,
            end=self.end,
            first_height=first_height,
            height=height,
            underfull=underfull,
            notes_from=notes_from,
            places=tuple(place for place, _ in self.places),
            gaps=tuple((gap.y, gap.size) for gap in self.gaps),
            growths=tuple(each.growth for each in self.growing),
            beside=tuple(self.beside),
            clearing=tuple(self.clearing),
            headings=tuple(sorted(self.headings)),
            lines=tuple(sorted(self.lines)),
            ends_in_panel=self.ends_in_panel,
        )


# --- what is on them --------------------------------------------------------------------


def measure(laid_out: LaidOut, root: Any) -> list[MeasuredFlow]:
    """The flow on each endless page but the last, which is there to be measured itself."""
    inside = {element: unit for unit in units_of(root) for element in unit[1:]}
    flows = []
    for box in pages_of(laid_out)[:-1]:
        flow = MeasuredFlow(box.content_box_y())
        for child in kids_of(box):
            flow.first, flow.last = _edge(child, 0)[-1], _edge(child, -1)
            _Walk(flow, inside).into(child, 0.0, (), 0.0)
            _collect(child, flow)
        flows.append(flow)
    return flows


def _edge(box: Any, side: int) -> tuple[Any, ...]:
    """The elements at a box's head (0) or foot (-1), from without to within."""
    found = []
    while kind_of(box) != "LineBox":
        if not is_anonymous(box):
            found.append(box.element)
        kids = kids_of(box)
        if not kids or hasattr(box, "replacement"):
            break
        box = kids[side]
    return tuple(found)


class _Walk:
    """Finds the places at which a page may end."""

    def __init__(self, flow: MeasuredFlow, inside: dict[Any, Any]) -> None:
        self.flow, self.inside = flow, inside

    def into(self, box: Any, torn: float, opened: tuple[Any, ...], head: float) -> None:
        """`torn` is what tearing the boxes around costs, `head` of a table what is repeated."""
        kids = kids_of(box)
        if kids and kind_of(kids[0]) == "LineBox":
            self._between_lines(box, kids, torn, opened)
            return
        for n, kid in enumerate(kids):
            if n:
                self._above(kids, n, torn, opened, head)
            inside = cost_inside(kid)
            if inside is not None:
                own = (*opened, kid.element) if avoids(kid) else opened
                self.into(kid, torn + inside, own, head + _head_of(kid))

    def _above(
        self, kids: list[Any], n: int, torn: float, opened: tuple[Any, ...], head: float
    ) -> None:
        before, kid = kids[n - 1], kids[n]
        if is_anonymous(kid) and not kind_of(kid).startswith("TableRow"):
            return
        _gap(self.flow, before, kid)
        cost, facing = cost_between(kids, n, self.inside)
        place = Place(
            bottom_of(before),
            top_of(kid),
            torn + cost,
            head,
            in_spread=None if facing is None else torn + facing,
            ends_section=not torn and begins_section(kid),
        )
        self.flow.places.append((place, Cut(kid.element, 0, opened, _edge(kid, 0))))

    def _between_lines(
        self, box: Any, lines: list[Any], torn: float, opened: tuple[Any, ...]
    ) -> None:
        if box.element.get("data-slot") or is_anonymous(box):
            return
        least, most = box.style["orphans"], len(lines) - box.style["widows"]
        for n in range(least, most + 1):
            above, below = bottom_of(lines[n - 1]), top_of(lines[n])
            cost = torn + COSTS["lines"].points
            place = Place(above, below, cost, paragraph=bottom_of(lines[-1]))
            self.flow.places.append((place, Cut(box.element, len(lines) - n, opened)))


def _head_of(box: Any) -> float:
    """The height of what a table says again on each page."""
    heads = [each for each in getattr(box, "children", ()) if getattr(each, "is_header", False)]
    return float(sum(each.height for each in heads))


def _gap(flow: MeasuredFlow, before: Any, box: Any) -> None:
    """Note the space above a box, where it is one that may be changed."""
    kind = kind_of(box)
    if is_heading(before):
        return
    if (
        kind in ("LineBox", "TableBox")
        or kind.startswith("TableRow")
        or box.element_tag == "footer"
    ):
        return
    size = top_of(box) - bottom_of(before)
    if _LEAST_GAP < size < _MOST_GAP:
        met = max([0, *_margins(before, "bottom"), *_margins(box, "top")[1:]])
        flow.gaps.append(Gap(top_of(box), size, box.element, met))


def _margins(box: Any, side: str) -> list[float]:
    """The margins that meet at a box's top or bottom edge, from without to within."""
    found = []
    while box is not None and kind_of(box) != "LineBox":
        margin = getattr(box, f"margin_{side}", 0)
        found.append(margin if isinstance(margin, int | float) else 0)
        if getattr(box, f"padding_{side}", 0) or getattr(box, f"border_{side}_width", 0):
            break
        kids = kids_of(box)
        box = (kids[0] if side == "top" else kids[-1]) if kids else None
    return found


# --- what grows, what stands beside, headings and lines ----------------------------------


def _collect(box: Any, flow: MeasuredFlow, grown: bool = False) -> None:
    """Note what is in a box; with `grown` it grows as a whole already."""
    for child in getattr(box, "children", ()):
        if "::" in (child.element_tag or ""):
            continue
        if getattr(child, "stands_beside", False):
            height, air = child.margin_height(), child.margin_bottom
            flow.beside.append(Beside(child.position_y, height, air))
            flow.notes.add(child.element)
            continue
        if child.is_in_normal_flow():
            _note(child, box, flow, grown)


def _note(box: Any, around: Any, flow: MeasuredFlow, grown: bool) -> None:
    element, kind = box.element, kind_of(box)
    if box.element_tag == "footer" or (element is not None and element.get("data-slot")):
        flow.ends_in_panel |= box.element_tag == "footer"
        flow.end = max(flow.end, bottom_of(box))
        flow.lines += [] if box.element_tag == "footer" else [bottom_of(box)]
        return
    if kind == "LineBox":
        flow.lines.append(bottom_of(box))
    if not kids_of(box) or (is_block(box) and (box.border_bottom_width or box.padding_bottom)):
        flow.end = max(flow.end, bottom_of(box))
    if hasattr(box, "replacement"):
        flow.lines += [bottom_of(box)] * 3  # a picture is more than a line
    if is_block(box):
        if box.style["clear"] != "none":
            flow.clearing.append(top_of(box))
        if is_heading(box):
            flow.headings.append((top_of(box), bottom_of(box)))
    growing = None if grown else growing_of(box, around)
    if growing:
        flow.growing.append(growing)
    _collect(box, flow, grown or growing is not None)
