"""Lying on the back, resting with warmth, and the side bridge; `DRAWINGS` names the files."""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from .body import Arm, Leg, Pose
from .figure import SUNK, draw_figure
from .front import (
    FRONT_FOOT,
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
from .paint import Part, paint
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


def side_bridge(*, raised: bool, knees: bool = False, arrow: bool = True) -> Canvas:
    """Leaning on forearm and feet, seen from the front; raised, the body is one straight line.

    The lighter form is on bent `knees`: the shanks lie behind, away from the viewer.
    """
    lean = (-61.0 if knees else -71.5) if raised else -54.0

    def here(place: ArrayLike) -> Place:
        return turned(place, -lean)

    low, high = SHOULDER, (-SHOULDER[0], SHOULDER[1])
    elbow = vector(turned(low, lean)) + (direction(-88) * 52 if raised else direction(-72) * 40)
    floor = elbow[1] - 7.5
    ground = (vector(here((0, floor + SUNK))), vector(turned((0, 1), -lean)))
    low_arm = FrontLimb(low, here(elbow), here((elbow[0] + 24, floor + 6)), -lean, grip="flat")
    high_arm = FrontLimb(high, (-57, 38), (-28, 10), -38, grip="straight")
    legs = _bridging_leg(1, lean, floor, raised=raised, knees=knees)
    legs += _bridging_leg(-1, lean, floor, raised=raised, knees=knees)
    body = Canvas()
    paint(body, front_arm("low arm", low_arm, KIM), ground=ground)
    above = [*front_head(KIM, tilt=0), *front_arm("high arm", high_arm, KIM)]
    paint(body, [front_trunk(KIM), *legs, *above], ground=ground)
    canvas = Canvas()
    canvas.mat(-110 if knees else -172, 150)
    canvas.paste(body, (0, -floor), turned=lean)
    if raised and arrow:
        x = 27 if knees else -10
        canvas.arrow([(x, 4), (x, 27)])
    return canvas


def _bridging_leg(side: int, lean: float, floor: float, *, raised: bool, knees: bool) -> list[Part]:
    """Return a leg of the side bridge: the low one on `side` 1, the high one on -1."""
    name, hip = "low leg" if side > 0 else "high leg", (side * 11.0, -6.0)
    limb = FrontLimb(hip, (side * 7, -79), (side * 6, -151))
    if not raised:
        start, height = vector(turned(hip, lean)), floor + (10 if side > 0 else 25)
        down = 180 - float(np.degrees(np.arcsin((height - start[1]) / 72)))
        knee = start + direction(down) * 72
        limb = FrontLimb(hip, turned(knee, -lean), turned(knee + vector((-71.5, -4)), -lean))
    if not knees:
        return front_leg(name, limb, KIM)
    x, _ = turned(limb.middle, lean)
    ankle = turned((x - 16 - 8 * side, floor + 16 - 7 * side), -lean)
    foot = placed(smooth_area(FRONT_FOOT), ankle, -lean - 84)
    thigh, shank = front_leg(name, replace(limb, end=ankle), KIM, foot=foot)
    return [shank, thigh]


DRAWINGS = {
    "lying-back": ("Lying on the back, pillow under the knees", lying_back),
    "heat-pack": ("Warm pack on the lower back", heat_pack),
    "side-bridge": ("Side bridge", lambda: side_bridge(raised=True)),
    "side-bridge-knees": (
        "Side bridge on the knees",
        lambda: side_bridge(raised=True, knees=True),
    ),
    "side-bridge-knees-1": (
        "Side bridge on the knees, start",
        lambda: side_bridge(raised=False, knees=True),
    ),
    "side-bridge-knees-2": (
        "Side bridge on the knees, end",
        lambda: side_bridge(raised=True, knees=True, arrow=False),
    ),
    "side-bridge-1": ("Side bridge, start", lambda: side_bridge(raised=False)),
    "side-bridge-2": ("Side bridge, end", lambda: side_bridge(raised=True, arrow=False)),
}
