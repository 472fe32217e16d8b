"""On the feet or the knees: stretching, walking, cycling, lifting (see `DRAWINGS`)."""

from dataclasses import replace

from shapely.geometry import Point
from shapely.ops import unary_union

from .body import Arm, Leg, Pose, Skeleton
from .figure import draw_figure
from .geometry import bar, direction, rounded_box, vector
from .people import DAVID, KIM, MARIA, NOOR, OMA, WILLEM, Person
from .props import crate, desk, keyboard, screen
from .svg import OUTLINE, PAPER, TINT, Canvas

SHOE_ANKLE = 12.4  # height of the ankle in a shoe on the floor, units


def walking() -> Canvas:
    """Walking with swinging arms."""
    canvas = Canvas()
    canvas.floor(-96, 100)
    walker(canvas, WILLEM)
    return canvas


STRIDE = Pose(
    (0, 154),
    (88, 90, 88, 83, 90),
    near_leg=Leg(-66, -75, 12),
    far_leg=Leg(-101, -134, -36),
    near_arm=Arm(-116, -92, -84, grip="loose"),
    far_arm=Arm(-66, -36, -24, grip="loose"),
)


def walker(canvas: Canvas, person: Person, pose: Pose = STRIDE) -> None:
    """Draw somebody who walks; all limbs have the strong outline, for a coloured ground."""
    draw_figure(canvas, pose, person, far_outline=OUTLINE)


def walking_together() -> Canvas:
    """An older woman and a friend walk side by side and talk."""
    canvas = Canvas()
    canvas.floor(-96, 164)
    friend = STRIDE.but(
        hip=(62, 156),
        spine=(89, 91, 88, 84, 93),
        near_leg=Leg(-101, -134, -36),
        far_leg=Leg(-66, -75, 12),
        near_arm=Arm(-68, -38, -26, grip="loose"),
        far_arm=Arm(-114, -92, -84, grip="loose"),
    )
    walker(canvas, MARIA, friend)
    walker(canvas, OMA)
    return canvas


def standing_extension(*, leaning: bool, arrow: bool = True) -> Canvas:
    """Standing with the hands on the lower back; leaning, the trunk bends backwards a little."""
    canvas = Canvas()
    canvas.floor(-70, 70)
    spine = (98, 118, 126, 122, 114) if leaning else (90, 93, 89, 82, 90)
    hip = (14, 158) if leaning else (0, 158.6)
    legs = (-95.5, -96) if leaning else (-90, -91)
    pose = Pose(
        hip, spine, near_leg=Leg(*legs), far_leg=Leg(legs[0] + 5, legs[1] + 4, hip_shift=(3, 1))
    )
    skeleton = Skeleton(pose)
    # The palm lies in the hollow of the back, fingers down, the thumb around the waist.
    up, behind = direction(spine[1]), direction(spine[1] + 90)
    wrist = skeleton.loin + behind * 14 + up * 5
    hand = Arm(wrist=tuple(wrist), hand=spine[0] - 172, grip="straight", seen=(0.82, 0.76))
    draw_figure(canvas, pose.but(near_arm=hand), WILLEM)
    if leaning and arrow:
        canvas.arrow([(38, 278), (24, 297), (0, 305), (-24, 300)], size=1.6)
    return canvas


def hip_flexor_stretch(*, forward: bool, arrow: bool = True) -> Canvas:
    """Half kneeling; forward, the pelvis moves on and stretches the hip of the kneeling leg."""
    canvas = Canvas()
    canvas.mat(-107, 132)
    thigh = -113 if forward else -91
    hip = vector((0, 9.6)) - direction(thigh) * 73.5
    pose = Pose(
        tuple(hip),
        (91, 93, 89, 82, 90),
        near_leg=Leg(thigh, 177, 205),
        far_leg=Leg(ankle=(76, 11.8), hip_shift=(3, 1)),
    )
    knee = Skeleton(pose).limbs["far leg"].middle
    pose = pose.but(
        near_arm=Arm(wrist=(knee[0] - 16, knee[1] + 14), hand=-14, grip="flat"),
        far_arm=Arm(
            wrist=(knee[0] - 9, knee[1] + 15), hand=-14, grip="flat", shoulder_shift=(4, 1)
        ),
    )
    draw_figure(canvas, pose, KIM)
    if forward and arrow:
        canvas.arrow([(-44, 92), (-10, 92)], size=1.4)
    return canvas


