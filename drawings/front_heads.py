"""Heads seen from the front or from behind: a person in; outline, face and hair out.

The numbers are shares of the head's height around its middle.
"""

from collections.abc import Callable

import numpy as np
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .body import LENGTHS
from .geometry import placed, smooth_area, smooth_line, vector
from .paint import Part
from .people import Person
from .svg import INK, PAPER, TINT

MIDDLE = (0, 124)  # of the head above the middle of the hips, units
Placer = Callable[[BaseGeometry], BaseGeometry]

_FACE = [
    (0, 0.5), (0.26, 0.42), (0.355, 0.16), (0.345, -0.08), (0.28, -0.32), (0.13, -0.48),
    (0, -0.505), (-0.13, -0.48), (-0.28, -0.32), (-0.345, -0.08), (-0.355, 0.16), (-0.26, 0.42),
]  # fmt: skip
_CAP = [
    (-0.375, 0.02), (-0.40, 0.22), (-0.31, 0.46), (-0.1, 0.56), (0.12, 0.56), (0.31, 0.46),
    (0.40, 0.22), (0.375, 0.02), (0.33, 0.16), (0.24, 0.27), (0.05, 0.30), (-0.12, 0.24),
    (-0.26, 0.22), (-0.33, 0.12),
]  # fmt: skip
_BOB = [
    (-0.40, -0.44), (-0.47, -0.1), (-0.43, 0.26), (-0.31, 0.48), (-0.1, 0.57), (0.12, 0.57),
    (0.31, 0.48), (0.43, 0.26), (0.47, -0.1), (0.40, -0.44), (0.29, -0.42), (0.335, -0.1),
    (0.32, 0.14), (0.2, 0.29), (-0.08, 0.30), (-0.27, 0.2), (-0.335, -0.05), (-0.29, -0.42),
]  # fmt: skip
_SCARF_OUTER = [
    (-0.30, -0.66), (-0.42, -0.42), (-0.45, -0.05), (-0.42, 0.28), (-0.27, 0.52), (0, 0.585),
    (0.27, 0.52), (0.42, 0.28), (0.45, -0.05), (0.42, -0.42), (0.30, -0.66), (0, -0.72),
]  # fmt: skip
_SCARF_WINDOW = [
    (0, 0.30), (0.2, 0.25), (0.30, 0.05), (0.28, -0.22), (0.17, -0.42), (0, -0.49),
    (-0.17, -0.42), (-0.28, -0.22), (-0.30, 0.05), (-0.2, 0.25),
]  # fmt: skip
_BEARD = [
    (-0.36, 0.0), (-0.33, -0.30), (-0.16, -0.52), (0, -0.55), (0.16, -0.52), (0.33, -0.30),
    (0.36, 0.0), (0.30, -0.10), (0.2, -0.17), (0, -0.15), (-0.2, -0.17), (-0.30, -0.10),
]  # fmt: skip
_BACK_HAIR = [
    (0, 0.53), (0.27, 0.45), (0.38, 0.18), (0.36, -0.08), (0.29, -0.22), (0.20, -0.30),
    (0, -0.32), (-0.20, -0.30), (-0.29, -0.22), (-0.36, -0.08), (-0.38, 0.18), (-0.27, 0.45),
]  # fmt: skip


def front_head(person: Person, *, back: bool = False, tilt: float = 0) -> list[Part]:
    """Return the head; `tilt` in degrees, positive to the left."""
    middle = vector(MIDDLE)

    def on_head(shape: BaseGeometry) -> BaseGeometry:
        return placed(shape, middle, tilt, scale=LENGTHS["head"])

    ears = [on_head(Point(x, -0.03).buffer(0.075)) for x in (-0.365, 0.365)]
    outline = unary_union([on_head(smooth_area(_FACE)), *([] if person.hair == "scarf" else ears)])
    face = Part("head", outline, joins="trunk", joint=vector((0, 103)), joint_radius=10, fillet=4)
    face.colours = [(outline, person.skin)]
    if back:
        face.melt = face.shape
        return [face, *_hair_from_behind(person, on_head)]
    face.melt = on_head(Point(0, -0.6).buffer(0.22))
    face.seams, face.dots = _features(on_head, glasses=person.glasses)
    return [face, *_hair_from_the_front(person, on_head)]


def _features(on_head: Placer, *, glasses: bool) -> tuple[list[BaseGeometry], list[BaseGeometry]]:
    lines = [
        smooth_line([(0, 0.0), (0.04, -0.13), (-0.02, -0.15)]),
        smooth_line([(-0.1, -0.27), (0, -0.3), (0.1, -0.27)]),
    ]
    dots = []
    for x in (-0.145, 0.145):
        lines.append(smooth_line([(x - 0.07, 0.115), (x, 0.14), (x + 0.07, 0.115)]))
        dots.append(on_head(Point(x, 0.02).buffer(0.034)))
        if glasses:
            lines.append(Point(x, 0.015).buffer(0.105).exterior)
    return [on_head(line) for line in lines], dots


def _hair_from_the_front(person: Person, on_head: Placer) -> list[Part]:
    parts = []
    if person.beard:
        beard = on_head(
            smooth_area(_BEARD).difference(
                smooth_area([(-0.11, -0.26), (0, -0.33), (0.11, -0.26), (0, -0.24)])
            )
        )
        parts.append(Part("beard", beard, colours=[(beard, INK)]))
    colour = PAPER if "grey" in person.hair else INK
    match person.hair:
        case "scarf":
            shape, colour = smooth_area(_SCARF_OUTER).difference(smooth_area(_SCARF_WINDOW)), TINT
        case "bob":
            shape = smooth_area(_BOB)
        case "bun" | "grey bun":
            shape = unary_union([smooth_area(_CAP), Point(0, 0.62).buffer(0.15)])
        case "curls":
            bumps = [
                Point(0.41 * np.cos(a), 0.22 + 0.34 * np.sin(a)).buffer(0.12)
                for a in np.linspace(-0.3, np.pi + 0.3, 9)
            ]
            shape = unary_union([smooth_area(_CAP), *bumps])
        case _:
            shape = smooth_area(_CAP)
    strands = [
        on_head(smooth_line(line))
        for line in (
            [(-0.3, 0.2), (-0.12, 0.42), (0.05, 0.5)],
            [(-0.1, 0.28), (0.06, 0.42), (0.22, 0.46)],
        )
    ]
    hair = on_head(shape)
    return [
        *parts,
        Part("hair", hair, colours=[(hair, colour)], seams=strands if colour == PAPER else []),
    ]


def _hair_from_behind(person: Person, on_head: Placer) -> list[Part]:
    colour = PAPER if "grey" in person.hair else INK
    shape: BaseGeometry = smooth_area(_BACK_HAIR)
    if "bun" in person.hair:
        shape = unary_union([shape, Point(0, 0.56).buffer(0.15)])
    hair = on_head(shape)
    return [Part("hair", hair, colours=[(hair, colour)])]
