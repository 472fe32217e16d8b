"""leaflet withdraw: take a leaflet back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands.completing import PUBLICATION
from press.commands.governing import language, leaflet_of, tidied
from press.commands.mailing import outbox_of
from press.commands.painting import say_error

if TYPE_CHECKING:
    from press.build import Project
    from press.model import House


@click.command("withdraw")
@click.argument("slug", type=PUBLICATION)
@click.option("--why", required=True, metavar="TEXT", help="In one line; practices read it.")
@click.option("--instead", default="", metavar="SLUG", help="What takes its place.")
@language
@click.pass_obj
def command(root: Path, slug: str, why: str, instead: str, language: str) -> None:
    """Take a leaflet back: from now on it is not printed, not sent, and its files are removed.

    What refers to it refers to its successor, or to nothing, with a warning; nothing else is
    held back. Queued mail that brings it is given up. Who has it is told by the next
    'leaflet deliver --all --really', before anything else.

    \b
    Example: leaflet withdraw pijn-onder-in-de-rug --why "the dose is wrong"
    """
    from press import build
    from press.governance.issued import holders, read_issued
    from press.governance.withdrawal import withdraw

    project = build.load(root)
    tidied(project.house)
    where, version = _which(project, slug, language)
    if instead:
        leaflet_of(project, instead, where)
    path = withdraw(project.house, where, slug, why, instead, version, date.today())
    click.echo(f"{path.relative_to(project.house.root)}: {where}/{slug} is withdrawn")
    _remove_files(project.house)
    if (project.house.root / "outbox").is_dir():
        with outbox_of(project.house.root):
            pass  # opening it gives up what is queued of it
    had = holders(read_issued(project.house)[0], f"{where}/{slug}")
    if had:
        click.echo(f"{len(had)} practices had it. To tell them: leaflet deliver --all --really")
    for other in project.library.content.leaflets:
        if other.translation_of == slug:
            click.echo(f"Its translation {other.language}/{other.slug} is still there.")


def _which(project: Project, slug: str, language: str) -> tuple[str, str]:
    """The language and version of what is to be withdrawn, be it that its source is gone."""
    content = project.library.content
    gone = [
        where
        for where, name in [*content.withdrawn, *content.unread]
        if name == slug and language in ("", where)
    ]
    if len(gone) == 1 and not any(each.slug == slug for each in content.leaflets):
        return gone[0], ""
    leaflet = leaflet_of(project, slug, language)
    return leaflet.language, leaflet.version


def _remove_files(house: House) -> None:
    """Remove the files of what is withdrawn, unless somebody is building: then that build does."""
    from press import build
    from press.cache import open_cache
    from press.errors import UsageError
    from press.governance.withdrawal import load_withdrawn

    if not house.output.is_dir():
        return
    try:
        with open_cache(house.output) as cache:
            removed = build.prune(cache, build.withdrawn(load_withdrawn(house)[0], cache))
            build.list_files(cache)
    except UsageError as error:
        say_error(f"its files are still there: {error}")
        return
    for name in removed:
        click.echo(f"removed {name}")
