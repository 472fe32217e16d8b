"""In ink: what a print shop prints a brand's colours with, and what plates a file makes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from bound import BOOKLET, LARGE, PLAIN, PROJECT, TRIFOLD, variant
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from press import pipeline
from press.colour.derive import amounts, derive
from press.colour.inks import Process, Spot, converted, inks_of
from press.model import Brand, Standard

BRAND = PROJECT.practices[0].brand
NAVY, SAND = BRAND.cmyk["primary"], BRAND.cmyk["secondary"]
COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb))
BODY = """
!!! summary
    - **Slaap genoeg.**

## Eerste

![De maan.](moon.svg)

## Tweede

Tekst twee.

## Derde

Tekst drie.

## Vierde

!!! tip
    Tekst vier.
"""


def inks(colour: str, **spots: str) -> dict[str, Any]:
    """The inks of a brand whose primary colour is this one."""
    return dict(inks_of(derive(colour, "#e0b36a", "#222222", "#ffffff"), {}, spots))


# --- process inks -----------------------------------------------------------------------


def test_a_practices_own_inks_are_taken_as_they_are() -> None:
    made = inks_of(BRAND.colours, BRAND.cmyk, {})
    assert made["primary"] == (0.98, 0.71, 0.08, 0.41)
    assert made["secondary"] == (0.06, 0.27, 0.64, 0.02)


def test_a_shade_that_is_the_colour_itself_has_its_inks() -> None:
    """A primary colour that is dark enough is also what headings and areas are printed in."""
    made = inks_of(BRAND.colours, BRAND.cmyk, {})
    assert BRAND.colours["dark"] == BRAND.colours["solid"] == BRAND.colours["primary"]
    assert made["dark"] == made["solid"] == made["primary"]
    assert BRAND.colours["on-dark"] == BRAND.colours["secondary"]
    assert made["on-dark"] == made["secondary"]


@pytest.mark.parametrize(
    ("tint", "of", "share"),
    [("tint-1", NAVY, 0.09), ("tint-2", NAVY, 0.2), ("second-tint-1", SAND, 0.2)],
)
def test_a_tint_is_that_part_of_the_inks(tint: str, of: Process, share: float) -> None:
    made = inks_of(BRAND.colours, BRAND.cmyk, {})[tint]
    assert made == pytest.approx([share * ink for ink in of], abs=0.01)


def test_a_second_colour_that_is_the_first_is_printed_as_the_first() -> None:
    colours = derive("#1f3a5f", "#1f3a5f", "#222222", "#ffffff")
    made = inks_of(colours, {"primary": NAVY}, {})
    assert made["secondary"] == made["primary"] == NAVY
    assert made["second-rule"] == NAVY


def test_without_own_inks_colours_are_converted_all_grey_in_black() -> None:
    assert converted("#ff8000") == (0, 0.5, 1, 0)
    assert converted("#808080") == (0, 0, 0, 0.5)
    assert converted("#ffffff") == (0, 0, 0, 0)
    assert converted("#000000") == (0, 0, 0, 1)


def test_text_is_pure_black_whatever_its_colour_on_screen() -> None:
    assert inks("#1f3a5f")["foreground"] == (0, 0, 0, 1)
    assert inks("#1f3a5f", primary="Navy")["foreground"] == (0, 0, 0, 1)


# --- spot colours -----------------------------------------------------------------------


@given(COLOURS)
def test_every_shade_of_a_spot_colour_is_that_ink_and_black(primary: str) -> None:
    """Tints are less of it, shades all of it with black over it; both in their order."""
    made = inks(primary, primary="PANTONE 347 C")
    shades = [name for name in made if not name.startswith(("second", "on-"))]
    own = [made[name] for name in shades if name not in ("foreground", "background")]
    for ink in own:
        assert isinstance(ink, Spot)
        assert ink.name == "PANTONE 347 C"
        assert ink.process == converted(primary)
        assert 0 <= ink.share <= 1
        assert 0 <= ink.black <= 1
        assert ink.share == 1 or ink.black == 0
    assert (made["primary"].share, made["primary"].black) == (1, 0)
    assert made["tint-1"].share <= made["tint-2"].share <= made["tint-3"].share
    assert made["rule"].black <= made["solid"].black <= made["dark"].black


@given(COLOURS, COLOURS)
def test_only_the_colour_that_has_a_spot_colour_is_printed_in_it(one: str, other: str) -> None:
    colours = derive(one, other, "#222222", "#ffffff")
    made = inks_of(colours, {}, {"secondary": "PANTONE 872 C"})
    in_spot = {name for name, ink in made.items() if isinstance(ink, Spot)}
    second = {"secondary", "second-tint-1", "second-tint-2", "second-rule", "on-dark", "on-solid"}
    assert in_spot == second


@given(COLOURS)
def test_a_shade_in_spot_colour_and_black_looks_like_the_shade(primary: str) -> None:
    """Where black is laid over an ink, so much less light comes back of every colour."""
    colours = derive(primary, primary, "#222222", "#ffffff")
    ink = inks_of(colours, {}, {"primary": "x"})["dark"]
    assert isinstance(ink, Spot)
    looks = [channel * (1 - ink.black) for channel in amounts(primary)]
    assert max(looks) == pytest.approx(max(amounts(colours["dark"])), abs=0.01)


# --- files ------------------------------------------------------------------------------

SPOTS = {"primary": "Huisblauw é", "secondary": "PANTONE 872 C"}
LAYOUTS = ("a4", LARGE, BOOKLET, TRIFOLD)


def shop(layout: str, *named: str, standard: Standard = "none", brand: Brand = BRAND) -> bytes:
    """What a print shop gets; `named` are the brand's colours that have a spot colour."""
    asked = variant("ademen" if layout == BOOKLET else "dromen", layout, "prepress")
    spots = {name: SPOTS[name] for name in named}
    practice = asked.practice.model_copy(update={"brand": replace(brand, spots=spots)})
    asked = replace(asked, practice=practice, standard=standard)
    if layout != BOOKLET:
        head = {"body": BODY, "body_line": 11}
        leaflet = asked.publication.leaflets[0].model_copy(update=head)
        publication = replace(asked.publication, head=leaflet, leaflets=(leaflet,))
        asked = replace(asked, publication=publication)
    result = pipeline.produce(asked, PROJECT.library, PLAIN)
    assert result.document, result.findings
    return result.document.pdf


