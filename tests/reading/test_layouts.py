"""Layouts: folders with templates, sheets and slots."""

from __future__ import annotations

import pytest
from designed import SETTINGS, Designed

from press.installed import INSTALLED
from press.reading.house import open_house
from press.reading.layouts import load_layouts


def test_the_layouts_that_come_with_the_press_are_right() -> None:
    layouts, findings = load_layouts(open_house(INSTALLED)[0])
    assert findings == []
    assert "a4" in [layout.name for layout in layouts]


def test_a_layout_is_a_folder(designed: Designed) -> None:
    designed.add("kaart")
    layouts, findings = designed.load()
    assert findings == []
    assert [layout.name for layout in layouts] == ["kaart"]
    assert str(layouts[0].origin) == "layouts/kaart/layout.yaml:1"


def test_a_layout_says_little_unless_it_wants_something_else(designed: Designed) -> None:
    designed.add("kaart")
    layout = designed.load()[0][0]
    assert layout.media == ("screen",)
    assert layout.styles == ("base/base.css", "base/panels.css", "{layout}/layout.css")
    assert (layout.binding, layout.pages.least, layout.pages.most) == ("none", 1, 64)
    assert layout.offers == {}


def test_the_shared_folder_is_not_a_layout(designed: Designed) -> None:
    designed.write("layouts/base/base.css")
    designed.write("layouts/README.md")
    assert designed.load() == ((), [])


def test_a_layout_of_the_house_comes_before_the_installed_one(designed: Designed) -> None:
    designed.add("a4")
    layouts = load_layouts(open_house(designed.root)[0])[0]
    assert [layout.folder for layout in layouts if layout.name == "a4"] == [
        designed.root / "layouts/a4"
    ]


@pytest.mark.parametrize(
    ("name", "settings", "says"),
    [
        ("kaart", "", "/layout.yaml:1: error: there is nothing here [S005]"),
        (
            "kaart",
            "media: [screen]",
            "/layout.yaml:1: error: 'description' is missing (add 'description:') [S006]",
        ),
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
            "/layout.yaml:3: error: 'follows' is not right: {cover: masthead}"
            " ('cover' must stand in 'offers', behind 'masthead') [S008]",
        ),
        (
            "kaart",
            SETTINGS + "offers: {masthead: [a, b], cover: [full]}\nfollows: {cover: masthead}",
            "/layout.yaml:3: error: 'follows' is not right: {cover: masthead}"
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
    designed: Designed, name: str, settings: str, says: str
) -> None:
    designed.add(name, settings)
    assert designed.load() == ((), [f"layouts/{name}{says}"])


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
    designed: Designed, wished: dict[str, str], chosen: tuple[str, ...]
) -> None:
    offers = (
        "offers: {masthead: [field, band], corners: [round, leaf], cover: [full, half, disc],"
        " boxes: [filled, banded]}\nfollows: {cover: masthead, boxes: corners}\n"
    )
    designed.add("kaart", SETTINGS + offers)
    layout = designed.load()[0][0]
    made = layout.choose(wished)
    assert (made["masthead"], made["cover"], made["boxes"]) == chosen


def test_a_layout_has_a_template(designed: Designed) -> None:
    designed.write("layouts/kaart/layout.yaml", SETTINGS)
    assert designed.load() == (
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
def test_a_slot_has_a_name_that_the_press_knows(designed: Designed, slot: str) -> None:
    designed.add("kaart")
    designed.write("layouts/kaart/layout.html", f"<div {slot}></div>")
    assert designed.load()[1] == []


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
    designed: Designed, file: str, slot: str, named: str, hint: str
) -> None:
    designed.add("kaart")
    designed.write(f"layouts/{file}", f'<p data-slot="mark"></p>\n<div\n{slot}></div>\n')
    [finding] = designed.load()[1]
    assert finding.startswith(
        f"layouts/{file}:3: warning: there is no slot '{named}':"
        f" its leaflets are laid out one by one ({hint}"
    )
    assert finding.endswith("[S060]")
