"""Leaflets in two languages: when they are planned, made anew, and taken away."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run
from two_languages import DUTCH, ENGLISH, write_both

from press import build
from press.errors import UsageError

pytestmark = pytest.mark.slow

FILE = "brug/nl+en/pillen.a4-bilingual.pdf"


@pytest.fixture
def two(house: Path) -> Path:
    """The house with a leaflet in Dutch and English."""
    write_both(house, DUTCH, ENGLISH, language="en")
    return house


def wish(house: Path, line: str) -> None:
    """Add a line to what the practice that has two languages says of itself."""
    with (house / "sources/practices/brug/practice.yaml").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def paths(house: Path, **chosen: tuple[str, ...]) -> list[str]:
    project = build.load(house)
    return [each.path for each in build.plan(project, build.Order(**chosen))]  # type: ignore[arg-type]


def test_they_are_planned_when_they_are_asked_for(two: Path) -> None:
    both = [FILE, "molen/nl+en/pillen.a4-bilingual.pdf"]
    assert paths(two, side_by_side=("nl", "en"), publications=("pillen",)) == both
    assert paths(two, side_by_side=("nl", "en"), publications=("pills",)) == both
    assert paths(two, side_by_side=("en", "nl"), practices=("brug",)) == [
        "brug/en+nl/pills.a4-bilingual.pdf",
        "brug/en+nl/sleeping.a4-bilingual.pdf",
    ]
    assert not [path for path in paths(two) if "+" in path]


def test_they_are_planned_where_a_practice_prints_so(two: Path) -> None:
    wish(two, "bilingual: [{languages: [nl, en], publications: [pillen]}]")
    assert [path for path in paths(two) if "+" in path] == [FILE]
    assert FILE not in paths(two, languages=("nl",))
    assert paths(two, layouts=("a4-bilingual",)) == [FILE]


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        (("nl",), "name two languages, as --languages nl,ar"),
        (("nl", "nl"), "name two languages, as --languages nl,ar"),
        (("nl", "tr"), "no leaflet is there in both nl and tr"),
    ],
)
def test_languages_that_nothing_is_in_are_refused(
    two: Path, chosen: tuple[str, ...], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        paths(two, side_by_side=chosen)


def test_a_leaflet_that_is_not_in_both_is_refused(two: Path) -> None:
    with pytest.raises(UsageError, match="'wandelen' is not there in both nl and en"):
        paths(two, side_by_side=("nl", "en"), publications=("wandelen",))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("bilingual: [{languages: [nl, en], publications: [wandelen]}]", "S112"),
        ("bilingual: [{languages: [nl, en], publications: [pilen]}]", "S056"),
        ("bilingual: [{languages: [nl, xx]}]", "S017"),
        ("bilingual: [{languages: [nl]}]", "S00"),
    ],
)
def test_a_wish_that_cannot_be_fulfilled_is_told_at_its_line(
    two: Path, line: str, says: str
) -> None:
    wish(two, line)
    project = build.load(two)
    told = [str(each) for each in project.findings if each.code.startswith(says)]
    rows = (two / "sources/practices/brug/practice.yaml").read_text("utf-8").count("\n")
    assert [
        each for each in told if each.startswith(f"sources/practices/brug/practice.yaml:{rows}:")
    ]


def test_a_file_is_made_anew_for_either_language_and_goes_with_it(run: Run, two: Path) -> None:
    asked = ("build", "pillen", "--languages", "nl,en", "--practice", "brug")
    assert run(*asked).summary.startswith("1 written")
    assert run(*asked).summary.startswith("0 written, 1 up to date")
    rows = run("list", "variants").output
    assert "nl+en" not in rows
    manifest = (two / "output/manifest.json").read_text("utf-8")
    assert '"kind": "bilingual", "title": "Proef / Proef"' in manifest
    assert '"language": "nl+en"' in manifest
    translation = two / "sources/leaflets/en/pills.md"
    translation.write_text(translation.read_text("utf-8").replace("every day", "each day"))
    assert run(*asked).summary.startswith("1 written")
    assert (two / "output" / FILE).exists()
    run("build", "slapen", "--practice", "brug", "--language", "nl", "--prune")
    assert (two / "output" / FILE).exists()
    run("withdraw", "pills", "--why", "fout")
    assert not (two / "output" / FILE).exists()
