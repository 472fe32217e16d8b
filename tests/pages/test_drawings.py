"""The drawings in `sources/images/`: parsed, never rendered, and drawn anew by `drawings/`."""

import re
from itertools import zip_longest
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring, parse
from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from shapely.geometry import LineString, MultiLineString, Polygon, box
from shapely.ops import unary_union

from drawings.__main__ import DRAWINGS as TABLE
from drawings.__main__ import drawing
from drawings.body import ImpossiblePoseError, Leg, Pose
from drawings.figure import draw_figure
from drawings.lettering import word
from drawings.people import JAN
from drawings.svg import Canvas

IMAGES = Path(__file__).parents[2] / "sources" / "images"
DRAWINGS = sorted(IMAGES.glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "g", "path"}
COLOURS = {
    "none",
    "var(--ink, #10332a)",
    "var(--tint, #bfdcc6)",
    "var(--brand, #1c6b4a)",
    "var(--paper, #ffffff)",
}
UNIT = 0.2 * 72 / 25.4  # points
INK_LINES = (1.1, 0.6, 0.36)  # outline, inner line, small bones; points in a picture box
BRAND_LINES = (2.5, 1.7)  # arrow, other lines in the brand's colour
BOX = (60, 36)  # millimetres: about what layouts give a picture
BROADEST = 2  # times: a pen for a very small scale would fill up a face


def _root(path: Path) -> Element:
    root = parse(path).getroot()
    assert root is not None
    return root


every_drawing = pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)


def test_there_are_drawings() -> None:
    assert len(DRAWINGS) > 40


@every_drawing
def test_a_drawing_consists_of_titled_paths(path: Path) -> None:
    root = _root(path)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ELEMENTS
    assert root[0].tag == f"{SVG}title"
    assert root[0].text


@every_drawing
def test_a_drawing_uses_the_brand_colours_only(path: Path) -> None:
    for element in _root(path).iter():
        assert {"style", "class", "opacity", "transform"}.isdisjoint(element.attrib)
        used = {element.get("fill"), element.get("stroke")} - {None}
        assert used <= COLOURS


def size_of(path: Path) -> tuple[float, float]:
    root = _root(path)
    width, height = (root.get(name, "").removesuffix("mm") for name in ("width", "height"))
    return float(width), float(height)


def scale_in_a_box(path: Path) -> float:
    width, height = size_of(path)
    return min(BOX[0] / width, BOX[1] / height)


def lines_in(path: Path, colour: str) -> set[float]:
    return {
        float(element.get("stroke-width", 0)) * UNIT
        for element in _root(path).iter()
        if element.get("stroke", "").startswith(f"var(--{colour},")
    }


@every_drawing
def test_lines_of_ink_print_at_the_same_weights_in_every_drawing(path: Path) -> None:
    pen = min(1 / scale_in_a_box(path), BROADEST)
    for weight in lines_in(path, "ink"):
        assert any(weight / pen == pytest.approx(line, abs=0.02) for line in INK_LINES)


@every_drawing
def test_arrows_print_at_about_one_weight(path: Path) -> None:
    for weight in lines_in(path, "brand"):
        printed = weight * scale_in_a_box(path)
        assert any(printed == pytest.approx(line, rel=0.35) for line in BRAND_LINES)


PAIRS = [("cat", "camel"), ("lifting", "lifting-poor"), ("sitting-good", "sitting-poor")]


def beside(name: str) -> list[str]:
    """The drawings that stand side by side with this one on a page, itself among them."""
    if name[-2:-1] == "-" and name[-1].isdigit():
        return [path.stem for path in DRAWINGS if re.fullmatch(rf"{name[:-2]}-\d", path.stem)]
    return next((list(pair) for pair in PAIRS if name in pair), [name])


@every_drawing
def test_drawings_that_stand_side_by_side_share_a_size(path: Path) -> None:
    sizes = {size_of(IMAGES / f"{name}.svg") for name in beside(path.stem)}
    assert sizes == {size_of(path)}


MOST_AIR = 8  # millimetres between the figure and its frame, as printed


@every_drawing
@pytest.mark.slow
def test_a_figure_fills_its_frame(path: Path) -> None:
    airs = {name: air_around(IMAGES / f"{name}.svg") for name in beside(path.stem)}
    left, top, right, bottom = airs[path.stem]
    assert max(left, right, bottom) <= MOST_AIR
    if top > MOST_AIR:  # the room for what rises in the next step
        assert min(other[1] for other in airs.values()) <= MOST_AIR


@every_drawing
@pytest.mark.slow
def test_nothing_is_drawn_outside_the_frame(path: Path) -> None:
    root = _root(path)
    for _, lines in drawn_in(root):
        assert frame_of(root).buffer(0.1).covers(lines)


def frame_of(root: Element) -> Polygon:
    x, y, width, height = map(float, root.get("viewBox", "").split())
    return box(x, y, x + width, y + height)


def air_around(path: Path) -> tuple[float, float, float, float]:
    """Millimetres between what is drawn and the frame: left, top, right, bottom."""
    root = _root(path)
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


MOST_DRIFT = 0.5  # units, 0.1 mm in print: machines round differently where a curve is divided


@every_drawing
@pytest.mark.slow
def test_the_generator_makes_the_drawing_that_is_kept(path: Path) -> None:
    kept, made = path.read_text(encoding="utf-8"), drawing(path.stem)
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


LABELLED = [path.stem[:-3] for path in DRAWINGS if path.stem.endswith("-nl")]


@pytest.mark.parametrize("name", LABELLED)
def test_a_drawing_with_words_comes_in_every_language_and_without(name: str) -> None:
    assert {name, f"{name}-nl", f"{name}-en"} <= {path.stem for path in DRAWINGS}


@every_drawing
def test_a_drawing_has_its_size_in_millimetres_at_one_scale(path: Path) -> None:
    root = _root(path)
    width, height = (
        re.fullmatch(r"([\d.]+)mm", root.get(name, "")) for name in ("width", "height")
    )
    assert width
    assert height
    _, _, across, down = map(float, root.get("viewBox", "").split())
    assert float(width[1]) == pytest.approx(across * 0.2, abs=0.06)
    assert float(height[1]) == pytest.approx(down * 0.2, abs=0.06)


@every_drawing
def test_a_drawing_is_small(path: Path) -> None:
    assert path.stat().st_size < 30_000
