"""A typeface's file -> the same with glyphs put together of others, as TrueType has them.

Read and written by hand (OpenType 1.9, glyf, loca, hmtx, maxp, hhea, head): fontTools takes up
to a tenth of a second for what takes a few milliseconds here.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from io import BytesIO
from typing import Any

_ARGS_ARE_WORDS, _ARGS_ARE_XY, _MORE = 0x1, 0x2, 0x20
_NO_NAMES = 0x30000
"""The version of a table `post` without glyphs' names."""
_TOLERANCE = 0.001
"""How far an outline may differ, as a part of the typeface's size: none that prints."""

_Composite = tuple[int, tuple[tuple[int, int, int], ...]]
"""Its advance, and the glyphs in it with their places; all in the typeface's units."""


def as_outlines(file: bytes) -> bytes:
    """A typeface whose outlines are cubic (CFF), with the quadratic ones that TrueType has.

    A font of the other kind has no way to draw one glyph under two codes (ISO 32000-1, 9.7.4.2).
    """
    if file[:4] != b"OTTO":
        return file
    from fontTools.misc.roundTools import otRound
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont, newTable

    font = TTFont(BytesIO(file))
    order, drawn, glyphs = font.getGlyphOrder(), font.getGlyphSet(), {}
    for name in order:
        pen = TTGlyphPen(drawn)
        drawn[name].draw(
            Cu2QuPen(pen, _TOLERANCE * font["head"].unitsPerEm, reverse_direction=True)
        )
        glyphs[name] = pen.glyph()
    font["loca"], glyf = newTable("loca"), newTable("glyf")
    glyf.glyphs, glyf.glyphOrder = glyphs, order
    font["glyf"] = glyf
    for name, glyph in glyphs.items():
        glyph.recalcBounds(glyf)
        advance, _ = font["hmtx"].metrics[name]
        font["hmtx"].metrics[name] = otRound(advance), getattr(glyph, "xMin", 0)
    _say_truetype(font, len(order))
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _say_truetype(font: Any, count: int) -> None:
    for table in ("CFF ", "CFF2", "VORG"):
        if table in font:
            del font[table]
    font.sfntVersion = "\000\001\000\000"
    limits = font["maxp"]
    limits.tableVersion, limits.numGlyphs = 0x00010000, count
    limits.maxZones, limits.maxComponentElements = 1, 0
    for name in (
        *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"),
        *("maxStackElements", "maxSizeOfInstructions", "maxPoints", "maxContours"),
        *("maxCompositePoints", "maxCompositeContours", "maxComponentDepth"),
    ):
        setattr(limits, name, 0)
    font["post"].formatType = 3.0


def with_composites(file: bytes, composites: Sequence[_Composite]) -> tuple[bytes, int]:
    """The file with these glyphs behind all others, and the number of the first of them.

    It must have outlines of TrueType's (`as_outlines`).
    """
    tables = _tables(file)
    count = _number(tables[b"maxp"], 4)
    if not composites:
        return file, count
    ends, data = _places(tables, count), bytearray(tables[b"glyf"])
    metrics = _metrics(tables, count)
    for advance, pieces in composites:
        left = 0
        parts = [piece for piece in pieces if ends[piece[0]] != ends[piece[0] + 1]]
        if parts:
            glyph, left = _composite(parts, tables[b"glyf"], ends)
            data += glyph
        metrics.append((advance, left))
        ends.append(len(data))
    total = count + len(composites)
    tables[b"glyf"] = bytes(data)
    tables[b"loca"] = struct.pack(f">{total + 1}L", *ends)
    tables[b"hmtx"] = b"".join(struct.pack(">Hh", *each) for each in metrics)
    most = max(len(pieces) for _, pieces in composites)
    _put(tables, b"maxp", 4, ">H", total)
    _put(tables, b"maxp", 28, ">H", max(_number(tables[b"maxp"], 28), most))
    _put(tables, b"maxp", 30, ">H", max(_number(tables[b"maxp"], 30), 1) + 1)
    _put(tables, b"hhea", 34, ">H", total)
    _put(tables, b"head", 50, ">h", 1)  # long places
    _put(tables, b"head", 8, ">L", 0)
    if b"post" in tables:
        tables[b"post"] = struct.pack(">L", _NO_NAMES) + tables[b"post"][4:32]
    return _file(file[:4], tables), count


def _tables(file: bytes) -> dict[bytes, bytes]:
    found = {}
    for n in range(_number(file, 4)):
        name, _, start, length = struct.unpack_from(">4sLLL", file, 12 + 16 * n)
        found[name] = file[start : start + length]
    return found


def _number(data: bytes, at: int) -> int:
    value: int = struct.unpack_from(">H", data, at)[0]
    return value


def _put(tables: dict[bytes, bytes], name: bytes, at: int, kind: str, value: int) -> None:
    table = bytearray(tables[name])
    struct.pack_into(kind, table, at, value)
    tables[name] = bytes(table)


def _places(tables: dict[bytes, bytes], count: int) -> list[int]:
    """Where each glyph begins in `glyf`, and where the last one ends."""
    if _number(tables[b"head"], 50):
        return list(struct.unpack_from(f">{count + 1}L", tables[b"loca"]))
    return [2 * half for half in struct.unpack_from(f">{count + 1}H", tables[b"loca"])]


def _metrics(tables: dict[bytes, bytes], count: int) -> list[tuple[int, int]]:
    """The advance and the space at the left of each glyph; the last advance holds for the rest."""
    whole, table = _number(tables[b"hhea"], 34), tables[b"hmtx"]
    found = [struct.unpack_from(">Hh", table, 4 * n) for n in range(whole)]
    rest = struct.unpack_from(f">{count - whole}h", table, 4 * whole)
    return [(advance, left) for advance, left in found] + [(found[-1][0], left) for left in rest]


def _composite(
    pieces: Sequence[tuple[int, int, int]], glyf: bytes, ends: Sequence[int]
) -> tuple[bytes, int]:
    """A glyph of others, and its left edge."""
    edges = []
    for glyph, x, y in pieces:
        left, bottom, right, top = struct.unpack_from(">4h", glyf, ends[glyph] + 2)
        edges.append((left + x, bottom + y, right + x, top + y))
    lefts, bottoms, rights, tops = zip(*edges, strict=True)
    left = min(lefts)
    data = struct.pack(">5h", -1, left, min(bottoms), max(rights), max(tops))
    for n, (glyph, x, y) in enumerate(pieces, 1):
        more = _MORE if n < len(pieces) else 0
        data += struct.pack(">HHhh", _ARGS_ARE_WORDS | _ARGS_ARE_XY | more, glyph, x, y)
    return data + bytes(-len(data) % 4), left


def _file(version: bytes, tables: dict[bytes, bytes]) -> bytes:
    """Tables as a file (OpenType, organization of a font)."""
    bits = len(tables).bit_length() - 1
    head = version + struct.pack(
        ">4H", len(tables), 16 << bits, bits, 16 * len(tables) - (16 << bits)
    )
    at, records, body = 12 + 16 * len(tables), b"", b""
    for name in sorted(tables):
        data = tables[name]
        padded = data + bytes(-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        records += struct.pack(">4sLLL", name, total, at + len(body), len(data))
        body += padded
    return head + records + body