def lifting(*, good: bool) -> Canvas:
    """Lifting a box: knees bent and the load close, or knees straight and the load far away."""
    canvas = Canvas()
    canvas.floor(-80, 120)
    if good:
        pose = Pose(
            (-38, 94),
            (58, 58, 56, 52, 74),
            near_leg=Leg(ankle=(-2, SHOE_ANKLE)),
            far_leg=Leg(ankle=(16, SHOE_ANKLE), hip_shift=(4, 1)),
            near_arm=Arm(wrist=(36, 76), hand=-62, grip="straight"),
            far_arm=Arm(wrist=(46, 86), hand=-62, grip="straight", shoulder_shift=(4, 1)),
        )
        left, bottom = 24, 51
    else:
        pose = Pose(
            (-42, 156),
            (27, -6, -53, -48, -22),
            near_leg=Leg(-77, -79),
            far_leg=Leg(-73, -76, hip_shift=(4, 0)),
            near_arm=Arm(wrist=(57, 49), hand=-80, grip="straight"),
            far_arm=Arm(wrist=(64, 50), hand=-80, grip="straight", shoulder_shift=(4, 0)),
        )
        left, bottom = 47, 0
    draw_figure(canvas, pose.but(near_leg=None, near_arm=None), DAVID, order=())
    crate(canvas, left, bottom)
    draw_figure(canvas, pose.but(far_leg=None, far_arm=None), DAVID)
    return canvas


def cycling() -> Canvas:
    """Cycling upright on an ordinary bicycle."""
    canvas = Canvas()
    canvas.floor(-130, 190)
    rear, front, crank, saddle = (-62, 60), (132, 60), (14, 50), (-24, 150)
    head_tube, bars = (100, 132), (74, 172)
    for hub in (rear, front):
        tyre = Point(hub).buffer(58, quad_segs=24).difference(Point(hub).buffer(53, quad_segs=24))
        canvas.solid(tyre, PAPER)
        canvas.solid(Point(hub).buffer(4))
    frame = unary_union(
        [
            bar(rear, crank, 5),
            bar(rear, (-14, 124), 4),
            bar(crank, (-22, 146), 6),
            bar(crank, head_tube, 7),
            bar(head_tube, front, 6),
            bar(head_tube, (92, 168), 6),
            bar((92, 168), bars, 5),
        ]
    )
    pedal_near, pedal_far = vector(crank) + direction(-78) * 27, vector(crank) - direction(-78) * 27
    canvas.solid(bar(crank, pedal_far, 4))
    pose = Pose(
        (-20, 168),
        (80, 78, 74, 70, 86),
        near_leg=Leg(ankle=(pedal_near[0] - 12, pedal_near[1] + 15), foot=-6),
        far_leg=Leg(ankle=(pedal_far[0] - 12, pedal_far[1] + 17), foot=-24, hip_shift=(2, 1)),
        near_arm=Arm(wrist=(58, 178), hand=-20, grip="grip"),
    )
    draw_figure(canvas, pose.but(near_leg=None, near_arm=None), DAVID, order=())
    canvas.solid(frame, TINT)
    canvas.solid(rounded_box(saddle[0] - 20, saddle[1] - 4, saddle[0] + 20, saddle[1] + 3, 3))
    canvas.solid(Point(crank).buffer(10))
    draw_figure(canvas, pose.but(far_leg=None), DAVID, order=("trunk", "near leg", "near arm"))
    canvas.solid(bar(pedal_near - vector((9, 0)), pedal_near + vector((9, 0)), 4))
    return canvas


def sit_stand_desk() -> Canvas:
    """Standing at a raised desk, elbows bent at a right angle, screen at eye height."""
    canvas = Canvas()
    canvas.floor(-60, 160)
    table = 196
    desk(canvas, 44, 150, table, column=True)
    screen(canvas, 122, table, 296)
    keyboard(canvas, 58, table)
    person = replace(NOOR, shoes=True)
    pose = Pose(
        (0, 159),
        (89, 93, 89, 82, 90),
        near_leg=Leg(-90, -92),
        far_leg=Leg(-85, -88, hip_shift=(3, 1)),
        near_arm=Arm(wrist=(48, table + 7), hand=-4, grip="flat"),
        far_arm=Arm(wrist=(56, table + 7.5), hand=-4, grip="flat", shoulder_shift=(3, 1)),
    )
    draw_figure(canvas, pose, person)
    return canvas


DRAWINGS = {
    "walking": ("Walking", walking),
    "walking-together": ("Two people walking", walking_together),
    "standing-extension": ("Bending backwards", lambda: standing_extension(leaning=True)),
    "standing-extension-1": ("Bending backwards, start", lambda: standing_extension(leaning=False)),
    "standing-extension-2": (
        "Bending backwards, end",
        lambda: standing_extension(leaning=True, arrow=False),
    ),
    "hip-flexor-stretch": ("Hip flexor stretch", lambda: hip_flexor_stretch(forward=True)),
    "hip-flexor-stretch-1": (
        "Hip flexor stretch, start",
        lambda: hip_flexor_stretch(forward=False),
    ),
    "hip-flexor-stretch-2": (
        "Hip flexor stretch, end",
        lambda: hip_flexor_stretch(forward=True, arrow=False),
    ),
    "lifting": ("Lifting with bent knees", lambda: lifting(good=True)),
    "lifting-poor": ("Lifting with a bent back", lambda: lifting(good=False)),
    "cycling": ("Cycling", cycling),
    "sit-stand-desk": ("Standing at a raised desk", sit_stand_desk),
}
