"""leaflet check for programs: JSON, and annotations in a repository."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from checked import finding
from conftest import Run, Write

from press.report import annotate

pytestmark = pytest.mark.usefixtures("fixed_day")


@pytest.mark.slow
def test_json_has_everything_and_stands_alone(run: Run, write: Write) -> None:
    write("Slaap goed.\n", head='id: P-01\nallow: {T041: "te kort"}\n')
    ran = run("check", "proef", "--words-only", "--json")
    assert (ran.code, ran.errors) == (1, [])
    told = json.loads(ran.output)
    assert told["date"] == "2026-11-22"
    assert [(row["slug"], row["reading"]["words"]) for row in told["leaflets"]] == [("proef", 2)]
    assert told["leaflets"][0]["reading"]["others"] == {"Brouwer": 124.3, "LIX": 2.0}
    assert told["findings"][1] == {
        "code": "T001",
        "severity": "error",
        "message": "the leaflet names no source",
        "hint": "name at least one under 'sources', with its year and a link or DOI",
        "path": "sources/leaflets/nl/proef.md",
        "line": 1,
    }
    severities = [one["severity"] for one in told["findings"]]
    (silenced,) = told["silenced"]
    assert (silenced["code"], silenced["reason"]) == ("T041", "te kort")
    assert told["totals"] == {
        "checked": 1,
        "not_checked": 0,
        "with_findings": 1,
        "errors": 1,
        "warnings": severities.count("warning"),
        "information": severities.count("info"),
        "silenced": 1,
    }


@pytest.mark.slow
def test_every_finding_is_an_annotation_in_the_repository(
    run: Run, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("check", "wandelen", "--words-only", "--format", "github")
    for folder, root, begins in (
        (house, Path(), "sources/"),
        (house, house, "sources/"),
        (house.parent, Path("house"), "house/sources/"),
    ):
        monkeypatch.chdir(folder)
        ran = run(*arguments, root=root)
        *notes, summary = ran.output.splitlines()
        assert (ran.code, ran.errors) == (1, [])
        assert (
            f"::error file={begins}leaflets/nl/wandelen.md,line=1,title=T001"
            "::the leaflet names no source (name at least one under 'sources', with its year and"
            " a link or DOI)"
        ) in notes
        assert summary.startswith("1 checked, 1 with findings, ")


def test_an_annotation_escapes_what_github_would_misread() -> None:
    said = finding("T010", "a,b:c%.md", message="50%\r\nof: it", hint="a\nb", line=0)
    assert list(annotate([said])) == [
        "::warning file=a%2Cb%3Ac%25.md,line=1,title=T010::50%25%0D%0Aof: it (a%0Ab)"
    ]


def test_information_is_a_notice() -> None:
    steering = replace(finding(), message="\x1b[2Jweg")
    assert "\x1b" not in next(annotate([steering]))
    assert next(annotate([finding(severity="info")], "house")) == (
        "::notice file=house/sources/leaflets/nl/slapen.md,line=7,title=T010::a hard word"
    )


def test_two_forms_at_once_are_wrong_usage(run: Run) -> None:
    ran = run("check", "--json", "--format", "github")
    assert (ran.code, ran.output) == (2, "")
    assert ran.errors[-1] == "Error: choose --json or --format github"


@pytest.mark.slow
def test_the_forms_tell_the_same_findings(run: Run) -> None:
    def codes(pick: Callable[[str], str], *arguments: str) -> list[str]:
        ran = run("check", "--words-only", *arguments)
        return sorted(map(pick, ran.errors or ran.output.splitlines()[:-1]))

    plain = codes(lambda line: line.rpartition("[")[2][:4], "--all")
    noted = codes(lambda line: line.partition("title=")[2][:4], "--format", "github")
    told = json.loads(run("check", "--words-only", "--json").output)["findings"]
    assert plain == noted == sorted(one["code"] for one in told)
