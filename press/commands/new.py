"""leaflet new: the beginning of a house, leaflet, practice or layout."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click


@click.command("new")
@click.argument("kind", type=click.Choice(["house", "leaflet", "practice", "layout"]))
@click.argument("name")
@click.option("--language", default="nl", show_default=True, metavar="LL", help="Of a leaflet.")
@click.pass_obj
def command(root: Path, kind: str, name: str, language: str) -> None:
    """Begin a house in a folder, or a leaflet, practice or layout in this house.

    Example: leaflet new house mine, then leaflet --root mine build
    """
    from press import starters
    from press.house import open_house

    today = date.today()
    match kind:
        case "house":
            made = starters.new_house(Path(name), today)
        case "leaflet":
            made = starters.new_leaflet(root, name, language, today)
        case "practice":
            made = starters.new_practice(root, name, today)
        case _:
            made = starters.new_layout(root, name, open_house(root)[0].layouts, today)
    for path in made:
        click.echo(str(path))
