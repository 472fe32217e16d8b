"""`fill` and `stroke` of an element -> a colour, or a gradient with all that it refers to.

A gradient is written in coordinates of its own, in which it runs from 0 to 1: what it fills
is laid into them. So the engine needs neither `gradientTransform` nor the box of a shape,
with both of which it goes wrong, nor `spreadMethod`: repeated stops are written out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from math import ceil, hypot

from fontTools.misc.transform import Identity, Transform

from press.reading.pictures.geometry import Box
from press.reading.pictures.markup import Element, Findings, children, wrong
from press.reading.pictures.style import Styles, Values
from press.reading.pictures.values import colour, length, matrix, share

Stop = tuple[float, str, float]
"""Where, which colour, how opaque."""
_URL = re.compile(r"url\(\s*[\"']?#([^\"'()]*)[\"']?\s*\)\s*(.*)", re.S)
_MOST_REFERENCES = 8
_MOST_REPEATS = 60
_GRADIENTS = ("linearGradient", "radialGradient")


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour and its opacity."""

    colour: str
    opacity: float


@dataclass(frozen=True, slots=True)
class Gradient:
    """A gradient from 0 to 1: across, or from `focus` (x, y, radius) to the circle of radius 1.

    `matrix` lays it into the space of what it fills.
    """

    stops: tuple[Stop, ...]
    matrix: Transform
    spread: str = "pad"
    focus: tuple[float, float, float] | None = None

    def written(self, box: Box, scale: float, opacity: float) -> tuple[str, str]:
        """Tag with attributes, and stops, as far as they are seen in a box of its own space.

        Its numbers are as many times larger as `scale` says.
        """
        stops = [(at, hue, alpha * opacity) for at, hue, alpha in _finely(self.stops)]
        first, last = 0, 1
        if self.spread in ("repeat", "reflect"):
            first, last = self._repeats(box)
            stops = [(0.0, *stops[0][1:])][: stops[0][0] > 0] + stops
            stops += [(1.0, *stops[-1][1:])][: stops[-1][0] < 1]
            stops = [
                ((at if turn else 1 - at) + number, hue, alpha)
                for number in range(first, last)
                for turn in (self.spread == "repeat" or number % 2 == 0,)
                for at, hue, alpha in (stops if turn else reversed(stops))
            ]
        whole = last - first
        inner = "".join(
            f'<stop offset="{(at - first) / whole:.6g}" stop-color="{hue}"'
            + (f' stop-opacity="{alpha:.4g}"/>' if alpha < 1 else "/>")
            for at, hue, alpha in stops
        )
        if self.focus is None:
            ends = f'x1="{first * scale:.7g}" x2="{last * scale:.7g}"'
            return f'linearGradient {ends} y1="0" y2="0"', inner
        x, y, r = self.focus
        circle = (x * (1 - last), y * (1 - last), r + (1 - r) * last)
        said = zip(("fx", "fy", "fr", "cx", "cy", "r"), (x, y, r, *circle), strict=True)
        return "radialGradient " + " ".join(f'{k}="{v * scale:.7g}"' for k, v in said), inner

    def _repeats(self, box: Box) -> tuple[int, int]:
        """From which to which round the gradient is seen in a box."""
        left, top, right, bottom = box
        if self.focus is None:
            first, last = int(left // 1), ceil(right)
            if last - first > _MOST_REPEATS:
                raise ValueError("its gradient repeats too often")
            return (first, last) if last > first else (first, first + 1)
        x, y, r = self.focus
        for last in range(1, _MOST_REPEATS):
            reach = r + (1 - r) * last
            if all(
                hypot(px - x * (1 - last), py - y * (1 - last)) <= reach
                for px in (left, right)
                for py in (top, bottom)
            ):
                return 0, last
        raise ValueError("its gradient repeats too often")


def _finely(stops: Iterable[Stop]) -> list[Stop]:
    """Stops with more between those that differ in colour and opacity.

    The engine mixes such colours by how opaque they are; SVG does not (SVG 2, 14.2.3).
    """
    made: list[Stop] = []
    for stop in stops:
        if made and made[-1][1] != stop[1] and made[-1][2] != stop[2]:
            at, hue, alpha = made[-1]
            if not (hue.startswith("#") and stop[1].startswith("#")):
                raise ValueError("colours of the house fade")
            old, new = ([int(one[n : n + 2], 16) for n in (1, 3, 5)] for one in (hue, stop[1]))
            for step in range(1, 16):
                part = step / 16
                mixed = (round(a + (b - a) * part) for a, b in zip(old, new, strict=True))
                rgb = "#" + "".join(f"{one:02x}" for one in mixed)
                made.append((at + (stop[0] - at) * part, rgb, alpha + (stop[2] - alpha) * part))
        made.append(stop)
    return made


class Paints:
    """Reads paints of a drawing; `named` are its elements by their id."""

    def __init__(self, named: Mapping[str, Element], styles: Styles, findings: Findings) -> None:
        self._named, self._styles, self._findings = named, styles, findings

    def of(
        self, name: str, values: Values, element: Element, box: Box | None, view: tuple[float, ...]
    ) -> Paint | Gradient | None:
        """What `fill` or `stroke` comes to; `box` is that of the shape, `view` the viewport."""
        text = values.get(name, "black" if name == "fill" else "none").strip()
        opacity = values.get(f"{name}-opacity", "1")
        try:
            alpha = share(opacity)
            if match := _URL.fullmatch(text):
                target = self._named.get(match[1].strip())
                if target is not None and target.tag in _GRADIENTS:
                    return self._gradient(target, alpha, box, view)
                if target is not None:
                    hint = "draw it with shapes, or use a PNG or JPEG instead of the SVG"
                    message = f"<{element.tag}> is filled with a <{target.tag}>"
                    self._findings.refuse("S034", message, hint, element.line)
                    return None
                text = match[2].strip() or "none"
            if text.lower() == "none":
                return None
            hue, own = colour(text, values.get("color", "black"))
        except ValueError:
            self._findings.refuse(*wrong(name, element, text))
            return None
        return Paint(hue, alpha * own) if alpha * own > 0 else None

    def _gradient(
        self, element: Element, alpha: float, box: Box | None, view: tuple[float, ...]
    ) -> Paint | Gradient | None:
        chain = [element]
        while (to := chain[-1].get("href", "").strip()[1:]) and len(chain) <= _MOST_REFERENCES:
            target = self._named.get(to)
            if target is None or target.tag not in _GRADIENTS:
                break
            chain.append(target)
        if len(chain) > _MOST_REFERENCES:
            message = f"<{element.tag}> refers to others again and again"
            self._findings.refuse("S035", message, "export it anew", element.line)
            return None
        stops = next((found for one in chain if (found := self._stops(one))), [])
        if not stops:
            return None

        def given(name: str, default: str, tag: str = "") -> str:
            having = (one for one in chain if name in one.attrib and tag in ("", one.tag))
            owner = next(having, None)
            return default if owner is None else owner.attrib[name].strip()

        try:
            made = _laid(element.tag, given, box, view)
        except ValueError as error:
            self._findings.refuse(*wrong("gradient", element, str(error)))
            return None
        if made is None or len(stops) == 1:
            return None if box is None else Paint(stops[-1][1], stops[-1][2] * alpha)
        dimmed = tuple((at, hue, own * alpha) for at, hue, own in stops)
        return replace(made, stops=dimmed)

    def _stops(self, gradient: Element) -> list[Stop]:
        stops: list[Stop] = []
        for stop in children(gradient):
            if stop.tag != "stop":
                continue
            values = self._styles.of(stop, self._styles.of(gradient, {}))
            try:
                at = max(share(stop.get("offset", "0")), stops[-1][0] if stops else 0)
                hue, own = colour(values.get("stop-color", "black"), values.get("color", "black"))
                stops.append((at, hue, own * share(values.get("stop-opacity", "1"))))
            except ValueError as error:
                self._findings.refuse(*wrong("stop-color", stop, str(error)))
        return stops


def _laid(
    tag: str, given: Callable[..., str], box: Box | None, view: tuple[float, ...]
) -> Gradient | None:
    """A gradient's vector or circles as one of its own space; None if it has no extent."""
    lay, whole = Identity, view
    if given("gradientUnits", "objectBoundingBox") != "userSpaceOnUse":
        if box is None or box[0] == box[2] or box[1] == box[3]:
            return None
        lay = Transform(box[2] - box[0], 0, 0, box[3] - box[1], box[0], box[1])
        whole = (1.0, 1.0, 1.0)
    lay = lay.transform(matrix(given("gradientTransform", "")))
    spread = given("spreadMethod", "pad")

    def at(name: str, default: str) -> float:
        axis = {"x": 0, "y": 1}.get(name.strip("12cf"), 2)
        return length(given(name, default, tag), 16.0, whole[axis])

    if tag == "linearGradient":
        x, y, dx, dy = at("x1", "0"), at("y1", "0"), at("x2", "100%"), at("y2", "0")
        dx, dy = dx - x, dy - y
        lay = lay.transform((dx, dy, -dy, dx, x, y))
        return Gradient((), lay, spread) if not _is_flat(lay) else None
    cx, cy, r = at("cx", "50%"), at("cy", "50%"), at("r", "50%")
    if r <= 0:
        return None
    x, y = (at("fx", f"{cx!r}") - cx) / r, (at("fy", f"{cy!r}") - cy) / r
    away = max(1.0, hypot(x, y) / 0.999)  # a focus outside is brought to the edge
    lay = lay.transform((r, 0, 0, r, cx, cy))
    focus = (x / away, y / away, min(1.0, max(0.0, at("fr", "0") / r)))
    return Gradient((), lay, spread, focus) if not _is_flat(lay) else None


def _is_flat(lay: Transform) -> bool:
    return bool(abs(lay[0] * lay[3] - lay[1] * lay[2]) < 1e-12)
