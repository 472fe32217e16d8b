"""What lies inside: the spine in a body, two vertebrae with disc and nerve (see `DRAWINGS`)."""

from dataclasses import dataclass, replace

from shapely import get_coordinates
from shapely.affinity import translate
from shapely.geometry import LineString, MultiPoint, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .body import Arm, Leg, Pose, Skeleton
from .figure import trunk_shape
from .geometry import (
    Place,
    bearing,
    bone,
    filled_notches,
    place_of,
    placed,
    scaled,
    smooth_area,
    smooth_line,
    smoothed_bumps,
    vector,
)
from .heads import bald
from .lettering import label, word
from .limbs import arm_shapes
from .people import Person
from .svg import BRAND, BROAD, FINE, INK, INNER, OUTLINE, PAPER, TINT, Canvas

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


_BODY = Person("body", girth=1.02, neck=1.1, seat=4)
_STANDING = Pose(
    (0, 152), (84, 98, 92, 78, 90), near_leg=Leg(-90, -90, 0), far_arm=Arm(-80, -64, -62)
)
DISC_SCALE = 1.55
# what, the near end of its word, the place it names, whether the word stands on the left; units
_DISC_LABELS: list[tuple[str, Place, Place, bool]] = [
    ("vertebra", (-92, 64), (-30, 64), True),
    ("disc", (-92, 0), (-58, 0), True),
    ("canal", (112, 118), (79, 118), False),
    ("nerve", (-92, -90), (44, -84), True),
]
# The labels by language: drawings with words come once for each.
WORDS = {
    "nl": {
        "lower back": "onderrug",
        "vertebra": "wervel",
        "disc": "schijf",
        "nerve": "zenuw",
        "canal": "wervelkanaal",
    },
    "en": {
        "lower back": "lower back",
        "vertebra": "vertebra",
        "disc": "disc",
        "nerve": "nerve",
        "canal": "spinal canal",
    },
}


@dataclass(frozen=True)
class Vertebra:
    """The shapes of a vertebra; the corners of its body run round from the front of its top."""

    body: BaseGeometry
    process: BaseGeometry
    is_lumbar: bool


def spine(language: str | None = None) -> Canvas:
    """A body from the side, the spine inside, the five lumbar vertebrae in the brand's colour.

    In a `language` the bracket around the lower back carries its name.
    """
    canvas, scale = Canvas(), SPINE_SCALE
    skeleton = Skeleton(_STANDING)
    upper, fore, fingers = arm_shapes(skeleton.limbs["far arm"], _BODY, "relaxed", mirrored=False)
    canvas.solid(scaled(unary_union([upper, fore]), scale))
    for line in fingers:
        canvas.line(scaled(line, scale))
    canvas.solid(scaled(_body_outline(skeleton), scale), PAPER, OUTLINE)
    _vertebral_column(canvas, scale, FINE)
    top, bottom = 207 * scale, 171 * scale
    bracket = LineString([(-48, top), (-55, top), (-55, bottom), (-48, bottom)])
    canvas.line(bracket, BROAD * scale, BRAND)
    if language:
        name = word(WORDS[language]["lower back"], 21)
        canvas.area(translate(name, -64 - name.bounds[2], (top + bottom) / 2 - 5), INK)
    return canvas.cut(box(-400, 103 * scale, 400, 600))


def cover_spine() -> Canvas:
    """The lower half of a spine in a body, large: it runs off on all sides, and may be cropped."""
    canvas, scale = Canvas(), 6
    window = box(-210, 935, 180, 1487)
    canvas.area(window.buffer(10), BRAND)
    canvas.solid(scaled(_body_outline(Skeleton(_STANDING)), scale), TINT, FINE)
    _vertebral_column(canvas, scale, FINE)
    whole = canvas.cut(window)
    whole.bleeds = True
    return whole


def _body_outline(skeleton: Skeleton) -> BaseGeometry:
    """Return trunk, head and thigh as one shape."""
    thigh = bone(
        skeleton.hip,
        skeleton.hip + vector((0, -74)),
        [(0, 16, 17.5), (0.35, 16, 16.5), (1, 12, 12)],
    )
    return filled_notches(unary_union([trunk_shape(skeleton, _BODY), bald(skeleton), thigh]), 6)


def _vertebral_column(canvas: Canvas, scale: float, weight: float) -> None:
    canvas.solid(scaled(smooth_area(_SACRUM), scale), PAPER, weight)
    vertebrae = _vertebrae(scale)
    for vertebra in reversed(vertebrae):
        canvas.solid(vertebra.process, BRAND if vertebra.is_lumbar else PAPER, weight)
    canvas.solid(_discs(vertebrae, scale), TINT, weight)
    for vertebra in vertebrae:
        body = smoothed_bumps(filled_notches(vertebra.body, 3 * scale), 0.7 * scale)
        canvas.solid(body, BRAND if vertebra.is_lumbar else PAPER, weight)


