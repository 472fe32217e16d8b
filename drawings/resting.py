"""Lying on the back, resting with warmth, and the side bridge; `DRAWINGS` names the files."""

import numpy as np
from numpy.typing import ArrayLike

from .body import Arm, Leg, Pose
from .figure import SUNK, draw_figure
from .front import (
    SHOULDER,
    FrontLimb,
    front_arm,
    front_leg,
    front_trunk,
)
from .front_heads import front_head
from .geometry import (
    Place,
    bar,
    direction,
    placed,
    rounded_box,
    smooth_area,
    smooth_line,
    turned,
    vector,
)
from .paint import paint
from .people import JAN, KIM, RIET
from .props import pillow
from .svg import BRAND, BROAD, OUTLINE, TINT, Canvas


def lying_back() -> Canvas:
    """Lying on the back with a pillow under the knees and one under the head."""
    canvas = Canvas()
    canvas.solid(rounded_box(-176, -20, 178, 0, 6))
    pillow(canvas, (-138, 5), 62, 16)
    pose = Pose(
        (0, 20),
        (176, 180, 178, 166, 172),
        near_leg=Leg(26, -29, 58),
        far_leg=Leg(27, -25, 60, hip_shift=(8, -1)),
        near_arm=Arm(wrist=(-27, 50), hand=-8, grip="flat", seen=(0.75, 0.95)),
    )
    knee_pillow = placed(
        smooth_area(
            [(-34, -14), (-30, 2), (-14, 15), (4, 18), (20, 13), (34, 0), (40, -14), (0, -15)]
        ),
        (66, 15),
        0,
    )
    canvas.solid(knee_pillow, TINT)
    draw_figure(canvas, pose, JAN)
    return canvas


def heat_pack() -> Canvas:
    """Sitting with a warm pack between the lower back and the back of the chair."""
    canvas = Canvas()
    canvas.floor(-70, 120)
    for x, foot in ((-22, -28), (36, 42)):
        canvas.solid(bar((x, 64), (foot, 2), 5))
    canvas.solid(bar((-31, 70), (-42, 172), 8), TINT)
    canvas.solid(rounded_box(-34, 62, 48, 70, 3), TINT)
    pose = Pose(
        (0, 90),
        (92, 94, 90, 84, 90),
        near_leg=Leg(ankle=(75, 11.5)),
        far_leg=Leg(ankle=(84, 12.5), hip_shift=(4, 1)),
        near_arm=Arm(wrist=(40, 113.5), hand=-8, grip="flat"),
        far_arm=Arm(wrist=(47, 114.5), hand=-8, grip="flat", shoulder_shift=(3, 1)),
    )
    draw_figure(canvas, pose, RIET)
    pack = rounded_box(-7, -21, 7, 21, 6)
    canvas.solid(placed(pack, (-23, 128), 4), BRAND, OUTLINE)
    for x in (-62, -74, -86):
        canvas.line(
            smooth_line([(x, 108), (x - 5, 118), (x, 128), (x + 5, 138), (x, 148)]), BROAD, BRAND
        )
    return canvas


def side_bridge(*, raised: bool, arrow: bool = True) -> Canvas:
    """Leaning on forearm and feet, seen from the front; raised, the body is one straight line."""
    lean = -71.5 if raised else -54
    person = KIM

    def here(place: ArrayLike) -> Place:
        return turned(place, -lean)

    low, high = SHOULDER, (-SHOULDER[0], SHOULDER[1])
    shoulder = vector(turned(low, lean))
    elbow = shoulder + (direction(-88) * 52 if raised else direction(-72) * 40)
    floor = elbow[1] - 7.5
    low_arm = FrontLimb(low, here(elbow), here((elbow[0] + 24, floor + 6)), -lean, grip="flat")
    high_arm = FrontLimb(high, (-57, 38), (-28, 10), -38)
    legs = {"low leg": (11, 7, 6), "high leg": (-11, -7, -6)}
    parts = [front_trunk(person)]
    for name, (hip, knee, ankle) in legs.items():
        if raised:
            limb = FrontLimb((hip, -6), (knee, -79), (ankle, -151))
        else:
            start, height = (
                vector(turned((hip, -6), lean)),
                floor + (10 if name == "low leg" else 25),
            )
            down = 180 - float(np.degrees(np.arcsin((height - start[1]) / 72)))
            knee_place = start + direction(down) * 72
            limb = FrontLimb((hip, -6), here(knee_place), here(knee_place + vector((-71.5, -4))))
        parts += front_leg(name, limb, person)
    body = Canvas()
    ground = (vector(here((0, floor + SUNK))), vector(turned((0, 1), -lean)))
    paint(body, front_arm("low arm", low_arm, person), ground=ground)
    high = front_arm("high arm", high_arm, person)
    paint(body, [*parts, *front_head(person, tilt=0), *high], ground=ground)
    canvas = Canvas()
    canvas.mat(-172, 150)
    canvas.paste(body, (0, -floor), turned=lean)
    if raised and arrow:
        canvas.arrow([(-10, 4), (-10, 27)])
    return canvas


DRAWINGS = {
    "lying-back": ("Lying on the back, pillow under the knees", lying_back),
    "heat-pack": ("Warm pack on the lower back", heat_pack),
    "side-bridge": ("Side bridge", lambda: side_bridge(raised=True)),
    "side-bridge-1": ("Side bridge, start", lambda: side_bridge(raised=False)),
    "side-bridge-2": ("Side bridge, end", lambda: side_bridge(raised=True, arrow=False)),
}
