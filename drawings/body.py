"""The skeleton: a pose in angles or targets in, checked joints out.

Seen from the side, facing right. Bones keep one length; only angles vary, and every joint stays
within the limits of a body. Spine angles run upwards (pelvis to head), leg and arm angles outwards
(hip to toe).
"""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from .geometry import Vector, direction, two_bones, vector, wrapped

LENGTHS = {
    "pelvis": 26, "lumbar": 27, "thorax": 39, "neck": 25, "head": 41,
    "thigh": 73.5, "shank": 73, "upper arm": 55, "forearm": 45, "hand": 32,
}  # fmt: skip

# Degrees, flexion positive: what a supple adult can do, rounded from tables of normal ranges.
LIMITS = {
    "knee": (-3, 152),
    "hip": (-27, 132),
    "ankle": (-65, 32),
    "elbow": (-4, 150),
    "shoulder": (-65, 185),
    "wrist": (-100, 90),
    "lumbar spine": (-38, 60),
    "thoracic spine": (-40, 60),
    "neck": (-62, 62),
    "head": (-72, 62),
}
SHOULDER_HEIGHT = 0.74  # share of the thorax below the shoulder


Spine = tuple[float, float, float, float, float]


class ImpossiblePoseError(ValueError):
    """A joint is bent where no joint bends."""


@dataclass(frozen=True)
class Leg:
    """A leg by its angles, or by the ankle's place; a foot at 0 degrees points to the right."""

    thigh: float = -90
    shank: float = -90
    foot: float = 0
    ankle: tuple[float, float] | None = None
    hip_shift: tuple[float, float] = (0, 0)


@dataclass(frozen=True)
class Arm:
    """An arm by its angles, or by the wrist's place.

    `hand` is the hand's angle, `grip` the name of its shape in `hands.HANDS`. `seen` is the share
    of upper arm and forearm that is seen when the elbow points to the viewer; never more than 1.
    """

    upper: float = -90
    fore: float = -90
    hand: float = 0
    wrist: tuple[float, float] | None = None
    grip: str = "relaxed"
    mirrored: bool = False
    seen: tuple[float, float] = (1, 1)
    shoulder_shift: tuple[float, float] = (0, 0)
    bends: str = "right"


@dataclass(frozen=True)
class Pose:
    """A whole body; `spine` holds the angles of pelvis, lumbar spine, thorax, neck and head."""

    hip: tuple[float, float]
    spine: Spine
    near_leg: Leg | None = None
    far_leg: Leg | None = None
    near_arm: Arm | None = None
    far_arm: Arm | None = None

    def but(self, **changes: Any) -> "Pose":
        """Return the pose with some parts changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Limb:
    """Three joints (hip, knee, ankle or shoulder, elbow, wrist) and the angle of foot or hand."""

    root: Vector
    middle: Vector
    end: Vector
    tip_angle: float


@dataclass
class Skeleton:
    """The joints of a pose, in units; raises ImpossiblePoseError beyond a joint's limit."""

    pose: Pose
    limbs: dict[str, Limb] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pelvis, lumbar, thorax, neck, _head = self.pose.spine
        self.hip = vector(self.pose.hip)
        self.loin = self.hip + direction(pelvis) * LENGTHS["pelvis"]
        self.chest = self.loin + direction(lumbar) * LENGTHS["lumbar"]
        self.nape = self.chest + direction(thorax) * LENGTHS["thorax"]
        self.skull = self.nape + direction(neck) * LENGTHS["neck"]
        forward = direction(thorax - 90)
        self.shoulder = (
            self.chest + direction(thorax) * LENGTHS["thorax"] * SHOULDER_HEIGHT + forward * 1.5
        )
        self._check_spine()
        for side in ("near", "far"):
            if leg := getattr(self.pose, f"{side}_leg"):
                self.limbs[f"{side} leg"] = self._leg(leg)
            if arm := getattr(self.pose, f"{side}_arm"):
                self.limbs[f"{side} arm"] = self._arm(arm)

    def angle(self, part: str) -> float:
        """Return the angle of a part of the spine."""
        return self.pose.spine[("pelvis", "lumbar", "thorax", "neck", "head").index(part)]

    def _check_spine(self) -> None:
        pelvis, lumbar, thorax, neck, head = self.pose.spine
        check("lumbar spine", pelvis - lumbar)
        check("thoracic spine", lumbar - thorax)
        check("neck", thorax - neck)
        check("head", neck - head)

    def _leg(self, leg: Leg) -> Limb:
        root = self.hip + vector(leg.hip_shift)
        thigh, shank = leg.thigh, leg.shank
        if leg.ankle is not None:
            thigh, shank = two_bones(
                root, leg.ankle, LENGTHS["thigh"], LENGTHS["shank"], bends="left"
            )
        check("hip", thigh - self.angle("pelvis") + 180)
        check("knee", thigh - shank)
        check("ankle", leg.foot - shank - 90)
        knee = root + direction(thigh) * LENGTHS["thigh"]
        return Limb(root, knee, knee + direction(shank) * LENGTHS["shank"], leg.foot)

    def _arm(self, arm: Arm) -> Limb:
        root = self.shoulder + vector(arm.shoulder_shift)
        if max(arm.seen) > 1:
            raise ImpossiblePoseError(f"an arm cannot be seen longer than it is: {arm.seen}")
        upper_length, fore_length = (
            LENGTHS["upper arm"] * arm.seen[0],
            LENGTHS["forearm"] * arm.seen[1],
        )
        upper, fore = arm.upper, arm.fore
        if arm.wrist is not None:
            upper, fore = two_bones(root, arm.wrist, upper_length, fore_length, bends=arm.bends)
        check("shoulder", upper - self.angle("thorax") + 180)
        check("elbow", fore - upper)
        check("wrist", arm.hand - fore)
        elbow = root + direction(upper) * upper_length
        return Limb(root, elbow, elbow + direction(fore) * fore_length, arm.hand)


def check(joint: str, angle: float) -> None:
    """Raise ImpossiblePoseError when the flexion of a joint, in degrees, is outside its limits."""
    low, high = LIMITS[joint]
    flexion = wrapped(angle)
    if joint == "shoulder" and flexion < -90:
        flexion += 360  # arms overhead: 185 rather than -175
    if not low <= flexion <= high:
        raise ImpossiblePoseError(
            f"{joint} bent to {flexion:.0f} degrees, the limits are {low} and {high}"
        )


def seen_length_is_possible(start: Vector, end: Vector, bone: str) -> None:
    """Raise ImpossiblePoseError when a bone seen from the front is longer than the bone is."""
    length = float(np.hypot(*(vector(end) - vector(start))))
    if length > LENGTHS[bone] * 1.02:
        raise ImpossiblePoseError(f"{bone} seen as {length:.0f} units, it is {LENGTHS[bone]} long")
