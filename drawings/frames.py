"""Drawings in, files out: each gets the frame that it fills, and the pen that suits the frame.

Steps of one exercise, and drawings that stand side by side, share one frame: they print at one
scale.
"""

import re
from collections.abc import Sequence

from shapely.geometry import box

from .geometry import Bounds, bounds_of
from .svg import UNIT_MM, Canvas

Frame = tuple[float, float, float, float]  # left, top, width, height in units, y downwards

AIR = 2.0  # units between the figure and its frame
# Beside steps (name-1, name-2), these share a frame.
PAIRS = (("cat", "camel"), ("lifting", "lifting-poor"), ("sitting-good", "sitting-poor"))

# Pictures are printed in boxes of about this size (mm), whole. A large frame is printed small, and
# gets a broader pen: lines come out at about one weight in points on one page. Not beyond twice:
# the face of a small figure would fill up.
PRINTED = (60, 36)
BROADEST = 2.0


def group_of(name: str, names: Sequence[str]) -> list[str]:
    """Return the drawings that share a frame with this one, itself among them."""
    for pair in PAIRS:
        if name in pair:
            return list(pair)
    steps, is_step = re.subn(r"-\d$", "", name)
    return [other for other in names if is_step and re.fullmatch(rf"{steps}-\d", other)] or [name]


def frame_of(canvases: Sequence[Canvas]) -> tuple[Frame, float]:
    """Return the frame that holds all of the drawings with little air, and its pen."""
    pen = 1.0
    for _ in range(4):  # a broader pen asks for a larger frame, that asks for a broader pen
        pen = pen_for(_around(canvases, pen))
    return _around(canvases, pen), pen


def _around(canvases: Sequence[Canvas], pen: float) -> Frame:
    bounds = [_shown(canvas, pen) for canvas in canvases]
    left, bottom = (min(box[side] for box in bounds) for side in (0, 1))
    right, top = (max(box[side] for box in bounds) for side in (2, 3))
    return round(left, 1), round(-top, 1), round(right - left, 1), round(top - bottom, 1)


def _shown(canvas: Canvas, pen: float) -> Bounds:
    """Return what is painted with the air around it; at a cut that is flush there is none."""
    left, bottom, right, top = canvas.bounds(pen)
    around = box(left - AIR, bottom - AIR, right + AIR, top + AIR)
    return bounds_of(around if canvas.flush is None else around.intersection(canvas.flush))


def pen_for(frame: Frame) -> float:
    """Return the factor on the line weights of a drawing in this frame."""
    _, _, width, height = frame
    scale = min(PRINTED[0] / width, PRINTED[1] / height) / UNIT_MM
    return round(min(1 / scale, BROADEST), 2)


def framed(canvas: Canvas, title: str, group: Sequence[Canvas] = ()) -> str:
    """Return the file of a drawing; `group` are the drawings that share its frame."""
    frame, pen = frame_of(group or [canvas])
    return canvas.svg(title, frame, pen)
