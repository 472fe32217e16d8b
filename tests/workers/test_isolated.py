"""What is read or made apart: a source or a variant that kills its process costs only itself."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from conftest import Run, Write

import press.pipeline
import press.workers.isolated
from press import build
from press.reading.practices import load_practice
from press.workers.pool import Limits

pytestmark = pytest.mark.slow

QUICK = Limits(seconds=0.5, memory=400_000_000)


def grow() -> None:
    kept = []
    while True:
        kept.append(os.urandom(1 << 24))


@pytest.mark.parametrize(
    ("odd", "limits", "says"),
    [
        (lambda: time.sleep(60), QUICK, "reading this took more than 0.5 s (simplify it) [D020]"),
        pytest.param(
            grow,
            Limits(memory=QUICK.memory),
            "reading this took more than 400 MB of memory (simplify it) [D021]",
            marks=pytest.mark.slow,
        ),
        (
            lambda: os._exit(9),
            QUICK,
            "the process reading this ended: exit code 9 (try again; report it if it stays) [D022]",
        ),
    ],
    ids=["time", "memory", "death"],
)
def test_a_practice_that_kills_its_reader_costs_only_itself(
    house: Path, monkeypatch: pytest.MonkeyPatch, odd: object, limits: Limits, says: str
) -> None:
    def load(folder, *rest):  # type: ignore[no-untyped-def]
        if folder.name == "brug":
            odd()  # type: ignore[operator]
        return load_practice(folder, *rest)

    monkeypatch.setattr("press.reading.practices.load_practice", load)
    monkeypatch.setattr(press.workers.isolated, "READING", limits)
    project = build.load(house)
    assert [practice.id for practice in project.practices] == ["molen"]
    assert [str(finding) for finding in project.findings] == [
        f"sources/practices/brug/practice.yaml: error: {says}"
    ]


def test_a_mistake_of_the_press_while_reading_is_told_with_its_traceback(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("press.reading.content.load_leaflet", lambda *_: {"other": 1}["key"])
    project = build.load(house)
    assert {finding.code for finding in project.findings} >= {"D023"}
    assert all(trouble.endswith("KeyError: 'key'\n") for trouble in project.troubles)


@pytest.mark.parametrize("command", ["check", "proof"])
def test_a_variant_whose_process_dies_is_named_and_the_others_are_looked_at(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    plain = press.pipeline.produce

    def produce(variant, library, options):  # type: ignore[no-untyped-def]
        if variant.path == "molen/nl/slapen.a4.pdf":
            os._exit(9)
        return plain(variant, library, options)

    monkeypatch.setattr(press.workers.isolated, "produce", produce)
    ran = run(command, "--practice", "molen")
    says = (
        "sources/leaflets/nl/slapen.md:1: error: the process that made molen/nl/slapen.a4.pdf"
        " ended: exit code 9 (try again; report it if it stays) [D022]"
    )
    assert ran.code == 1
    assert says in ran.errors
    # The pages of the other leaflet were seen.
    assert ("1 documents" if command == "proof" else "1 checked, 1 not checked") in ran.output


@pytest.mark.parametrize("command", ["check", "proof", "send", "deliver"])
def test_what_a_file_may_take_can_be_chosen(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    for made_by in (press.workers.isolated, press.pipeline):
        monkeypatch.setattr(made_by, "produce", lambda *_: grow())
    which = () if command == "deliver" else ("slapen",)
    ran = run(command, *which, "--practice", "molen", "--memory-limit", "100", "--time-limit", "20")
    assert ran.code == 1
    # Which of a text's files is tried is not said, one for a screen or one for paper.
    told = [re.sub(r"slapen\.a4(\.print)?\.pdf", "FILE", error) for error in ran.errors]
    assert (
        "sources/leaflets/nl/slapen.md:1: error: molen/nl/FILE took more than 100 MB of"
        " memory (raise --memory-limit, or use smaller pictures) [D021]"
    ) in told


def test_a_leaflet_that_cannot_be_read_costs_none_that_refers_to_it(
    run: Run, house: Path, write: Write
) -> None:
    (house / "sources/leaflets/nl/slapen.md").write_text("broken")
    project = build.load(house)
    assert {each.slug for each in project.publications if each.language == "nl"} == {"wandelen"}
    assert [(each.code, each.severity) for each in project.findings] == [
        ("S058", "warning"),  # sleeping, its translation
        ("S005", "error"),
        ("S068", "info"),  # the logo, on dark ground
    ]
