"""How the text falls over the pages: what a designer would send back is mended, or a finding."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest
from conftest import HOUSE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from press import build, pipeline

pytestmark = pytest.mark.slow

LEAFLET = re.compile(r"^sources/leaflets/nl/wandelen\.md:\d+: ")
LAYOUT = """\
description: Een kaart van tien regels
pages: {least: 1, most: 3, underfull: 29}
styles: ["{layout}/layout.css"]
"""
TEMPLATE = """\
{% extends "base/page.html" %}
{% block body %}
{{ leaflets[0].text }}
END
{% endblock %}
"""
CUT = '<p data-fits="colophon" style="position: absolute; top: 190pt">Een<br>Twee<br>Drie</p>'
DROPPED = (
    '<div style="position: absolute; top: 150pt"><p>Een</p><p>Twee</p>'
    '<div data-fits="colophon" style="height: 40pt; break-inside: avoid">Drie</div></div>'
)
CONTACT = '<footer style="height: 20pt; break-inside: avoid"><p>Bel ons</p></footer>'
KEPT = (
    "<div hidden><p>Ruimte</p><p>Ruimte</p><p>Ruimte</p></div>"
    '<footer style="height: 140pt; break-inside: avoid"><p>Bel ons</p></footer>'
)
CSS = """\
h2 { break-after: auto }  /* as a layout might have it */
@page { size: 300pt 240pt; margin: 20pt }
html { font: 10pt/20pt var(--base-family) }
body, h2, h3, p, ul, li { font: inherit; margin: 0; padding: 0; list-style: none }
p { orphans: 1; widows: 1 }
.part { break-inside: avoid }
.whole { break-inside: avoid }
"""
Check = Callable[..., list[str]]
Pages = Callable[..., list[int]]
PLAIN = pipeline.OutputOptions()
LINE = "Regel.\n\n"
CARDS = {
    "kaart": (LAYOUT, TEMPLATE, CSS),
    "met-paneel": (LAYOUT, TEMPLATE.replace("END", CONTACT), CSS),
    "twee-bladen": (LAYOUT.replace("least: 1", "least: 2"), TEMPLATE, CSS),
    "met-gaten": (LAYOUT.replace("underfull: 29", "underfull: 1000"), TEMPLATE, CSS),
    "afgesneden": (LAYOUT, TEMPLATE.replace("END", CUT), CSS),
    "weggevallen": (LAYOUT, TEMPLATE.replace("END", DROPPED), CSS),
    "veel": (LAYOUT.replace("most: 3", "most: 12"), TEMPLATE, CSS),
    "veel-met-gaten": (
        LAYOUT.replace("most: 3", "most: 12").replace("underfull: 29", "underfull: 1000"),
        TEMPLATE,
        CSS,
    ),
    "geniet": (LAYOUT + "binding: stitched\n", TEMPLATE, CSS),
    "los": (
        LAYOUT,
        TEMPLATE,
        CSS + "p { break-after: auto !important }\nfigure img { height: 40pt }\n",
    ),
    "hoog": (LAYOUT, TEMPLATE, CSS + "figure img { height: 190pt }\n"),
    "smal": (LAYOUT, TEMPLATE, CSS + "h2 { width: 202pt }\n"),
    "bij-elkaar": (LAYOUT, TEMPLATE, CSS + "h2 { break-after: avoid }\n"),
    "met-ruimte": (LAYOUT, TEMPLATE.replace("END", KEPT), CSS),
    "verborgen": (LAYOUT, TEMPLATE, CSS + ".part-title { display: none }\n"),
}
"""Layouts of ten lines a page, each with something of its own."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> build.Project:
    """A house with these layouts."""
    house = shutil.copytree(HOUSE, tmp_path_factory.mktemp("cards") / "house")
    for name, (limits, template, css) in CARDS.items():
        folder = house / "layouts" / name
        folder.mkdir(parents=True)
        (folder / "layout.yaml").write_text(limits)
        (folder / "layout.html").write_text(template.replace("END", ""))
        (folder / "layout.css").write_text(css)
    return build.load(house)


def print_on(project: build.Project, body: str, layout: str) -> pipeline.Result:
    """Print a text on cards."""
    [variant] = build.plan(project, build.Order(("wandelen",), ("molen",), (layout,)))
    leaflet = variant.publication.leaflets[0].model_copy(update={"body": f"\n{body}\n"})
    publication = replace(variant.publication, head=leaflet, leaflets=(leaflet,))
    return pipeline.produce(replace(variant, publication=publication), project.library, PLAIN)


@pytest.fixture
def check(project: build.Project) -> Check:
    """Print a text on cards and give what is said of its pages."""

    def check(body: str, layout: str = "kaart") -> list[str]:
        findings = print_on(project, body, layout).findings
        return [LEAFLET.sub("", str(finding)) for finding in findings]

    return check


