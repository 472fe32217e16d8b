"""Paper and site: the same words, and no code or address of paper leads to nothing."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

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
ON_PAPER = ("qr", "other_formats", "own_notes", "website", "out_of_hours_call")
"""Furniture that only paper has: codes, other formats to ask for, lines to write on."""


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


def words(text: str) -> Counter[str]:
    text = re.sub("[\x02\ufffe\u00ad\u2010]\\s*", "", text)
    return Counter(re.findall(r"\w+", re.sub("[-\u2060\u2011]", "", text)))


def printed_words(pdf: Path) -> Counter[str]:
    """Every word of a file and of what its pictures are said to show; table heads once."""
    heads: set[str] = set()
    found: Counter[str] = Counter()
    for tag in Printed(pdf).tags.all(*KINDS):
        if tag.kind == "TR" and tag.all("TH"):
            if tag.said in heads:
                continue
            heads.add(tag.said)
        found.update(words(tag.alt or tag.said))
    return found


def shown_words(text: str) -> Counter[str]:
    page: Any = html.document_fromstring(text)
    found: Counter[str] = Counter()
    for part in page.xpath("//h1 | //p[@class='lead'] | //div[@class='text'] | //footer"):
        found.update(words(" ".join(part.itertext())))
        found.update(words(" ".join(part.xpath(".//img/@alt"))))
    found.update(words(" ".join(page.xpath("//header//img/@alt"))))
    for part in page.find_class("colophon"):
        found.update(words(" ".join(part.itertext())))
    return found


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_the_page_has_every_word_of_the_paper_and_no_other(
    leaflet: str, sample: Path, folder: Path, project: Project
) -> None:
    """But for their own furniture: the codes and addresses of paper, links of a site."""
    language, slug = leaflet.split("/")
    pdf = next(sample.glob(f"output/*/{language}/{slug}.a4.pdf"))
    known = project.library.content.leaflet(slug, language)
    practice = next(each for each in project.practices if each.id == pdf.parts[-3])
    assert known
    page = folder / f"output/site/{practice.id}/{known.address_path}/index.html"
    paper, screen = printed_words(pdf), shown_words(page.read_text("utf-8"))
    say = project.library.words[language].furniture
    addresses = [each.address_path for each in project.library.content.leaflets]
    own = words(" ".join([*(say[name] for name in ON_PAPER), *addresses, practice.website or ""]))
    assert set(paper - screen) <= set(own)
    assert set(screen - paper) <= set(words(f"{say['web_contact']} {practice.name}"))
    assert sum(screen.values()) > 300


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
    assert asked > 200
