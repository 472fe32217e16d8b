"""The shapes of hands: a wrist, an angle and the name of a grip in; a hand with finger lines out.

A hand is a palm, four fingers that lie side by side, and a thumb that stands off. It has its wrist
at (0, 0), fingers along +x, thumb towards +y.
"""

from collections.abc import Sequence
from itertools import pairwise

from numpy.typing import ArrayLike
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .geometry import (
    Place,
    Vector,
    between,
    bone,
    filled_notches,
    placed,
    smooth_area,
    smooth_line,
)

# Palms from the thumb's side round to the little finger's.
_PALM = [
    (-3, 4.3), (3, 5.2), (9, 6.8), (14, 7), (16.5, 4), (16.5, -3), (14, -6.4), (8, -6.4),
    (3, -5), (-3, -4.3),
]  # fmt: skip
_FIST = [
    (-3, 4.3), (4, 5.7), (10, 7), (15, 7.2), (16.4, 3), (16.4, -3), (14.6, -7.2), (8, -6.6),
    (3, -5), (-3, -4.3),
]  # fmt: skip
# The side of a flat hand, seen from the little finger; its sole is 6 below the wrist.
_FLAT = [
    (-4.4, 3.6), (-4.8, -2.4), (-2.6, -6), (6, -6.2), (16, -6.1), (26, -6.2), (30, -5.2),
    (30.4, -2.6), (27, -0.8), (19, 0.6), (12, 2.8), (6, 4.9), (0, 5.2),
]  # fmt: skip
_KNUCKLES = (4.7, 1.5, -1.7, -4.7)  # from the index finger's to the little finger's


def _thumb(root: Place, middle: Place, tip: Place) -> list[BaseGeometry]:
    return [
        bone(root, middle, [(0, 3.6, 3.6), (1, 2.7, 2.7)]),
        bone(middle, tip, [(0, 2.7, 2.7), (1, 2.1, 2.1)]),
    ]


def _fingers(
    tips: Sequence[float], bend: float, spread: float = 0.06
) -> tuple[list[BaseGeometry], list[BaseGeometry]]:
    """Return four fingers and the lines between them.

    `tips` are the places of the finger tips along x, `bend` moves them towards the thumb (units).
    """
    middles = [
        smooth_line([
            (12, y),
            (12 + (tip - 12) / 2, y * (1 + spread / 2) + bend * 0.3),
            (tip - 1.9, y * (1 + spread) + bend),
        ])
        for y, tip in zip(_KNUCKLES, tips, strict=True)
    ]  # fmt: skip
    fingers: list[BaseGeometry] = [middle.buffer(1.95, quad_segs=12) for middle in middles]
    gaps: list[BaseGeometry] = [
        smooth_line([
            between(one.interpolate(share, normalized=True).coords[0],
                    other.interpolate(share, normalized=True).coords[0], 0.5)
            for share in (0.35, 0.65, 1)
        ])
        for one, other in pairwise(middles)
    ]  # fmt: skip
    return fingers, gaps


def _open_hand(
    thumb: list[BaseGeometry], tips: Sequence[float], bend: float
) -> tuple[list[BaseGeometry], list[BaseGeometry]]:
    fingers, gaps = _fingers(tips, bend)
    return [smooth_area(_PALM), *fingers, *thumb], gaps


def _closed_hand(
    thumb: list[BaseGeometry], tips: Sequence[float]
) -> tuple[list[BaseGeometry], list[BaseGeometry]]:
    fingers, gaps = _fingers(tips, 0, 0.12)
    return [smooth_area(_FIST), *fingers, *thumb], gaps


# name: (outline pieces, finger lines)
HANDS: dict[str, tuple[list[BaseGeometry], list[BaseGeometry]]] = {
    # seen on the back, hanging: the fingers a little bent
    "relaxed": _open_hand(_thumb((4, 2.4), (11, 8.6), (18, 9.6)), (27.6, 29.6, 28.2, 24.6), 1.6),
    # stretched out, or laid on something, with the thumb wide
    "straight": _open_hand(_thumb((4, 2.4), (10, 9.6), (16.4, 13)), (30, 32.4, 31, 26.6), -0.4),
    # lying flat on something, seen from the side
    "flat": ([smooth_area(_FLAT)], [smooth_line([(17, -2.4), (22, -3), (28, -3.2)])]),
    # a loose fist of somebody who walks: the fingers curled, the thumb along them
    "loose": _closed_hand(_thumb((4, 2.4), (10, 6.6), (17, 6.6)), (21.6, 22.6, 22, 19.8)),
    # laid over a limb and bent behind it: the backs of palm and fingers, cut where they bend
    "clasp": _open_hand(_thumb((4, 2.4), (10, 9), (16, 11.6)), (22.4, 23, 22.6, 21), 0),
    # fingers bent around something round that lies along the y axis of the hand
    "grip": _closed_hand(_thumb((4, 2.4), (8.6, 9.2), (14.4, 11.2)), (19.8, 20.4, 20, 18.4)),
}


def hand_shape(
    wrist: ArrayLike, angle: float, grip: str, *, mirrored: bool
) -> tuple[BaseGeometry, list[BaseGeometry]]:
    """Return a hand at a wrist and its finger lines; `mirrored` moves the thumb across."""
    pieces, fingers = HANDS[grip]
    hand = filled_notches(unary_union(pieces), 0.5)
    return (
        placed(hand, wrist, angle, mirrored=mirrored),
        [placed(line, wrist, angle, mirrored=mirrored) for line in fingers],
    )


def joined_at_wrist(fore: BaseGeometry, hand: BaseGeometry, wrist: Vector) -> BaseGeometry:
    """Return forearm and hand as one, smooth at the wrist only: the fingers keep their shape."""
    both = unary_union([fore, hand])
    return unary_union([both, filled_notches(both, 6).intersection(Point(*wrist).buffer(7.5))])
