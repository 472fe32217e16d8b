"""Sites: which pages there are, where addresses of paper lead, and what is written again."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import HOUSE, Run, Write
from lxml import etree, html
from lxml.html import HtmlElement

from press import build
from press.governance.addresses import Addresses, AddressFile, with_published
from press.model import Content
from press.site.pictures import as_woff2

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def packed(house: Path) -> None:
    """Pack the typefaces once: the processes in which sites are made begin with them."""
    for face in build.load(house).library.faces:
        if face.family in FAMILIES and face.style == "normal":
            as_woff2(face.path)


def page(house: Path, path: str, practice: str = "brug") -> HtmlElement:
    text = (house / "output/site" / practice / path / "index.html").read_text("utf-8")
    shown: HtmlElement = html.document_fromstring(text)
    return shown


def pick(shown: HtmlElement, path: str) -> list[Any]:
    found: Any = shown.xpath(path)
    return list(found)


def said(shown: HtmlElement, path: str = "//main") -> str:
    return " ".join(" ".join(str(each.text_content()) for each in pick(shown, path)).split())


def files(house: Path, practice: str = "brug") -> dict[str, bytes]:
    folder = house / "output/site" / practice
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def times(house: Path) -> dict[str, int]:
    return {
        path.relative_to(house / "output/site").as_posix(): path.stat().st_mtime_ns
        + path.stat().st_ino
        for path in (house / "output/site").rglob("*")
        if path.is_file()
    }


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


FAMILIES = ("Source Sans 3", "Newsreader", "Atkinson Hyperlegible Next", "Nunito")
SLAPEN = "sources/leaflets/nl/slapen.md"


# --- pages --------------------------------------------------------------------------------


def test_each_leaflet_has_a_page_at_its_short_address_in_its_language(
    house: Path, run: Run
) -> None:
    ran = run("site")
    assert (ran.code, ran.errors) == (0, [])
    assert page(house, "slaap").get("lang") == "nl"
    assert said(page(house, "slaap"), "//h1") == "Beter slapen"
    assert page(house, "sleeping").get("lang") == "en"
    assert not (house / "output/site/molen/sleeping").exists()
    assert page(house, "en").get("lang") == "en"


def test_a_page_has_the_words_of_the_text_and_of_the_practice(house: Path, run: Run) -> None:
    run("site")
    text = said(page(house, "slaap"))
    for words in ("Overdag bewegen helpt.", "Het boek over slapen. 2021.", "versie 1.2"):
        assert words in text
    assert "Bel 0123 - 45 67 89 of kijk op" in text
    assert "Bel 0123 - 98 76 54 of kijk op" in said(page(house, "slaap", "molen"))
    dialled = pick(page(house, "slaap"), "//footer//a[starts-with(@href, 'tel:')]/@href")
    assert "tel:0123456789" in dialled


def test_references_lead_to_pages_of_the_same_site(house: Path, run: Run) -> None:
    run("site")
    for practice in ("brug", "molen"):
        for name, data in files(house, practice).items():
            if not name.endswith("index.html"):
                continue
            here = (house / "output/site" / practice / name).parent
            for link in pick(html.document_fromstring(data), "//@href | //@src"):
                if link.startswith(("#", "https:", "tel:", "mailto:")):
                    continue
                target = here / link
                target = target / "index.html" if link.endswith("/") or not link else target
                assert target.is_file(), (name, link)


def test_a_leaflet_names_its_translations(house: Path, run: Run) -> None:
    run("site")
    others = pick(page(house, "slaap"), "//link[@hreflang]")
    assert {each.get("hreflang"): each.get("href") for each in others} == {
        "nl": "https://debrug.example/slaap/",
        "en": "https://debrug.example/sleeping/",
    }
    assert pick(page(house, "slaap"), "//nav//a/@href") == ["../sleeping/"]
    assert pick(page(house, "wandelen"), "//nav//a/@href") == ["../en/"]


def test_the_start_page_lists_leaflets_by_letter_and_by_keyword(house: Path, run: Run) -> None:
    run("site")
    start = page(house, "")
    letters = [said(each, ".") for each in start.find_class("letter")]
    assert [each.split()[0] for each in letters] == ["B", "E"]
    assert "rust" in [each.text for each in start.iter("dt")]
    index = json.loads(files(house)["files/search-nl.json"])
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


def test_no_page_says_a_style_or_holds_a_script_of_its_own(house: Path, run: Run) -> None:
    run("site")
    for name, data in files(house).items():
        if name.endswith(".html"):
            shown = html.document_fromstring(data)
            assert not pick(shown, "//@style | //style | //script[not(@src)]"), name
            assert not pick(shown, "//@*[starts-with(name(), 'on')]"), name
            assert pick(shown, "//meta[@http-equiv='Content-Security-Policy']"), name
            assert "zqx" not in data.decode()


def test_feed_and_sitemap_name_pages_that_there_are(house: Path, run: Run) -> None:
    run("site")
    made = files(house)
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


# --- addresses of paper -------------------------------------------------------------------


def test_an_address_that_was_published_leads_to_the_new_one(house: Path, run: Run) -> None:
    run("site")
    change(house / SLAPEN, "short: slaap", "short: nachtrust")
    assert run("site").code == 0
    refresh = pick(page(house, "slaap"), "//meta[@http-equiv='refresh']/@content")
    assert refresh == ["0; url=../nachtrust/"]
    assert files(house)["_redirects"].decode() == "/slaap /nachtrust/ 301\n"
    assert said(page(house, "nachtrust"), "//h1") == "Beter slapen"


def test_a_leaflet_with_another_name_is_known_by_its_number(house: Path, run: Run) -> None:
    run("site")
    change(house / SLAPEN, "short: slaap\n", "")
    (house / SLAPEN).rename(house / "sources/leaflets/nl/nachtrust.md")
    change(house / "sources/leaflets/nl/wandelen.md", "(slapen)", "(nachtrust)")
    change(
        house / "sources/leaflets/en/sleeping.md",
        "translation_of: slapen",
        "translation_of: nachtrust",
    )
    assert run("site").code == 0
    assert pick(page(house, "slaap"), "//main//a/@href")[0] == "../nachtrust/"


def test_a_withdrawn_leaflet_says_so_and_names_what_took_its_place(house: Path, run: Run) -> None:
    run("site")
    run("withdraw", "slapen", "--why", "De raad is verouderd.", "--instead", "wandelen")
    run("site")
    shown = page(house, "slaap")
    assert "geven wij niet meer uit" in said(shown)
    assert "De raad is verouderd." in said(shown)
    assert pick(shown, "//main//a/@href")[0] == "../wandelen/"
    assert not pick(shown, "//meta[@http-equiv='refresh']")


def test_paper_of_an_earlier_version_is_told_what_changed(house: Path, run: Run) -> None:
    run("publish")
    run("site")
    change(house / SLAPEN, 'version: "1.2"', 'version: "1.3"')
    change(house / SLAPEN, "Overdag bewegen helpt.", "Overdag wandelen helpt.")
    run("publish", "--note", "ander advies")
    run("site")
    paper = page(house, "slaap").get_element_by_id("v1.2")
    text = said(paper, ".")
    assert "versie 1.2" in text and "versie 1.3" in text
    assert "ander advies" in text and "bewegen → wandelen" in text


def test_check_says_of_an_address_that_leads_to_nothing(house: Path, run: Run) -> None:
    run("site")
    (house / "sources/leaflets/en/sleeping.md").unlink()
    told = [line for line in run("check", "--words-only").errors if "[S091]" in line]
    assert len(told) == 1 and "addresses.yaml:" in told[0] and "sleeping" in told[0]


def test_a_damaged_record_of_addresses_stops_all_and_stays(house: Path, run: Run) -> None:
    run("site")
    record = house / "addresses.yaml"
    record.write_text("addresses: [x\n", "utf-8")
    ran = run("site")
    assert ran.code == 2
    assert "addresses.yaml" in ran.errors[-1]
    assert record.read_text("utf-8") == "addresses: [x\n"


def test_two_languages_at_one_address_have_a_page_each(house: Path, run: Run) -> None:
    change(house / "sources/leaflets/en/sleeping.md", "title:", "short: slaap\ntitle:")
    assert run("site").code == 0
    assert page(house, "slaap").get("lang") == "nl"
    assert page(house, "en/slaap").get("lang") == "en"


@pytest.mark.parametrize("short", ["files", "nl", "en"])
def test_an_address_of_the_site_s_own_is_a_finding(house: Path, run: Run, short: str) -> None:
    change(house / SLAPEN, "short: slaap", f"short: {short}")
    assert any("[S055]" in line for line in run("check", "--words-only").errors)


def test_what_was_published_stays_in_the_record() -> None:
    slapen = build.load(HOUSE).library.content.leaflet("slapen", "nl")
    assert slapen
    old = {("nl", "oud"): AddressFile(leaflet="slapen", versions=("0.9",))}
    old["nl", "slaap"] = AddressFile(leaflet="slapen", versions=("1.0", "1.1"))
    record = with_published(Addresses(old), [slapen])
    assert record.known["nl", "oud"] == old["nl", "oud"]
    assert record.known["nl", "slaap"].versions == ("1.0", "1.1", "1.2")
    assert record.leaflet_at("nl", "oud", Content((slapen,), {}, {})) == slapen


# --- written again ------------------------------------------------------------------------


def test_nothing_is_written_when_nothing_changed(house: Path, run: Run) -> None:
    run("site")
    before = times(house)
    assert ", 0 files written" in run("site").output
    (house / "output/.press/site").unlink()
    assert times(house) == before


def test_one_number_rewrites_the_pages_of_its_practice_alone(house: Path, run: Run) -> None:
    run("site")
    before = times(house)
    change(house / "sources/practices/molen/practice.yaml", "98 76 54", "98 76 55")
    run("site")
    now = times(house)
    changed = {path for path in now if now[path] != before.get(path)}
    assert changed
    assert {path.split("/")[0] for path in changed} == {"molen"}
    assert all(path.endswith(".html") or "/files/search/" in path for path in changed)


def test_a_site_has_the_same_bytes_elsewhere(house: Path, run: Run, tmp_path: Path) -> None:
    run("site")
    other = shutil.copytree(house, tmp_path / "elsewhere" / "deeper")
    shutil.rmtree(other / "output")
    run("site", "--jobs", "1", root=other)
    assert files(other) == files(house)
    assert files(other, "molen") == files(house, "molen")


def test_a_page_that_is_gone_is_taken_away_and_a_stranger_s_file_is_not(
    house: Path, run: Run, write: Write
) -> None:
    path = write("Tekst.\n", head="status: draft\n")
    run("site", "--practice", "brug")
    own = house / "output/site/brug/proef/eigen.txt"
    own.write_text("x")
    path.unlink()
    run("site", "--practice", "brug")
    assert not own.with_name("index.html").exists()
    assert own.exists()


def test_the_site_of_a_practice_that_is_gone_goes_and_of_one_that_is_broken_stays(
    house: Path, run: Run
) -> None:
    run("site")
    molen, brug = (house / "output/site" / name for name in ("molen", "brug"))
    (brug / "own.txt").write_text("mine")
    yaml = house / "sources/practices/molen/practice.yaml"
    kept = yaml.read_text("utf-8")
    yaml.write_text("name: [", "utf-8")
    run("site")
    assert (molen / "index.html").exists()
    yaml.write_text(kept, "utf-8")
    shutil.rmtree(house / "sources/practices/brug")
    assert run("site", "--practice", "molen").code == 0
    assert (brug / "index.html").exists()
    told = "removed output/site/brug, whose practice is gone: other files are left"
    assert told in run("site").errors
    assert [path.name for path in brug.rglob("*")] == ["own.txt"]
    assert told not in run("site").errors


def test_a_text_is_read_once_whatever_changes_around_it(
    house: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("site")
    first = (house / "output/site/brug/slaap/index.html").read_text("utf-8")
    yaml = house / "sources/practices/brug/practice.yaml"
    yaml.write_text(yaml.read_text("utf-8").replace("11 22 33", "11 22 44"), "utf-8")
    monkeypatch.setattr("press.merge.text._convert", None)  # who converts a text now breaks off
    assert run("site").code == 0
    second = (house / "output/site/brug/slaap/index.html").read_text("utf-8")
    assert ("11 22 44" in second, "11 22 33" in second) == (True, False)
    assert len(second) == len(first)


def test_a_text_that_changed_is_read_again(house: Path, run: Run) -> None:
    run("site")
    text = house / "sources/leaflets/nl/slapen.md"
    text.write_text(text.read_text("utf-8") + "\nNog een zin.\n", "utf-8")
    run("site")
    assert "Nog een zin." in (house / "output/site/brug/slaap/index.html").read_text("utf-8")


def test_a_page_that_somebody_changed_is_made_again(house: Path, run: Run) -> None:
    run("site")
    path = house / "output/site/brug/slaap/index.html"
    good = path.read_bytes()
    path.write_text("x")
    run("site")
    assert path.read_bytes() == good


def test_files_that_are_up_to_date_are_offered(house: Path, run: Run) -> None:
    run("build", "slapen", "--practice", "brug")
    run("site")
    shown = page(house, "slaap")
    link = pick(shown, "//a[@type='application/pdf']/@href")
    assert link == ["../files/pdf/nl/slapen.a4.pdf"]
    offered = house / "output/site/brug/files/pdf/nl/slapen.a4.pdf"
    assert offered.read_bytes() == (house / "output/brug/nl/slapen.a4.pdf").read_bytes()
    change(house / SLAPEN, "Overdag", "Iedere dag")
    run("site")
    assert not pick(page(house, "slaap"), "//a[@type='application/pdf']")


def test_a_practice_that_there_is_not_is_wrong_usage(run: Run) -> None:
    ran = run("site", "--practice", "burg")
    assert ran.code == 2
    assert re.search(r"no practice 'burg' \(did you mean 'brug'\?\)", ran.errors[-1])


def test_a_language_without_words_has_no_pages(house: Path, run: Run) -> None:
    frisian = house / "sources/leaflets/fy/sliepe.md"
    frisian.parent.mkdir()
    text = (house / "sources/leaflets/en/sleeping.md").read_text("utf-8")
    frisian.write_text(re.sub("translation_of.*\n", "", text), "utf-8")
    change(house / "sources/practices/brug/practice.yaml", "[nl, en]", "[nl, fy]")
    change(house / "sources/practices/molen/practice.yaml", "[nl]", "[fy]")
    ran = run("site")
    assert ran.code == 1
    assert all("[S" in line for line in ran.errors)
    assert not (house / "output/site/brug/sliepe").exists()
    assert not (house / "output/site/molen").exists()


def test_a_site_is_written_through_no_link(house: Path, run: Run, tmp_path: Path) -> None:
    (house / "output/site").mkdir(parents=True)
    (house / "output/site/brug").symlink_to(tmp_path)
    ran = run("site")
    assert ran.code == 1
    assert any("output/site/brug: error: cannot be written" in line for line in ran.errors)
    assert not [*tmp_path.glob("*.html")]
    assert (house / "output/site/molen/index.html").exists()
