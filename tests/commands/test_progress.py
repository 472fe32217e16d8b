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


class Clock:
    """Seconds that pass only when they are told to."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("press.commands.progress.time", clock)
    return clock


def test_the_line_says_rate_and_time_to_go_when_they_mean_something(clock: Clock) -> None:
    progress = Progress(as_json=False)
    progress.start(40, 0)
    progress.stage(Stage.RENDERING)
    assert progress.line(9) == "4-6 rendering: 0 of 40, 0 with findings"
    for made in MADE:
        clock.now += 2
        progress.arrived(made)
    assert progress.line(4) == "4-6 rendering: 2 of 40, 1 with findings"
    assert progress.line(6) == "4-6 rendering: 2 of 40, 1:16 to go, 1 with findings"
    for made in MADE:
        clock.now += 2
        progress.arrived(made)
    said = "4-6 rendering: 4 of 40, 0.5 a second, 1:12 to go, 2 with findings"
    assert progress.line(8) == said


COSTS = {
    Stage.FURNITURE: 0.013,
    Stage.SHELLS: 0.45,
    Stage.IMPRINTING: 0.002,
    Stage.RENDERING: 0.5,
}
"""Seconds as two free cores take them (docs/scale.md)."""
LAID_OUT = 0.28
"""Of the furniture of the first four practices of a family: the others' is set in their words."""


@pytest.mark.parametrize("speed", [0.3, 1, 2])
@pytest.mark.parametrize("groups", [[(75, 60)] * 12, [(40, 14)] * 3, [(600, 1)] * 2])
@pytest.mark.parametrize("rendered", [0, 40])
@pytest.mark.slow
def test_after_ten_seconds_the_time_to_go_is_near_the_truth(
    clock: Clock, speed: float, groups: list[tuple[int, int]], rendered: int
) -> None:
    progress = Progress(as_json=False)
    files = sum(practices * texts for practices, texts in groups)
    progress.start(files + rendered, 0)
    progress.work(Stage.IMPRINTING, files, 0)
    for practices, texts in groups:
        progress.work(Stage.FURNITURE, practices, 0)
        progress.work(Stage.SHELLS, texts, 0)
    told: list[tuple[float, float]] = []

    def some(stage: Stage, count: int) -> None:
        progress.stage(stage)
        for number in range(count):
            first = stage is Stage.FURNITURE and number < 4
            clock.now += (LAID_OUT if first else COSTS[stage]) / speed
            if stage in (Stage.FURNITURE, Stage.SHELLS):
                progress.work(stage, 0, 1)
            else:
                progress.arrived(MADE[0])
            if clock.now >= 10 and not told:
                minutes, seconds = re.findall(r"(\d+):(\d+) to go", progress.line(clock.now))[0]
                told.append((clock.now, 60 * int(minutes) + int(seconds)))

    for practices, texts in groups:
        some(Stage.FURNITURE, practices)
        some(Stage.SHELLS, texts)
        some(Stage.IMPRINTING, practices * texts)
    some(Stage.RENDERING, rendered)
    for when, said in told:
        assert said == pytest.approx(clock.now - when, rel=0.3, abs=1)
    assert told or clock.now < 10


def test_files_of_practices_that_come_later_take_what_the_first_take(clock: Clock) -> None:
    progress = Progress(as_json=False)
    progress.start(50, 50, later=300)
    progress.stage(Stage.RENDERING)
    for _ in range(25):
        clock.now += 2
        progress.arrived(MADE[0])
    assert "25 of 350, 5:50 to go" in progress.line(clock.now)
    for _ in range(25):
        clock.now += 2
        progress.arrived(MADE[0])
    progress.start(150, 150, later=0)
    assert "50 of 200, 0.5 a second, 5:00 to go" in progress.line(clock.now)


def test_what_was_kept_costs_no_time(clock: Clock) -> None:
    progress = Progress(as_json=False)
    progress.start(100, 0)
    progress.work(Stage.IMPRINTING, 100, 0)
    progress.work(Stage.FURNITURE, 10, 0)
    progress.work(Stage.FURNITURE, 0, 10)
    progress.stage(Stage.IMPRINTING)
    for _ in range(50):
        clock.now += 0.5
        progress.arrived(MADE[0])
    assert "50 of 100, 2.0 a second, 0:25 to go" in progress.line(clock.now)


def test_the_line_says_how_many_shells_are_done(clock: Clock) -> None:
    progress = Progress(as_json=False)
    progress.start(100, 0)
    progress.work(Stage.SHELLS, 7, 0)
    progress.stage(Stage.SHELLS)
    progress.work(Stage.SHELLS, 0, 3)
    assert progress.line(1).startswith("5b laying out shells 3 of 7: 0 of 100, ")
