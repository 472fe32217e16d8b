"""The tree of a drawing -> what is to be painted, one shape after the other.

Groups, `use`, symbols, nested drawings and `switch` are gone; units, transformations and
inherited properties are carried out. How much is visited is counted, so that clones of
clones cost no more than other drawings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import hypot

from fontTools.misc.transform import Transform
from pathops import Path

from press.model import FontFace
from press.reading.pictures import geometry
from press.reading.pictures.covers import Covers
from press.reading.pictures.geometry import SHAPES
from press.reading.pictures.lettering import Setter
from press.reading.pictures.markup import MOST_DEPTH, Element, Findings, children, wrong
from press.reading.pictures.paint import Paints
from press.reading.pictures.painting import Leaf
from press.reading.pictures.place import Measures, Place
from press.reading.pictures.style import Styles
from press.reading.pictures.values import fitted, words

MOST_VISITS = 6_000
"""Elements drawn, each clone and each use of a clip counted."""
_UNSEEN = words(
    "defs title desc metadata style symbol clipPath mask marker pattern filter linearGradient"
    " radialGradient stop script view cursor"
)
_GROUPS = frozenset({"g", "a", "svg", "switch", "use", "text"})
_HINTS = {
    "image": "draw it with shapes, or use a PNG or JPEG instead of the SVG",
    "foreignObject": "save it as plain SVG, without data of the drawing program",
    "flowRoot": "convert the text to paths",
}

Item = Leaf | float | None
"""A path, the opacity of a group that begins, or the end of one."""


class Flattener:
    """Walks a drawing; what cannot be drawn is refused by its line."""

    def __init__(
        self, root: Element, styles: Styles, faces: Iterable[FontFace] | None, findings: Findings
    ) -> None:
        named: dict[str, Element] = {}
        for element in root.iter():
            if isinstance(element, Element) and (name := element.get("id")):
                named.setdefault(name, element)
        self.paints = Paints(named, styles, findings)
        self._read = Measures(named, styles, findings)
        self._covers = Covers(self._read, self.paints, self._visit)
        self._setter = Setter(faces, styles, findings)
        self._visits = 0

    def drawn(self, root: Element, ctm: Transform, view: tuple[float, float]) -> Iterator[Item]:
        """All that a drawing paints; `ctm` leads from its viewBox, of that size, to the paper."""
        values = self._read.styles.of(root, {})
        place = Place(ctm, _whole(*view), values)
        self._read.refuse_effects(root, values)
        if values.get("display") != "none":
            opacity = self._read.opacity(root, values)
            place = self._covers.over(root, place, self._within)
            yield from _faded(opacity, self._within(root, place))

    def _visit(self, element: Element, place: Place) -> Iterator[Item]:
        """What an element paints, in its parent's place."""
        # A long path cloned is as much as many short ones.
        self._visits += 1 + len(element.get("d", "")) // 500
        refused = self._read.findings
        if self._visits > MOST_VISITS:
            message = f"the drawing comes to more than {MOST_VISITS} elements, clones counted"
            hint = "simplify it in the drawing program"
            raise refused.stop("S032", message, hint, element.line)
        if place.depth >= MOST_DEPTH:
            message = f"the drawing has groups in groups, more than {MOST_DEPTH} deep"
            raise refused.stop("S032", message, "", element.line)
        tag = element.tag
        values = self._read.styles.of(element, place.values)
        if tag in _UNSEEN or values.get("display") == "none":
            return
        if tag not in SHAPES | _GROUPS:
            message = f"<{tag}> cannot be used in a picture"
            hint = _HINTS.get(tag, "save it as plain SVG")
            refused.refuse("S034", message, hint, element.line)
            return
        self._read.refuse_effects(element, values)
        ctm = place.ctm.transform(self._read.transform(element, values, place))
        if abs(ctm[0] * ctm[3] - ctm[1] * ctm[2]) < 1e-15:
            return  # so small that nothing is seen
        place = replace(place, ctm=ctm, values=values, depth=place.depth + 1)
        yield from self._own(element, self._covers.over(element, place, self._own))

    def _own(self, element: Element, place: Place) -> Iterator[Item]:
        """What an element paints, in its own place."""
        match element.tag:
            case "use":
                inner = self._use(element, place)
            case "svg":
                inner = self._viewport(element, element, place)
            case "text":
                inner = self._text(element, place)
            case tag if tag in SHAPES:
                path = self._path(element, place)
                if path is not None and len(path):
                    yield Leaf(path, place.ctm, place.clips, place.values, element, place.view)
                return
            case _:
                inner = self._within(element, place)
        yield from _faded(self._read.opacity(element, place.values), inner)

    def _within(self, element: Element, place: Place) -> Iterator[Item]:
        below = list(children(element))
        if element.tag == "switch":
            unfit = ("requiredExtensions", "systemLanguage")
            below = [one for one in below if not any(one.get(name) for name in unfit)][:1]
        for child in below:
            yield from self._visit(child, place)

    def _text(self, element: Element, place: Place) -> Iterator[Item]:
        plain = {name: value for name, value in place.values.items() if name != "opacity"}
        for path, values, owner in self._setter.outlines(element, plain, place.view):
            yield Leaf(path, place.ctm, place.clips, values, owner, place.view)

    def _path(self, element: Element, place: Place) -> Path | None:
        """The path of a shape; what cannot be read is refused."""
        name = "points" if element.tag.startswith("poly") else "d"
        d = element.get(name, "")
        if said := re.fullmatch(r"path\(\s*[\"'](.*)[\"']\s*\)", place.values.get("d", "")):
            d = said[1]
        try:
            return geometry.shape(
                element.tag, lambda *given: self._read.length(element, place, *given), d
            )
        except ValueError:
            self._read.findings.refuse(*wrong(name, element, d))
            return None

    def _use(self, element: Element, place: Place) -> Iterator[Item]:
        """A clone in its place (SVG 2, 5.5)."""
        target = self._read.named.get(element.get("href", "").strip()[1:])
        if target is None:
            return
        if id(target) in place.inside:
            message = "<use> shows what it stands in itself"
            raise self._read.findings.stop("S035", message, "export it anew", element.line)
        x, y = (self._read.length(element, place, name, "0", name) for name in "xy")
        inside = (*place.inside, id(target))
        place = replace(place, ctm=place.ctm.translate(x, y), inside=inside)
        if target.tag not in ("symbol", "svg"):
            yield from self._visit(target, place)
            return
        values = self._read.styles.of(target, place.values)
        ctm = place.ctm.transform(self._read.transform(target, values, place))
        place = replace(place, ctm=ctm, values=values)

        def inner(target: Element, place: Place) -> Iterator[Item]:
            return self._viewport(target, element, place)

        place = self._covers.over(target, place, inner)
        yield from _faded(self._read.opacity(target, values), inner(target, place))

    def _viewport(self, element: Element, sized: Element, place: Place) -> Iterator[Item]:
        """A nested drawing or symbol; its size stands at `sized`, a `use`, or at itself."""

        def get(name: str, default: str, axis: str, owner: Element) -> float:
            return self._read.length(owner, place, name, default, axis)

        x = y = 0.0
        if element.tag == "svg":
            x, y = (get(name, "0", name, element) for name in "xy")
        owners = (sized if name in sized.attrib else element for name in ("width", "height"))
        width = get("width", "100%", "x", next(owners))
        height = get("height", "100%", "y", next(owners))
        if not (width > 0 and height > 0):
            return
        ctm, view, clips = place.ctm.translate(x, y), (width, height), place.clips
        if place.values.get("overflow", "hidden") in ("hidden", "scroll"):
            clips = (*clips, geometry.moved(geometry.rectangle(0, 0, width, height), ctm))
        if "viewBox" in element.attrib:
            box = self._read.numbers(element, "viewBox")
            if len(box) != 4 or not (box[2] > 0 and box[3] > 0):
                return
            ratio = element.get("preserveAspectRatio", "xMidYMid")
            try:
                ctm = ctm.transform(fitted(box, width, height, ratio))
            except ValueError:
                self._read.findings.refuse(*wrong("preserveAspectRatio", element, ratio))
            view = (box[2], box[3])
        place = replace(place, ctm=ctm, view=_whole(*view), clips=clips)
        yield from self._within(element, place)


def _faded(opacity: float, inner: Iterator[Item]) -> Iterator[Item]:
    """What is painted, in a group of one opacity if it is to be seen through."""
    if opacity < 1:
        yield opacity
    yield from inner
    if opacity < 1:
        yield None


def _whole(width: float, height: float) -> tuple[float, float, float]:
    """What 100 % are across, down and otherwise (SVG 2, 8.9)."""
    return width, height, hypot(width, height) / 2**0.5
