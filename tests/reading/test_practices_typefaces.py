"""Typefaces: the house's, the practice's own, and what stands for one that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from practice_folders import BRAND, Folder, brand_of, refusals, warnings
from small_fonts import make_variable_font

from press.reading.house import open_house
from press.reading.layouts import families, load_faces
from press.reading.practices import nearest

FONTS = Path(__file__).parents[2] / "fonts"


@pytest.fixture
def house(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_headings_take_the_family_of_the_text_if_they_name_none(house: Folder) -> None:
    brand = brand_of(house, f"{BRAND}typography: {{base: source sans 3}}")
    assert (brand.base_family, brand.heading_family) == ("Source Sans 3", "Source Sans 3")
    assert brand.heading_weight == "700"


@pytest.mark.parametrize(
    ("typography", "family", "said"),
    [
        (
            "base: Sorce Sans 3",
            "Source Sans 3",
            "_brand.yml:3: warning: the typeface Sorce Sans 3 is not here; Source Sans 3 is used"
            " instead (did you mean 'Source Sans 3'?) [S023]",
        ),
        (
            "fonts: [{family: Merriweather, source: google}]\n  base: Merriweather",
            "Vollkorn",
            "_brand.yml:4: warning: the typeface Merriweather is not here; Vollkorn is used"
            ' instead (bring it with: leaflet font add "Merriweather") [S023]',
        ),
        (
            "base: Georgia",
            "Vollkorn",
            "_brand.yml:3: warning: the typeface Georgia is not here; Vollkorn is used instead"
            " (name its files under 'fonts:', if your licence lets you embed them) [S023]",
        ),
        (
            "fonts: [{family: Huisletter, source: system}]\n  base: Huisletter",
            "Source Sans 3",
            "_brand.yml:4: warning: the typeface Huisletter is not here; Source Sans 3 is used"
            " instead (name its files under 'fonts:', if your licence lets you embed them) [S023]",
        ),
        (
            "base: 'Huisletter, ui-rounded'",
            "Source Sans 3",
            "_brand.yml:3: warning: the typeface Huisletter is not here; Source Sans 3 is used"
            ' instead (bring it with: leaflet font add "Huisletter") [S023]',
        ),
    ],
)
def test_a_family_that_nobody_has_is_set_in_the_nearest(
    house: Folder, typography: str, family: str, said: str
) -> None:
    assert warnings(house, f"{BRAND}typography:\n  {typography}") == [said]
    assert house.load()[0][0].brand.base_family == family


def test_headings_may_take_a_family_that_has_no_weights_for_text(house: Folder) -> None:
    headings = f"{BRAND}typography: {{headings: {{family: Quicksand, weight: 800}}}}"
    assert len(warnings(house, headings)) == 1
    brand = house.load()[0][0].brand
    assert (brand.heading_family, brand.heading_weight) == ("Nunito", "800")


def test_a_strict_house_refuses_a_family_that_it_does_not_have(house: Folder) -> None:
    house.strict = True
    assert refusals(house, f"{BRAND}typography: {{base: Open Sans}}") == [
        "_brand.yml:2: error: the typeface Open Sans is not here"
        ' (bring it with: leaflet font add "Open Sans") [S023]'
    ]


@pytest.mark.parametrize(
    ("family", "kind"),
    [
        ("Montserrat", "sans"),
        ("Playfair Display", "serif"),
        ("Roboto Slab", "slab"),
        ("QUICKSAND", "rounded"),
        ("Courier New", "mono"),
        ("Huisletter Serif", "serif"),
        ("Huisletter Mono", "mono"),
        ("Huisletter", ""),
    ],
)
def test_the_kind_of_a_family_is_that_of_the_table_or_of_its_name(family: str, kind: str) -> None:
    assert nearest.kind_of(family) == kind


def test_the_table_has_a_hundred_families_each_of_one_kind_and_the_houses_own_faces() -> None:
    table = nearest.table()
    ours = {family for families in table["house"].values() for family in families}
    known = families(load_faces(open_house(FONTS.parent)[0]))
    assert ours <= known.keys()
    named = [family for kind in table["families"].values() for family in kind]
    assert len(named) == len(set(named)) >= 100


def test_text_takes_the_nearest_weights_that_its_family_has_with_a_warning(house: Folder) -> None:
    assert warnings(house, f"{BRAND}typography: {{base: Newsreader}}") == [
        "_brand.yml:2: warning: Newsreader has no weight 400 and 700; 500 and 600 is used"
        " (it has 500, 600) [S028]",
    ]
    assert warnings(house, f"{BRAND}typography: {{base: Nunito}}") == [
        "_brand.yml:2: warning: Nunito has no weight 400 and 700; 800 and 800 is used"
        " (bold words look like all others: add a file of weight 700, or choose another family)"
        " [S028]"
    ]


def test_the_nearest_weight_is_taken_with_a_warning(house: Folder) -> None:
    brand = f"{BRAND}typography:\n  headings: {{family: Newsreader, weight: bold}}"
    assert warnings(house, brand) == [
        "_brand.yml:3: warning: Newsreader has no weight 'bold'; 600 is used"
        " (it has 500, 600) [S028]"
    ]


@pytest.mark.parametrize(
    ("size", "points"), [("12.5pt", 12.5), ("16px", 12), ("1.1rem", 13.2), ("110%", 13.2)]
)
def test_the_size_of_the_text_is_read_in_every_unit(
    house: Folder, size: str, points: float
) -> None:
    assert brand_of(house, f"{BRAND}typography: {{base: {{size: {size}}}}}").base_size == points


@pytest.mark.parametrize(
    ("size", "says"),
    [
        ("14px", "'14px' is 10.5 pt"),
        ("18pt", "'18pt' is 18 pt"),
        ("large", "'large' is not a size"),
    ],
)
def test_a_size_that_is_hard_to_read_or_does_not_fit_is_not_taken(
    house: Folder, size: str, says: str
) -> None:
    assert warnings(house, f"{BRAND}typography: {{base: {{size: {size}}}}}") == [
        f"_brand.yml:2: warning: {says}; running text is set in 12 pt (write 12pt to 14pt) [S028]"
    ]


def own_fonts(house: Folder, **changes: int) -> None:
    """Put two font files into the practice's folder, with changes to what they permit."""
    for name in ("Regular", "Bold"):
        source = FONTS / "atkinson-hyperlegible-next" / f"AtkinsonHyperlegibleNext-{name}.ttf"
        with TTFont(source) as font:
            for field, value in changes.items():
                setattr(font["OS/2"], field, value)
            font.save(house.practice / f"{name}.ttf")


