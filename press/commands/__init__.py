"""What you can type after `leaflet`: a file a command. Parse, call the press, print.

With leaflet.py the only home of click. What is heavy is imported inside a command,
so that `leaflet --help` stays quick.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from press.commands.completing import LANGUAGE, LAYOUT, PRACTICE, PUBLICATION
from press.commands.painting import painted

if TYPE_CHECKING:
    from press.model import Finding

DONE, FOUND, WRONG_USAGE, IN_DOUBT = 0, 1, 2, 3
"""Exit codes: done; findings or failures; wrong usage; mail in doubt."""

FILE = click.Path(dir_okay=False, path_type=Path)
GIVEN_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
"""A file that is to be written; one that is there already."""
Command: TypeAlias = "Callable[..., object]"


def choices(command: Command) -> Command:
    """The choices that build, check and proof share, as `order`; what is left out means all."""

    @wraps(command)
    def ordered(**chosen: Any) -> object:
        from press.choices import Order

        names = ("publications", "practices", "layouts", "languages", "media")
        order = Order(*(chosen.pop(name) for name in names))
        if both := chosen.pop("side_by_side"):
            spoken = tuple(one.strip().lower() for one in both.split(","))
            order = replace(order, side_by_side=spoken)
        return command(order=order, **chosen)

    return _with_options(
        ordered,
        click.argument("publications", nargs=-1, metavar="[PUBLICATION]...", type=PUBLICATION),
        click.option("--practice", "practices", multiple=True, type=PRACTICE, help="A practice."),
        click.option("--layout", "layouts", multiple=True, type=LAYOUT, help="A layout."),
        click.option("--language", "languages", multiple=True, type=LANGUAGE, help="As nl, en."),
        click.option(
            "--languages", "side_by_side", metavar="LL,LL", help="Two side by side, as nl,en."
        ),
        click.option(
            "--media",
            multiple=True,
            type=click.Choice(["screen", "print", "prepress"]),
            help="For a screen, a practice's printer, a print shop.  [default: screen]",
        ),
    )


def limits(command: Command) -> Command:
    """What the making of one file may take, in seconds and MB, as `limits`."""

    @wraps(command)
    def limited(**chosen: Any) -> object:
        from press.choices import Limits

        seconds, memory = chosen.pop("time_limit"), chosen.pop("memory_limit")
        return command(limits=Limits(seconds, memory * 1_000_000), **chosen)

    return _with_options(
        limited,
        click.option(
            "--time-limit",
            type=click.FloatRange(1),
            default=60,
            metavar="SECONDS",
            help="That one file may take.  [default: 60]",
        ),
        click.option(
            "--memory-limit",
            type=click.IntRange(64),
            default=1000,
            metavar="MB",
            help="That one file may take.  [default: 1000]",
        ),
    )


def as_typed() -> str:
    """The command as it must be typed here: by its path where no shell finds it by its name."""
    program = Path(sys.argv[0])
    found = shutil.which("leaflet")
    if program.name != "leaflet" or (found and Path(found).samefile(program)):
        return "leaflet"
    return os.path.relpath(program)


@contextmanager
def needing(extra: str, who: str) -> Iterator[None]:
    """Say which extra is to be installed where a library that `who` needs is not here."""
    from press.errors import PressError

    try:
        yield
    except ImportError as error:
        raise PressError(
            f"{who} a library that is not here ({error.name})\n"
            f"Install it: pip install 'leaflet-press[{extra}]'"
        ) from None


def _with_options(command: Command, *options: Callable[[Command], Command]) -> Command:
    """The command with these options, which its help shows in this order."""
    for option in reversed(options):
        command = option(command)
    return command


class Report:
    """Shows each finding once, on standard error, in the one form that editors can click.

    A silent one only remembers them.
    """

    def __init__(
        self,
        *,
        with_information: bool = False,
        silent: bool = False,
        show: Callable[[str], None] | None = None,
    ) -> None:
        self.with_information = with_information
        self.silent = silent
        self.show = show or (lambda line: click.echo(painted(line), err=True))
        self.shown: dict[Finding, None] = {}  # a set that keeps its order

    def say(self, findings: Iterable[Finding], troubles: Iterable[str] = ()) -> None:
        """Show what is found; before it the tracebacks of mistakes of ours, if there are any."""
        for trouble in filter(None, troubles):
            click.echo(trouble.rstrip(), err=True)
        for finding in findings:
            if finding.severity == "info" and not self.with_information:
                continue
            if finding not in self.shown:
                self.shown[finding] = None
                if not self.silent:
                    self.show(str(finding))

    @property
    def has_errors(self) -> bool:
        from press.model import has_errors

        return has_errors(self.shown)
