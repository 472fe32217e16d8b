"""Starters: what `leaflet new` makes, and that it never writes over anything."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from press import build, starters
from press.errors import UsageError
from press.installed import INSTALLED
from press.reading import split_head

TODAY = date(2028, 2, 29)


def names(root: Path, made: list[Path]) -> list[str]:
    return [path.relative_to(root).as_posix() for path in made]


def test_a_new_house_has_a_leaflet_a_passage_and_a_practice(tmp_path: Path) -> None:
    made = starters.new_house(tmp_path / "mine", TODAY)
    assert names(tmp_path / "mine", made) == [
        "sources/leaflets/nl/rustig-slapen.md",
        "sources/passages/nl/bel-ons.md",
        "sources/practices/voorbeeld/practice.yaml",
    ]
    project = build.load(tmp_path / "mine")
    assert project.findings == ()
    assert "voorbeeld/nl/rustig-slapen.a4.pdf" in [
        variant.path for variant in build.plan(project, build.Order())
    ]


def test_a_new_house_goes_into_an_empty_folder_only(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(UsageError, match="is not empty"):
        starters.new_house(tmp_path, TODAY)


def test_a_new_leaflet_is_of_today_and_due_in_two_years(tmp_path: Path) -> None:
    made = starters.new_leaflet(tmp_path, "knie", "nl", TODAY)
    assert names(tmp_path, made) == [
        "sources/leaflets/nl/knie.md",
        "sources/passages/nl/bel-ons.md",
    ]
    head = split_head(made[0].read_text(), "knie.md")[0]
    assert "reviewed: 2028-02-29\nreview_due: 2030-02-28\n" in head


def test_a_new_leaflet_takes_the_passages_that_are_there(tmp_path: Path) -> None:
    ours = tmp_path / "sources/passages/nl/bel-ons.md"
    ours.parent.mkdir(parents=True)
    ours.write_text("Ons eigen stuk.")
    assert len(starters.new_leaflet(tmp_path, "knie", "nl", TODAY)) == 1
    assert ours.read_text() == "Ons eigen stuk."


def test_a_new_practice_is_a_folder_to_fill_in(tmp_path: Path) -> None:
    made = starters.new_practice(tmp_path, "delinde", TODAY)
    assert names(tmp_path, made) == ["sources/practices/delinde/practice.yaml"]


def test_a_new_layout_is_a4_under_another_name(tmp_path: Path) -> None:
    made = starters.new_layout(tmp_path, "ons-a4", (INSTALLED / "layouts",), TODAY)
    assert names(tmp_path, made) == [
        f"layouts/ons-a4/{name}"
        for name in ("inner.css", "layout.css", "layout.html", "layout.yaml")
    ]
    settings = (tmp_path / "layouts/ons-a4/layout.yaml").read_text()
    assert "ons-a4/layout.css, ons-a4/inner.css" in settings
    assert " a4/" not in settings


@pytest.mark.parametrize("name", ["../x", "Knie", "", "a b", "con", "knie\n"])
def test_a_name_is_one_that_every_computer_can_store(tmp_path: Path, name: str) -> None:
    refused = pytest.raises(UsageError, match="cannot be a name")
    with refused:
        starters.new_leaflet(tmp_path, name, "nl", TODAY)
    with refused:
        starters.new_practice(tmp_path, name, TODAY)
    with refused:
        starters.new_layout(tmp_path, name, (INSTALLED / "layouts",), TODAY)
    assert list(tmp_path.iterdir()) == []


def test_a_language_is_a_short_name_as_well(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be a name"):
        starters.new_leaflet(tmp_path, "knie", "../..", TODAY)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(tmp_path: Path) -> None:
    starters.new_leaflet(tmp_path, "knie", "nl", TODAY)
    with pytest.raises(UsageError, match=r"knie.md is there already"):
        starters.new_leaflet(tmp_path, "knie", "nl", TODAY)
