"""What lies inside: the spine in a body, two vertebrae with disc and nerve (see `DRAWINGS`)."""

from dataclasses import dataclass

from shapely import affinity
from shapely.geometry import LineString, MultiPoint, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .body import Leg, Pose, Skeleton
from .figure import trunk_shape
from .geometry import (
    ahead_of,
    bearing,
    bone,
    filled_notches,
    placed,
    smooth_area,
    smooth_line,
    vector,
)
from .heads import bald
from .people import Person
from .svg import BRAND, BROAD, FINE, INNER, OUTLINE, PAPER, TINT, Canvas

SPINE_SCALE = 1.5  # the spine is drawn larger than the figures, with the same lines
# From the sacrum up to the skull, before scaling.
_CURVE = [
    (-4.5, 171), (1, 181), (2, 190), (-1.5, 202), (-6, 216), (-7.5, 229), (-5, 242), (0, 252),
    (2.5, 260), (2, 268), (2.5, 270),
]  # fmt: skip
_LUMBAR = [8.2, 8, 7.8, 7.5, 7.2]
_THORACIC = [6.6, 6.3, 6, 5.8, 5.6, 5.4, 5.2, 5, 4.9, 4.8, 4.7, 4.6]
_CERVICAL = [4.2, 4, 3.9, 3.8, 3.7, 3.6, 3.4]
# Spinous processes, as shares of the vertebra's height and units from the back of its body; the
# lowest thoracic ones are like the lumbar ones.
_PROCESSES = {
    "lumbar": [
        (0.16, -1),
        (0.14, 1.5),
        (0.12, 3.6),
        (-0.04, 4.7),
        (-0.3, 4.4),
        (-0.36, 2.6),
        (-0.2, -1),
    ],
    "thoracic": [
        (0.2, -1),
        (0, 1.8),
        (-0.6, 4),
        (-0.95, 4.5),
        (-0.9, 3.2),
        (-0.5, 1.4),
        (-0.22, -1),
    ],
    "cervical": [(0.2, -1), (0.05, 1.6), (-0.25, 3), (-0.6, 2.8), (-0.5, 1.4), (-0.25, -1)],
}
_ARCH = [
    (30, 22), (48, 21), (54, 26), (57, 36), (62, 40.5), (67, 35), (67, 21), (76, 12), (90, 9),
    (106, 8), (121, 6), (125.5, -2), (124, -16), (117, -22), (100, -19), (88, -20), (85, -32),
    (80, -40.4), (73, -40.4), (70, -32), (69, -18), (62, -4), (50, 3), (30, 3),
]  # fmt: skip
_SACRUM = [
    (1.5, 171.5), (-8.5, 174), (-14.5, 164), (-16, 152), (-13.5, 142), (-11, 147), (-9, 157),
    (-2.5, 165),
]  # fmt: skip


@dataclass(frozen=True)
class Vertebra:
    """The shapes of a vertebra; the corners of its body run round from the front of its top."""

    body: Polygon
    process: BaseGeometry
    is_lumbar: bool


def spine() -> Canvas:
    """A body from the side, the spine inside, the five lumbar vertebrae in the brand's colour."""
    canvas = Canvas()
    outline = _scaled(_body_outline())
    canvas.area(outline)
    cut = LineString([(-200, 112 * SPINE_SCALE), (200, 112 * SPINE_SCALE)]).buffer(0.4)
    canvas.line(outline.boundary.difference(cut))
    canvas.solid(_scaled(smooth_area(_SACRUM)))
    vertebrae = _vertebrae()
    for vertebra in reversed(vertebrae):
        canvas.solid(vertebra.process, BRAND if vertebra.is_lumbar else PAPER, FINE)
    canvas.solid(_discs(vertebrae), TINT, FINE)
    for vertebra in vertebrae:
        canvas.solid(vertebra.body, BRAND if vertebra.is_lumbar else PAPER, FINE)
    top, bottom = 207 * SPINE_SCALE, 171 * SPINE_SCALE
    bracket = LineString([(48, top), (55, top), (55, bottom), (48, bottom)])
    canvas.line(bracket, BROAD * SPINE_SCALE, BRAND)
    return canvas


def _scaled(shape: BaseGeometry) -> BaseGeometry:
    return affinity.scale(shape, SPINE_SCALE, SPINE_SCALE, origin=(0, 0))


