"""Known breaks: what differs in words, colours and pictures only is filled as the one before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

import press.render
from press import build
from press.merge import merge
from press.model import Manuscript
from press.render import known_breaks
from press.render.alike import Settled
from press.render.fill_pages import fill_pages
from press.render.first_look import Looking
from press.render.page_checks import What

LAYOUTS = ("a4", "a5-booklet")


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A line for each page that is measured to be filled."""
    lines: list[str] = []

    def fill(*arguments: object, **options: object) -> object:
        lines.append("filled")
        return fill_pages(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("press.render.fill_pages", fill)
    known_breaks._KNOWN.clear()
    yield lines
    known_breaks._KNOWN.clear()


Change = Callable[[str], str]
"""Of a file of the house."""
LEAFLET, PRACTICE = "sources/leaflets/nl/slapen.md", "sources/practices/brug/practice.yaml"
BRAND = "sources/practices/brug/_brand.yml"
OTHER_WORDS = "Overdag lopen helpt."
LONGER = f"{OTHER_WORDS} {'Ga elke dag naar buiten en loop een stuk. ' * 3}"


def replacing(old: str, new: str) -> Change:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return change


def manuscript(root: Path, layout: str) -> Manuscript:
    project = build.load(root)
    order = build.Order(publications=("slapen",), practices=("brug",), layouts=(layout,))
    (variant,) = build.plan(project, order)
    return merge(variant, project.library)


def laid_out(root: Path, layout: str, what: What = "leaflet") -> bytes:
    """The file of a leaflet for one practice."""
    return press.render.render(manuscript(root, layout), what=what).pdf


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("file", "change", "times"),
    [
        (PRACTICE, replacing("Praktijk De Brug", "Praktijk De Eik"), 1),
        (PRACTICE, replacing("0123 - 45 67 89", "0123 - 99 88 77"), 1),
        (PRACTICE, replacing("https://debrug.example", "https://praktijkdebrug.example"), 1),
        (BRAND, lambda text: re.sub(r"#[0-9a-f]{6}", "#334455", text), 1),
        (LEAFLET, replacing("Overdag bewegen helpt.", OTHER_WORDS), 1),
        (LEAFLET, replacing("Overdag bewegen helpt.", LONGER), 2),
        (LEAFLET, replacing("(wandelen).", "(wandelen):"), 2),
        (LEAFLET, replacing("    - **Ga overdag naar buiten.**\n", ""), 2),
    ],
    ids=["name", "telephone", "website", "colours", "word", "lines", "colon", "item"],
)
def test_breaks_are_taken_over_where_nothing_moves(
    layout: str, file: str, change: Change, times: int, house: Path, filled: list[str]
) -> None:
    before = laid_out(house, layout)
    path = house / file
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    after = laid_out(house, layout)
    assert after != before
    assert len(filled) == times
    known_breaks._KNOWN.clear()
    assert after == laid_out(house, layout)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("size", "times"), [("", 1), ('width="200mm" height="20mm"', 2)], ids=["as large", "wider"]
)
def test_a_shell_with_another_picture_is_broken_alike(
    layout: str, size: str, times: int, house: Path, filled: list[str]
) -> None:
    images, path = house / "sources/images", house / LEAFLET
    drawn = (images / "moon.svg").read_text("utf-8")
    if size:
        drawn = re.sub(r'(<svg[^>]*?) width="[^"]*" height="[^"]*"', rf"\1 {size}", drawn)
        assert size in drawn
    (images / "sun.svg").write_text(drawn.replace("<svg", "<svg ", 1), "utf-8")
    laid_out(house, layout, "shell")
    text = re.sub(r"(?m)^picture: .*", "picture: sun.svg", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    second = laid_out(house, layout, "shell")
    assert len(filled) == times
    known_breaks._KNOWN.clear()
    assert second == laid_out(house, layout, "shell")


def test_a_first_look_learns_breaks_that_were_taken_over(house: Path, filled: list[str]) -> None:
    path = house / LEAFLET
    learnt = []
    for text in (path.read_text("utf-8"), path.read_text("utf-8").replace("bewegen", "lopen")):
        path.write_text(text, "utf-8")
        looking, made = Looking(), manuscript(house, "a5-booklet")
        with looking.whole(made):
            press.render.render(made)
        learnt.append(looking.settled)
    measured, taken = learnt
    assert filled == ["filled"]
    assert measured
    assert taken
    assert measured.attributes == taken.attributes != {}
    assert measured.signs != taken.signs


@pytest.mark.parametrize(("name", "taken"), [("De Brug", True), ("De Molen", False)])
def test_nothing_is_added_that_another_practice_says(name: str, taken: bool) -> None:
    added = fromstring("<div><p>Uw vragen aan De Brug</p></div>")
    settled = Settled(1, (), {}, ((0, -1, added), (0, -1, fromstring('<div class="break"/>'))))
    page = f"<body><div hidden='' style='x'><p>Uw vragen aan {name}</p></div></body>"
    assert known_breaks._says_nothing_new(settled, fromstring(page)) == taken
