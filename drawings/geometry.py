"""Plane geometry of the drawings: points and angles in, shapely shapes out.

Lengths are units (300 units = a standing body, 0.2 mm each in print); angles are degrees, 0 to the
right, 90 up. The y axis points up here; `svg.py` turns it over.
"""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import CubicSpline, PchipInterpolator
from shapely import affinity
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

Vector = NDArray[np.float64]
Place = tuple[float, float]
Bounds = tuple[float, float, float, float]  # left, bottom, right, top in units
# (place along the bone 0..1, front radius, back radius)
Profile = Sequence[tuple[float, float, float]]

_CIRCLE = np.array([(np.cos(turn), np.sin(turn)) for turn in np.linspace(0, 2 * np.pi, 81)[:-1]])


def vector(point: ArrayLike) -> Vector:
    """Return the point as an array that can be reckoned with."""
    return np.asarray(point, dtype=float)


def place_of(point: ArrayLike) -> Place:
    """Return the point as a pair of numbers."""
    x, y = vector(point)
    return float(x), float(y)


def pieces(shape: BaseGeometry) -> list[BaseGeometry]:
    """Return the parts of which a shape consists: itself, if it is one."""
    return list(getattr(shape, "geoms", [shape]))


def lines_in(shape: BaseGeometry) -> list[LineString]:
    """Return the lines of which a shape consists; points and areas are left out."""
    return [piece for piece in pieces(shape) if isinstance(piece, LineString)]


def bounds_of(shape: BaseGeometry) -> Bounds:
    """Return the left, bottom, right and top of a shape."""
    left, bottom, right, top = shape.bounds
    return left, bottom, right, top


def direction(angle: float) -> Vector:
    """Return the unit vector that points at the angle."""
    return np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])


def bearing(arrow: ArrayLike) -> float:
    """Return the angle at which a vector points, -180 to 180."""
    x, y = vector(arrow)
    return float(np.degrees(np.arctan2(y, x)))


def wrapped(angle: float) -> float:
    """Return the same angle between -180 and 180."""
    return (angle + 180) % 360 - 180


def turned(place: ArrayLike, angle: float) -> Place:
    """Return the place turned around (0, 0)."""
    x, y = vector(place)
    return place_of(x * direction(angle) + y * direction(angle + 90))


def between(start: ArrayLike, end: ArrayLike, share: float) -> Vector:
    """Return the point at a share (0 to 1) of the way."""
    return vector(start) * (1 - share) + vector(end) * share


def spline(points: ArrayLike, per_span: int = 14) -> tuple[Vector, Vector, Vector]:
    """Return points on a smooth curve, their place 0..1 along it, and its tangents."""
    knots = vector(points)
    lengths = np.r_[0, np.cumsum(np.hypot(*np.diff(knots, axis=0).T))]
    curve = CubicSpline(lengths, knots, bc_type="natural")
    places = np.unique(np.r_[np.linspace(0, lengths[-1], per_span * len(knots)), lengths])
    return curve(places), places / lengths[-1], curve(places, 1)


def tube(
    points: Vector, places: Vector, profile: Profile, tangents: Vector, front: str
) -> BaseGeometry:
    """Return a rounded limb around a curve: hulls of neighbouring discs, united.

    `front` is the side, "left" or "right" of the way, on which the front radii are measured.
    """
    table = vector(profile)
    front_radii = PchipInterpolator(table[:, 0], table[:, 1])(places)
    back_radii = PchipInterpolator(table[:, 0], table[:, 2])(places)
    normals = np.c_[-tangents[:, 1], tangents[:, 0]]
    normals /= np.hypot(*normals.T)[:, None]
    if front == "right":
        normals = -normals
    centres = points + normals * ((front_radii - back_radii) / 2)[:, None]
    radii = (front_radii + back_radii) / 2
    discs = centres[:, None] + radii[:, None, None] * _CIRCLE
    pairs = np.concatenate([discs[:-1], discs[1:]], axis=1)
    return unary_union(shapely.convex_hull(shapely.multipoints(pairs)))


def bone(
    start: ArrayLike, end: ArrayLike, profile: Profile, front: str = "left", steps: int = 14
) -> BaseGeometry:
    """Return a rounded limb around a straight line."""
    places = np.linspace(0, 1, steps)
    points = np.outer(1 - places, vector(start)) + np.outer(places, vector(end))
    tangents = np.tile(vector(end) - vector(start), (steps, 1))
    return tube(points, places, profile, tangents, front)


