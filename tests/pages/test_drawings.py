"""The drawings in `sources/images/`: their files, parsed and never rendered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from drawn_files import DRAWINGS, IMAGES, SVG, beside, root_of, scale_in_a_box, size_of, those

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
BROADEST = 2  # times: a pen for a very small scale would fill up a face
HEAVIEST = 30_000
"""Bytes of a drawing."""


def lines_in(path: Path, colour: str) -> set[float]:
    return {
        float(element.get("stroke-width", 0)) * UNIT
        for element in root_of(path).iter()
        if element.get("stroke", "").startswith(f"var(--{colour},")
    }


def test_a_drawing_consists_of_titled_paths() -> None:
    def is_other(path: Path) -> bool:
        root = root_of(path)
        known = {element.tag.removeprefix(SVG) for element in root.iter()} <= ELEMENTS
        return not (known and root[0].tag == f"{SVG}title" and root[0].text)

    assert those(is_other) == []


def test_a_drawing_uses_the_brand_colours_only() -> None:
    def has_others(path: Path) -> bool:
        elements = [*root_of(path).iter()]
        used = {each.get(name) for each in elements for name in ("fill", "stroke")} - {None}
        styled = {"style", "class", "opacity", "transform"} & {
            name for each in elements for name in each.attrib
        }
        return bool(styled or not used <= COLOURS)

    assert those(has_others) == []


def test_lines_of_ink_print_at_the_same_weights_in_every_drawing() -> None:
    def is_other(path: Path) -> bool:
        pen = min(1 / scale_in_a_box(path), BROADEST)
        weights = [weight / pen for weight in lines_in(path, "ink")]
        return any(min(abs(each - line) for line in INK_LINES) > 0.02 for each in weights)

    assert those(is_other) == []


def test_arrows_print_at_about_one_weight() -> None:
    def is_other(path: Path) -> bool:
        weights = [weight * scale_in_a_box(path) for weight in lines_in(path, "brand")]
        return not all(
            any(each == pytest.approx(line, rel=0.35) for line in BRAND_LINES) for each in weights
        )

    assert those(is_other) == []


def test_drawings_that_stand_side_by_side_share_a_size() -> None:
    def differ(path: Path) -> bool:
        return {size_of(IMAGES / f"{name}.svg") for name in beside(path.stem)} != {size_of(path)}

    assert those(differ) == []


def test_a_drawing_with_words_comes_in_every_language_and_without() -> None:
    names = {path.stem for path in DRAWINGS}
    labelled = {name[:-3] for name in names if name[-3:] in ("-nl", "-en")}
    assert labelled
    assert {each for name in labelled for each in (name, f"{name}-nl", f"{name}-en")} <= names


def test_a_drawing_has_its_size_in_millimetres_at_one_scale() -> None:
    def has_not(path: Path) -> bool:
        root = root_of(path)
        sizes = [re.fullmatch(r"([\d.]+)mm", root.get(name, "")) for name in ("width", "height")]
        frame = root.get("viewBox", "").split()[2:]
        return not all(
            size and float(size[1]) == pytest.approx(float(length) * 0.2, abs=0.06)
            for size, length in zip(sizes, frame, strict=True)
        )

    assert those(has_not) == []


def test_a_drawing_is_small() -> None:
    assert those(lambda path: path.stat().st_size >= HEAVIEST) == []
