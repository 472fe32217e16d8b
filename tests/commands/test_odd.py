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
    "records are a folder": lambda output: _below(output / ".press/records").mkdir(),
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
