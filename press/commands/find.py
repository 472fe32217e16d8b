"""leaflet find: leaflets by words in them, and where their files lie."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from press.commands import FOUND, as_typed
from press.commands.completing import LANGUAGE, PRACTICE


@click.command("find")
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--practice", "practices", multiple=True, type=PRACTICE, help="That it hands out.")
@click.option("--language", "languages", multiple=True, type=LANGUAGE, help="As nl, en.")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@click.pass_obj
def command(
    root: Path,
    words: tuple[str, ...],
    practices: tuple[str, ...],
    languages: tuple[str, ...],
    as_json: bool,
) -> None:
    """Find leaflets, booklets and exercises that hold all these words, and say where they lie.

    Accents and capitals do not count, and the beginning of a word is enough. What has the
    words in its title comes first.

    \b
    Example: leaflet find rug pijn --practice lindehof
    """
    from press import build
    from press.build.finding import find, meant
    from press.choices import Order

    project = build.load(root)
    order = Order(practices=practices, languages=languages, media=("screen", "print"))
    hits = find(project, " ".join(words), order)
    if as_json:
        rows = [{**hit._asdict(), "files": list(hit.files)} for hit in hits]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    for hit in () if as_json else hits:
        click.echo(f"{click.style(hit.title, bold=True)}  ({hit.kind} {hit.slug}, {hit.language})")
        if hit.where:
            click.echo(f"    {hit.where}")
        for path in hit.files:
            click.echo(f"    {root / 'output' / path}")
        if not hit.files and hit.kind != "exercise":
            of = "".join(f" --practice {each}" for each in practices)
            make = f"{as_typed()} build {hit.slug} --language {hit.language}{of}"
            click.echo(f"    not built: {make}")
    if not hits:
        near = meant(project, " ".join(words))
        hint = f" Did you mean '{near}'?" if near else ""
        click.echo(f"Nothing here has all these words.{hint}", err=True)
        sys.exit(FOUND)
