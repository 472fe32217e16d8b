"""How far a build is: one line on a terminal, now and then a line elsewhere, or JSON events."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from press.build import BuildResult

_TERMINAL, _ELSEWHERE = 0.2, 30.0
"""Seconds between two looks."""


class Progress:
    """Tells how a build goes: done, left, files a second, time to go, files with findings."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self.on_terminal = not as_json and sys.stderr.isatty()
        self.total = self.done = self.with_findings = 0
        self.since = self.told = time.monotonic()
        self.drawn = False

    def start(self, total: int, ready: int) -> None:
        self.total, self.since = total, time.monotonic()
        self._event("start", to_make=total, up_to_date=ready)

    def arrived(self, made: BuildResult) -> None:
        self.done += 1
        self.with_findings += any(finding.severity != "info" for finding in made.findings)
        self._event("file", path=made.path, state=made.state, done=self.done, of=self.total)
        now = time.monotonic()
        if self.as_json or now - self.told < (_TERMINAL if self.on_terminal else _ELSEWHERE):
            return
        self.told = now
        if self.on_terminal:
            click.echo(f"\r\x1b[K{self.line(now)}", err=True, nl=False)
            self.drawn = True
        else:
            click.echo(self.line(now), err=True)

    def line(self, now: float) -> str:
        rate = self.done / max(now - self.since, 1e-6)
        left = (self.total - self.done) / max(rate, 1e-6)
        minutes, seconds = divmod(round(left), 60)
        return (
            f"{self.done} of {self.total}, {rate:.1f} a second, {minutes}:{seconds:02} to go,"
            f" {self.with_findings} with findings"
        )

    def finding(self, line: str) -> None:
        self.close()
        if self.as_json:
            self._event("finding", text=line)
        else:
            click.echo(line, err=True)

    def trouble(self, traceback: str) -> None:
        """The traceback of a mistake of the press."""
        if traceback:
            self.close()
            click.echo(traceback.rstrip(), err=True)

    def say(self, *lines: str) -> None:
        for line in lines:
            self._event("note", text=line)
            if not self.as_json:
                click.echo(line)

    def end(self, summary: str) -> None:
        self._event("end", text=summary)
        if not self.as_json:
            click.echo(summary)

    def close(self) -> None:
        """Take the line on the terminal away."""
        if self.drawn:
            click.echo("\r\x1b[K", err=True, nl=False)
            self.drawn = False

    def _event(self, event: str, **said: object) -> None:
        if self.as_json:
            click.echo(json.dumps({"event": event, **said}, ensure_ascii=False))
