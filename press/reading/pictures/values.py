"""Values of SVG as people and programs write them -> numbers, matrices, colours.

Each function raises ValueError for what is none. No pattern matches one text in two ways:
values can be 300 kB long.
"""

from __future__ import annotations

import math
import re

from fontTools.misc.transform import Identity, Transform
from tinycss2.color5 import parse_color

NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_NUMBERS = re.compile(NUMBER)
_ONLY_NUMBERS = re.compile(r"[\d.eE+\-,\s]*\Z")
_LENGTH = re.compile(rf"({NUMBER})\s*([a-zA-Z%]*)\Z")
_UNITS = {
    "": 1.0,
    "px": 1.0,
    "mm": 96 / 25.4,
    "cm": 960 / 25.4,
    "in": 96.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "q": 24 / 25.4,
}
_ANGLES = {"": 1.0, "deg": 1.0, "rad": 180 / math.pi, "turn": 360.0, "grad": 0.9}
_FUNCTION = re.compile(r"\s*,?\s*([a-zA-Z]+)\s*\(([^()]*)\)")
_LARGEST = 1e8
"""A number with which no drawing is drawn."""
_HOUSE = ("--ink", "--tint", "--brand", "--paper")
"""Colours of the house's drawings, for which a brand puts its own."""
VARIABLE = re.compile(r"var\(\s*(--[a-zA-Z][\w-]*)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def number(text: str) -> float:
    """A number, of a size with which one can draw."""
    value = float(text)
    if not abs(value) < _LARGEST:
        raise ValueError(text)
    return value


def numbers(text: str) -> list[float]:
    """Numbers with blanks or commas between them."""
    if not _ONLY_NUMBERS.match(text):
        raise ValueError(text)
    return [number(one) for one in _NUMBERS.findall(text)]


def length(text: str, em: float = 16.0, whole: float | None = None) -> float:
    """A length in user units; `whole` is what 100 % are."""
    match = _LENGTH.match(text.strip())
    if not match:
        raise ValueError(text)
    value, unit = number(match[1]), match[2].lower()
    if unit == "%" and whole is not None:
        return value * whole / 100
    if unit == "em":
        return value * em
    if unit not in _UNITS:
        raise ValueError(text)
    return value * _UNITS[unit]


def share(text: str) -> float:
    """An opacity or the place of a stop, from 0 to 1."""
    text = text.strip()
    value = number(text[:-1]) / 100 if text.endswith("%") else number(text)
    return min(1.0, max(0.0, value))


def matrix(text: str) -> Transform:
    """A list of transformations, as an attribute or CSS writes it."""
    made, at = Identity, 0
    text = "" if text.strip() == "none" else text.strip()
    while at < len(text):
        match = _FUNCTION.match(text, at)
        if not match:
            raise ValueError(text)
        made, at = made.transform(_one(match[1].lower(), match[2])), match.end()
    return made


def _one(name: str, given: str) -> Transform:
    values = [_LENGTH.match(one) for one in re.findall(rf"{NUMBER}[a-zA-Z%]*", given)]
    if re.sub(rf"{NUMBER}[a-zA-Z]*", "", given).strip(" ,\t\n") or not all(values):
        raise ValueError(given)
    is_angle = name.startswith(("rotate", "skew"))
    n = []
    for index, value in enumerate(one for one in values if one):
        units = _ANGLES if (is_angle and index == 0) or name == "skew" else _UNITS
        if value[2].lower() not in units:
            raise ValueError(given)
        n.append(number(value[1]) * units[value[2].lower()])
    angle = math.radians(n[0]) if n else 0.0
    match name, n:
        case "matrix", [_, _, _, _, _, _]:
            return Transform(*n)
        case (("translate" | "translatex"), [x]):
            return Identity.translate(x, 0)
        case "translatey", [y]:
            return Identity.translate(0, y)
        case "translate", [x, y]:
            return Identity.translate(x, y)
        case "scale", [x]:
            return Identity.scale(x, x)
        case "scale", [x, y]:
            return Identity.scale(x, y)
        case "scalex", [x]:
            return Identity.scale(x, 1)
        case "scaley", [y]:
            return Identity.scale(1, y)
        case "rotate", [_]:
            return Identity.rotate(angle)
        case "rotate", [_, x, y]:
            return Identity.translate(x, y).rotate(angle).translate(-x, -y)
        case "skewx", [_]:
            return Transform(1, 0, math.tan(angle), 1, 0, 0)
        case "skewy", [_]:
            return Transform(1, math.tan(angle), 0, 1, 0, 0)
    raise ValueError(given)


def fitted(box: list[float], width: float, height: float, ratio: str) -> Transform:
    """What lays a viewBox into a viewport, as `preserveAspectRatio` says (SVG 2, 8.2)."""
    x, y, wide, high = box
    words = [*ratio.replace("defer", "").split(), "meet"]
    if words[0] == "meet":
        words.insert(0, "xMidYMid")
    across, down = width / wide, height / high
    if words[0] == "none":
        return Transform(across, 0, 0, down, -x * across, -y * down)
    align = re.fullmatch(r"x(Min|Mid|Max)Y(Min|Mid|Max)", words[0])
    if not align or words[1] not in ("meet", "slice"):
        raise ValueError(ratio)
    scale = min(across, down) if words[1] == "meet" else max(across, down)
    left, top = ({"Min": 0.0, "Mid": 0.5, "Max": 1.0}[one] for one in align.groups())
    moved = ((width - wide * scale) * left, (height - high * scale) * top)
    return Transform(scale, 0, 0, scale, moved[0] - x * scale, moved[1] - y * scale)


def colour(text: str, current: str) -> tuple[str, float]:
    """A colour as #rrggbb, or as one of the house's, `var(--ink, #rrggbb)`, and its opacity."""
    if text.lower() == "currentcolor":
        text = "black" if current.lower() == "currentcolor" else current
    if match := VARIABLE.fullmatch(text):
        fallback, opacity = colour((match[2] or "").strip(), current)
        return (f"var({match[1]}, {fallback})" if match[1] in _HOUSE else fallback), opacity
    parsed = parse_color(text) if len(text) <= 100 else None
    if parsed is None or isinstance(parsed, str):
        raise ValueError(text)
    parts = [0.0 if part is None else part for part in parsed.to("srgb").coordinates]
    red, green, blue = (round(255 * min(1.0, max(0.0, part))) for part in parts)
    return f"#{red:02x}{green:02x}{blue:02x}", float(parsed.alpha or 0)
