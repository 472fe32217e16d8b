"""A clothed figure seen from the side: a pose and a person in, painted on a canvas."""

import numpy as np
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .body import LENGTHS, Pose, Skeleton
from .geometry import (
    ahead_of,
    bearing,
    between,
    cross_line,
    direction,
    filled_notches,
    smoothed_bumps,
    spline,
    tube,
    vector,
    wrapped,
)
from .heads import head_parts
from .limbs import ankle_line, arm_shapes, leg_shapes, shoe_shapes
from .paint import NOTHING, Part, dressed, paint
from .people import Person
from .svg import INK, INNER, OUTLINE, PAPER, Canvas

FRONT_ORDER = ("trunk", "near leg", "near arm")
RAISED = 100  # degrees of shoulder flexion
SUNK = 0.6  # units a body stays above the ground, so that its outline lies on the line there


def draw_figure(
    canvas: Canvas,
    pose: Pose,
    person: Person,
    *,
    order: tuple[str, ...] = FRONT_ORDER,
    behind: tuple[str, ...] = ("far arm", "far leg"),
    far_outline: float = INNER,
    extra: tuple[Part, ...] = (),
    ground: float | None = 0,
) -> Skeleton:
    """Paint a figure: the far limbs with a thin line, then everything near as one silhouette.

    `order` and `behind` run from back to front; a far limb named in `order` is painted with the
    near ones. `extra` parts (something held) lie between the last two of `order`. What rests on
    the `ground`, at a height in units, is flattened by it.
    """
    skeleton = Skeleton(pose)
    rest = None if ground is None else (vector((0, ground + SUNK)), vector((0, 1)))
    shoes = []
    for name in behind:
        if name in skeleton.limbs:
            far = limb_parts(skeleton, person, name)
            paint(canvas, far, outline=far_outline, ground=rest)
            shoes += [part.shape for part in far if part.name.endswith("shoe")]
    parts: list[Part] = []
    for place, name in enumerate(order):
        if place == len(order) - 1:
            parts += extra
        if name == "trunk":
            parts += [trunk_part(skeleton, person), *head_parts(skeleton, person)]
        elif name in skeleton.limbs:
            parts += limb_parts(skeleton, person, name)
    if person.hair == "scarf":  # it falls over the shoulder
        parts.sort(key=lambda part: part.name == "hair")
    paint(canvas, parts, outline=OUTLINE, ground=rest, dark=unary_union(shoes or [NOTHING]))
    return skeleton


def limb_parts(skeleton: Skeleton, person: Person, name: str) -> list[Part]:
    """Return the clothed parts of a limb from its root outwards."""
    return (
        _leg_parts(skeleton, person, name)
        if name.endswith("leg")
        else _arm_parts(skeleton, person, name)
    )


def trunk_shape(skeleton: Skeleton, person: Person) -> BaseGeometry:
    """Return pelvis, belly, chest and neck as one shape."""
    points, places, tangents = spline(
        [skeleton.hip, skeleton.loin, skeleton.chest, skeleton.nape], 16
    )
    body = tube(points, places, _trunk_profile(person), tangents, "right")
    base = skeleton.chest + direction(skeleton.angle("thorax")) * LENGTHS["thorax"] * 0.8
    points, places, tangents = spline([base, skeleton.nape, skeleton.skull], 10)
    radius = 9.3 * person.neck
    neck_profile = [
        (0, radius + 2, radius + 2),
        (0.5, radius, radius + 0.5),
        (1, radius - 0.4, radius - 0.2),
    ]
    neck = tube(points, places, neck_profile, tangents, "right")
    return filled_notches(unary_union([smoothed_bumps(filled_notches(body, 10), 6), neck]), 9)


def trunk_part(skeleton: Skeleton, person: Person) -> Part:
    """Return the trunk with shirt and trousers."""
    shape = trunk_shape(skeleton, person)
    points, places, tangents = spline(
        [skeleton.hip, skeleton.loin, skeleton.chest, skeleton.nape], 16
    )
    waist = np.argmin(np.abs(places - _share("pelvis") * person.shirt_length))
    waist_point, upward = points[waist], tangents[waist]
    collar_heading = direction((skeleton.angle("thorax") + skeleton.angle("neck")) / 2 - 22)
    collar = skeleton.nape - direction(skeleton.angle("thorax")) * 3 + collar_heading * 4
    above_waist = ahead_of(waist_point, upward)
    shirt = shape.intersection(above_waist).intersection(ahead_of(collar, -collar_heading))
    bare = shape.difference(shirt).intersection(above_waist)
    inside = shape.buffer(0.1)
    return Part(
        "trunk",
        shape,
        colours=[
            (shirt, person.shirt),
            (shape.difference(above_waist), person.trousers),
            (bare, person.skin),
        ],
        seams=[
            cross_line(waist_point, upward).intersection(inside),
            cross_line(collar, collar_heading, 26).intersection(inside),
        ],
    )


