"""Exercises on a mat: each function draws one position; `DRAWINGS` names the files."""

from dataclasses import replace

from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .body import Arm, Leg, Pose, Skeleton, Spine
from .figure import draw_figure
from .geometry import bar, direction, rounded_box, vector
from .paint import Part
from .people import ANNE, FATMA, JAN, NOOR, RIET, SAM
from .svg import BRAND, TINT, Canvas

LYING_ANKLE = 11.5  # height of the ankle of a foot flat on the mat, units
FLAT_WRIST = 6.2  # height of the wrist of a hand flat on the mat


def pelvic_tilt(*, tilted: bool, arrow: bool = True) -> Canvas:
    """Lying with bent knees, a hand on the pelvis; tilted, the lower back is pressed to the mat."""
    canvas = Canvas()
    canvas.mat(-168, 130)
    pose = Pose(
        (0, 21) if tilted else (0, 20),
        (194, 178, 180, 176, 184) if tilted else (162, 199, 181, 174, 182),
        near_leg=Leg(ankle=(70, LYING_ANKLE)),
        far_leg=Leg(ankle=(80, LYING_ANKLE + 1.5), hip_shift=(5, 3)),
        near_arm=Arm(wrist=(-36, 33 if tilted else 36), hand=-4, grip="straight", seen=(0.6, 0.66)),
    )
    if tilted:
        canvas.area(rounded_box(-60, -7, -12, 0, 3), BRAND)
    draw_figure(canvas, pose, replace(ANNE, shirt_length=0.3))
    if tilted and arrow:  # the pelvis turns about its middle: pubis to ribs
        around = [
            vector((-12, 24)) + direction(angle) * 39 for angle in (76, 92, 108, 124, 140, 153)
        ]
        canvas.arrow(around)
    return canvas


def knee_to_chest(*, pulled: bool, arrow: bool = True) -> Canvas:
    """Lying with bent knees; pulled, one knee is drawn to the chest, two hands on the shin."""
    canvas = Canvas()
    canvas.mat(-168, 150)
    pose = Pose(
        (0, 20),
        (176, 180, 180, 176, 184),
        near_leg=Leg(ankle=(70, LYING_ANKLE)),
        far_leg=Leg(ankle=(80, 13), hip_shift=(5, 3)),
        near_arm=Arm(-17, -2, -2, grip="flat"),
    )
    extra: tuple[Part, ...] = ()
    if pulled:
        pose = pose.but(
            spine=(170, 180, 183, 176, 181),
            near_leg=Leg(121, -3, 50),
            far_leg=Leg(ankle=(106, 13), hip_shift=(5, 3)),
            near_arm=Arm(wrist=(-22, 71), hand=80, grip="clasp"),
            far_arm=Arm(wrist=(-10, 64), hand=84, grip="clasp", shoulder_shift=(3, 3)),
        )
        extra = (far_fingers((-8, 91)),)
    draw_figure(canvas, pose, FATMA, extra=extra)
    if pulled and arrow:
        canvas.arrow([(40, 104), (20, 114), (-6, 115)], size=1.15)
    return canvas


def far_fingers(knuckles: tuple[float, float]) -> Part:
    """Return the fingers of the far hand, bent over the shin towards the viewer."""
    x, y = knuckles
    tips = [(x + 4.1 * place, y - reach) for place, reach in enumerate((11, 12.5, 12, 9.5))]
    fingers = [bar((tip_x, y), (tip_x + 0.6, tip_y), 4.6) for tip_x, tip_y in tips]
    gaps: list[BaseGeometry] = [
        LineString([(tip_x + 2.2, y - 1), (tip_x + 2.6, tip_y + 1)]) for tip_x, tip_y in tips[:-1]
    ]
    return Part("fingers", unary_union(fingers), seams=gaps)


