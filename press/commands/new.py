"""leaflet new: the beginning of a house, leaflet, practice or layout, or a list of practices."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from press.commands import FILE, FOUND, GIVEN_FILE, Report
from press.commands.completing import LANGUAGE
from press.commands.new_house import new_house


@click.command("new")
@click.argument("kind", type=click.Choice(["house", "leaflet", "practice", "practices", "layout"]))
@click.argument("name", required=False)
@click.option(
    "--language",
    type=LANGUAGE,
    help="Of a leaflet or house; of practices whose row names none.  [default: nl]",
)
@click.option(
    "--from", "listed", type=FILE, metavar="FILE", help="A list of practices: .csv, .xlsx, .ods."
)
@click.option("--name", "title", metavar="NAME", help="Of a house: of its first practice.")
@click.option("--colours", metavar="COLOURS", help='Of a house: one or two, "#005b5e #e07a1f".')
@click.option("--logo", type=GIVEN_FILE, metavar="FILE", help="Of a house: SVG, PNG or JPEG.")
@click.pass_obj
def command(
    root: Path,
    kind: str,
    name: str | None,
    language: str | None,
    listed: Path | None,
    title: str | None,
    colours: str | None,
    logo: Path | None,
) -> None:
    """Begin a house in a folder, or a leaflet, practice or layout in this house.

    A house begins with a practice: on a terminal its name, language, colours and logo are
    asked for, and it ends with a first leaflet to look at.

    A whole list: leaflet new practices --from FILE.csv makes a folder for each row.
    Its first line names the columns: name, street, postcode, city, email, and if need
    be phone, website, hours, languages, colours ("#008f95 #c3d82c"), logo (a file
    beside the list), id (the folder's name), country. Bad rows are named with their
    line, folders that are there stay as they are, and the same list can be read again.

    \b
    Example: leaflet new house mine
             leaflet new house mine --name "De Linde" --colours "#005b5e #e07a1f"
             leaflet new leaflet pijn-in-de-knie
    """
    if (kind == "practices") != (listed is not None) or (kind == "practices") == bool(name):
        wanted = "--from FILE.csv, and no name" if kind == "practices" else "a name"
        raise click.UsageError(f"'leaflet new {kind}' takes {wanted}")
    if listed:
        sys.exit(_enrol(root, listed, language or "nl"))
    assert name
    if kind == "house":
        new_house(Path(name), title, language, colours, logo)
        return
    if title or colours or logo:
        raise click.UsageError("--name, --colours and --logo are of a new house")
    for path in _begin(root, kind, name, language or "nl"):
        click.echo(str(path))


def _begin(root: Path, kind: str, name: str, language: str) -> list[Path]:
    from press import starters
    from press.reading.house import open_house
    from press.schema import put_schemas

    today = date.today()
    match kind:
        case "leaflet":
            made = starters.new_leaflet(root, name, language, today)
        case "practice":
            made = starters.new_practice(root, name, language, today)
        case _:
            made = starters.new_layout(root, name, open_house(root)[0].layouts, today)
    put_schemas(root)  # of which the first lines of these files speak
    return made


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
