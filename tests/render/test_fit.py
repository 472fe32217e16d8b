"""What a designer would send back: pages too many, too few or hardly used, and what is torn."""

from __future__ import annotations

import pytest
from fitted import (
    LINE,
    PICTURE,
    TIP,
    Check,
    Pages,
    box,
    print_on,
)

from press import build

pytestmark = pytest.mark.slow


def test_as_many_pages_as_the_layout_takes_are_right(check: Check) -> None:
    assert check(LINE * 10) == []
    assert check(LINE * 30) == []


def test_a_page_too_many_is_an_error(check: Check) -> None:
    assert check(LINE * 40) == [
        "error: wandelen has 4 pages in the layout 'kaart', which takes 1 to 3"
        " (choose another layout or another length) [P012]"
    ]


def test_a_leaflet_that_is_far_too_long_may_become_a_booklet(check: Check) -> None:
    assert check(LINE * 120) == [
        "error: wandelen has 12 pages in the layout 'kaart', which takes 1 to 3 (make a booklet"
        " of it: leaflet build wandelen --layout a5-booklet; or shorten it) [P012]"
    ]


def test_a_page_too_few_is_an_error(check: Check) -> None:
    assert check(LINE * 10, "twee-bladen") == [
        "error: wandelen has 1 page in the layout 'twee-bladen', which takes 2 to 3"
        " (choose another layout or another length) [P012]"
    ]
    assert check(LINE * 20, "twee-bladen") == []


def test_a_last_page_that_is_hardly_used_is_told(check: Check) -> None:
    assert check(box(10) + LINE * 2) == [
        "warning: the last page, 2, is used for 20 % (take away a few lines) [P013]"
    ]


def test_a_quarter_of_the_last_page_is_enough(check: Check) -> None:
    assert check(LINE * 13) == []


def test_one_page_may_be_as_empty_as_it_likes(check: Check) -> None:
    assert check(LINE) == []


def test_a_last_page_with_the_contact_panel_and_some_lines_is_right(check: Check) -> None:
    assert check(LINE * 12, "met-paneel") == []


def test_a_last_page_with_the_contact_panel_alone_is_told(check: Check) -> None:
    assert check(box(10), "met-paneel") == [
        "warning: the last page, 2, holds nothing but the contact panel"
        " (take away a few lines) [P013]"
    ]


def test_a_heading_alone_at_the_foot_of_a_page_is_told(check: Check) -> None:
    told = check(LINE * 9 + "## Wat helpt er *nu*?\n\n" + PICTURE, "hoog")
    assert (
        "warning: the heading 'Wat helpt er nu?' stands alone at the foot of page 1"
        " (add or take away a few lines before it) [P014]"
    ) in told


def test_a_heading_goes_to_the_next_page_with_its_text(pages: Pages) -> None:
    assert pages(LINE * 9 + "## Wat helpt er *nu*?\n\n" + LINE * 4) == [9, 5]


def test_what_is_said_of_a_page_names_the_line_that_it_is_about(project: build.Project) -> None:
    body = LINE * 5 + box(6)
    [found] = print_on(project, body, "kaart").findings
    first = 10  # the line of the body's first, which is blank
    row = f"\n{body}".split("\n").index("!!! tip") - 2  # below which the page is empty
    assert str(found.origin) == f"sources/leaflets/nl/wandelen.md:{first + row}"


def test_a_heading_with_a_line_below_it_is_right(check: Check) -> None:
    assert check(LINE * 8 + "## Wat helpt?\n\n" + LINE * 4) == []


def test_a_heading_at_the_end_of_the_text_stands_above_the_contact_panel(check: Check) -> None:
    assert check(LINE * 4 + "## Vragen\n\n", "met-paneel") == []


def test_a_box_longer_than_a_page_is_told(check: Check) -> None:
    [told] = check(TIP + "    Regel in een vak.\n\n" * 13)
    assert told == (
        "error: 'Tip. Regel in een vak. Regel in een vak. …'"
        " is torn between page 1 and the next (it is longer than a page: shorten it, or make two"
        " of it) [P015]"
    )


def test_a_box_that_fits_on_the_next_page_moves_there_whole(check: Check) -> None:
    assert check(LINE * 7 + TIP + "    Regel in een vak.\n\n" * 5) == []


def test_what_may_be_split_may_be_split(check: Check) -> None:
    assert check("\n".join(f"- Punt {number}." for number in range(13))) == []
