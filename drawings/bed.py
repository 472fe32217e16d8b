"""On a bed: getting up in three steps, and lying on the side (see `DRAWINGS`).

The long side of the bed is towards the viewer, who looks down on it a little: what comes towards
the viewer lies lower in the picture.
"""

from dataclasses import replace

from shapely.geometry import box

from .front import LONG_FOOT, SHOULDER, FrontLimb, front_arm, front_leg, front_trunk
from .front_heads import front_head
from .geometry import Place, ahead_of, placed, rounded_box, smooth_area, turned
from .paint import Part, paint
from .people import FATMA, RIET, Person
from .props import pillow
from .svg import PAPER, TINT, Canvas

BED_TOP = 78  # height of the mattress's near edge, units
DEPTH = 34  # units that the top of a mattress is seen high
SITTING = replace(RIET, trouser=1.84)
RESTING = replace(FATMA, shirt=TINT, trousers=PAPER)


def _mattress(
    canvas: Canvas, left: float, right: float, bottom: float, top: float, colour: str = TINT
) -> None:
    canvas.solid(rounded_box(left, bottom, right, top + DEPTH, 8))
    front = rounded_box(left, bottom, right, top + 16, 8).intersection(
        box(left, bottom, right, top)
    )
    canvas.solid(front, colour)


def _bed(canvas: Canvas, left: float, right: float) -> None:
    canvas.floor(left - 8, right + 8)
    for x in (left + 8, right - 14):
        canvas.solid(box(x, 0.5, x + 6, 30))
    _mattress(canvas, left + 2, right - 2, 44, BED_TOP)
    canvas.solid(rounded_box(left, 28, right, 46, 3))


def bed_step(step: int, *, beside: bool = False) -> Canvas:
    """Roll on the side (1), push up while the legs go down (2), sit on the edge (3).

    `beside` the other steps only a part of the bed is seen.
    """
    canvas = Canvas()
    match step:
        case 1:
            _bed(canvas, -172, 152)
            pillow(canvas, (-122, BED_TOP + 32), 80, 44)
            body, lean, hips = on_the_side(SITTING), 90, (10, BED_TOP + 47)
        case 2:
            _bed(canvas, -150, 90)
            body, lean, hips = _pushing_up(), 50, (10, BED_TOP + 28)
        case _:
            _bed(canvas, *((-90, 90) if beside else (-150, 130)))
            body, lean, hips = _on_the_edge(), 0, (0, BED_TOP + 26)
    canvas.paste(body, hips, turned=lean)
    if step == 2:
        canvas.arrow([(-128, 140), (-124, 164), (-108, 184)], size=1.8)
        canvas.arrow([(106, 122), (111, 98), (108, 70)], size=1.8)
    return canvas


def on_the_side(person: Person, *, cushion: Part | None = None) -> Canvas:
    """Return somebody on the side, upright: knees bent towards the viewer, a hand in front.

    A `cushion` lies between the legs, which are then further apart.
    """
    body = Canvas()
    apart = 0 if cushion is None else 7
    legs = []
    for name, hip, knee, ankle in (
        ("low leg", (-13, -8), (-37, -50), (-27, -116)),
        ("high leg", (13, -8), (-10 + apart, -52), (-2 + apart, -118)),
    ):
        foot = placed(smooth_area(LONG_FOOT), ankle, -62)
        legs.append(
            front_leg(name, FrontLimb(hip, knee, ankle), person, foot=foot, towards_viewer=True)
        )
    x, y = SHOULDER
    low_arm = FrontLimb((-x + 4, y), (-43, y + 4), (-36, 115), 62, grip="straight")
    high_arm = FrontLimb((x, y), (10, 38), (-22, 50), 150, grip="straight", mirrored=True)
    between = [] if cushion is None else [cushion]
    parts = [front_trunk(person), *legs[0], *between, *legs[1]]
    paint(body, front_arm("low arm", low_arm, person))
    paint(body, [*parts, *front_head(person, tilt=0), *front_arm("high arm", high_arm, person)])
    return body


def lying_side() -> Canvas:
    """Lying on the side, facing the viewer, with a pillow between the knees."""
    canvas = Canvas()
    _mattress(canvas, -182, 186, -50, -32, PAPER)
    pillow(canvas, (-106, 4), 92, 48)
    shape = smooth_area([
        (-36, -36), (-22, -30), (-8, -34), (-4, -60), (-2, -100), (-6, -126), (-18, -130),
        (-28, -122), (-32, -84),
    ])  # fmt: skip
    cushion = Part("cushion", shape, colours=[(shape, TINT)])
    canvas.paste(on_the_side(RESTING, cushion=cushion), (30, 24), turned=90)
    return canvas


def _pushing_up() -> Canvas:
    body, person, lean = Canvas(), SITTING, 50

    def here(place: Place) -> Place:
        return turned(place, -lean)

    x, y = SHOULDER
    low_arm = FrontLimb((-x, y), here((-94, -12)), here((-66, -18)), -lean, grip="flat")
    high_arm = FrontLimb((x, y), here((-12, 27)), here((-32, -1)), 232 - lean, grip="straight")
    parts = [front_trunk(person)]
    for name, hip, knee, ankle in (
        ("low leg", (-13, -6), (10, -38), (11, -88)),
        ("high leg", (13, -6), (40, -34), (47, -80)),
    ):
        foot = placed(smooth_area(LONG_FOOT), here(ankle), -lean)
        parts += front_leg(
            name, FrontLimb(hip, here(knee), here(ankle)), person, foot=foot, towards_viewer=True
        )
    paint(body, front_arm("low arm", low_arm, person))
    paint(body, [*parts, *front_head(person, tilt=-18), *front_arm("high arm", high_arm, person)])
    return body


def _on_the_edge() -> Canvas:
    body, person = Canvas(), SITTING
    trunk = front_trunk(person)
    trunk.shape = trunk.shape.intersection(ahead_of((0, -20), (0, 1)))  # nothing hangs in the lap
    parts = [trunk]
    x, y = SHOULDER
    for side, name in ((-1, "left"), (1, "right")):
        ankle = (side * 20, -86)
        leg = FrontLimb((side * 13, -6), (side * 21, -38), ankle)
        foot = placed(smooth_area(LONG_FOOT), ankle, side * 6)
        parts += front_leg(f"{name} leg", leg, person, foot=foot, towards_viewer=True)
    arms = []
    for side, name in ((-1, "left"), (1, "right")):
        flat = 0 if side > 0 else 180  # the hands lean on the mattress
        arm = FrontLimb(
            (side * x, y), (side * 46, 27), (side * 45, -15), flat, grip="flat", mirrored=side < 0
        )
        arms += front_arm(f"{name} arm", arm, person)
    paint(body, [*parts, *front_head(person), *arms])
    return body


def getting_up() -> Canvas:
    """The three steps side by side."""
    canvas = bed_step(1)
    canvas.paste(bed_step(2), (330, 0))
    canvas.paste(bed_step(3, beside=True), (548, 0))
    return canvas


DRAWINGS = {
    "getting-up-from-bed": ("Getting up from bed", getting_up),
    "getting-up-from-bed-1": ("Getting up from bed: roll on the side", lambda: bed_step(1)),
    "getting-up-from-bed-2": ("Getting up from bed: push up", lambda: bed_step(2)),
    "getting-up-from-bed-3": ("Getting up from bed: sit on the edge", lambda: bed_step(3)),
    "lying-side": ("Lying on the side, pillow between the knees", lying_side),
}
