"""The pictures of a Document -> remade as the house's pictures are, or told and left out."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image as Photograph

from press.importing.leaflets.record import Block, Image, Remark
from press.model import has_errors
from press.reading.pictures import read_picture

_ENDINGS = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
_MOST_PIXELS = 80_000_000
_OLDER = ("GIF", "BMP", "TIFF")
"""Kinds of which the first picture is taken as PNG."""
_METAFILES = (
    (0, b"\xd7\xcd\xc6\x9a"),
    (40, b" EMF"),
    (0, b"\x01\x00\x09\x00"),
    (0, b"\x02\x00\x09\x00"),
)
NO_ALT = "picture without alternative text"


class Pictures:
    """Remakes pictures one after the other; `made` are their files, by names in sources/images."""

    def __init__(self, slug: str, scratch: Path, no_alt: str) -> None:
        self.slug, self.scratch, self.no_alt = slug, scratch, no_alt
        self.made: dict[str, bytes] = {}
        self.remarks: list[Remark] = []
        self._names: dict[bytes, str] = {}

    def remade(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """Blocks with the names of their pictures; those that cannot be printed are left out."""
        return tuple(self._each(blocks))

    def _each(self, blocks: Sequence[Block]) -> Iterator[Block]:
        for block in blocks:
            rows = tuple(
                tuple(replace(cell, blocks=self.remade(cell.blocks)) for cell in row)
                for row in block.rows
            )
            block = replace(block, rows=rows)
            if block.image is None:
                yield block
            elif name := self._name(block, block.image):
                if not block.image.alt:
                    self._tell(block, NO_ALT, f"write what it shows in place of '{self.no_alt}'")
                yield replace(block, image=replace(block.image, name=name), name=self.no_alt)

    def _tell(self, block: Block, kind: str, became: str, words: str = "") -> None:
        self.remarks.append(
            Remark(kind, block.place, became, words, bool(words), block.part, block.at)
        )

    def _name(self, block: Block, image: Image) -> str:
        """Where a picture lies, remade; '' for one that is left out."""
        if image.data not in self._names:
            self._names[image.data] = self._remake(block, image)
        elif not self._names[image.data]:
            self._tell(block, "picture left out", "as it was before", image.alt)
        return self._names[image.data]

    def _remake(self, block: Block, image: Image) -> str:
        path = self.scratch / "picture"
        if any(image.data[at:].startswith(sign) for at, sign in _METAFILES):
            became = (
                "left out: save it as PNG or SVG (EMF and WMF hold drawing commands of Windows)"
            )
            self._tell(block, "picture left out", became)
            if image.alt:
                self._tell(block, "alternative text of what is left out", "left out", image.alt)
            return ""
        path.write_bytes(_newer(image.data))
        picture, findings = read_picture(path, "the picture")
        if picture is None or has_errors(findings):
            why = next((f"{f.message} ({f.hint})" for f in findings if f.severity == "error"), "")
            self._tell(block, "picture left out", f"left out: {why}")
            if image.alt:
                self._tell(block, "alternative text of what is left out", "left out", image.alt)
            return ""
        data = picture.data if isinstance(picture.data, bytes) else str(picture.data).encode()
        name = f"{self.slug}/{len(self.made) + 1}.{_ENDINGS[picture.mime]}"
        self.made[name] = data
        return name


def _newer(data: bytes) -> bytes:
    """The first picture of an older kind as PNG; anything else as it is."""
    if not data.startswith((b"GIF8", b"BM", b"II*\0", b"MM\0*")):
        return data
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Photograph.DecompressionBombWarning)
            with Photograph.open(io.BytesIO(data), formats=_OLDER) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    return data
                out = io.BytesIO()
                opened.convert("RGBA" if "transparency" in opened.info else "RGB").save(out, "PNG")
                return out.getvalue()
    except Exception:  # the decoders' own kinds; read_picture says what is wrong with it
        return data
