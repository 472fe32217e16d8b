"""Proof: pictures of all pages on one sheet, as a reader meets them."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import HOUSE, Run, project_of
from lxml import html as lxml_html
from PIL import Image
from proofs import proof

from press import build, pipeline
from press.model import Document, Medium
from press.proof import thumbnails

pytestmark = pytest.mark.slow

PROJECT = project_of(HOUSE)


@pytest.fixture(scope="module")
def document() -> Document:
    """A leaflet of two pages."""
    variant = build.plan(PROJECT, build.Order(("slapen",), ("brug",)))[0]
    made = pipeline.produce(variant, PROJECT.library).document
    assert made and len(made.pages) == 2
    return made


def bound(document: Document, binding: str, medium: Medium = "screen") -> Document:
    layout = document.variant.layout.model_copy(update={"binding": binding})
    return replace(document, variant=replace(document.variant, layout=layout, medium=medium))


def captions(page: str) -> list[str]:
    found: Any = lxml_html.document_fromstring(page).iter("figcaption")
    return [str(caption.text_content()) for caption in found]


@pytest.mark.parametrize(
    ("binding", "medium", "views"),
    [
        ("none", "screen", ["1", "2"]),
        ("folded", "screen", ["1", "2"]),
        ("stitched", "screen", ["1", "2"]),
        ("stitched", "print", ["1", "2"]),
    ],
)
def test_pages_are_shown_as_a_reader_meets_them(
    document: Document, binding: str, medium: Medium, views: list[str]
) -> None:
    assert captions(proof([bound(document, binding, medium)]).page) == views


def test_the_sheet_is_one_picture_of_all(document: Document) -> None:
    one, two = (proof([document] * number).sheet for number in (1, 2))
    small, large = (Image.open(io.BytesIO(sheet)) for sheet in (one, two))
    assert small.format == "PNG"
    assert small.width == large.width
    assert large.height > small.height


def test_the_page_needs_no_other_file(document: Document) -> None:
    page = lxml_html.document_fromstring(proof([document]).page)
    pictures = list(page.iter("img"))
    assert [picture.get("alt") for picture in pictures] == [
        "brug/nl/slapen.a4.pdf, 1",
        "brug/nl/slapen.a4.pdf, 2",
    ]
    assert all((picture.get("src") or "").startswith("data:image/png;") for picture in pictures)
    assert not list(page.iter("script", "link"))


def test_thumbnails_are_as_wide_as_is_asked(document: Document) -> None:
    made = thumbnails(document, 200)
    assert len(made) == 2
    for thumbnail in made:
        assert Image.open(io.BytesIO(thumbnail.webp)).size == (thumbnail.width, thumbnail.height)
        assert abs(thumbnail.width - 200) <= 1


def test_the_command_writes_a_sheet_and_a_page(run: Run, house: Path) -> None:
    ran = run("proof", "wandelen", "--practice", "molen")
    assert (ran.code, ran.errors) == (0, [])
    assert ran.output == f"{house}/output/proof.png and .html: 1 documents\n"
    assert {path.name for path in (house / "output").iterdir()} == {"proof.png", "proof.html"}


def test_the_command_writes_where_it_is_told(run: Run, tmp_path: Path) -> None:
    assert run("proof", "wandelen", "--practice", "molen", "--to", f"{tmp_path}/a/b").code == 0
    assert {path.name for path in (tmp_path / "a").iterdir()} == {"b.png", "b.html"}


def test_a_proof_of_nothing_says_so(run: Run, house: Path) -> None:
    ran = run("proof", "sleeping", "--practice", "molen")
    assert (ran.code, ran.errors) == (1, ["nothing to show"])
    assert not (house / "output").exists()