def bar(start: ArrayLike, end: ArrayLike, width: float) -> BaseGeometry:
    """Return a straight bar with round ends, `width` units thick."""
    return LineString([vector(start), vector(end)]).buffer(width / 2, quad_segs=12)


def rounded_box(
    left: float, bottom: float, right: float, top: float, radius: float
) -> BaseGeometry:
    """Return a rectangle with rounded corners."""
    inner = Polygon([
        (left + radius, bottom + radius), (right - radius, bottom + radius),
        (right - radius, top - radius), (left + radius, top - radius),
    ])  # fmt: skip
    return inner.buffer(radius, quad_segs=12)


def filled_notches(shape: BaseGeometry, radius: float) -> BaseGeometry:
    """Return the shape with its concave corners rounded."""
    return shape.buffer(radius, quad_segs=12).buffer(-radius, quad_segs=12)


def smoothed_bumps(shape: BaseGeometry, radius: float) -> BaseGeometry:
    """Return the shape with its convex corners rounded."""
    return shape.buffer(-radius, quad_segs=12).buffer(radius, quad_segs=12)


def smooth_area(points: Sequence[tuple[float, float]], per_span: int = 8) -> Polygon:
    """Return the area inside a smooth closed curve through the points."""
    knots = vector([*points, points[0]])
    lengths = np.r_[0, np.cumsum(np.hypot(*np.diff(knots, axis=0).T) ** 0.6)]
    curve = CubicSpline(lengths, knots, bc_type="periodic")
    return Polygon(curve(np.linspace(0, lengths[-1], per_span * len(knots)))).buffer(0)


def smooth_line(points: ArrayLike, per_span: int = 8) -> LineString:
    """Return a smooth open curve through the points."""
    knots = vector(points)
    lengths = np.r_[0, np.cumsum(np.hypot(*np.diff(knots, axis=0).T) ** 0.7)]
    curve = CubicSpline(lengths, knots, bc_type="natural")
    return LineString(curve(np.linspace(0, lengths[-1], per_span * len(knots))))


def placed(
    shape: BaseGeometry,
    origin: ArrayLike,
    angle: float,
    *,
    scale: float = 1,
    mirrored: bool = False,
) -> BaseGeometry:
    """Return the shape with its own +x along the angle; `mirrored` exchanges +y and -y first."""
    shape = affinity.scale(shape, scale, -scale if mirrored else scale, origin=(0, 0))
    return affinity.translate(affinity.rotate(shape, angle, origin=(0, 0)), *vector(origin))


def scaled(shape: BaseGeometry, factor: float) -> BaseGeometry:
    """Return the shape made larger around (0, 0)."""
    return affinity.scale(shape, factor, factor, origin=(0, 0))


def ahead_of(point: ArrayLike, heading: ArrayLike, reach: float = 400) -> Polygon:
    """Return the half-plane (`reach` units deep) that lies ahead of the point in the heading."""
    forward = vector(heading) / np.hypot(*vector(heading))
    aside = np.array([-forward[1], forward[0]]) * reach
    at = vector(point)
    return Polygon(
        [at + aside, at - aside, at - aside + forward * reach, at + aside + forward * reach]
    )


def cross_line(point: ArrayLike, heading: ArrayLike, reach: float = 60) -> LineString:
    """Return the straight line through the point at right angles to the heading."""
    forward = vector(heading) / np.hypot(*vector(heading))
    aside = np.array([-forward[1], forward[0]]) * reach
    return LineString([vector(point) + aside, vector(point) - aside])


def two_bones(
    start: ArrayLike, target: ArrayLike, first: float, second: float, *, bends: str
) -> tuple[float, float]:
    """Return the angles of two bones from start to target.

    The joint between them `bends` to the "left" or the "right" of the way.
    Raises ValueError when the target is out of reach.
    """
    way = vector(target) - vector(start)
    distance = float(np.hypot(*way))
    if not abs(first - second) < distance <= first + second + 0.5:
        reach = f"the bones reach {first + second:.0f}"
        raise ValueError(f"{place_of(target)} is {distance:.0f} units away, {reach}")
    distance = min(distance, first + second - 0.01)
    at_start = np.degrees(np.arccos((first**2 + distance**2 - second**2) / (2 * first * distance)))
    at_end = np.degrees(np.arccos((second**2 + distance**2 - first**2) / (2 * second * distance)))
    sign = 1 if bends == "left" else -1
    return bearing(way) + sign * at_start, bearing(way) - sign * at_end
