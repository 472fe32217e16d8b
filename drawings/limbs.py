"""The shapes of the limbs: joints in; arms, hands, legs and feet out, seen from the side.

Hands have their wrist at (0, 0), fingers along +x, thumb towards +y; feet their ankle at (0, 0), toes along +x.
"""

from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .body import Limb
from .geometry import bar, bone, filled_notches, placed, smooth_area, smooth_line, smoothed_bumps
from .people import Person

_PALM = [(-3, 4.2), (4, 5.2), (10, 6.2), (15, 6), (16, 0), (14.5, -6), (9, -6.2), (3.5, -5), (-3, -4.2)]
_FINGERS = [((13, 4.3), (24.6, 4), 1.9), ((13, 1.5), (27.4, 0.9), 1.95), ((13, -1.4), (26.2, -2.1), 1.9),
            ((12.5, -4.3), (22.4, -5.2), 1.75)]  # fmt: skip
_CURLED = [((9, 4.9), (16.8, 5), 2.1), ((9, 1.6), (18.4, 1.7), 2.1), ((9, -1.7), (18, -1.7), 2.1), ((9, -4.7), (16.2, -4.8), 1.9)]
_BETWEEN = [[(15.5, 2.9), (24, 2.4)], [(15.5, 0), (26, -0.6)], [(15, -2.9), (22.6, -3.6)]]
_BETWEEN_CURLED = [[(10.5, 3.3), (16.6, 3.4)], [(10.5, 0), (17.6, 0)], [(10.5, -3.2), (16.4, -3.2)]]
# The side of a flat hand, seen from the little finger; its sole is 6 below the wrist.
_FLAT = [(-4.4, 3), (-4.6, -2.6), (-2, -6), (6, -6.1), (16, -6), (25.4, -6.1), (29, -5), (27, -3), (19, -1), (11, 1.6),
         (5, 4.4), (0, 5)]  # fmt: skip


def _digits(digits: list[tuple[tuple[float, float], tuple[float, float], float]]) -> list[BaseGeometry]:
    return [bar(start, end, 2 * radius) for start, end, radius in digits]


def _thumb(middle: tuple[float, float], tip: tuple[float, float]) -> list[BaseGeometry]:
    return [bone((3.5, 2.6), middle, [(0, 3.4, 3.4), (1, 2.5, 2.5)]), bone(middle, tip, [(0, 2.5, 2.5), (1, 1.9, 1.9)])]


# name: (outline pieces, finger lines)
HANDS: dict[str, tuple[list[BaseGeometry], list[BaseGeometry]]] = {
    # seen on the back, hanging or at rest: the thumb stands off
    "relaxed": ([smooth_area(_PALM), *_digits(_FINGERS), *_thumb((9.6, 8.8), (16.4, 11.6))], [LineString(line) for line in _BETWEEN]),
    # stretched out with the thumb up
    "straight": ([smooth_area(_PALM), *_digits(_FINGERS), *_thumb((9, 9.4), (15, 13.4))], [LineString(line) for line in _BETWEEN[:2]]),
    # lying flat on something
    "flat": ([smooth_area(_FLAT)], [smooth_line([(16.5, -2.9), (21, -3.5), (26.4, -4.3)])]),
    # fingers bent around something round that lies along the y axis of the hand
    "grip": ([smooth_area(_PALM[:3] + [(14, 6), (14.6, 0), (13.6, -6)] + _PALM[6:]), *_digits(_CURLED), *_thumb((9, 9.4), (15, 11.8))],
             [LineString(line) for line in _BETWEEN_CURLED]),
}  # fmt: skip

_FOOT = [(-10, 5), (-12.5, -3), (-11.6, -9), (-7, -11.4), (2, -10.2), (9, -9.6), (17, -11), (27, -11.6), (32.6, -10.4),
         (34, -7.6), (31.5, -5), (25, -2.6), (16.6, 1), (9, 5.6), (4, 10), (-5, 11)]  # fmt: skip
_SHOE = [(-9.5, 7), (-13, 1), (-14, -6), (-13.6, -11.6), (-6, -12.4), (8, -12.2), (22, -12.4), (34, -12), (37.4, -9.6),
         (36, -5.6), (28, -2.4), (18, 0.6), (11, 4.6), (7.4, 7.4)]  # fmt: skip


def leg_shapes(limb: Limb, person: Person) -> tuple[BaseGeometry, BaseGeometry]:
    """Return the thigh, and the shank with the foot if it is bare."""
    m = person.limb
    thigh = bone(
        limb.root, limb.middle,
        [(0, 15.5 * m, 17 * m), (0.3, 15.6 * m, 16 * m), (0.72, 11.6 * m, 10.8 * m), (1, 9.4 * m, 9.4 * m)],
    )  # fmt: skip
    shank = bone(
        limb.middle, limb.end,
        [(0, 9.4 * m, 9.4 * m), (0.1, 8.8 * m, 9.4 * m), (0.3, 7.6 * m, 12.4 * m), (0.6, 6.6 * m, 9 * m),
         (0.88, 5.6 * m, 5.8), (1, 6, 6)],
    )  # fmt: skip
    if person.shoes:
        return thigh, shank
    foot = placed(smooth_area(_FOOT), limb.end, limb.tip_angle)
    return thigh, filled_notches(unary_union([shank, foot]), 5)


def shoe_shape(limb: Limb) -> BaseGeometry:
    """Return a shoe."""
    return placed(smooth_area(_SHOE), limb.end, limb.tip_angle)


def arm_shapes(limb: Limb, person: Person, grip: str, *, mirrored: bool) -> tuple[BaseGeometry, BaseGeometry, list]:
    """Return the upper arm, the forearm with the hand, and the finger lines."""
    m = person.limb
    upper = bone(
        limb.root, limb.middle,
        [(0, 10.4 * m, 10.4 * m), (0.3, 9.2 * m, 9 * m), (0.75, 7.2 * m, 7.2 * m), (1, 6.8 * m, 6.9 * m)],
    )  # fmt: skip
    fore = bone(
        limb.middle, limb.end,
        [(0, 6.8 * m, 6.9 * m), (0.22, 7.3 * m, 7 * m), (0.7, 5.2 * m, 5.2 * m), (1, 4.4, 4.4)],
    )  # fmt: skip
    hand, fingers = hand_shape(limb.end, limb.tip_angle, grip, mirrored=mirrored)
    return upper, joined_at_wrist(fore, hand, limb.end), fingers


def joined_at_wrist(fore: BaseGeometry, hand: BaseGeometry, wrist) -> BaseGeometry:
    """Return forearm and hand as one, smooth at the wrist only, so that the fingers keep their shape."""
    both = unary_union([fore, hand])
    return unary_union([both, filled_notches(both, 6).intersection(Point(*wrist).buffer(7.5))])


def hand_shape(wrist, angle: float, grip: str, *, mirrored: bool, scale: float = 1) -> tuple[BaseGeometry, list]:
    """Return a hand with its wrist at the point, and its finger lines; `mirrored` puts the thumb on the other side."""
    pieces, fingers = HANDS[grip]
    hand = smoothed_bumps(filled_notches(unary_union(pieces), 0.5), 0.6)
    return (
        placed(hand, wrist, angle, mirrored=mirrored, scale=scale),
        [placed(line, wrist, angle, mirrored=mirrored, scale=scale) for line in fingers],
    )
