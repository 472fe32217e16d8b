"""What a designer would send back: holes, a line, a word or a picture by itself."""

from __future__ import annotations

import pytest
from fitted import (
    LINE,
    PICTURE,
    TIP,
    Check,
    box,
)

pytestmark = pytest.mark.slow


def test_a_hole_at_the_foot_of_a_page_is_told(check: Check) -> None:
    assert check(LINE * 5 + TIP + "    Regel in een vak.\n\n" * 6) == [
        "warning: page 1 ends 35 mm short, below 'Regel.'"
        " (what follows does not fit there: change the order, or shorten it) [P016]"
    ]


def test_a_hole_below_a_picture_is_told_by_what_it_shows(check: Check) -> None:
    [told] = check(PICTURE + "____\n\n" + TIP + "    Regel in een vak.\n\n" * 6)
    assert "mm short, below 'De maan' (" in told


def test_a_hole_in_a_booklet_is_told_too(check: Check) -> None:
    [told] = check(LINE * 5 + TIP + "    Regel in een vak.\n\n" * 6, "geniet")
    assert told.startswith("warning: page 1 ends 35 mm short")


def test_a_small_hole_is_as_it_must_be(check: Check) -> None:
    assert check(LINE * 6 + TIP + "    Regel in een vak.\n\n" * 5) == []


def test_a_layout_may_say_that_holes_are_right(check: Check) -> None:
    assert check(LINE * 5 + TIP + "    Regel in een vak.\n\n" * 6, "met-gaten") == []


PARAGRAPH = "Regel. " * 12 + "\n\n"  # two lines


HEADING = "Wat u kunt doen bij langdurige rugpijnklachten nu"


def test_a_line_alone_at_the_foot_or_head_of_a_page_is_told(check: Check) -> None:
    said = "warning: a line of 'Regel. Regel. Regel. Regel. Regel. …' stands alone at the"
    hint = "(set 'orphans' and 'widows' of p, li and dd to 2 in layout.css) [P018]"
    assert check(LINE * 9 + PARAGRAPH + LINE * 5) == [
        f"{said} foot of page 1 {hint}",
        f"{said} head of page 2 {hint}",
    ]


def test_a_paragraph_that_stays_on_its_page_is_right(check: Check) -> None:
    assert check(LINE * 8 + PARAGRAPH + LINE * 5) == []


def test_a_picture_away_from_its_text_is_told(check: Check) -> None:
    assert check(box(10) + PICTURE + "## Kop\n\n" + LINE, "los") == [
        "warning: 'De maan' at the head of page 2 is away from its text (put text behind it,"
        " or set 'break-after: avoid' on what is before it) [P042]"
    ]
    assert check(LINE * 9 + PICTURE + LINE * 3, "los") == []
    assert check(LINE * 3 + PICTURE + "## Kop\n\n" + LINE, "los") == []


def test_a_heading_that_ends_in_a_short_word_alone_is_told(check: Check) -> None:
    assert check(f"## {HEADING}\n\n{LINE}", "smal") == [
        f"warning: the heading '{HEADING}' on page 1 ends in a line with 'nu' alone"
        " (change a word of it) [P019]"
    ]
    assert check(f"## {HEADING} of later\n\n{LINE}", "smal") == []
