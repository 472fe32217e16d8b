"""Write the drawings into `sources/images/`: `python -m drawings [name …]` at the root."""

import re
import sys
from pathlib import Path

import numpy as np

from . import anatomy, bed, daily, exercises, meeting, resting, standing
from .svg import Bounds, Canvas

IMAGES = Path(__file__).resolve().parent.parent / "sources" / "images"
PARTS = (exercises, standing, resting, bed, daily, meeting, anatomy)
DRAWINGS = {name: entry for part in PARTS for name, entry in part.DRAWINGS.items()}
# Drawings that stand side by side get one frame, so that they print at one scale; so do the steps.
PAIRS = (("cat", "camel"), ("sitting-good", "sitting-poor"), ("lifting", "lifting-poor"))


def main(names: list[str]) -> None:
    """Write the named drawings, or all; a pose that no body can take stops the run."""
    if unknown := set(names) - set(DRAWINGS):
        sys.exit(f"no drawing called {', '.join(sorted(unknown))}; there are {', '.join(DRAWINGS)}")
    IMAGES.mkdir(parents=True, exist_ok=True)
    canvases = {name: DRAWINGS[name][1]() for name in _with_family(names or list(DRAWINGS))}
    for name, canvas in canvases.items():
        title = DRAWINGS[name][0]
        text = canvas.svg(title, _common_frame(name, canvases))
        (IMAGES / f"{name}.svg").write_text(text, encoding="utf-8")


def family(name: str) -> tuple[str, ...]:
    """Return the drawings that share the frame of this one, itself included."""
    for pair in PAIRS:
        if name in pair:
            return pair
    if step := re.fullmatch(r"(.+)-\d", name):
        return tuple(
            other for other in DRAWINGS if re.fullmatch(re.escape(step[1]) + r"-\d", other)
        )
    return (name,)


def _with_family(names: list[str]) -> list[str]:
    return list(dict.fromkeys(member for name in names for member in family(name)))


def _common_frame(name: str, canvases: dict[str, Canvas]) -> Bounds:
    boxes = np.array([canvases[member].bounds() for member in family(name)])
    return (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0))


if __name__ == "__main__":
    main(sys.argv[1:])
