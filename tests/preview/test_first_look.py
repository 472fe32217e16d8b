"""A first look: pages as they come out at once; the whole follows and is what `build` makes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from conftest import HOUSE, ROOT

from press.preview.records import Choices, News, Order, Shown, View, Words
from press.preview.room import Room

pytestmark = pytest.mark.slow

TODAY = date(2026, 3, 1)
LEAFLET = "sources/leaflets/nl/slapen.md"
VIEW = View("molen", "nl", "slapen", "a4")
BOOK = View("molen", "nl", "nachten", "a5-booklet")
SECTION = """
## Nacht {number}

Zo gaat het in nacht {number}. {sentences}

- Sta elke dag even laat op, ook na nacht {number}.
- Ga overdag naar buiten.
"""
BOOKLET = """title: Nachten
summary: Voor u, als u slecht slaapt.
id: T-B1
version: "1.0"
published: 2026-01-05
reviewed: 2026-02-05
review_due: 2028-02-05
leaflets: [slapen, wandelen]
"""


@dataclass
class Saved:
    """A house whose leaflet is saved, and a room that answers for it."""

    root: Path
    room: Room
    text: str
    to_ask: int
    """What is written here is an order that waits."""

    def save(self, before: str = "", after: str = "") -> None:
        assert before in self.text
        self.text = self.text.replace(before, after, 1) if before else self.text
        (self.root / LEAFLET).write_text(self.text, encoding="utf-8")

    def answers(self, view: View = VIEW) -> list[News]:
        return list(self.room.answers(Order((view,)), TODAY))

    def as_built(self, view: View = VIEW) -> Shown:
        """The whole as a room makes it that has seen nothing before."""
        return shown(Room(self.root, self.room.asked).answers(Order((view,)), TODAY))[-1]


def shown(news: Iterator[News] | Sequence[News]) -> list[Shown]:
    return [each for each in news if isinstance(each, Shown)]


@contextmanager
def house(root: Path, layout: str, more: str) -> Iterator[Saved]:
    """The house of the tests with a layout of the press, and a text that goes on."""
    shutil.copytree(HOUSE, root)
    shutil.copytree(ROOT / "layouts" / layout, root / "layouts" / layout)
    asked, to_ask = os.pipe()
    saved = Saved(root, Room(root, asked), (root / LEAFLET).read_text("utf-8") + more, to_ask)
    saved.save()
    yield saved
    os.close(asked)
    os.close(to_ask)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Saved]:
    sentences = "U slaapt dan minder diep. " * 9
    sections = (SECTION.format(number=number, sentences=sentences) for number in range(1, 7))
    with house(tmp_path_factory.mktemp("look") / "house", "a4", "".join(sections)) as saved:
        assert [each.first for each in shown(saved.answers())] == [False]
        yield saved


def test_the_whole_follows_a_first_look_and_is_what_build_makes(saved: Saved) -> None:
    last = saved.room._pages[VIEW].pictures
    saved.save("\n## Nacht 5\n", "\n\n\n## Nacht vijf\n")
    news = saved.answers()
    assert [type(each) for each in news] == [Words, Shown, Choices, Shown]
    look, whole = shown(news)
    assert (look.first, whole.first) == (True, False)
    kept = [one is other for one, other in zip(look.pages, last, strict=True)]
    assert kept.count(False) == 1 < len(kept) - 1
    assert (look.pages, look.blocks) == (whole.pages, whole.blocks)
    built = saved.as_built()
    assert (whole.pages, whole.blocks) == (built.pages, built.blocks)


def test_where_a_page_ends_elsewhere_only_the_whole_tells_and_then_a_look_goes_on(
    saved: Saved,
) -> None:
    saved.save("in nacht 4.", f"in nacht 4.\n\n{'En dan dit nog. ' * 80}")
    assert [each.first for each in shown(saved.answers())] == [False]
    saved.save("dit nog", "dat nog")
    look, whole = shown(saved.answers())
    assert (look.first, look.blocks) == (True, whole.blocks)


def test_a_whole_is_given_up_once_something_else_is_asked(saved: Saved) -> None:
    os.write(saved.to_ask, b"!")
    saved.save("in nacht 6.", "in nacht zes.")
    try:
        news = saved.answers()
        assert [type(each) for each in news] == [Words, Shown, Choices]
        assert [each.first for each in shown(news)] == [True]
    finally:
        os.read(saved.room.asked, 1)
    look, whole = shown(saved.answers())
    assert look.blocks == whole.blocks


def test_where_a_sheet_is_another_only_the_whole_is_shown(saved: Saved) -> None:
    path = saved.root / "layouts/a4/layout.css"
    sheet = path.read_text(encoding="utf-8")
    path.write_text(f"{sheet}\nh2 {{ letter-spacing: 1px }}\n", encoding="utf-8")
    assert [each.first for each in shown(saved.answers())] == [False]
    path.write_text(sheet, encoding="utf-8")


def test_a_chapter_is_shown_in_its_place_in_the_booklet(tmp_path: Path) -> None:
    with house(tmp_path / "house", "a5-booklet", "") as saved:
        booklet = saved.root / "sources/booklets/nl/nachten.yaml"
        booklet.parent.mkdir(parents=True)
        booklet.write_text(BOOKLET, encoding="utf-8")
        before = shown(saved.answers(BOOK))[-1].pages
        saved.save("Overdag bewegen", "Overdag wandelen")
        look, whole = shown(saved.answers(BOOK))
        other = [one is not other for one, other in zip(look.pages, before, strict=True)]
        assert (other.count(True), len(other) % 4) == (1, 0)
        assert look.blocks == whole.blocks
