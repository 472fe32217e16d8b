"""Exercises: written once, shown in leaflets, handed out as a patient's own sheet."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from bound import ROOT
from conftest import Run
from printed import Printed

pytestmark = pytest.mark.slow

SHEETS = "output/molen/nl/sheets"
FOUR = "bridge,cat-camel,walking,pelvic-tilt"
EIGHT = f"{FOUR},getting-up-from-bed,cycling,lifting,knee-to-chest"
EXERCISE = """---
title: {title}
purpose: Voor uw rug
picture: moon.svg
picture_alt: Lig op uw rug.
steps: [Ga liggen., Til uw billen op.]
dose: Per dag ____ keer
version: "1.0"
reviewed: 2026-11-16
review_due: 2028-11-16
---
"""


@pytest.fixture
def exercises(house: Path) -> Path:
    """The small house with three exercises."""
    folder = house / "sources/exercises/nl"
    folder.mkdir(parents=True)
    for slug, title in (("bridge", "De brug"), ("cat", "De kat"), ("walking", "Wandelen")):
        (folder / f"{slug}.md").write_text(EXERCISE.format(title=title), encoding="utf-8")
    return house


def test_a_sheet_has_the_exercises_in_the_order_that_was_asked_for(
    exercises: Path, run: Run
) -> None:
    result = run("build", "--exercises", "walking,bridge", "--practice", "molen")
    assert result.code == 0, result
    sheet = Printed(exercises / SHEETS / "exercises-walking-bridge.exercise-sheet.pdf")
    titles = [text for _, text in sheet.headings]
    assert titles[1:3] == ["Wandelen", "De brug"]
    weeks = ["Wandelen", "De brug"] * 2
    assert [text for text in sheet.tagged("TH") if text in weeks] == weeks


def test_when_to_stop_stands_above_the_week(exercises: Path, run: Run) -> None:
    """The sheet is handed out alone: what the house says of it must not be left in a leaflet."""
    passage = exercises / "sources/passages/nl/exercise-sheet.md"
    passage.write_text("⚠️ **Stop en bel:** nieuwe pijn.\n", encoding="utf-8")
    assert run("build", "--exercises", "cat", "--practice", "molen").code == 0
    sheet = Printed(exercises / "output/molen/nl/sheets/exercises-cat.exercise-sheet.pdf")
    said = ("Mijn week", "Stop en bel: nieuwe pijn.", "ma di")
    assert sheet.text.count(said[1]) == 1
    assert sorted(said, key=sheet.text.index) == list(said)


@pytest.mark.parametrize(
    ("practice", "exercises", "pages"),
    [
        ("vanbentum", FOUR, 1),
        ("mueller", EIGHT, 2),
        *(
            pytest.param(practice, exercises, pages, marks=pytest.mark.whole)
            for practice in ("lindehof", "vanbentum", "notenboom", "mueller")
            for exercises, pages in ((FOUR, 1), (EIGHT, 2))
        ),
    ],
)
def test_a_sheet_is_one_page_with_four_exercises_and_two_with_eight(
    practice: str, exercises: str, pages: int, tmp_path: Path, run: Run
) -> None:
    """Those of three short steps; a page with a hole or a stray panel would be a finding."""
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    result = run(
        *("build", "--exercises", exercises, "--practice", practice),
        *("--layout", "exercise-sheet", "--language", "nl"),
        root=tmp_path,
    )
    assert (result.code, result.errors) == (0, []), result
    (sheet,) = tmp_path.glob(f"output/{practice}/nl/sheets/*.pdf")
    assert len(Printed(sheet).pages) == pages


def test_a_patients_sheet_is_not_remembered(exercises: Path, run: Run) -> None:
    """Which exercises somebody does is nobody else's business: no list names the sheet."""
    sheet = ("build", "--exercises", "cat", "--practice", "molen", "--layout", "exercise-sheet")
    run(*sheet)
    assert run(*sheet).summary.startswith("1 written, ")
    assert (exercises / "output/molen/nl/sheets/exercises-cat.exercise-sheet.pdf").is_file()
    told = [path for path in (exercises / "output").rglob("*") if path.suffix != ".pdf"]
    assert [path for path in told if path.is_file() and b"exercises-cat" in path.read_bytes()] == []


def test_a_long_list_has_a_file_of_its_own(exercises: Path, run: Run) -> None:
    """Two lists that begin alike do not share one; the name is cut between words."""
    long = "side-bridge-on-the-knees-for-who-begins"
    folder = exercises / "sources/exercises/nl"
    (folder / f"{long}.md").write_text(EXERCISE.format(title="De zijbrug"), encoding="utf-8")
    for last in ("bridge,cat,walking", "bridge,walking,cat"):
        chosen = ("--exercises", f"{long},{last}", "--practice", "molen", "--language", "nl")
        assert run("build", *chosen, "--layout", "exercise-sheet").code == 0
    names = sorted(path.stem for path in (exercises / "output/molen/nl/sheets").glob("*.pdf"))
    assert names == [
        "exercises-side-bridge-on-the-knees-for-who-and-more-659a33.exercise-sheet",
        "exercises-side-bridge-on-the-knees-for-who-and-more-c6373b.exercise-sheet",
    ]


def test_a_leaflet_shows_an_exercise_that_it_includes(exercises: Path, run: Run) -> None:
    path = exercises / "sources/leaflets/nl/slapen.md"
    text = path.read_text(encoding="utf-8") + '\n{% include "exercises/cat" %}\n'
    path.write_text(text, encoding="utf-8")
    result = run("build", "slapen", "--practice", "molen", "--layout", "a4", "--language", "nl")
    assert result.code == 0, result
    assert "De kat" in Printed(exercises / "output/molen/nl/slapen.a4.pdf").text


def test_an_exercise_that_there_is_not_is_wrong_usage(exercises: Path, run: Run) -> None:
    result = run("build", "--exercises", "bridge,catt", "--practice", "molen")
    assert result.code == 2
    said = "there is no exercise 'catt' in the language 'nl' (did you mean 'cat'?)"
    assert result.errors == [f"leaflet: {said}"]


def test_a_sheet_is_of_a_practice(exercises: Path, run: Run) -> None:
    result = run("build", "--exercises", "cat")
    said = "a patient's own sheet is one practice's: add --practice ID (brug, molen)"
    assert (result.code, result.errors) == (2, [f"leaflet: {said}"])


def test_a_sheet_is_one_file_and_lies_there_for_a_day(exercises: Path, run: Run) -> None:
    result = run("build", "--exercises", "cat", "--practice", "brug")
    sheets = exercises / "output/brug/nl/sheets"
    assert [path.name for path in sheets.iterdir()] == ["exercises-cat.exercise-sheet.pdf"]
    assert "output/brug/nl/sheets/exercises-cat.exercise-sheet.pdf" in result.output
    yesterday = time.time() - 25 * 3600
    (old,) = sheets.iterdir()
    os.utime(old, (yesterday, yesterday))
    (sheets / "exercises-of-mine.txt").touch()
    assert "removed 1 exercise sheet" in run("build", "wandelen", "--practice", "molen").output
    assert [path.name for path in sheets.iterdir()] == ["exercises-of-mine.txt"]


def test_a_text_below_the_head_of_an_exercise_is_a_finding(exercises: Path, run: Run) -> None:
    path = exercises / "sources/exercises/nl/bridge.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nMeer.\n", encoding="utf-8")
    assert (
        "sources/exercises/nl/bridge.md:12: error: an exercise is written in its head only"
        " (put it under 'steps', 'dose' or 'caution') [S053]"
    ) in run("build", "--practice", "molen").errors
