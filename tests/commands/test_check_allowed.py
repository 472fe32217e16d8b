"""leaflet check and build: what the head of a leaflet allows, and what it cannot."""

from __future__ import annotations

import pytest
from checked import finding, proofs
from conftest import Run, Write

from press.model import Severity, suppress

pytestmark = pytest.mark.usefixtures("fixed_day")
OLD = "translation_of: slapen\ntranslation_of_version: '1.0'\n"
"""A head that says of a leaflet that its translation is out of date: S051, a warning."""


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


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_head_allows_nothing_in_another_file() -> None:
    leaflet = proofs(publications=("slapen",))[0][0].model_copy(update={"allow": {"P013": "short"}})
    told = finding("P013", "sources/leaflets/nl/wandelen.md")
    assert suppress([told], [leaflet]) == ((told,), ())
