"""Layouts: what a designer's folder holds, the furniture's words, and the typefaces of a house."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from press.installed import INSTALLED
from press.model import Layout
from press.reading.house import open_house
from press.reading.layouts import families, load_faces, load_layouts, load_words

SETTINGS = "description: {nl: Een kaart, en: A card}\n"


class Designed:
    """A house with layouts and fonts of its own, and none of the installed press's."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "sources").mkdir()

    def write(self, name: str, text: str = "") -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def add(self, name: str, settings: str = SETTINGS) -> None:
        self.write(f"layouts/{name}/layout.yaml", settings)
        self.write(f"layouts/{name}/layout.html")

    def load(self) -> tuple[tuple[Layout, ...], list[str]]:
        layouts, findings = load_layouts(open_house(self.root)[0])
        ours = tuple(layout for layout in layouts if layout.folder.is_relative_to(self.root))
        return ours, [str(finding) for finding in findings]


@pytest.fixture
def house(tmp_path: Path) -> Designed:
    return Designed(tmp_path)


# --- layouts ----------------------------------------------------------------------------


def test_the_layouts_that_come_with_the_press_are_right() -> None:
    layouts, findings = load_layouts(open_house(INSTALLED)[0])
    assert findings == []
    assert "a4" in [layout.name for layout in layouts]


def test_a_layout_is_a_folder(house: Designed) -> None:
    house.add("kaart")
    layouts, findings = house.load()
    assert findings == []
    assert [layout.name for layout in layouts] == ["kaart"]
    assert str(layouts[0].origin) == "layouts/kaart/layout.yaml:1"


def test_a_layout_says_little_unless_it_wants_something_else(house: Designed) -> None:
    house.add("kaart")
    layout = house.load()[0][0]
    assert layout.media == ("screen",)
    assert layout.styles == ("base/base.css", "{layout}/layout.css")
    assert (layout.binding, layout.pages.least, layout.pages.most) == ("none", 1, 64)
    assert layout.offers == {}


def test_the_shared_folder_is_not_a_layout(house: Designed) -> None:
    house.write("layouts/base/base.css")
    house.write("layouts/README.md")
    assert house.load() == ((), [])


def test_a_layout_of_the_house_comes_before_the_installed_one(house: Designed) -> None:
    house.add("a4")
    layouts = load_layouts(open_house(house.root)[0])[0]
    assert [layout.folder for layout in layouts if layout.name == "a4"] == [
        house.root / "layouts/a4"
    ]


@pytest.mark.parametrize(
    ("name", "settings", "says"),
    [
        ("kaart", "", "/layout.yaml:1: error: there is nothing here [S005]"),
        ("kaart", "media: [screen]", "/layout.yaml:1: error: 'description' is missing [S006]"),
        (
            "kaart",
            SETTINGS + "medium: screen",
            "/layout.yaml:2: error: unknown key 'medium' (did you mean 'media'?) [S002]",
        ),
        (
            "kaart",
            SETTINGS + "media: [film]",
            "/layout.yaml:2: error: 'media.1' cannot be 'film'"
            " (choose 'screen', 'print' or 'prepress') [S008]",
        ),
        ("kaart", SETTINGS + "media: []", "/layout.yaml:2: error: 'media' is empty [S008]"),
        (
            "kaart",
            SETTINGS + "offers: {masthead: []}",
            "/layout.yaml:2: error: 'offers.masthead' is empty [S008]",
        ),
        (
            "kaart",
            SETTINGS + "offers: {cover: [full], masthead: [field]}\nfollows: {cover: masthead}",
            "/layout.yaml:3: error: 'follows' is not right: {'cover': 'masthead'}"
            " ('cover' must stand in 'offers', behind 'masthead') [S008]",
        ),
        (
            "kaart",
            SETTINGS + "offers: {masthead: [a, b], cover: [full]}\nfollows: {cover: masthead}",
            "/layout.yaml:3: error: 'follows' is not right: {'cover': 'masthead'}"
            " ('offers.cover' must be as long as 'offers.masthead') [S008]",
        ),
        (
            "kaart",
            SETTINGS + "pages: {most: many}",
            "/layout.yaml:2: error: 'pages.most' is not a number: 'many' [S008]",
        ),
        ("Kaart", SETTINGS, "/layout.yaml: error: 'Kaart' cannot be the name of a layout [S009]"),
    ],
)
def test_a_mistake_in_a_layout_leaves_it_out(
    house: Designed, name: str, settings: str, says: str
) -> None:
    house.add(name, settings)
    assert house.load() == ((), [f"layouts/{name}{says}"])