OWN = f"""{BRAND}typography:
  fonts:
    - family: Atkinson Hyperlegible Next
      source: file
      files:
        - Regular.ttf
        - {{path: Bold.ttf, weight: bold}}
  base: Atkinson Hyperlegible Next
"""


def test_a_practice_may_bring_its_own_fonts(house: Folder) -> None:
    own_fonts(house)
    brand = brand_of(house, OWN)
    assert brand.base_family == "Atkinson Hyperlegible Next"
    assert [(face.weight, face.style, face.url) for face in brand.faces] == [
        ("400", "normal", "practices/debrug/font-0.ttf"),
        ("700", "normal", "practices/debrug/font-1.ttf"),
    ]
    assert brand.faces[0].path == house.practice / "Regular.ttf"


def face_in(path: Path) -> TTFont:
    return TTFont(path, lazy=True)


def variable(house: Folder, name: str = "Letter.ttf", flavor: str | None = None) -> None:
    """Put a variable font into the practice's folder, of weights 300 to 800: a box, a wider box."""
    made = make_variable_font("Huisletter", 300, 800)
    made.flavor = flavor
    made.save(house.practice / name)


VARIABLE = f"""{BRAND}typography:
  fonts: [{{family: Huisletter, source: file, files: [Letter.ttf]}}]
  base: Huisletter
  headings: {{family: Huisletter, weight: 600}}
"""


def test_of_a_variable_font_the_weights_that_are_needed_are_made(house: Folder) -> None:
    variable(house)
    brand = brand_of(house, VARIABLE)
    assert [face.weight for face in brand.faces] == ["400", "600", "700"]
    assert (brand.heading_family, brand.heading_weight) == ("Huisletter", "600")
    widths = []
    for face in brand.faces:
        with face_in(face.path) as font:
            assert "fvar" not in font
            widths.append(font["hmtx"]["A"][0])
    assert widths == [600, 800, 900]


