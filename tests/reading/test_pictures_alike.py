"""Logos with the features that drawing programs use look in print as they do in Chromium."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import weasyprint
from browser import Browser
from logo_parts import FONT
from logos import HEIGHT, WIDTH, logos
from PIL import Image, ImageChops, ImageStat

from press.model import FontFace
from press.reading.pictures.drawing import clean_drawing

pytestmark = pytest.mark.slow

ZOOM = 4
"""Dots for each of a logo's pixels, which are put together before they are compared: PDFium
moves edges to whole dots and draws a gradient in 256 steps."""
ACROSS = 8
MOST_MEAN = 1.0
"""Percent of the range by which two pictures may differ on average."""
MOST_STRONG = 0.5
"""Percent of a picture's area that may differ by more than a quarter of the range."""
FACES = (FontFace("Nunito", "800", "normal", "nunito.ttf", FONT),)


@pytest.mark.parametrize("count", [40, pytest.param(400, marks=pytest.mark.whole)])
def test_a_logo_looks_as_in_a_browser(count: int, shown: Browser, tmp_path: Path) -> None:
    """Of four hundred features and pairs of them each tenth; the whole run looks at all."""
    drawn = list(logos(400))
    drawn = drawn[:: len(drawn) // count]
    cleaned, refused = [], []
    for name, svg in drawn:
        drawing, findings = clean_drawing(svg.encode(), name, FACES)
        cleaned.append(drawing[0] if drawing else b"")
        refused += [str(finding) for finding in findings]
    assert refused == []
    theirs = _cells(_in_browser([svg.encode() for _, svg in drawn], shown, tmp_path), len(drawn))
    ours = _cells(_in_print(cleaned), len(drawn))
    unlike = [
        f"{name}: {mean:.2f} % on average, {strong:.2f} % strongly"
        for (name, _), one, other in zip(drawn, ours, theirs, strict=True)
        for mean, strong in [_difference(one, other)]
        if mean > MOST_MEAN or strong > MOST_STRONG
    ]
    assert unlike == []


def _page(svgs: Sequence[bytes]) -> str:
    """A page of logos in rows."""
    shown = "".join(
        f'<img style="left:{left}px;top:{top}px" src="data:image/svg+xml;base64,'
        f'{b64encode(svg).decode()}">'
        for svg, (left, top) in zip(svgs, _corners(len(svgs)), strict=True)
    )
    height = -(-len(svgs) // ACROSS) * HEIGHT
    return (
        f"<!doctype html><style>@page{{size:{ACROSS * WIDTH}px {height}px;margin:0}}"
        f"*{{margin:0}}img{{position:absolute;width:{WIDTH}px;height:{HEIGHT}px}}"
        f"div{{height:{height}px;width:1px}}</style><div></div>{shown}"
    )


def _corners(count: int) -> Iterable[tuple[int, int]]:
    return ((n % ACROSS * WIDTH, n // ACROSS * HEIGHT) for n in range(count))


def _in_browser(svgs: Sequence[bytes], shown: Browser, folder: Path) -> Image.Image:
    file = folder / "page.html"
    file.write_text(_page(svgs), encoding="utf-8")
    shown.open(file, ACROSS * WIDTH, zoom=ZOOM)
    return Image.open(BytesIO(shown.picture())).convert("RGB")


def _in_print(svgs: Sequence[bytes]) -> Image.Image:
    pdf = weasyprint.HTML(string=_page(svgs)).write_pdf()
    with pypdfium2.PdfDocument(pdf) as document:
        page: Image.Image = document[0].render(scale=ZOOM * 96 / 72).to_pil().convert("RGB")
        return page


def _cells(page: Image.Image, count: int) -> list[Image.Image]:
    return [
        page.crop((ZOOM * x, ZOOM * y, ZOOM * (x + WIDTH), ZOOM * (y + HEIGHT))).resize(
            (WIDTH, HEIGHT), Image.Resampling.BOX
        )
        for x, y in _corners(count)
    ]


def _difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Percent of the range on average, and percent of the area that differs strongly."""
    differing = ImageChops.difference(one, other)
    strongest = ImageChops.lighter(
        ImageChops.lighter(differing.getchannel(0), differing.getchannel(1)),
        differing.getchannel(2),
    )
    mean = sum(ImageStat.Stat(differing).mean) / 3 / 255
    strong = ImageStat.Stat(strongest.point(lambda value: 255 * (value > 64))).mean[0] / 255
    return 100 * mean, 100 * strong
