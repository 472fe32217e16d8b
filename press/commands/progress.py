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
    "5b laying out furniture": 0.2,
    "5b laying out shells": 1.2,
    "5b imprinting": 0.001,
    "4-6 rendering": 1.2,
}
"""Seconds that a thing of each stage takes, until one was measured; what counts is how they
compare: `bench/imprint.py` tells."""
_ENOUGH = 5
"""Things of a stage that tell how long one takes: the first may be the largest of all."""
_FURNITURE, _SHELLS, _IMPRINTING, _RENDERING = _GUESSES
_PARTS = (_FURNITURE, _SHELLS)


@dataclass
class _Work:
    """What there is to do in a stage, what is done of it, and the seconds that took."""

    total: int = 0
    done: int = 0
    took: float = 0.0


class Progress:
    """Tells how a build goes: its stage, done, left, files a second, time to go, findings.

    It is the `Watch` of `press.build`; to `explain` is to say why and how each file is made.
    """

    def __init__(self, as_json: bool, *, explain: bool = False) -> None:
        self.as_json, self.explain = as_json, explain
        self.on_terminal = not as_json and sys.stderr.isatty()
        self.total = self.done = self.with_findings = 0
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
        self.start(len(plan.todo), len(plan.ready))

    def start(self, total: int, ready: int) -> None:
        self.total, self.since = total, time.monotonic()
        self._event("start", to_make=total, up_to_date=ready)

    def work(self, stage: Stage, more: int, done: int) -> None:
        """Count what there is to do in a stage, and how long what is done took."""
        kind, now = self.kinds[stage.value], time.monotonic()
        kind.total += more
        if done:
            kind.done += done
            kind.took += now - self.heard
            self.heard = now
            if self.on_terminal and now - self.last >= _TERMINAL:
                self.last = now
                self._draw(self.line(now))

    def arrived(self, result: BuildResult) -> None:
        from press.model import is_worth_telling

        self.done += 1
        if kind := self.kinds.get(self.where):
            now = time.monotonic()
            kind.done, kind.took, self.heard = kind.done + 1, kind.took + now - self.heard, now
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
        so_far, passed = f"{where}{self.done} of {self.total}", now - self.since
        if self.done >= self.total:
            return f"{so_far}, {self.with_findings} with findings"
        if passed >= _SOON and self.done >= self.total / _A_PART:
            so_far += f", {self.done / passed:.1f} a second"
        if passed >= _SOON and any(each.done for each in self.kinds.values()):
            minutes, seconds = divmod(round(self._to_go()), 60)
            so_far += f", {minutes}:{seconds:02} to go"
        return f"{so_far}, {self.with_findings} with findings"

    def _to_go(self) -> float:
        """Seconds: what is left of each kind of work at what one takes, measured or guessed."""
        self.kinds[_RENDERING].total = self.total - self.kinds[_IMPRINTING].total
        guessed = sum(kind.done * _GUESSES[name] for name, kind in self.kinds.items())
        scale = sum(kind.took for kind in self.kinds.values()) / guessed if guessed else 1.0
        return sum(
            max(0, kind.total - kind.done)
            * (kind.took / kind.done if kind.done >= _ENOUGH else _GUESSES[name] * scale)
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
