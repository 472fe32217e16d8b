"""Binding: several leaflets as one text, with one row of numbers, said once what is common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from bound import BOOKLET, CHAPTERS, PROJECT, printed, variant
from conftest import Run
from lxml import html as lxml_html
from lxml.html import HtmlElement
from printed import Printed, tidy

from press import build, pipeline
from press.merge import merge
from press.merge.transforms.binding import bind
from press.merge.transforms.flow import flags_apart
from press.merge.tree import write

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def booklet() -> Printed:
    return printed("samen", BOOKLET)


def starts(booklet: Printed) -> dict[str, int]:
    """The page on which each leaflet begins: where its summary stands, behind the contents."""
    return {
        slug: next(n for n, page in enumerate(booklet.pages[2:], 3) if summary in page)
        for slug, (_, summary) in CHAPTERS.items()
    }


def read(booklet: Printed) -> str:
    return booklet.tags.all("Document")[0].text


# --- pages ------------------------------------------------------------------------------


def test_each_leaflet_begins_on_a_page_of_its_own_with_its_number(booklet: Printed) -> None:
    pages = starts(booklet)
    assert list(pages.values()) == sorted(set(pages.values()))
    for number, (slug, (title, _)) in enumerate(CHAPTERS.items(), 1):
        page = booklet.pages[pages[slug] - 1]
        assert page.count(title) == 1  # no running head over an opening
        assert f"{number} {title}" in read(booklet)


def test_the_contents_name_the_pages_on_which_the_leaflets_really_begin(booklet: Printed) -> None:
    items = booklet.tags.all("LI")[: len(CHAPTERS)]
    assert [item.text for item in items] == [
        f"{number} {CHAPTERS[slug][0]} {page} {CHAPTERS[slug][1]}"
        for number, (slug, page) in enumerate(starts(booklet).items(), 1)
    ]


def test_left_pages_are_headed_by_the_booklet_right_pages_by_the_leaflet(booklet: Printed) -> None:
    first = starts(booklet)
    for number in range(first["slapen"], len(booklet.pages) - 2):
        page = booklet.pages[number - 1]
        chapter = [CHAPTERS[slug][0] for slug, start in first.items() if start <= number][-1]
        assert page.endswith(f"Slapen en rust {number}" if number % 2 == 0 else str(number))
        if number % 2:
            assert re.search(f"{chapter} {number}$|{chapter} .* {number}$", page)


# --- references -------------------------------------------------------------------------


def inside_links(booklet: Printed) -> Iterator[tuple[str, str, int]]:
    """Where each link inside the file leads, its words, and the page that it leads to."""
    pages = {page.obj.objgen: number for number, page in enumerate(booklet.pdf.pages, 1)}
    places = dict(pikepdf.NameTree(booklet.pdf.Root.Names.Dests).items())
    with pypdfium2.PdfDocument(booklet.bytes) as shown:
        for number, page in enumerate(booklet.pdf.pages):
            for link in page.get("/Annots", ()):
                if "/Dest" in link:
                    left, head, right, foot = (float(side) for side in link.Rect)
                    words = shown[number].get_textpage().get_text_bounded(left, foot, right, head)
                    target = places[str(link.Dest)]
                    yield str(link.Dest), tidy(words), pages[target[0].objgen]


def test_a_reference_inside_prints_the_page_on_which_that_leaflet_begins(booklet: Printed) -> None:
    pages, links = starts(booklet), " ".join(booklet.tagged("Link"))
    for words, slug in (
        ("elke dag wandelen", "wandelen"),
        ("rustig ademen", "ademen"),
        ("Goed slapen", "slapen"),
        ("goed slapen", "slapen"),
    ):
        assert f"{words} (blz. {pages[slug]})" in links
    assert links.count("(blz. ") == 4


def test_a_reference_inside_is_a_link_to_that_page(booklet: Printed) -> None:
    pages, links = starts(booklet), list(inside_links(booklet))
    for slug, page in pages.items():
        led = [(words, to) for name, words, to in links if name == slug]
        assert {to for _, to in led} == {page}
        assert any(f"(blz. {page})" in words for words, _ in led)
        assert any(CHAPTERS[slug][0] in words for words, _ in led)  # from the contents


def test_a_reference_inside_has_no_card_of_its_own(booklet: Printed) -> None:
    addresses = {alt.split("/")[-1] for alt in (f.alt for f in booklet.tags.all("Figure")) if alt}
    assert "dromen" in addresses
    assert addresses.isdisjoint(CHAPTERS)


def test_a_reference_outside_prints_title_code_and_address(booklet: Printed) -> None:
    assert booklet.text.count("Over dromen debrug.example/dromen") == 2
    assert booklet.codes.count("https://debrug.example/dromen") == 2
    assert "https://debrug.example/dromen" in booklet.links
    assert not re.search(r"over dromen \(blz", booklet.text, re.I)


# --- sources and notes ------------------------------------------------------------------


def test_sources_and_notes_are_numbered_through_and_a_source_stands_once(booklet: Printed) -> None:
    items = [item.text for item in booklet.tags.all("LI")]
    assert items[items.index("1 Het boek over slapen. 2021. example.org/slapen") :] == [
        "1 Het boek over slapen. 2021. example.org/slapen",
        "3 Een proef met slapers. 2012. doi:10.1503/slaap.111",
        "4 Het boek over schoenen. 2019.",
        "– Het boek over adem.",
        "2 Ook geen zwarte thee.",
        "5 Met een dikke zool.",
    ]


def test_numbers_in_the_text_are_those_of_the_list(booklet: Printed) -> None:
    words = re.sub(r"\s", "", read(booklet))
    for sentence in (
        "Overdag bewegen helpt.1",
        "Drink geen koffie meer.2",
        "Ga niet te vroeg naar bed.3",
        "bijna niet.1",
        "Loop 10 minuten.4",
        "slaapt u beter.3",
        "goede schoenen aan.5",
    ):
        assert sentence.replace(" ", "") in words
    led = {(name, words, to) for name, words, to in inside_links(booklet) if "note-" in name}
    closing = next(n for n, page in enumerate(booklet.pages, 1) if "Bronnen" in page)
    assert {to for _, _, to in led} == {closing}
    assert {name for name, _, _ in led} == {f"note-{number}" for number in range(1, 6)}


def test_the_number_of_a_note_can_be_clicked_on(booklet: Printed) -> None:
    """Its line has no height, lest it spread the lines of the text; its link has."""
    notes = [
        link
        for page in booklet.pdf.pages
        for link in page.get("/Annots", ())
        if str(link.get("/Dest", "")).startswith("note-")
    ]
    assert len(notes) == 8
    assert all(float(link.Rect[1]) - float(link.Rect[3]) > 5 for link in notes)


def test_no_two_places_have_one_name_and_every_link_finds_its_place() -> None:
    page: Any = lxml_html.document_fromstring(
        merge(variant("samen", BOOKLET), PROJECT.library).html
    )
    names = Counter(str(name) for name in page.xpath("//@id"))
    assert [name for name, times in names.items() if times > 1] == []
    targets = {str(target)[1:] for target in page.xpath("//a/@href[starts-with(., '#')]")}
    assert targets <= set(names)


# --- what is common is said once --------------------------------------------------------


def test_the_disclaimer_stands_once_at_the_end(booklet: Printed) -> None:
    words = read(booklet)
    assert words.count("Dit is algemene uitleg.") == 1
    assert words.index("Zie ook goed slapen") < words.index("Dit is algemene uitleg.")
    assert words.index("Dit is algemene uitleg.") < words.index("Bronnen")


def test_a_disclaimer_in_other_words_stands_there_too() -> None:
    asked = variant("samen", BOOKLET)
    first, *others = asked.publication.leaflets
    other = first.model_copy(
        update={"body": "\n## Kop\n\nTekst.\n\n!!! disclaimer\n    Vraag uw apotheker.\n"}
    )
    publication = replace(asked.publication, leaflets=(other, *others))
    html = merge(replace(asked, publication=publication), PROJECT.library).html
    assert html.count("Vraag uw apotheker.") == 1
    assert html.count("Dit is algemene uitleg.") == 1


def test_what_to_call_for_at_once_stands_in_each_chapter_that_says_so(booklet: Printed) -> None:
    """No chapter says "these signs" without signs."""
    assert booklet.text.count("U slaapt al weken bijna niet.") == 2
    again = booklet.pages[starts(booklet)["wandelen"] - 1]
    assert "U slaapt al weken bijna niet." in again and "0123 - 45 67 89" in again


def test_other_red_flags_stay_whole(booklet: Printed) -> None:
    assert booklet.text.count("U wordt duizelig.") == 1


FLAGS = (
    '<div><section class="part red-flags"><{0} class="part-title">Bel</{0}>'
    '<div class="part-body"><p>Nu:</p><ul><li>{1}</li></ul><p>Vandaag:</p><ul><li>Pijn.</li></ul>'
    '<div class="call"></div></div></section></div>'
)
UNGROUPED = (
    '<div><section class="part red-flags"><h3 class="part-title">Bel</h3>'
    '<div class="part-body"><p>Bel bij koorts. Bel ook bij pijn.</p><div class="call"></div></div>'
    "</section></div>"
)


def elsewhere(called: str, place: str) -> str:
    return f'<p><a href="#{place}">{called}</a></p>'


def bound(*texts: str) -> list[HtmlElement]:
    trees = [lxml_html.fromstring(text) for text in texts]
    bind(trees, elsewhere)
    return trees


def test_flags_said_again_lead_to_the_other_groups_of_their_own_list() -> None:
    one, two = FLAGS.format("h3", "Koorts."), FLAGS.format("h3", "Duizelig.")
    trees = bound(one, two, one, two)
    texts = [write(tree) for tree in trees]
    assert ['id="red-flags"' in text for text in texts] == [True, False, False, False]
    assert ['id="red-flags-2"' in text for text in texts] == [False, True, False, False]
    assert '<a href="#red-flags-group-2">Vandaag</a>' in texts[2] and "Koorts." in texts[2]
    assert '<a href="#red-flags-2-group-2">Vandaag</a>' in texts[3] and "Pijn." not in texts[3]
    # The place is there whether a layout sets the groups apart or not.
    for first in (trees[0], flags_apart(trees[0])):
        assert write(first).count('id="red-flags-group-2"') == 1


def test_what_points_to_other_groups_counts_as_made_by_the_press() -> None:
    one = FLAGS.format("h3", "Koorts.")
    pointer = bound(one, one)[1].find(".//p[@data-made]")
    assert pointer is not None and pointer.text_content() == "Vandaag"


def test_red_flags_that_are_not_in_groups_are_said_again() -> None:
    texts = [write(tree) for tree in bound(UNGROUPED, UNGROUPED)]
    assert texts[1] == texts[0].replace(' id="red-flags"', "")


def test_red_flags_are_the_same_at_another_level_and_with_other_addresses() -> None:
    first = FLAGS.format("h3", 'Koorts.<sup id="a--note"><a href="#note-1">1</a></sup>')
    again = FLAGS.format("h2", 'Koorts.<sup id="b--note"><a href="#note-1">1</a></sup>')
    for texts, level in (([first, again], "h3"), ([again, first], "h4")):
        said = write(bound(*texts)[1])
        assert "red-flags-again" in said and f"<{level} " in said


# --- headings ---------------------------------------------------------------------------


def test_heading_levels_are_shifted_and_never_skipped(booklet: Printed) -> None:
    assert booklet.headings == [
        ("H1", "Slapen en rust"),
        ("H2", "Inhoud"),
        ("H2", "Goed slapen"),
        ("H3", "In het kort"),
        ("H3", "Wat helpt?"),
        ("H4", "In de avond"),
        ("H3", "Wanneer belt u?"),
        ("H4", "Bel meteen"),
        ("H2", "Elke dag wandelen"),
        ("H3", "Bel meteen"),
        ("H3", "Zo begint u"),
        ("H4", "Tweede week"),
        ("H4", "Lees ook"),
        ("H2", "Rustig ademen"),
        ("H3", "Adem met uw buik"),
        ("H3", "Wanneer belt u?"),
        ("H4", "Bel meteen"),
        ("H2", "Goed om te weten"),
        ("H2", "Bronnen"),
        ("H2", "Noten"),
        ("H2", "Mijn aantekeningen"),
    ]


def test_a_leaflet_on_its_own_keeps_its_levels() -> None:
    html = merge(variant("ademen", BOOKLET), PROJECT.library).html
    assert re.search('<h2 [^>]*id="ademen--adem-met-uw-buik"', html)


def test_the_outline_follows_the_contents(booklet: Printed) -> None:
    pages = {page.obj.objgen: number for number, page in enumerate(booklet.pdf.pages, 1)}
    with booklet.pdf.open_outline() as outline:
        places: list[Any] = [item.destination for item in outline.root]
        titles = [item.title for item in outline.root]
        top = [(title, pages[at[0].objgen]) for title, at in zip(titles, places, strict=True)]
        below = {item.title: [child.title for child in item.children] for item in outline.root}
    closing = next(n for n, page in enumerate(booklet.pages, 1) if "Bronnen" in page)
    assert top == [
        ("Inhoud", 2),
        *((CHAPTERS[slug][0], page) for slug, page in starts(booklet).items()),
        *((title, closing) for title in ("Goed om te weten", "Bronnen", "Noten")),
    ]
    assert below["Goed slapen"] == ["In het kort", "Wat helpt?", "Wanneer belt u?"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "slug",
    [pytest.param(slug, marks=pytest.mark.whole) for slug in ("lage-rugklachten", "low-back-pain")],
)
def test_the_booklets_of_the_press_keep_all_this_for_every_practice(slug: str) -> None:
    project = build.load(Path(__file__).parents[2])
    order = build.Order(publications=(slug,), layouts=(BOOKLET,))
    for asked in build.plan(project, order):
        if not asked.publication.is_booklet:
            continue
        document = next(pipeline.run([asked], project.library)).document
        assert document and len(document.pages) % 4 == 0
        booklet = Printed(document.pdf)
        levels = [int(kind[1]) for kind, _ in booklet.headings]
        assert all(below - above <= 1 for above, below in pairwise(levels))
        contents = dict(re.findall(r"\d ([^.\d]+?) ?\.{5,} ?(\d+)", booklet.pages[1]))
        for leaflet in asked.publication.leaflets:
            page = booklet.pages[int(contents[leaflet.title]) - 1]
            assert leaflet.summary in page
        printed_pages = re.findall(r"\((?:blz\.|p\.|page) (\d+)\)", booklet.text)
        assert set(printed_pages) - set(contents.values()) <= {
            str(number)
            for number, text in enumerate(booklet.pages, 1)
            if "112" in text or "ambulance" in text
        }


# --- the file of a booklet --------------------------------------------------------------

HEAD = """\
title: Samen
summary: Voor wie dit leest.
version: "1.0"
published: 2026-01-05
reviewed: 2026-01-05
review_due: 2028-01-05
"""
PATH = "sources/booklets/nl/samen.yaml"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (
            HEAD + "leaflets:\n  - slapen\n  - wandelem\n",
            f"{PATH}:9: error: there is no leaflet 'wandelem' in this language (nl)"
            " (did you mean 'wandelen'?) [S044]",
        ),
        (
            HEAD + "leaflets:\n  - slapen\n  - sleeping\n",
            f"{PATH}:9: error: there is no leaflet 'sleeping' in this language (nl)"
            " (known are slapen, wandelen) [S044]",
        ),
        (
            HEAD + "leaflets:\n  - slapen\n  - wandelen\n  - slapen\n",
            f"{PATH}:10: error: the leaflet 'slapen' stands here twice [S004]",
        ),
        (
            HEAD + "leaflets: [slapen]\n",
            f"{PATH}:7: error: 'leaflets' has too few entries: 1, and at least 2 are needed [S008]",
        ),
        (
            HEAD + "leaflets: [slapen, wandelen]\nsubtitel: x\n",
            f"{PATH}:8: error: unknown key 'subtitel' (did you mean 'subtitle'?) [S002]",
        ),
        (HEAD, f"{PATH}:1: error: 'leaflets' is missing [S006]"),
        (
            HEAD + "leaflets: [slapen, wandelen]\npicture: mon.svg\npicture_alt: De maan.\n",
            f"{PATH}:8: error: there is no picture 'mon.svg' in sources/images"
            " (did you mean 'moon.svg'?) [S043]",
        ),
        (
            HEAD + "leaflets: [slapen, wandelen]\npicture: moon.svg\n",
            f"{PATH}:8: error: the picture has no alternative text"
            " (say in 'picture_alt' what it shows) [S013]",
        ),
        (
            HEAD.replace("2028", "2025") + "leaflets: [slapen, wandelen]\n",
            f"{PATH}:6: error: 'review_due' is not after 'reviewed' [S007]",
        ),
    ],
    ids=["unknown", "language", "twice", "one", "key", "none", "picture", "alt", "dates"],
)
def test_a_mistake_in_the_file_of_a_booklet_is_told_with_its_line(
    run: Run, house: Path, written: str, says: str
) -> None:
    path = house / PATH
    path.parent.mkdir(parents=True)
    path.write_text(written)
    ran = run("build", "samen", "--layout", BOOKLET, "--practice", "brug")
    assert (ran.code, ran.errors) == (1, [says])
    assert not list(house.glob("output/**/*.pdf"))


def test_a_broken_leaflet_leaves_its_booklet_out_and_nothing_else(house: Path) -> None:
    path = house / PATH
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + "leaflets: [slapen, wandelen]\n")
    leaflet = house / "sources/leaflets/nl/slapen.md"
    leaflet.write_text(leaflet.read_text().replace("picture_alt:", "# picture_alt:"))
    project = build.load(house)
    assert [str(finding.origin) for finding in project.findings] == [
        "sources/leaflets/nl/slapen.md:11"
    ]
    assert {each.slug for each in project.publications} == {"sleeping", "wandelen"}


@pytest.mark.slow
def test_a_title_that_does_not_fit_the_cover_is_told_at_the_booklet(run: Run, house: Path) -> None:
    path = house / PATH
    path.parent.mkdir(parents=True)
    long = HEAD.replace("title: Samen", f"title: {'Samen ' * 25}")
    path.write_text(long + "leaflets: [slapen, wandelen]\n")
    ran = run("build", "samen", "--layout", BOOKLET, "--practice", "brug")
    assert ran.code == 1
    assert len(ran.errors) == 1
    assert ran.errors[0].startswith(f"{PATH}:1: error: the title on page 1 is ")


def test_a_booklet_and_a_leaflet_may_have_one_name() -> None:
    assert variant("samen", BOOKLET).path == "brug/nl/booklets/samen.a5-booklet.pdf"
    assert variant("ademen", BOOKLET).path == "brug/nl/ademen.a5-booklet.pdf"
