"""Leaflet and practice -> the address of the leaflet on the practice's website, and its QR code."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

import segno

from press.model import Leaflet, Practice

_PIXELS_A_MODULE = 8
"""Viewers blur a code of one pixel a module when they enlarge it."""
_QUIET = 4
"""Modules around a code that stay white."""


def address_of(leaflet: Leaflet, practice: Practice, house_website: str | None) -> str | None:
    """Where a reader finds a leaflet: below the practice's website, else below the house's."""
    website = practice.website or house_website
    return f"{website.rstrip('/')}/{leaflet.address_path}" if website else None


@lru_cache(maxsize=4096)
def qr_code(address: str) -> bytes:
    """A QR code (model 2, level M) as a PNG in grey with its quiet zone of four modules.

    A byte a pixel, though one bit would do: the engine makes three bytes of each bit, and
    spent a thirtieth of a leaflet's time on that.
    """
    code = segno.make(address, error="m", micro=False, boost_error=False)
    rows = code.matrix_iter(scale=_PIXELS_A_MODULE, border=_QUIET)
    pixels = b"".join(b"\0" + bytes(0 if dark else 255 for dark in row) for row in rows)
    side = code.symbol_size(_PIXELS_A_MODULE, _QUIET)[0]
    header = struct.pack("!2I5B", side, side, 8, 0, 0, 0, 0)  # 8 bits, grey
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    """A part of a PNG: its length, kind, content and checksum (PNG, 5.3)."""
    checksum = struct.pack("!I", zlib.crc32(kind + content))
    return struct.pack("!I", len(content)) + kind + content + checksum
