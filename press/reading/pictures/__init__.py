"""A picture's file -> Picture: proven harmless, cleaned, its size known.

A drawing (SVG) is written anew from what the press knows. A photograph is decoded and
encoded again, which drops the place where it was taken and whatever hides behind its end.
What a file is, its bytes say; its name is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from PIL.Image import Image

from press.model import Finding, FontFace, Origin
from press.reading import read_bytes
from press.reading.pictures.drawing import clean_drawing, recolour
from press.reading.pictures.photograph import READS_HEIF, decode_photograph, encode_photograph
from press.reading.pictures.picture import Picture
from press.reading.pictures.plate import on_plate
from press.reading.pictures.sketch import SIZE, seen

__all__ = ["Picture", "on_plate", "read_picture", "recolour", "seen", "sketch_picture"]

MOST_DRAWING = 300_000
"""Bytes of an SVG."""
MOST_PHOTOGRAPH = 40_000_000
"""Bytes of a PNG, JPEG, WebP or HEIC."""

_SVG = "SVG"
_PHOTOGRAPHS = ("PNG", "JPEG", "WEBP", "HEIF")
_HEIC = "a HEIC picture"
_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc")
_SIGNS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (0, b"\xff\xd8\xff", "JPEG"),
    (8, b"WEBP", "WEBP"),
    (0, b"GIF8", "a GIF picture"),
    (0, b"II*\0", "a TIFF picture"),
    (0, b"MM\0*", "a TIFF picture"),
    (0, b"%!PS", "an EPS drawing"),
    (0, b"\xc5\xd0\xd3\xc6", "an EPS drawing"),
    (0, b"%PDF", "a PDF file"),
    (0, b"8BPS", "a Photoshop file"),
    (0, b"BM", "a BMP picture"),
    (0, b"\0\0\1\0", "an icon file"),
    (0, b"\x1f\x8b", "a compressed file"),
    (0, b"PK\3\4", "a ZIP or Office file"),
    (4, b"ftypavif", "an AVIF picture"),
    *((4, b"ftyp" + brand, "HEIF" if READS_HEIF else _HEIC) for brand in _BRANDS),
    (4, b"ftyp", "a film"),
)
"""Where in a file which bytes tell its kind."""


def read_picture(
    path: Path, name: str, faces: Iterable[FontFace] = ()
) -> tuple[Picture | None, list[Finding]]:
    """Read and clean a picture; `name` is what findings call the file.

    `faces` are what texts of a drawing may be set in.
    """
    data, kind, findings = _read(path, name)
    if data is None:
        return None, findings
    if kind == _SVG:
        among = tuple(faces)
        drawing = _cleaned(data, among)
        if drawing is None:
            drawing, findings = clean_drawing(data, name, among)
        if drawing is None:
            return None, findings
        text, width, height = drawing
        return Picture(text, "image/svg+xml", width, height, "mm"), findings
    photograph, findings = decode_photograph(data, kind, name)
    if photograph is None:
        return None, findings
    encoded, mime, width, height = encode_photograph(photograph, data)
    return Picture(encoded, mime, width, height, "px"), findings


def sketch_picture(path: Path, name: str) -> tuple[Image | None, list[Finding]]:
    """A small image of a picture, to judge its colours, and what `read_picture` would say.

    What is only known with the typefaces of texts in a drawing is not said.
    """
    data, kind, findings = _read(path, name)
    if data is None:
        return None, findings
    if kind == _SVG:
        if sketch := _sketch(data):
            return sketch.copy(), []
        return None, clean_drawing(data, name, None)[1]
    photograph, findings = decode_photograph(data, kind, name)
    if photograph is None:
        return None, findings
    small = photograph.convert("RGBA")
    small.thumbnail((SIZE, SIZE))
    return small, findings


# Clinics of a network bring the same logo, and each layout asks for it.


@lru_cache(maxsize=256)
def _cleaned(data: bytes, faces: tuple[FontFace, ...]) -> tuple[bytes, float, float] | None:
    """A drawing of which there is nothing to say, cleaned; its size in mm."""
    drawing, findings = clean_drawing(data, "", faces)
    return None if findings else drawing


@lru_cache(maxsize=64)
def _sketch(data: bytes) -> Image | None:
    """The sketch of a drawing that is taken."""
    sketches: list[Image] = []
    _, findings = clean_drawing(data, "", None, sketches)
    return None if findings else next(iter(sketches), None)


def _read(path: Path, name: str) -> tuple[bytes | None, str, list[Finding]]:
    """The bytes of a file, if it is of a kind and a size that is taken, and the kind."""

    def refused(code: str, message: str, hint: str) -> tuple[None, str, list[Finding]]:
        return None, "", [Finding(code, "error", message, Origin(name), hint)]

    try:
        data = read_bytes(path, MOST_PHOTOGRAPH + 1)
    except OSError as error:
        hint = "give leave to read it, or copy it here anew"
        return refused("S030", f"the picture cannot be read: {error.strerror}", hint)
    kind = _kind(data)
    if kind not in (_SVG, *_PHOTOGRAPHS):
        message = f"this is {kind}, which cannot be printed from"
        hint = "save it as SVG or PNG, a photograph as JPEG"
        if kind == _HEIC:
            hint = "share it from the telephone as JPEG ('most compatible')"
        return refused("S031", message, hint)
    most = MOST_DRAWING if kind == _SVG else MOST_PHOTOGRAPH
    if len(data) > most:
        size = f"{most // 1000} kB" if most < 1_000_000 else f"{most // 1_000_000} MB"
        smaller = "make it smaller; 3600 pixels are enough for a page"
        hint = "simplify the drawing" if kind == _SVG else smaller
        return refused("S032", f"the picture is larger than {size}", hint)
    return data, kind, []


def _kind(data: bytes) -> str:
    """What a file is, by its first bytes: one of the kinds that are taken, or words for it."""
    if not data:
        return "an empty file"
    for offset, sign, kind in _SIGNS:
        if data.startswith(sign, offset):
            return kind
    text = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    is_xml = text.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\0<"))
    return _SVG if is_xml else "a file of an unknown kind"
