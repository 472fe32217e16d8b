"""The shapes of the limbs: joints in; arms, hands, legs and feet out, seen from the side.

Hands have their wrist at (0, 0), fingers along +x, thumb towards +y; feet their ankle at (0, 0), toes along +x.
"""

from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .body import Limb
from .geometry import bar, bone, filled_notches, placed, smooth_area, smooth_line, smoothed_bumps
from .people import Person

# name: (outline pieces, finger lines)
HANDS: dict[str, tuple[list[BaseGeometry], list[BaseGeometry]]] = {
    # seen on the back of the hand, hanging or at rest: the thumb stands off a little, fingers bend slightly
    "relaxed": (
        [
            smooth_area([(-3, 4.3), (4, 5.4), (11, 6), (17, 5.4), (23.5, 3.6), (27.4, 0.6), (27.6, -2.4), (24.6, -4.6),
                         (18, -6.2), (11, -6.4), (4, -5.2), (-3, -4.3)]),
            bone((4, 3.6), (10, 8), [(0, 3, 3), (1, 2.7, 2.7)]), bone((10, 8), (17.6, 9.7), [(0, 2.7, 2.7), (1, 2.1, 2.1)]),
        ],
        [smooth_line([(17.5, 2.2), (22, 1.4), (26.6, -0.6)]), smooth_line([(17.5, -1.9), (21.5, -2.4), (25.6, -3.6)])],
    ),
    # stretched out with the thumb up
    "straight": (
        [
            smooth_area([(-3, 4.3), (5, 5.2), (12, 5.2), (20, 4), (28, 2.4), (30.4, 0.4), (29, -1.8), (21, -4.2),
                         (12, -5.4), (4, -5), (-3, -4.3)]),
            bone((5, 4), (11, 8), [(0, 2.8, 2.8), (1, 2.5, 2.5)]), bone((11, 8), (17.4, 9.6), [(0, 2.5, 2.5), (1, 1.9, 1.9)]),
        ],
        [smooth_line([(17, 0.6), (22, 0.4), (28.6, -0.4)])],
    ),
    # lying flat on something, seen from the side of the little finger; its sole is 6 below the wrist
    "flat": (
        [
            smooth_area([(-4.4, 3), (-4.6, -2.6), (-2, -6), (6, -6.1), (16, -6), (25.4, -6.1), (28.6, -5), (26.8, -3.2),
                         (19, -1.2), (11, 1.4), (5, 4.4), (0, 5)]),
        ],
        [smooth_line([(16.5, -3), (21, -3.7), (26, -4.5)])],
    ),
    # fingers bent around something round that lies along the y axis of the hand
    "grip": (
        [
            smooth_area([(-3, 4.3), (4, 6), (10, 7.6), (15, 7), (18.6, 4.4), (19.6, 0), (18.4, -4.4), (14.4, -6.6),
                         (8, -6.2), (3, -5.2), (-3, -4.3)]),
            bone((5, 4.4), (11, 9.4), [(0, 3, 3), (1, 2.7, 2.7)]), bone((11, 9.4), (17.4, 9.6), [(0, 2.7, 2.7), (1, 2.2, 2.2)]),
        ],
        [smooth_line([(10.6, 3.6), (15, 3.6), (18.6, 3)]), smooth_line([(10.6, 0), (15, 0), (19.4, 0)]),
         smooth_line([(10.6, -3.4), (14.6, -3.4), (18, -3.4)])],
    ),
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
    return upper, filled_notches(unary_union([fore, hand]), 2.2), fingers


def hand_shape(wrist, angle: float, grip: str, *, mirrored: bool, scale: float = 1) -> tuple[BaseGeometry, list]:
    """Return a hand with its wrist at the point, and its finger lines; `mirrored` puts the thumb on the other side."""
    pieces, fingers = HANDS[grip]
    hand = smoothed_bumps(filled_notches(unary_union(pieces), 0.8), 0.8)
    return (
        placed(hand, wrist, angle, mirrored=mirrored, scale=scale),
        [placed(line, wrist, angle, mirrored=mirrored, scale=scale) for line in fingers],
    )


def fingertips(start, end, width: float = 4.6) -> BaseGeometry:
    """Return one finger as a rounded bar."""
    return bar(start, end, width)
