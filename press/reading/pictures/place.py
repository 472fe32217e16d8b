"""An element in its place -> its lengths, transformation, opacity, what it refers to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from fontTools.misc.transform import Identity, Transform
from pathops import Path

from press.reading.pictures.markup import Element, Findings, wrong
from press.reading.pictures.style import Styles, Values
from press.reading.pictures.values import length, matrix, numbers, share

RELEASE = "release the mask in the drawing program and export it again"
_REFERENCE = re.compile(r"url\(\s*[\"']?#([^\"'()]*)[\"']?\s*\)\Z")
_EFFECTS = {
    "filter": "remove shadows and other effects",
    "mix-blend-mode": "remove shadows and other effects",
    "marker-start": "convert the ends of the lines to paths",
    "marker-mid": "convert the ends of the lines to paths",
    "marker-end": "convert the ends of the lines to paths",
}
"""Properties without which a drawing would look different, and what to do about them."""
_HARMLESS = ("none", "normal", "auto", "")
_SIDES = {"left": "0%", "top": "0%", "center": "50%", "right": "100%", "bottom": "100%"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands: what its parent and the viewport lend it.

    `ctm` leads to the drawing's space, where `clips` are; `view` holds what 100 % are across,
    down and otherwise; `inside` what is being cloned or clipped by around it.
    """

    ctm: Transform
    view: tuple[float, float, float]
    values: Values = field(default_factory=dict)
    clips: tuple[Path, ...] = ()
    depth: int = 0
    inside: tuple[int, ...] = ()


class Measures:
    """Reads values of elements; what is wrong with one is refused, and 0 or 1 stands for it."""

    def __init__(self, named: Mapping[str, Element], styles: Styles, findings: Findings) -> None:
        self.named, self.styles, self.findings = named, styles, findings

    def length(
        self, element: Element, place: Place, name: str, default: str, axis: str = ""
    ) -> float:
        """A length in the element's own units; `axis` is x, y or neither."""
        css = place.values.get(name) if element.tag not in ("use", "mask") else None
        text = (css or element.get(name) or default).strip()
        whole = place.view[{"x": 0, "y": 1}.get(axis, 2)]
        em = float(place.values.get("font-size", "16"))
        try:
            return length(default if text == "auto" else text, em, whole)
        except ValueError:
            self.findings.refuse(*wrong(name, element, text))
            return 0.0

    def numbers(self, element: Element, name: str) -> list[float]:
        """The numbers of an attribute."""
        text = element.get(name, "")
        try:
            return numbers(text)
        except ValueError:
            self.findings.refuse(*wrong(name, element, text))
            return []

    def opacity(self, element: Element, values: Values) -> float:
        """How opaque an element is as a whole."""
        text = values.get("opacity", "1")
        try:
            return share(text)
        except ValueError:
            self.findings.refuse(*wrong("opacity", element, text))
            return 1.0

    def transform(self, element: Element, values: Values, place: Place) -> Transform:
        """What leads from an element's space to its parent's."""
        text, origin = values.get("transform", ""), values.get("transform-origin", "")
        try:
            made = matrix(text)
            words = [_SIDES.get(word, word) for word in origin.replace(",", " ").split()]
            if not words:
                return made
            words += ["50%"]
            x, y = (length(word, 16, place.view[axis]) for axis, word in enumerate(words[:2]))
            return Identity.translate(x, y).transform(made).translate(-x, -y)
        except ValueError:
            self.findings.refuse(*wrong("transform", element, text))
            return Identity

    def referred(self, element: Element, values: Values, name: str, tag: str) -> Element | None:
        """The element that a clip or a mask refers to."""
        text = values.get(name, "none")
        if text in _HARMLESS:
            return None
        match = _REFERENCE.match(text)
        if match is None:
            message = f"'{name}' of <{element.tag}> is {text[:40]!r}, which is not supported"
            self.findings.refuse("S035", message, RELEASE, element.line)
            return None
        target = self.named.get(match[1].strip())
        return target if target is not None and target.tag == tag else None

    def refuse_effects(self, element: Element, values: Values) -> None:
        """Say what would make the element look different."""
        for name, hint in _EFFECTS.items():
            if values.get(name, "none") not in _HARMLESS:
                message = f"<{element.tag}> has '{name}', which is not supported"
                self.findings.refuse("S035", message, hint, element.line)
        if values.get("transform-box", "view-box") != "view-box" and "transform" in values:
            message = f"<{element.tag}> has 'transform-box', which is not supported"
            self.findings.refuse("S035", message, "apply the transformation", element.line)
