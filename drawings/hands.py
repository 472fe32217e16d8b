"""The shapes of hands: a wrist, an angle and the name of a grip in; a hand with finger lines out.

A hand has its wrist at (0, 0), fingers along +x, thumb towards +y.
"""

from numpy.typing import ArrayLike
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .geometry import (
    Place,
    Vector,
    bar,
    bone,
    filled_notches,
    placed,
    smooth_area,
    smooth_line,
    smoothed_bumps,
)

Digit = tuple[Place, Place, float]  # from, to, radius

_PALM = [
    (-3, 4.2), (4, 5.2), (10, 6.2), (15, 6), (16, 0), (14.5, -6), (9, -6.2), (3.5, -5),
    (-3, -4.2),
]  # fmt: skip
_FIST = [*_PALM[:3], (14, 6), (14.6, 0), (13.6, -6), *_PALM[6:]]
_FINGERS: list[Digit] = [
    ((13, 4.3), (24.6, 4), 1.9), ((13, 1.5), (27.4, 0.9), 1.95), ((13, -1.4), (26.2, -2.1), 1.9),
    ((12.5, -4.3), (22.4, -5.2), 1.75),
]  # fmt: skip
_CURLED: list[Digit] = [
    ((9, 4.9), (16.8, 5), 2.1), ((9, 1.6), (18.4, 1.7), 2.1), ((9, -1.7), (18, -1.7), 2.1),
    ((9, -4.7), (16.2, -4.8), 1.9),
]  # fmt: skip
_BETWEEN = [[(15.5, 2.9), (24, 2.4)], [(15.5, 0), (26, -0.6)], [(15, -2.9), (22.6, -3.6)]]
_BETWEEN_CURLED: list[Digit] = [
    [(10.5, 3.3), (16.6, 3.4)],
    [(10.5, 0), (17.6, 0)],
    [(10.5, -3.2), (16.4, -3.2)],
]
# The side of a flat hand, seen from the little finger; its sole is 6 below the wrist.
_FLAT = [
    (-4.4, 3), (-4.6, -2.6), (-2, -6), (6, -6.1), (16, -6), (25.4, -6.1), (29, -5), (27, -3),
    (19, -1), (11, 1.6), (5, 4.4), (0, 5),
]  # fmt: skip


def _digits(digits: list[Digit]) -> list[BaseGeometry]:
    return [bar(start, end, 2 * radius) for start, end, radius in digits]


def _thumb(middle: Place, tip: Place) -> list[BaseGeometry]:
    return [
        bone((3.5, 2.6), middle, [(0, 3.4, 3.4), (1, 2.5, 2.5)]),
        bone(middle, tip, [(0, 2.5, 2.5), (1, 1.9, 1.9)]),
    ]


# name: (outline pieces, finger lines)
HANDS: dict[str, tuple[list[BaseGeometry], list[LineString]]] = {
    # seen on the back, hanging or at rest: the thumb stands off
    "relaxed": (
        [smooth_area(_PALM), *_digits(_FINGERS), *_thumb((9.6, 8.8), (16.4, 11.6))],
        [LineString(line) for line in _BETWEEN],
    ),
    # stretched out with the thumb up
    "straight": (
        [smooth_area(_PALM), *_digits(_FINGERS), *_thumb((9, 9.4), (15, 13.4))],
        [LineString(line) for line in _BETWEEN[:2]],
    ),
    # lying flat on something
    "flat": ([smooth_area(_FLAT)], [smooth_line([(16.5, -2.9), (21, -3.5), (26.4, -4.3)])]),
    # fingers bent around something round that lies along the y axis of the hand
    "grip": (
        [smooth_area(_FIST), *_digits(_CURLED), *_thumb((9, 9.4), (15, 11.8))],
        [LineString(line) for line in _BETWEEN_CURLED],
    ),
}


def hand_shape(
    wrist: ArrayLike, angle: float, grip: str, *, mirrored: bool
) -> tuple[BaseGeometry, list[BaseGeometry]]:
    """Return a hand at a wrist and its finger lines; `mirrored` moves the thumb across."""
    pieces, fingers = HANDS[grip]
    hand = smoothed_bumps(filled_notches(unary_union(pieces), 0.5), 0.6)
    return (
        placed(hand, wrist, angle, mirrored=mirrored),
        [placed(line, wrist, angle, mirrored=mirrored) for line in fingers],
    )


def joined_at_wrist(fore: BaseGeometry, hand: BaseGeometry, wrist: Vector) -> BaseGeometry:
    """Return forearm and hand as one, smooth at the wrist only: the fingers keep their shape."""
    both = unary_union([fore, hand])
    return unary_union([both, filled_notches(both, 6).intersection(Point(*wrist).buffer(7.5))])
