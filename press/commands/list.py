"""leaflet list: what the house has."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import FOUND, Report

if TYPE_CHECKING:
    from press.build import Project

Rows = list[dict[str, object]]


@click.command("list")
@click.argument(
    "kind", type=click.Choice(["leaflets", "booklets", "practices", "layouts", "variants"])
)
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@click.pass_obj
def command(root: Path, kind: str, as_json: bool) -> None:
    """List what the house has.

    Example: leaflet list variants --json
    """
    from press import build

    project, report = build.load(root), Report()
    rows = _ROWS[kind](project)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            click.echo("  ".join(_cell(value) for value in row.values()))
    report.say(project.findings)
    if report.has_errors:
        sys.exit(FOUND)


def _cell(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _leaflets(project: Project) -> Rows:
    return [
        {
            "slug": leaflet.slug,
            "language": leaflet.language,
            "version": leaflet.version,
            "review_due": leaflet.review_due.isoformat(),
            "title": leaflet.title,
        }
        for leaflet in project.library.content.leaflets
    ]


def _booklets(project: Project) -> Rows:
    return [
        {
            "slug": booklet.slug,
            "language": booklet.language,
            "version": booklet.head.version,
            "leaflets": [leaflet.slug for leaflet in booklet.leaflets],
            "title": booklet.title,
        }
        for booklet in project.publications
        if booklet.is_booklet
    ]


def _practices(project: Project) -> Rows:
    return [
        {"id": practice.id, "languages": list(practice.languages), "name": practice.name}
        for practice in project.practices
    ]


def _layouts(project: Project) -> Rows:
    from press.model import in_language

    return [
        {
            "name": layout.name,
            "media": list(layout.media),
            "description": in_language(layout.description, "en"),
        }
        for layout in project.layouts
    ]


def _variants(project: Project) -> Rows:
    from press.build import Order, plan

    return [
        {
            "path": variant.path,
            "publication": variant.publication.slug,
            "language": variant.publication.folder,
            "version": variant.publication.head.version,
            "practice": variant.practice.id,
            "layout": variant.layout.name,
            "media": variant.medium,
        }
        for variant in plan(project, Order(media=("screen", "print", "prepress")))
    ]


_ROWS: dict[str, Callable[[Project], Rows]] = {
    "leaflets": _leaflets,
    "booklets": _booklets,
    "practices": _practices,
    "layouts": _layouts,
    "variants": _variants,
}
