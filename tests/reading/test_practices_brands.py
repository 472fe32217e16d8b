"""Brands: where they stand, their colours and choices, in every form of brand.yml."""

from __future__ import annotations

from pathlib import Path

import pytest
from practice_folders import BRAND, LOGO, PRACTICE, Folder, brand_of, refusals, warnings


@pytest.fixture
def house(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_the_brand_may_stand_in_practice_yaml(house: Folder) -> None:
    house.add("debrug", PRACTICE + 'brand: {color: {primary: "#123456"}}\n', brand=None)
    practices, findings = house.load()
    assert not findings
    assert practices[0].brand.colours["primary"] == "#123456"


def test_a_mistake_in_a_brand_in_practice_yaml_has_its_line_there(house: Folder) -> None:
    house.add("debrug", PRACTICE + "brand:\n  color:\n    primary: teel\n", brand=None)
    assert house.load()[1] == [
        "practice.yaml:9: error: 'primary' cannot be 'teel': it is not a colour"
        " (write '#rrggbb') [S025]"
    ]


def test_a_brand_in_two_places_is_refused(house: Folder) -> None:
    house.add("debrug", PRACTICE + "brand: {}\n")
    assert house.load()[1] == [
        "practice.yaml:7: error: the brand stands here and in _brand.yml"
        " (remove one of them) [S022]"
    ]


def test_a_practice_without_a_brand_is_told_how_to_add_one(house: Folder) -> None:
    house.add("debrug", brand=None)
    assert house.load()[1] == [
        "practice.yaml:1: error: the practice has no brand"
        " (add 'brand:' here, or a file _brand.yml beside it) [S022]"
    ]


def test_a_brand_of_quarto_is_accepted_as_it_is(house: Folder) -> None:
    (house.practice / "logo.svg").write_text(LOGO)
    brand = brand_of(
        house,
        """\
meta:
  name: {full: Praktijk De Brug, short: De Brug}
  link: {home: https://debrug.example, mastodon: https://social.example/@debrug}
  founded: 1980
logo:
  images:
    icon: {path: /logo.svg, alt: a bridge}
    online: https://debrug.example/logo.png
  small: icon
  medium: {light: icon, dark: icon}
color:
  palette: {blue: "#447099", ink: "#151515", none-yet: {light: blue, dark: ink}}
  foreground: {light: ink, dark: "#eeeeee"}
  background: white
  primary: {light: blue, dark: white}
  secondary: primary
  tertiary: anything
  link: blue
typography:
  fonts:
    - {family: Source Sans 3, source: google, weight: [400, 600], style: normal, display: swap}
    - {family: Fira Code, source: bunny}
    - {family: Menlo, source: system}
  base: {family: "Source Sans 3, sans-serif", weight: 400, size: 1rem, line-height: 1.5}
  headings: {family: Newsreader, weight: semi-bold, style: normal, color: primary, line-height: 1.2}
  monospace: Fira Code
  monospace-inline: {color: ink, background-color: blue}
  monospace-block: {family: Menlo, size: 0.9em}
  link: {color: blue, decoration: underline}
defaults:
  quarto: {format: {html: {toc: true}}}
  bootstrap: {defaults: {a: 1}}
""",
    )
    assert brand.colours["primary"] == brand.colours["secondary"] == "#447099"
    assert brand.colours["foreground"] == "#151515"
    assert (brand.base_family, brand.base_size) == ("Source Sans 3", 12)
    assert (brand.heading_family, brand.heading_weight) == ("Newsreader", "600")
    assert brand.logo == brand.logo_on_dark
    assert brand.logo and (brand.logo.path, brand.logo.alt) == ("logo.svg", "a bridge")


@pytest.mark.parametrize(
    ("brand", "finding"),
    [
        ("colour: {}", "_brand.yml:1: error: unknown key 'colour' (did you mean 'color'?) [S002]"),
        (
            "color:\n  palete: {}",
            "_brand.yml:2: error: unknown key 'color.palete' (did you mean 'palette'?) [S002]",
        ),
        (
            "typography:\n  base:\n    lineheight: 2",
            "_brand.yml:3: error: unknown key 'typography.base.lineheight'"
            " (did you mean 'line-height'?) [S002]",
        ),
        (
            "typography:\n  fonts:\n    - family: X\n      source: googel",
            "_brand.yml:4: error: 'typography.fonts.1.source' cannot be 'googel'"
            " (choose 'file', 'google', 'bunny' or 'system') [S008]",
        ),
    ],
)
def test_what_brand_yml_does_not_know_is_refused(house: Folder, brand: str, finding: str) -> None:
    assert refusals(house, brand) == [finding]


def test_a_name_means_a_semantic_colour_before_one_of_the_palette(house: Folder) -> None:
    brand = brand_of(
        house,
        "color:\n  palette: {dark: '#111111', primary: '#222222'}\n"
        "  primary: primary\n  dark: '#333333'\n  secondary: dark\n",
    )
    assert (brand.colours["primary"], brand.colours["secondary"]) == ("#222222", "#333333")


@pytest.mark.parametrize(
    ("brand", "findings"),
    [
        (
            "color:\n  palette: {sea: lake, lake: pond, pond: sea}\n  primary: sea",
            [
                "_brand.yml:2: error: these colours refer to each other in a circle:"
                " lake → pond → sea → lake (give one of them a colour) [S025]"
            ],
        ),
        (
            "color:\n  primary: secondary\n  secondary: primary",
            [
                "_brand.yml:2: error: these colours refer to each other in a circle:"
                " primary → secondary → primary (give one of them a colour) [S025]"
            ],
        ),
        (
            "color:\n  palette: {teal: '#008f95'}\n  primary: tael",
            [
                "_brand.yml:3: error: 'primary' cannot be 'tael': it is not a colour"
                " (did you mean 'teal'?) [S025]"
            ],
        ),
        (
            "color:\n  primary: 008f95",
            [
                "_brand.yml:2: error: 'primary' cannot be '008f95': it is not a colour"
                ' (write "#008f95", in quotes) [S025]'
            ],
        ),
        (
            "color:\n  palette:\n    teal: #008f95\n  primary: teal",
            [
                "_brand.yml:3: error: 'color.palette.teal' is empty"
                ' (a colour that begins with # stands in quotes: "#008f95") [S025]'
            ],
        ),
        (
            "color:\n  primary: '#00000080'",
            [
                "_brand.yml:2: error: 'primary' cannot be '#00000080':"
                " a colour in print cannot be see-through (write '#rrggbb') [S025]"
            ],
        ),
    ],
)
def test_a_colour_that_comes_to_nothing_is_refused(
    house: Folder, brand: str, findings: list[str]
) -> None:
    assert refusals(house, brand) == findings


@pytest.mark.parametrize(
    ("typography", "said"),
    [
        (
            "headings: {family: Noto Sans, color: rooood}",
            "headings.color' cannot be 'rooood': it is not a colour (did you mean 'rood'?)",
        ),
        (
            "link: {color: 008f95}",
            "link.color' cannot be '008f95': it is not a colour (write \"#008f95\", in quotes)",
        ),
        (
            "monospace-inline: {background-color: {light: rood, dark: zwrt}}",
            "monospace-inline.background-color' cannot be 'zwrt': it is not a colour"
            " (known are rood)",
        ),
        (
            "headings: {family: Noto Sans, color: }",
            "typography.headings.color' is empty"
            ' (a colour that begins with # stands in quotes: "#008f95")',
        ),
    ],
)
def test_an_undefined_colour_of_typography_is_told(
    house: Folder, typography: str, said: str
) -> None:
    brand = f"color: {{palette: {{rood: '#a00000'}}, primary: rood}}\ntypography:\n  {typography}"
    assert warnings(house, brand) == [f"_brand.yml:3: warning: '{said} [S025]"]


def test_colours_of_typography_that_print_cannot_use_are_colours(house: Folder) -> None:
    plain = brand_of(house, BRAND)
    for typography in (
        "link: {background-color: 'rgba(0 0 0 / 10%)'}",
        "headings: {color: primary}",
    ):
        brand = brand_of(house, f"{BRAND}typography: {{{typography}}}")
        assert brand.colours == plain.colours


def test_a_brand_without_a_primary_colour_is_black(house: Folder) -> None:
    assert warnings(house, "meta: {name: De Brug}") == [
        "_brand.yml:1: warning: the brand has no primary colour; the colour of the text is used"
        " (add 'primary:' under 'color:') [S025]"
    ]
    assert house.load()[0][0].brand.colours["dark"] == "#000000"


def test_colours_in_which_words_cannot_be_read_are_replaced_with_a_warning(house: Folder) -> None:
    brand = "color:\n  primary: '#c3d82c'\n  foreground: '#999999'\n  background: '#222222'"
    assert warnings(house, brand) == [
        "_brand.yml:2: info: words in the primary colour #c3d82c are hard to read on white"
        " (1.6:1) (words get a darker shade of it, #48510a; areas keep the colour itself) [S027]",
        "_brand.yml:3: warning: running text is hard to read with the foreground #999999"
        " (#595959 is used instead) [S027]",
        "_brand.yml:4: warning: running text is hard to read with the background #222222"
        " (#ffffff is used instead) [S027]",
    ]


def test_choices_are_kept_for_the_layouts_to_read(house: Folder) -> None:
    brand = brand_of(house, f"{BRAND}defaults: {{leaflet: {{corners: leaf, ribbon: wide}}}}")
    assert brand.choices == {"corners": "leaf", "ribbon": "wide"}


def test_a_choice_is_one_word(house: Folder) -> None:
    brand = f"{BRAND}defaults:\n  leaflet:\n    corners: [round, leaf]\n    margin: 'x; y'"
    assert refusals(house, brand) == [
        "_brand.yml:4: error: 'corners' is not a choice of one word: [round, leaf]"
        " (write lines as 'corners: round') [S028]",
        "_brand.yml:5: error: 'margin' is not a choice of one word: 'x; y'"
        " (write lines as 'corners: round') [S028]",
    ]
