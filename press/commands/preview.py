"""leaflet preview: pages in a browser that change as you save."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from press.commands import needing
from press.commands.completing import LANGUAGE, LAYOUT, PRACTICE, PUBLICATION


@click.command("preview")
@click.argument("publication", default="", metavar="[PUBLICATION]", type=PUBLICATION)
@click.option("--practice", "practices", multiple=True, type=PRACTICE, help="For this practice.")
@click.option("--layout", "layouts", multiple=True, type=LAYOUT, help="In this layout.")
@click.option("--language", default="", type=LANGUAGE, help="If a leaflet has several.")
@click.option("--port", type=click.IntRange(0, 65535), default=8760, help="[default: 8760]")
@click.pass_obj
def command(
    root: Path,
    /,
    publication: str,
    practices: tuple[str, ...],
    layouts: tuple[str, ...],
    language: str,
    port: int,
) -> None:
    """Show a leaflet in a browser, anew each time you save, with what is found at its place.

    On this machine only, until you press Ctrl-C. Give --practice and --layout again to see
    several side by side.

    \b
    Example: leaflet preview lage-rugklachten
             leaflet preview lage-rugklachten --layout a4 --layout a4-large-print
    """
    with needing("desk", "the window needs"):
        from press.preview.server import PreviewChoices, open_window

    choices = PreviewChoices(publication, practices, layouts, language, port)
    open_window(
        root, choices, date.today, lambda address: click.echo(f"{address}  (Ctrl-C stops it)")
    )