def bridge(*, raised: bool, arrow: bool = True) -> Canvas:
    """Lying with bent knees; raised, shoulders, hips and knees are in line."""
    canvas = Canvas()
    canvas.mat(-158, 142)
    ankles = (93, 101) if raised else (80, 90)
    pose = Pose(
        (5, 56) if raised else (5, 21),
        (203, 201, 203, 188, 181) if raised else (180, 180, 178, 176, 182),
        near_leg=Leg(ankle=(ankles[0], LYING_ANKLE)),
        far_leg=Leg(ankle=(ankles[1], 13), hip_shift=(0, 0) if raised else (4, 2)),
        near_arm=Arm(wrist=(26, 8.5), hand=-4, grip="flat")
        if raised
        else Arm(-17, -2, -2, grip="flat"),
    )
    draw_figure(canvas, pose, JAN)
    if raised and arrow:
        canvas.arrow([(68, 12), (68, 40)])
    return canvas


def all_fours(spine: Spine, hip: tuple[float, float]) -> Pose:
    """Return a pose on hands and knees with straight arms below the shoulders."""
    pose = Pose(
        hip,
        spine,
        near_leg=Leg(ankle=(-70, 13), foot=207),
        far_leg=Leg(ankle=(-62, 12.6), foot=207, hip_shift=(4, 0.5)),
    )
    shoulder = Skeleton(pose).shoulder
    return pose.but(
        near_arm=Arm(wrist=(shoulder[0] + 10, FLAT_WRIST), grip="flat"),
        far_arm=Arm(wrist=(shoulder[0] + 18, FLAT_WRIST + 1.5), grip="flat", shoulder_shift=(4, 1)),
    )


def cat(*, size: float = 1.1) -> Canvas:
    """On hands and knees, the back rounded."""
    canvas = Canvas()
    canvas.mat(-104, 130)
    draw_figure(canvas, all_fours((60, 26, -19, -26, -40), (0, 82)), RIET)
    canvas.arrow([(34, 141), (34, 170)], size=size)
    return canvas


def camel(*, size: float = 1.1) -> Canvas:
    """On hands and knees, the back hollowed a little."""
    canvas = Canvas()
    canvas.mat(-104, 130)
    draw_figure(canvas, all_fours((-3, 14, 39, 32, 70), (2, 82)), RIET)
    canvas.arrow([(38, 142), (38, 112)], size=size)
    return canvas


def cat_camel() -> Canvas:
    """Cat and camel side by side."""
    canvas = cat(size=1.6)
    canvas.paste(camel(size=1.6), (250, 0))
    return canvas


def bird_dog(*, stretched: bool, arrow: bool = True) -> Canvas:
    """On hands and knees; stretched, the near leg and the far arm are held out."""
    canvas = Canvas()
    canvas.mat(*((-104, 130) if stretched and arrow else (-178, 206)))  # the steps show it whole
    pose = all_fours((18, 15, 14, -14, 20), (0, 83))
    if stretched:
        pose = pose.but(
            near_leg=Leg(184, 182, 222),
            far_arm=Arm(15, 15, 14, grip="flat", shoulder_shift=(10, -2)),
        )
    draw_figure(canvas, pose, SAM)
    if stretched and arrow:
        canvas.arrow([(-108, 112), (-140, 108)], size=1.3)
        canvas.arrow([(130, 139), (162, 148)], size=1.3)
    return canvas


def prone_press_up(*, raised: bool, arrow: bool = True) -> Canvas:
    """Lying on the belly; raised, the arms push the chest up while the pelvis stays on the mat."""
    canvas = Canvas()
    canvas.mat(-190, 132 if raised and arrow else 143)  # the steps show the whole mat
    leg = Leg(182, 182, 207)
    far_leg = Leg(180.5, 182, 207, hip_shift=(4, 2))
    if raised:
        pose = Pose(
            (0, 18),
            (22, 56, 82, 84, 92),
            near_leg=leg,
            far_leg=far_leg,
            near_arm=Arm(wrist=(76, FLAT_WRIST), grip="flat"),
            far_arm=Arm(wrist=(84, FLAT_WRIST + 1), grip="flat", shoulder_shift=(4, 1)),
        )
    else:
        arm = Arm(152, -60, 0, grip="flat")
        pose = Pose((0, 18), (3, 3, 0, 12, 6), near_leg=leg, far_leg=far_leg, near_arm=arm)
    draw_figure(canvas, pose, NOOR)
    if raised and arrow:
        canvas.arrow([(96, 62), (98, 82), (94, 104)], size=1.2)
    return canvas


