"""The frame of every drawing, and the pen that suits it.

Frames are fixed: leaflets break over pages where the shape of a picture lets them. Steps of one
exercise and drawings that stand side by side have frames of one size, so that they print at one
scale.
"""

import re

from shapely.geometry import box

from .svg import UNIT_MM, Canvas

Frame = tuple[float, float, float, float]  # left, top, width, height in units, y downwards

# name, or name-* for its steps
FRAMES: dict[str, Frame] = {
    "bird-dog-*": (-181.6, -150.7, 390.1, 161.2),
    "bird-dog": (-181.6, -156.1, 390.1, 166.7),
    "bridge-*": (-161.5, -96.3, 307.1, 106.9),
    "bridge": (-161.5, -96.3, 307.1, 106.9),
    "camel": (-108.2, -173.8, 241.7, 184.3),
    "cat-camel": (-108.2, -173.8, 491.7, 184.3),
    "cat": (-108.2, -173.8, 241.7, 184.3),
    "cycling": (-133.5, -314, 327.1, 317.6),
    "foam-roller": (-171.5, -95.7, 295.1, 106.2),
    "getting-up-from-bed-*": (-183.5, -261.6, 347.1, 266.3),
    "getting-up-from-bed": (-183.5, -261.6, 833.1, 266.3),
    "hamstring-stretch-*": (-171.5, -189, 305.1, 199.5),
    "hamstring-stretch": (-171.5, -189, 305.1, 199.5),
    "heat-pack": (-95, -236.2, 218.5, 240.4),
    "hip-flexor-stretch-*": (-111.3, -229.2, 246.8, 239.8),
    "hip-flexor-stretch": (-111.3, -223.4, 246.8, 234),
    "knee-to-chest-*": (-171.5, -102.2, 347.2, 112.7),
    "knee-to-chest": (-171.5, -126.5, 347.2, 137),
    "lifting-poor": (-83.5, -222.1, 207.1, 228.9),
    "lifting": (-83.5, -222.1, 207.1, 228.9),
    "lower-back": (-64.1, -149.8, 125.7, 195.7),
    "lying-back": (-179.5, -71.4, 361.1, 95),
    "lying-side": (-185.5, -103.5, 375.1, 157.1),
    "pelvic-tilt-*": (-171.5, -94.1, 305.1, 104.6),
    "pelvic-tilt": (-171.5, -94.1, 305.1, 104.6),
    "prone-press-up-*": (-193.5, -143.1, 340, 153.6),
    "prone-press-up": (-193.5, -143.1, 329.1, 153.6),
    "side-bridge-*": (-175.5, -137.4, 329.1, 148.8),
    "side-bridge": (-175.5, -137.4, 329.1, 147.9),
    "sit-stand-desk": (-63.5, -305.2, 227.1, 309.2),
    "sitting-good": (-73.5, -238.8, 237.1, 243),
    "sitting-poor": (-73.5, -238.8, 237.1, 243),
    "spine": (-37.5, -441.7, 96.5, 277.3),
    "standing-extension-*": (-73.5, -304.4, 147.1, 308.9),
    "standing-extension": (-73.5, -318.9, 147.1, 323.2),
    "talking": (-53.5, -238.8, 379.1, 243),
    "team": (-65.5, -152.1, 455.1, 155.6),
    "vertebra-disc": (-51.9, -83, 179.9, 166.5),
    "walking": (-86.6, -299.4, 179.5, 307.3),
}

# Pictures are printed in boxes of about this size (mm), whole. A large frame is printed small, and
# gets a broader pen: lines come out at about one weight in points on one page. Not beyond twice:
# the face of a small figure would fill up.
PRINTED = (60, 36)
BROADEST = 2.0


class OutOfFrameError(ValueError):
    """Something is drawn where the frame has no room."""


def frame_of(name: str) -> Frame:
    """Return the frame of a drawing, by its name."""
    return FRAMES[re.sub(r"-\d$", "-*", name)]


def pen_for(frame: Frame) -> float:
    """Return the factor on the line weights of a drawing in this frame."""
    _, _, width, height = frame
    scale = min(PRINTED[0] / width, PRINTED[1] / height) / UNIT_MM
    return round(min(1 / scale, BROADEST), 2)


def framed(name: str, canvas: Canvas, title: str) -> str:
    """Return the file of a drawing; raises OutOfFrameError when it does not fit."""
    frame = frame_of(name)
    left, top, width, height = frame
    pen = pen_for(frame)
    painted = canvas.bounds(pen)
    if not box(left, -top - height, left + width, -top).covers(box(*painted)):
        raise OutOfFrameError(f"{name}: {[round(side, 1) for side in painted]} is too large")
    return canvas.svg(title, frame, pen)
