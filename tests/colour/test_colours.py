"""Brand colours: what is read, and the contrasts that hold whatever a brand brings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.colour.derive import (
    BODY,
    DARK,
    RULE,
    SOLID,
    TEXT,
    WHITE,
    ColourError,
    contrast,
    darken,
    derive,
    luminance,
    parse,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
SAMPLES = {
    "lindehof": ("#008f95", "#c3d82c"),
    "vanbentum": ("#22406f", "#b08a3c"),
    "notenboom": ("#bd4f2b", "#e5b25d"),
}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("#08f", "#0088ff"),
        ("#008F95", "#008f95"),
        ("teal", "#008080"),
        ("rgb(0, 143, 149)", "#008f95"),
        ("rgb(0 143 149)", "#008f95"),
        ("hsl(182, 100%, 29%)", "#008f94"),
        ("#008f95ff", "#008f95"),
    ],
)
def test_a_colour_is_read_as_css_writes_it(written: str, read: str) -> None:
    assert parse(written) == read


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("008f95", "it is not a colour"),
        ("teel", "it is not a colour"),
        ("currentColor", "it is not a colour"),
        ("#008f9580", "a colour in print cannot be see-through"),
        ("transparent", "a colour in print cannot be see-through"),
        ("oklch(50% 0.1 200)", "write it as #rrggbb, rgb() or hsl()"),
    ],
)
def test_what_cannot_be_printed_says_why(written: str, why: str) -> None:
    with pytest.raises(ColourError, match=why.replace("(", r"\(").replace(")", r"\)")):
        parse(written)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


def test_the_three_houses_have_the_colours_of_the_study() -> None:
    shades = {
        name: [derive(*pair, "#000000", WHITE)[shade] for shade in ("dark", "solid", "on-dark")]
        for name, pair in SAMPLES.items()
    }
    assert shades == {
        "lindehof": ["#005559", "#00797e", "#c3d82c"],
        "vanbentum": ["#22406f", "#22406f", "#c5a970"],
        "notenboom": ["#82341a", "#b54b28", "#e6b462"],
    }


@given(COLOURS, COLOURS, COLOURS, COLOURS)
def test_the_contrasts_promised_hold_for_every_brand(
    primary: str, secondary: str, foreground: str, background: str
) -> None:
    colours = derive(primary, secondary, foreground, background)

    assert contrast(colours["dark"], WHITE) >= DARK
    assert contrast(colours["solid"], WHITE) >= SOLID
    assert contrast(colours["rule"], WHITE) >= RULE
    assert contrast(colours["second-rule"], WHITE) >= RULE
    assert contrast(colours["on-dark"], colours["dark"]) >= TEXT
    assert contrast(colours["on-solid"], colours["solid"]) >= TEXT
    assert contrast(colours["foreground"], colours["background"]) >= BODY
    assert contrast(colours["foreground"], WHITE) >= BODY
    for tint in ("tint-1", "tint-2", "tint-3", "second-tint-1", "second-tint-2"):
        assert contrast(colours["dark"], colours[tint]) >= TEXT


@given(COLOURS)
def test_a_colour_that_is_dark_enough_stays_as_it_is(colour: str) -> None:
    darkened = darken(colour, RULE)
    if contrast(colour, WHITE) >= RULE:
        assert darkened == colour
    assert luminance(darkened) <= luminance(colour)
    assert darken(darkened, RULE) == darkened


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_darkening_keeps_the_hue(red: int, green: int, blue: int) -> None:
    dark = darken(f"#{red:02x}{green:02x}{blue:02x}", DARK)
    channels = [int(dark[at : at + 2], 16) for at in (1, 3, 5)]
    by_brightness = sorted(range(3), key=lambda index: (red, green, blue)[index])
    # The order of the channels is the sixth of the colour circle in which the hue lies.
    assert [channels[index] for index in by_brightness] == sorted(channels)


@given(COLOURS)
def test_colours_come_out_as_they_are_read_in(colour: str) -> None:
    assert parse(colour) == colour
    assert all(parse(made) == made for made in derive(colour, colour, colour, colour).values())
