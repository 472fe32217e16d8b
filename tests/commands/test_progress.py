"""Progress: one line on a terminal that is drawn over, quiet lines elsewhere."""

from __future__ import annotations

import os
import pty
import re
from collections.abc import Iterator
from select import select

import pytest
from conftest import ROOT

import press
from press.build import BuildResult, Stage
from press.commands.progress import Progress
from press.model import Finding, Origin

WARNING = Finding("P013", "warning", "the last page is empty", Origin("x.md", 1))
MADE = (
    BuildResult("brug/nl/a.pdf", "written"),
    BuildResult("brug/nl/b.pdf", "written", (WARNING,)),
)
_PATIENCE = 10
"""Seconds that a terminal may take to hand on what was written to it."""


class Terminal:
    """A pseudo terminal as standard error, and what a person would have seen on it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self._master, slave = pty.openpty()
        self.file = os.fdopen(slave, "w", encoding="utf-8")

    def progress(self, of: int) -> Progress:
        """Begin to build so many; from here on (and not sooner: pytest has its own before)."""
        self.monkeypatch.setattr("sys.stderr", self.file)
        progress = Progress(as_json=False)
        progress.start(of, 0)
        return progress

    def seen(self, last: str) -> str:
        """All that was written, when its last words have come through."""
        seen = ""
        while not seen.endswith(last) and select([self._master], [], [], _PATIENCE)[0]:
            seen += os.read(self._master, 100_000).decode()
        return seen

    def close(self) -> None:
        self.file.close()
        os.close(self._master)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    terminal = Terminal(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("press.commands.progress._TERMINAL", 0)
    yield terminal
    terminal.close()


def test_on_a_terminal_one_line_says_how_far_it_is(terminal: Terminal) -> None:
    progress = terminal.progress(4)
    for made in MADE:
        progress.arrived(made)
    *_, last = terminal.seen(" 1 with findings").split("\r")
    assert last == "\x1b[K2 of 4, 1 with findings"
    assert "\n" not in last


def test_on_a_terminal_the_line_says_which_stage_it_is_in(terminal: Terminal) -> None:
    progress = terminal.progress(4)
    progress.stage(Stage.SHELLS)
    assert terminal.seen("shells").endswith("\r\x1b[K5b laying out shells")
    progress.stage(Stage.RENDERING)
    progress.arrived(MADE[0])
    *_, last = terminal.seen(" 0 with findings").split("\r")
    assert last.startswith("\x1b[K4-6 rendering: 1 of 4, ")
    progress.close()
    assert terminal.seen("\x1b[K").endswith("\r\x1b[K")


def test_tour_architecture_and_progress_tell_one_story() -> None:
    tour = re.findall(r"^    (\d\w?) +(\w+)", press.__doc__ or "", re.M)
    page = (ROOT / "docs/architecture.md").read_text("utf-8")
    assert tour == re.findall(r"^\| (\d\w?) \| (\w+) \|", page, re.M)
    numbers = {number for number, _ in tour}
    assert {end for stage in Stage for end in stage.split()[0].split("-")} <= numbers


def test_elsewhere_no_stage_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(as_json=False)
    progress.stage(Stage.READING)
    assert tuple(capsys.readouterr()) == ("", "")


def test_a_finding_takes_the_line_away_and_stands_alone(terminal: Terminal) -> None:
    progress = terminal.progress(4)
    progress.arrived(MADE[0])
    progress.finding("x.md:1: warning: this")
    progress.close()
    assert terminal.seen("this\r\n").endswith(" with findings\r\x1b[Kx.md:1: warning: this\r\n")


def test_elsewhere_nothing_is_drawn_over(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    progress = Progress(as_json=False)
    progress.start(4, 0)
    progress.arrived(MADE[0])
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("press.commands.progress._ELSEWHERE", 0)
    progress.arrived(MADE[1])
    said = capsys.readouterr().err
    assert said.startswith("2 of 4, ") and said.endswith(" 1 with findings\n")


def test_the_line_says_rate_and_time_to_go_when_they_mean_something() -> None:
    progress = Progress(as_json=False)
    progress.start(200, 0)
    progress.done = 50
    assert (
        progress.line(progress.since + 10) == "50 of 200, 5.0 a second, 0:30 to go, 0 with findings"
    )
    progress.done = 1  # what all files share was made first: a rate of this would be a fright
    assert progress.line(progress.since + 90) == "1 of 200, 0 with findings"
    progress.done = 50
    assert progress.line(progress.since + 0.1) == "50 of 200, 0 with findings"
