"""leaflet changes: the words of a leaflet that changed since it was published."""

from __future__ import annotations

from pathlib import Path

import click

from press.commands import Report
from press.commands.governing import language, leaflet_of, words_of


@click.command("changes")
@click.argument("slug")
@click.option("--since", default="", metavar="VERSION", help="[default: the last one published]")
@language
@click.pass_obj
def command(root: Path, slug: str, since: str, language: str) -> None:
    """Show the words that changed since a version was published, by section.

    Only words count: where nothing but lines or pages break elsewhere nothing is shown.

    Example: leaflet changes slapen --since 1.0
    """
    from press import build
    from press.errors import UsageError
    from press.governance.archive import published
    from press.governance.changes import compare, in_short
    from press.governance.signatures import kept_text

    project, report = build.load(root), Report()
    leaflet = leaflet_of(project, slug, language)
    entries, findings = published(project.house, leaflet)
    report.say(findings)
    found = [entry for entry in entries if since in ("", entry.version)]
    if not found:
        known = ", ".join(entry.version for entry in entries) or "none is"
        raise UsageError(f"{slug} {since or 'as it is'} was never published (published: {known})")
    then = kept_text(project.house, found[-1].digest)
    if then is None:
        raise UsageError(f"archive/texts/{found[-1].digest}.txt is gone or damaged")
    changes = compare(then, words_of(project, leaflet))
    click.echo(f"{leaflet.title}, {found[-1].version} of {found[-1].on} -> {leaflet.version}")
    section = None
    for change in changes:
        if change.section != section:
            section = change.section
            click.echo(f"\n{section}")
        click.echo(f"  {change.in_its_place}")
    click.echo(f"\n{in_short(changes).partition(':')[0]}" if changes else "No word changed.")
