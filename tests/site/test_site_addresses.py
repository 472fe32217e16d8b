"""Addresses of paper: where each leads today, and the record of all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import HOUSE, Run
from site_pages import SLAPEN, change, files, packed, page, pick, said

from press import build
from press.governance.addresses import (
    NAME,
    Addresses,
    AddressFile,
    read_addresses,
    with_published,
    write_addresses,
)
from press.model import Content

__all__ = ["packed"]
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("packed")]


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


def test_ten_thousand_addresses_are_written_and_read_as_they_are(tmp_path: Path) -> None:
    project = build.load(HOUSE)
    house, content = replace(project.house, root=tmp_path), project.library.content
    known = {
        ("nl", f"folder-{number}"): AddressFile(leaflet="slapen", id=f"R-{number}", versions=("1",))
        for number in range(10_000)
    }
    write_addresses(house, Addresses(known))
    assert (tmp_path / NAME).stat().st_size > 500_000
    assert read_addresses(house, content) == Addresses(known)


def test_a_record_that_is_too_large_to_be_one_is_a_finding(tmp_path: Path) -> None:
    project = build.load(HOUSE)
    house = replace(project.house, root=tmp_path)
    (tmp_path / NAME).write_text("# x\n" * 2_600_000, "utf-8")
    record = read_addresses(house, project.library.content)
    assert [each.code for each in record.findings] == ["S010"]
