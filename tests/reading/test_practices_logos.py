"""Logos: found in every form of brand.yml, and seen on their ground."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageColor
from practice_folders import BRAND, LOGO, Folder, brand_of, refusals, warnings

from press.reading.pictures import on_plate, read_picture, sketch_picture


@pytest.fixture
def house(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.mark.parametrize(
    ("logo", "on_light", "on_dark"),
    [
        ("logo.svg", "logo.svg", None),
        ("{path: logo.svg, alt: a bridge}", "logo.svg", None),
        ("{medium: logo.svg}", "logo.svg", None),
        ("{large: {light: logo.svg, dark: white.svg}}", "logo.svg", "white.svg"),
        ("{small: {dark: white.svg}}", None, "white.svg"),
        ("{images: {a: logo.svg}, small: white.svg, medium: a}", "logo.svg", None),
        ("{images: {a: logo.svg}}", None, None),
    ],
)
def test_a_logo_may_be_given_in_every_form_of_brand_yml(
    house: Folder, logo: str, on_light: str | None, on_dark: str | None
) -> None:
    for name in ("logo.svg", "white.svg"):
        (house.practice / name).write_text(LOGO)
    brand = brand_of(house, f"{BRAND}logo: {logo}")
    logos = [logo and logo.path for logo in (brand.logo, brand.logo_on_dark)]
    assert logos == [on_light, on_dark]


def test_a_logo_without_alternative_text_says_the_name(house: Folder) -> None:
    (house.practice / "logo.svg").write_text(LOGO)
    logo = brand_of(house, f"{BRAND}logo: logo.svg").logo
    assert logo and logo.alt == "Praktijk De Brug"


def test_a_logo_that_is_not_there_is_refused(house: Folder, tmp_path: Path) -> None:
    (house.practice / "logo.svg").write_text(LOGO)
    (tmp_path / "secret.svg").write_text(LOGO)
    (house.practice / "link.svg").symlink_to(tmp_path / "secret.svg")
    assert refusals(house, f"{BRAND}logo:\n  medium: Logo.png") == [
        "_brand.yml:3: error: there is no file 'Logo.png' in the practice's folder"
        " (did you mean 'logo.svg'?) [S024]"
    ]
    for path in ("../../../secret.svg", "link.svg", "a/../../debrug2/x.svg"):
        assert refusals(house, f"{BRAND}logo: {path}") == [
            f"_brand.yml:2: error: '{path}' lies outside the practice's folder"
            " (copy the file into the folder) [S024]"
        ]


def test_a_logo_on_the_network_is_not_fetched(house: Folder) -> None:
    assert warnings(house, f"{BRAND}logo: https://debrug.example/logo.svg") == [
        "_brand.yml:2: warning: this logo stands on the network, and nothing is fetched; the name"
        " is set instead (save it in the practice's folder and name that file) [S024]"
    ]


def test_a_logo_that_cannot_be_printed_stops_the_practice(house: Folder) -> None:
    (house.practice / "logo.svg").write_text(LOGO.replace("<path", "<image/><path"))
    assert refusals(house, f"{BRAND}logo: logo.svg") == [
        "logo.svg:1: error: <image> cannot be used in a picture"
        " (draw it with shapes, or use a PNG or JPEG instead of the SVG) [S034]"
    ]


# --- seen on their ground -----------------------------------------------------------------

WHITE, NAVY, ORANGE = "#ffffff", "#0c0c70", "#e07020"


def drawn(house: Folder, name: str, *boxes: tuple[str, int, int, int, int]) -> None:
    """Put a drawing of boxes (colour, left, top, width, height) into the practice's folder."""
    shapes = "".join(
        f'<rect fill="{colour}" x="{x}" y="{y}" width="{width}" height="{height}"/>'
        for colour, x, y, width, height in boxes
    )
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40">'
    (house.practice / name).write_text(f"{head}{shapes}</svg>")


def name_of(colour: str) -> list[tuple[str, int, int, int, int]]:
    """Ten strokes: as many outlines as a name has."""
    return [(colour, 2 + 9 * stroke, 5, 4, 30) for stroke in range(10)]


