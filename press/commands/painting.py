"""A line for a terminal -> the same line with its severity in colour.

Colour only repeats what the words say. Without a terminal, and with NO_COLOR (no-color.org),
there is none: click takes it out where a stream is no terminal.
"""

from __future__ import annotations

import os
import re

import click

_FINDING = re.compile(r"(?P<place>.+?): (?P<severity>error|warning|info): (?P<rest>.+)")
_COLOURS = {"error": "bright_red", "warning": "yellow", "info": "cyan"}


def painted(line: str) -> str:
    """A finding with its place bold and its severity in colour; any other line as it is."""
    found = _FINDING.fullmatch(line)
    if not found or not _may_paint():
        return line
    severity = found["severity"]
    told = click.style(severity, fg=_COLOURS[severity], bold=severity == "error")
    return f"{click.style(found['place'], bold=True)}: {told}: {found['rest']}"


def say_error(text: object) -> None:
    """Say why a command stops, on standard error."""
    name = click.style("leaflet", fg="bright_red", bold=True) if _may_paint() else "leaflet"
    click.echo(f"{name}: {text}", err=True)


def _may_paint() -> bool:
    return not os.environ.get("NO_COLOR")
