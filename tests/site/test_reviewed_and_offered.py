"""What a page says of who stands for its words, and the files in two languages beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from lxml import html
from site_pages import packed
from two_languages import ENGLISH, write_both

__all__ = ["packed"]
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("packed")]
SLAPEN = "sources/leaflets/nl/slapen.md"


def pick(house: Path, path: str, xpath: str) -> list[Any]:
    text = (house / "output/site/brug" / path / "index.html").read_text("utf-8")
    found: Any = html.document_fromstring(text).xpath(xpath)
    return list(found)


def test_a_page_is_reviewed_when_its_words_are_signed_and_not_by_a_date_of_its_head(
    house: Path, run: Run
) -> None:
    dated = "//meta[@itemprop='lastReviewed']/@content"
    run("site")
    assert pick(house, "slaap", dated) == []
    signed = ("sign", "slapen", "--role", "clinician", "--name", "A. de Vries")
    assert run(*signed, "--on", "2026-02-03").code == 0
    run("site")
    assert pick(house, "slaap", dated) == ["2026-02-03"]
    who = pick(house, "slaap", "//meta[@itemprop='reviewedBy']/@content")
    assert who == ["A. de Vries (clinician)"]
    assert any("A. de Vries" in text for text in pick(house, "slaap", "//main//p/text()"))
    path = house / SLAPEN
    path.write_text(path.read_text("utf-8").replace("bewegen helpt", "slapen helpt"), "utf-8")
    run("site")
    assert pick(house, "slaap", dated) == []
    assert not any("A. de Vries" in text for text in pick(house, "slaap", "//main//p/text()"))


def test_a_sheet_in_two_languages_is_offered_where_it_was_built(house: Path, run: Run) -> None:
    write_both(house, other=ENGLISH, language="en")
    ran = run("build", "pillen", "--languages", "nl,en", "--practice", "brug")
    assert ran.code == 0, ran.errors
    run("site")
    name = "pillen.a4-bilingual.pdf"
    for path in ("pillen", "pills"):
        links = pick(house, path, "//a[@type='application/pdf']")
        assert [each.text_content() for each in links] == ["Nederlands + English"]
        assert links[0].get("href") == f"../files/pdf/nl+en/{name}"
    offered = house / "output/site/brug/files/pdf/nl+en" / name
    assert offered.read_bytes() == (house / "output/brug/nl+en" / name).read_bytes()
    assert pick(house, "wandelen", "//a[@type='application/pdf']") == []