@pytest.mark.parametrize(
    ("wished", "chosen"),
    [
        ({}, ("field", "full", "filled")),
        ({"masthead": "band"}, ("band", "half", "filled")),
        ({"masthead": "band", "cover": "disc"}, ("band", "disc", "filled")),
        ({"corners": "leaf", "cover": "unheard"}, ("field", "full", "banded")),
    ],
)
def test_a_choice_goes_with_the_one_that_it_follows(
    house: Designed, wished: dict[str, str], chosen: tuple[str, ...]
) -> None:
    offers = (
        "offers: {masthead: [field, band], corners: [round, leaf], cover: [full, half, disc],"
        " boxes: [filled, banded]}\nfollows: {cover: masthead, boxes: corners}\n"
    )
    house.add("kaart", SETTINGS + offers)
    layout = house.load()[0][0]
    made = layout.choose(wished)
    assert (made["masthead"], made["cover"], made["boxes"]) == chosen


def test_a_layout_has_a_template(house: Designed) -> None:
    house.write("layouts/kaart/layout.yaml", SETTINGS)
    assert house.load() == (
        (),
        ["layouts/kaart/layout.yaml: error: there is no layout.html here [S015]"],
    )


@pytest.mark.parametrize(
    "slot",
    [
        'data-slot="contact"',
        "data-slot='mark' data-grows",
        'data-slot = "out-of-hours"',
        'data-slot="code:{{ leaflet.slug }}:{{ leaflet.place }}"',
        'data-slot="address:rug:margin"',
    ],
)
def test_a_slot_has_a_name_that_the_press_knows(house: Designed, slot: str) -> None:
    house.add("kaart")
    house.write("layouts/kaart/layout.html", f"<div {slot}></div>")
    assert house.load()[1] == []


@pytest.mark.parametrize(
    ("slot", "named", "hint"),
    [
        ('data-slot="contct"', "contct", "did you mean 'contact'?"),
        ("data-slot=Mark", "Mark", "did you mean 'mark'?"),
        (
            'data-slot="{{ name }}"',
            "{{ name }}",
            "known are address, code, contact, mark, out-of-hours, publisher, urgent",
        ),
        ('data-slot="urgent:2"', "urgent:2", "write 'urgent'"),
        ('data-slot="code"', "code", "write 'code:{{ leaflet.slug }}:{{ leaflet.place }}'"),
        ('data-slot="margin-box"', "margin-box", "known are"),
    ],
)
@pytest.mark.parametrize("file", ["kaart/layout.html", "base/parts.html"])
def test_a_slot_of_another_name_is_a_finding(
    house: Designed, file: str, slot: str, named: str, hint: str
) -> None:
    house.add("kaart")
    house.write(f"layouts/{file}", f'<p data-slot="mark"></p>\n<div\n{slot}></div>\n')
    [finding] = house.load()[1]
    assert finding.startswith(
        f"layouts/{file}:3: warning: there is no slot '{named}':"
        f" its leaflets are laid out one by one ({hint}"
    )
    assert finding.endswith("[S060]")


# --- words ------------------------------------------------------------------------------


def test_the_words_of_all_languages_say_the_same_things() -> None:
    words, findings = load_words(open_house(INSTALLED)[0])
    assert findings == []
    assert {"nl", "en"} <= set(words)
    for language in words:
        assert set(words[language].parts) == set(words["nl"].parts), language
        assert set(words[language].signs) == set(words["nl"].signs), language
        assert set(words[language].furniture) == set(words["nl"].furniture), language