def test_a_white_logo_stands_on_a_plate_of_the_brand_with_a_finding(house: Folder) -> None:
    drawn(house, "white.svg", *name_of(WHITE))
    assert warnings(house, f"{BRAND}logo: white.svg") == [
        "_brand.yml:2: warning: the logo white.svg is hardly seen on light ground; there it"
        " stands on a plate of #000080"
        " (name one for light and one for dark ground: 'light:' and 'dark:') [S068]"
    ]
    brand = house.load()[0][0].brand
    assert brand.logo and brand.logo.plate == "#000080"
    assert brand.logo_on_dark is None  # on dark ground it is seen as it is


def test_a_logo_that_is_lost_gives_way_to_the_other_of_the_pair(house: Folder) -> None:
    drawn(house, "white.svg", *name_of(WHITE))
    drawn(house, "navy.svg", *name_of(NAVY))
    swapped = warnings(house, f"{BRAND}logo: {{medium: {{light: white.svg, dark: navy.svg}}}}")
    assert [said.partition(";")[2] for said in swapped] == [
        f" {other} is used instead (name one for light and one for dark ground: 'light:' and"
        " 'dark:') [S068]"
        for other in ("navy.svg", "white.svg")
    ]
    brand = house.load()[0][0].brand
    assert brand.logo and brand.logo.path == "navy.svg"
    assert brand.logo_on_dark and brand.logo_on_dark.path == "white.svg"


@pytest.mark.parametrize(
    ("boxes", "plate"),
    [
        (name_of(NAVY), ""),
        (name_of(ORANGE), ""),
        ([(WHITE, 0, 0, 100, 40), *name_of(NAVY)], ""),  # a name in a white box
        ([(NAVY, 0, 0, 100, 40), *name_of(WHITE)], ""),
        ([(ORANGE, 0, 0, 4, 4), *name_of(WHITE)], "#000080"),  # a small sign beside a lost name
        (name_of("#fdfdfd"), "#000080"),
    ],
)
def test_a_logo_is_lost_where_most_of_its_outlines_are(
    house: Folder, boxes: list[tuple[str, int, int, int, int]], plate: str
) -> None:
    drawn(house, "logo.svg", *boxes)
    house.add("debrug", brand=f"{BRAND}logo: logo.svg")
    logo = house.load()[0][0].brand.logo
    assert logo and logo.plate == plate


def test_a_photograph_of_a_logo_is_judged_alike(house: Folder) -> None:
    image = Image.new("RGBA", (400, 160))
    for stroke in range(10):
        image.paste("white", (8 + 36 * stroke, 20, 24 + 36 * stroke, 140))
    image.save(house.practice / "logo.png")
    assert len(warnings(house, f"{BRAND}logo: logo.png")) == 1
    logo = house.load()[0][0].brand.logo
    assert logo and logo.plate == "#000080"


@pytest.mark.parametrize("name", ["white.svg", "white.png"])
def test_a_plate_lies_around_all_of_the_logo(house: Folder, name: str) -> None:
    path = house.practice / name
    if path.suffix == ".svg":
        drawn(house, name, (WHITE, 0, 0, 100, 40))
    else:
        Image.new("RGBA", (100, 40), "white").save(path)
    picture, _ = read_picture(path, name)
    assert picture
    plated = on_plate(picture, NAVY)
    path.write_bytes(plated.data)
    image, findings = sketch_picture(path, name)
    assert image and not findings
    assert (plated.width - picture.width) == pytest.approx(plated.height - picture.height, abs=1)
    assert image.getpixel((1, 1)) == image.getpixel((image.width - 2, image.height - 2))
    assert image.getpixel((1, 1)) == ImageColor.getcolor(NAVY, "RGBA")
    assert image.getpixel((image.width // 2, image.height // 2)) == (255, 255, 255, 255)


def test_a_picture_of_a_name_that_is_not_there_is_not_told_to_be_itself(house: Folder) -> None:
    brand = f"{BRAND}logo:\n  images:\n    merk: merk.png\n  medium: merk"
    assert refusals(house, brand) == [
        "_brand.yml:4: error: there is no file 'merk.png' in the practice's folder [S024]"
    ]
    (house.practice / "merk.svg").write_text(LOGO)
    assert refusals(house, brand)[0].endswith("(did you mean 'merk.svg'?) [S024]")
