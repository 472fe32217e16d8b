"""Words in, their outlines out: a drawing carries no font, so that it looks alike everywhere.

The letters are those of the house's text face, Atkinson Hyperlegible Next.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from shapely import affinity
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .geometry import Place, smooth_line
from .svg import INK, INNER, PAPER, Canvas

FONT = (
    Path(__file__).resolve().parent.parent
    / "fonts/atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Bold.ttf"
)
STEPS = 8  # straight pieces that stand for one curve of a letter


class _Rings(BasePen):  # type: ignore[misc]
    """Collects the contours of a glyph as rings of points."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.rings: list[list[Place]] = []

    def _moveTo(self, pt: Place) -> None:  # noqa: N802
        self.rings.append([pt])

    def _lineTo(self, pt: Place) -> None:  # noqa: N802
        self.rings[-1].append(pt)

    def _qCurveToOne(self, pt1: Place, pt2: Place) -> None:  # noqa: N802
        start, bend, end = (np.array(point) for point in (self.rings[-1][-1], pt1, pt2))
        for step in range(1, STEPS + 1):
            t = step / STEPS
            x, y = (1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t**2 * end
            self.rings[-1].append((float(x), float(y)))


def word(text: str, size: float) -> BaseGeometry:
    """Return the outlines of a word, `size` units an em, its baseline starting at (0, 0)."""
    font = TTFont(FONT)
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    letters, at = [], 0.0
    for character in text:
        glyph = glyphs[names[ord(character)]]
        pen = _Rings(glyphs)
        glyph.draw(pen)
        letters.append(affinity.translate(_filled(pen.rings), at, 0))
        at += glyph.width
    scale = size / font["head"].unitsPerEm
    return affinity.scale(unary_union(letters), scale, scale, origin=(0, 0))


def _filled(rings: Sequence[Sequence[Place]]) -> BaseGeometry:
    """Return the area of a glyph: what runs clockwise is ink, the rest is cut out of it."""
    areas = [(Polygon(ring), _is_clockwise(ring)) for ring in rings if len(ring) > 2]
    ink = unary_union([area.buffer(0) for area, is_ink in areas if is_ink])
    return ink.difference(unary_union([area.buffer(0) for area, is_ink in areas if not is_ink]))


def _is_clockwise(ring: Sequence[Place]) -> bool:
    x, y = np.array(ring).T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) < 0


def label(
    canvas: Canvas, text: str, at: Place, points_to: Place, *, size: float, on_left: bool = False
) -> None:
    """Write a word beside a drawing, with a line to a dot on what it names.

    `at` is the end of the word next to the drawing, halfway up its small letters.
    """
    shape = word(text, size)
    left, _, right, _ = shape.bounds
    middle = size * 0.25
    shift = at[0] - (right if on_left else left)
    canvas.area(affinity.translate(shape, shift, at[1] - middle), INK)
    away = size * 0.3 * (1 if on_left else -1)
    canvas.line(smooth_line([(at[0] + away, at[1]), points_to]), INNER)
    canvas.solid(Point(points_to).buffer(size * 0.13), PAPER)
