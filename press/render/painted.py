"""Operators of a page -> the rectangle outside of which they paint nothing but text.

Shadings and forms paint as far as they are let: to the edges of what clips them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from pikepdf import Matrix

Area: TypeAlias = "tuple[float, float, float, float]"
"""Left, lowest, right and highest, in the units of the page."""

PATH = {b"m", b"l", b"c", b"v", b"y", b"h", b"re"}
_FILLS, _DRAWS = {b"f", b"F", b"f*"}, {b"S", b"s", b"B", b"B*", b"b", b"b*"}
PAINTS = _FILLS | _DRAWS | {b"Do", b"sh", b"EI"}
_ALL: Area = (-1e6, -1e6, 1e6, 1e6)
_PICTURE = b"/i"
"""How the names of pictures begin that fill a square of one unit (ISO 32000-1, 8.9.5)."""


class Operator(NamedTuple):
    """An operator by its name, and all that is written for it."""

    name: bytes
    items: tuple[Any, ...]


def overlap(one: Area | None, other: Area | None) -> bool:
    """Whether two rectangles have more than a hair in common."""
    if one is None or other is None:
        return False
    left, low, right, high = _common(one, other)
    return right - left > _HAIR and high - low > _HAIR


def covers(one: Area | None, other: Area | None) -> bool:
    """Whether the first rectangle leaves no more than a hair of the other."""
    if one is None or other is None:
        return False
    common = _common(one, other)
    return all(abs(side - whole) < _HAIR for side, whole in zip(common, other, strict=True))


_HAIR = 0.05


def area_of(operators: Iterable[Operator]) -> Area | None:
    """The rectangle that holds all that is painted; None if nothing is."""
    painting = _Painting()
    for operator in operators:
        painting.step(operator)
    return _around([(x, y) for x0, y0, x1, y1 in painting.found for x, y in ((x0, y0), (x1, y1))])


class _Painting:
    def __init__(self) -> None:
        self.matrix = Matrix()
        self.clip = _ALL
        self.width = 1.0
        self.outer: list[tuple[Matrix, Area, float]] = []
        self.path: list[tuple[float, float]] = []
        self.clips = False
        self.found: list[Area] = []

    def step(self, operator: Operator) -> None:
        name = operator.name
        if name == b"q":
            self.outer.append((self.matrix, self.clip, self.width))
        elif name == b"Q":
            self.matrix, self.clip, self.width = self.outer.pop()
        elif name in (b"W", b"W*"):
            self.clips = True
        elif name == b"cm":
            self.matrix = Matrix(*_numbers(operator)) @ self.matrix
        elif name == b"w":
            self.width = _numbers(operator)[0]
        elif name in PATH:
            self._draw(name, _numbers(operator))
        elif name in PAINTS or name == b"n":
            self._paint(operator)

    def _draw(self, name: bytes, numbers: Sequence[float]) -> None:
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if name == b"re":
            x, y, width, height = numbers
            points = [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]
        a, b, c, d, e, f = self.matrix.shorthand  # there are many points
        self.path += [(a * x + c * y + e, b * x + d * y + f) for x, y in points]

    def _paint(self, operator: Operator) -> None:
        area: Area | None = _ALL
        if operator.name == b"Do" and operator.items[-1].startswith(_PICTURE):
            self._draw(b"re", (0, 0, 1, 1))
        if self.path or operator.name in _FILLS | _DRAWS:
            area = _around(self.path)
        if area and operator.name in _DRAWS:
            wide = self.width * max(map(abs, self.matrix.shorthand[:4])) / 2
            area = area[0] - wide, area[1] - wide, area[2] + wide, area[3] + wide
        if area and operator.name != b"n":
            self.found.append(_common(area, self.clip))
        if self.clips:
            self.clip = _common(area or _ALL, self.clip)
        self.path, self.clips = [], False


def _numbers(operator: Operator) -> Any:
    return tuple(map(float, operator.items[-1].split()[:-1]))


def _around(points: Sequence[tuple[float, float]]) -> Area | None:
    if not points:
        return None
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def _common(one: Area, other: Area) -> Area:
    """What two rectangles have in common: nothing, if a side is beyond the one across."""
    return (
        *(max(one[0], other[0]), max(one[1], other[1])),
        *(min(one[2], other[2]), min(one[3], other[3])),
    )
