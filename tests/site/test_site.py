"""Sites: which pages there are, what is on them, and what does not go on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, Write
from lxml import etree, html
from site_pages import change, files, packed, page, pick, published, said

__all__ = ["packed", "published"]
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("packed")]


# --- pages --------------------------------------------------------------------------------


def test_each_leaflet_has_a_page_at_its_short_address_in_its_language(published: Path) -> None:
    assert page(published, "slaap").get("lang") == "nl"
    assert said(page(published, "slaap"), "//h1") == "Beter slapen"
    assert page(published, "sleeping").get("lang") == "en"
    assert not (published / "output/site/molen/sleeping").exists()
    assert page(published, "en").get("lang") == "en"


def test_a_page_has_the_words_of_the_text_and_of_the_practice(published: Path) -> None:
    text = said(page(published, "slaap"))
    for words in ("Overdag bewegen helpt.", "Het boek over slapen. 2021.", "versie 1.2"):
        assert words in text
    assert "Bel 0123 - 45 67 89 of kijk op" in text
    assert "Bel 0123 - 98 76 54 of kijk op" in said(page(published, "slaap", "molen"))
    dialled = pick(page(published, "slaap"), "//footer//a[starts-with(@href, 'tel:')]/@href")
    assert "tel:0123456789" in dialled


def test_references_lead_to_pages_of_the_same_site(published: Path) -> None:
    for practice in ("brug", "molen"):
        for name, data in files(published, practice).items():
            if not name.endswith("index.html"):
                continue
            here = (published / "output/site" / practice / name).parent
            for link in pick(html.document_fromstring(data), "//@href | //@src"):
                if link.startswith(("#", "https:", "tel:", "mailto:")):
                    continue
                target = here / link
                target = target / "index.html" if link.endswith("/") or not link else target
                assert target.is_file(), (name, link)


def test_a_leaflet_names_its_translations(published: Path) -> None:
    others = pick(page(published, "slaap"), "//link[@hreflang]")
    assert {each.get("hreflang"): each.get("href") for each in others} == {
        "nl": "https://debrug.example/slaap/",
        "en": "https://debrug.example/sleeping/",
    }
    assert pick(page(published, "slaap"), "//nav//a/@href") == ["../sleeping/"]
    assert pick(page(published, "wandelen"), "//nav//a/@href") == ["../en/"]


def test_the_start_page_lists_leaflets_by_letter_and_by_keyword(published: Path) -> None:
    start = page(published, "")
    letters = [said(each, ".") for each in start.find_class("letter")]
    assert [each.split()[0] for each in letters] == ["B", "E"]
    assert "rust" in [each.text for each in start.iter("dt")]
    index = json.loads(files(published)["files/search-nl.json"])
    assert [row["path"] for row in index if "rust" in row["words"]] == ["slaap/"]


def test_lines_and_boxes_are_typed_into_and_have_names(house: Path, run: Run, write: Write) -> None:
    diary = '!!! diary "Mijn week"\n    | | ma | di |\n    | --- | --- | --- |\n    | Pijn | | |\n'
    write(f"Naam: ____________\n\n{diary}\n- [ ] schoenen\n")
    run("site")
    boxes = pick(page(house, "proef"), "//main//*[self::input or self::textarea]")
    assert [each.get("aria-label") for each in boxes] == [
        "Naam:",
        "Pijn, ma",
        "Pijn, di",
        "schoenen",
    ]
    assert not pick(page(house, "proef"), "//*[@name] [self::input or self::textarea]")


def test_no_page_says_a_style_or_holds_a_script_of_its_own(published: Path) -> None:
    for name, data in files(published).items():
        if name.endswith(".html"):
            shown = html.document_fromstring(data)
            assert not pick(shown, "//@style | //style | //script[not(@src)]"), name
            assert not pick(shown, "//@*[starts-with(name(), 'on')]"), name
            assert pick(shown, "//meta[@http-equiv='Content-Security-Policy']"), name
            assert "zqx" not in data.decode()


def test_feed_and_sitemap_name_pages_that_there_are(published: Path) -> None:
    made = files(published)
    for name in ("sitemap.xml", "files/feed-nl.xml", "files/feed-en.xml"):
        listed: Any = etree.fromstring(made[name])
        found = [*pick(listed, "//*[local-name()='loc']/text()")]
        found += pick(listed, "//*[local-name()='entry']/*[local-name()='link']/@href")
        assert found
        for address in found:
            path = address.removeprefix("https://debrug.example/")
            assert f"{path}index.html" in made


def test_exercises_have_pages_and_say_in_which_leaflets_they_are(
    house: Path, run: Run, write: Write
) -> None:
    exercise = house / "sources/exercises/nl/bruggetje.md"
    exercise.parent.mkdir(parents=True)
    exercise.write_text(
        "---\ntitle: Het bruggetje\npurpose: Voor uw rug\npicture: moon.svg\n"
        'picture_alt: Een maan\nsteps: [Ga liggen., Til op.]\ndose: "____ keer"\nversion: "1"\n'
        "reviewed: 2026-01-05\nreview_due: 2028-01-05\n---\n",
        "utf-8",
    )
    write('{% include "exercises/bruggetje" %}\n')
    assert run("site").code == 0
    shown = page(house, "nl/exercises/bruggetje")
    assert "Ga liggen. Til op." in said(shown)
    assert pick(shown, "//ul[@class='pages']//a/@href") == ["../../../proef/"]
    assert "Het bruggetje" in said(page(house, ""))


# --- what does not go on it ---------------------------------------------------------------


def test_a_draft_has_a_page_without_its_words(house: Path, run: Run) -> None:
    change(house / "sources/leaflets/nl/wandelen.md", "version:", "status: draft\nversion:")
    run("site")
    assert "Loop 10 minuten" not in said(page(house, "wandelen"))
    assert "nu niet te lezen" in said(page(house, "wandelen"))
    assert "wandelen" not in files(house)["files/search-nl.json"].decode()
    assert pick(page(house, "slaap"), "//main//a[contains(@href, 'wandelen')]") == []


def test_a_page_with_mistakes_keeps_what_it_last_said(house: Path, run: Run) -> None:
    run("site")
    before = files(house)["wandelen/index.html"]
    change(house / "sources/leaflets/nl/wandelen.md", "Loop 10", "[x](nergens) Loop 10")
    ran = run("site")
    assert ran.code == 1
    assert any("[S044]" in line for line in ran.errors)
    assert files(house)["wandelen/index.html"] == before
    again = run("site")
    assert (again.code, again.errors) == (1, ran.errors)
