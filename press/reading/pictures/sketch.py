"""A drawing's parts, or a photograph -> a small image, and what of it is seen on a ground.

What is seen of a picture are its outlines: a white name beside a small coloured sign has
lost them on white paper, a coloured name in a white box has not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise
from math import log

import pathops
from pathops import Path, PathOpsError, PathVerb
from PIL import Image, ImageChops, ImageDraw

from press.reading.pictures import geometry
from press.reading.pictures.markup import Findings
from press.reading.pictures.paint import Gradient, Paint, Paints
from press.reading.pictures.painting import Leaf, Line, painted
from press.reading.pictures.values import share

SIZE = 160
"""Pixels of the longer side."""
_STEPS = 6
"""Lines into which a curve is broken."""
_APART = 2
"""Pixels between two that are compared: over the soft edge of a photograph."""
_SEEN = 1.5
"""Contrast from which an outline is seen (WCAG's ratio; 1.5 is pale yellow on white)."""
_IS_SEEN = [255 if level >= log(_SEEN) / log(21) * 255 else 0 for level in range(256)]

Point = tuple[float, float]


class Sketch:
    """Draws what a drawing paints, without soft edges; a gradient as its mean colour."""

    def __init__(self, width: float, height: float, paints: Paints, findings: Findings) -> None:
        self._scale = SIZE / max(width, height)
        size = max(1, round(width * self._scale)), max(1, round(height * self._scale))
        self.image = Image.new("RGBA", size)
        self._paints, self._findings = paints, findings
        self._opacity = [1.0]

    def add(self, item: Leaf | float | None) -> None:
        """A leaf, or the begin or end of a group of one opacity."""
        if item is None:
            self._opacity.pop()
        elif not isinstance(item, Leaf):
            self._opacity.append(self._opacity[-1] * item)
        else:
            with suppress(ValueError, PathOpsError):  # what is refused where it is written
                self._leaf(item)

    def _leaf(self, leaf: Leaf) -> None:
        opacity = self._opacity[-1] * share(leaf.values.get("opacity", "1"))
        for part, paint in painted(leaf, self._paints, self._findings):
            area = leaf.cut(part.area() if isinstance(part, Line) else part)
            red, green, blue, alpha = _colour(paint)
            layer = Image.new("RGBA", self.image.size, (red, green, blue, 0))
            layer.putalpha(
                self._mask(area).point(lambda level, a=alpha * opacity: round(level * a))
            )
            self.image.alpha_composite(layer)

    def _mask(self, area: Path) -> Image.Image:
        if not geometry.is_even_odd(area):
            area = pathops.simplify(area, fix_winding=True)
        mask = Image.new("1", self.image.size)
        for contour in _contours(area):
            if len(contour) > 1:
                one = Image.new("1", self.image.size)
                at = [(x * self._scale, y * self._scale) for x, y in contour]
                ImageDraw.Draw(one).polygon(at, fill=1)
                mask = ImageChops.logical_xor(mask, one)
        return mask.convert("L")


def _colour(paint: Paint | Gradient) -> tuple[int, int, int, float]:
    """Red, green, blue from 0 to 255 and the opacity, of a gradient the mean."""
    stops = (
        [(paint.colour, paint.opacity)]
        if isinstance(paint, Paint)
        else [(hue, alpha) for _, hue, alpha in paint.stops]
    )
    # A colour of the house's drawings stands behind its name: var(--ink, #003438).
    hues = [hue[hue.rindex("#") :] for hue, _ in stops]
    colours = [[int(hue[at : at + 2], 16) for at in (1, 3, 5)] for hue in hues]
    red, green, blue = (round(sum(channel) / len(stops)) for channel in zip(*colours, strict=True))
    return red, green, blue, sum(alpha for _, alpha in stops) / len(stops)


def _contours(path: Path) -> Iterator[list[Point]]:
    """The contours of a path as points."""
    path = Path(path)
    path.convertConicsToQuads()
    contour: list[Point] = []
    for verb, points in path:
        if verb == PathVerb.MOVE:
            yield contour
            contour = [*points]
        elif points:
            contour += _curve([contour[-1], *points])
    yield contour


def _curve(points: list[Point]) -> Iterator[Point]:
    """Points of a Bézier curve of any degree behind its first (de Casteljau)."""
    steps = 1 if len(points) == 2 else _STEPS
    for step in range(1, steps + 1):
        t, left = step / steps, points
        while len(left) > 1:
            left = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(left)]
        yield left[0]


def seen(image: Image.Image, grounds: Iterable[str]) -> float:
    """The share of a picture's outlines that is seen, on the worst of these grounds `#rrggbb`.

    From 0 to 1; outlines are those that are seen on white or on black.
    """
    known = {ground: _outlines(image, ground) for ground in ("#ffffff", "#000000")}
    ever = ImageChops.logical_or(*known.values())
    shares = []
    for ground in grounds:
        on = ImageChops.logical_and(known.get(ground) or _outlines(image, ground), ever)
        shares.append(on.histogram()[255] / max(1, ever.histogram()[255]))
    return min(shares)


def _outlines(image: Image.Image, ground: str) -> Image.Image:
    """White where a pixel of a picture on this ground differs from one right of it or below."""
    room = 2 * _APART
    paper = Image.new("RGBA", (image.width + 2 * room, image.height + 2 * room), ground)
    paper.alpha_composite(image, (room, room))
    few = paper.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    palette = few.getpalette() or []
    levels = [_level(*palette[at : at + 3]) for at in range(0, len(palette), 3)]
    light = few.point(levels + [0] * (256 - len(levels)), "L")
    found = [
        ImageChops.difference(light, ImageChops.offset(light, x, y)).point(_IS_SEEN, "1")
        for x, y in ((_APART, 0), (0, _APART))
    ]
    return ImageChops.logical_or(*found)


def _level(red: int, green: int, blue: int) -> int:
    """A colour's light on a scale of 256 on which equal steps are equal contrasts."""
    light = 0.2126 * _LIGHT[red] + 0.7152 * _LIGHT[green] + 0.0722 * _LIGHT[blue]
    return round((log(light + 0.05) - log(0.05)) / log(21) * 255)


_LIGHT = [
    level / 255 / 12.92 if level <= 10 else ((level / 255 + 0.055) / 1.055) ** 2.4
    for level in range(256)
]
"""From a channel as written to light (IEC 61966-2-1)."""
