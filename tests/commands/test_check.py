"""leaflet check: the words of each leaflet once, its table and other forms, what a head allows."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import HOUSE, Run, Write

import press.commands.check
from press import build
from press.model import Finding, Leaflet, Origin, Severity, suppress
from press.proofread import Proof
from press.report import LeafletReport, annotate, draw_up, table
from press.workers import isolated

TODAY = date(2026, 11, 22)
BOUND = Path(__file__).parents[1] / "bound_house"
OLD = "translation_of: slapen\ntranslation_of_version: '1.0'\n"
"""A head that says of a leaflet that its translation is out of date: S051, a warning."""


class Today(date):
    """The day of these tests: what is due by then does not change with the calendar."""

    @classmethod
    def today(cls) -> Today:
        return cls(2026, 11, 22)


@pytest.fixture(autouse=True)
def a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press.commands.check, "date", Today)


def finding(
    code: str = "T010", path: str = "sources/leaflets/nl/slapen.md", **said: Any
) -> Finding:
    severity: Severity = said.pop("severity", "warning")
    line = said.pop("line", 7)
    return Finding(code, severity, said.pop("message", "a hard word"), Origin(path, line), **said)


def proofs(house: Path = HOUSE, /, **order: Any) -> tuple[tuple[Leaflet, Proof], ...]:
    return build.proofread_all(build.load(house), build.Order(**order), TODAY)[0]


def slugs(house: Path = HOUSE, /, **order: Any) -> list[str]:
    return [leaflet.slug for leaflet, _ in proofs(house, **order)]


# --- which leaflets ---------------------------------------------------------------------


@pytest.mark.slow
def test_each_leaflet_is_proofread_once_however_many_practices_hand_it_out() -> None:
    assert slugs() == ["sleeping", "slapen", "wandelen"]


@pytest.mark.slow
def test_choices_narrow_what_is_proofread() -> None:
    assert slugs(publications=("slapen",)) == ["slapen"]
    assert slugs(languages=("en",)) == ["sleeping"]
    assert slugs(practices=("molen",)) == ["slapen", "wandelen"]


@pytest.mark.slow
def test_of_a_booklet_its_leaflets_are_proofread() -> None:
    assert len(slugs(BOUND, publications=("samen",))) > 1


def test_a_leaflet_that_no_practice_hands_out_yet_is_proofread(run: Run, house: Path) -> None:
    for path in (house / "sources/practices").glob("*/practice.yaml"):
        path.write_text(path.read_text("utf-8") + "\npublications: [slapen]\n", "utf-8")
    assert run("check", "wandelen", "--words-only").summary == "1 checked, 1 with findings"


def test_the_names_of_all_practices_are_looked_for(run: Run, write: Write) -> None:
    write("Kom naar Praktijk De Molen.\n")
    told = run("check", "proef", "--words-only", "--practice", "brug").errors
    assert any(line.endswith("[T022]") for line in told)


def test_a_mistake_in_the_lists_of_the_house_is_told(run: Run, house: Path) -> None:
    folder = house / "sources/language/nl"
    folder.mkdir(parents=True)
    (folder / "hardwords.yaml").write_text("words: {}\n")
    ran = run("check", "slapen", "--words-only")
    assert ran.code == 1
    assert any(line.endswith("(did you mean 'hard-words'?) [S019]") for line in ran.errors)


@pytest.mark.parametrize("chosen", [(), ("--practice", "molen"), ("--layout", "a4")])
@pytest.mark.parametrize(
    ("line", "mistakes"),
    [
        ("titel: Proef", {"S002"}),
        ("title: Top 10 # proef\nkleur: rood", {"S067", "S002"}),
        ("title: Proef\ntitle: Twee\nkleur: rood", {"S004", "S002"}),
        ("title: Pijn: wat nu", {"S001"}),
    ],
)
@pytest.mark.slow
def test_the_text_is_judged_although_its_head_has_mistakes(
    run: Run, write: Write, line: str, mistakes: set[str], chosen: tuple[str, ...]
) -> None:
    path = write("Zie [daar](#weg). Een injectie.[^nhg]\n")
    path.write_text(path.read_text().replace("title: Proef", line))
    ran = run("check", "proef", "--words-only", "--all", *chosen)
    codes = {told.rpartition("[")[2][:4] for told in ran.errors if "proef.md" in told}
    assert mistakes | {"S044", "S045", "T010"} <= codes
    assert ran.summary.startswith("nothing could be checked, ") and "errors" in ran.summary


def test_a_language_that_nobody_has_words_in_is_a_finding(run: Run, house: Path) -> None:
    practice = house / "sources/practices/molen/practice.yaml"
    written = practice.read_text("utf-8").replace("languages: [nl]", "languages: [fy]")
    practice.write_text(written, "utf-8")
    ran = run("build", "--practice", "molen")
    assert ran.code == 1
    assert any("no words in the language 'fy'" in line for line in ran.errors)


# --- what is told -----------------------------------------------------------------------


def test_a_warning_about_the_words_leaves_the_exit_code_alone(run: Run) -> None:
    ran = run("check", "slapen", "--words-only")
    assert any(": warning: " in line for line in ran.errors)
    assert (ran.code, ran.summary) == (0, "1 checked, 1 with findings")


def test_an_error_in_the_words_shows_in_the_exit_code(run: Run) -> None:
    assert run("check", "wandelen", "--words-only").code == 1


@pytest.mark.slow
def test_words_only_lays_no_page_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "produce", None)
    assert run("check", "--words-only").summary == "3 checked, 3 with findings"


@pytest.mark.slow
def test_check_looks_at_the_pages_too(run: Run, house: Path) -> None:
    ran = run("check", "slapen", "--practice", "molen", "--layout", "a4")
    assert (ran.code, ran.summary) == (0, "1 checked, 1 with findings")
    assert not (house / "output").exists()


@pytest.mark.slow
def test_a_table_says_how_each_leaflet_reads(run: Run) -> None:
    lines = run("check", "slapen", "sleeping", "--words-only").output.splitlines()
    assert lines[1:6] == [
        "en, Flesch Reading Ease  words  sentences  mean  index  meaning    review due  E  W  S",
        "sleeping                    11          2   5.5   93.6  very easy  2028-02-05  2  2  0",
        "",
        "nl, Flesch-Douma         words  sentences  mean  index  meaning    review due  E  W  S",
        "slapen                      40          7   5.7   91.8  very easy  2028-02-05  0  2  0",
    ]


@pytest.mark.slow
def test_the_table_stays_within_a_hundred_columns() -> None:
    leaflet, proof = proofs()[0]
    long = leaflet.model_copy(update={"slug": "a" * 32 + "b" * 32})
    reading = replace(proof.reading, words=12345, value=-169.3, meaning="very difficult")
    told = table(
        [LeafletReport(long, reading, (), ()), LeafletReport(leaflet, proof.reading, (), ())]
    )
    assert max(map(len, told.splitlines())) <= 100
    assert "aaa…bbb" in told


@pytest.mark.slow
def test_a_text_without_sentences_has_no_index() -> None:
    leaflet, proof = proofs()[0]
    reading = replace(proof.reading, value=None, meaning="no sentences")
    assert "  no sentences  " in table([LeafletReport(leaflet, reading, (), ())])


def test_a_house_without_leaflets_has_no_table(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty/sources").mkdir(parents=True)
    ran = run("check", root=tmp_path / "empty")
    assert (ran.code, ran.summary) == (0, "0 checked, 0 with findings")
    assert len(ran.output.splitlines()) == 1


@pytest.mark.slow
def test_a_finding_in_a_leaflets_own_file_counts_for_it() -> None:
    sheets = draw_up(proofs(), [finding("P013"), finding("P013", "layouts/a4/layout.css")], [])
    with_it = {sheet.leaflet.slug: "P013" in {f.code for f in sheet.findings} for sheet in sheets}
    assert with_it == {"sleeping": False, "slapen": True, "wandelen": False}


# --- what a head allows -----------------------------------------------------------------


@pytest.mark.slow
def test_a_head_may_allow_a_warning_about_a_source(run: Run, write: Write) -> None:
    write("Sleep well.\n", language="en", head=OLD)
    loud = run("check", "proef", "--language", "en", "--words-only")
    assert sum(line.endswith("[S051]") for line in loud.errors) == 1
    write(
        "Sleep well.\n", language="en", head=OLD + "allow: {S051: the new part is for Dutch law}\n"
    )
    still = run("check", "proef", "--language", "en", "--words-only")
    assert not any(line.endswith("[S051]") for line in still.errors)
    assert still.summary == "1 checked, 1 with findings, 1 silenced"


@pytest.mark.slow
def test_a_build_keeps_still_about_what_a_head_allows(run: Run, write: Write) -> None:
    write(
        "Sleep well.\n", language="en", head=OLD + "allow: {S051: the new part is for Dutch law}\n"
    )
    ran = run("build", "proef", "--language", "en")
    assert ran.errors == []
    assert ran.summary == "1 written, 0 with findings, 1 silenced"


def test_a_head_cannot_allow_a_mistake_that_leaves_a_hole(run: Run, write: Write) -> None:
    write("\nZie [een folder](bestaat-niet).\n", head="allow: {S044: komt later}\n")
    ran = run("build", "proef", "--practice", "molen")
    assert (ran.code, ran.summary) == (1, "0 written, 1 not written, 1 with findings")
    assert ran.errors[0].endswith("[S044]")


@pytest.mark.parametrize(
    ("code", "severity", "silenced"),
    [
        ("P012", "error", True),
        ("P013", "warning", True),
        ("P004", "warning", True),
        ("P003", "error", False),
        ("S043", "error", False),
    ],
)
@pytest.mark.slow
def test_what_may_be_allowed(code: str, severity: Severity, silenced: bool) -> None:
    leaflet = proofs(publications=("slapen",))[0][0].model_copy(
        update={"allow": {code: "a reason"}}
    )
    told = finding(code, severity=severity)
    assert suppress([told], [leaflet]) == (((), (told,)) if silenced else ((told,), ()))


def test_a_head_allows_nothing_in_another_file() -> None:
    leaflet = proofs(publications=("slapen",))[0][0].model_copy(update={"allow": {"P013": "short"}})
    told = finding("P013", "sources/leaflets/nl/wandelen.md")
    assert suppress([told], [leaflet]) == ((told,), ())


# --- for programs -----------------------------------------------------------------------


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
