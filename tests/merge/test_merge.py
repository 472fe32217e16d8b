"""Merge: what comes to stand on the page, its references, and what is missing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from conftest import HOUSE
from lxml import html as lxml_html
from merging import PROJECT, merged, variant, with_head, words_of

from press.merge import cards_of, merge
from press.merge.references import address_of, own_address
from press.merge.text import convert


def test_a_page_says_its_language_its_title_and_who_gives_it() -> None:
    page: Any = lxml_html.document_fromstring(merged().html)
    assert (page.get("lang"), page.get("dir")) == ("nl", "ltr")
    assert page.findtext(".//title") == "Beter slapen"
    said = {meta.get("name"): meta.get("content") for meta in page.iter("meta")}
    assert said["author"] == "Praktijk De Brug"
    assert said["description"] == "Voor u, als u slecht slaapt."
    assert said["keywords"] == "slapen, rust"


def test_a_page_has_the_text_the_practice_and_the_colophon() -> None:
    words = words_of(merged().html)
    for said in (
        "Overdag bewegen helpt.",
        "Bel 0123 - 45 67 89 of kijk op de site van de overheid (example.org/rust).",
        "Brugweg 1",
        "Avond, nacht en weekend: huisartsenpost 0123 - 11 22 33 Levensgevaar? Bel 112",
        "versie 1.2, februari 2026.",
        "Wij kijken de tekst na vóór februari 2028.",
        "Mail folders@debrug.example.",
    ):
        assert said in words


@pytest.mark.parametrize(
    ("tested", "says"),
    [
        ("not yet", "Nog niet getest met lezers."),
        ("vier patiënten, mei 2026", "Getest: vier patiënten, mei 2026."),
    ],
)
def test_a_page_says_who_tried_its_text_out_or_that_nobody_did(tested: str, says: str) -> None:
    assert says in words_of(with_head(tested=tested).html)
    assert "etest" not in words_of(merged().html)


def test_words_of_a_title_that_hold_together_do_so_on_the_page_only() -> None:
    page = lxml_html.document_fromstring(with_head(title="Oefeningen bij lage\u00a0rugpijn").html)
    assert page.findtext(".//title") == "Oefeningen bij lage rugpijn"
    assert page.findtext(".//h1") == "Oefeningen bij lage\u00a0rugpijn"


def test_a_practice_that_gives_little_gets_what_there_is() -> None:
    words = words_of(merged(practice="molen").html)
    assert "Mail info@demolen.example." in words
    assert "Avond, nacht en weekend" not in words
    assert "folders.example" in words  # the house's website stands in for the practice's


def test_a_page_is_in_the_language_of_its_leaflet() -> None:
    words = words_of(merged("sleeping").html)
    assert "Call 0123 - 45 67 89 if you have questions." in words
    assert "Monday to Friday" in words
    assert "Version 1.2, February 2026." in words


def test_a_text_is_the_same_for_every_practice_but_for_its_values() -> None:
    def text(practice: str) -> str:
        html = merged(practice=practice).html
        start = html.index("Overdag bewegen")
        return html[start : html.index("</p>", start)]

    assert text("brug").replace("debrug.example", "folders.example") == text("molen")


def test_the_page_may_ask_for_what_it_names_and_for_nothing_else() -> None:
    manuscript = merged()
    named = set(re.findall(r'src="([^"]+)"', manuscript.html))
    for _, css in manuscript.styles:
        named |= {url.lstrip("/") for url in re.findall(r"url\(['\"]?([^'\")]+)", css)}
    unknown = {name for name in named if name not in manuscript.resources}
    # A sheet may name icons in colours that this practice's brand does not have.
    assert {name for name in unknown if not name.startswith("icons/")} == set()


def test_a_drawing_is_in_the_colours_of_the_brand() -> None:
    drawings = {
        practice: bytes(merged(practice=practice).resources["images/moon.svg"])
        for practice in ("brug", "molen")
    }
    assert b"var(" not in drawings["brug"]
    assert drawings["brug"] != drawings["molen"]


def test_no_path_of_the_machine_stands_on_the_page() -> None:
    manuscript = merged()
    assert str(HOUSE) not in manuscript.html
    assert all(str(HOUSE) not in css for _, css in manuscript.styles)


# --- references -------------------------------------------------------------------------


def test_a_reference_leads_to_the_practices_website() -> None:
    html = merged("wandelen").html
    assert '<a href="https://debrug.example/slaap" class="reference">slaapt u beter</a>' in html
    assert "QR-code naar debrug.example/slaap" in html


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("Zie [slapen](slapen).", {("slapen", "margin")}),
        ("Zie [slapen](slapen) en [lopen](wandelen).", {("slapen", "row"), ("wandelen", "row")}),
        ("!!! read-also\n    - [Slapen](slapen)", {("slapen", "row")}),
        ("Rust uit.", set()),
    ],
)
def test_a_text_is_known_by_the_cards_that_stand_in_it(
    body: str, places: set[tuple[str, str]]
) -> None:
    known = variant("wandelen")
    leaflet = known.publication.leaflets[0].model_copy(update={"body": body, "slug": "nieuw"})
    publication = replace(known.publication, head=leaflet, leaflets=(leaflet,))
    assert cards_of(publication, PROJECT.library) == places
    page = merge(replace(known, publication=publication), PROJECT.library).html
    assert set(re.findall(r'data-slot="code:([^:"]*):([^"]*)"', page)) == places


@pytest.mark.parametrize(
    ("website", "house", "address"),
    [
        ("https://a.example", "https://b.example", "https://a.example/slaap"),
        ("https://a.example/", None, "https://a.example/slaap"),
        ("https://a.example/folders/", None, "https://a.example/folders/slaap"),
        (None, "https://b.example", "https://b.example/slaap"),
        (None, None, None),
    ],
)
def test_an_address_is_below_the_practices_website_or_else_the_houses(
    website: str | None, house: str | None, address: str | None
) -> None:
    leaflet = PROJECT.library.content.leaflet("slapen", "nl")
    practice = variant().practice.model_copy(update={"website": website})
    assert leaflet
    assert address_of(leaflet, practice, PROJECT.library.content, house) == address


@pytest.mark.parametrize(
    ("website", "version", "page", "code"),
    [
        ("https://a.example", "1.0", "/slaap", "/slaap#v1.0"),
        ("https://a.example/", "2026 b", "/slaap", "/slaap#v2026-b"),
        (f"https://{'a' * 33}.example", "1.0", "/slaap", "/slaap"),  # of 47 signs; with it 52
        (f"https://{'a' * 38}.example", "1.0", "", ""),  # 52
    ],
)
def test_the_code_of_a_leaflet_has_its_version_and_at_most_50_signs(
    website: str, version: str, page: str, code: str
) -> None:
    leaflet = PROJECT.library.content.leaflet("slapen", "nl")
    assert leaflet
    practice = variant().practice.model_copy(update={"website": website})
    leaflets = (leaflet.model_copy(update={"version": version}),)
    publication = replace(variant().publication, leaflets=leaflets)
    start = website.rstrip("/")
    made = own_address(publication, practice, PROJECT.library.content, None)
    assert made == (start + page, start + code)


def test_what_has_no_page_of_its_own_is_found_from_the_start_of_the_website() -> None:
    sheet = replace(variant().publication, is_sheet=True)
    practice, content = variant().practice, PROJECT.library.content
    website = practice.website
    assert website and own_address(sheet, practice, content, None) == (website, website)
    nowhere = practice.model_copy(update={"website": None})
    assert own_address(sheet, nowhere, content, None) is None


def test_a_reference_without_any_website_is_a_finding() -> None:
    library = replace(PROJECT.library, house=replace(PROJECT.library.house, website=None))
    manuscript = merge(variant("wandelen", "molen"), library)
    assert [str(finding) for finding in manuscript.findings] == [
        "sources/leaflets/nl/wandelen.md:13: error:"
        " 'slapen' has no address: the practice 'molen' has no website"
        " (give a 'website' in practice.yaml or in sources/house.yaml) [S049]"
    ]


# --- what is missing --------------------------------------------------------------------


def test_a_value_that_a_practice_lacks_is_a_finding_at_the_text() -> None:
    leaflet = PROJECT.library.content.leaflet("wandelen", "nl")
    assert leaflet
    body = "\n\nU parkeert zo: {{ practice.facts.parking }}\n"
    without = variant("wandelen", "molen")
    publication = replace(
        without.publication, leaflets=(leaflet.model_copy(update={"body": body}),)
    )
    manuscript = merge(replace(without, publication=publication), PROJECT.library)
    assert [str(finding) for finding in manuscript.findings] == [
        "sources/leaflets/nl/wandelen.md:12: error: the practice 'molen' has no facts.parking"
        " (known are address.city, address.postcode, address.street, email, emergency, hours,"
        " name, phone) [S042]"
    ]


def test_a_language_that_the_press_has_no_words_for_is_a_finding() -> None:
    library = replace(PROJECT.library, words={})
    assert [str(finding) for finding in merge(variant(), library).findings] == [
        "sources/leaflets/nl/slapen.md:1: error: the press has no words in the language 'nl'"
        " (add layouts/base/words/nl.yaml) [S017]"
    ]


def test_a_picture_of_the_head_that_is_not_there_is_a_finding() -> None:
    content = replace(PROJECT.library.content, images={})
    findings = merge(variant(), replace(PROJECT.library, content=content)).findings
    assert (
        "sources/leaflets/nl/slapen.md:11: error: there is no picture 'moon.svg'"
        " in sources/images [S043]"
    ) in [str(finding) for finding in findings]


def test_a_blank_in_the_name_of_a_picture_may_be_written_as_in_an_address() -> None:
    content = PROJECT.library.content
    moon = {"een maan.svg": content.images["moon.svg"]}
    for written in ("een%20maan.svg", "<een maan.svg>", "<een%20maan.svg>"):
        leaflet = variant().publication.leaflets[0]
        leaflet = leaflet.model_copy(update={"body": f"![De maan.]({written})", "picture": None})
        text = convert(leaflet, replace(content, images=moon), PROJECT.library.words["nl"])
        assert (text.findings, list(text.pictures)) == ((), ["een maan.svg"])


@pytest.mark.parametrize("language", ["nl-be", "zh-hant", "pt-br", "xx"])
@pytest.mark.slow
def test_a_language_may_have_a_region_and_may_be_unknown_to_its_calendar(language: str) -> None:
    library = replace(
        PROJECT.library, words={**PROJECT.library.words, language: PROJECT.library.words["nl"]}
    )
    leaflet = variant().publication.leaflets[0].model_copy(update={"language": language})
    publication = replace(
        variant().publication, language=language, head=leaflet, leaflets=(leaflet,)
    )
    manuscript = merge(replace(variant(), publication=publication), library)
    assert manuscript.html
    assert [one for one in manuscript.findings if one.code not in ("S044", "S040")] == []
