"""A measured text -> the places at which its pages end, at the least cost over the whole of it.

What Knuth and Plass do with lines ("Breaking paragraphs into lines", 1981), done with pages.
A page may end at some places, each with a cost; a page that stays empty at its foot has one,
and so has space that is drawn out. Of all ways to the end the cheapest is taken, so that a page
gives something away where a later one gains more. Arithmetic only: heights are in px, and
`press.render.page_flow` measures them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from press.render.break_costs import COSTS
from press.render.flow import NEAR, Beside, Flow, Place

_FURTHEST = 1.3
"""Of a page's height: what reaches further without gaps made smaller is not looked at."""
_TINY = 0.01
"""px: what reckoning may cost."""
SHRINK, STRETCH = -0.35, 0.6
"""By how much of itself a gap between blocks may change, before a reader sees it."""
_GAPING = 60 / 25.4 * 96
"""60 mm: no page is to end so short."""
_MOST_NOTES = 0.78
"""Of a page that has text above them, lines to write on are at most so much."""
_TOLD = 0.95
"""Of what a finding tells: a page is not to miss it by a hair's breadth."""


@dataclass(frozen=True, slots=True)
class FilledPage:
    """A page from one of a flow's nodes to another.

    `gaps` is by how much of themselves its gaps change, `growth` the share, 0 to 1, of what
    may grow; with `notes` it is filled with lines to write on.
    """

    start: int
    stop: int
    gaps: float = 0
    growth: float = 0
    notes: bool = False


def depth(flow: Flow, start: Place, bottom: float, gaps: float = 0, growth: float = 0) -> float:
    """How deep a page gets that begins at a place, with so much given to gaps and growth."""

    def at(y: float) -> float:
        given = gaps * flow.space(start.top, y) if gaps else 0
        return (
            max(0.0, y - start.top) + given + (flow.growth(start.top, y, growth) if growth else 0)
        )

    shift = beside = lowest = 0.0
    for y, note in _events(flow, start, bottom):
        here = at(y) + shift
        if note is None:
            shift += max(0.0, beside - here)
        else:
            beside = max(here, beside) + note.height
            lowest = beside - note.air
    return max(at(bottom) + shift, lowest) + start.head


def _events(flow: Flow, start: Place, bottom: float) -> list[tuple[float, Beside | None]]:
    """What stands beside a page's text, and what goes below it, from the top."""
    if not flow.beside:
        return []
    notes = [(n.y, n) for n in flow.beside if start.bottom - NEAR <= n.y < bottom - NEAR]
    clearing = [(y, None) for y in flow.clearing if start.top - NEAR <= y < bottom - NEAR]
    return sorted([*notes, *clearing], key=lambda event: (event[0], event[1] is None))


def fill(
    flow: Flow,
    *,
    first_page: int = 1,
    facing: bool = False,
    too_long: Mapping[int, int] | None = None,
) -> tuple[FilledPage, ...]:
    """The pages of a flow that cost the least; none if there is no way to its end.

    With `facing` pages, an even one and the next are seen together. `too_long` says of a node
    that a page from there to this node, or a later one, is known not to fit.
    """
    nodes = flow.nodes
    # By node and side: the cost so far, the node and the side before.
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {}
    best[0, first_page % 2 if facing else 0] = (0.0, None)
    for i in range(len(nodes) - 1):
        sides = [(i, side) for side in (0, 1) if (i, side) in best]
        before = min(len(nodes), (too_long or {}).get(i, len(nodes)))
        for j in range(i + 1, before) if sides else ():
            if nodes[j].bottom - nodes[i].top > _FURTHEST * _height(flow, i):
                break
            cost = _cost_of_page(flow, i, j) if _may_be(flow, i, j) else inf
            for here in sides:
                left = facing and here[1] == 0
                total = best[here][0] + cost + nodes[j].cost_on(left)
                there = (j, 1 - here[1] if facing else 0)
                if total < best.get(there, (inf,))[0]:
                    best[there] = (total, here)
    last = min(
        (key for key in best if key[0] == len(nodes) - 1), key=best.__getitem__, default=None
    )
    pages: list[FilledPage] = []
    while last is not None and (first := best[last][1]) is not None:
        pages.append(_filled(flow, first[0], last[0]))
        last = first
    return tuple(reversed(pages))


def price(
    flow: Flow, pages: tuple[FilledPage, ...], *, first_page: int = 1, facing: bool = False
) -> float:
    """What pages of a flow cost together; infinity if there are none."""
    total = 0.0 if pages else inf
    for number, page in enumerate(pages, first_page):
        end = flow.nodes[page.stop].cost_on(facing and number % 2 == 0)
        total += _cost_of_page(flow, page.start, page.stop) + end
    return total


def _height(flow: Flow, start: int) -> float:
    return flow.height if start else flow.first_height


