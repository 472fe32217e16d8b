"""The drawings in `sources/images/` as lines in their frames, and drawn anew by `drawings/`."""

from __future__ import annotations

from functools import cache
from itertools import zip_longest
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from drawn_files import DRAWINGS, IMAGES, SVG, beside, root_of, scale_in_a_box, those
from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from shapely.geometry import LineString, MultiLineString, Polygon, box
from shapely.ops import unary_union

from drawings.__main__ import DRAWINGS as TABLE
from drawings.__main__ import PARTS, drawing
from drawings.body import ImpossiblePoseError, Leg, Pose
from drawings.figure import draw_figure
from drawings.lettering import word
from drawings.people import JAN
from drawings.svg import Canvas

pytestmark = pytest.mark.slow

MOST_AIR = 8
"""Millimetres between the figure and its frame, as printed."""
FIRST = {next(iter(part.DRAWINGS)) for part in PARTS}
DRAWN = [name if name in FIRST else pytest.param(name, marks=pytest.mark.whole) for name in TABLE]
MOST_DRIFT = 0.5
"""Units, 0.1 mm in print: machines round differently where a curve is divided."""


def test_a_figure_fills_its_frame() -> None:
    def is_lost(path: Path) -> bool:
        airs = {name: air_around(IMAGES / f"{name}.svg") for name in beside(path.stem)}
        left, top, right, bottom = airs[path.stem]
        # At the top is room for what rises in the next step.
        above = min(other[1] for other in airs.values()) if top > MOST_AIR else top
        return max(left, right, bottom, above) > MOST_AIR

    assert those(is_lost) == []


def test_nothing_is_drawn_outside_the_frame() -> None:
    def runs_out(path: Path) -> bool:
        root = root_of(path)
        frame = frame_of(root).buffer(0.1)
        return not all(frame.covers(lines) for _, lines in drawn_in(root))

    assert those(runs_out) == []


def frame_of(root: Element) -> Polygon:
    x, y, width, height = map(float, root.get("viewBox", "").split())
    return box(x, y, x + width, y + height)


@cache
def air_around(path: Path) -> tuple[float, float, float, float]:
    """Millimetres between what is drawn and the frame: left, top, right, bottom."""
    root = root_of(path)
    frame, drawn = frame_of(root).bounds, unary_union([lines for _, lines in drawn_in(root)]).bounds
    scale = scale_in_a_box(path) * 0.2
    left, top, right, bottom = (abs(drawn[side] - frame[side]) * scale for side in range(4))
    return left, top, right, bottom


class Lines(BasePen):  # type: ignore[misc]
    """Collects the lines of a path, each curve as short straight pieces."""

    def __init__(self) -> None:
        super().__init__(None)
        self.lines: list[list[tuple[float, float]]] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.lines.append([pt])

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.lines[-1].append(pt)

    def _curveToOne(  # noqa: N802
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        points = (self.lines[-1][-1], pt1, pt2, pt3)
        for step in range(1, 13):
            t = step / 12
            shares = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
            x, y = (
                sum(share * point[axis] for share, point in zip(shares, points, strict=True))
                for axis in (0, 1)
            )
            self.lines[-1].append((x, y))

    def _closePath(self) -> None:  # noqa: N802
        self.lines[-1].append(self.lines[-1][0])


def drawn_in(root: Element) -> list[tuple[Element, MultiLineString]]:
    """Every path of a drawing, and where its lines run."""
    found = []
    for element in root.iter(f"{SVG}path"):
        pen = Lines()
        parse_path(element.get("d", ""), pen)
        found.append((element, MultiLineString([LineString(line) for line in pen.lines])))
    return found


def test_every_drawing_comes_from_the_generator() -> None:
    assert {path.stem for path in DRAWINGS} == set(TABLE)


@pytest.mark.parametrize("name", DRAWN)
def test_the_generator_makes_the_drawing_that_is_kept(name: str) -> None:
    """The first of each module of `drawings`; the whole run draws every one anew."""
    kept, made = (IMAGES / f"{name}.svg").read_text(encoding="utf-8"), drawing(name)
    if made == kept:
        return
    assert without_paths(made) == pytest.approx(without_paths(kept), abs=0.3)
    for one, other in zip_longest(drawn_in(fromstring(made)), drawn_in(fromstring(kept))):
        assert one and other
        assert looks(one[0]) == looks(other[0])
        assert one[1].hausdorff_distance(other[1]) < MOST_DRIFT


def without_paths(svg: str) -> list[float]:
    """The numbers of the frame."""
    return [float(number) for number in fromstring(svg).get("viewBox", "").split()]


def looks(element: Element) -> dict[str, str]:
    return {name: value for name, value in element.attrib.items() if name != "d"}


def test_a_pose_that_no_body_can_take_is_refused() -> None:
    knee_to_the_front = Pose((0, 154), (90, 90, 90, 90, 90), near_leg=Leg(-90, -40))
    with pytest.raises(ImpossiblePoseError, match="knee bent to -50 degrees"):
        draw_figure(Canvas(), knee_to_the_front, JAN)


def test_words_in_a_drawing_are_outlines_with_their_holes() -> None:
    plain, round_letters = word("ilI", 20), word("o", 20)
    assert isinstance(round_letters, Polygon)
    assert len(round_letters.interiors) == 1
    assert plain.bounds[3] < 20