def _share(upto: str) -> float:
    """Return the place, 0..1, along the trunk's axis at the top of a part of the spine."""
    names = ("pelvis", "lumbar", "thorax")
    lengths = [LENGTHS[name] for name in names]
    return sum(lengths[: names.index(upto) + 1]) / sum(lengths)


def _trunk_profile(person: Person) -> list[tuple[float, float, float]]:
    g, belly, bust, seat = person.girth, person.belly, person.bust, person.seat
    loin, chest = _share("pelvis"), _share("lumbar")
    return [
        (0, 16 * g + belly * 0.3, 20 * g + seat),
        (loin * 0.45, 17.5 * g + belly * 0.8, 20 * g + seat),
        (loin, 17 * g + belly, 15.5 * g + seat * 0.3),
        ((loin + chest) / 2, 17 * g + belly * 0.9, 14.5 * g),
        (chest, 18.5 * g + belly * 0.5 + bust * 0.3, 16.5 * g),
        (chest + 0.16, 21 * g + bust, 18.5 * g),
        (chest + 0.27, 19 * g + bust * 0.2, 17.5 * g),
        (0.93, 11.5 * g, 12.5),
        (1, 8.8 * person.neck, 9.5 * person.neck),
    ]


def _leg_parts(skeleton: Skeleton, person: Person, name: str) -> list[Part]:
    limb = skeleton.limbs[name]
    upper, lower = leg_shapes(limb, person)
    heading = limb.middle - limb.root
    flexion = wrapped(bearing(heading) - skeleton.angle("pelvis") + 180)
    # A thigh drawn up covers the belly: in front it shows its edge, behind it joins the seat.
    radius = 22 * person.limb
    front_radius = radius * min(1, max(0.35, 1 - (flexion - 88) / 66))
    thigh = Part(
        f"{name} thigh", upper, joins="trunk", joint=limb.root, joint_radius=front_radius, fillet=7
    )
    behind = unary_union(
        [ahead_of(limb.root, direction(bearing(heading) - 90)), ahead_of(limb.root, -heading)]
    )
    thigh.melt = unary_union(
        [thigh.joint_disc, Point(*limb.root).buffer(radius).intersection(behind)]
    )
    shank = Part(
        f"{name} shank", lower, joins=thigh.name, joint=limb.middle, joint_radius=11.5 * person.limb
    )
    shank.colours = [(lower, person.skin)]
    if person.trouser <= 1:
        hem = (between(limb.root, limb.middle, person.trouser), limb.middle - limb.root)
        dressed(thigh, person.trousers, until=hem, loose=person.loose, skin=person.skin)
    else:
        hem = (between(limb.middle, limb.end, person.trouser - 1), limb.end - limb.middle)
        dressed(thigh, person.trousers, loose=person.loose)
        dressed(shank, person.trousers, until=hem, loose=person.loose, skin=person.skin)
        shank.joint_radius += person.loose
    parts = [thigh, shank]
    if person.shoes:
        shoe, upper = shoe_shapes(limb)
        colours = [(upper, INK), (shoe.difference(upper), PAPER)]
        parts.append(Part(f"{name} shoe", shoe, colours=colours))
    else:
        shank.seams.append(ankle_line(limb))
    return parts


def _arm_parts(skeleton: Skeleton, person: Person, name: str) -> list[Part]:
    limb = skeleton.limbs[name]
    arm = getattr(skeleton.pose, name.replace(" ", "_"))
    upper_shape, fore_shape, fingers = arm_shapes(limb, person, arm.grip, mirrored=arm.mirrored)
    upper = Part(
        f"{name} upper",
        upper_shape,
        joins="trunk",
        joint=limb.root,
        joint_radius=10.4 * person.limb + 4,
        fillet=5,
    )
    fore = Part(
        f"{name} fore",
        fore_shape,
        joins=upper.name,
        joint=limb.middle,
        joint_radius=8.3 * person.limb,
        seams=fingers,
        colours=[(fore_shape, person.skin)],
    )
    if wrapped(bearing(limb.middle - limb.root) - skeleton.angle("thorax") + 180) > RAISED:
        upper.keep, upper.fillet = 0.2, 0.5  # a raised arm lies over the collar
    if person.sleeve <= 1:
        hem = (between(limb.root, limb.middle, person.sleeve), limb.middle - limb.root)
        dressed(upper, person.shirt, until=hem, loose=person.loose + 0.5, skin=person.skin)
    else:
        hem = (between(limb.middle, limb.end, person.sleeve - 1), limb.end - limb.middle)
        dressed(upper, person.shirt, loose=person.loose)
        dressed(fore, person.shirt, until=hem, loose=person.loose, skin=person.skin)
        fore.joint_radius += person.loose
    return [upper, fore]