def cost_of(flow: Flow, start: int, stop: int) -> float:
    """What a page between two nodes costs, with the place that it ends at; if none, infinity."""
    may_be = _may_be(flow, start, stop)
    return _cost_of_page(flow, start, stop) + flow.nodes[stop].cost if may_be else inf


def _may_be(flow: Flow, i: int, j: int) -> bool:
    """Whether a page holds what is between two nodes, and the engine would end it there."""
    start, stop, height = flow.nodes[i], flow.nodes[j], _height(flow, i)
    if stop.bottom <= start.top + NEAR:
        return False
    if min(depth(flow, start, stop.bottom, gaps) for gaps in (0, SHRINK)) > height + _TINY:
        return False
    split = stop.paragraph > -inf
    return not split or depth(flow, start, stop.paragraph) > height + _TINY


def _cost_of_page(flow: Flow, i: int, j: int) -> float:
    """What a page costs, but for the place at which it ends."""
    start, stop, height = flow.nodes[i], flow.nodes[j], _height(flow, i)
    slack = height - depth(flow, start, stop.bottom)
    space = flow.space(start.top, stop.bottom)
    cost = COSTS["page"].points
    if slack < -_TINY:
        return cost + COSTS["tight"].points * min(1.0, (slack / (SHRINK * space)) ** 2)
    if stop.top == inf:
        return cost + _cost_of_last(flow, i, 1 - slack / height)
    if _takes_notes(flow, i, j):
        return cost + COSTS["notes"].points + COSTS["more notes"].points * (slack / height) ** 2
    give = _give(flow, start, stop)
    cost += COSTS["loose"].points * min(1.0, slack / (give + 1)) ** 2
    return cost + _cost_of_empty(flow, max(0.0, slack - give)) + _cost_of_foot(flow, start, stop)


def _give(flow: Flow, start: Place, stop: Place) -> float:
    """How much deeper a page can be made."""
    return STRETCH * flow.space(start.top, stop.bottom) + flow.growth(start.top, stop.bottom)


def _takes_notes(flow: Flow, i: int, j: int) -> bool:
    """Whether lines to write on go below a page, which would else be underfull."""
    start, stop = flow.nodes[i], flow.nodes[j]
    slack = _height(flow, i) - depth(flow, start, stop.bottom)
    underfull = slack - _give(flow, start, stop) > _TOLD * flow.underfull
    above_panel = flow.ends_in_panel and j == len(flow.nodes) - 2
    return (
        (i > 0 or above_panel)
        and stop.ends_section
        and underfull
        and flow.notes_from < slack < _MOST_NOTES * flow.height
    )


def _cost_of_empty(flow: Flow, empty: float) -> float:
    share = empty / flow.underfull
    cost = COSTS["empty"].points * share**2
    if share > _TOLD:
        cost += COSTS["underfull"].points
    return cost + (COSTS["gaping"].points if empty > _TOLD * _GAPING else 0)


def _cost_of_last(flow: Flow, i: int, used: float) -> float:
    if i and flow.ends_in_panel:
        alone = not flow.count(flow.nodes[i].top, flow.end)
        return COSTS["only panel"].points if alone else 0
    return COSTS["bare last"].points if i and used < 0.25 else 0


def _cost_of_foot(flow: Flow, start: Place, stop: Place) -> float:
    """A heading with a line or two below it at the foot; a few lines cut off from their section."""
    n = bisect_left(flow.headings, (stop.bottom - NEAR, 0.0))
    cost = 0.0
    if n and flow.headings[n - 1][0] > start.top + NEAR:
        below = flow.count(flow.headings[n - 1][1], stop.bottom)
        cost += COSTS["heading at foot"].points * max(0, 3 - below)
    following = flow.headings[n][0] if n < len(flow.headings) else flow.end
    if following > stop.top + NEAR and flow.count(stop.top, following) <= 3:
        cost += COSTS["few lines torn off"].points
    return cost


def _filled(flow: Flow, i: int, j: int) -> FilledPage:
    """The page with what it has left over, or lacks, given to what grows and then to its gaps."""
    start, stop, height = flow.nodes[i], flow.nodes[j], _height(flow, i)

    def fits(gaps: float, growth: float) -> bool:
        return depth(flow, start, stop.bottom, gaps, growth) <= height - NEAR

    if depth(flow, start, stop.bottom) > height + _TINY:
        return FilledPage(i, j, _most(lambda gaps: fits(gaps, 0), SHRINK, 0))
    if stop.top == inf:
        return FilledPage(i, j)
    if _takes_notes(flow, i, j):
        return FilledPage(i, j, notes=True)
    growth = _most(lambda share: fits(0, share), 0, 1)
    return FilledPage(i, j, _most(lambda gaps: fits(gaps, growth), 0, STRETCH), growth)


def _most(fits: object, low: float, high: float) -> float:
    """The largest value for which it fits, which the least one does."""
    assert callable(fits)
    if fits(high):
        return high
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low
