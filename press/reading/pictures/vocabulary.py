"""The words of SVG that drawings may use: elements, attributes, and how their values look."""

from __future__ import annotations

import re

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_GRADIENTS = frozenset({"linearGradient", "radialGradient", "stop"})
ELEMENTS = SHAPES | _GRADIENTS | {"svg", "g", "defs", "title", "desc"}
DROPPED = frozenset({"metadata"})
"""What a program leaves for itself within SVG's own namespace."""

_OUTLINES = "convert the text to paths: fonts in a drawing are not known here"
_EXPAND = "expand symbols and clones in the drawing program and export it again"
_RELEASE = "release the mask in the drawing program and export it again"
_PLAIN = "save it as plain SVG, without data of the drawing program"
_STILL = "take an SVG without programs and animation"
_INSTEAD = "draw it with shapes, or use a PNG or JPEG instead of the SVG"
HINTS = {
    "text": _OUTLINES,
    "tspan": _OUTLINES,
    "textPath": _OUTLINES,
    "style": "export the SVG with presentation attributes instead of CSS",
    "image": _INSTEAD,
    "pattern": _INSTEAD,
    "use": _EXPAND,
    "symbol": _EXPAND,
    "clipPath": _RELEASE,
    "clip-path": _RELEASE,
    "mask": _RELEASE,
    "filter": "remove shadows and other effects",
    "script": _STILL,
    "animate": _STILL,
    "animateTransform": _STILL,
    "set": _STILL,
    "foreignObject": _PLAIN,
    "switch": _PLAIN,
}
"""What to do about an element or attribute that is refused."""

# No pattern may match one text in two ways: values can be 300 kB long.
_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_LENGTH = rf"{_NUMBER}(?:px|mm|cm|in|pt|pc|%)?"
_NUMBERS = r"[\d.eE+\-,\s]*"
_HEX = r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3,4})"
_VARIABLE = rf"var\(\s*--[a-z][a-z0-9-]*\s*,\s*{_HEX}\s*\)"
_COLOUR = rf"(?:{_HEX}|[A-Za-z]{{3,24}}|(?:rgb|hsl)a?\([\d.%,/\s+-]*\)|{_VARIABLE})"
_FORMS = {
    "colour": _COLOUR,
    "paint": rf"(?:{_COLOUR}|url\(#[\w:.-]+\)(?: {_COLOUR})?)",
    "length": _LENGTH,
    "numbers": _NUMBERS,
    "dashes": r"none|[\d.eE+\-,\s%a-z]*",
    "path": r"none|[MmZzLlHhVvCcSsQqTtAa\d.eE+\-,\s]*",
    "transform": r"(?:(?:matrix|translate|scale|rotate|skewX|skewY)\s*"
    rf"\({_NUMBERS}\)[\s,]*)*",
    "keyword": r"[A-Za-z-]{1,30}",
    "words": r"[A-Za-z ]{1,40}",
    "id": r"[A-Za-z_][\w:.-]*",
}
_PATTERNS = {form: re.compile(rf"(?:{pattern})\Z") for form, pattern in _FORMS.items()}
_OF_NUMBERS = frozenset({"length", "numbers", "dashes", "path", "transform"})
_TOO_LARGE = re.compile(r"(?<![\d.])\d{8,}|[eE]\+?\d{2,}")
"""A number with which no drawing is drawn."""

_STYLED = {
    "colour": "color stop-color",
    "paint": "fill stroke",
    "length": "opacity fill-opacity stroke-opacity stop-opacity stroke-width"
    " stroke-miterlimit stroke-dashoffset",
    "dashes": "stroke-dasharray",
    "keyword": "fill-rule stroke-linecap stroke-linejoin visibility",
    "words": "paint-order",
}
"""Presentation attributes, which may also stand in a style attribute."""
_PLACED = {
    "length": "x y x1 y1 x2 y2 cx cy r rx ry fx fy fr width height offset",
    "numbers": "points viewBox",
    "path": "d",
    "transform": "transform gradientTransform",
    "keyword": "gradientUnits spreadMethod",
    "words": "preserveAspectRatio",
    "id": "id",
}
IN_STYLE = frozenset(name for names in _STYLED.values() for name in names.split())
FORM_OF = {
    name: form
    for names_by_form in (_STYLED, _PLACED)
    for form, names in names_by_form.items()
    for name in names.split()
}
"""Every attribute that is copied, with the form of its values."""

_MARKERS = frozenset({"marker", "marker-start", "marker-mid", "marker-end"})
EFFECTS = _MARKERS | {"clip-path", "mask", "filter", "mix-blend-mode"}
"""Attributes without which the drawing would look different, and which are not supported."""
LEFT_OUT = re.compile(
    r"-|font|text|line-|letter-|word-|writing-|white-|direction|unicode-|baseline|dominant|alignment"
    r"|glyph|kerning|shape-|inline-|image-|color-|enable-|solid-|isolation|pointer-|cursor|overflow"
    r"|clip-rule|flood-|lighting-|display|vector-effect|user-select"
)
"""How properties begin that may stand in a style attribute and do nothing to shapes."""
HARMLESS = ("none", "normal", "auto", "inherit", "initial", "")


def is_value(name: str, value: str) -> bool:
    """Whether an attribute of `FORM_OF` can have this value, its white space made single."""
    form = FORM_OF[name]
    if form in _OF_NUMBERS and _TOO_LARGE.search(value):
        return False
    return bool(_PATTERNS[form].match(value))
