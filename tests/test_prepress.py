"""For a print shop: boxes in every layout, marks when asked for, colours as CMYK inks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from bound import (
    BOOKLET,
    LARGE,
    MM,
    PLAIN,
    ROOT,
    TRIFOLD,
    WORKS,
    boxes,
    findings,
    least_margin,
    made,
    text,
)
from conftest import SHORT, Run
from printed import Printed

from press import batch
from press.colours import in_cmyk
from press.model import Document

pytestmark = pytest.mark.slow

CMYK, MARKS = batch.Finish(cmyk=True), batch.Finish(marks=True)
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
BRAND = WORKS.practices[0].brand
Inks = tuple[float, ...]


@cache
def shop(layout: str, finish: batch.Finish = PLAIN) -> Document:
    if layout == BOOKLET:
        return made("ademen", BOOKLET, "prepress", finish=finish)
    result = text(BODY, layout, "prepress", finish)
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
    ("practice", "slug"),
    [
        ("vanbentum", SHORT),
        *(
            pytest.param(practice, slug, marks=pytest.mark.whole)
            for practice in ("lindehof", "notenboom", "mueller", "vanbentum")
            for slug in (SHORT, "lage-rugklachten")
        ),
    ],
)
def test_every_brand_keeps_to_this_in_every_layout(practice: str, slug: str) -> None:
    """Bleed and safe area in prepress; in print nothing within 4 mm of the edge."""
    works = batch.load(ROOT)
    layouts = tuple(name for name in SIZES if slug == SHORT or name != TRIFOLD)
    order = batch.Order((slug,), (practice,), layouts, ("nl",), ("prepress", "print"))
    variants = batch.plan(works, order)
    assert {variant.layout.name for variant in variants} == set(layouts)
    for variant in variants:
        result = next(batch.run([variant], works.stock))
        assert result.document, (variant.path, findings(result))
        pdf, (width, height) = result.document.pdf, SIZES[variant.layout.name]
        if variant.media == "prepress":
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
            found |= {dot for _, dot in picture.crop(box).getcolors(99999) or ()}
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
    assert len(lines) == 8
    for x, y in (end for line in lines for end in line):
        assert not (-3 < x < width + 3 and -3 < y < height + 3)


def _lines(page: pikepdf.Page) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Straight lines in registration black, in mm."""
    colour, start = "", (0.0, 0.0)
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "CS":
                colour = str(operands[0])
            case "m":
                start = (float(operands[0]) / MM, float(operands[1]) / MM)
            case "l" if colour == "/Registration":
                yield start, (float(operands[0]) / MM, float(operands[1]) / MM)


# --- CMYK -------------------------------------------------------------------------------


def test_a_practices_own_inks_are_taken_as_they_are() -> None:
    inks = in_cmyk(BRAND.colours, BRAND.cmyk)
    assert inks["primary"] == "device-cmyk(98% 71% 8% 41%)"
    assert inks["secondary"] == "device-cmyk(6% 27% 64% 2%)"


def test_a_shade_that_is_the_colour_itself_has_its_inks() -> None:
    """A primary colour that is dark enough is also what headings and areas are printed in."""
    inks = in_cmyk(BRAND.colours, BRAND.cmyk)
    assert BRAND.colours["dark"] == BRAND.colours["solid"] == BRAND.colours["primary"]
    assert inks["dark"] == inks["solid"] == inks["primary"]
    assert BRAND.colours["on-dark"] == BRAND.colours["secondary"]
    assert inks["on-dark"] == inks["secondary"]


@pytest.mark.parametrize(
    ("tint", "of", "share"),
    [("tint-1", "primary", 0.09), ("tint-2", "primary", 0.2), ("second-tint-1", "secondary", 0.2)],
)
def test_a_tint_is_that_part_of_the_inks(tint: str, of: str, share: float) -> None:
    inks = in_cmyk(BRAND.colours, BRAND.cmyk)
    assert _percent(inks[tint]) == pytest.approx([share * ink for ink in _percent(inks[of])], abs=1)


def _percent(written: str) -> list[float]:
    return [float(part.rstrip("%")) for part in written[written.index("(") + 1 : -1].split()]


def test_without_own_inks_colours_are_converted_all_grey_in_black() -> None:
    inks = in_cmyk({"primary": "#ff8000", "rule": "#808080", "background": "#ffffff"}, {})
    assert inks["primary"] == "device-cmyk(0% 50% 100% 0%)"
    assert inks["rule"] == "device-cmyk(0% 0% 0% 50%)"
    assert inks["background"] == "device-cmyk(0% 0% 0% 0%)"


def test_text_is_pure_black_whatever_its_colour_on_screen() -> None:
    assert in_cmyk({"foreground": "#222222"}, {})["foreground"] == "device-cmyk(0% 0% 0% 100%)"


def painted(layout: str, finish: batch.Finish = CMYK) -> dict[str, set[Inks]]:
    """What colours each kind of text and area is painted in, by operator: k, rg and the like."""
    found: dict[str, set[Inks]] = {"text": set(), "area": set()}
    with pikepdf.open(BytesIO(shop(layout, finish).pdf)) as pdf:
        for page in pdf.pages:
            colour: Inks = (0,)
            for operands, operator in pikepdf.parse_content_stream(page):
                match str(operator):
                    case "rg" | "g" | "k" | "sc" | "scn":
                        numbers = [each for each in operands if not isinstance(each, pikepdf.Name)]
                        colour = tuple(round(float(number), 2) for number in numbers)
                    case "TJ" | "Tj":
                        found["text"].add(colour)
                    case "f" | "f*":
                        found["area"].add(colour)
    return found


@pytest.mark.parametrize("layout", SIZES)
def test_each_layout_paints_the_brand_in_four_inks(layout: str) -> None:
    colours = painted(layout)
    assert (0, 0, 0, 1) in colours["text"]  # the running text
    brand = {"primary": (0.98, 0.71, 0.08, 0.41), "secondary": (0.06, 0.27, 0.64, 0.02)}
    assert brand["primary"] in colours["text"]  # headings
    rgb = {colour for colour in colours["text"] if len(colour) == 3}
    assert rgb <= {(1, 1, 1), (0.64, 0.09, 0.1)}  # white, and the red of red flags


def test_colours_stay_as_they_are_unless_asked_for() -> None:
    assert {len(colour) for colours in painted("a4", PLAIN).values() for colour in colours} == {3}


def test_only_files_for_a_print_shop_get_inks() -> None:
    screen = text(BODY, "a4", "screen", CMYK).document
    plain = text(BODY, "a4", "screen").document
    assert screen and plain
    assert screen.pdf == plain.pdf


def test_a_file_in_inks_claims_no_standard() -> None:
    with pikepdf.open(BytesIO(shop("a4", CMYK).pdf)) as pdf:
        metadata = bytes(pdf.Root.Metadata.read_bytes()) if "/Metadata" in pdf.Root else b""
        assert "/OutputIntents" not in pdf.Root
    assert b"pdfaid" not in metadata
    assert b"pdfuaid" not in metadata


def test_the_command_writes_what_a_print_shop_gets(run: Run, house: object) -> None:
    ran = run(
        "build", "wandelen", "--practice", "molen", "--media", "prepress", "--marks", "--cmyk"
    )
    assert (ran.code, ran.errors, ran.summary) == (0, [], "1 written, 0 with findings")