def test_what_is_made_of_a_font_is_the_same_bytes_and_is_made_once(house: Folder) -> None:
    variable(house)
    first = [face.path for face in brand_of(house, VARIABLE).faces]
    made = [(path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in first]
    again = [face.path for face in brand_of(house, VARIABLE).faces]
    assert again == first
    assert made == [(p.read_bytes(), p.stat().st_mtime_ns, p.stat().st_ino) for p in again]
    first[0].write_bytes(made[0][0][:-400])  # as a full disk, or somebody's hand, leaves it
    first[1].unlink()
    brand_of(house, VARIABLE)
    assert [path.read_bytes() for path in first] == [content for content, *_ in made]


@pytest.mark.parametrize("flavor", ["woff", "woff2"])
@pytest.mark.slow
def test_a_compressed_font_is_taken_as_what_it_holds(house: Folder, flavor: str) -> None:
    own_fonts(house)
    for name in ("Regular", "Bold"):
        with TTFont(house.practice / f"{name}.ttf") as font:
            font.flavor = flavor
            font.save(house.practice / f"{name}.{flavor}")
    brand = brand_of(house, OWN.replace(".ttf", f".{flavor}"))
    assert [face.url for face in brand.faces] == [
        "practices/debrug/font-0.ttf",
        "practices/debrug/font-1.ttf",
    ]
    for face, name in zip(brand.faces, ("Regular", "Bold"), strict=True):
        with face_in(face.path) as made, face_in(house.practice / f"{name}.ttf") as plain:
            assert made.flavor is None
            assert made.getBestCmap() == plain.getBestCmap()


def test_a_weight_beyond_the_axis_is_the_nearest_on_it(house: Folder) -> None:
    variable(house)
    said = warnings(house, VARIABLE.replace("600", "900"))
    assert said == [
        "_brand.yml:5: warning: Huisletter has no weight '900'; 800 is used"
        " (it has 400, 700, 800) [S028]"
    ]


def test_letters_that_a_font_lacks_are_named(house: Folder) -> None:
    made = make_variable_font("Huisletter", 300, 800, without="éë€")
    made.save(house.practice / "Letter.ttf")
    assert warnings(house, VARIABLE) == [
        "_brand.yml:3: warning: Letter.ttf has no é ë €; where one is written, it comes from"
        " Noto Sans (take a file of the family with all its letters) [S026]"
    ]


def test_fonts_may_be_listed_in_a_sheet_of_the_practice_as_in_the_house(house: Folder) -> None:
    fonts = house.practice / "fonts"
    fonts.mkdir()
    make_variable_font("Huisletter", 300, 800).save(fonts / "letter.ttf")
    (fonts / "fonts.css").write_text(
        '@font-face { font-family: "Huisletter"; font-weight: 300 800; src: url(letter.ttf) }\n'
        "@font-face { font-family: Elders; src: url(../../../elders.ttf) }\n"
    )
    brand = brand_of(house, f"{BRAND}typography: {{base: Huisletter}}")
    assert [face.weight for face in brand.faces] == ["400", "700"]
    assert not brand_of(house, f"{BRAND}typography: {{base: Noto Sans}}").faces


def test_a_font_whose_licence_forbids_embedding_is_refused(house: Folder) -> None:
    own_fonts(house, fsType=0x0002)
    assert refusals(house, OWN) == [
        f"_brand.yml:{line}: error: {name}.ttf may not be put into a PDF: its licence forbids it"
        " (ask its maker for a licence to embed it, or choose another) [S026]"
        for line, name in ((7, "Regular"), (8, "Bold"))
    ]


def test_fonts_that_are_missing_or_broken_are_refused(house: Folder) -> None:
    (house.practice / "Bold.ttf").write_bytes(b"\0\1\0\0 this is not a font")
    missing, broken = refusals(house, OWN)
    assert missing == (
        "_brand.yml:7: error: there is no file 'Regular.ttf' in the practice's folder"
        " (known are Bold.ttf) [S026]"
    )
    assert broken.startswith("_brand.yml:8: error: Bold.ttf cannot be read as a font")
