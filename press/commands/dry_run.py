"""leaflet build --dry-run: what a build would make and why, and what would look otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import Report

if TYPE_CHECKING:
    from press.choices import BuildChoices
    from press.dry_run import DryRun

_FEW = 3
"""Files that are named of those with one reason."""


def try_out(root: Path, asked: BuildChoices, *, explain: bool) -> None:
    """Say what would be made, with its reasons; with `explain` name every file."""
    from press import dry_run

    def comparing(number: int) -> None:
        if number:
            click.echo(f"Making {number} of them in memory, to compare how they look …", err=True)

    tried = dry_run.try_out(root, asked, comparing)
    Report().say(tried.findings, tried.troubles)
    reasons: dict[str, list[str]] = {}
    for path, reason in tried.todo:
        reasons.setdefault(reason, []).append(str(root / "output" / path))
    for reason, paths in reasons.items():
        click.echo(f"{len(paths)} file{'s'[: len(paths) > 1]}: {reason}")
        _name(paths if explain else paths[:_FEW])
        if not explain and len(paths) > _FEW:
            click.echo(f"    and {len(paths) - _FEW} more (--explain names them)")
    _say_looks(root, tried)
    click.echo(f"{len(tried.todo)} would be written, {tried.ready} up to date; nothing was written")


def _name(paths: Iterable[str]) -> None:
    for path in paths:
        click.echo(f"    {path}")


def _say_looks(root: Path, tried: DryRun) -> None:
    """What the sample says of looks, and of how many files nothing is known."""
    made = [each for each in tried.compared if each.pages is not None]
    if not tried.compared:
        return
    other = [each for each in made if each.pages]
    click.echo(
        f"Compared as pictures, {len(made)} of {tried.alike} whose words are as they were:"
        f" {len(other)} would look otherwise, {len(made) - len(other)} differ in bytes only"
    )
    for each in made:
        pages = ", ".join(map(str, each.pages or ()))
        said = f"looks otherwise on page {pages}" if pages else "in bytes only"
        click.echo(f"    {root / 'output' / each.path}: {said}")
    for each in tried.compared:
        if each.pages is None:
            click.echo(f"    {root / 'output' / each.path}: could not be made")
    if left := tried.alike - len(tried.compared):
        click.echo(f"    of {left} more nothing is known: they were not compared")
