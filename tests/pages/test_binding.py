"""Binding: several leaflets as one text, with one row of numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from bound import BOOKLET, CHAPTERS, PROJECT, aloud, printed, starts, variant
from lxml import html as lxml_html
from printed import Printed, tidy

from press import build, pipeline
from press.merge import merge

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def booklet() -> Printed:
    return printed("samen", BOOKLET)


# --- pages ------------------------------------------------------------------------------


def test_each_leaflet_begins_on_a_page_of_its_own_with_its_number(booklet: Printed) -> None:
    pages = starts(booklet)
    assert list(pages.values()) == sorted(set(pages.values()))
    for number, (slug, (title, _)) in enumerate(CHAPTERS.items(), 1):
        page = booklet.pages[pages[slug] - 1]
        assert page.count(title) == 1  # no running head over an opening
        assert f"{number} {title}" in aloud(booklet)


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
    words = re.sub(r"\s", "", aloud(booklet))
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
        document = pipeline.produce(asked, project.library).document
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
