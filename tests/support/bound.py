"""The house of the tests about booklets and their kin, and what is made in it, each only once.

`bound_house/` has three leaflets that are bound together in `samen`, and one that they refer
to outside it. `text` prints any words as a leaflet of that house.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
from conftest import project_of
from printed import Printed
from pypdfium2 import raw

from press import build, pipeline
from press.model import Document, Medium, Printer, Variant

ROOT = Path(__file__).parents[2]
PROJECT = project_of(Path(__file__).parents[1] / "bound_house")
MM = 72 / 25.4
BOOKLET, LARGE, TRIFOLD = "a5-booklet", "a4-large-print", "trifold"
PLAIN = pipeline.OutputOptions()
CHAPTERS = {
    "slapen": ("Goed slapen", "Voor u, als u beter wilt slapen."),
    "wandelen": ("Elke dag wandelen", "Voor u, als u meer wilt bewegen."),
    "ademen": ("Rustig ademen", "Voor u, als u snel gespannen bent."),
}
"""Title and summary of each leaflet of the booklet, in its order."""


def variant(slug: str, layout: str, media: Medium = "screen") -> Variant:
    order = build.Order(publications=(slug,), layouts=(layout,), media=(media,))
    return build.plan(PROJECT, order)[0]


def made(
    slug: str,
    layout: str,
    media: Medium = "screen",
    *,
    options: pipeline.OutputOptions = PLAIN,
    printer: Printer | None = None,
) -> Document:
    """A publication of the house, which has nothing wrong; made once and kept."""
    return _made(slug, layout, media, options, printer)


@cache
def _made(
    slug: str, layout: str, media: Medium, options: pipeline.OutputOptions, printer: Printer | None
) -> Document:
    asked = variant(slug, layout, media)
    if printer:
        practice = asked.practice.model_copy(update={"printer": printer})
        asked = replace(asked, practice=practice)
    result = pipeline.produce(asked, PROJECT.library, options)
    assert result.document, result.findings
    assert result.findings == ()
    return result.document


@cache
def printed(slug: str, layout: str, media: Medium = "screen") -> Printed:
    return Printed(made(slug, layout, media).pdf)


def text(
    body: str, layout: str, media: Medium = "screen", options: pipeline.OutputOptions = PLAIN
) -> pipeline.Result:
    """Print these words as the leaflet `dromen`, whose text begins at line 11."""
    asked = variant("dromen", layout, media)
    leaflet = asked.publication.leaflets[0].model_copy(update={"body": body, "body_line": 11})
    publication = replace(asked.publication, head=leaflet, leaflets=(leaflet,))
    return pipeline.produce(replace(asked, publication=publication), PROJECT.library, options)


def findings(result: pipeline.Result) -> list[str]:
    return [str(finding) for finding in result.findings]


def boxes(pdf: bytes, name: str) -> set[tuple[float, ...]]:
    """The different boxes of that name that pages have, in mm: left, foot, right, head."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        found = [getattr(page, name) for page in opened.pages]
        return {tuple(round(float(side) / MM, 1) for side in box) for box in found}


def least_margin(pdf: bytes) -> float:
    """How near any text comes to where its page is trimmed, in mm."""
    nearest: list[float] = []
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            left, foot, right, head = page.get_trimbox()
            words = page.get_textpage()
            for index in range(words.count_rects()):
                a, b, c, d = words.get_rect(index)
                nearest.append(min(a - left, b - foot, right - c, head - d) / MM)
    return min(nearest)


def sizes(pdf: bytes) -> Iterator[tuple[float, str]]:
    """Each piece of text with its type size in pt as it stands on the page."""
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            whole = page.get_textpage()
            for index in range(whole.count_chars()):
                sign = whole.get_text_range(index, 1)
                matrix = raw.FS_MATRIX()
                raw.FPDFText_GetMatrix(whole.raw, index, matrix)
                size = raw.FPDFText_GetFontSize(whole.raw, index) * abs(matrix.d)
                yield round(size, 2), sign


def starts(booklet: Printed) -> dict[str, int]:
    """The page on which each leaflet begins: where its summary stands, behind the contents."""
    return {
        slug: next(n for n, page in enumerate(booklet.pages[2:], 3) if summary in page)
        for slug, (_, summary) in CHAPTERS.items()
    }


def aloud(booklet: Printed) -> str:
    """All of it, as it is read aloud."""
    return booklet.tags.all("Document")[0].text
