"""`clip-path` and `mask` of an element -> areas in the drawing's space.

A mask is taken where it is of plain shapes, white or black; where it lets some of the light
through it is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from fontTools.misc.transform import Identity
from pathops import Path, PathOpsError

from press.reading.pictures import geometry
from press.reading.pictures.markup import Element, children
from press.reading.pictures.paint import Gradient, Paint, Paints
from press.reading.pictures.painting import HIDDEN, Leaf, Line, painted
from press.reading.pictures.place import RELEASE, Measures, Place

Walk = Callable[[Element, Place], Iterator[Leaf | float | None]]
"""Gives what an element paints, in its parent's place."""


class Covers:
    """Finds the areas; `walk` looks into clips and masks."""

    def __init__(self, measures: Measures, paints: Paints, walk: Walk) -> None:
        self._read, self._paints, self._walk = measures, paints, walk

    def over(self, element: Element, place: Place, walk: Walk) -> Place:
        """The element's place with its clip and its mask; `walk` draws it in its own place."""

        def box() -> geometry.Box | None:
            # As Chromium does: the box around the boxes, not around what turns within them.
            flat = replace(place, ctm=Identity, clips=())
            leaves = (item for item in walk(element, flat) if isinstance(item, Leaf))
            return geometry.bounds(
                geometry.moved(geometry.box(leaf.path), leaf.ctm) for leaf in leaves
            )

        areas = place.clips
        clip = self._read.referred(element, place.values, "clip-path", "clipPath")
        mask = self._read.referred(element, place.values, "mask", "mask")
        try:
            if clip is not None:
                areas = (*areas, self._clip(clip, place, box))
            if mask is not None:
                areas = (*areas, self._mask(mask, place, box))
        except PathOpsError as error:
            message = f"what covers <{element.tag}> cannot be made one shape"
            hint = "unite its shapes in the drawing program"
            raise self._read.findings.stop("S035", message, hint, element.line) from error
        return replace(place, clips=areas)

    def _clip(self, clip: Element, place: Place, box: Callable[[], geometry.Box | None]) -> Path:
        values = self._read.styles.of(clip, {})
        inner = self._inside(clip, place, box, clip.get("clipPathUnits"))
        if inner is None:
            return Path()
        turn = self._read.transform(clip, values, place)
        ctm = place.ctm.transform(turn).transform(place.ctm.inverse().transform(inner.ctm))
        inner = replace(inner, ctm=ctm, values=values)
        area = geometry.joined(
            item.area("clip-rule")
            for item in self._below(clip, inner)
            if isinstance(item, Leaf) and item.values.get("visibility") not in HIDDEN
        )
        outer = self._read.referred(clip, values, "clip-path", "clipPath")
        if outer is not None:
            area = geometry.cut(area, self._clip(outer, replace(place, inside=inner.inside), box))
        return area

    def _mask(self, mask: Element, place: Place, box: Callable[[], geometry.Box | None]) -> Path:
        values = self._read.styles.of(mask, {})
        inner = self._inside(mask, place, box, mask.get("maskContentUnits"))
        units = mask.get("maskUnits", "objectBoundingBox")
        frame = self._inside(mask, place, box, units)
        if inner is None or frame is None:
            return Path()
        areas: list[Path] = []
        for item in self._below(mask, replace(inner, values=values)):
            if not isinstance(item, Leaf):
                self._refuse(mask)
                continue
            for part, paint in painted(item, self._paints, self._read.findings):
                shape = item.cut(part.area() if isinstance(part, Line) else part)
                opacity = self._read.opacity(item.element, item.values)
                light = _light(paint, opacity, values.get("mask-type") == "alpha")
                if light is None:
                    self._refuse(item.element)
                elif light:
                    areas.append(shape)
                else:
                    areas = [geometry.without(geometry.joined(areas), shape)]
        return geometry.cut(geometry.joined(areas), self._frame(mask, frame, units))

    def _refuse(self, element: Element) -> None:
        message = "a <mask> holds more than plain shapes in white and black"
        self._read.findings.refuse("S035", message, RELEASE, element.line)

    def _frame(self, mask: Element, place: Place, units: str) -> Path:
        """The part of the drawing that a mask can show at all."""
        if units != "userSpaceOnUse":
            place = replace(place, view=(1.0, 1.0, 1.0))
        x, y = (self._read.length(mask, place, name, "-10%", name) for name in "xy")
        width = self._read.length(mask, place, "width", "120%", "x")
        height = self._read.length(mask, place, "height", "120%", "y")
        return geometry.moved(geometry.rectangle(x, y, width, height), place.ctm)

    def _below(self, holder: Element, place: Place) -> Iterator[Leaf | float | None]:
        for child in children(holder):
            yield from self._walk(child, place)

    def _inside(
        self,
        holder: Element,
        place: Place,
        box: Callable[[], geometry.Box | None],
        units: str | None,
    ) -> Place | None:
        """The place of what a clip or mask holds; None if it is measured by an empty box."""
        if id(holder) in place.inside:
            message = f"<{holder.tag}> is used within itself"
            raise self._read.findings.stop("S035", message, "export it anew", holder.line)
        inside = (*place.inside, id(holder))
        place = replace(place, clips=(), depth=place.depth + 1, inside=inside)
        if units != "objectBoundingBox":
            return place
        left, top, right, bottom = box() or (0.0, 0.0, 0.0, 0.0)
        if left == right or top == bottom:
            return None
        lay = (right - left, 0, 0, bottom - top, left, top)
        return replace(place, ctm=place.ctm.transform(lay))


def _light(paint: Paint | Gradient, opacity: float, by_alpha: bool) -> bool | None:
    """Whether all light comes through a paint in a mask, or none; None if it is some."""
    if not isinstance(paint, Paint) or not paint.colour.startswith("#"):
        return None
    if paint.opacity * opacity <= 0.99:
        return None
    shade = [255] if by_alpha else [int(paint.colour[n : n + 2], 16) for n in (1, 3, 5)]
    if min(shade) > 250:
        return True
    return False if max(shade) < 5 else None
