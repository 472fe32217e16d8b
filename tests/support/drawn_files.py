"""The drawings in `sources/images/` -> their roots, sizes, and what stands beside what."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse

IMAGES = Path(__file__).parents[2] / "sources/images"
DRAWINGS = sorted(IMAGES.glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
BOX = (60, 36)
"""Millimetres: about what layouts give a picture."""
PAIRS = [("cat", "camel"), ("lifting", "lifting-poor"), ("sitting-good", "sitting-poor")]


@cache
def root_of(path: Path) -> Element:
    """The root of a drawing, which nobody changes."""
    root = parse(path).getroot()
    assert root is not None
    return root


def size_of(path: Path) -> tuple[float, float]:
    """Width and height in millimetres."""
    width, height = (root_of(path).get(name, "").removesuffix("mm") for name in ("width", "height"))
    return float(width), float(height)


def scale_in_a_box(path: Path) -> float:
    """By how much a drawing grows when it fills what a layout gives it."""
    width, height = size_of(path)
    return min(BOX[0] / width, BOX[1] / height)


def beside(name: str) -> list[str]:
    """The drawings that stand side by side with this one on a page, itself among them."""
    if name[-2:-1] == "-" and name[-1].isdigit():
        return [path.stem for path in DRAWINGS if re.fullmatch(rf"{name[:-2]}-\d", path.stem)]
    return next((list(pair) for pair in PAIRS if name in pair), [name])


def those(are_wrong: Callable[[Path], bool]) -> list[str]:
    """The names of the drawings of which this is true; one test looks at them all."""
    assert len(DRAWINGS) > 40
    return [path.stem for path in DRAWINGS if are_wrong(path)]