def hamstring_stretch(*, stretched: bool, arrow: bool = True) -> Canvas:
    """Lying, two hands behind the thigh; stretched, the knee straightens."""
    canvas = Canvas()
    canvas.mat(-168, 130)
    shank = 87 if stretched else 2
    pose = Pose(
        (0, 20),
        (174, 180, 182, 176, 182),
        near_leg=Leg(94, shank, shank + 84),
        far_leg=Leg(ankle=(74, LYING_ANKLE + 1), hip_shift=(4, 2)),
        near_arm=Arm(wrist=(-14, 60), hand=8, grip="grip"),
        far_arm=Arm(wrist=(-8, 66), hand=8, grip="grip", shoulder_shift=(3, 3)),
    )
    draw_figure(canvas, pose, ANNE)
    if stretched and arrow:
        canvas.arrow([(58, 92), (53, 116), (37, 138)], size=1.2)
    return canvas


def foam_roller() -> Canvas:
    """Sitting with a buttock on a foam roller, the hands behind, rolling to and fro."""
    canvas = Canvas()
    canvas.mat(-140, 130)
    centre = (-8, 15)
    canvas.solid(Point(centre).buffer(15), TINT)
    canvas.line(Point(centre).buffer(6).exterior)
    pose = Pose(
        (0, 48),
        (148, 139, 130, 112, 104),
        near_leg=Leg(ankle=(96, LYING_ANKLE)),
        far_leg=Leg(ankle=(106, LYING_ANKLE + 1.5), hip_shift=(5, 1)),
        near_arm=Arm(wrist=(-80, FLAT_WRIST), hand=180, grip="flat", mirrored=True),
        far_arm=Arm(
            wrist=(-74, FLAT_WRIST + 1.5),
            hand=180,
            grip="flat",
            mirrored=True,
            shoulder_shift=(4, 1),
        ),
    )
    draw_figure(canvas, pose, SAM)
    canvas.arrow([(44, 14), (66, 14)])
    canvas.arrow([(42, 14), (20, 14)])
    return canvas


DRAWINGS = {
    "pelvic-tilt": ("Pelvic tilt", lambda: pelvic_tilt(tilted=True)),
    "pelvic-tilt-1": ("Pelvic tilt, start", lambda: pelvic_tilt(tilted=False)),
    "pelvic-tilt-2": ("Pelvic tilt, end", lambda: pelvic_tilt(tilted=True, arrow=False)),
    "knee-to-chest": ("Knee to chest", lambda: knee_to_chest(pulled=True)),
    "knee-to-chest-1": ("Knee to chest, start", lambda: knee_to_chest(pulled=False)),
    "knee-to-chest-2": ("Knee to chest, end", lambda: knee_to_chest(pulled=True, arrow=False)),
    "bridge": ("Bridge", lambda: bridge(raised=True)),
    "bridge-1": ("Bridge, start", lambda: bridge(raised=False)),
    "bridge-2": ("Bridge, end", lambda: bridge(raised=True, arrow=False)),
    "cat": ("Cat", cat),
    "camel": ("Camel", camel),
    "cat-camel": ("Cat and camel", cat_camel),
    "bird-dog": ("Bird dog", lambda: bird_dog(stretched=True)),
    "bird-dog-1": ("Bird dog, start", lambda: bird_dog(stretched=False)),
    "bird-dog-2": ("Bird dog, end", lambda: bird_dog(stretched=True, arrow=False)),
    "prone-press-up": ("Prone press-up", lambda: prone_press_up(raised=True)),
    "prone-press-up-1": ("Prone press-up, start", lambda: prone_press_up(raised=False)),
    "prone-press-up-2": ("Prone press-up, end", lambda: prone_press_up(raised=True, arrow=False)),
    "hamstring-stretch": ("Hamstring stretch", lambda: hamstring_stretch(stretched=True)),
    "hamstring-stretch-1": ("Hamstring stretch, start", lambda: hamstring_stretch(stretched=False)),
    "hamstring-stretch-2": (
        "Hamstring stretch, end",
        lambda: hamstring_stretch(stretched=True, arrow=False),
    ),
    "foam-roller": ("Foam roller under a buttock", foam_roller),
}
