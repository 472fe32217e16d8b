"""The proof of booklets and trifolds: spreads with the cover alone, fold lines, page numbers."""

from __future__ import annotations

import base64
import re
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from bound import BOOKLET, TRIFOLD, made, text
from lxml import html as lxml_html
from PIL import Image
from proofs import proof
from test_trifold import SHORT

from press.model import Document
from press.proof import Proof

pytestmark = pytest.mark.slow

A5, A4 = (350, 496), (702, 496)
"""Dots of a page at 60 an inch."""
NUMBER = 16
"""Dots below a page for its number."""
FOLD = (0xD0, 0x00, 0x6F)


@cache
def documents() -> tuple[Document, Document]:
    trifold = text(SHORT, TRIFOLD).document
    assert trifold
    return made("samen", BOOKLET), trifold


@pytest.fixture(scope="module")
def shown() -> Proof:
    return proof(documents())


def views(page: str) -> list[tuple[str, Image.Image]]:
    """Each view of the HTML page with its caption."""
    found = []
    whole: Any = lxml_html.document_fromstring(page)
    for figure in whole.iter("figure"):
        source = figure.find("img").get("src")
        picture = base64.b64decode(source.removeprefix("data:image/png;base64,"))
        found.append((figure.findtext("figcaption"), Image.open(BytesIO(picture)).convert("RGB")))
    return found


def test_a_booklet_is_shown_in_spreads_with_its_covers_alone(shown: Proof) -> None:
    found = views(shown.page)[:-2]
    assert [name for name, _ in found] == ["1", "2–3", "4–5", "6–7", "8–9", "10–11", "12"]
    widths = [picture.width for _, picture in found]
    assert widths == pytest.approx([A5[0], *[2 * A5[0]] * 5, A5[0]], abs=2)
    assert {picture.height for _, picture in found} == {found[0][1].height}
    assert found[0][1].height == pytest.approx(A5[1] + NUMBER, abs=2)


def test_every_page_has_its_number_below_it(shown: Proof) -> None:
    for name, picture in views(shown.page):
        pages = len(name.split("–"))
        width = picture.width // pages
        for page in range(pages):
            strip = picture.crop(
                (page * width, picture.height - NUMBER + 1, (page + 1) * width, picture.height)
            )
            written = {dot for _, dot in strip.getcolors(9999) or ()}
            assert len(written) > 1, (name, page)


def test_the_trifold_is_shown_with_its_folds_on_both_sides(shown: Proof) -> None:
    sides = views(shown.page)[-2:]
    assert [name for name, _ in sides] == ["1", "2"]
    for (_, picture), folds in zip(sides, ((97, 197), (100, 200)), strict=True):
        assert picture.size == pytest.approx((A4[0], A4[1] + NUMBER), abs=2)
        found = {x for x in range(picture.width) if picture.getpixel((x, 2)) == FOLD}
        assert sorted(found) == pytest.approx([fold / 297 * A4[0] for fold in folds], abs=1)


def test_a_booklet_has_no_fold_lines(shown: Proof) -> None:
    for _, picture in views(shown.page)[:-2]:
        assert FOLD not in {picture.getpixel((x, 2)) for x in range(picture.width)}


def test_imposed_sheets_are_shown_as_they_are_printed() -> None:
    found = views(proof([made("ademen", BOOKLET, "print")]).page)
    assert [name for name, _ in found] == ["1", "2", "3", "4"]
    assert [picture.width for _, picture in found] == pytest.approx([A4[0]] * 4, abs=2)


def test_the_sheet_has_every_document_under_its_path(shown: Proof) -> None:
    sheet = Image.open(BytesIO(shown.sheet))
    assert sheet.format == "PNG"
    rows = sheet.height / (A5[1] + NUMBER)
    assert 3 <= rows < 5
    page = lxml_html.document_fromstring(shown.page)
    assert [heading.text for heading in page.iter("h2")] == [
        "brug/nl/booklets/samen.a5-booklet.pdf",
        "brug/nl/dromen.trifold.pdf",
    ]


def test_the_page_leads_nowhere_outside(shown: Proof) -> None:
    without_pictures = re.sub(r"base64,[A-Za-z0-9+/=]+", "", shown.page)
    assert "//" not in without_pictures
    assert not re.search(r"\b(?:href|@import|url\()", without_pictures)
    assert all(
        picture.get("alt") for picture in lxml_html.document_fromstring(shown.page).iter("img")
    )
