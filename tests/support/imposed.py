"""Booklets to impose, and what is read back from the sheets."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary, Name, Pdf, Rectangle

from press.impose import impose
from press.model import (
    Document,
    Layout,
    Leaflet,
    Manuscript,
    Origin,
    PageLimits,
    Practice,
    Printer,
    Publication,
    Variant,
)
from press.render import render

MM = 72 / 25.4


A5 = (148 * MM, 210 * MM)


NOTE = "dubbelzijdig, over korte zijde spiegelen"


FONT = Path(__file__).parents[2] / "fonts/source-sans-3/SourceSans3-Regular.ttf"


@pytest.fixture(scope="module")
def booklet() -> Document:
    """Eight pages as the press renders them: tagged, with links, bookmarks and a typeface."""
    pages = "".join(
        f'<h1 id="n{n}">Bladzijde {n}</h1><p>Tekst over slapen, deel {n}.'
        f' <a href="#n1">terug</a> of <a href="https://slapen.example">verder</a></p>'
        for n in range(1, 9)
    )
    css = """
        @font-face { font-family: "Source Sans 3"; src: url(text.ttf) }
        @page { size: 148mm 210mm; margin: 15mm; @bottom-center { content: counter(page) } }
        html { font-family: "Source Sans 3" }
        h1 { break-before: page; font-weight: normal }
    """
    html = f'<!DOCTYPE html><html lang="nl"><title>Beter slapen</title><body>{pages}</body></html>'
    manuscript = Manuscript(
        VARIANT, html, (("a5.css", css),), {"text.ttf": FONT}, frozenset({"Source Sans 3"})
    )
    document = render(manuscript)
    assert not document.findings and len(document.pages) == 8
    return document


@pytest.fixture(scope="module")
def imposed(booklet: Document) -> Document:
    return impose(booklet, direction="ltr", printer=Printer(), note=NOTE)


LEAFLET = Leaflet.model_construct(slug="slapen", title="Beter slapen", origin=Origin("slapen.md"))


VARIANT = Variant(
    Publication("slapen", "nl", LEAFLET, (LEAFLET,), LEAFLET.origin, {}),
    Practice.model_construct(
        id="debrug",
        brand=SimpleNamespace(base_family="Source Sans 3", heading_family="Source Sans 3"),
    ),
    Layout.model_construct(
        name="a5-booklet",
        binding="stitched",
        pages=PageLimits(underfull=1000),
        origin=Origin("layouts/a5-booklet/layout.yaml"),
    ),
    "print",
)


INKS = {"R": "1 0 0", "G": "0 1 0", "B": "0 0 1", "Y": "1 1 0"}


LETTERS = {(255, 0, 0): "R", (0, 255, 0): "G", (0, 0, 255): "B", (255, 255, 0): "Y"}
LETTERS[255, 255, 255] = "_"


def saved(pdf: Pdf) -> Document:
    out = BytesIO()
    pdf.save(out)
    return Document(VARIANT, out.getvalue(), (), ())


def opened(document: Document) -> Pdf:
    return Pdf.open(BytesIO(document.pdf))


def numbered(pages: int, size: tuple[float, float] = A5) -> Document:
    """Pages with nothing on them but their number, large and at the head."""
    pdf = Pdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    resources = pdf.make_indirect(Dictionary(Font=Dictionary(F=pdf.make_indirect(font))))
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=size)
        text = f"BT /F 48 Tf {size[0] / 2 - 24} {size[1] - 70} Td ({number}) Tj ET"
        page.Contents, page.Resources = pdf.make_stream(text.encode()), resources
    return saved(pdf)


def coloured(
    inks: str,
    size: tuple[float, float] = (4, 6),
    *,
    bleed: float = 0,
    painted: float | None = None,
) -> Document:
    """A page of each ink, painted to the end of its bleed or farther; the trim begins at 0, 0."""
    pdf = Pdf.new()
    for ink in inks:
        page = pdf.add_blank_page(page_size=size)
        reach = bleed if painted is None else painted
        rect = (-reach, -reach, size[0] + 2 * reach, size[1] + 2 * reach)
        drawing = f"{INKS[ink]} rg {' '.join(map(str, rect))} re f"
        page.Contents = pdf.make_stream(drawing.encode())
        page.mediabox = Rectangle(-bleed, -bleed, size[0] + bleed, size[1] + bleed)
        page.trimbox = Rectangle(0, 0, *size)
    return saved(pdf)


def picture(document: Document, index: int) -> list[str]:
    """A page as rows of letters, one a point; other colours than the inks are '?'."""
    image = pypdfium2.PdfDocument(document.pdf)[index].render(scale=1).to_pil().convert("RGB")
    return [
        "".join(LETTERS.get(image.getpixel((x, y)), "?") for x in range(image.width))
        for y in range(image.height)
    ]


def box(array: pikepdf.Array) -> tuple[float, ...]:
    return tuple(float(value) for value in array)


def instructions(page: pikepdf.Page) -> list[tuple[list[float], str]]:
    """What the page itself draws, leaving out the forms on it."""
    return [
        ([float(value) for value in operands if not isinstance(value, str | pikepdf.Object)], name)
        for operands, name in (
            (list(step.operands), str(step.operator)) for step in pikepdf.parse_content_stream(page)
        )
    ]


def drawn_lines(page: pikepdf.Page) -> list[tuple[float, float, float, float]]:
    """The straight lines that a page strokes, from the lower left to the upper right end."""
    steps = instructions(page)
    return [
        (start[0], start[1], end[0], end[1])
        for (start, first), (end, second), (_, third) in zip(
            steps, steps[1:], steps[2:], strict=False
        )
        if (first, second, third) == ("m", "l", "S")
    ]
