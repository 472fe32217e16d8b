"""Leaflet and practice -> the address of the leaflet on the practice's website, and its QR code."""

from __future__ import annotations

import io
from functools import lru_cache

import segno
from jinja2 import TemplateRuntimeError
from PIL import Image

from press.model import Content, Leaflet, Practice

_PIXELS_A_MODULE = 6
"""Viewers blur a code of one pixel a module when they enlarge it."""


def address_of(
    leaflet: Leaflet, practice: Practice, content: Content, house_website: str | None
) -> str | None:
    """Where a reader finds a leaflet: below the practice's website, else below the house's."""
    website = practice.website or house_website
    path = content.path_of(leaflet, practice.languages)
    return f"{website.rstrip('/')}/{path}" if website else None


@lru_cache(maxsize=4096)
def qr_code(address: str) -> bytes:
    """A QR code (model 2, level M) as a grey PNG with its quiet zone of four modules.

    Grey, since of a PNG with one bit a pixel the engine makes one with eight, each time.
    """
    drawn, grey = io.BytesIO(), io.BytesIO()
    try:
        code = segno.make(address, error="m", micro=False, boost_error=False)
    except segno.DataOverflowError:
        raise TemplateRuntimeError(
            f"{len(address)} characters are too many for a QR code"
        ) from None
    code.save(drawn, kind="png", scale=_PIXELS_A_MODULE, border=4)
    with Image.open(drawn) as picture:
        picture.convert("L").save(grey, "PNG", optimize=True)
    return grey.getvalue()
