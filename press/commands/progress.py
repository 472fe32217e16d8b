"""How far a build is: one line on a terminal, now and then a line elsewhere, or JSON events."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from press.commands import Report
from press.commands.painting import painted

if TYPE_CHECKING:
    from press.build import BuildPlan, BuildResult, Stage
    from press.model import Finding

_TERMINAL, _ELSEWHERE = 0.2, 30.0
"""Seconds between two looks."""
_SOON, _A_PART = 5.0, 10
"""After so many seconds there is a time to go, and with a tenth of the files a rate: what all
share is made first."""


_GUESSES = {
    "5b laying out furniture": 0.02,
    "5b laying out shells": 0.45,
    "5b imprinting": 0.002,
    "4-6 rendering": 0.5,
}
"""Seconds that a thing of each stage takes, until one was measured; what counts is how they
compare: `bench/imprint.py` tells. Of furniture the first of a kind takes ten times as long."""
_ENOUGH = 5
"""Things of a stage that tell how long one takes."""
_FURNITURE, _SHELLS, _IMPRINTING, _RENDERING = _GUESSES
_PARTS = (_FURNITURE, _SHELLS)


@dataclass
class _Work:
    """What there is to do in a stage, what is done of it, and the seconds that took."""

    total: int = 0
    done: int = 0
    took: float = 0.0
    first: float = 0.0
    """The seconds of the first things, which may be the largest of all."""

    def add(self, count: int, seconds: float) -> None:
        self.done, self.took = self.done + count, self.took + seconds
        if self.done <= _ENOUGH:
            self.first = self.took

    @property
    def each(self) -> float:
        """What one takes, as far as it was measured."""
        if self.done < _ENOUGH:
            return 0.0
        if self.done < 2 * _ENOUGH:
            return self.took / self.done
        return (self.took - self.first) / (self.done - _ENOUGH)


class Progress:
    """Tells how a build goes: its stage, done, left, files a second, time to go, findings.

    It is the `Watch` of `press.build`; to `explain` is to say why and how each file is made.
    """

    def __init__(self, as_json: bool, *, explain: bool = False) -> None:
        self.as_json, self.explain = as_json, explain
        self.on_terminal = not as_json and sys.stderr.isatty()
        self.total = self.ready = self.later = self.done = self.with_findings = 0
        self.since = self.last = time.monotonic()
        self.heard = self.since
        self.kinds = {stage: _Work() for stage in _GUESSES}
        self.drawn, self.where = False, ""
        self.report = Report(show=self.finding)

    def stage(self, stage: Stage) -> None:
        """Show on a terminal what is being done."""
        self.where, self.heard = stage.value, time.monotonic()
        if self.on_terminal:
            self._draw(self.where if not self.done else self.line(time.monotonic()))

    def planned(self, plan: BuildPlan) -> None:
        for job in plan.todo if self.explain else ():
            self.note(f"{job.variant.path}: {job.reason}")
        self.start(len(plan.todo), len(plan.ready) + plan.standing, plan.later)

    def start(self, total: int, ready: int, later: int = 0) -> None:
        """Begin to make so many; of a large house so many others come `later`."""
        if not self.total + self.ready:
            self.since = time.monotonic()
        self.total, self.ready, self.later = self.total + total, self.ready + ready, later
        self._event("start", to_make=total, up_to_date=ready, **({"later": later} if later else {}))

    def work(self, stage: Stage, more: int, done: int) -> None:
        """Count what there is to do in a stage, and how long what is done took."""
        kind, now = self.kinds[stage.value], time.monotonic()
        kind.total += more
        if done:
            kind.add(done, now - self.heard)
            self.heard = now
            if self.on_terminal and now - self.last >= _TERMINAL:
                self.last = now
                self._draw(self.line(now))

    def arrived(self, result: BuildResult) -> None:
        from press.model import is_worth_telling

        self.done += 1
        if kind := self.kinds.get(self.where):
            now = time.monotonic()
            kind.add(1, now - self.heard)
            self.heard = now
        self.with_findings += any(map(is_worth_telling, result.findings))
        self._event("file", path=result.path, state=result.state, done=self.done, of=self.total)
        now = time.monotonic()
        if self.as_json or now - self.last < (_TERMINAL if self.on_terminal else _ELSEWHERE):
            return
        self.last = now
        if self.on_terminal:
            self._draw(self.line(now))
        else:
            click.echo(self.line(now), err=True)

    def line(self, now: float) -> str:
        kind = self.kinds.get(self.where)
        of = f" {kind.done} of {kind.total}" if kind and self.where in _PARTS else ""
        where = f"{self.where}{of}: " if self.where else ""
        total, passed = self.total + self.later, now - self.since
        so_far = f"{where}{self.done} of {total}"
        if self.done >= total:
            return f"{so_far}, {self.with_findings} with findings"
        if passed >= _SOON and self.done >= total / _A_PART:
            so_far += f", {self.done / passed:.1f} a second"
        if passed >= _SOON and any(each.done for each in self.kinds.values()):
            to_go = self._to_go()
            a_file = (passed + to_go) / (self.total + self.ready)
            minutes, seconds = divmod(round(to_go + self.later * a_file), 60)
            so_far += f", {minutes}:{seconds:02} to go"
        return f"{so_far}, {self.with_findings} with findings"

    def _to_go(self) -> float:
        """Seconds: what is left of each kind of work at what one takes, measured or guessed.

        Not counted is what comes later.
        """
        self.kinds[_RENDERING].total = self.total - self.kinds[_IMPRINTING].total
        guessed = sum(kind.done * _GUESSES[name] for name, kind in self.kinds.items())
        scale = sum(kind.took for kind in self.kinds.values()) / guessed if guessed else 1.0
        return sum(
            max(0, kind.total - kind.done) * (kind.each or _GUESSES[name] * scale)
            for name, kind in self.kinds.items()
        )

    def made(self, result: BuildResult) -> None:
        if self.explain:
            self.note(f"{result.path}: {result.how}")

    def found(self, findings: Iterable[Finding], troubles: Iterable[str]) -> None:
        """Findings, each once, and tracebacks of mistakes of the press."""
        for trouble in filter(None, troubles):
            self.close()
            click.echo(trouble.rstrip(), err=True)
        self.report.say(findings)

    def finding(self, line: str) -> None:
        self.close()
        if self.as_json:
            self._event("finding", text=line)
        else:
            click.echo(painted(line), err=True)

    def note(self, *lines: str) -> None:
        for line in lines:
            self._event("note", text=line)
            if not self.as_json:
                self.close()
                click.echo(line)

    def end(self, summary: str) -> None:
        self.close()
        self._event("end", text=summary)
        if not self.as_json:
            click.echo(summary)

    def close(self) -> None:
        """Take the line on the terminal away."""
        if self.drawn:
            click.echo("\r\x1b[K", err=True, nl=False)
            self.drawn = False

    def _draw(self, line: str) -> None:
        click.echo(f"\r\x1b[K{line}", err=True, nl=False)
        self.drawn = True

    def _event(self, event: str, **values: object) -> None:
        if self.as_json:
            click.echo(json.dumps({"event": event, **values}, ensure_ascii=False))
