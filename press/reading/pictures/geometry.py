"""Shapes of SVG -> paths: outlines, strokes as outlines, what one path cuts out of another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from math import hypot, isfinite

import pathops
from fontTools.misc.transform import Transform
from fontTools.svgLib.path import parse_path
from pathops import FillType, LineCap, LineJoin, OpBuilder, Path, PathOp, PathOpsError, PathVerb

from press.reading.pictures.values import NUMBER, number, numbers

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_NUMBER = re.compile(NUMBER)
_ARC = re.compile(r"[\s,]*".join(f"({one})" for one in [NUMBER] * 3 + ["[01]"] * 2 + [NUMBER] * 2))
_ARGUMENTS = {"m": 2, "z": 0, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7}
_SIMPLE, _MOST_POINTS = 100, 1_500
"""Segments of a path that is compared with others without need, and at most."""
_MOST_DASHES = 10_000
_FINE = 2000.0
"""To how many units a path is enlarged before it is stroked: Skia's curves are right to 1/8."""
_CAPS = {"round": LineCap.ROUND_CAP, "square": LineCap.SQUARE_CAP}
_JOINS = {"round": LineJoin.ROUND_JOIN, "bevel": LineJoin.BEVEL_JOIN}


def shape(tag: str, length: Callable[[str, str, str], float], d: str) -> Path:
    """The path of a basic shape; `length` gives an attribute, with a default and a direction."""
    if tag == "path":
        return _of_commands(d)
    if tag in ("polyline", "polygon"):
        n = numbers(d)
        points = " ".join(f"{x!r},{y!r}" for x, y in zip(n[::2], n[1::2], strict=False))
        return _of_commands(f"M{points}{'z' if tag == 'polygon' else ''}" if points else "")
    if tag == "line":
        x1, y1, x2, y2 = (length(name, "0", name[0]) for name in ("x1", "y1", "x2", "y2"))
        return _of_commands(f"M{x1!r},{y1!r}L{x2!r},{y2!r}")
    if tag == "rect":
        x, y = length("x", "0", "x"), length("y", "0", "y")
        return rectangle(x, y, *_size(length), *_radii(length))
    cx, cy = length("cx", "0", "x"), length("cy", "0", "y")
    if tag == "circle":
        r = length("r", "0", "")
        rx, ry = r, r
    else:
        rx, ry = _radii(length)
    return rectangle(cx - rx, cy - ry, 2 * rx, 2 * ry, rx, ry)


def _size(length: Callable[[str, str, str], float]) -> tuple[float, float]:
    return length("width", "0", "x"), length("height", "0", "y")


def _radii(length: Callable[[str, str, str], float]) -> tuple[float, float]:
    """The radii; one that is not given is as the other."""
    rx, ry = length("rx", "-1", "x"), length("ry", "-1", "y")
    return max(rx if rx >= 0 else ry, 0.0), max(ry if ry >= 0 else rx, 0.0)


def rectangle(
    x: float, y: float, width: float, height: float, rx: float = 0.0, ry: float = 0.0
) -> Path:
    """A rectangle with round corners, if any; nothing if it has no area."""
    if not (width > 0 and height > 0):
        return Path()
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if not (rx and ry):
        return _of_commands(f"M{x!r},{y!r}h{width!r}v{height!r}h{-width!r}z")
    flat, high = width - 2 * rx, height - 2 * ry
    arc = f"a{rx!r},{ry!r} 0 0 1 "
    return _of_commands(
        f"M{x + rx!r},{y!r}h{flat!r}{arc}{rx!r},{ry!r}v{high!r}{arc}{-rx!r},{ry!r}"
        f"h{-flat!r}{arc}{-rx!r},{-ry!r}v{-high!r}{arc}{rx!r},{-ry!r}z"
    )


def _of_commands(d: str) -> Path:
    """A path of what stands in the attribute `d`; ValueError if that cannot be read."""
    made = Path()
    text = "".join(_spelt(d))
    if text:
        parse_path(text, made.getPen(glyphSet=None, allow_open_paths=True))
    return made


def _spelt(d: str) -> Iterator[str]:
    """The commands of a path, each number apart from the next, as fontTools reads them."""
    start, *parts = re.split(r"([MmZzLlHhVvCcSsQqTtAa])", "" if d.strip() == "none" else d)
    if start.strip() or (parts and parts[0] not in "Mm"):
        raise ValueError(d)
    for command, given in zip(parts[::2], parts[1::2], strict=True):
        each = _ARC if command in "Aa" else _NUMBER
        if each.sub("", given).strip(" ,\t\r\n"):
            raise ValueError(d)
        count = _ARGUMENTS[command.lower()]
        n = [number(one) for match in each.finditer(given) for one in match.groups() or [match[0]]]
        if len(n) % (count or 1) or bool(n) != bool(count):
            raise ValueError(d)
        for index in range(0, len(n) or 1, count or 1):
            one = n[index : index + count]
            if count == 7 and not (one[0] and one[1]):  # a flat arc is a line
                yield f"{'L' if command == 'A' else 'l'}{one[5]:.15g} {one[6]:.15g}"
            else:
                yield command + " ".join(f"{value:.15g}" for value in one)
            command = {"M": "L", "m": "l"}.get(command, command)


