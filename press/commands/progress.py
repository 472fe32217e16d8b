"""How far a build is: one line on a terminal, now and then a line elsewhere, or JSON events."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
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
"""After so many seconds and a tenth of the files there is a rate: what all share is made first."""


class Progress:
    """Tells how a build goes: its stage, done, left, files a second, time to go, findings.

    It is the `Watch` of `press.build`; to `explain` is to say why and how each file is made.
    """

    def __init__(self, as_json: bool, *, explain: bool = False) -> None:
        self.as_json, self.explain = as_json, explain
        self.on_terminal = not as_json and sys.stderr.isatty()
        self.total = self.done = self.with_findings = 0
        self.since = self.last = time.monotonic()
        self.drawn, self.where = False, ""
        self.report = Report(show=self.finding)

    def stage(self, stage: Stage) -> None:
        """Show on a terminal what is being done."""
        self.where = stage.value
        if self.on_terminal:
            self._draw(self.where if not self.done else self.line(time.monotonic()))

    def planned(self, plan: BuildPlan) -> None:
        for job in plan.todo if self.explain else ():
            self.note(f"{job.variant.path}: {job.reason}")
        self.start(len(plan.todo), len(plan.ready))

    def start(self, total: int, ready: int) -> None:
        self.total, self.since = total, time.monotonic()
        self._event("start", to_make=total, up_to_date=ready)

    def arrived(self, result: BuildResult) -> None:
        from press.model import is_worth_telling

        self.done += 1
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
        where = f"{self.where}: " if self.where else ""
        so_far, passed = f"{where}{self.done} of {self.total}", now - self.since
        if passed >= _SOON and self.total / _A_PART <= self.done < self.total:
            rate = self.done / passed
            minutes, seconds = divmod(round((self.total - self.done) / rate), 60)
            so_far += f", {rate:.1f} a second, {minutes}:{seconds:02} to go"
        return f"{so_far}, {self.with_findings} with findings"

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
