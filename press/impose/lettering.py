"""A line of text and a font file -> its outlines as PDF operators.

For the note in the margin of a sheet: the fonts in the file are subsets that may lack its
letters, and a font that is not in the file may not print.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

_NOT_IN_A_ROW = {"R", "AL", "AN", "NSM"}
"""Bidirectional classes (UAX #9) of letters that cannot just be set one after another."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """Filled paths for PDF from 0, 0 at the baseline; `em` units make the type size."""

    paths: bytes
    width: float
    em: int


@lru_cache(maxsize=32)
def lettering(text: str, font: Path) -> Lettering | None:
    """Draw the text; None if the font lacks a letter or the script is not letters in a row."""
    if any(unicodedata.bidirectional(letter) in _NOT_IN_A_ROW for letter in text):
        return None
    with TTFont(font, lazy=True) as face:
        names, glyphs = face.getBestCmap(), face.getGlyphSet()
        if any(ord(letter) not in names for letter in text):
            return None
        pen, width = _Pen(glyphs), 0.0
        for letter in text:
            glyph = glyphs[names[ord(letter)]]
            glyph.draw(TransformPen(pen, (1, 0, 0, 1, width, 0)))
            width += glyph.width
        return Lettering(" ".join([*pen.path, "f"]).encode(), width, face["head"].unitsPerEm)


class _Pen(BasePen):  # type: ignore[misc]
    """Writes path operators (ISO 32000-1, 8.5.2); BasePen makes all curves cubic for it."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.path: list[str] = []

    def _moveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("m", points)

    def _lineTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("l", points)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("c", points)

    def _closePath(self) -> None:  # noqa: N802
        self._add("h", ())

    def _add(self, operator: str, points: tuple[tuple[float, float], ...]) -> None:
        self.path += [f"{number:.0f}" for point in points for number in point]
        self.path.append(operator)
