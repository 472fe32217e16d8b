"""The command: what can be typed, what is printed where, and the exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import HOUSE, Run, Write, invoke

ROOT = Path(__file__).parents[2]
PATHS = [
    "brug/en/sleeping.a4.pdf",
    "brug/nl/slapen.a4.pdf",
    "brug/nl/wandelen.a4.pdf",
    "molen/nl/slapen.a4.pdf",
    "molen/nl/wandelen.a4.pdf",
]
BROKEN = "\nZie [een folder](bestaat-niet).\n"
FINDING = (
    "sources/leaflets/nl/proef.md:11: error:"
    " there is no leaflet 'bestaat-niet' in this language (nl)"
    " (known are proef, slapen, wandelen) [S044]"
)


def written(house: Path) -> list[str]:
    """Every leaflet in the output folder."""
    output = house / "output"
    return sorted(path.relative_to(output).as_posix() for path in output.rglob("*.pdf"))


# --- build ------------------------------------------------------------------------------


def test_build_writes_every_leaflet_for_every_practice_that_hands_it_out(built: Path) -> None:
    assert written(built) == PATHS


@pytest.mark.slow
def test_build_ends_with_one_line_that_sums_up(run: Run) -> None:
    ran = run("build")
    assert (ran.code, ran.errors) == (0, [])
    assert re.fullmatch(r"5 written, 0 with findings, \d+\.\d s\n", ran.output)


def test_choices_narrow_what_is_built(run: Run, house: Path) -> None:
    ran = run("build", "slapen", "--practice", "molen", "--layout", "a4", "--language", "nl")
    assert (ran.code, ran.summary) == (0, "1 written, 0 with findings")
    assert written(house) == ["molen/nl/slapen.a4.pdf"]


def test_one_broken_leaflet_costs_only_itself(run: Run, house: Path, write: Write) -> None:
    write(BROKEN)
    ran = run("build", "proef", "wandelen", "--practice", "molen")
    assert (ran.code, ran.errors) == (1, [FINDING])
    assert ran.summary == "1 written, 1 not written, 1 with findings"
    assert written(house) == ["molen/nl/wandelen.a4.pdf"]


def test_a_finding_is_shown_once_however_many_practices_have_it(run: Run, write: Write) -> None:
    write(BROKEN)
    ran = run("build", "proef")
    assert (ran.code, ran.errors) == (1, [FINDING])
    assert ran.summary == "0 written, 2 not written, 2 with findings"


def test_a_warning_is_shown_and_the_file_written(run: Run, house: Path) -> None:
    practice = house / "sources/practices/brug/practice.yaml"
    practice.write_text(practice.read_text().replace("en: Parking is free.", ""))
    ran = run("build", "wandelen", "--practice", "brug")
    assert ran.errors == [
        "sources/practices/brug/practice.yaml:15: warning: 'facts.parking' is not given in 'en'"
        " (add a line 'en: …', or take 'en' out of 'languages') [S029]"
    ]
    assert ran.code == 0
    assert written(house) == ["brug/nl/wandelen.a4.pdf"]


def test_a_broken_practice_costs_only_itself(run: Run, house: Path) -> None:
    practice = house / "sources/practices/molen/practice.yaml"
    practice.write_text(practice.read_text().replace("Source Sans 3", "Helvetica"))
    with (house / "sources/house.yaml").open("a") as settings:
        settings.write("strict: true\n")
    ran = run("build", "wandelen")
    assert (ran.code, ran.summary) == (1, "1 written, 0 with findings")
    assert len(ran.errors) == 1
    assert ran.errors[0].startswith(
        "sources/practices/molen/practice.yaml:11: error: the typeface Helvetica is not here"
    )
    assert written(house) == ["brug/nl/wandelen.a4.pdf"]


def test_a_leaflet_that_breaks_keeps_its_last_file(run: Run, house: Path, write: Write) -> None:
    old = house / "output/molen/nl/proef.a4.pdf"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"the last one that was right")
    write(BROKEN)
    assert run("build", "proef", "--practice", "molen").code == 1
    assert old.read_bytes() == b"the last one that was right"


def test_a_house_without_leaflets_builds_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty/sources").mkdir(parents=True)
    ran = run("build", root=tmp_path / "empty")
    assert (ran.code, ran.summary) == (0, "0 written, 0 with findings")


# --- check ------------------------------------------------------------------------------


@pytest.mark.slow
def test_check_says_what_build_says_and_writes_nothing(run: Run, house: Path, write: Write) -> None:
    write(BROKEN)
    checked = run("check", "proef", "wandelen", "--practice", "molen")
    assert not (house / "output").exists()
    built = run("build", "proef", "wandelen", "--practice", "molen")
    assert checked.code == built.code == 1
    assert set(built.errors) == {FINDING}
    assert FINDING in checked.errors


def test_check_proofreads_and_build_does_not(run: Run) -> None:
    checked = run("check", "sleeping", "--words-only")
    assert any("error: the leaflet names no source" in error for error in checked.errors)
    assert checked.code == 1
    assert run("build", "sleeping").errors == []


# --- wrong usage ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("build slappen", "there is no publication 'slappen' (did you mean 'slapen'?)"),
        ("build --practice brugg", "there is no practice 'brugg' (did you mean 'brug'?)"),
        ("build --layout a44", "there is no layout 'a44' (did you mean 'a4'?)"),
        ("check --language de", "there is no language 'de' (known are en, nl)"),
        ("new leaflet ../x", "'../x' cannot be a name: write only a-z, 0-9 and '-'"),
    ],
)
def test_a_choice_that_fits_nothing_is_wrong_usage(run: Run, arguments: str, says: str) -> None:
    ran = run(*arguments.split())
    assert (ran.code, ran.output, ran.errors) == (2, "", [f"leaflet: {says}"])


@pytest.mark.parametrize(
    "arguments", ["print", "build --media film", "list", "list fish", "new", "check --quick"]
)
def test_what_does_not_exist_is_wrong_usage(run: Run, arguments: str) -> None:
    ran = run(*arguments.split())
    assert (ran.code, ran.output) == (2, "")
    assert ran.errors[0].startswith("Usage: ")


def test_a_folder_without_sources_is_not_a_house(run: Run, tmp_path: Path) -> None:
    ran = run("build", root=tmp_path)
    assert ran.code == 2
    assert ran.errors == [
        f"leaflet: {tmp_path} is not a house: it has no folder 'sources'",
        "Make one with 'leaflet new house DIR', or name one with --root DIR.",
    ]


# --- list -------------------------------------------------------------------------------


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


# --- new --------------------------------------------------------------------------------


@pytest.mark.slow
def test_new_house_makes_a_house_that_builds_at_once(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    made = run("new", "house", str(mine))
    assert made.code == 0
    assert made.output.splitlines()[0] == f"{mine}/sources/leaflets/nl/rustig-slapen.md"
    ran = run("build", root=mine)
    assert (ran.code, ran.errors) == (0, [])
    assert "voorbeeld/nl/rustig-slapen.a4.pdf" in written(mine)


@pytest.mark.parametrize("kind", ["leaflet", "practice", "layout"])
def test_new_makes_what_list_then_lists(run: Run, kind: str) -> None:
    assert run("new", kind, "nieuw").code == 0
    ran = run("list", f"{kind}s")
    assert (ran.code, ran.errors) == (0, [])
    assert any(line.startswith("nieuw") for line in ran.output.splitlines())


def test_new_never_writes_over_anything(run: Run, house: Path) -> None:
    ran = run("new", "leaflet", "slapen")
    path = house / "sources/leaflets/nl/slapen.md"
    assert (ran.code, ran.errors) == (2, [f"leaflet: {path} is there already"])


# --- the program ------------------------------------------------------------------------


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
