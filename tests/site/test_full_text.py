"""Full-text search of sites: with Pagefind where it is installed, without it where not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run
from lxml import html
from site_pages import packed

from press.site import full_text

__all__ = ["packed"]
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("packed")]


def change(house: Path) -> None:
    path = house / "sources/leaflets/nl/wandelen.md"
    path.write_text(path.read_text("utf-8") + "\nNeem een rollator.\n", "utf-8")


def index(house: Path, practice: str = "brug") -> dict[str, bytes]:
    folder = house / "output/site" / practice / "files/search"
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def start(house: Path) -> html.HtmlElement:
    text = (house / "output/site/brug/index.html").read_text("utf-8")
    made: html.HtmlElement = html.document_fromstring(text)
    return made


@pytest.mark.skipif(full_text.pagefind() is None, reason="pip install 'leaflet-press[site]'")
def test_every_text_is_indexed_in_its_language_and_again_only_when_it_changed(
    house: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("site").code == 0
    first = index(house)
    languages = json.loads(first["pagefind-entry.json"])["languages"]
    assert {name: each["page_count"] for name, each in languages.items()} == {"nl": 2, "en": 1}
    form = start(house).get_element_by_id("search")
    assert (house / "output/site/brug" / form.get("data-text")).is_file()
    policy = start(house).find(".//meta[@http-equiv]").get("content")
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy
    (house / "output/site/brug/files/search/pagefind.js").write_text("x", "utf-8")
    change(house)
    run("site")
    second = index(house)
    assert second["pagefind.js"] == first["pagefind.js"]
    assert second.keys() != first.keys()
    monkeypatch.setattr(full_text, "_run", None)  # who makes an index now breaks off
    assert run("site", "--force").code == 0
    assert index(house) == second


def test_without_pagefind_titles_and_keywords_are_searched(
    house: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("site")
    monkeypatch.setattr("press.site.full_text.pagefind", lambda: None)
    monkeypatch.setattr("press.site.run.pagefind", lambda: None)
    assert run("site").code == 0
    assert index(house) == {}
    form = start(house).get_element_by_id("search")
    assert form.get("data-text") is None and form.get("data-index")
    assert "wasm" not in start(house).find(".//meta[@http-equiv]").get("content")


def test_a_site_is_made_whatever_becomes_of_its_index(
    house: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = (Path("/nowhere/pagefind"), "9")
    monkeypatch.setattr("press.site.full_text.pagefind", lambda: broken)
    ran = run("site", "--practice", "brug")
    assert ran.code == 0
    assert any("[D026]" in line and "no full-text search: " in line for line in ran.errors)
    assert (house / "output/site/brug/slaap/index.html").exists()