@pytest.fixture
def pages(project: build.Project) -> Pages:
    """Print a text on cards and give the number of lines on each."""

    def pages(body: str, layout: str = "kaart") -> list[int]:
        document = print_on(project, body, layout).document
        assert document
        with pypdfium2.PdfDocument(document.pdf) as opened:
            texts = [page.get_textpage().get_text_range() for page in opened]
        return [len(text.splitlines()) for text in texts]

    return pages


# --- P012: how many pages ---------------------------------------------------------------


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
        "error: wandelen has 1 pages in the layout 'twee-bladen', which takes 2 to 3"
        " (choose another layout or another length) [P012]"
    ]
    assert check(LINE * 20, "twee-bladen") == []


# --- P013: the last page ----------------------------------------------------------------


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


# --- P014: a heading alone --------------------------------------------------------------


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


# --- P015: a box that is torn -----------------------------------------------------------

TIP = "!!! tip\n\n"


def test_a_box_longer_than_a_page_is_told(check: Check) -> None:
    [told] = check(TIP + "    Regel in een vak.\n\n" * 13)
    assert told == (
        "error: 'Tip. Regel in een vak. Regel in een vak.'"
        " is torn between page 1 and the next (it is longer than a page: shorten it, or make two"
        " of it) [P015]"
    )


def test_a_box_that_fits_on_the_next_page_moves_there_whole(check: Check) -> None:
    assert check(LINE * 7 + TIP + "    Regel in een vak.\n\n" * 5) == []


def test_what_may_be_split_may_be_split(check: Check) -> None:
    assert check("\n".join(f"- Punt {number}." for number in range(13))) == []


# --- P016: a page that ends short -------------------------------------------------------


def test_a_hole_at_the_foot_of_a_page_is_told(check: Check) -> None:
    assert check(LINE * 5 + TIP + "    Regel in een vak.\n\n" * 6) == [
        "warning: page 1 ends 35 mm short, below 'Regel.'"
        " (what follows does not fit there: change the order, or shorten it) [P016]"
    ]


def test_a_hole_in_a_booklet_is_told_too(check: Check) -> None:
    [told] = check(LINE * 5 + TIP + "    Regel in een vak.\n\n" * 6, "geniet")
    assert told.startswith("warning: page 1 ends 35 mm short")


def test_a_small_hole_is_as_it_must_be(check: Check) -> None:
    assert check(LINE * 6 + TIP + "    Regel in een vak.\n\n" * 5) == []


def test_a_layout_may_say_that_holes_are_right(check: Check) -> None:
    assert check(LINE * 5 + TIP + "    Regel in een vak.\n\n" * 6, "met-gaten") == []


# --- P018, P019, P042: a line, a word or a picture by itself ------------------------------

PARAGRAPH = "Regel. " * 12 + "\n\n"  # two lines
HEADING = "Wat u kunt doen bij langdurige rugpijnklachten nu"


def test_a_line_alone_at_the_foot_or_head_of_a_page_is_told(check: Check) -> None:
    said = "warning: a line of 'Regel. Regel. Regel. Regel. Regel. Regel' stands alone at the"
    hint = "(set 'orphans' and 'widows' of p, li and dd to 2 in layout.css) [P018]"
    assert check(LINE * 9 + PARAGRAPH + LINE * 5) == [
        f"{said} foot of page 1 {hint}",
        f"{said} head of page 2 {hint}",
    ]


def test_a_paragraph_that_stays_on_its_page_is_right(check: Check) -> None:
    assert check(LINE * 8 + PARAGRAPH + LINE * 5) == []


PICTURE = "![De maan](moon.svg)\n\n"


def test_a_picture_away_from_its_text_is_told(check: Check) -> None:
    assert check(box(10) + PICTURE + "## Kop\n\n" + LINE, "los") == [
        "warning: 'a picture' at the head of page 2 is away from its text (put text behind it,"
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


# --- pages filled ---------------------------------------------------------------------


def box(lines: int) -> str:
    """What is not to be split."""
    return TIP + "    Regel in een vak.\n\n" * lines


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


# --- P017: what is on no page -----------------------------------------------------------


def test_text_that_the_engine_drops_is_an_error(check: Check) -> None:
    """A box out of the flow that reaches past the foot of the last page is cut there."""
    assert check(LINE * 2, "afgesneden") == [
        "layouts/afgesneden/layout.yaml:1: error: 'EenTweeDrie' is cut off: part of it is on no"
        " page (give it room in the layout: the engine drops what does not fit above the foot)"
        " [P017]"
    ]


def test_a_panel_that_is_wholly_dropped_is_told_by_its_name(check: Check) -> None:
    assert check(LINE * 2, "weggevallen") == [
        "layouts/weggevallen/layout.yaml:1: error: 'colophon' is cut off: part of it is on no"
        " page (give it room in the layout: the engine drops what does not fit above the foot)"
        " [P017]"
    ]


def test_what_a_layout_hides_is_not_missed(check: Check) -> None:
    assert check(TIP + "    Regel in een vak.\n\n" * 3, "verborgen") == []
