"""For a print shop: boxes in every layout, marks when asked for. Inks are in `test_inks`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from bound import (
    BOOKLET,
    LARGE,
    MM,
    PLAIN,
    ROOT,
    TRIFOLD,
    boxes,
    findings,
    least_margin,
    made,
    text,
)
from conftest import SHORT, Run
from printed import Printed

from press import build, pipeline
from press.model import Document

pytestmark = pytest.mark.slow

MARKS = pipeline.OutputOptions(marks=True)
SIZES = {"a4": (210, 297), LARGE: (210, 297), BOOKLET: (148, 210), TRIFOLD: (297, 210)}
BODY = """
!!! summary
    - **Slaap genoeg.**

## Eerste

Tekst een.

## Tweede

Tekst twee.

## Derde

Tekst drie.

## Vierde

!!! tip
    Tekst vier.
"""


@cache
def shop(layout: str, options: pipeline.OutputOptions = PLAIN) -> Document:
    if layout == BOOKLET:
        return made("ademen", BOOKLET, "prepress", options=options)
    result = text(BODY, layout, "prepress", options)
    assert result.document, findings(result)
    return result.document


# --- boxes ------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", SIZES)
def test_each_layout_has_3_mm_of_bleed_around_its_trim(layout: str) -> None:
    width, height = SIZES[layout]
    pdf = shop(layout).pdf
    assert boxes(pdf, "trimbox") == {(0, 0, width, height)}
    assert boxes(pdf, "bleedbox") == {(-3, -3, width + 3, height + 3)}
    assert boxes(pdf, "mediabox") == boxes(pdf, "bleedbox")


@pytest.mark.parametrize("layout", SIZES)
def test_each_layout_keeps_its_words_5_mm_from_the_cut(layout: str) -> None:
    assert least_margin(shop(layout).pdf) >= 5


@pytest.mark.parametrize(
    ("practice", "slug", "some"),
    [
        ("vanbentum", SHORT, (TRIFOLD,)),
        *(
            pytest.param(practice, slug, tuple(SIZES), marks=pytest.mark.whole)
            for practice in ("lindehof", "notenboom", "mueller", "vanbentum")
            for slug in (SHORT, "lage-rugklachten")
        ),
    ],
)
def test_every_brand_keeps_to_this_in_every_layout(
    practice: str, slug: str, some: tuple[str, ...]
) -> None:
    """Bleed and safe area in prepress; in print nothing within 4 mm of the edge."""
    project = build.load(ROOT)
    layouts = tuple(name for name in some if slug == SHORT or name != TRIFOLD)
    order = build.Order((slug,), (practice,), layouts, ("nl",), ("prepress", "print"))
    variants = build.plan(project, order)
    assert {variant.layout.name for variant in variants} == set(layouts)
    for variant in variants:
        result = pipeline.produce(variant, project.library)
        assert result.document, (variant.path, findings(result))
        pdf, (width, height) = result.document.pdf, SIZES[variant.layout.name]
        if variant.medium == "prepress":
            assert boxes(pdf, "trimbox") == {(0, 0, width, height)}
            assert boxes(pdf, "mediabox") == {(-3, -3, width + 3, height + 3)}
            assert least_margin(pdf) >= 5, variant.path
        elif variant.layout.binding != "stitched":
            assert _edges(pdf, 4) == {(255, 255, 255)}, variant.path


def _edges(pdf: bytes, within: float) -> set[tuple[int, ...]]:
    """The colours within so many mm of the edge of any page."""
    found: set[tuple[int, ...]] = set()
    printed = Printed(pdf)
    for number in range(1, len(printed.pages) + 1):
        picture = printed.picture(number, 72).convert("RGB")
        (width, height), by = picture.size, round(within * MM)
        for box in (
            (0, 0, width, by),
            (0, height - by, width, height),
            (0, 0, by, height),
            (width - by, 0, width, height),
        ):
            found |= {
                dot for _, dot in picture.crop(box).getcolors(99999) or () if isinstance(dot, tuple)
            }
    return found


@pytest.mark.parametrize("layout", ["a4", TRIFOLD])
def test_marks_stand_outside_the_bleed(layout: str) -> None:
    width, height = SIZES[layout]
    pdf = shop(layout, MARKS).pdf
    assert boxes(pdf, "trimbox") == {(0, 0, width, height)}
    assert boxes(pdf, "bleedbox") == {(-3, -3, width + 3, height + 3)}
    assert boxes(pdf, "mediabox") == {(-9, -9, width + 9, height + 9)}
    with pikepdf.open(BytesIO(pdf)) as opened:
        lines = list(_lines(opened.pages[0]))
    folds = [line for line in lines if line[0][0] == line[1][0] and 1 < line[0][0] < width - 1]
    assert len(lines) - len(folds) == 8
    at = {round(line[0][0]) for line in folds}
    assert (at, len(folds)) == (({97, 197}, 4) if layout == TRIFOLD else (set(), 0))
    for x, y in (end for line in lines for end in line):
        assert not (-3 < x < width + 3 and -3 < y < height + 3)


def _lines(page: pikepdf.Page) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Straight lines in registration black, in mm."""
    colour, start = "", (0.0, 0.0)
    for operands, operator in _steps(page):
        match str(operator):
            case "CS":
                colour = str(operands[0])
            case "m":
                start = (float(operands[0]) / MM, float(operands[1]) / MM)
            case "l" if colour == "/Registration":
                yield start, (float(operands[0]) / MM, float(operands[1]) / MM)


# --- the command -----------------------------------------------------------------------


def test_the_command_writes_what_a_print_shop_gets(run: Run, house: object) -> None:
    ran = run(
        "build", "wandelen", "--practice", "molen", "--media", "prepress", "--marks", "--cmyk"
    )
    assert (ran.code, ran.errors, ran.summary) == (0, [], "1 written, 0 with findings")


def _steps(content: Any) -> Iterator[tuple[Any, str]]:
    """What is drawn, step by step: the operands and the operator."""
    for step in pikepdf.parse_content_stream(content):
        yield step.operands, str(step.operator)
