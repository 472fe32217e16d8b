"""Figures seen from the front or from behind, upright around the middle of the hips at (0, 0).

Limbs are given by the places where their joints are seen; a bone may look shorter (it points to
the viewer), never longer. A lying or leaning body is drawn upright and turned on the canvas.
"""

from dataclasses import dataclass

import numpy as np
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .body import seen_length_is_possible
from .geometry import (
    Place,
    ahead_of,
    bearing,
    between,
    bone,
    cross_line,
    filled_notches,
    placed,
    smooth_area,
    smooth_line,
    smoothed_bumps,
    tube,
    vector,
)
from .hands import hand_shape, joined_at_wrist
from .paint import Part, dressed
from .people import Person

SHOULDER = (27, 78)  # place of the shoulder joint, right half
NECK_TOP = 105


@dataclass(frozen=True)
class FrontLimb:
    """Where root, middle joint and end are seen; for an arm also how the hand is held."""

    root: Place
    middle: Place
    end: Place
    tip_angle: float = 0
    grip: str = "relaxed"
    mirrored: bool = False


def front_trunk(person: Person, *, back: bool = False) -> Part:
    """Return trunk and neck with shirt and trousers."""
    g, belly = person.girth, person.belly * 0.35
    heights = np.linspace(-8, NECK_TOP, 44)
    points = np.c_[np.zeros(44), heights]
    half_widths = [
        (0, 25 * g),
        (0.08, 28 * g),
        (0.17, 27.6 * g + belly),
        (0.36, 23.4 * g + belly),
        (0.58, 26 * g + belly * 0.4),
        (0.72, 29 * g),
        (0.79, 26 * g),
        (0.85, 14.5 * g),
        (0.9, 9.6 * person.neck),
        (1, 9 * person.neck),
    ]
    profile = [(place, half, half) for place, half in half_widths]
    shape = tube(points, np.linspace(0, 1, 44), profile, np.tile((0.0, 1.0), (44, 1)), "left")
    shape = filled_notches(smoothed_bumps(shape, 3), 8)
    high, dip = (94, -2.5) if back else (92, -7)
    collar = smooth_line(
        [(-30, high + 9), (-13, high), (0, high + dip), (13, high), (30, high + 9)]
    )
    shirt = _below(shape, collar).intersection(ahead_of((0, 4), (0, 1)))
    trousers = shape.intersection(ahead_of((0, 4), (0, -1)))
    return Part(
        "trunk",
        shape,
        colours=[(shirt, person.shirt), (trousers, person.trousers)],
        seams=[
            collar.intersection(shape),
            cross_line((0, 4), (0, 1)).intersection(shape.buffer(0.1)),
        ],
    )


def _below(shape: BaseGeometry, line: LineString) -> BaseGeometry:
    edge = list(line.coords)
    (left, top), (right, _) = edge[0], edge[-1]
    return shape.intersection(
        Polygon([(left - 40, top), *edge, (right + 40, top), (right + 40, -200), (left - 40, -200)])
    )


def front_arm(name: str, limb: FrontLimb, person: Person) -> list[Part]:
    """Return upper arm and forearm with hand."""
    root, middle, end = (vector(joint) for joint in (limb.root, limb.middle, limb.end))
    seen_length_is_possible(root, middle, "upper arm")
    seen_length_is_possible(middle, end, "forearm")
    m = person.limb
    upper_shape = bone(
        root,
        middle,
        [(0, 10 * m, 10 * m), (0.3, 9 * m, 9 * m), (0.75, 7.2 * m, 7.2 * m), (1, 6.9 * m, 6.9 * m)],
    )
    fore_shape = bone(
        middle,
        end,
        [(0, 6.9 * m, 6.9 * m), (0.25, 7.2 * m, 7.2 * m), (0.7, 5.3 * m, 5.3 * m), (1, 4.4, 4.4)],
    )
    hand, fingers = hand_shape(end, limb.tip_angle, limb.grip, mirrored=limb.mirrored)
    upper = Part(
        f"{name} upper", upper_shape, joins="trunk", joint=root, joint_radius=13 * m, fillet=14
    )
    fore = Part(
        f"{name} fore",
        joined_at_wrist(fore_shape, hand, end),
        joins=upper.name,
        joint=middle,
        joint_radius=8.3 * m,
        seams=fingers,
    )
    fore.colours = [(fore.shape, person.skin)]
    if person.sleeve <= 1:
        dressed(
            upper,
            person.shirt,
            until=(between(root, middle, person.sleeve), middle - root),
            loose=person.loose + 0.5,
        )
    else:
        dressed(upper, person.shirt, loose=person.loose)
        hem = (between(middle, end, person.sleeve - 1), end - middle)
        dressed(fore, person.shirt, until=hem, loose=person.loose)
        fore.joint_radius += person.loose
    return [upper, fore]