def test_a_house_can_say_things_its_own_way(house: Designed) -> None:
    english = (INSTALLED / "layouts/base/words/en.yaml").read_text()
    house.write("layouts/base/words/en.yaml", english.replace("parts:", "parts:\n  extra: More"))
    words, findings = load_words(open_house(house.root)[0])
    assert findings == []
    assert words["en"].parts["extra"] == "More"
    assert "extra" not in words["nl"].parts


def test_what_a_house_s_own_words_do_not_say_the_press_says(house: Designed) -> None:
    """Its words may be older than what layouts say."""
    english = (INSTALLED / "layouts/base/words/en.yaml").read_text()
    older = re.sub(r"(?m)^  own_gp: .*\n", "", english).replace("sources: Sources", "sources: Read")
    assert "own_gp" not in older
    house.write("layouts/base/words/en.yaml", older)
    words, findings = load_words(open_house(house.root)[0])
    assert findings == []
    assert words["en"].furniture["own_gp"] == "Your GP:"
    assert words["en"].furniture["sources"] == "Read"


def test_a_mistake_in_the_words_is_told_at_its_line(house: Designed) -> None:
    english = (INSTALLED / "layouts/base/words/en.yaml").read_text()
    house.write("layouts/base/words/fr.yaml", english.replace("signs:", "sings:"))
    findings = [str(finding) for finding in load_words(open_house(house.root)[0])[1]]
    line = english[: english.index("signs:")].count("\n") + 1
    assert findings == [
        f"layouts/base/words/fr.yaml:{line}: error: unknown key 'sings'"
        " (did you mean 'signs'?) [S002]",
        "layouts/base/words/fr.yaml:2: error: 'signs' is missing [S006]",
    ]


# --- typefaces --------------------------------------------------------------------------


def test_every_typeface_of_the_press_has_its_file_and_its_licence() -> None:
    house = open_house(INSTALLED)[0]
    faces = load_faces(house)
    declared = (INSTALLED / "fonts/fonts.css").read_text().count("@font-face")
    assert len(faces) == declared
    assert {face.path for face in faces} == set((INSTALLED / "fonts").glob("*/*.ttf"))
    assert all(list(face.path.parent.glob("OFL*.txt")) for face in faces)


def test_the_typefaces_of_the_press_are_small_enough_to_carry_along() -> None:
    assert sum(path.stat().st_size for path in (INSTALLED / "fonts").rglob("*")) < 6_000_000


def test_a_family_has_weights() -> None:
    found = families(load_faces(open_house(INSTALLED)[0]))
    assert found["Atkinson Hyperlegible Next"] == {"400", "700"}
    assert found["Nunito"] == {"800"}


def test_a_house_can_bring_a_typeface(house: Designed) -> None:
    shutil.copy(INSTALLED / "fonts/nunito/Nunito-ExtraBold.ttf", house.root / "ours.ttf")
    house.write("fonts/fonts.css", FACE.format("ours/ours.ttf"))
    house.write("fonts/ours/ours.ttf")
    faces = load_faces(open_house(house.root)[0])
    assert (faces[0].family, faces[0].weight, faces[0].style) == ("Ours", "700", "normal")
    assert (faces[0].url, faces[0].path) == (
        "fonts/ours/ours.ttf",
        house.root / "fonts/ours/ours.ttf",
    )


FACE = "@font-face {{ font-family: 'Ours'; font-weight: 700; src: url({}) }}"


@pytest.mark.parametrize(
    "sheet",
    [
        FACE.format("gone.ttf"),
        FACE.format("../secret.ttf"),
        FACE.format("https://fonts.example/x.ttf"),
        FACE.format(""),
        "@font-face { src: url(there.ttf) }",
        "@font-face { font-family: 'Ours' }",
        "@font-face",
        "}{",
    ],
)
def test_a_face_without_a_file_in_the_house_is_not_there(house: Designed, sheet: str) -> None:
    house.write("fonts/fonts.css", sheet)
    house.write("fonts/there.ttf")
    house.write("secret.ttf")
    assert "Ours" not in families(load_faces(open_house(house.root)[0]))
