"""leaflet changes: the words of a leaflet that changed since it was published."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import FILE, FOUND, Report
from press.commands.completing import LAYOUT, PRACTICE, PUBLICATION
from press.commands.governing import language, leaflet_of, words_of

if TYPE_CHECKING:
    from press.build import Project
    from press.model import Leaflet, Since


@click.command("changes")
@click.argument("slug", type=PUBLICATION)
@click.option("--since", default="", metavar="VERSION", help="[default: the last one published]")
@click.option("--pdf", type=FILE, metavar="FILE", help="Set the real pages with what changed.")
@click.option("--practice", default="", type=PRACTICE, help="For --pdf.  [default: the first]")
@click.option("--layout", default="", type=LAYOUT, help="For --pdf.  [default: its first]")
@language
@click.pass_obj
def command(
    root: Path, slug: str, since: str, pdf: Path | None, practice: str, layout: str, language: str
) -> None:
    """Show the words that changed since a version was published, by section.

    Only words count: where nothing but lines or pages break elsewhere nothing is shown.
    With --pdf the pages are set as they are, with a bar beside each changed line, what is new
    underlined, what is gone struck out, and a list at the end.

    \b
    Example: leaflet changes pijn-onder-in-de-rug --since 1.0
    """
    from press import build, files
    from press.errors import UsageError
    from press.governance.archive import published
    from press.governance.changes import compare, in_short
    from press.governance.signatures import kept_text
    from press.model import Since

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
    if pdf:
        shown = Since(
            tuple(" ".join(then.lines).split()),
            tuple(f"{change.section}: {change.in_words}" for change in changes),
        )
        files.put(pdf, _pages(project, leaflet, shown, practice, layout, report))
        click.echo(str(pdf))


def _pages(
    project: Project, leaflet: Leaflet, shown: Since, practice: str, layout: str, report: Report
) -> bytes:
    """The pages of a leaflet for one practice, with what changed."""
    from dataclasses import replace

    from press import workers
    from press.errors import UsageError
    from press.mail.choosing import practice_of, variant_of

    found = [each for each in project.publications if each.leaflets == (leaflet,)]
    if not found:
        raise UsageError(f"{leaflet.slug} cannot be printed as it is: leaflet check {leaflet.slug}")
    speaking = [each.id for each in project.practices if leaflet.language in each.languages]
    if not practice and not speaking:
        raise UsageError(f"no practice hands out leaflets in '{leaflet.language}'")
    known = practice_of(project, practice or speaking[0])
    variant = variant_of(project, known, found[0], layout)
    library = replace(project.library, since={leaflet.origin: shown})
    (made,) = workers.run_isolated([variant], library, lambda result: result)
    result = made.value
    report.say([*made.findings, *(result.findings if result else ())], [made.trouble])
    if result is None or result.document is None:
        sys.exit(FOUND)
    return result.document.pdf
