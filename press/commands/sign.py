"""leaflet sign: put a name to the words of a leaflet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from press.commands.completing import PUBLICATION
from press.commands.governing import day, language, leaflet_of, tidied, words_of


@click.command("sign")
@click.argument("slug", type=PUBLICATION)
@click.option("--role", required=True, metavar="ROLE", help="As what: clinician, editor.")
@click.option("--name", required=True, metavar="NAME", help="Who stands for the words.")
@click.option("--on", metavar="DATE", callback=day, help="[default: today]")
@language
@click.pass_obj
def command(root: Path, slug: str, role: str, name: str, on: date | None, language: str) -> None:
    """Put a name to the words of a leaflet: these words, and no others.

    The signature stands in SLUG.signed.yaml beside the leaflet, with a digest of all that its
    reader gets: words, pictures, passages, exercises. One changed word and it no longer counts.

    \b
    Example: leaflet sign pijn-onder-in-de-rug --role clinician --name "A. de Vries, huisarts"
    """
    from press import build
    from press.governance.signatures import new_signature, sign

    today = date.today()
    project = build.load(root)
    tidied(project.house)
    leaflet = leaflet_of(project, slug, language)
    text = words_of(project, leaflet)
    signature = new_signature(leaflet, text, role, name, on or today, today)
    path = sign(project.house, leaflet, text, signature)
    click.echo(f"{path.relative_to(project.house.root)}: {name} ({role}), {signature.on},")
    click.echo(f"for version {leaflet.version}, words {signature.digest[:12]}")
