"""Working at a desk, and a hand on a sore back; `DRAWINGS` names the files."""

from shapely.geometry import box
from shapely.ops import unary_union

from .body import Arm, Leg, Pose
from .figure import draw_figure
from .front import SHOULDER, FrontLimb, front_arm, front_leg, front_trunk
from .front_heads import front_head
from .geometry import rounded_box, smooth_area
from .paint import paint
from .people import DAVID, JAN
from .props import DESK, desk, keyboard, laptop, office_chair, screen
from .standing import SHOE_ANKLE
from .svg import BRAND, INK, TINT, Canvas


def sitting_at_desk(*, good: bool) -> Canvas:
    """Working at a desk: back supported and screen at eye height, or slumped over a laptop."""
    canvas = Canvas()
    canvas.floor(-70, 160)
    office_chair(canvas, seat_middle=13 if good else -14, lean=94 if good else 98)
    if good:
        pose = Pose(
            (0, 89),
            (88, 94, 89, 82, 90),
            near_leg=Leg(ankle=(75, SHOE_ANKLE)),
            far_leg=Leg(ankle=(84, SHOE_ANKLE + 1), hip_shift=(4, 1)),
            near_arm=Arm(wrist=(62, DESK + 6.5), hand=-4, grip="flat"),
            far_arm=Arm(wrist=(70, DESK + 7), hand=-4, grip="flat", shoulder_shift=(3, 1)),
        )
    else:
        pose = Pose(
            (2, 89),
            (122, 103, 62, 36, 82),
            near_leg=Leg(ankle=(54, SHOE_ANKLE + 8.5), foot=-14),
            far_leg=Leg(ankle=(86, SHOE_ANKLE + 1), hip_shift=(4, 1)),
            near_arm=Arm(wrist=(64, DESK + 7), hand=-4, grip="flat"),
            far_arm=Arm(wrist=(72, DESK + 7.5), hand=-4, grip="flat", shoulder_shift=(4, 1)),
        )
    desk(canvas, 50, 156)
    if good:
        screen(canvas, 128, DESK, 214)
        keyboard(canvas, 66, DESK)
    else:
        laptop(canvas, 72, DESK)
    draw_figure(canvas, pose, DAVID)
    return canvas


def lower_back() -> Canvas:
    """Seen from behind, one hand on the sore lower back."""
    canvas, person = Canvas(), JAN
    x, y = SHOULDER
    hanging = FrontLimb((-x, y), (-x - 12, y - 53), (-x - 17, y - 97), -94)
    holding = FrontLimb((x, y), (x + 25, y - 44), (41, 11), 164, grip="straight", mirrored=True)
    legs = [
        part
        for side, name in ((-1, "left leg"), (1, "right leg"))
        for part in front_leg(
            name, FrontLimb((side * 13, -6), (side * 14, -79), (side * 14, -150)), person
        )
    ]
    arms = [*front_arm("left arm", hanging, person), *front_arm("right arm", holding, person)]
    paint(canvas, [front_trunk(person, back=True), *legs, *front_head(person, back=True), *arms])
    in_front = unary_union([part.shape for part in arms])
    sore = smooth_area(
        [(-22, 21), (-15, 34), (0, 40), (15, 34), (22, 21), (15, 9), (0, 5), (-15, 9)]
    )
    canvas.area(sore.difference(in_front), TINT)
    for step in range(11):
        half, height = (5.6, 4.4) if step < 5 else (4.4 - 0.12 * step, 3)
        middle = 9.4 + 7.2 * step
        bone_shape = rounded_box(-half, middle - height / 2, half, middle + height / 2, 1.4)
        canvas.area(bone_shape.difference(in_front), BRAND if step < 5 else INK)
    return canvas.cut(box(-120, -56, 120, 200))


DRAWINGS = {
    "sitting-good": ("Sitting at a desk, supported", lambda: sitting_at_desk(good=True)),
    "sitting-poor": ("Sitting at a desk, slumped", lambda: sitting_at_desk(good=False)),
    "lower-back": ("Hand on the lower back", lower_back),
}