def painted(pdf: bytes) -> set[tuple[str, tuple[float, ...]]]:
    """Every colour that words, lines and areas are painted in: the space, and how much."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        forms = [
            thing
            for thing in opened.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"
        ]
        spaces = opened.pages[0].Resources.ColorSpace
        return {
            colour for content in (*opened.pages, *forms) for colour in _colours(content, spaces)
        }


def _colours(content: Any, spaces: Any) -> Iterator[tuple[str, tuple[float, ...]]]:
    direct = {"k": "/DeviceCMYK", "rg": "/DeviceRGB", "g": "/DeviceGray"}
    for operands, operator in _steps(content):
        name = str(operator).lower()
        if name in direct:
            yield direct[name], tuple(round(float(part), 2) for part in operands)
        elif name == "cs" and str(operands[0]) in spaces:
            _, base, _, lookup = spaces[str(operands[0])]
            how_much = tuple(round(byte / 255, 2) for byte in bytes(lookup))
            yield (_said(base) if isinstance(base, pikepdf.Array) else str(base)), how_much


def _said(base: Any) -> str:
    names = base[1] if base[0] == "/DeviceN" else [base[1]]
    return " + ".join(str(name)[1:] for name in names)


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_is_painted_in_four_inks_alone(layout: str) -> None:
    colours = painted(shop(layout))
    assert {space for space, _ in colours} == {"/DeviceCMYK"}
    assert {amount for _, amount in colours} >= {NAVY, (0, 0, 0, 1)}


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_is_painted_in_the_spot_colours_and_black(layout: str) -> None:
    colours = painted(shop(layout, "primary", "secondary"))
    spaces = {space for space, _ in colours} - {"/DeviceCMYK", "PANTONE 872 C + Black"}
    assert spaces == {"Huisblauw é", "PANTONE 872 C"}
    assert ("Huisblauw é", (1,)) in colours  # headings
    process = {amount for space, amount in colours if space == "/DeviceCMYK"}
    red = converted("#a4161a")
    # White, the text, red flags; the logo has no ink of its own.
    assert process <= {(0, 0, 0, 0), (0, 0, 0, 1), red}


@pytest.mark.slow
def test_a_shade_of_a_spot_colour_is_printed_with_black_over_it() -> None:
    """The colour of this brand is too light for words: they are a shade of it."""
    light = replace(BRAND, colours=derive("#e0b36a", "#1f3a5f", "#222222", "#ffffff"), cmyk={})
    shade = inks_of(light.colours, {}, {"primary": "PANTONE 872 C"})["dark"]
    assert isinstance(shade, Spot)
    colours = painted(shop("a4", "primary", brand=light))
    assert ("Huisblauw é + Black", (1, shade.black)) in colours


@pytest.mark.slow
def test_a_file_in_inks_claims_no_standard() -> None:
    with pikepdf.open(BytesIO(shop("a4"))) as pdf:
        metadata = bytes(pdf.Root.Metadata.read_bytes()) if "/Metadata" in pdf.Root else b""
        assert "/OutputIntents" not in pdf.Root
    assert b"pdfaid" not in metadata
    assert b"pdfuaid" not in metadata


@pytest.mark.slow
def test_colours_stay_as_they_are_unless_asked_for() -> None:
    assert {space for space, _ in painted(shop("a4", "primary", standard="ua1+a3u"))} == {
        "/DeviceRGB"
    }


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")
def test_a_raster_processor_makes_a_plate_for_each_spot_colour(tmp_path: Path) -> None:
    path = tmp_path / "shop.pdf"
    path.write_bytes(shop("a4", "primary", "secondary"))
    how = ("-q", "-dNOPAUSE", "-dBATCH", "-dLastPage=1", "-sDEVICE=tiffsep", "-r36")
    out = f"-sOutputFile={tmp_path}/plate%d.tif"
    subprocess.run(["gs", *how, out, path], check=True, capture_output=True)
    plates = {each.name: _inked(each) for each in tmp_path.glob("plate1(*.tif")}
    spots = {name for name in plates if "(PANTONE 872 C)" in name or "(Huisblauw" in name}
    assert len(spots) == 2
    assert all(plates[name] for name in spots)
    assert not any(plates[f"plate1({ink}).tif"] for ink in ("Cyan", "Magenta", "Yellow"))


def _inked(plate: Path) -> bool:
    with Image.open(plate) as picture:
        return min(picture.convert("L").tobytes()) < 255


def _steps(content: Any) -> Iterator[tuple[Any, str]]:
    """What is drawn, step by step: the operands and the operator."""
    for step in pikepdf.parse_content_stream(content):
        yield step.operands, str(step.operator)
