"""Practices: what practice.yaml and _brand.yml may say, and how mistakes in them are answered."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from press.model import Brand, House, Practice, values
from press.reading.practices import load_practices

FAMILIES = {
    "Noto Sans": frozenset({"400", "700"}),
    "Source Sans 3": frozenset({"400", "700"}),
    "Newsreader": frozenset({"500", "600"}),
}
PRACTICE = """\
name: Praktijk De Brug
address: {street: Brugweg 1, postcode: 1234 AB, city: Voorbeeldstad}
phone: 0123 - 45 67 89
email: info@debrug.example
hours: maandag t/m vrijdag
languages: [nl]
"""
BRAND = """\
color: {primary: navy}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
FONTS = Path(__file__).parents[2] / "fonts"


class Folder:
    """A house with one practice, written to files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.practice = self.add("debrug")

    def add(self, name: str, practice: str = PRACTICE, brand: str | None = BRAND) -> Path:
        folder = self.root / "sources" / "practices" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "practice.yaml").write_text(practice)
        (folder / "_brand.yml").unlink(missing_ok=True)
        if brand is not None:
            (folder / "_brand.yml").write_text(brand)
        return folder

    def load(self) -> tuple[tuple[Practice, ...], list[str]]:
        practices, findings = load_practices(House(self.root, (), ()), FAMILIES)
        prefix = "sources/practices/debrug/"
        return practices, [str(finding).removeprefix(prefix) for finding in findings]


@pytest.fixture
def house(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def brand_of(house: Folder, brand: str) -> Brand:
    """The brand made of a file that is right."""
    house.add("debrug", brand=brand)
    practices, findings = house.load()
    assert not findings
    return practices[0].brand


def refusals(house: Folder, brand: str) -> list[str]:
    """The findings about a brand that cannot be used."""
    house.add("debrug", brand=brand)
    practices, findings = house.load()
    assert not practices
    return findings


def warnings(house: Folder, brand: str) -> list[str]:
    """The findings about a brand that is used all the same."""
    house.add("debrug", brand=brand)
    practices, findings = house.load()
    assert practices
    return findings


# --- the practice -----------------------------------------------------------------------


def test_a_practice_is_named_after_its_folder(house: Folder) -> None:
    practices, findings = house.load()
    assert not findings
    assert (practices[0].id, practices[0].name) == ("debrug", "Praktijk De Brug")
    assert str(practices[0].origin) == "sources/practices/debrug/practice.yaml:1"


def test_a_house_without_practices_has_none(tmp_path: Path) -> None:
    assert load_practices(House(tmp_path, (), ()), FAMILIES) == ((), [])


def test_one_broken_practice_does_not_stop_the_others(house: Folder) -> None:
    house.add("amstel")
    house.add("brink", "name: [")
    house.add("delft")
    practices, findings = house.load()
    assert [practice.id for practice in practices] == ["amstel", "debrug", "delft"]
    assert len(findings) == 1


def test_folders_that_begin_with_an_underscore_or_a_dot_are_passed_over(house: Folder) -> None:
    house.add("_old")
    house.add(".git")
    (house.root / "sources" / "practices" / "README.md").write_text("about practices")
    practices, findings = house.load()
    assert [practice.id for practice in practices] == ["debrug"]
    assert not findings


@pytest.mark.parametrize("name", ["CON", "con", "-rf", "De Brug", "debrug\n", "café", "lpt1"])
def test_a_folder_whose_name_is_no_identifier_is_refused(house: Folder, name: str) -> None:
    house.add(name)
    practices, findings = house.load()
    assert [practice.id for practice in practices] == ["debrug"]
    assert findings == [
        f"sources/practices: error: {name!r} cannot be the name of a practice"
        " (rename the folder: only a-z, 0-9 and '-', at most 64 characters) [S020]"
    ]


def test_a_linked_folder_or_file_is_refused(house: Folder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(house.practice, elsewhere)
    (house.practice.parent / "linked").symlink_to(elsewhere)
    (house.practice / "practice.yaml").unlink()
    (house.practice / "practice.yaml").symlink_to(elsewhere / "practice.yaml")
    practices, findings = house.load()
    assert not practices
    assert findings == [
        "sources/practices/linked: error: this is a link to another folder"
        " (copy the folder itself here) [S020]",
        "practice.yaml: error: this is a link to another file (copy the file itself here) [S020]",
    ]


def test_a_folder_without_practice_yaml_says_so(house: Folder) -> None:
    (house.practice / "practice.yaml").rename(house.practice / "practice.yml")
    assert house.load()[1] == [
        "sources/practices/debrug: error: there is no practice.yaml here"
        " (rename practice.yml to practice.yaml) [S020]"
    ]


@pytest.mark.parametrize(
    ("written", "instead", "finding"),
    [
        (
            "phone: 0123 - 45 67 89",
            "phone: bel de balie",
            "practice.yaml:3: error: not a telephone number: 'bel de balie', an extension"
            " or a word is not dialled with it"
            " (write one number, as in 010 123 45 67 or +31 10 123 45 67) [S021]",
        ),
        (
            "info@debrug.example",
            "info@debrug@example",
            "practice.yaml:4: error: not an e-mail address: 'info@debrug@example'"
            " (The part after the @-sign contains invalid characters: '@') [S021]",
        ),
        (
            "hours:",
            "website: http://debrug.example\nhours:",
            "practice.yaml:5: error: not an address of a website: 'http://debrug.example'"
            " (write it with https://, as in https://www.praktijk.nl) [S021]",
        ),
        (
            "email: info@debrug.example\n",
            "",
            "practice.yaml:1: error: 'email' is missing [S006]",
        ),
        (
            "phone:",
            "fone: 1\nphone:",
            "practice.yaml:3: error: unknown key 'fone' (did you mean 'phone'?) [S002]",
        ),
        (
            "street:",
            "stret:",
            "practice.yaml:2: error: 'address.street' is missing [S006]",
        ),
        (
            "languages:",
            "facts: {Parking-place: behind}\nlanguages:",
            "practice.yaml:6: error: 'facts.Parking-place' is not right: 'Parking-place'"
            " (name a fact with a-z, 0-9 and '_' only, beginning with a letter) [S008]",
        ),
        (
            "name: Praktijk De Brug",
            'name: "De Brug\\nBcc: x@y.example"',
            "practice.yaml:1: error: 'name' is not right: 'De Brug\\nBcc: x@y.example'"
            " (write it on one line, without control characters or '=?') [S008]",
        ),
    ],
)
def test_a_mistake_in_practice_yaml_is_named_at_its_line(
    house: Folder, written: str, instead: str, finding: str
) -> None:
    house.add("debrug", PRACTICE.replace(written, instead))
    practices, findings = house.load()
    assert not practices
    assert finding in findings


def test_a_practice_without_a_telephone_is_taken_and_told_what_is_missing(house: Folder) -> None:
    house.add("debrug", PRACTICE.replace("phone: 0123 - 45 67 89\n", ""))
    practices, findings = house.load()
    assert findings == [
        "practice.yaml:1: warning: no telephone number: where a leaflet says when to call,"
        " it names none (add 'phone:') [S073]"
    ]
    assert "phone" not in values(practices[0], "nl")


@pytest.mark.parametrize(
    ("written", "own_gp", "number"),
    [
        ("", True, None),
        ("urgent: gp\n", True, None),
        ("urgent: practice\n", False, "0123 - 45 67 89"),
        ("urgent: {name: De Spoedpost, phone: 0123 - 1}\n", False, "0123 - 1"),
    ],
)
def test_a_practice_says_whom_to_call_for_a_warning_sign(
    house: Folder, written: str, own_gp: bool, number: str | None
) -> None:
    """A desk that nobody named is not called for "I cannot pass urine"."""
    house.add("debrug", PRACTICE + written)
    practices, findings = house.load()
    assert findings == []
    assert (practices[0].calls_gp, practices[0].urgent_phone) == (own_gp, number)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("", "112"),
        ("emergency: 144\n", "144"),
        ("country: GB", "999"),
        ("country: België", "112"),
        ("country: Atlantis", ""),
        ("country: Verenigde Staten", "911"),
        ("languages: [en]\n", ""),
        ("languages: [en, de]\n", "112"),
    ],
)
def test_the_emergency_number_is_that_of_the_country_or_of_its_language(
    house: Folder, written: str, number: str
) -> None:
    practice = PRACTICE
    if written.startswith("languages"):
        practice = practice.replace("languages: [nl]\n", "")
    if written.startswith("country"):
        practice, written = practice.replace("Voorbeeldstad", f"Voorbeeldstad, {written}"), ""
    house.add("debrug", practice + written)
    assert house.load()[0][0].emergency_number == number


@pytest.mark.parametrize(
    "written",
    ["urgent: balie", "urgent: {name: De Post}", "urgent: {name: X, phone: geen}", "emergency: ja"],
)
def test_nobody_is_sent_to_a_number_that_is_none(house: Folder, written: str) -> None:
    house.add("debrug", f"{PRACTICE}{written}\n")
    practices, findings = house.load()
    assert not practices
    assert all(line.startswith("practice.yaml:7: error: ") for line in findings), findings


@pytest.mark.parametrize("phone", ["112", "+31 (0)123 45 67 89", "0123 – 45 67 89"])
def test_telephone_numbers_are_taken_as_people_write_them(house: Folder, phone: str) -> None:
    house.add("debrug", PRACTICE.replace("0123 - 45 67 89", phone))
    assert house.load()[0][0].phone == phone


def test_a_text_that_lacks_a_language_of_the_practice_is_a_warning(house: Folder) -> None:
    text = PRACTICE.replace("[nl]", "[nl, en]").replace("maandag t/m vrijdag", "{nl: maandag}")
    house.add("debrug", text)
    practices, findings = house.load()
    assert practices
    assert findings == [
        "practice.yaml:5: warning: 'hours' is not given in 'en'"
        " (add a line 'en: …', or take 'en' out of 'languages') [S029]"
    ]


def test_a_long_text_may_be_folded_over_lines(house: Folder) -> None:
    folded = "hours: >-\n  maandag\n  t/m vrijdag"
    house.add("debrug", PRACTICE.replace("hours: maandag t/m vrijdag", folded))
    assert house.load()[0][0].hours == "maandag t/m vrijdag"


def test_what_a_text_may_say_of_a_practice_is_a_flat_list(house: Folder) -> None:
    house.add(
        "debrug",
        PRACTICE.replace("maandag t/m vrijdag", "{nl: maandag, en: Monday}")
        + "website: https://debrug.example/\n"
        + "out_of_hours: {name: huisartsenpost, phone: 0123 - 11 22 33}\n"
        + "facts: {parking: {nl: gratis, en: free}}\n",
    )
    said = values(house.load()[0][0], "en")
    assert said["hours"] == "Monday"
    assert said["website"] == "debrug.example"
    assert said["address.city"] == "Voorbeeldstad"
    assert said["out_of_hours.phone"] == "0123 - 11 22 33"
    assert said["facts.parking"] == "free"


# --- where the brand stands ---------------------------------------------------------------


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


# --- colours ------------------------------------------------------------------------------


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


# --- logos --------------------------------------------------------------------------------


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


# --- typefaces ----------------------------------------------------------------------------


def test_headings_take_the_family_of_the_text_if_they_name_none(house: Folder) -> None:
    brand = brand_of(house, f"{BRAND}typography: {{base: source sans 3}}")
    assert (brand.base_family, brand.heading_family) == ("Source Sans 3", "Source Sans 3")
    assert brand.heading_weight == "700"


@pytest.mark.parametrize(
    ("typography", "finding"),
    [
        (
            "base: Sorce Sans 3",
            "_brand.yml:3: error: the house has no typeface Sorce Sans 3"
            " (did you mean 'Source Sans 3'?) [S023]",
        ),
        (
            "fonts: [{family: Jura, source: google}]\n  headings: Jura",
            "_brand.yml:4: error: the typeface Jura is not here, and nothing is fetched from the"
            " network (put its files in this folder and list them with 'source: file' and"
            " 'files:') [S023]",
        ),
        (
            "base: Newsreader",
            "_brand.yml:3: error: Newsreader has no weight 400 and 700"
            " (running text needs 400 and 700; choose another family for 'base') [S028]",
        ),
    ],
)
def test_a_typeface_that_nobody_has_is_refused(
    house: Folder, typography: str, finding: str
) -> None:
    assert refusals(house, f"{BRAND}typography:\n  {typography}") == [finding]


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


# --- choices --------------------------------------------------------------------------------


def test_choices_are_kept_for_the_layouts_to_read(house: Folder) -> None:
    brand = brand_of(house, f"{BRAND}defaults: {{leaflet: {{corners: leaf, ribbon: wide}}}}")
    assert brand.choices == {"corners": "leaf", "ribbon": "wide"}


def test_a_choice_is_one_word(house: Folder) -> None:
    brand = f"{BRAND}defaults:\n  leaflet:\n    corners: [round, leaf]\n    margin: 'x; y'"
    assert refusals(house, brand) == [
        "_brand.yml:4: error: 'corners' is not a choice of one word: ['round', 'leaf']"
        " (write lines as 'corners: round') [S028]",
        "_brand.yml:5: error: 'margin' is not a choice of one word: 'x; y'"
        " (write lines as 'corners: round') [S028]",
    ]


# --- the samples ------------------------------------------------------------------------------


def test_the_sample_practices_can_be_printed() -> None:
    families = {
        "Atkinson Hyperlegible Next": frozenset({"400", "700"}),
        "Nunito": frozenset({"800"}),
        "Newsreader": frozenset({"500", "600"}),
        "Source Sans 3": frozenset({"400", "700"}),
        "Alegreya Sans": frozenset({"800"}),
        "Vollkorn": frozenset({"400", "700"}),
    }
    house = House(Path(__file__).parents[2], (), ())
    practices, findings = load_practices(house, families)
    assert {"lindehof", "notenboom", "vanbentum"} <= {practice.id for practice in practices}
    assert not [finding for finding in findings if finding.severity == "error"]
    assert all(p.brand.logo and p.brand.logo_on_dark for p in practices)
