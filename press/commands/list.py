"""leaflet list: what the house has."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import FOUND, Report, choices

if TYPE_CHECKING:
    from press.build import Project
    from press.choices import Order
    from press.model import Publication

Rows = list[dict[str, object]]


@click.command("list")
@click.argument(
    "kind",
    type=click.Choice(["leaflets", "booklets", "exercises", "practices", "layouts", "variants"]),
)
@choices
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@click.pass_obj
def command(root: Path, kind: str, order: Order, as_json: bool) -> None:
    """List what the house has, or of that what 'leaflet build' would take with these choices.

    \b
    Example: leaflet list variants --practice lindehof --language nl
    """
    from press import build

    project, report = build.load(root), Report()
    rows = _ROWS[kind](_Chosen(project, order))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            click.echo("  ".join(_cell(value) for value in row.values()))
    report.say(project.findings)
    if report.has_errors:
        sys.exit(FOUND)


class _Chosen:
    """What of a house is chosen: all of a kind, unless something else is chosen as well."""

    def __init__(self, project: Project, order: Order) -> None:
        from press.build import plan

        self.project, self.order = project, order
        media = order.media or ("screen", "print", "prepress")
        self.variants = plan(project, replace(order, media=media))

    def are_made(self, *kinds: str) -> bool:
        """Whether only what is made counts, as others of these choices were made."""
        return any(getattr(self.order, kind) for kind in kinds)

    def has(self, slug: str, language: str) -> bool:
        """Whether a publication, or an exercise, is one of those asked for."""
        order = self.order
        named = not order.publications or slug in order.publications
        return named and (not order.languages or language in order.languages)

    def publications(self) -> list[Publication]:
        """Those that are chosen; of practices and layouts those that are made of them."""
        made = {variant.publication.origin for variant in self.variants}
        narrowed = self.are_made("practices", "layouts", "media")
        return [
            each
            for each in self.project.publications
            if self.has(each.slug, each.language) and (not narrowed or each.origin in made)
        ]


def _cell(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _leaflets(chosen: _Chosen) -> Rows:
    made = {each.origin for each in chosen.publications()}
    narrowed = chosen.are_made("practices", "layouts", "media")
    return [
        {
            "slug": leaflet.slug,
            "language": leaflet.language,
            "version": leaflet.version,
            "review_due": leaflet.review_due.isoformat(),
            "title": leaflet.title,
        }
        for leaflet in chosen.project.library.content.leaflets
        if chosen.has(leaflet.slug, leaflet.language) and (not narrowed or leaflet.origin in made)
    ]


def _booklets(chosen: _Chosen) -> Rows:
    return [
        {
            "slug": booklet.slug,
            "language": booklet.language,
            "version": booklet.head.version,
            "leaflets": [leaflet.slug for leaflet in booklet.leaflets],
            "title": booklet.title,
        }
        for booklet in chosen.publications()
        if booklet.is_booklet
    ]


def _exercises(chosen: _Chosen) -> Rows:
    return [
        {"slug": exercise.slug, "language": exercise.language, "title": exercise.title}
        for exercise in chosen.project.library.content.exercises
        if chosen.has(exercise.slug, exercise.language)
    ]


def _practices(chosen: _Chosen) -> Rows:
    made = {variant.practice.id for variant in chosen.variants}
    narrowed = chosen.are_made("publications", "practices", "layouts", "languages", "media")
    return [
        {"id": practice.id, "languages": list(practice.languages), "name": practice.name}
        for practice in chosen.project.practices
        if not narrowed or practice.id in made
    ]


def _layouts(chosen: _Chosen) -> Rows:
    from press.model import in_language

    made = {variant.layout.name for variant in chosen.variants}
    narrowed = chosen.are_made("publications", "practices", "layouts", "languages", "media")
    return [
        {
            "name": layout.name,
            "media": list(layout.media),
            "description": in_language(layout.description, "en"),
        }
        for layout in chosen.project.layouts
        if not narrowed or layout.name in made
    ]


def _variants(chosen: _Chosen) -> Rows:
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
        for variant in chosen.variants
    ]


_ROWS: dict[str, Callable[[_Chosen], Rows]] = {
    "leaflets": _leaflets,
    "booklets": _booklets,
    "exercises": _exercises,
    "practices": _practices,
    "layouts": _layouts,
    "variants": _variants,
}
