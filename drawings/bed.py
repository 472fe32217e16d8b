"""Getting up from bed in three steps, the long side of the bed towards the viewer."""

from dataclasses import replace

from shapely.geometry import box

from .front import FRONT_FOOT, SHOULDER, FrontLimb, front_arm, front_leg, front_trunk
from .front_heads import front_head
from .geometry import Place, placed, rounded_box, smooth_area, turned
from .paint import paint
from .people import RIET
from .props import pillow
from .svg import PAPER, TINT, Canvas

BED_TOP = 78  # height of the mattress, units
SITTING = replace(RIET, trouser=1.84)


def _bed(canvas: Canvas, left: float, right: float) -> None:
    canvas.floor(left - 8, right + 8)
    for x in (left + 8, right - 14):
        canvas.solid(box(x, 0.5, x + 6, 30))
    canvas.solid(rounded_box(left, 28, right, 44, 3))
    canvas.solid(rounded_box(left + 2, 44, right - 2, BED_TOP, 8), TINT)


def bed_step(step: int, *, arrow: bool = True) -> Canvas:
    """Roll on the side (1), push up while the legs go down (2), sit on the edge (3)."""
    canvas = Canvas()
    match step:
        case 1:
            _bed(canvas, -172, 152)
            pillow(canvas, (-136, BED_TOP + 8), 66, 22, colour=PAPER)
            body, lean, hips = _on_the_side(), 90, (10, BED_TOP + 29)
        case 2:
            _bed(canvas, -150, 90)
            body, lean, hips = _pushing_up(), 50, (10, BED_TOP + 26)
        case _:
            _bed(canvas, -90, 90)
            body, lean, hips = _on_the_edge(), 0, (0, BED_TOP + 24)
    canvas.paste(body, hips, turned=lean)
    if step == 2 and arrow:
        canvas.arrow([(-128, 128), (-124, 152), (-110, 172)])
        canvas.arrow([(106, 128), (110, 104), (106, 80)])
    return canvas


def _on_the_side() -> Canvas:
    body, person = Canvas(), SITTING
    # The knees are bent, and come towards the viewer.
    low = FrontLimb((-13, -8), (-16, -54), (-19, -122))
    high = FrontLimb((13, -8), (10, -50), (7, -118))
    parts = [
        front_trunk(person),
        *front_leg("low leg", low, person, towards_viewer=True),
        *front_leg("high leg", high, person, towards_viewer=True),
    ]
    x, y = SHOULDER
    high_arm = FrontLimb((x, y), (8, 36), (-18, 62), 150)
    paint(body, [*parts, *front_head(person, tilt=0), *front_arm("high arm", high_arm, person)])
    return body


def _pushing_up() -> Canvas:
    body, person, lean = Canvas(), SITTING, 50

    def here(place: Place) -> Place:
        return turned(place, -lean)

    x, y = SHOULDER
    low_arm = FrontLimb((-x, y), here((-88, -16)), here((-58, -20)), -lean, grip="flat")
    high_arm = FrontLimb((x, y), here((-14, 26)), here((-30, -14)), -lean - 110)
    parts = [front_trunk(person)]
    for name, hip, knee, ankle in (
        ("low leg", (-13, -6), (8, -30), (12, -92)),
        ("high leg", (13, -6), (40, -26), (44, -84)),
    ):
        foot = placed(smooth_area(FRONT_FOOT), here(ankle), -lean)
        parts += front_leg(
            name, FrontLimb(hip, here(knee), here(ankle)), person, foot=foot, towards_viewer=True
        )
    paint(body, front_arm("low arm", low_arm, person))
    paint(body, [*parts, *front_head(person, tilt=-18), *front_arm("high arm", high_arm, person)])
    return body


def _on_the_edge() -> Canvas:
    body, person = Canvas(), SITTING
    parts = [front_trunk(person)]
    x, y = SHOULDER
    for side, name in ((-1, "left"), (1, "right")):
        leg = FrontLimb((side * 13, -6), (side * 23, -31), (side * 22, -90))
        parts += front_leg(f"{name} leg", leg, person, towards_viewer=True)
    arms = []
    for side, name in ((-1, "left"), (1, "right")):
        flat = 0 if side > 0 else 180  # the hands lean on the mattress
        arm = FrontLimb(
            (side * x, y), (side * 46, 27), (side * 44, -17), flat, grip="flat", mirrored=side < 0
        )
        arms += front_arm(f"{name} arm", arm, person)
    paint(body, [*parts, *front_head(person), *arms])
    return body


def getting_up() -> Canvas:
    """The three steps side by side."""
    canvas = bed_step(1)
    canvas.paste(bed_step(2), (330, 0))
    canvas.paste(bed_step(3), (548, 0))
    return canvas


DRAWINGS = {
    "getting-up-from-bed": ("Getting up from bed", getting_up),
    "getting-up-from-bed-1": ("Getting up from bed: roll on the side", lambda: bed_step(1)),
    "getting-up-from-bed-2": ("Getting up from bed: push up", lambda: bed_step(2)),
    "getting-up-from-bed-3": ("Getting up from bed: sit on the edge", lambda: bed_step(3)),
}
