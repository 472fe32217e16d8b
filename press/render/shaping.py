"""Text and how it is set -> what it writes into a page, and how long it is, by HarfBuzz alone.

It is what the engine writes of the same text in the same style (`press.render.text_layer`),
without the engine: Pango shapes by HarfBuzz too, in the same units.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import md5
from itertools import pairwise
from pathlib import Path
from typing import Any

from press.model.set_lines import SetPicture, Setting, Shaped
from press.render.codes import JOINERS, Codes, digest
from press.render.fetching import ORIGIN
from press.render.standards import ends_well
from press.render.text_layer import EMPTY, UNIT, Run, clusters_written

_PNG = b"\x89PNG\r\n\x1a\n"
_UNSEEN = "\u200b\u2060"
_KINDS = frozenset("LNPS")


@dataclass
class _Face:
    """As much of a typeface as codes and clusters ask for."""

    hash: str
    glyph_count: int
    upem: int
    to_unicode: dict[int, str] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)


class _Sized:
    """A typeface in a size."""

    def __init__(self, path: Path, size: float, name: str) -> None:
        import uharfbuzz as hb

        face = hb.Face(hb.Blob.from_file_path(str(path)))
        self.font, self.size = hb.Font(face), size
        self.units = round(size / UNIT)
        self.font.scale = (self.units, self.units)
        own: dict[int, str] = {}
        for sign in sorted(face.unicodes, reverse=True):
            own[self.font.get_nominal_glyph(sign) or 0] = chr(sign)
        self.signs = frozenset(own.values()) | {chr(sign) for sign in face.unicodes}
        self.codes = Codes(_Face(name, face.glyph_count, face.upem), own)  # type: ignore[arg-type]
        self.used: dict[int, tuple[bytes, int]] = {}

    def shaped(self, text: str, setting: Setting) -> Shaped:
        import uharfbuzz as hb

        buffer = hb.Buffer()
        buffer.add_utf8(text.encode())
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.flags = hb.BufferFlags.BOT | hb.BufferFlags.EOT
        buffer.direction, buffer.language = "ltr", setting.language
        buffer.script = "Latn" if any(map(str.isalpha, text)) else "Zyyy"
        hb.shape(self.font, buffer, dict(setting.features))
        run = self._run(text.encode(), buffer)
        shown = "<" + "".join(clusters_written(run))
        shown = shown[:-1] if shown[-1] == "<" else shown + ">"
        width = sum(shape[1] for shape in run.shapes) * UNIT
        return Shaped(f"[{shown}] TJ".encode() if shown else b"", width, self._codes(shown))

    def _run(self, text: bytes, buffer: Any) -> Run:
        clusters = [info.cluster for info in buffer.glyph_infos]
        starts = [*sorted(set(clusters)), len(text)]
        end = dict(pairwise(starts))
        said = [text[at : end[at]] for at in clusters]
        shapes = []
        for info, place, what in zip(buffer.glyph_infos, buffer.glyph_positions, said, strict=True):
            unseen = not what.decode().strip(_UNSEEN)
            glyph = EMPTY if unseen else info.codepoint
            advance = 0 if unseen else place.x_advance
            shapes.append((glyph, advance, place.x_offset, -place.y_offset))
            if not unseen and glyph not in self.codes.face.widths:
                wide = self.font.get_glyph_h_advance(glyph)
                self.codes.face.widths[glyph] = round(wide * 1000 * UNIT / self.size)
        return Run(None, self.codes, self.size, said, shapes, clusters)

    def _codes(self, shown: str) -> Mapping[int, tuple[bytes, int]]:
        """What each code that is shown says, and a digest of that and of what it draws."""
        found = set()
        for part in shown.split("<")[1:]:
            codes = part.partition(">")[0]
            found |= {codes[at : at + 4] for at in range(0, len(codes), 4)}
        for code in {int(each, 16) for each in found} - self.used.keys():
            said = self.codes.face.to_unicode[code]
            drawn = digest(self.codes.drawn[code], said)
            self.used[code] = (said or JOINERS[1]).encode("utf-16-be").hex().encode(), drawn
        return {code: self.used[code] for code in sorted(int(each, 16) for each in found)}


@lru_cache(maxsize=128)
def _sized(path: Path, size: float, name: str) -> _Sized:
    return _Sized(path, size, name)


class HarfBuzz:
    """Sets texts and pictures that a manuscript's resources are there for."""

    def __init__(self, resources: Mapping[str, bytes | Path]) -> None:
        self.resources = resources

    def shape(self, text: str, setting: Setting) -> Shaped | None:
        """Set a text; nothing if the engine might do it otherwise.

        It takes Latin letters, digits and signs from left to right, all of one typeface.
        """
        path = self.resources.get(setting.file)
        return _shape(path, text, setting) if isinstance(path, Path) else None

    def called(self, address: str) -> str:
        """What pages call a picture."""
        url = f"{ORIGIN}{address}".encode()
        return f"i{md5(url, usedforsecurity=False).hexdigest()}0"

    def picture(self, address: str) -> SetPicture | None:
        """A QR code as the engine writes it; nothing if it is another picture."""
        data = self.resources.get(address)
        return _picture(data) if isinstance(data, bytes) else None


def _picture(png: bytes) -> SetPicture | None:
    """A grey picture with eight bits a dot, its rows one after the other (PNG, 11.2.2 and 11.2.4).

    The press writes them as the engine would write them again.
    """
    head = struct.unpack_from(">4s2L5B", png, 12)
    if not png.startswith(_PNG) or head[0] != b"IHDR" or head[3:] != (8, 0, 0, 0, 0):
        return None
    at, parts = len(_PNG), []
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            parts.append(png[at + 8 : at + 8 + size])
        at += 12 + size
    return SetPicture(head[1], head[2], ends_well(b"".join(parts)))


@lru_cache(maxsize=8192)
def _shape(path: Path, text: str, setting: Setting) -> Shaped | None:
    sized = _sized(path, setting.size, setting.font)
    for sign in text:
        usual = unicodedata.category(sign)[0] in _KINDS or sign in " \u00a0"
        if sign in _UNSEEN:
            continue
        if not usual or sign not in sized.signs or not setting.leads:
            return None
        if sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN"):
            return None
    return sized.shaped(text, setting)
