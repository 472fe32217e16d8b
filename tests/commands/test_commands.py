"""Commands: what build and check make of a house, and how they end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Run, Write
from listed import PATHS, written

BROKEN = "\nZie [een folder](bestaat-niet).\n"


FINDING = (
    "sources/leaflets/nl/proef.md:11: error:"
    " there is no leaflet 'bestaat-niet' in this language (nl)"
    " (known are proef, slapen, wandelen) [S044]"
)


@pytest.mark.slow
def test_build_writes_every_leaflet_for_every_practice_that_hands_it_out(built: Path) -> None:
    assert written(built) == PATHS


@pytest.mark.slow
def test_build_ends_with_one_line_that_sums_up_and_says_where_the_files_lie(
    run: Run, house: Path
) -> None:
    ran = run("build")
    assert (ran.code, ran.errors) == (0, [])
    *files, summary = ran.output.splitlines()
    assert re.fullmatch(r"5 written, 0 with findings, \d+\.\d s", summary)
    assert files == [str(house / "output" / path) for path in PATHS]


@pytest.mark.slow
def test_choices_narrow_what_is_built(run: Run, house: Path) -> None:
    ran = run("build", "slapen", "--practice", "molen", "--layout", "a4", "--language", "nl")
    assert (ran.code, ran.summary) == (0, "1 written, 0 with findings")
    assert written(house) == ["molen/nl/slapen.a4.pdf"]


@pytest.mark.slow
def test_one_broken_leaflet_costs_only_itself(run: Run, house: Path, write: Write) -> None:
    write(BROKEN)
    ran = run("build", "proef", "wandelen", "--practice", "molen")
    assert (ran.code, ran.errors) == (1, [FINDING])
    assert ran.summary == "1 written, 1 not written, 1 with findings"
    assert written(house) == ["molen/nl/wandelen.a4.pdf"]


@pytest.mark.slow
def test_a_finding_is_shown_once_however_many_practices_have_it(run: Run, write: Write) -> None:
    write(BROKEN)
    ran = run("build", "proef")
    assert (ran.code, ran.errors) == (1, [FINDING])
    assert ran.summary == "0 written, 2 not written, 2 with findings"


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_broken_practice_costs_only_itself(run: Run, house: Path) -> None:
    practice = house / "sources/practices/molen/practice.yaml"
    practice.write_text(practice.read_text().replace("Source Sans 3", "Helvetica"))
    with (house / "sources/house.yaml").open("a") as settings:
        settings.write("strict: true\n")
    ran = run("build", "wandelen")
    assert (ran.code, ran.summary) == (
        1,
        "1 written, 0 with findings, 1 error in what was not made",
    )
    assert len(ran.errors) == 1
    assert ran.errors[0].startswith(
        "sources/practices/molen/practice.yaml:11: error: the typeface Helvetica is not here"
    )
    assert written(house) == ["brug/nl/wandelen.a4.pdf"]


@pytest.mark.slow
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


@pytest.mark.slow
def test_check_says_what_build_says_and_writes_nothing(run: Run, house: Path, write: Write) -> None:
    write(BROKEN)
    checked = run("check", "proef", "wandelen", "--practice", "molen")
    assert not (house / "output").exists()
    built = run("build", "proef", "wandelen", "--practice", "molen")
    assert checked.code == built.code == 1
    assert set(built.errors) == {FINDING}
    assert FINDING in checked.errors


@pytest.mark.slow
def test_check_proofreads_and_build_does_not(run: Run) -> None:
    checked = run("check", "sleeping", "--words-only")
    assert any("error: the leaflet names no source" in error for error in checked.errors)
    assert checked.code == 1
    assert run("build", "sleeping").errors == []


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
@pytest.mark.slow
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
