"""Starters: what `leaflet new` makes, and that it never writes over anything."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from press import build, starters
from press.check import check_house
from press.choices import CheckChoices
from press.commands import new_house
from press.errors import HouseError, UsageError
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
    assert [finding.code for finding in project.findings] == ["S081"]  # it is a draft
    assert "voorbeeld/nl/rustig-slapen.a4.pdf" in [
        variant.path for variant in build.plan(project, build.Order())
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.slow
def test_a_new_house_begins_with_the_practice_that_was_told(tmp_path: Path, language: str) -> None:
    """Also one whose name YAML would read as something else, and whose logo is there."""
    logo = INSTALLED / "sources/practices/lindehof/logo.svg"
    name = 'Praktijk: "De Brug" #1'
    first = starters.Beginning(name, "de-brug", language, ("#005b5e", "#e07a1f"), logo)
    starters.new_house(tmp_path, TODAY, first)
    project = build.load(tmp_path)
    (practice,) = project.practices
    assert (practice.name, practice.languages, practice.id) == (name, (language,), "de-brug")
    assert practice.brand.logo and practice.brand.colours["primary"] == "#005b5e"
    assert {each.severity for each in project.findings} <= {"info"}
    check = check_house(tmp_path, CheckChoices(), TODAY, lambda *_: None)
    assert [str(each) for each in check.findings if each.severity != "info"] == []


def test_what_is_answered_wrongly_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal: a typing mistake does not cost the answers before it."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    answers = iter(["De Wilg", "xx", "EN", "rood", "#7A1F5C", "nergens.svg", ""])
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: next(answers))
    first = new_house._asked(None, None, None, None)
    assert (first.name, first.folder, first.language) == ("De Wilg", "de-wilg", "en")
    assert (first.colours, first.logo) == (("#7a1f5c", "#7a1f5c"), None)
    assert next(answers, None) is None


def test_a_new_house_goes_into_an_empty_folder_only(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(UsageError, match="is not empty"):
        starters.new_house(tmp_path, TODAY)


def test_a_new_leaflet_is_of_today_and_due_in_two_years(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
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


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_new_leaflet_has_its_name_for_a_title_and_is_a_draft(
    tmp_path: Path, language: str
) -> None:
    (tmp_path / "sources").mkdir()
    starters.new_leaflet(tmp_path, "pijn-in-de-knie", language, TODAY)
    (leaflet,) = build.load(tmp_path).library.content.leaflets
    assert (leaflet.title, leaflet.status, leaflet.id) == ("Pijn in de knie", "draft", "PIJ-01")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.slow
def test_check_finds_nothing_in_a_new_leaflet_but_that_it_is_a_draft(
    tmp_path: Path, language: str
) -> None:
    (tmp_path / "sources").mkdir()
    starters.new_leaflet(tmp_path, "knie", language, TODAY)
    check = check_house(tmp_path, CheckChoices(), TODAY, lambda *_: None)
    assert [each.code for each in check.findings if each.severity != "info"] == []


@pytest.mark.parametrize(
    ("known", "language", "proposed"),
    [
        (["nl RUG-01", "nl RUG-02"], "nl", "RUG-03"),
        (["nl RUG-09"], "nl", "RUG-10"),
        (['nl "KNIE 7"', "nl KNIE 12", "nl X1"], "nl", "KNIE 13"),
        (["nl RUG-01", "nl RUG-02", "en RUG-01-EN"], "en", "RUG-03-EN"),
        (["nl 0041"], "nl", "0042"),
        (["en RUG-01"], "nl", "VOE-01"),
    ],
)
def test_an_identifier_goes_on_from_the_house_s_own_series(
    tmp_path: Path, known: list[str], language: str, proposed: str
) -> None:
    for number, (folder, _, said) in enumerate(each.partition(" ") for each in known):
        path = tmp_path / "sources/leaflets" / folder / f"l{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: X\nid: {said}\n---\n")
    made = starters.new_leaflet(tmp_path, "voet", language, TODAY)
    assert f'id: "{proposed}"\n' in made[0].read_text()


def test_a_language_without_a_starter_and_a_folder_that_is_no_house_are_refused(
    tmp_path: Path,
) -> None:
    with pytest.raises(HouseError, match="is not a house"):
        starters.new_leaflet(tmp_path, "knie", "nl", TODAY)
    (tmp_path / "sources").mkdir()
    with pytest.raises(UsageError, match=r"in 'de' \(choose en, nl\)"):
        starters.new_leaflet(tmp_path, "knie", "de", TODAY)
    assert list(tmp_path.rglob("*.md")) == []


def test_a_new_practice_is_a_folder_to_fill_in(tmp_path: Path) -> None:
    made = starters.new_practice(tmp_path, "delinde", "nl", TODAY)
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
        starters.new_practice(tmp_path, name, "nl", TODAY)
    with refused:
        starters.new_layout(tmp_path, name, (INSTALLED / "layouts",), TODAY)
    assert list(tmp_path.iterdir()) == []


def test_a_language_is_a_short_name_as_well(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be a name"):
        starters.new_leaflet(tmp_path, "knie", "../..", TODAY)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    starters.new_leaflet(tmp_path, "knie", "nl", TODAY)
    with pytest.raises(UsageError, match=r"knie.md is there already"):
        starters.new_leaflet(tmp_path, "knie", "nl", TODAY)
