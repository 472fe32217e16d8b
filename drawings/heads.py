"""Heads seen from the side: the angle of a head in; outline, hair and face out.

The numbers are shares of the head's height: x forward, y up, the chin near (0.4, 0).
"""

from shapely import affinity
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .body import LENGTHS, Skeleton
from .geometry import placed, smooth_area, smooth_line, vector
from .paint import Part
from .people import Person
from .svg import INK, PAPER, TINT

_OUTLINE = [
    (0.04, 0.06), (0.25, -0.01), (0.345, -0.02), (0.41, 0.04), (0.41, 0.11), (0.375, 0.165),
    (0.415, 0.20), (0.40, 0.235), (0.425, 0.275), (0.415, 0.325), (0.475, 0.345), (0.485, 0.385),
    (0.44, 0.47), (0.40, 0.56), (0.415, 0.63), (0.40, 0.74), (0.33, 0.87), (0.18, 0.975), (0, 1),
    (-0.20, 0.965), (-0.37, 0.84), (-0.455, 0.66), (-0.445, 0.48), (-0.375, 0.33), (-0.27, 0.22),
    (-0.20, 0.08),
]  # fmt: skip
_SHORT = [
    (0.395, 0.76), (0.34, 0.89), (0.18, 1.0), (0, 1.03), (-0.22, 0.99), (-0.395, 0.865),
    (-0.475, 0.67), (-0.46, 0.47), (-0.37, 0.31), (-0.28, 0.27), (-0.20, 0.36), (-0.14, 0.47),
    (-0.10, 0.58), (-0.03, 0.60), (-0.01, 0.70), (0.10, 0.76), (0.26, 0.78),
]  # fmt: skip
_RECEDING = [
    (0.20, 0.985), (0.06, 1.025), (-0.10, 1.02), (-0.24, 0.985), (-0.40, 0.86), (-0.475, 0.67),
    (-0.46, 0.47), (-0.37, 0.31), (-0.28, 0.27), (-0.20, 0.36), (-0.14, 0.47), (-0.10, 0.58),
    (-0.04, 0.60), (-0.03, 0.70), (-0.02, 0.80), (0.08, 0.88),
]  # fmt: skip
_LONG = [
    (0.405, 0.74), (0.34, 0.90), (0.18, 1.01), (0, 1.04), (-0.22, 1.0), (-0.40, 0.87),
    (-0.485, 0.66), (-0.475, 0.46), (-0.39, 0.30), (-0.29, 0.25), (-0.20, 0.34), (-0.17, 0.46),
    (-0.10, 0.50), (-0.05, 0.60), (0.03, 0.66), (0.18, 0.74), (0.30, 0.75),
]  # fmt: skip
_BOB = [
    (0.41, 0.74), (0.34, 0.91), (0.18, 1.02), (0, 1.05), (-0.22, 1.01), (-0.42, 0.88),
    (-0.51, 0.66), (-0.52, 0.40), (-0.50, 0.14), (-0.36, 0.07), (-0.12, 0.10), (-0.02, 0.2),
    (0, 0.40), (0.02, 0.56), (0.12, 0.66), (0.28, 0.74),
]  # fmt: skip
_TAIL = [
    (-0.38, 0.80), (-0.50, 0.88), (-0.63, 0.74), (-0.64, 0.45), (-0.68, 0.20), (-0.57, 0.13),
    (-0.50, 0.34), (-0.46, 0.55),
]  # fmt: skip
_SCARF = [
    (0.41, 0.72), (0.37, 0.88), (0.20, 1.02), (0, 1.05), (-0.24, 1.01), (-0.43, 0.87),
    (-0.52, 0.64), (-0.50, 0.42), (-0.43, 0.15), (-0.46, -0.10), (-0.52, -0.30), (-0.40, -0.46),
    (-0.10, -0.54), (0.22, -0.50), (0.38, -0.36), (0.37, -0.18), (0.345, -0.045), (0.25, 0.0),
    (0.19, 0.10), (0.17, 0.25), (0.19, 0.50), (0.28, 0.66),
]  # fmt: skip
_CURLS = [
    (0.40, 0.76), (0.41, 0.88), (0.32, 0.95), (0.24, 1.06), (0.10, 1.05), (-0.02, 1.13),
    (-0.14, 1.05), (-0.28, 1.07), (-0.36, 0.97), (-0.49, 0.92), (-0.48, 0.79), (-0.57, 0.69),
    (-0.50, 0.58), (-0.53, 0.45), (-0.42, 0.38), (-0.36, 0.28), (-0.26, 0.28), (-0.20, 0.38),
    (-0.13, 0.48), (-0.10, 0.59), (-0.01, 0.62), (0.02, 0.72), (0.14, 0.78), (0.26, 0.77),
]  # fmt: skip
_BEARD = [
    (-0.07, 0.46), (0.0, 0.36), (0.10, 0.25), (0.24, 0.26), (0.36, 0.29), (0.405, 0.265),
    (0.36, 0.235), (0.30, 0.22), (0.36, 0.185), (0.40, 0.175), (0.435, 0.11), (0.435, 0.02),
    (0.36, -0.045), (0.22, -0.03), (0.06, 0.05), (-0.06, 0.18), (-0.12, 0.36),
]  # fmt: skip
_EAR = [
    (-0.02, 0.52), (-0.06, 0.57), (-0.13, 0.55), (-0.14, 0.46), (-0.10, 0.38), (-0.05, 0.36),
]  # fmt: skip
_STRANDS = [
    [(-0.05, 0.70), (-0.2, 0.78), (-0.34, 0.72)],
    [(-0.12, 0.58), (-0.26, 0.62), (-0.38, 0.54)],
    [(0.15, 0.84), (-0.05, 0.9), (-0.25, 0.87)],
]
_FOLDS = [
    [(0.33, -0.06), (0.06, -0.06), (-0.22, 0.16)],
    [(0.36, -0.16), (0.06, -0.22), (-0.30, -0.04)],
    [(0.37, -0.30), (0.10, -0.38), (-0.22, -0.28)],
]


