"""PNG, JPEG or WebP as a camera or a designer saved it -> the picture alone, encoded anew."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from press.model import Finding, Origin

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 25_000_000
_ORIENTATION = 0x0112
_DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    zlib.error,
    struct.error,
)
"""What Pillow raises on a file that is cut short or was tampered with."""


def decode_photograph(data: bytes, kind: str, name: str) -> tuple[Image | None, list[Finding]]:
    """Decode a picture of this kind; it is refused if damaged or of too many pixels."""
    from PIL import Image

    def refused(code: str, message: str, hint: str) -> tuple[None, list[Finding]]:
        return None, [Finding(code, "error", message, Origin(name), hint)]

    size = "make it smaller; 2000 pixels are wide enough for a page"
    try:
        with warnings.catch_warnings(), _whole_files_only():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=[kind])
            if image.width * image.height > MOST_PIXELS:
                millions = image.width * image.height / 1_000_000
                message = f"the picture has {millions:.0f} million pixels; at most 25 are read"
                return refused("S032", message, size)
            image.load()
            if image.mode == "P" and not image.getpalette():
                raise ValueError("colours by number, and no list of them")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return refused("S032", "the picture has far too many pixels; at most 25 million", size)
    except _DAMAGED:
        return refused("S037", "the picture is damaged or cut short", "save or copy it anew")
    if image.mode != "CMYK":
        return image, []
    message = "the picture is in CMYK, the colours of a print shop; they may come out differently"
    hint = "save it in RGB, or take the SVG of it"
    return image, [Finding("S038", "warning", message, Origin(name), hint)]


@contextmanager
def _whole_files_only() -> Iterator[None]:
    """Refuse what is cut short, though WeasyPrint, once imported, has told Pillow to take it."""
    from PIL import ImageFile

    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def encode_photograph(image: Image, data: bytes) -> tuple[bytes, str, int, int]:
    """Encode a decoded picture without its metadata: bytes, kind, width and height in pixels."""
    # Lossy WebP without transparency is a photograph; as PNG it would weigh ten times as much.
    lossy = image.format == "JPEG" or (b"VP8 " in data[:32] and image.mode == "RGB")
    picture = _printable(_upright(image))
    out = BytesIO()
    if lossy:
        # "keep": the tables that the camera used, so the second encoding loses next to nothing.
        quality = "keep" if picture is image else 92
        _forget(picture)
        picture.save(out, "JPEG", quality=quality)
        return out.getvalue(), "image/jpeg", *picture.size
    _forget(picture)
    picture.save(out, "PNG")
    return out.getvalue(), "image/png", *picture.size


def _upright(image: Image) -> Image:
    """The picture as it was meant to be seen; what else a camera wrote beside it is not read."""
    from PIL.Image import Transpose

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            orientation = image.getexif().get(_ORIENTATION, 1)
    except _DAMAGED:
        orientation = 1
    turn = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }.get(orientation)
    return image.transpose(turn) if turn is not None else image


def _printable(image: Image) -> Image:
    """The picture in a mode that PNG or JPEG, and the engine, take as it is."""
    if image.mode in ("1", "L", "LA", "P", "RGB", "RGBA") and image.format != "WEBP":
        return image
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _forget(image: Image) -> None:
    """Drop what came with the picture: place, camera, comments, profiles."""
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