def stroked(
    path: Path, width: float, cap: str, join: str, miter: float, dashes: list[float], offset: float
) -> Path:
    """The outline of a stroke; ValueError if it has too many dashes."""
    box = path.controlPointBounds
    extent = max(hypot(box[2] - box[0], box[3] - box[1]), width)
    if dashes and (whole := sum(dashes)) and extent * 40 / whole > _MOST_DASHES:
        raise ValueError("it has too many dashes")
    scale = _FINE / extent
    made = path.transform(scale, 0, 0, scale, 0, 0)
    if not sum(dashes) or min(dashes) < 0:
        dashes = []
    dashes = [dash * scale for dash in dashes * (1 + len(dashes) % 2)]
    made.stroke(
        width * scale,
        _CAPS.get(cap, LineCap.BUTT_CAP),
        _JOINS.get(join, LineJoin.MITER_JOIN),
        miter,
        dashes or None,
        offset * scale,
    )
    return made.transform(1 / scale, 0, 0, 1 / scale, 0, 0)


def moved(path: Path, matrix: Transform) -> Path:
    """A path as a matrix lays it."""
    made = path.transform(*matrix)
    made.fillType = path.fillType
    return made


def filled_by(path: Path, rule: str) -> Path:
    """The path, to be filled by this rule."""
    made = Path(path)
    made.fillType = FillType.EVEN_ODD if rule == "evenodd" else FillType.WINDING
    return made


def is_even_odd(path: Path) -> bool:
    return bool(path.fillType == FillType.EVEN_ODD)


def cut(path: Path, clip: Path) -> Path:
    """What of an area lies in another."""
    if len(path) and covers(clip, path.bounds):
        return path
    return _operated(path, clip, PathOp.INTERSECTION)


def without(path: Path, other: Path) -> Path:
    """What of an area does not lie in another."""
    return _operated(path, other, PathOp.DIFFERENCE)


def joined(paths: Iterable[Path]) -> Path:
    """All areas together."""
    areas = [path for path in paths if len(path)]
    if len(areas) < 2:
        return areas[0] if areas else Path()
    if sum(len(area.verbs) for area in areas) > _MOST_POINTS:
        raise PathOpsError("too many segments")
    builder = OpBuilder()
    for area in areas:
        builder.add(area, PathOp.UNION)
    return builder.resolve()


def _operated(one: Path, other: Path, how: PathOp) -> Path:
    """PathOpsError if it cannot be done, or would take its time: that grows with the cube."""
    if len(one.verbs) + len(other.verbs) > _MOST_POINTS:
        raise PathOpsError("too many segments")
    return pathops.op(one, other, how)


def bounds(paths: Iterable[Path]) -> Box | None:
    """The box around all, without strokes; None around nothing."""
    boxes = [path.bounds for path in paths if len(path)]
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def box(path: Path) -> Path:
    """The box around a path."""
    left, top, right, bottom = path.bounds
    return _of_commands(f"M{left} {top}H{right}V{bottom}H{left}z")


def covers(clip: Path, box: Box) -> bool:
    """Whether surely nothing of a box lies outside an area."""
    left, top, right, bottom = box
    if len(clip.verbs) > _SIMPLE:
        return False
    try:
        return not len(without(rectangle(left, top, right - left, bottom - top), clip))
    except PathOpsError:
        return False


def nonzero(path: Path) -> Path:
    """The same area for the nonzero rule, the only one by which the engine clips."""
    if not is_even_odd(path):
        return path
    if len(path.verbs) > _MOST_POINTS:
        raise PathOpsError("too many segments")
    return pathops.simplify(path, fix_winding=True)


def commands(path: Path, digits: int) -> str:
    """A path as the attribute `d`, so many digits behind the point.

    ValueError if a number in it cannot be drawn.
    """

    def written(value: float) -> str:
        if not isfinite(value):
            raise ValueError(value)
        return f"{value:.{digits}f}".rstrip("0").rstrip(".")

    path = Path(path)
    path.convertConicsToQuads(_tolerance(path))
    return "".join(
        _LETTERS[verb] + " ".join(written(value) for point in points for value in point)
        for verb, points in _needed(list(path))
    )


def _needed(
    segments: list[tuple[PathVerb, tuple[tuple[float, float], ...]]],
) -> Iterator[tuple[PathVerb, tuple[tuple[float, float], ...]]]:
    """The segments of a path without lines to where it is, unless that is all: a dot."""
    at = start = (0.0, 0.0)
    for place, (verb, points) in enumerate(segments):
        after = segments[place + 1][0] if place + 1 < len(segments) else PathVerb.MOVE
        if verb == PathVerb.LINE and (points[0] == at or points[0] == start):
            is_dot = segments[place - 1][0] == PathVerb.MOVE and after == PathVerb.MOVE
            if after == PathVerb.CLOSE or (points[0] == at and not is_dot):
                continue
        if points:
            at = points[-1]
            start = at if verb == PathVerb.MOVE else start
        yield verb, points


_LETTERS = {
    PathVerb.MOVE: "M",
    PathVerb.LINE: "L",
    PathVerb.QUAD: "Q",
    PathVerb.CUBIC: "C",
    PathVerb.CLOSE: "Z",
}


def _tolerance(path: Path) -> float:
    left, top, right, bottom = path.controlPointBounds
    return float(max(right - left, bottom - top, 1e-6) / 500)
