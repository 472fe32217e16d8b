"""Preflight of what is seen: contrast, colours in grey, pictures."""

from __future__ import annotations

import pytest
from PIL import Image
from preflighted import (
    COLOURS,
    TEXT,
    address_of,
    codes,
    said,
)

pytestmark = pytest.mark.slow


def on(ground: str, colour: str, more: str = "") -> str:
    return f"{TEXT}<p style='background: {ground}; color: {colour}; {more}'>Bel ons gerust.</p>"


def test_pale_words_are_an_error() -> None:
    assert said(on("white", "#999")) == [
        "error: words in #999999 on #ffffff have a contrast of 2.8, at least 4.5: 'Bel ons gerust.'"
        " (page 1) (use 'dark' on light grounds, white or 'on-dark' on dark ones) [P027]"
    ]


@pytest.mark.parametrize(
    ("ground", "colour", "more"),
    [
        ("#c3d82c", "white", ""),  # on a field
        ("linear-gradient(to right, #003, #eee)", "white", "display: inline-block"),
        ("white", "#000", "opacity: 0.3"),
        ("#00565a", "#00797f", "position: absolute; top: 90mm; transform: rotate(20deg)"),
    ],
)
def test_the_ground_is_what_is_seen_under_the_words(ground: str, colour: str, more: str) -> None:
    assert codes(on(ground, colour, more)) == {"P027"}


@pytest.mark.parametrize(
    ("ground", "colour", "more"),
    [
        ("#00565a", "white", ""),
        ("white", "#777", "font-size: 18pt"),
        ("white", "#777", "font-size: 14pt; font-weight: 700"),
        ("#00565a", "white", "border-radius: 5mm; padding: 2mm; position: absolute; top: 90mm"),
    ],
)
def test_words_that_can_be_read_are_right(ground: str, colour: str, more: str) -> None:
    assert said(on(ground, colour, more)) == []


def test_a_hundred_pale_words_are_one_finding() -> None:
    assert len(said(TEXT, "body { color: #aaa }")) == 1


def test_colours_that_fall_together_in_grey_are_pointed_at() -> None:
    # Red is darker to the printer's sum than it is to the eye.
    [line] = said(on("#000", "#f00"))
    assert line.startswith(
        "warning: words in #ff0000 on #000000 have a contrast of 2.4 when printed in grey,"
    )


def test_a_brand_that_breaks_its_promise_is_pointed_at() -> None:
    [line] = said(colours={**COLOURS, "tint-3": COLOURS["solid"]})
    assert line.startswith("warning: 'dark' on 'tint-3' has a contrast of 1.")
    assert line.endswith("[P028]")


def picture(pixels: int, millimetres: int, alt: str = "Een rug") -> str:
    noise = Image.effect_noise((pixels, pixels // 2), 80)
    return f"<p><img alt='{alt}' src='{address_of(noise)}' style='width: {millimetres}mm'></p>"


@pytest.mark.parametrize(("top", "seen"), [("-8mm", False), ("0", True), ("2mm", True)])
def test_words_that_a_picture_is_painted_over_are_an_error(top: str, seen: bool) -> None:
    over = f"style='position: relative; top: {top}; width: 40mm'"
    body = f"{TEXT}<h2>Lees ook</h2>" + picture(480, 40).replace("style='width: 40mm'", over)
    found = [line for line in said(body, "h2 { margin: 0 } p { margin: 0 }") if "P046" in line]
    assert found == (
        []
        if seen
        else [
            "error: a picture is painted over 'Lees ook' on page 1 (give the picture room in"
            " layout.css, also for the white around a code) [P046]"
        ]
    )


def test_words_over_a_picture_are_seen() -> None:
    behind = picture(480, 40).replace("style='", "style='position: relative; z-index: -1; ")
    body = f"{TEXT}{behind}<p style='margin-top: -9mm'>Lees ook</p>"
    assert [line for line in said(body) if "P046" in line] == []


def test_a_coarse_picture_is_an_error() -> None:
    assert said(TEXT + picture(200, 50)) == [
        "error: 'Een rug' on page 1 has 102 dots an inch where it is 50 mm wide, at least 150"
        " (use a picture 591 pixels wide) [P029]"
    ]


def test_a_picture_that_could_be_sharper_is_pointed_at() -> None:
    [line] = said(TEXT + picture(400, 50))
    assert line.startswith("warning: 'Een rug' on page 1 has 203 dots an inch")
    assert said(TEXT + picture(600, 50)) == []
