"""Brand -> the picture that stands for a site elsewhere; a typeface -> the same for the web."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from press.model import FontFace, Practice

_SIZE = (1200, 630)
"""Pixels of a picture that others show beside a link (ogp.me)."""
_MARGIN, _LETTERS, _BAND = 90, 84, 40


def social_picture(practice: Practice, faces: Sequence[FontFace]) -> bytes:
    """The practice's name in its typeface of headings on its colour, as PNG."""
    brand = practice.brand
    picture = Image.new("RGB", _SIZE, brand.colours["dark"])
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, _SIZE[1] - _BAND, *_SIZE), brand.colours["on-dark"])
    known = [each for each in (*brand.faces, *faces) if each.family == brand.heading_family]
    face = next((each for each in known if each.weight == brand.heading_weight), known[0])
    for letters in range(_LETTERS, 20, -8):
        font = ImageFont.truetype(str(face.path), letters)
        lines = _lines(practice.name, font)
        if len(lines) * letters * 1.3 < _SIZE[1] - _BAND - 2 * _MARGIN:
            break
    draw.multiline_text((_MARGIN, _MARGIN), "\n".join(lines), "#ffffff", font, spacing=letters / 3)
    file = io.BytesIO()
    picture.quantize(32, Image.Quantize.FASTOCTREE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """A text in lines that fit beside the margins."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= _SIZE[0] - 2 * _MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=64)
def as_woff2(path: Path) -> bytes:
    """A typeface packed for the web (WOFF 2), the same bytes each time."""
    file = io.BytesIO()
    with TTFont(path, recalcTimestamp=False) as font:
        font.flavor = "woff2"
        font.save(file, reorderTables=False)
    return file.getvalue()


def licence_of(face: Path) -> bytes | None:
    """What a typeface may be used for: the text that lies beside it (OFL 1.1, condition 2)."""
    licence = face.with_name("OFL.txt")
    return licence.read_bytes() if licence.is_file() else None
