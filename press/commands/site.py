"""leaflet site: a website for each practice."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

import click

from press.commands import FOUND
from press.commands.completing import PRACTICE
from press.commands.painting import painted


@click.command("site")
@click.option("--practice", "practices", multiple=True, type=PRACTICE, help="A practice.")
@click.option("--serve", is_flag=True, help="Show it on this machine until you press Ctrl-C.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, help="[default: 8080]")
@click.option("--force", is_flag=True, help="Make also what is up to date.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="At a time.  [default: cores]")
@click.pass_obj
def command(
    root: Path, practices: tuple[str, ...], serve: bool, port: int, force: bool, jobs: int | None
) -> None:
    """Write a website for each practice to output/site/PRACTICE/.

    The pages stand at the short addresses that leaflets print. Files that 'leaflet build'
    made and that are up to date are offered on them. Addresses ever published are kept in
    addresses.yaml: take it into version control with the sources.

    \b
    Example: leaflet site --practice lindehof --serve
    """
    from press import site

    start = time.monotonic()
    choices = site.SiteChoices(practices, jobs or os.cpu_count() or 1, force=force)
    outcome = site.build_site(root, choices)
    for line in (*outcome.troubles, *outcome.findings, *outcome.notes):
        click.echo(painted(line), err=True)
    click.echo(
        f"{outcome.sites} sites, {outcome.pages} pages, {outcome.written} files written,"
        f" {time.monotonic() - start:.1f} s"
    )
    if serve:
        with suppress(KeyboardInterrupt):
            site.serve(root.resolve() / "output" / "site", port, click.echo)
    if outcome.failed:
        sys.exit(FOUND)
