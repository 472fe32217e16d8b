"""A font file -> what it says of itself: family, weight, style, letters, permission."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = (".ttf", ".otf", ".woff2", ".woff")
MOST = 5_000_000
"""Bytes of a font file."""

LETTERS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    "ÀÁÂÄÇÈÉÊËÍÎÏÑÓÔÖÙÚÛÜàáâäçèéêëíîïñóôöùúûüßæœøå€–‘’“”…•"
)
"""What leaflets in Dutch, English, German and French are written with."""


@dataclass(frozen=True, slots=True)
class FontFacts:
    """What a font file says of itself; `why_not` if it cannot be used.

    `weights` are the ends of its axis of weights, from 1 to 1000, if it is variable;
    `axes` its other axes with their defaults; `lacks` the letters of European languages
    that it has no sign for. `is_plain` if the engine takes the file as it is.
    """

    families: tuple[str, ...]
    weight: str
    style: str
    is_plain: bool
    weights: tuple[int, int] | None = None
    axes: Mapping[str, float] | None = None
    lacks: str = ""
    why_not: str = ""
    hint: str = ""


def open_font(path: Path) -> FontFacts:
    """Read a font file, every table of it; a broken one raises errors of any kind."""
    from fontTools.ttLib import TTFont

    # Of a broken font it says thousands of things; what matters is told as a finding.
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    with TTFont(path, lazy=True) as font:
        names = [font["name"].getDebugName(number) for number in (16, 1)]
        os2 = font["OS/2"]
        for table in font.reader.keys():  # noqa: SIM118  # each is where the file says it is
            font.reader[table]
        why_not, hint = _permission(os2.fsType)
        axes = {axis.axisTag: axis for axis in font["fvar"].axes} if "fvar" in font else {}
        weight = axes.get("wght")
        known = font.getBestCmap() or {}
        return FontFacts(
            families=tuple(name for name in names if name) or ("?",),
            weight=str(min(999, max(1, os2.usWeightClass))),
            style="italic" if os2.fsSelection & 1 else "normal",
            is_plain=not axes and font.flavor is None,
            weights=(round(weight.minValue), round(weight.maxValue)) if weight else None,
            axes={tag: axes[tag].defaultValue for tag in axes if tag != "wght"} if axes else None,
            lacks="".join(letter for letter in LETTERS if ord(letter) not in known),
            why_not=why_not,
            hint=hint,
        )


def is_plain_file(path: Path) -> bool:
    """Whether the engine takes a font file as it is: neither compressed nor variable.

    Looks at the list of its tables only (OpenType, 'Table directory').
    """
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] not in (b"\0\1\0\0", b"OTTO", b"true"):
            return False
        tables = file.read(16 * int.from_bytes(head[4:6], "big"))
    return b"fvar" not in {tables[at : at + 4] for at in range(0, len(tables), 16)}


def _permission(bits: int) -> tuple[str, str]:
    """Why a font may not be put into a PDF (OpenType, OS/2 fsType), and what to do."""
    hint = "ask its maker for a licence to embed it, or choose another"
    if bits & 0x000E == 0x0002:
        return "may not be put into a PDF: its licence forbids it", hint
    if bits & 0x0100:
        return "may only be put into a PDF whole, and a part of it is put in", hint
    if bits & 0x0200:
        return "may only be put into a PDF as a picture", hint
    return "", ""
