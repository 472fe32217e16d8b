"""Exercises on a mat: each function draws one position; `DRAWINGS` names the files."""

from shapely.affinity import translate
from shapely.geometry import LineString, Point

from .body import Arm, Leg, Pose, Skeleton
from .figure import draw_figure
from .geometry import rounded_box, smooth_area
from .paint import Part
from .people import ANNE, FATMA, JAN, NOOR, RIET, SAM
from .svg import BRAND, TINT, Canvas

LYING_ANKLE = 11.5  # height of the ankle of a foot flat on the mat, units
FLAT_WRIST = 6.2  # height of the wrist of a hand flat on the mat


def pelvic_tilt(*, tilted: bool, arrow: bool = True) -> Canvas:
    """Lying with bent knees, hands on the belly; tilted, the lower back is pressed to the mat."""
    canvas = Canvas()
    canvas.mat(-168, 130)
    if tilted:
        hip, spine, wrist = (0, 21), (194, 178, 180, 176, 184), (-31, 37)
        canvas.area(rounded_box(-60, -7, -12, 0, 3), BRAND)
    else:
        hip, spine, wrist = (0, 20), (162, 199, 181, 174, 182), (-29, 47.5)
    pose = Pose(
        hip,
        spine,
        near_leg=Leg(ankle=(70, LYING_ANKLE)),
        far_leg=Leg(ankle=(80, LYING_ANKLE + 1.5), hip_shift=(5, 3)),
        near_arm=Arm(wrist=wrist, hand=-10, grip="flat", seen=(0.66, 0.9)),
    )
    draw_figure(canvas, pose, ANNE)
    if tilted and arrow:
        canvas.arrow([(8, 70), (-8, 71), (-25, 66), (-38, 54)])
    return canvas


def knee_to_chest(*, pulled: bool, arrow: bool = True) -> Canvas:
    """Lying; both feet on the mat, or one knee drawn to the chest with two hands on the shin."""
    canvas = Canvas()
    canvas.mat(-168, 165)
    far_leg = Leg(6, -7, 62, hip_shift=(2, -3))
    if pulled:
        pose = Pose(
            (0, 20),
            (170, 180, 183, 176, 181),
            near_leg=Leg(121, -6, 44),
            far_leg=far_leg,
            near_arm=Arm(wrist=(-24, 77), hand=74, grip="grip"),
            far_arm=Arm(wrist=(-12, 74), hand=80, grip="grip", shoulder_shift=(3, 3)),
        )
        fingers = (far_fingers((-8, 88)),)
    else:
        fingers = ()
        pose = Pose(
            (0, 20),
            (176, 180, 180, 176, 184),
            near_leg=Leg(ankle=(70, LYING_ANKLE)),
            far_leg=Leg(ankle=(80, 13), hip_shift=(5, 3)),
            near_arm=Arm(-17, -2, -2, grip="flat"),
        )
    draw_figure(canvas, pose, FATMA, extra=fingers)
    if pulled and arrow:
        canvas.arrow([(40, 104), (20, 114), (-6, 115)], size=1.15)
    return canvas


def far_fingers(middle: tuple[float, float]) -> Part:
    """Return the fingers of the far hand, bent over the shin towards the viewer."""
    x, y = middle
    lines = [LineString([(x + step, y - 7), (x + step - 0.6, y + 3)]) for step in (-0.6, 5)]
    shape = smooth_area(
        [(-10, 5), (-2, 8), (7, 6.4), (11, 0), (10, -7), (5, -10), (-2, -10.4), (-8, -8)]
    )
    return Part("fingers", translate(shape, x, y), seams=lines)


def bridge(*, raised: bool, arrow: bool = True) -> Canvas:
    """Lying with bent knees; raised, shoulders, hips and knees are in line."""
    canvas = Canvas()
    canvas.mat(-158, 142)
    if raised:
        hip, spine, ankles = (5, 56), (203, 201, 203, 188, 181), (93, 101)
    else:
        hip, spine, ankles = (5, 21), (180, 180, 178, 176, 182), (80, 90)
    pose = Pose(
        hip,
        spine,
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


def all_fours(spine: tuple[float, ...], hip: tuple[float, float]) -> Pose:
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
    canvas.arrow([(26, 155), (26, 126)], size=size)
    return canvas


def cat_camel() -> Canvas:
    """Cat and camel side by side."""
    canvas = cat(size=1.6)
    canvas.paste(camel(size=1.6), (250, 0))
    return canvas


def bird_dog(*, stretched: bool, arrow: bool = True) -> Canvas:
    """On hands and knees; stretched, the near leg and the far arm are held out."""
    canvas = Canvas()
    canvas.mat(-104, 130)
    pose = all_fours((18, 15, 14, 6, 68), (0, 83))
    if stretched:
        pose = pose.but(
            near_leg=Leg(184, 182, 222),
            far_arm=Arm(14, 13, 12, grip="straight", shoulder_shift=(0, 2)),
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
    shank = 74 if stretched else 2
    pose = Pose(
        (0, 20),
        (174, 180, 182, 176, 182),
        near_leg=Leg(98, shank, shank + 84),
        far_leg=Leg(ankle=(74, LYING_ANKLE + 1), hip_shift=(4, 2)),
        near_arm=Arm(wrist=(-14, 60), hand=8, grip="grip"),
        far_arm=Arm(wrist=(-8, 66), hand=8, grip="grip", shoulder_shift=(3, 3)),
    )
    draw_figure(canvas, pose, ANNE)
    if stretched and arrow:
        canvas.arrow([(58, 92), (53, 116), (37, 138)], size=1.2)
    return canvas


def foam_roller() -> Canvas:
    """Lying with a foam roller under the upper back, the arms crossed on the chest."""
    canvas = Canvas()
    canvas.mat(-168, 120)
    centre = (-64, 15)
    canvas.solid(Point(centre).buffer(15), TINT)
    canvas.line(Point(centre).buffer(6).exterior)
    pose = Pose(
        (0, 20),
        (158, 144, 180, 172, 178),
        near_leg=Leg(ankle=(66, LYING_ANKLE)),
        far_leg=Leg(ankle=(76, LYING_ANKLE + 1.5), hip_shift=(5, 3)),
        near_arm=Arm(30, 172, 190, grip="straight", seen=(0.72, 0.42)),
    )
    draw_figure(canvas, pose, SAM)
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
    "foam-roller": ("Foam roller under the upper back", foam_roller),
}
