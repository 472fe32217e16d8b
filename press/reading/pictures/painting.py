"""A path with its style -> areas and lines, each with its paint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fontTools.misc.transform import Identity, Transform
from pathops import Path

from press.reading.pictures import geometry
from press.reading.pictures.markup import Element, Findings, wrong
from press.reading.pictures.paint import Gradient, Paint, Paints
from press.reading.pictures.style import Values
from press.reading.pictures.values import length, number

HIDDEN = ("hidden", "collapse")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A path to be painted: `ctm` leads from its space to the drawing's, where `clips` are."""

    path: Path
    ctm: Transform
    clips: tuple[Path, ...]
    values: Values
    element: Element
    view: tuple[float, float, float]

    def area(self, rule: str) -> Path:
        """What it fills, in the drawing's space."""
        area = geometry.filled_by(geometry.moved(self.path, self.ctm), self.values.get(rule, ""))
        return self.cut(area)

    def cut(self, area: Path) -> Path:
        """What of an area is seen."""
        for clip in self.clips:
            area = geometry.cut(area, clip)
        return area


@dataclass(frozen=True, slots=True)
class Line:
    """A stroke: `ctm` leads from its path's space to the drawing's."""

    path: Path
    ctm: Transform
    width: float
    cap: str
    join: str
    miter: float
    dashes: list[float]
    offset: float

    def area(self) -> Path:
        """Its outline in the drawing's space; ValueError if it has too many dashes."""
        outline = geometry.stroked(
            self.path, self.width, self.cap, self.join, self.miter, self.dashes, self.offset
        )
        return geometry.moved(outline, self.ctm)

    def reach(self) -> geometry.Box:
        """A box in the drawing's space that it surely does not leave."""
        left, top, right, bottom = self.path.controlPointBounds
        far = self.width / 2 * max(self.miter if self.join == "miter" else 1.0, 1.5)
        box = geometry.rectangle(
            left - far, top - far, right - left + 2 * far, bottom - top + 2 * far
        )
        left, top, right, bottom = geometry.moved(box, self.ctm).controlPointBounds
        return left, top, right, bottom


Painted = tuple[Path | Line, Paint | Gradient]
"""An area in the drawing's space, or a line; a gradient is in the leaf's space."""


def painted(leaf: Leaf, paints: Paints, findings: Findings) -> Iterator[Painted]:
    """What a leaf paints, the lowest first, clips not regarded."""
    if leaf.values.get("visibility") in HIDDEN:
        return
    box = geometry.bounds([leaf.path])
    order = leaf.values.get("paint-order", "normal").split()
    names = [name for name in order if name in ("fill", "stroke")]
    for name in dict.fromkeys((*names, "fill", "stroke")):
        paint = paints.of(name, leaf.values, leaf.element, box, leaf.view)
        if paint is None:
            continue
        if name == "fill":
            area = geometry.moved(leaf.path, leaf.ctm)
            yield geometry.filled_by(area, leaf.values.get("fill-rule", "")), paint
        elif (line := _line(leaf, findings)) is not None:
            yield line, paint


def _line(leaf: Leaf, findings: Findings) -> Line | None:
    values, whole = leaf.values, leaf.view[2]
    size = float(values.get("font-size", "16"))
    name = "stroke-width"
    try:
        width = length(values.get(name, "1"), size, whole)
        name = "stroke-miterlimit"
        miter = number(values.get(name, "4"))
        name = "stroke-dashoffset"
        offset = length(values.get(name, "0"), size, whole)
        name = "stroke-dasharray"
        said = values.get(name, "none")
        words = [] if said == "none" else said.replace(",", " ").split()
        dashes = [length(word, size, whole) for word in words]
    except ValueError:
        findings.refuse(*wrong(name, leaf.element, values[name]))
        return None
    if width <= 0:
        return None
    path, ctm = leaf.path, leaf.ctm
    if values.get("vector-effect", "none") == "non-scaling-stroke":
        path, ctm = geometry.moved(path, ctm), Identity
    cap, join = values.get("stroke-linecap", "butt"), values.get("stroke-linejoin", "miter")
    if not sum(dashes) or min(dashes) < 0:
        dashes = []
    return Line(path, ctm, width, cap, join, miter if miter >= 1 else 4.0, dashes, offset)
