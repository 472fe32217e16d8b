"""Leaflet and practice -> the address of the leaflet on the practice's website, and its QR code."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from functools import lru_cache
from math import isqrt
from urllib.parse import quote

import zxingcpp
from jinja2 import TemplateRuntimeError
from PIL import Image

from press.model import Content, Leaflet, Practice, Publication
from press.model.slots import OWN_PAGE

_MOST = 50
"""Signs of an address in a code, without https://: of more a telephone must come nearer."""
_PIXELS_A_MODULE = 6
"""Viewers blur a code of one pixel a module when they enlarge it."""


def address_of(
    leaflet: Leaflet, practice: Practice, content: Content, house_website: str | None
) -> str | None:
    """Where a reader finds a leaflet: below the practice's website, else below the house's."""
    website = practice.website or house_website
    path = content.path_of(leaflet, practice.languages)
    return f"{website.rstrip('/')}/{path}" if website else None


def own_address(
    publication: Publication, practice: Practice, content: Content, house_website: str | None
) -> tuple[str, str] | None:
    """Where a reader finds what is in hand, and the same as a code has it: with its version.

    What has no page of its own, and what would make too long an address, is found from the
    start of the website.
    """
    website = practice.website or house_website
    if not website:
        return None
    leaflet = publication.leaflets[0]
    page = address_of(leaflet, practice, content, house_website)
    if publication.kind in ("leaflet", "bilingual") and page:
        for code in (f"{page}#{place_of(leaflet.version)}", page):
            if len(code.removeprefix("https://")) <= _MOST:
                return page, code
    return website, website


def own_in_furniture(practice: Practice, house_website: str | None) -> str:
    """The address that stands in furniture for that of the leaflet it is put on."""
    website = practice.website or house_website
    return f"{website.rstrip('/')}/{OWN_PAGE}" if website else ""


def place_of(version: str) -> str:
    """What the place of a version is called in a leaflet's page: codes on paper name it."""
    return "v" + re.sub(r"[^\w.-]", "-", version)


def code_file(address: str) -> str:
    """What the picture of an address's code is called in a page."""
    return f"qr/{quote(address, safe='')}.png"


def code_pixels(address: str) -> bytes:
    """The code of an address as the pixels of a square in grey, a byte each.

    Its quiet zone of four modules is around it; TemplateRuntimeError if the address is too long.
    """
    try:
        code = zxingcpp.create_barcode(
            address, zxingcpp.BarcodeFormat.QRCode, ec_level="M", **_letters(address)
        )
    except ValueError:
        raise TemplateRuntimeError(
            f"{len(address)} characters are too many for a QR code"
        ) from None
    return bytes(memoryview(code.to_image(scale=_PIXELS_A_MODULE)))  # type: ignore[arg-type]


def _letters(address: str) -> dict[str, str]:
    """UTF-8 for what is neither in Latin letters nor in Shift JIS, which codes hold by themselves.

    Else an alphabet would be chosen for it that few telephones know, such as ISO 8859-6.
    """
    for encoding in ("iso-8859-1", "shift_jis"):
        with suppress(UnicodeEncodeError):
            address.encode(encoding)
            return {}
    return {"eci": "UTF-8"}


@lru_cache(maxsize=4096)
def qr_code(address: str) -> bytes:
    """A QR code (model 2, level M) as a grey PNG with its quiet zone of four modules.

    Grey, since of a PNG with one bit a pixel the engine makes one with eight, each time.
    """
    dots, drawn = code_pixels(address), io.BytesIO()
    side = isqrt(len(dots))
    Image.frombytes("L", (side, side), dots).save(drawn, "PNG")
    return drawn.getvalue()
