"""Everyday movement for the front of a leaflet: gardening, reaching up (see `DRAWINGS`).

All limbs have the strong outline, for a coloured ground.
"""

from shapely.geometry import LineString
from shapely.ops import unary_union

from .body import Arm, Leg, Pose
from .figure import draw_figure
from .front import SHOULDER, FrontLimb, front_arm, front_leg, front_trunk
from .front_heads import front_head
from .geometry import Place, bar, placed, rounded_box, smooth_area, vector
from .paint import Part, paint
from .people import HENK, LIEN
from .standing import SHOE_ANKLE
from .svg import BRAND, BROAD, OUTLINE, PAPER, TINT, Canvas

_LEAF = [(0, 0), (9, 7), (22, 8), (34, 2), (24, -6), (10, -5)]


def gardening() -> Canvas:
    """An older man waters plants in a raised bed; he stands upright."""
    canvas = Canvas()
    canvas.floor(-70, 196)
    _raised_bed(canvas, 98, 192, 64)
    pose = Pose(
        (0, 156),
        (88, 92, 84, 78, 82),
        near_leg=Leg(ankle=(-10, SHOE_ANKLE)),
        far_leg=Leg(ankle=(14, SHOE_ANKLE), hip_shift=(3, 1)),
        near_arm=Arm(wrist=(58, 176), hand=-26, grip="grip"),
        far_arm=Arm(-82, -66, -62, shoulder_shift=(3, 1)),
    )
    draw_figure(canvas, pose.but(near_leg=None, near_arm=None), HENK, order=(), far_outline=OUTLINE)
    _watering_can(canvas, (66, 168))
    draw_figure(canvas, pose.but(far_leg=None, far_arm=None), HENK)
    return canvas


def _watering_can(canvas: Canvas, handle: Place) -> None:
    """Draw a watering can that hangs by its handle and pours to the right."""
    x, y = handle
    can = Canvas()
    spout = unary_union([bar((14, -34), (58, -6), 7), bar((54, -14), (62, 2), 6)])
    can.solid(spout, PAPER, OUTLINE)
    can.solid(rounded_box(-22, -46, 20, -10, 4), TINT, OUTLINE)
    grip = LineString([(-20, -14), (-16, 4), (12, 4), (18, -12)]).buffer(3)
    can.solid(grip.difference(rounded_box(-22, -46, 20, -10, 4)), PAPER)
    canvas.paste(can, (x, y), turned=-24)
    for start in ((x + 56, y - 33), (x + 62, y - 28), (x + 67, y - 21)):
        drop = vector(start)
        canvas.line(LineString([drop, drop + vector((3, -10))]), BROAD * 1.4, BRAND)


def _raised_bed(canvas: Canvas, left: float, right: float, height: float) -> None:
    for x, tall in ((left + 16, 34), (left + 44, 50), (left + 76, 30)):
        stem = LineString([(x, height), (x, height + tall)])
        canvas.line(stem, OUTLINE)
        for share, angle in ((0.35, 30), (0.55, 150), (0.85, 40), (0.95, 140)):
            at = stem.interpolate(share, normalized=True).coords[0]
            canvas.solid(placed(smooth_area(_LEAF), at, angle, scale=0.62), BRAND)
    canvas.solid(rounded_box(left, 0, right, height, 2), PAPER, OUTLINE)
    for step in (1, 2):
        y = height * step / 3
        canvas.line(LineString([(left, y), (right, y)]))


def reaching_up() -> Canvas:
    """A woman stands, seen from the front, and stretches both arms up."""
    canvas, person = Canvas(), LIEN
    x, y = SHOULDER
    parts: list[Part] = []
    for side, name in ((-1, "left"), (1, "right")):
        leg = FrontLimb((side * 13, -6), (side * 17, -78), (side * 20, -149))
        parts += front_leg(f"{name} leg", leg, person)
    arms: list[Part] = []
    for side, name in ((-1, "left"), (1, "right")):
        arm = FrontLimb(
            (side * x, y),
            (side * 46, y + 50),
            (side * 30, y + 92),
            90 + side * 8,
            grip="straight",
            mirrored=side < 0,
        )
        arms += front_arm(f"{name} arm", arm, person)
    paint(canvas, [*arms, front_trunk(person), *parts, *front_head(person)])
    shoes = Canvas()
    shoes.paste(canvas, (0, 162))
    shoes.floor(-84, 84)
    return shoes


DRAWINGS = {
    "gardening": ("Watering plants in a raised bed", gardening),
    "reaching-up": ("Standing and stretching", reaching_up),
}
