"""The canvas: shapely shapes in, one compact SVG file out; colours are variables of the brand."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike
from shapely import affinity
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, substring, unary_union

from .curves import path_data
from .geometry import Bounds, lines_in, pieces, rounded_box, smooth_line, vector

UNIT_MM = 0.2  # a standing figure of 300 units is 60 mm high
POINT = 25.4 / 72 / UNIT_MM  # units in a typographic point at print size
OUTLINE = round(1.1 * POINT, 2)
INNER = round(0.6 * POINT, 2)
FINE = round(0.36 * POINT, 2)  # small bones
ARROW = round(2.5 * POINT, 2)
BROAD = round(1.7 * POINT, 2)  # lines in the brand's colour

# The press replaces these by the practice's own colours; a browser shows the second value.
INK = "var(--ink, #10332a)"
TINT = "var(--tint, #bfdcc6)"
BRAND = "var(--brand, #1c6b4a)"
PAPER = "var(--paper, #ffffff)"


@dataclass
class Mark:
    """One painted thing: an area (fill) and or a line (stroke)."""

    shape: BaseGeometry
    fill: str | None = None
    stroke: str | None = None
    weight: float = 0

    def width(self, pen: float) -> float:
        """Return the weight drawn by a pen: a factor on lines of ink, not on arrows."""
        return round(self.weight * pen, 2) if self.stroke == INK else self.weight


@dataclass
class Canvas:
    """A drawing in units, painted in the order of the calls.

    `flush` is the area beyond which nothing is shown: where the drawing is cut by it, the cut lies
    on the frame. What `bleeds` may be cropped on all sides, and its file says so.
    """

    marks: list[Mark] = field(default_factory=list)
    flush: BaseGeometry | None = None
    bleeds: bool = False

    def area(self, shape: BaseGeometry, colour: str = PAPER) -> None:
        """Fill a shape; lines that a cut left beside it are dropped."""
        shape = unary_union([part for part in pieces(shape) if isinstance(part, Polygon)])
        if not shape.is_empty:
            self.marks.append(Mark(shape, fill=colour))

    def line(self, shape: BaseGeometry, weight: float = INNER, colour: str = INK) -> None:
        """Draw lines, or the edges of areas; the weight is in units."""
        if shape.geom_type in ("Polygon", "MultiPolygon"):
            shape = shape.boundary
        if shape.geom_type in ("MultiLineString", "GeometryCollection"):
            shape = linemerge(lines_in(shape))
        if not shape.is_empty:
            self.marks.append(Mark(shape, stroke=colour, weight=weight))

    def solid(self, shape: BaseGeometry, colour: str = PAPER, weight: float = INNER) -> None:
        """Fill a shape and draw its edge."""
        if not shape.is_empty:
            self.marks.append(Mark(shape, fill=colour, stroke=INK, weight=weight))

    def arrow(self, points: Sequence[ArrayLike], *, size: float = 1) -> None:
        """Draw an arrow through the points; its head ends at the last one."""
        width, head = ARROW * size, 13 * size
        places = [vector(point) for point in points]
        shaft = smooth_line(places) if len(places) > 2 else LineString(places)
        tip = vector(shaft.coords[-1])
        neck = vector(shaft.interpolate(shaft.length - head * 0.95).coords[0])
        forward = (tip - neck) / np.hypot(*(tip - neck))
        aside = np.array([-forward[1], forward[0]]) * head * 0.55
        base = tip - forward * head
        self.line(substring(shaft, 0, shaft.length - head * 0.8), width, BRAND)
        self.area(Polygon([tip, base + aside, base - aside]).buffer(0.8), BRAND)

    def mat(self, left: float, right: float) -> None:
        """Draw an exercise mat with its top at height 0."""
        self.solid(rounded_box(left, -7, right, 0, 3), TINT)

    def floor(self, left: float, right: float) -> None:
        """Draw the floor at height 0."""
        self.line(LineString([(left, 0), (right, 0)]))

    def paste(
        self,
        other: "Canvas",
        shift: tuple[float, float] = (0, 0),
        *,
        turned: float = 0,
        mirrored: bool = False,
    ) -> None:
        """Paint another drawing into this one: mirrored, then turned (degrees), then moved."""
        for mark in other.marks:
            shape = affinity.scale(mark.shape, -1, 1, origin=(0, 0)) if mirrored else mark.shape
            shape = affinity.translate(affinity.rotate(shape, turned, origin=(0, 0)), *shift)
            self.marks.append(Mark(shape, mark.fill, mark.stroke, mark.weight))

    def cropped(self, window: BaseGeometry) -> "Canvas":
        """Return the drawing inside the window; the cut itself gets no line."""
        result = Canvas()
        for mark in self.marks:
            is_area = mark.shape.geom_type in ("Polygon", "MultiPolygon")
            if mark.fill:
                result.area(mark.shape.intersection(window), mark.fill)
            if mark.stroke:
                edge = mark.shape.boundary if is_area else mark.shape
                result.line(edge.intersection(window), mark.weight, mark.stroke)
        return result

    def cut(self, window: BaseGeometry) -> "Canvas":
        """Return the drawing inside the window, with the cut on its frame."""
        result = self.cropped(window)
        result.flush = window
        return result

    def bounds(self, pen: float = 1) -> Bounds:
        """Return left, bottom, right, top of everything painted, in units."""
        boxes = np.array(
            [mark.shape.buffer(mark.width(pen) / 2 + 0.01).bounds for mark in self.marks]
        )
        left, bottom = (float(side) for side in boxes[:, :2].min(axis=0))
        right, top = (float(side) for side in boxes[:, 2:].max(axis=0))
        return left, bottom, right, top

    def svg(self, title: str, frame: tuple[float, float, float, float], pen: float = 1) -> str:
        """Return the file: a title, then one path per run of marks painted alike.

        `frame` is left, top, width and height in units with y downwards; `pen` a factor on the
        weight of lines of ink.
        """
        left, top, width, height = frame
        bleeds = ' preserveAspectRatio="xMidYMid slice"' if self.bleeds else ""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg"'
            f' width="{width * UNIT_MM:.1f}mm" height="{height * UNIT_MM:.1f}mm"'
            f' viewBox="{left:g} {top:g} {width:g} {height:g}"{bleeds}>\n<title>{title}</title>\n'
            '<g stroke-linecap="round" stroke-linejoin="round">\n'
        )
        return head + "".join(self._paths(pen)) + "</g>\n</svg>\n"

    def _paths(self, pen: float) -> list[str]:
        runs: list[_Run] = []
        for mark in self.marks:
            data, style = path_data(mark.shape), _style(mark, pen)
            if data and not (runs and runs[-1].took(mark, style, data, pen)):
                runs.append(_Run(style, [mark], data))
        return [f'<path {run.style} d="{run.data}"/>\n' for run in runs]


@dataclass
class _Run:
    """Marks that one path can paint: of one style, and lines, or areas that lie apart."""

    style: str
    marks: list[Mark]
    data: str

    def took(self, mark: Mark, style: str, data: str, pen: float) -> bool:
        """Add a mark if it fits."""
        apart = mark.width(pen)
        if style != self.style or (
            mark.fill and any(mark.shape.distance(other.shape) <= apart for other in self.marks)
        ):
            return False
        self.marks.append(mark)
        self.data += data
        return True


def _style(mark: Mark, pen: float) -> str:
    fill = f'fill="{mark.fill}"' if mark.fill else 'fill="none"'
    if mark.fill and mark.shape.geom_type != "LineString" and _has_holes(mark.shape):
        fill += ' fill-rule="evenodd"'
    return fill + (
        f' stroke="{mark.stroke}" stroke-width="{mark.width(pen):g}"' if mark.stroke else ""
    )


def _has_holes(shape: BaseGeometry) -> bool:
    return any(getattr(part, "interiors", ()) for part in pieces(shape))
