"""Commands that list, make and explain."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import HOUSE, Run, invoke
from listed import PATHS, written

ROOT = Path(__file__).parents[2]


def listed(kind: str) -> Any:
    ran = invoke("--root", str(HOUSE), "list", kind, "--json")
    assert (ran.code, ran.errors) == (0, [])
    return json.loads(ran.output)


def test_list_gives_leaflets() -> None:
    assert listed("leaflets") == [
        {
            "slug": "sleeping",
            "language": "en",
            "version": "1.2",
            "review_due": "2028-02-05",
            "title": "Sleeping better",
        },
        {
            "slug": "slapen",
            "language": "nl",
            "version": "1.2",
            "review_due": "2028-02-05",
            "title": "Beter slapen",
        },
        {
            "slug": "wandelen",
            "language": "nl",
            "version": "1.0",
            "review_due": "2028-01-05",
            "title": "Elke dag wandelen",
        },
    ]


def test_list_gives_practices() -> None:
    assert listed("practices") == [
        {"id": "brug", "languages": ["nl", "en"], "name": "Praktijk De Brug"},
        {"id": "molen", "languages": ["nl"], "name": "Praktijk De Molen"},
    ]


def test_list_gives_layouts() -> None:
    a4 = next(row for row in listed("layouts") if row["name"] == "a4")
    assert set(a4) == {"name", "media", "description"}
    assert "screen" in a4["media"]


def test_list_gives_variants_with_the_paths_that_build_writes() -> None:
    rows = [row for row in listed("variants") if (row["layout"], row["media"]) == ("a4", "screen")]
    assert [row["path"] for row in rows] == PATHS
    assert rows[0] == {
        "path": "brug/en/sleeping.a4.pdf",
        "publication": "sleeping",
        "language": "en",
        "version": "1.2",
        "practice": "brug",
        "layout": "a4",
        "media": "screen",
    }


def test_list_for_people_is_a_line_each() -> None:
    ran = invoke("--root", str(HOUSE), "list", "practices")
    assert ran.output == "brug  nl,en  Praktijk De Brug\nmolen  nl  Praktijk De Molen\n"


def test_list_names_what_is_broken_and_lists_the_rest(run: Run, house: Path) -> None:
    (house / "sources/leaflets/nl/leeg.md").touch()
    ran = run("list", "leaflets")
    assert ran.code == 1
    assert len(ran.output.splitlines()) == 3
    assert ran.errors == [
        "sources/leaflets/nl/leeg.md:1: error: the file does not begin with '---' and a head"
        " (begin with '---', then title, summary and so on, then '---') [S005]"
    ]


@pytest.mark.slow
def test_new_house_makes_a_house_that_builds_at_once(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    made = run("new", "house", str(mine))
    assert made.code == 0
    assert made.output.splitlines()[0] == f"{mine}/sources/leaflets/nl/rustig-slapen.md"
    assert f"{mine}/output/voorbeeld/nl/rustig-slapen.a4.pdf" in made.output
    ran = run("check", "--words-only", root=mine)
    assert (ran.code, [line for line in ran.errors if "for information" not in line]) == (0, [])
    assert "voorbeeld/nl/rustig-slapen.a4.pdf" in written(mine)


@pytest.mark.parametrize("kind", ["leaflet", "practice", "layout"])
@pytest.mark.slow
def test_new_makes_what_list_then_lists(run: Run, kind: str) -> None:
    assert run("new", kind, "nieuw").code == 0
    ran = run("list", f"{kind}s")
    assert (ran.code, ran.errors) == (0, [])
    assert any(line.startswith("nieuw") for line in ran.output.splitlines())


def test_new_never_writes_over_anything(run: Run, house: Path) -> None:
    ran = run("new", "leaflet", "slapen")
    path = house / "sources/leaflets/nl/slapen.md"
    assert (ran.code, ran.errors) == (2, [f"leaflet: {path} is there already"])


@pytest.mark.parametrize("command", ["build", "check", "list", "new"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    ran = invoke(command, "--help")
    assert ran.code == 0
    assert f"Example: leaflet {command} " in ran.output


def test_the_house_can_be_named_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEAFLET_ROOT", str(HOUSE))
    assert invoke("list", "practices").output.startswith("brug")


def test_the_house_is_else_the_folder_that_one_is_in(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(house)
    assert invoke("list", "practices").output.startswith("brug")


@pytest.mark.slow
def test_the_file_can_be_run_itself_from_anywhere(tmp_path: Path) -> None:
    arguments = ["--root", str(HOUSE), "list", "variants"]
    done = subprocess.run(
        [sys.executable, ROOT / "leaflet.py", *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "ascii:strict"},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == invoke(*arguments).output
