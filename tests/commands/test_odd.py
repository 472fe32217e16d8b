"""Odd folders and odd arguments: a line that says what is wrong, and no traceback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run

pytestmark = pytest.mark.slow

ODD: dict[str, Callable[[Path], object]] = {
    "output is a file": lambda output: output.write_text("x"),
    "output is a dangling link": lambda output: output.symlink_to("nowhere/at/all"),
    "the memory is a file": lambda output: _below(output / ".press").write_text("x"),
    "the memory is a link": lambda output: _below(output / ".press").symlink_to(".."),
    "records are a pipe": lambda output: os.mkfifo(_below(output / ".press/practices")),
    "records of one are a folder": lambda output: _below(
        output / ".press/practices/molen/x"
    ).mkdir(),
    "the lock is a pipe": lambda output: os.mkfifo(_below(output / ".press/lock")),
    "a practice is a file": lambda output: _below(output / "molen").write_text("x"),
    "a practice is a dangling link": lambda output: _below(output / "molen").symlink_to("nowhere"),
    "a leaflet is a folder": lambda output: _below(output / "molen/nl/slapen.a4.pdf").mkdir(),
    "the manifest is a folder": lambda output: _below(output / "manifest.json").mkdir(),
    "an index is a folder": lambda output: _below(output / "molen/index.json").mkdir(),
}


def _below(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@pytest.mark.parametrize("what", ODD)
def test_something_odd_in_the_place_of_a_file_is_said_in_a_line(
    house: Path, run: Run, what: str
) -> None:
    ODD[what](house / "output")
    ran = run("build", "--practice", "molen", "--language", "nl")
    assert ran.code == 1
    assert ran.errors and all("output" in line for line in ran.errors)
    assert len(ran.errors) <= 2


BAD = "r\udcff.html"
"""A name that is no UTF-8, as Python has it."""
ARGUMENTS = {
    ("check", "--words-only", "--report", BAD): 1,
    ("check", "--words-only", "--report", "/proc/nobody/x.html"): 1,
    ("check", "--words-only", "--report", "{pipe}"): 1,
    ("check", "--words-only", "--report", "{file}/x.html"): 1,
    ("build", BAD): 2,
    ("build", "--practice", BAD): 2,
    ("build", "--exercises", BAD): 2,
    ("list", "variants", "--practice", BAD): 2,
    ("new", "leaflet", BAD): 2,
    ("new", "practice", BAD): 2,
    ("new", "house", "{file}"): 1,
    ("new", "practices", "--from", BAD): 1,
    ("proof", "slapen", "--to", "{file}/x"): 1,
    ("outbox", "show", BAD): 2,
}


@pytest.mark.parametrize("arguments", ARGUMENTS, ids=" ".join)
def test_an_odd_argument_is_said_in_a_line(
    house: Path,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x")
    os.mkfifo(tmp_path / "pipe")
    places = {"file": str(tmp_path / "file"), "pipe": str(tmp_path / "pipe")}
    ran = run(*(each.format(**places) if "{" in each else each for each in arguments))
    assert ran.code == ARGUMENTS[arguments]
    assert (tmp_path / "file").read_text() == "x" and (tmp_path / "pipe").is_fifo()