def head_parts(skeleton: Skeleton, person: Person) -> list[Part]:
    """Return the head with its face, then beard and hair."""
    up = skeleton.angle("head")

    def on_head(shape: BaseGeometry) -> BaseGeometry:
        return placed(
            affinity.translate(shape, 0.02, -0.42), skeleton.skull, up - 90, scale=LENGTHS["head"]
        )

    neck_joint = vector(on_head(Point(-0.12, 0.28)).centroid.coords[0])
    outline = on_head(smooth_area(_OUTLINE))
    head = Part(
        "head",
        outline,
        colours=[(outline, person.skin)],
        joins="trunk",
        fillet=6,
        joint=neck_joint,
        joint_radius=13,
        seams=[on_head(line) for line in _face_lines(person)],
        dots=[on_head(Point(0.305, 0.51).buffer(0.034))],
        melt=on_head(Point(0, 0.3).buffer(0.8)),
    )
    parts = [head]
    if person.beard:
        beard = on_head(smooth_area(_BEARD))
        parts.append(Part("beard", beard, colours=[(beard, INK)]))
    shape, colour, strands = _hair(person.hair)
    hair = on_head(shape)
    parts.append(
        Part("hair", hair, colours=[(hair, colour)], seams=[on_head(line) for line in strands])
    )
    return parts


def _face_lines(person: Person) -> list[LineString]:
    brow = smooth_line([(0.25, 0.60), (0.31, 0.63), (0.365, 0.61)])
    mouth = smooth_line([(0.40, 0.222), (0.35, 0.215), (0.31, 0.232)])
    lines = [brow, mouth]
    if person.hair not in ("scarf", "bob"):
        lines.append(smooth_line(_EAR))
    if person.glasses:
        lines = [
            *lines[1:],
            Point(0.315, 0.51).buffer(0.105).exterior,
            LineString([(0.21, 0.53), (-0.03, 0.555)]),
        ]
    return lines


def _hair(name: str) -> tuple[BaseGeometry, str, list[LineString]]:
    """Return the shape, its colour and its inner lines."""
    strands = [smooth_line(points) for points in _STRANDS]
    match name:
        case "short":
            return smooth_area(_SHORT), INK, []
        case "grey":
            return smooth_area(_SHORT), PAPER, strands
        case "receding":
            return smooth_area(_RECEDING), INK, []
        case "grey bun":
            return (
                unary_union([smooth_area(_LONG), Point(-0.50, 0.83).buffer(0.17)]),
                PAPER,
                strands,
            )
        case "bun":
            return unary_union([smooth_area(_LONG), Point(-0.50, 0.83).buffer(0.17)]), INK, []
        case "pony":
            return unary_union([smooth_area(_LONG), smooth_area(_TAIL)]), INK, []
        case "bob":
            return smooth_area(_BOB), INK, []
        case "curls":
            return smooth_area(_CURLS), INK, []
        case "scarf":
            return smooth_area(_SCARF), TINT, [smooth_line(points) for points in _FOLDS]
    raise ValueError(f"no hair called {name}")


def bald(skeleton: Skeleton) -> BaseGeometry:
    """Return the bare outline of a head, for anatomy."""
    shape = affinity.translate(smooth_area(_OUTLINE), 0.02, -0.42)
    return placed(shape, skeleton.skull, skeleton.angle("head") - 90, scale=LENGTHS["head"])
