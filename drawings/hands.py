"""The shapes of hands: a wrist, an angle and the name of a grip in; a hand with finger lines out.

A hand is a mitten: the four fingers are one shape with two short lines on it, the thumb stands off.
It has its wrist at (0, 0), fingers along +x, thumb towards +y.
"""

from numpy.typing import ArrayLike
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .geometry import (
    Place,
    Vector,
    bone,
    filled_notches,
    placed,
    smooth_area,
    smooth_line,
)

# Palm and fingers from the thumb's side round to the little finger's.
_CURVED = [
    (-3, 4.3), (4, 5.6), (10, 6.7), (17, 7.2), (24, 7.3), (29, 6.2), (31, 3.4), (29.4, 0.2),
    (24, -3.6), (16, -6.2), (8, -6.2), (3, -5), (-3, -4.3),
]  # fmt: skip
_STRETCHED = [
    (-3, 4.3), (4, 5.6), (10, 6.6), (18, 6.3), (26, 5.4), (30.6, 3.6), (32, 0.6), (30, -2.8),
    (25, -5), (16, -6.3), (8, -6.2), (3, -5), (-3, -4.3),
]  # fmt: skip
_FIST = [
    (-3, 4.3), (4, 5.7), (10, 7), (15.6, 7.2), (19, 5), (20, 0), (18.8, -5.2), (14.6, -7.4),
    (8, -6.6), (3, -5), (-3, -4.3),
]  # fmt: skip
# The side of a flat hand, seen from the little finger; its sole is 6 below the wrist.
_FLAT = [
    (-4.4, 3.6), (-4.8, -2.4), (-2.6, -6), (6, -6.2), (16, -6.1), (26, -6.2), (30, -5.2),
    (30.4, -2.6), (27, -0.8), (19, 0.6), (12, 2.8), (6, 4.9), (0, 5.2),
]  # fmt: skip


def _thumb(root: Place, middle: Place, tip: Place) -> list[BaseGeometry]:
    return [
        bone(root, middle, [(0, 3.6, 3.6), (1, 2.9, 2.9)]),
        bone(middle, tip, [(0, 2.9, 2.9), (1, 2.4, 2.4)]),
    ]


# name: (outline pieces, finger lines)
HANDS: dict[str, tuple[list[BaseGeometry], list[BaseGeometry]]] = {
    # seen on the back, hanging: the fingers a little bent
    "relaxed": (
        [smooth_area(_CURVED), *_thumb((4, 2.4), (11, 9.8), (18, 12))],
        [smooth_line([(21, 3.6), (25, 4), (29, 3.4)]), smooth_line([(19, -0.6), (23, 0), (27, 0)])],
    ),
    # stretched out, or laid on something, with the thumb wide
    "straight": (
        [smooth_area(_STRETCHED), *_thumb((4, 2.4), (10, 10.4), (15.6, 14.6))],
        [LineString([(21, 2.2), (30, 1.6)]), LineString([(20, -1.8), (28.4, -1.8)])],
    ),
    # lying flat on something, seen from the side
    "flat": ([smooth_area(_FLAT)], [smooth_line([(17, -2.4), (22, -3), (28, -3.2)])]),
    # fingers bent around something round that lies along the y axis of the hand
    "grip": (
        [smooth_area(_FIST), *_thumb((4, 2.4), (8.6, 9.6), (14.4, 12))],
        [LineString([(12.4, 2.4), (18.6, 2.4)]), LineString([(12, -2.2), (18, -2.2)])],
    ),
}


def hand_shape(
    wrist: ArrayLike, angle: float, grip: str, *, mirrored: bool
) -> tuple[BaseGeometry, list[BaseGeometry]]:
    """Return a hand at a wrist and its finger lines; `mirrored` moves the thumb across."""
    pieces, fingers = HANDS[grip]
    hand = filled_notches(unary_union(pieces), 1)
    return (
        placed(hand, wrist, angle, mirrored=mirrored),
        [placed(line, wrist, angle, mirrored=mirrored) for line in fingers],
    )


def joined_at_wrist(fore: BaseGeometry, hand: BaseGeometry, wrist: Vector) -> BaseGeometry:
    """Return forearm and hand as one, smooth at the wrist only: the fingers keep their shape."""
    both = unary_union([fore, hand])
    return unary_union([both, filled_notches(both, 6).intersection(Point(*wrist).buffer(7.5))])
