"""Path data: shapely shapes in, short SVG path strings with fitted cubic curves out.

The fit follows Philip J. Schneider, "An Algorithm for Automatically Fitting Digitized Curves"
(Graphics Gems, 1990).
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from .geometry import pieces

TOLERANCE = 0.15  # units a curve may leave its points: 0.03 mm in print
CORNER = 24  # degrees of turn that make a corner
SHORTEST = 0.8  # shorter lines are crumbs of a cut and are left out

Points = NDArray[np.float64]


def path_data(shape: BaseGeometry) -> str:
    """Return the `d` attribute of a shape, one decimal, relative curves, y turned downwards."""
    strokes: list[str] = []
    for part in pieces(shape):
        if isinstance(part, Polygon):
            rings = [part.exterior, *(ring for ring in part.interiors if ring.length > 4)]
            strokes += [_stroke(_clean(ring), closed=True) for ring in rings]
        elif isinstance(part, LineString) and part.length > SHORTEST:
            points = _clean(part)
            strokes.append(_stroke(points, closed=bool(np.allclose(points[0], points[-1]))))
    return "".join(strokes)


def _clean(line: BaseGeometry, crumb: float = 0.45) -> Points:
    """Return the points of a line without the crumbs that cutting and uniting leave behind."""
    points = np.array(line.simplify(0.03).coords)
    kept = [points[0]]
    for point in points[1:-1]:
        if np.hypot(*(point - kept[-1])) > crumb and np.hypot(*(point - points[-1])) > crumb:
            kept.append(point)
    return np.array([*kept, points[-1]])


def _stroke(points: Points, *, closed: bool) -> str:
    points = points * [1, -1]
    corners = _corners(points, closed=closed)
    if closed and len(corners):
        points = np.vstack([points[corners[0] : -1], points[: corners[0] + 1]])
        corners = corners[1:] - corners[0]
    stops = [
        0,
        *[int(corner) for corner in corners if 0 < corner < len(points) - 1],
        len(points) - 1,
    ]
    smooth_ring = closed and len(stops) == 2 and not _turns_at_seam(points)
    pen = _Pen(points[0])
    for start, end in pairwise(stops):
        span = points[start : end + 1]
        if len(span) == 2:
            pen.straight(span[1])
            continue
        span = _dense(span)
        first, last = _unit(span[1] - span[0]), _unit(span[-2] - span[-1])
        if smooth_ring:
            first = _unit(first - last)
            last = -first
        _fit(span, first, last, pen)
    return pen.text + ("z" if closed else "")


class _Pen:
    """Writes rounded relative commands and keeps the true place, so that rounding never adds up."""

    def __init__(self, start: Points) -> None:
        self.at = np.round(start, 1)
        self.text = f"M{_number(self.at[0])}{_number(self.at[1], joined=True)}"
        self.last = "M"

    def straight(self, end: Points) -> None:
        self._write("l", [end])

    def curve(self, first: Points, second: Points, end: Points) -> None:
        self._write("c", [first, second, end])

    def _write(self, command: str, points: list[Points]) -> None:
        numbers = np.concatenate([np.round(point, 1) - self.at for point in points])
        text = "".join(
            _number(number, joined=index > 0 or command == self.last)
            for index, number in enumerate(numbers)
        )
        self.text += text if command == self.last else command + text
        self.last = command
        self.at = np.round(points[-1], 1)


def _number(value: float, *, joined: bool = False) -> str:
    text = (
        f"{value:.1f}".removesuffix(".0").replace("0.", ".", 1)
        if abs(value) < 1
        else f"{value:.1f}".removesuffix(".0")
    )
    if text in ("-0", "-.0", ".0", ""):
        text = "0"
    return text if not joined or text.startswith("-") else " " + text


def _corners(points: Points, *, closed: bool) -> NDArray[np.int_]:
    steps = np.diff(points, axis=0)
    if closed:
        steps = np.vstack([steps[-1], steps])
    angles = np.degrees(np.unwrap(np.arctan2(steps[:, 1], steps[:, 0])))
    turns = np.abs(np.diff(angles))
    return np.flatnonzero(turns > CORNER) + (0 if closed else 1)


def _turns_at_seam(points: Points) -> bool:
    along = float(_unit(points[1] - points[0]) @ _unit(points[-1] - points[-2]))
    return along < float(np.cos(np.radians(CORNER)))


def _dense(points: Points, step: float = 1.5) -> Points:
    """Return the points with others between, so that a curve cannot bulge from a long straight."""
    pieces = []
    for start, end in pairwise(points):
        count = max(1, int(np.hypot(*(end - start)) / step))
        pieces.append(start + (end - start) * (np.arange(count) / count)[:, None])
    return np.vstack([*pieces, points[-1]])


def _unit(arrow: Points) -> Points:
    return arrow / max(float(np.hypot(*arrow)), 1e-9)


def _fit(points: Points, first: Points, last: Points, pen: _Pen, depth: int = 0) -> None:
    if len(points) < 3 or (np.hypot(*(points[-1] - points[0])) < 0.3 and depth > 8):
        pen.straight(points[-1])
        return
    lengths = np.r_[0, np.cumsum(np.hypot(*np.diff(points, axis=0).T))]
    places = lengths / lengths[-1]
    for _ in range(4):
        controls = _bezier(points, places, first, last)
        gaps = np.hypot(*(_at(controls, places) - points).T)
        if gaps.max() < TOLERANCE:
            pen.curve(*controls[1:])
            return
        places = _better_places(controls, points, places)
    split = int(np.clip(np.argmax(gaps), 1, len(points) - 2))
    middle = _unit(points[split - 1] - points[split + 1])
    _fit(points[: split + 1], first, middle, pen, depth + 1)
    _fit(points[split:], -middle, last, pen, depth + 1)


def _bezier(points: Points, places: NDArray[np.float64], first: Points, last: Points) -> Points:
    start, end = points[0], points[-1]
    b1, b2 = 3 * places * (1 - places) ** 2, 3 * places**2 * (1 - places)
    from_start, from_end = b1[:, None] * first, b2[:, None] * last
    ends = ((1 - places) ** 3 + b1)[:, None] * start + (b2 + places**3)[:, None] * end
    rest = points - ends
    a, b = np.vdot(from_start, from_start), np.vdot(from_start, from_end)
    d = np.vdot(from_end, from_end)
    at_start, at_end = np.vdot(from_start, rest), np.vdot(from_end, rest)
    third = np.hypot(*(end - start)) / 3
    determinant = a * d - b * b
    if abs(determinant) > 1e-9:
        reach = np.array([d * at_start - b * at_end, a * at_end - b * at_start]) / determinant
    else:
        reach = np.array([third, third])
    length = float(np.hypot(*np.diff(points, axis=0).T).sum())
    if (reach < third * 0.05).any() or (
        reach > length
    ).any():  # a loop or a spike between the points
        reach = np.array([third, third])
    return np.array([start, start + first * reach[0], end + last * reach[1], end])


def _at(controls: Points, places: NDArray[np.float64]) -> Points:
    t = places[:, None]
    place: Points = (
        (1 - t) ** 3 * controls[0]
        + 3 * t * (1 - t) ** 2 * controls[1]
        + 3 * t**2 * (1 - t) * controls[2]
        + t**3 * controls[3]
    )
    return place


def _better_places(
    controls: Points, points: Points, places: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the places moved one Newton step closer to their points."""
    t = places[:, None]
    first = 3 * np.diff(controls, axis=0)
    second = 2 * np.diff(first, axis=0)
    slope = (1 - t) ** 2 * first[0] + 2 * t * (1 - t) * first[1] + t**2 * first[2]
    bend = (1 - t) * second[0] + t * second[1]
    gap = _at(controls, places) - points
    below = (slope**2).sum(axis=1) + (gap * bend).sum(axis=1)
    step = np.divide(
        (gap * slope).sum(axis=1), below, out=np.zeros_like(places), where=np.abs(below) > 1e-9
    )
    better: NDArray[np.float64] = np.clip(places - step, 0, 1)
    return better
