"""leaflet publish: keep leaflets as they are published."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import FOUND, Report
from press.commands.completing import PUBLICATION
from press.commands.governing import language, leaflet_of, tidied

if TYPE_CHECKING:
    from press.build import Project
    from press.model import Leaflet


@click.command("publish")
@click.argument("slug", type=PUBLICATION, required=False)
@click.option("--note", default="", metavar="TEXT", help="What changed, in one line.")
@language
@click.pass_obj
def command(root: Path, slug: str | None, note: str, language: str) -> None:
    """Keep a leaflet as it is now under its version, or every leaflet that is ready.

    Its words, signatures and all files that it is made from go into archive/, where nothing
    is ever written again. From then on other words under the same version are an error.

    \b
    Example: leaflet publish pijn-onder-in-de-rug --note "new advice on caffeine"
    """
    from press import build
    from press.governance.publishing import publish_all

    project, report = build.load(root), Report()
    tidied(project.house)
    chosen = (
        [leaflet_of(project, slug, language)]
        if slug
        else [each for each in project.library.content.leaflets if language in ("", each.language)]
    )
    ready = [leaflet for leaflet in chosen if _is_ready(project, leaflet, report)]
    done = publish_all(project.library, ready, note, date.today())
    for leaflet, entry in done:
        click.echo(f"{leaflet.language}/{leaflet.slug} {entry.version}: {entry.digest[:12]}")
    known = len(ready) - len(done)
    left = f", {len(chosen) - len(ready)} not" if len(ready) < len(chosen) else ""
    click.echo(f"{len(done)} published, {known} there already{left}")
    if report.has_errors:
        sys.exit(FOUND)


def _is_ready(project: Project, leaflet: Leaflet, report: Report) -> bool:
    """Whether a leaflet may be published: without errors, and no concept; says why not."""
    own = [each for each in project.findings if each.origin.path == leaflet.origin.path]
    wrong = [each for each in own if each.severity == "error"]
    held = [each for each in own if each.code == "S081"]
    report.with_information = True
    report.say(wrong or held)
    return not wrong and not held
