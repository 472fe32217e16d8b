"""People together: a talk with a physiotherapist, a team at a table (see `DRAWINGS`)."""

from dataclasses import replace

from shapely.geometry import box

from .body import Arm, Leg, Pose
from .figure import draw_figure
from .front import SHOULDER, FrontLimb, front_arm, front_trunk
from .front_heads import front_head
from .geometry import bar, rounded_box
from .paint import paint
from .people import ANNE, DAVID, FATMA, JAN, WILLEM, Person
from .props import SEAT
from .svg import PAPER, TINT, Canvas


def _chair(canvas: Canvas) -> None:
    for x, foot in ((-20, -26), (36, 41)):
        canvas.solid(bar((x, SEAT - 6), (foot, 2), 4.4))
    canvas.solid(bar((-24, SEAT), (-34, SEAT + 86), 6), TINT)
    canvas.solid(rounded_box(-30, SEAT - 8, 46, SEAT, 3), TINT)


def talking() -> Canvas:
    """A patient and a physiotherapist sit opposite each other and talk."""
    seated = Pose(
        (0, 89),
        (90, 93, 88, 82, 90),
        near_leg=Leg(ankle=(75, 12.4)),
        far_leg=Leg(ankle=(84, 13.4), hip_shift=(4, 1)),
        near_arm=Arm(wrist=(40, 112.5), hand=-8, grip="flat"),
    )
    listening = Canvas()
    _chair(listening)
    far_arm = Arm(wrist=(46, 113.5), hand=-8, grip="flat", shoulder_shift=(3, 1))
    draw_figure(listening, seated.but(far_arm=far_arm), replace(DAVID, shoes=True))
    telling = Canvas()
    _chair(telling)
    open_hand = Arm(-58, 14, 22, shoulder_shift=(3, 1))
    pose = seated.but(spine=(86, 90, 84, 78, 88), far_arm=open_hand)
    draw_figure(telling, pose, replace(ANNE, shoes=True, trouser=1.84))
    canvas = Canvas()
    canvas.floor(-50, 322)
    canvas.paste(listening)
    canvas.paste(telling, (272, 0), mirrored=True)
    return canvas


def team() -> Canvas:
    """Three carers and a patient at a table, seen from the front."""
    canvas = Canvas()
    people: tuple[tuple[Person, float], ...] = (
        (FATMA, -4),
        (JAN, 3),
        (ANNE, -2),
        (replace(WILLEM, shirt=TINT), 4),
    )
    for index, (person, tilt) in enumerate(people):
        body = _seated_bust(replace(person, shirt=TINT if index % 2 else PAPER), tilt)
        canvas.paste(body, (index * 108, 0))
    top = rounded_box(-62, 0, 386, 9, 3)
    canvas.area(box(-62, -80, 386, 4), PAPER)
    canvas = canvas.cropped(box(-200, 4, 600, 400))
    canvas.solid(top, TINT)
    return canvas


def _seated_bust(person: Person, tilt: float) -> Canvas:
    body = Canvas()
    x, y = SHOULDER
    left = FrontLimb((-x, y), (-x - 15, y - 50), (-10, 14), 8, grip="flat", mirrored=False)
    right = FrontLimb((x, y), (x + 15, y - 50), (12, 16), 172, grip="flat", mirrored=True)
    arms = [*front_arm("right arm", right, person), *front_arm("left arm", left, person)]
    paint(body, [front_trunk(person), *front_head(person, tilt=tilt), *arms])
    return body


DRAWINGS = {
    "talking": ("Patient and physiotherapist talking", talking),
    "team": ("Three carers and a patient at a table", team),
}
