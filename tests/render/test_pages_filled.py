"""Pages are filled, and what the engine drops is an error."""

from __future__ import annotations

import pytest
from fitted import (
    LINE,
    TIP,
    Check,
    Pages,
    box,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SIGNS = "!!! red-flags\n\n" + "".join(f"    - Teken {n}.\n" for n in range(1, 7)) + "\n"

pytestmark = pytest.mark.slow


def test_a_page_gives_what_the_next_lacks(pages: Pages) -> None:
    assert pages(LINE * 15 + box(6)) == [8, 7, 6]


def test_what_stays_empty_is_shared(pages: Pages) -> None:
    assert pages(LINE * 16 + box(6)) == [8, 8, 6]


def test_a_page_that_has_too_little_left_is_given_some_too(pages: Pages) -> None:
    assert pages(LINE * 14 + box(3) + box(4) + LINE + box(6), "veel") == [7, 7, 8, 6]


def test_nothing_is_given_over_a_heading(pages: Pages) -> None:
    """It goes on with what it stands above."""
    assert pages(LINE * 8 + "## Kop\n\n" + LINE * 6 + box(6), "bij-elkaar") == [8, 7, 6]


def test_what_a_layout_keeps_fills_a_hole_where_nothing_else_does(pages: Pages) -> None:
    assert pages(LINE * 5 + box(4), "met-ruimte") == [9, 1]
    assert pages(LINE * 4, "met-ruimte") == [7, 1]
    assert pages(LINE * 2, "met-ruimte") == [3]


def test_a_page_before_the_text_lets_warning_signs_lie_open(pages: Pages) -> None:
    """Longer than a page, they begin on a left one; where they do anyway, nothing is added."""
    signs = "## Bel\n\n" + SIGNS * 2
    assert pages(LINE * 5 + signs, "geniet-met-blad") == [5, 10, 9]
    assert pages(LINE * 14 + signs, "geniet-met-blad") == [1, 7, 7, 10, 9]


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 7)), min_size=2, max_size=8))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_filling_pages_loses_nothing_and_adds_no_page(
    pages: Pages, blocks: list[tuple[bool, int]]
) -> None:
    """Whatever follows whatever: as many pages as without it, holes no more than before."""
    body = "".join(box(lines) if whole else LINE * lines for whole, lines in blocks)
    plain, filled = (pages(body, layout) for layout in ("veel-met-gaten", "veel"))
    assert len(plain) == len(filled)
    assert sum(plain) == sum(filled)
    assert _underfull(filled) <= _underfull(plain)


def _underfull(pages: list[int]) -> int:
    return sum(lines < 6 for lines in pages[:-1])


def test_text_that_the_engine_drops_is_an_error(check: Check) -> None:
    """A box out of the flow that reaches past the foot of the last page is cut there."""
    assert check(LINE * 2, "afgesneden") == [
        "layouts/afgesneden/layout.css: error: 'EenTweeDrie' is cut off: part of it is on no"
        " page (give it room in the layout: the engine drops what does not fit above the foot)"
        " [P017]"
    ]


def test_a_panel_that_is_wholly_dropped_is_told_by_its_name(check: Check) -> None:
    assert check(LINE * 2, "weggevallen") == [
        "layouts/weggevallen/layout.css: error: 'colophon' is cut off: part of it is on no"
        " page (give it room in the layout: the engine drops what does not fit above the foot)"
        " [P017]"
    ]


def test_what_a_layout_hides_is_not_missed(check: Check) -> None:
    assert check(TIP + "    Regel in een vak.\n\n" * 3, "verborgen") == []
