"""Documents -> one picture of all pages, and one HTML page to leaf through them.

Pages stand as a reader meets them: a stitched booklet as spreads with the cover
alone, a folded layout with its fold lines, the rest page by page.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from press.model import Document
from press.units import MM

if TYPE_CHECKING:
    from PIL.Image import Image

_THUMBNAIL = 60
"""Dots an inch of a page on the sheet."""
_SHEET_WIDTH = 2400
_GAP = 18


@dataclass(frozen=True, slots=True)
class Proof:
    """A sheet as PNG, and a page as HTML that needs no other file."""

    sheet: bytes
    page: str


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture of one page; its size in dots."""

    webp: bytes
    width: int
    height: int


Views = tuple[tuple[str, "Image"], ...]
"""What a reader sees at once, page by page or spread by spread, each with its numbers."""


def lay_out(shown: Sequence[tuple[str, Views]]) -> Proof:
    """Put the views of documents on one sheet and one page, each document under its path."""
    return Proof(_sheet(shown), _page(shown))


def views(document: Document) -> Views:
    """Make page images of a document."""
    return tuple(_views(document))


def thumbnails(document: Document, width: int) -> tuple[Thumbnail, ...]:
    """Make a picture of each page, so many dots wide."""
    return tuple(_thumbnail(page) for page in _pages(document, width / document.pages[0].width))


def differing_pages(one: bytes, other: bytes) -> tuple[int, ...]:
    """The pages, counted from 1, that look otherwise in two PDF files; those that one lacks too.

    An edge that is smoothed otherwise does not count: some dots that differ a little.
    """
    from PIL import ImageChops

    first, second = ([*_images(pdf, _COMPARED / 72)] for pdf in (one, other))
    differing = {*range(min(len(first), len(second)) + 1, max(len(first), len(second)) + 1)}
    for number, (before, after) in enumerate(zip(first, second, strict=False), 1):
        if before.size != after.size:
            differing.add(number)
            continue
        levels = ImageChops.difference(before, after).convert("L").histogram()
        if sum(levels[_SEEN:]) > _DOTS:
            differing.add(number)
    return tuple(sorted(differing))


_COMPARED = 100
"""Dots an inch at which pages are compared."""
_SEEN, _DOTS = 16, 4
"""So many dots of a page may differ by more than so many of 255 levels."""


def picture_of(pdf: bytes, width: int) -> bytes:
    """The first page of a file as WebP, so many dots wide."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as file:
        page = file[0]
        return _thumbnail(page.render(scale=width / page.get_width()).to_pil().convert("RGB")).webp


def _thumbnail(page: Image) -> Thumbnail:
    out = io.BytesIO()
    page.save(out, "WEBP", quality=60, method=4)
    return Thumbnail(out.getvalue(), page.width, page.height)


def _views(document: Document) -> Iterator[tuple[str, Image]]:
    """What a reader sees at once: a page or a spread, with its page numbers."""
    pages = [
        _numbered(page, number) for number, page in enumerate(_pages(document, _THUMBNAIL / 72), 1)
    ]
    binding = document.variant.layout.binding
    if binding == "folded":
        for index, page in enumerate(pages):
            width = document.pages[index].width / MM
            folds = document.variant.folds(index + 1, width)
            yield str(index + 1), _with_folds(page, [fold / width for fold in folds])
    elif binding == "stitched" and document.variant.medium != "print":
        yield "1", pages[0]
        for left in range(1, len(pages), 2):
            pair = pages[left : left + 2]
            said = "–".join(str(left + 1 + i) for i in range(len(pair)))
            yield said, _beside(pair if document.variant.direction == "ltr" else pair[::-1], 0)
    else:
        for number, page in enumerate(pages, 1):
            yield str(number), page


def _pages(document: Document, scale: float) -> Iterator[Image]:
    """Page images, so many dots a pt."""
    yield from _images(document.pdf, scale)


def _images(content: bytes, scale: float) -> Iterator[Image]:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(content)
    try:
        for page in pdf:
            yield page.render(scale=scale).to_pil().convert("RGB")
    finally:
        pdf.close()


def _numbered(page: Image, number: int) -> Image:
    """Write the page's number below it."""
    from PIL import Image as Pictures
    from PIL import ImageDraw

    canvas = Pictures.new("RGB", (page.width, page.height + 16), "#777777")
    canvas.paste(page, (0, 0))
    ImageDraw.Draw(canvas).text((page.width // 2, page.height + 2), str(number), "white")
    return canvas


def _with_folds(page: Image, folds: Sequence[float]) -> Image:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(page)
    for fold in folds:
        x = round(fold * page.width)
        for y in range(0, page.height - 16, 12):
            draw.line([(x, y), (x, y + 6)], "#d0006f")
    return page


def _beside(images: list[Image], gap: int) -> Image:
    from PIL import Image as Pictures

    width = sum(image.width for image in images) + gap * (len(images) - 1)
    canvas = Pictures.new("RGB", (width, max(image.height for image in images)), "#777777")
    x = 0
    for image in images:
        canvas.paste(image, (x, 0))
        x += image.width + gap
    return canvas


def _sheet(shown: Sequence[tuple[str, Views]]) -> bytes:
    """All views in rows, each document under its path."""
    from PIL import Image as Pictures
    from PIL import ImageDraw

    rows: list[tuple[str, list[Image]]] = []
    for path, views in shown:
        row: list[Image] = []
        title = path
        for _, view in views:
            if row and sum(image.width + _GAP for image in row) + view.width > _SHEET_WIDTH:
                rows.append((title, row))
                row, title = [], ""
            row.append(view)
        rows.append((title, row))
    heights = [max(image.height for image in row) + 2 * _GAP for _, row in rows]
    canvas = Pictures.new("RGB", (_SHEET_WIDTH + 2 * _GAP, sum(heights) + _GAP), "#777777")
    draw, y = ImageDraw.Draw(canvas), 0
    for (title, row), height in zip(rows, heights, strict=True):
        draw.text((_GAP, y + 3), title, "white")
        canvas.paste(_beside(row, _GAP), (_GAP, y + _GAP))
        y += height
    return _png(canvas)


def _page(shown: Sequence[tuple[str, Views]]) -> str:
    sections = []
    for path, views in shown:
        figures = "".join(
            f'<figure><img src="data:image/png;base64,{base64.b64encode(_png(view)).decode()}"'
            f' alt="{escape(path)}, {name}"><figcaption>{name}</figcaption></figure>'
            for name, view in views
        )
        sections.append(f"<section><h2>{escape(path)}</h2><div>{figures}</div></section>")
    return _PAGE.replace("SECTIONS", "\n".join(sections))


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Proof</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { margin: 1.5rem; background: #666; color: #fff; font: 1rem/1.4 system-ui, sans-serif }
h1, h2 { font-size: 1rem }
section div { display: flex; flex-wrap: wrap; gap: 1rem }
figure { margin: 0 }
img { display: block; max-width: 100% }
figcaption { text-align: center }
</style></head><body><h1>Proof</h1>
SECTIONS
</body></html>
"""


def _png(image: Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False)
    return out.getvalue()
