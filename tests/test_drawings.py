"""The drawings in `sources/images/`: parsed, never rendered."""

import re
from pathlib import Path

import pytest
from defusedxml.ElementTree import parse

IMAGES = Path(__file__).parent.parent / "sources" / "images"
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
LINES = {"1.94", "1.06", "4.4"}  # outline, inner line, arrow; units of 0.2 mm

every_drawing = pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)


def test_there_are_drawings() -> None:
    assert len(DRAWINGS) > 40


@every_drawing
def test_a_drawing_consists_of_titled_paths(path: Path) -> None:
    root = parse(path).getroot()
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ELEMENTS
    assert root[0].tag == f"{SVG}title"
    assert root[0].text


@every_drawing
def test_a_drawing_uses_the_brand_colours_only(path: Path) -> None:
    for element in parse(path).getroot().iter():
        assert {"style", "class", "opacity", "transform"}.isdisjoint(element.attrib)
        used = {element.get("fill"), element.get("stroke")} - {None}
        assert used <= COLOURS


@every_drawing
def test_a_drawing_keeps_to_the_line_weights(path: Path) -> None:
    widths = {element.get("stroke-width") for element in parse(path).getroot().iter()}
    assert widths - {None} <= LINES


@every_drawing
def test_a_drawing_has_its_size_in_millimetres_at_one_scale(path: Path) -> None:
    root = parse(path).getroot()
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