def _vertebrae(scale: float) -> list[Vertebra]:
    """Return the vertebrae from the sacrum up."""
    curve = scaled(smooth_line(_CURVE, 20), scale)
    heights = vector(_LUMBAR + _THORACIC + _CERVICAL)
    heights *= curve.length / heights.sum()
    vertebrae, at = [], 0.0
    for index, height in enumerate(heights):
        middle, ahead, behind = (
            vector(curve.interpolate(at + height / 2 + step).coords[0]) for step in (0, 0.5, -0.5)
        )
        at += height
        width = scale * (12 - index * 0.36 if index < 17 else 6.3 - (index - 17) * 0.12)
        region = "lumbar" if index < 7 else "thoracic" if index < 17 else "cervical"
        body, process = (
            placed(shape, middle, bearing(ahead - behind))
            for shape in _vertebra(height, width, region, scale)
        )
        vertebrae.append(Vertebra(body, process, is_lumbar=index < len(_LUMBAR)))
    return vertebrae


def _vertebra(
    height: float, width: float, region: str, scale: float
) -> tuple[BaseGeometry, BaseGeometry]:
    """Return body and spinous process; the way up along +x, the back along +y."""
    h, w = height, width / 2
    top, bottom = h * 0.34, -h * 0.3
    body = Polygon([(top, -w), (top, w), (0, w * 0.88), (bottom, w), (bottom, -w), (0, -w * 0.88)])
    outline = [(x * h, w + y * scale) for x, y in _PROCESSES[region]]
    return body, smooth_area(outline)


def _discs(vertebrae: list[Vertebra], scale: float) -> BaseGeometry:
    """Return what fills the column between the bodies, from the sacrum up."""
    below = [place_of(point) for point in vector(_SACRUM[:2]) * scale]
    discs = []
    for vertebra in vertebrae:
        corners = [place_of(point) for point in vector(get_coordinates(vertebra.body))]
        discs.append(MultiPoint([*below, *corners[3:5]]).convex_hull)
        below = corners[:2]
    return unary_union(discs)


def vertebra_disc(language: str | None = None) -> Canvas:
    """Two vertebrae from the side with the disc between them; a nerve comes out behind the disc.

    In a `language` four labels name vertebra, disc, nerve and spinal canal.
    """
    large = Canvas()
    canal = smooth_area([(42, -100), (43, 0), (42, 100), (57, 100), (58, 0), (57, -100)])
    large.area(canal.intersection(box(0, -81, 200, 81)), BRAND)
    for middle in (41, -41):
        large.solid(_large_process(middle), PAPER, OUTLINE)
    disc = smooth_area([
        (-40, 14), (-47, 6), (-47, -6), (-40, -14), (0, -16), (38, -14), (45, -6), (45, 6),
        (38, 14), (0, 16),
    ])  # fmt: skip
    large.solid(disc, TINT, OUTLINE)
    for middle in (41, -41):
        large.solid(_large_body(middle), PAPER, OUTLINE)
    core = [(-20, 0), (-13, 5), (-3, 5.6), (9, 5), (15, 0), (9, -5), (-3, -5.6), (-13, -5)]
    large.line(smooth_area(core), INNER)
    nerve = smooth_line([(52, 26), (52, 12), (49, -6), (40, -27), (30, -45), (24, -60)])
    large.area(nerve.buffer(7.2).difference(canal), PAPER)
    large.area(nerve.buffer(5.2), BRAND)
    canvas = Canvas()
    for mark in large.marks:
        canvas.marks.append(replace(mark, shape=scaled(mark.shape, DISC_SCALE)))
    if language:
        for name, at, points_to, on_left in _DISC_LABELS:
            label(canvas, WORDS[language][name], at, points_to, size=21, on_left=on_left)
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
    return translate(smooth_area(outline), 0, middle)


def _large_process(middle: float) -> BaseGeometry:
    """Return pedicle, joints and spinous process of a large vertebra as one shape."""
    return translate(smooth_area(_ARCH), 0, middle)


DRAWINGS = {
    "spine": ("Spine from the side, lumbar vertebrae marked", spine),
    "spine-nl": ("Spine from the side, with its word", lambda: spine("nl")),
    "spine-en": ("Spine from the side, with its word", lambda: spine("en")),
    "vertebra-disc": ("Two vertebrae with a disc and a nerve", vertebra_disc),
    "vertebra-disc-nl": ("Two vertebrae with four labels", lambda: vertebra_disc("nl")),
    "vertebra-disc-en": ("Two vertebrae with four labels", lambda: vertebra_disc("en")),
    "cover-spine": ("The lower half of a spine, large", cover_spine),
}
