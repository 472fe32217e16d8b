"""leaflet new: the beginning of a house, leaflet, practice or layout, or a list of practices."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from press.commands import FOUND, Report


@click.command("new")
@click.argument("kind", type=click.Choice(["house", "leaflet", "practice", "practices", "layout"]))
@click.argument("name", required=False)
@click.option(
    "--language",
    default="nl",
    show_default=True,
    metavar="LL",
    help="Of a leaflet; of practices whose row names none.",
)
@click.option(
    "--from",
    "listed",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A list of practices: .csv, .xlsx, .ods.",
)
@click.pass_obj
def command(root: Path, kind: str, name: str | None, language: str, listed: Path | None) -> None:
    """Begin a house in a folder, or a leaflet, practice or layout in this house.

    Example: leaflet new house mine, then leaflet --root mine build

    A whole list: leaflet new practices --from FILE.csv makes a folder for each row.
    Its first line names the columns: name, street, postcode, city, email, and if need
    be phone, website, hours, languages, colours ("#008f95 #c3d82c"), logo (a file
    beside the list), id (the folder's name), country. Bad rows are named with their
    line, folders that are there stay as they are, and the same list can be read again.
    """
    if (kind == "practices") != (listed is not None) or (kind == "practices") == bool(name):
        wanted = "--from FILE.csv, and no name" if kind == "practices" else "a name"
        raise click.UsageError(f"'leaflet new {kind}' takes {wanted}")
    if listed:
        sys.exit(_enrol(root, listed, language))
    assert name
    for path in _begin(root, kind, name, language):
        click.echo(str(path))


def _begin(root: Path, kind: str, name: str, language: str) -> list[Path]:
    from press import starters
    from press.reading.house import open_house

    today = date.today()
    match kind:
        case "house":
            return starters.new_house(Path(name), today)
        case "leaflet":
            return starters.new_leaflet(root, name, language, today)
        case "practice":
            return starters.new_practice(root, name, today)
        case _:
            return starters.new_layout(root, name, open_house(root)[0].layouts, today)


def _enrol(root: Path, listed: Path, language: str) -> int:
    """Make the practices of a list, and say what came of its rows."""
    from press.importing.practices import enrol

    enrolled = enrol(root, listed, language)
    report = Report()
    report.say(enrolled.findings)
    for path in enrolled.made:
        click.echo(str(path))
    rows = f"{enrolled.refused} row{'s' if enrolled.refused > 1 else ''}"
    refused = f", {rows} not used" if enrolled.refused else ""
    click.echo(f"{len(enrolled.made)} made, {len(enrolled.known)} there already{refused}")
    return FOUND if report.has_errors else 0
