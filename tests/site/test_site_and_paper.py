"""Paper and site: the same words, and no code or address of paper leads to nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from conftest import ROOT, Once, invoke
from lxml import html
from printed import Printed
from served import fetch, served

from press import build
from press.build import Project

pytestmark = pytest.mark.slow

KINDS = ("H1", "H2", "H3", "H4", "P", "LI", "TR", "Caption", "Figure")
LEAFLETS = sorted(
    f"{path.parent.name}/{path.stem}" for path in (ROOT / "sources/leaflets").glob("*/*.md")
)


@pytest.fixture(scope="module")
def folder(once: Once, sample: Path) -> Path:
    """The sites of the sample house, which the files of `sample` belong to."""

    def make(folder: Path) -> None:
        shutil.copytree(sample / "sources", folder / "sources")
        ran = invoke("--root", str(folder), "site")
        assert ran.code == 0, ran.errors

    return once("paper-sites", make)


@pytest.fixture(scope="module")
def project(folder: Path) -> Project:
    return build.load(folder)


@pytest.fixture(scope="module")
def sites(folder: Path) -> Iterator[dict[str, str]]:
    """Where each practice's website is served: by its own address."""
    with ExitStack() as stack:
        yield {
            each.website: stack.enter_context(served(folder / "output/site" / each.id))
            for each in build.load(folder).practices
            if each.website
        }


def letters(text: str) -> str:
    """The letters of a text: lines, numbers of lists and hyphens at a line's end are no matter."""
    return "".join(sign for sign in normalize("NFC", text) if sign.isalpha())


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_every_block_of_the_paper_is_on_the_page_and_the_other_way_round(
    leaflet: str, sample: Path, folder: Path, project: Project
) -> None:
    """But for what only paper has: codes, addresses, and what its small print offers."""
    language, slug = leaflet.split("/")
    pdf = next(sample.glob(f"output/*/{language}/{slug}.a4.pdf"))
    known = project.library.content.leaflet(slug, language)
    practice = next(each for each in project.practices if each.id == pdf.parts[-3])
    assert known
    path = folder / f"output/site/{practice.id}/{known.address_path}/index.html"
    page: Any = html.document_fromstring(path.read_text("utf-8"))
    say = project.library.words[language].furniture
    own = [letters(say[name]) for name in ("other_formats", "own_notes")]
    own.append(letters((practice.website or "").removeprefix("https:")))
    tags = Printed(pdf).tags
    blocks = [letters(tag.said) for tag in tags.all(*KINDS)]
    alts = [letters(tag.alt) for tag in tags.all("Figure") if tag.alt]
    on_page = letters(" ".join(page.body.itertext()))
    missing = [each for each in blocks if each not in on_page]
    assert [each for each in missing if not any(mine in each for mine in own)] == []
    shown = {letters(alt) for alt in page.xpath("//img/@alt")}
    assert [each for each in alts if each not in shown and own[-1] not in each] == []
    on_paper = "".join(letters(tag.said) for tag in tags.children)
    written = page.xpath(
        "//div[@class='text']//*[self::p or self::li[not(p)] or self::h2 or self::td]"
    )
    assert len(written) > 20
    assert [each for each in map(_letters_of, written) if each not in on_paper] == []


def _letters_of(element: Any) -> str:
    return letters(" ".join(element.itertext()))


def test_every_code_and_address_of_every_file_answers_with_its_leaflet(
    sample: Path, sites: dict[str, str], project: Project
) -> None:
    pages = {
        (each.language, each.address_path): each.title.replace("\u00a0", " ")
        for each in project.library.content.leaflets
    }
    asked = 0
    for pdf in sorted(sample.glob("output/*/*/**/*.pdf")):
        language = pdf.relative_to(sample / "output").parts[1]
        printed = Printed(pdf)
        for address in {*printed.codes, *printed.links}:
            website = next((each for each in sites if address.startswith(each)), None)
            if website is None:
                continue
            path = address.removeprefix(website).strip("/")
            code, _, text = fetch(sites[website] + path)
            assert code == 200, (pdf.name, address)
            shown: Any = html.document_fromstring(text)
            if path:
                assert " ".join(shown.findtext(".//h1").split()) == pages[language, path]
                assert shown.get("lang") == language
            asked += 1
    assert asked > 100