def _body_outline() -> BaseGeometry:
    person = Person("body", girth=1.02, neck=1.1, seat=2)
    skeleton = Skeleton(Pose((0, 152), (84, 98, 92, 78, 90), near_leg=Leg(-90, -90, 0)))
    thigh = bone(
        skeleton.hip,
        skeleton.hip + vector((0, -74)),
        [(0, 16, 17.5), (0.35, 16, 16.5), (1, 12, 12)],
    )
    whole = filled_notches(unary_union([trunk_shape(skeleton, person), bald(skeleton), thigh]), 6)
    return whole.intersection(ahead_of((0, 112), (0, 1)))


def _vertebrae() -> list[Vertebra]:
    """Return the vertebrae from the sacrum up."""
    curve = _scaled(smooth_line(_CURVE, 20))
    heights = vector(_LUMBAR + _THORACIC + _CERVICAL)
    heights *= curve.length / heights.sum()
    vertebrae, at = [], 0.0
    for index, height in enumerate(heights):
        middle = curve.interpolate(at + height / 2)
        ahead, behind = (
            vector(curve.interpolate(at + height / 2 + step).coords[0]) for step in (0.5, -0.5)
        )
        at += height
        width = SPINE_SCALE * (12 - index * 0.36 if index < 17 else 6.3 - (index - 17) * 0.12)
        region = "lumbar" if index < 7 else "thoracic" if index < 17 else "cervical"
        shapes = (
            placed(shape, (middle.x, middle.y), bearing(ahead - behind))
            for shape in _vertebra(height, width, region)
        )
        vertebrae.append(Vertebra(*shapes, is_lumbar=index < len(_LUMBAR)))
    return vertebrae


def _vertebra(height: float, width: float, region: str) -> tuple[BaseGeometry, ...]:
    """Return body and spinous process; the way up along +x, the back along +y."""
    h, w, s = height, width / 2, SPINE_SCALE
    top, bottom = h * 0.34, -h * 0.3
    body = Polygon([(top, -w), (top, w), (0, w * 0.88), (bottom, w), (bottom, -w), (0, -w * 0.88)])
    outline = [(x * h, w + y * s) for x, y in _PROCESSES[region]]
    return body, smooth_area(outline)


def _discs(vertebrae: list[Vertebra]) -> BaseGeometry:
    """Return what fills the column between the bodies, from the sacrum up."""
    below = list(vector(_SACRUM[:2]) * SPINE_SCALE)
    discs = []
    for vertebra in vertebrae:
        corners = list(vertebra.body.exterior.coords)
        discs.append(MultiPoint([*below, *corners[3:5]]).convex_hull)
        below = corners[:2]
    return unary_union(discs)


def vertebra_disc() -> Canvas:
    """Two vertebrae from the side with the disc between them; a nerve comes out behind the disc."""
    canvas = Canvas()
    canal = smooth_area([(42, -100), (43, 0), (42, 100), (57, 100), (58, 0), (57, -100)])
    canvas.area(canal.intersection(box(0, -81, 200, 81)), BRAND)
    for middle in (41, -41):
        canvas.solid(_large_process(middle), PAPER, OUTLINE)
    disc = smooth_area([
        (-40, 14), (-47, 6), (-47, -6), (-40, -14), (0, -16), (38, -14), (45, -6), (45, 6),
        (38, 14), (0, 16),
    ])  # fmt: skip
    canvas.solid(disc, TINT, OUTLINE)
    for middle in (41, -41):
        canvas.solid(_large_body(middle), PAPER, OUTLINE)
    core = [(-20, 0), (-13, 5), (-3, 5.6), (9, 5), (15, 0), (9, -5), (-3, -5.6), (-13, -5)]
    canvas.line(smooth_area(core), INNER)
    nerve = smooth_line([(52, 26), (52, 12), (49, -6), (40, -27), (30, -45), (24, -60)])
    canvas.area(nerve.buffer(7.2).difference(canal), PAPER)
    canvas.area(nerve.buffer(5.2), BRAND)
    return canvas


def _large_body(middle: float) -> BaseGeometry:
    outline = [
        (-40, 29),
        (0, 27),
        (38, 29),
        (41, 24),
        (36, 0),
        (41, -24),
        (38, -29),
        (0, -27),
        (-40, -29),
        (-43, -24),
        (-37, 0),
        (-43, 24),
    ]
    return affinity.translate(smooth_area(outline), 0, middle)


def _large_process(middle: float) -> BaseGeometry:
    """Return pedicle, joints and spinous process of a large vertebra as one shape."""
    return affinity.translate(smooth_area(_ARCH), 0, middle)


DRAWINGS = {
    "spine": ("Spine from the side, lumbar vertebrae marked", spine),
    "vertebra-disc": ("Two vertebrae with a disc and a nerve", vertebra_disc),
}
