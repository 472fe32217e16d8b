"""`leaflet lsp`, spoken to as an editor speaks: what it says of texts that nobody saved."""

from __future__ import annotations

import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import HOUSE, ROOT, invoke
from editors import Editor, editor

from press.lsp.records import Ask
from press.lsp.room import Room
from press.lsp.server import PAUSE

pytestmark = pytest.mark.slow

LEAFLET, OTHER = "sources/leaflets/nl/slapen.md", "sources/leaflets/nl/wandelen.md"
PASSAGE, PRACTICE = "sources/passages/nl/bel-ons.md", "sources/practices/molen/practice.yaml"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    root = shutil.copytree(HOUSE, tmp_path_factory.mktemp("edited") / "house")
    with editor(root) as opened:
        for name in (LEAFLET, PASSAGE, PRACTICE):
            opened.open(name)
        yield opened


def codes(opened: Editor, name: str, text: str) -> dict[str, tuple[str, int]]:
    """What is said of a text: each code with the words that are marked, and their line from 1."""
    lines = [line.encode("utf-16-le") for line in text.split("\n")]  # two bytes a unit
    return {
        str(each.code): (
            lines[at := each.range.start.line][
                2 * each.range.start.character : 2 * each.range.end.character
            ].decode("utf-16-le"),
            at + 1,
        )
        for each in opened.after(name, text)[0]
    }


def test_a_text_that_nobody_saved_is_checked_as_check_does(opened: Editor) -> None:
    right = (HOUSE / LEAFLET).read_text("utf-8")
    text = f"{right}\n😀 Een injectie, elke dag: [x](wandelan).\n"
    said = codes(opened, LEAFLET, text)
    assert said["S044"] == ("wandelan", text.count("\n"))
    assert said["T010"] == ("injectie", text.count("\n"))
    assert (opened.house / LEAFLET).read_text("utf-8") == right
    text = text.replace("wandelan", "wandelen")
    said = codes(opened, LEAFLET, text)
    (opened.house / LEAFLET).write_text(text, "utf-8")
    checked = invoke("--root", str(opened.house), "check", "--words-only", "--all").errors
    assert {each[-5:-1] for each in checked if each.startswith(LEAFLET)} == {*said}
    (opened.house / LEAFLET).write_text(right, "utf-8")


def test_a_mistake_in_a_head_a_passage_and_a_practice_is_told_and_goes(opened: Editor) -> None:
    for name, right, wrong, code in (
        (LEAFLET, "reviewed: 2026-02-05", "reviewd: 2026-02-05", "S002"),
        (PASSAGE, "!!! red-flags", "!!! red-flgs", "S047"),
        (PRACTICE, "phone: 0123", "fone: 0123", "S002"),
    ):
        text = (HOUSE / name).read_text("utf-8")
        before = codes(opened, name, text)
        said, _ = opened.after(name, text.replace(right, wrong))
        [found] = [each for each in said if each.code == code]
        assert text in opened.mended(name, found).values()
        assert codes(opened, name, text) == before


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("title: Beter slapen", "title: Beter slapen: zo", "S001"),
        ("authors: [huisarts]", "authors: [huisarts", "S001"),
        ("Overdag bewegen helpt.", "Overdag een injectie helpt.", "T010"),
    ],
)
def test_a_change_that_is_offered_mends(right: str, wrong: str, code: str, opened: Editor) -> None:
    text = (HOUSE / LEAFLET).read_text("utf-8").replace(right, wrong)
    [found] = [each for each in opened.after(LEAFLET, text)[0] if each.code == code]
    [becomes] = opened.mended(LEAFLET, found).values()
    assert code not in codes(opened, LEAFLET, becomes)


def test_names_of_the_house_are_offered_and_found(opened: Editor) -> None:
    text = (HOUSE / LEAFLET).read_text("utf-8")
    opened.after(LEAFLET, text)
    for before, offered, defined in (
        ("[elke dag wandelen](wan", "wandelen", (OTHER, 1)),
        ('{% include "bel', "bel-ons.md", (PASSAGE, 1)),
        ("![Een maan](mo", "moon.svg", ("sources/images/moon.svg", 1)),
        ("{{ practice.ph", "practice.phone", (PRACTICE, 4)),
        ("helpt.[^bo", "boek", (LEAFLET, 15)),
        ("\npicture: mo", "moon.svg", ("sources/images/moon.svg", 1)),
    ):
        assert offered in opened.offered(LEAFLET, before), before
        assert defined in opened.defined(LEAFLET, before), before
    assert {"summary", "tip"} <= {*opened.offered(LEAFLET, "!!! su")}
    assert {"title", "translation_of"} <= {*opened.offered(LEAFLET, "\nsum")}
    assert opened.offered(LEAFLET, "\n## Wat") == []


def test_what_lies_outside_the_house_is_not_looked_at(opened: Editor, tmp_path: Path) -> None:
    outside = tmp_path / "sources/leaflets/nl/x.md"
    outside.parent.mkdir(parents=True)
    outside.write_text("!!! su", "utf-8")
    names = [str(outside), f"sources/{'../' * 30}{outside}", "sources/../../x.md"]
    for name in names:
        opened.show(name, "!!! su")
        assert not opened.offered(name, "!!! su") and not opened.defined(name, "!!! su")
    opened.after(LEAFLET, (HOUSE / LEAFLET).read_text("utf-8"))
    assert not {opened.uri(name) for name in names} & opened.heard


def test_the_house_is_the_folder_that_the_editor_has_open(opened: Editor, tmp_path: Path) -> None:
    with editor(opened.house, "--root", str(tmp_path)) as other:
        assert "T040" in {each.code for each in other.open(LEAFLET)}


def test_a_text_that_costs_the_process_that_checks_it_costs_nothing_else(opened: Editor) -> None:
    text = (HOUSE / LEAFLET).read_text("utf-8")
    before = codes(opened, LEAFLET, text)
    deep = "\n".join(">" * (n % 60) + " - x" for n in range(4000))
    opened.after(LEAFLET, f"{text}\n{deep}")
    assert codes(opened, LEAFLET, text) == before


def test_words_are_judged_within_200_ms_of_a_pause() -> None:
    """The processor's time, whatever else the machine does; the longest text of the sample."""
    room, name = Room(ROOT), "sources/leaflets/nl/chronische-lage-rugklachten.md"
    text, today, took = (ROOT / name).read_text("utf-8"), date(2026, 6, 1), []
    list(room.answers(Ask({name: text}), today))
    for number in range(5):
        since = time.process_time()
        [found] = room.answers(Ask({name: f"{text}\n\nDit is regel {number}.\n"}, name), today)
        took.append(time.process_time() - since)
        assert found.names is None
    assert PAUSE + statistics.median(took) < 0.2


def test_without_its_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "press.lsp.server", raising=False)
    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    ran = invoke("--root", str(HOUSE), "lsp")
    assert ran.code == 2 and "pip install 'leaflet-press[lsp]'" in ran.errors[-1]
