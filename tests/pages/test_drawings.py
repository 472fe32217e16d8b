"""The drawings in `sources/images/`: parsed, never rendered."""

import re
from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import parse

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


def _root(path: Path) -> Any:
    return parse(path).getroot()


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


@pytest.mark.parametrize(
    "names",
    [
        ("cat", "camel"),
        ("lifting", "lifting-poor"),
        ("sitting-good", "sitting-poor"),
        *((f"{path.stem[:-2]}-1", path.stem) for path in DRAWINGS if path.stem[-2:] == "-2"),
    ],
    ids=lambda names: names[0],
)
def test_drawings_that_stand_side_by_side_share_a_size(names: tuple[str, str]) -> None:
    one, other = (size_of(IMAGES / f"{name}.svg") for name in names)
    assert one == other


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
