"""Paper and site: the same words, and no code or address of paper leads to nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from conftest import Once, invoke
from lxml import html
from printed import Printed
from served import fetch, served

from press import build
from press.build import Project
from press.model import Leaflet
from press.model.languages import direction_of

pytestmark = pytest.mark.slow

KINDS = ("H1", "H2", "H3", "H4", "P", "LI", "TR", "Caption", "Figure")


@pytest.fixture(scope="module")
def folder(once: Once, samples: Path) -> Path:
    """The sites of the sample house, which the files of `samples` belong to."""

    def make(folder: Path) -> None:
        shutil.copytree(samples / "sources", folder / "sources")
        ran = invoke("--root", str(folder), "site")
        assert ran.code == 0, ran.errors

    return once(f"{samples.name}-sites", make)


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


def page_of(known: Leaflet, practice: str, folder: Path) -> Any:
    """The page of a leaflet on the site of a practice."""
    site, language = folder / f"output/site/{practice}", known.language
    # Translations share an address, which leads to the first; each has its own below its language.
    below = site / language / known.address_path
    path = (below if below.exists() else site / known.address_path) / "index.html"
    return html.document_fromstring(path.read_text("utf-8"))


def test_every_block_of_the_paper_is_on_the_page_and_the_other_way_round(
    samples: Path, folder: Path, project: Project
) -> None:
    """But for what only paper has: codes, addresses, and what its small print offers."""
    files = [*samples.glob("output/*/*/*.a4.pdf"), *samples.glob("output/*/*/*.a4-large-print.pdf")]
    assert len(files) > 10
    for pdf in files:
        assert_same_words(pdf, folder, project)


def assert_same_words(pdf: Path, folder: Path, project: Project) -> None:
    """Whether a file and the page of its leaflet have the same blocks."""
    language = pdf.parts[-2]
    slug, layout = pdf.stem.split(".")
    known = project.library.content.leaflet(slug, language)
    practice = next(each for each in project.practices if each.id == pdf.parts[-3])
    assert known
    page = page_of(known, practice.id, folder)
    say = project.library.words[language].furniture
    other = "other_formats" if layout == "a4" else "other_formats_of_large_print"
    own = [letters(say[name]) for name in (other, "own_notes", "large_print")]
    own.append(letters((practice.website or "").removeprefix("https:")))
    tags = Printed(pdf).tags
    blocks = [letters(tag.said) for tag in tags.all(*KINDS)]
    alts = [letters(tag.alt) for tag in tags.all("Figure") if tag.alt]
    on_page: Collection[str] = letters(" ".join(page.body.itertext()))
    on_paper: Collection[str] = "".join(letters(tag.said) for tag in tags.children)
    as_said: Callable[[str], str] = str
    if direction_of(language) == "rtl":  # in what order runs of a line come, readers do not agree
        as_said = _in_any_order
        blocks = [each for each in blocks if not each.isascii()]  # of the practice: seen elsewhere
        on_page = {_in_any_order(_letters_of(each)) for each in page.body.iter("*")}
        on_paper = {_in_any_order(letters(tag.said)) for tag in tags.all(*KINDS, "TD", "LBody")}
    missing = [each for each in blocks if as_said(each) not in on_page]
    assert [each for each in missing if not any(mine in each for mine in own)] == [], pdf
    shown = {letters(alt) for alt in page.xpath("//img/@alt")}
    assert [each for each in alts if each not in shown and own[-1] not in each] == [], pdf
    written = page.xpath(
        "//div[@class='text']//*[self::p or self::li[not(p)] or self::h2 or self::td]"
    )
    assert len(written) > 20
    lost = [each for each in map(_letters_of, written) if as_said(each) not in on_paper]
    assert lost == [], pdf


def test_a_booklet_has_every_block_of_the_pages_of_its_leaflets(
    samples: Path, folder: Path, project: Project
) -> None:
    """Warning signs, closing words and sources that several have in common it prints once."""
    files = [*samples.glob("output/*/*/booklets/*.a5-booklet.pdf")]
    assert files
    for pdf in files:
        assert_has_all_its_leaflets(pdf, folder, project)


def assert_has_all_its_leaflets(pdf: Path, folder: Path, project: Project) -> None:
    """Whether a booklet has what the pages of its leaflets have."""
    practice, language = pdf.parts[-4:-2]
    slug = pdf.name.partition(".")[0]
    [booklet] = (
        each
        for each in project.publications
        if each.is_booklet and (each.slug, each.language) == (slug, language)
    )
    on_paper = "".join(letters(tag.said) for tag in Printed(pdf).tags.children)
    for leaflet in booklet.leaflets:
        page = page_of(leaflet, practice, folder)
        written = page.xpath("//div[@class='text']//*[self::p or self::li[not(p)] or self::td]")
        assert len(written) > 20
        for link in page.xpath("//a[starts-with(@href, '../')]"):  # here it is in the same booklet
            link.text = f"{link.text or ''} {project.library.words[language].furniture['page']}"
        missing = [each for each in written if _letters_of(each) not in on_paper]
        assert [_letters_of(each) for each in missing if not _only_there(each)] == []


def _only_there(element: Any) -> bool:
    """Whether only a page has it: a card of what is in the same booklet, or whom to call."""
    classes = " ".join(each.get("class", "") for each in (element, *element.iterancestors()))
    return any(name in classes.split() for name in ("card-title", "card-place", "cards", "call"))


def _in_any_order(said: str) -> str:
    return "".join(sorted(said))


def _letters_of(element: Any) -> str:
    return letters(" ".join(element.itertext()))


def test_every_code_and_address_of_every_file_answers_with_its_leaflet(
    samples: Path, sites: dict[str, str], project: Project
) -> None:
    practices, content = {each.id: each for each in project.practices}, project.library.content
    asked = own = 0
    for pdf in sorted(samples.glob("output/*/*/**/*.pdf")):
        practice, language = pdf.relative_to(samples / "output").parts[:2]
        spoken = practices[practice].languages
        here = [each for each in content.leaflets if each.language in spoken]
        pages = {content.path_of(each, spoken): each for each in here}
        printed = Printed(pdf)
        for address in {*printed.codes, *printed.links}:
            website = next((each for each in sites if address.startswith(each)), None)
            if website is None:
                continue
            path, _, version = address.removeprefix(website).strip("/").partition("#")
            code, _, text = fetch(sites[website] + path)
            assert code == 200, (pdf.name, address)
            shown: Any = html.document_fromstring(text)
            if path:
                leaflet = pages[path]
                title = leaflet.title.replace("\u00a0", " ")
                assert " ".join(shown.findtext(".//h1").replace("\u2060", "").split()) == title
                assert shown.get("lang") == leaflet.language
                assert leaflet.language in language.split("+")
                if version:  # what is in hand, and as it is in hand
                    in_hand = (pdf.name.split(".")[0], version)
                    assert (leaflet.slug, f"v{leaflet.version}") == in_hand
                    own += 1
            asked += 1
    assert asked > 50
    assert own > 10
