"""The shapes of the limbs seen from the side: joints in; arms, legs and feet out.

A foot has its ankle at (0, 0) and its toes along +x.
"""

from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .body import Limb
from .geometry import ahead_of, bone, filled_notches, placed, smooth_area, smooth_line
from .hands import hand_shape, joined_at_wrist
from .people import Person

_FOOT = [
    (-6.6, 6), (-9.6, 0.6), (-13.4, -4), (-13, -9.2), (-8, -11.5), (2, -10.2), (9, -9.2),
    (17, -10.8), (27, -11.6), (32.6, -10.4), (34, -7.6), (31.5, -5), (25, -2.6), (16.6, 1),
    (9, 5.4), (5.6, 10), (-4, 11),
]  # fmt: skip
_ANKLE = [(-4, -1.4), (-2.6, 1.4), (0.4, 2.2), (3, 0.4)]
_SHOE = [
    (-9.5, 7), (-13, 1), (-14, -6), (-13.6, -11.6), (-6, -12.4), (8, -12.2), (22, -12.4),
    (34, -12), (37.4, -9.6), (36, -5.6), (28, -2.4), (18, 0.6), (11, 4.6), (7.4, 7.4),
]  # fmt: skip


def leg_shapes(limb: Limb, person: Person) -> tuple[BaseGeometry, BaseGeometry]:
    """Return the thigh, and the shank with the foot if it is bare."""
    m = person.limb
    thigh = bone(
        limb.root,
        limb.middle,
        [
            (0, 15.5 * m, 17 * m),
            (0.3, 15.6 * m, 16 * m),
            (0.72, 11.6 * m, 10.8 * m),
            (1, 9.4 * m, 9.4 * m),
        ],
    )
    shank = bone(
        limb.middle,
        limb.end,
        [
            (0, 9.4 * m, 9.4 * m),
            (0.1, 8.8 * m, 9.4 * m),
            (0.3, 7.6 * m, 12.4 * m),
            (0.6, 6.6 * m, 9 * m),
            (0.88, 5.6 * m, 5.8),
            (1, 6, 6),
        ],
    )
    if person.shoes:
        return thigh, shank
    foot = placed(smooth_area(_FOOT), limb.end, limb.tip_angle)
    return thigh, filled_notches(unary_union([shank, foot]), 3.4)


def ankle_line(limb: Limb) -> BaseGeometry:
    """Return the line that shows the ankle of a bare foot."""
    return placed(smooth_line(_ANKLE), limb.end, limb.tip_angle)


def shoe_shapes(limb: Limb) -> tuple[BaseGeometry, BaseGeometry]:
    """Return a shoe, and the part of it above its sole."""
    shoe = smooth_area(_SHOE)
    upper = shoe.intersection(ahead_of((0, -9), (0, 1)))
    return placed(shoe, limb.end, limb.tip_angle), placed(upper, limb.end, limb.tip_angle)


def arm_shapes(
    limb: Limb, person: Person, grip: str, *, mirrored: bool
) -> tuple[BaseGeometry, BaseGeometry, list[BaseGeometry]]:
    """Return the upper arm, the forearm with the hand, and the finger lines."""
    m = person.limb
    upper = bone(
        limb.root,
        limb.middle,
        [
            (0, 10.4 * m, 10.4 * m),
            (0.3, 9.2 * m, 9 * m),
            (0.75, 7.2 * m, 7.2 * m),
            (1, 6.8 * m, 6.9 * m),
        ],
    )
    fore = bone(
        limb.middle,
        limb.end,
        [(0, 7.2 * m, 7.2 * m), (0.22, 7.3 * m, 7 * m), (0.7, 5.2 * m, 5.2 * m), (1, 4.4, 4.4)],
    )
    hand, fingers = hand_shape(limb.end, limb.tip_angle, grip, mirrored=mirrored)
    return upper, joined_at_wrist(fore, hand, limb.end), fingers
