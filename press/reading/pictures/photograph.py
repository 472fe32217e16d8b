"""A photograph as a camera or a designer saved it -> the picture alone, in sRGB, encoded anew.

It is made no larger than the largest place of a layout needs; the engine makes it as small
as its own place is.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING

from press.model import Finding, Origin

if TYPE_CHECKING:
    from PIL.Image import Image

READS_HEIF = find_spec("pillow_heif") is not None
"""Whether what iPhones save can be read: an extra library does it."""
_MOST_MILLIONS = {"JPEG": 80, "HEIF": 50}
"""Millions of pixels; a JPEG's are never all in memory."""
_LONGEST = 3600
"""Pixels of a side: an A4 page with its bleed, 303 mm at 300 dots an inch."""
_QUALITY = 88
_HEAVY = 200_000
"""Bytes from which on a PNG is asked whether it is a photograph."""
_TIMES = 3
"""So many times as heavy as PNG as as JPEG is a photograph; drawn shapes are not."""
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

    size, most = "make it smaller; 3600 pixels are enough for a page", _MOST_MILLIONS.get(kind, 25)
    if kind == "HEIF":
        from pillow_heif import register_heif_opener

        register_heif_opener(thumbnails=False)
    try:
        with warnings.catch_warnings(), _whole_files_only():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=[kind])
            if image.width * image.height > most * 1_000_000:
                millions = image.width * image.height / 1_000_000
                message = f"the picture has {millions:.0f} million pixels; at most {most} are read"
                return refused("S032", message, size)
            more = max(1.0, max(image.size) / _LONGEST)
            wide, high = (max(1, round(side / more)) for side in image.size)
            image.draft(None, (wide, high))
            image.load()
            if image.mode == "P" and not image.getpalette():
                raise ValueError("colours by number, and no list of them")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        message = f"the picture has far too many pixels; at most {most} million"
        return refused("S032", message, size)
    except _DAMAGED:
        return refused("S037", "the picture is damaged or cut short", "save or copy it anew")
    if image.mode != "CMYK" or _profile(image):
        return image, []
    message = "the picture is in CMYK, the colours of a print shop; they may come out differently"
    hint = "save it in RGB or with its profile, or take the SVG of it"
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
    lossy = image.format in ("JPEG", "MPO", "HEIF") or b"VP8 " in data[:32]
    picture = _opaque(_small(_printable(_in_srgb(_upright(image)))))
    # "keep": the tables that the camera used, so the second encoding loses next to nothing.
    kept = picture is image and image.format == "JPEG"
    _forget(picture)
    if not lossy or picture.mode not in ("L", "RGB"):
        plain = _saved(picture, "PNG")
        if picture.mode not in ("L", "RGB") or len(plain) < _HEAVY:
            return plain, "image/png", *picture.size
    made = _saved(picture, "JPEG", quality="keep" if kept else _QUALITY)
    if not lossy and len(plain) < len(made) * _TIMES:
        return plain, "image/png", *picture.size
    return made, "image/jpeg", *picture.size


def _saved(picture: Image, kind: str, **how: str | int) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def _opaque(image: Image) -> Image:
    """The picture without its transparency, where it has one and nothing can be seen through."""
    if image.mode != "RGBA" or image.getchannel("A").getextrema() != (255, 255):
        return image
    return image.convert("RGB")


def _small(image: Image) -> Image:
    """The picture with no more pixels than a page can show."""
    from PIL.Image import Resampling

    if max(image.size) <= _LONGEST:
        return image
    if image.mode in ("1", "P"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    smaller = image.copy()
    smaller.thumbnail((_LONGEST, _LONGEST), Resampling.LANCZOS)
    return smaller


def _profile(image: Image) -> bytes:
    """The description of the picture's colours that it brings, if any (ICC.1)."""
    profile = image.info.get("icc_profile")
    return profile if isinstance(profile, bytes) else b""


def _in_srgb(image: Image) -> Image:
    """The picture in the colours of screens, as its profile says; without one it is in them."""
    from PIL import ImageCms

    profile = _profile(image)
    if not profile:
        return image
    if image.mode in ("P", "LA"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    with suppress(ImageCms.PyCMSError, *_DAMAGED):  # what is no profile says nothing
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        if (given.profile.profile_description or "").startswith("sRGB"):
            return image
        converted = ImageCms.profileToProfile(
            image,
            given,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGBA" if image.mode == "RGBA" else "RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        if converted is not None:
            return converted
    return image


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
    if turn is None:
        return image
    turned = image.transpose(turn)
    turned.info = dict(image.info)
    return turned


def _printable(image: Image) -> Image:
    """The picture in a mode that PNG or JPEG, and the engine, take as it is."""
    if image.mode in ("1", "L", "LA", "P", "RGB", "RGBA") and image.format not in ("WEBP", "MPO"):
        return image
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _forget(image: Image) -> None:
    """Drop what came with the picture: place, camera, comments, profiles."""
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
