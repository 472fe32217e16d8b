"""Where pages end, as arithmetic: no way to the end of a text costs less than the one chosen."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.render.break_costs import COSTS
from press.render.flow import Beside, Flow, Growth, Place
from press.render.page_breaks import SHRINK, STRETCH, FilledPage, cost_of, depth, fill, price

HEIGHT = 100.0
UNDERFULL = 20.0


def flow_of(
    blocks: list[float], *, costs: dict[int, float] | None = None, gap: float = 0, **more: object
) -> Flow:
    """Blocks of these heights below each other; `costs` are those of ending a page below one."""
    places, gaps, y = [], [], 0.0
    for n, height in enumerate(blocks):
        bottom = y + height
        if n < len(blocks) - 1:
            places.append(Place(bottom, bottom + gap, (costs or {}).get(n, 10.0)))
            gaps.append((bottom + gap, gap))
        y = bottom + gap
    end = y - gap
    parts = {"places": tuple(places), "gaps": tuple(gaps), **more}
    return Flow(0, end, HEIGHT, HEIGHT, UNDERFULL, **parts)  # type: ignore[arg-type]


def stops(pages: tuple[FilledPage, ...]) -> list[int]:
    """After how many blocks each page ends."""
    return [page.stop for page in pages]


flows = st.builds(
    lambda blocks, costs, gap: flow_of(blocks, costs=dict(enumerate(costs)), gap=gap),
    st.lists(st.integers(5, 60).map(float), min_size=1, max_size=9),
    st.lists(st.sampled_from([0.0, 10.0, 120.0, 20_000.0, inf]), max_size=9),
    st.sampled_from([0.0, 4.0]),
)


def ways(flow: Flow) -> list[tuple[int, ...]]:
    """Every choice of places from a flow, as the nodes that its pages run between."""
    inner = range(1, len(flow.nodes) - 1)
    return [
        (0, *chosen, len(flow.nodes) - 1)
        for count in range(len(inner) + 1)
        for chosen in combinations(inner, count)
    ]


@given(flows)
@pytest.mark.slow
def test_no_other_way_costs_less(flow: Flow) -> None:
    """Brute force over all choices of places finds nothing cheaper."""
    chosen = fill(flow)
    cheapest = min(sum(cost_of(flow, *pair) for pair in pairwise(way)) for way in ways(flow))
    if not chosen:
        assert price(flow, chosen) == cheapest == inf
        return
    assert price(flow, chosen) == pytest.approx(cheapest)
    assert [chosen[0].start, *stops(chosen)] == [0, *stops(chosen)[:-1], len(flow.nodes) - 1]


@given(flows, st.dictionaries(st.integers(0, 8), st.integers(1, 9)))
def test_no_page_ends_where_none_may(flow: Flow, too_long: dict[int, int]) -> None:
    for page in fill(flow, too_long=too_long):
        assert flow.nodes[page.stop].cost < inf
        assert page.stop < too_long.get(page.start, inf)


@given(flows)
def test_every_page_holds_what_is_put_on_it(flow: Flow) -> None:
    for page in fill(flow):
        start, stop = flow.nodes[page.start], flow.nodes[page.stop]
        assert SHRINK <= page.gaps <= STRETCH
        assert depth(flow, start, stop.bottom, page.gaps, page.growth) <= HEIGHT + 0.01


def test_what_stays_empty_is_shared_between_pages() -> None:
    assert stops(fill(flow_of([10.0] * 18 + [95.0]))) == [9, 18, 19]


def test_one_thing_is_torn_only_where_it_is_longer_than_a_page() -> None:
    whole = COSTS["whole"].points
    fits = flow_of([40.0, 40.0, 30.0, 30.0], costs={1: 10, 0: 10, 2: whole})
    assert 3 not in stops(fill(fits))
    longer = flow_of([60.0, 60.0], costs={0: whole})
    assert stops(fill(longer)) == [1, 2]


def test_without_a_way_there_are_no_pages() -> None:
    assert fill(flow_of([60.0, 60.0], costs={0: inf})) == ()


def test_gaps_give_a_little_before_a_page_is_left_short() -> None:
    first = fill(flow_of([23.0, 23.0, 23.0, 23.0, 95.0], gap=3.0))[0]
    assert first.stop == 4 and first.gaps < 0
    first = fill(flow_of([40.0, 40.0, 90.0], gap=10.0))[0]
    assert first.stop == 2 and first.gaps > 0


def test_what_grows_takes_what_is_left_before_gaps_do() -> None:
    flow = flow_of([40.0, 40.0, 90.0], gap=10.0, growths=(Growth(0.0, 30.0),))
    page = fill(flow)[0]
    assert page.stop == 2
    assert 0 < page.growth < 1
    assert depth(flow, flow.nodes[0], flow.nodes[2].bottom, page.gaps, page.growth) > 99


def test_lines_are_added_whole() -> None:
    line = Growth(0.0, 24.0, 8.0)
    assert [line.part(share) for share in (0, 0.3, 0.4, 1)] == [0, 0, 8, 24]


def test_an_open_booklet_shows_two_pages_at_once() -> None:
    """Boxes that part cheaply on facing pages end a left one, and never a right one."""
    places = (Place(40, 40, 10), Place(130, 130, 1e6, in_spread=60))
    flow = Flow(0, 200, HEIGHT, HEIGHT, UNDERFULL, places=places)
    from_right, from_left = (fill(flow, first_page=first, facing=True) for first in (1, 2))
    assert [_ends(flow, 1, page) for page in from_right[:-1]] == [10, 60]
    assert [_ends(flow, 2, page) for page in from_left[:-1]] == [10, 1e6]


def _ends(flow: Flow, first: int, page: FilledPage) -> float:
    """What it costs to end one of the first two pages where it does."""
    return flow.nodes[page.stop].cost_on(left=(first + (page.start > 0)) % 2 == 0)


def test_notes_beside_the_text_stack_and_are_cleared_page_by_page() -> None:
    notes = (Beside(0, 50, 5), Beside(20, 50, 5), Beside(70, 30, 5))
    flow = flow_of([40.0, 30.0, 20.0], beside=notes, clearing=(70.0,))
    head = flow.nodes[0]
    assert depth(flow, head, 40) == 95  # two notes above each other, without the air below
    assert depth(flow, head, 90) == 150  # the last block goes below all three
    assert depth(flow, flow.nodes[1], 70) == 30  # they stayed on the page before