def front_leg(
    name: str,
    limb: FrontLimb,
    person: Person,
    *,
    foot: BaseGeometry | None = None,
    towards_viewer: bool = False,
) -> list[Part]:
    """Return thigh and shank; `foot` is a shape in place, or else a foot seen from the front.

    A thigh that comes towards the viewer is as broad at the knee, from which the shank falls
    straight; a fold shows the knee.
    """
    root, middle, end = (vector(joint) for joint in (limb.root, limb.middle, limb.end))
    seen_length_is_possible(root, middle, "thigh")
    seen_length_is_possible(middle, end, "shank")
    thigh_widths, shank_widths = _LEG_BENT if towards_viewer else _LEG_STRAIGHT
    m = person.limb
    thigh_shape = bone(root, middle, [(at, half * m, half * m) for at, half in thigh_widths])
    shank_shape = bone(middle, end, [(at, half * m, half * m) for at, half in shank_widths])
    if foot is None:
        foot = placed(smooth_area(FRONT_FOOT), end, bearing(end - middle) + 90)
    thigh = Part(
        f"{name} thigh", thigh_shape, joins="trunk", joint=root, joint_radius=20 * m, fillet=0.1
    )
    thigh.melt = Point(*root).buffer((18 if towards_viewer else 34) * m)
    shank = Part(
        f"{name} shank",
        filled_notches(unary_union([shank_shape, foot]), 4),
        joins=thigh.name,
        joint=middle,
        joint_radius=(13 if towards_viewer else 10.4) * m,
    )
    shank.colours = [(shank.shape, person.skin)]
    if person.trouser <= 1:
        hem = (between(root, middle, person.trouser), middle - root)
        dressed(thigh, person.trousers, until=hem, loose=person.loose, skin=person.skin)
    else:
        hem = (between(middle, end, person.trouser - 1), end - middle)
        dressed(thigh, person.trousers, loose=person.loose)
        dressed(shank, person.trousers, until=hem, loose=person.loose, skin=person.skin)
        shank.joint_radius += person.loose
    if towards_viewer:
        fold = smooth_line([(-10, 3), (-6.5, -4.5), (0, -6.6), (6, -4.5), (8.6, 0)])
        shank.seams.append(placed(fold, middle, bearing(end - middle) + 90))
    return [thigh, shank]


# half widths of thigh and shank along the bone
_LEG_STRAIGHT = (
    [(0, 15.5), (0.35, 14.6), (0.8, 10.8), (1, 9.8)],
    [(0, 9.6), (0.3, 10.2), (0.65, 7.4), (0.92, 5.8), (1, 6)],
)
_LEG_BENT = (
    [(0, 15), (0.5, 14), (1, 12)],
    [(0, 12), (0.25, 11.2), (0.6, 9.4), (0.9, 7), (1, 6.6)],
)
FRONT_FOOT = [
    (-6, 4),
    (-7, -3),
    (-9.5, -9),
    (-7, -12),
    (0, -12.6),
    (7, -12),
    (9.5, -9),
    (7, -3),
    (6, 4),
]

# seen from a little above
LONG_FOOT = [
    (-5.6, 4), (-6.4, -3), (-8.6, -9), (-10, -14), (-8, -17.6), (0, -18.6), (8, -17.6),
    (10, -14), (8.6, -9), (6.4, -3), (5.6, 4),
]  # fmt: skip
