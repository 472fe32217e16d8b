"""leaflet schema: what an editor must know of heads, practices, booklets and the like."""

from __future__ import annotations

from pathlib import Path

import click

KINDS = ("head", "practice", "booklet", "exercise", "house", "words", "layout", "brand")


@click.command("schema")
@click.argument("kind", type=click.Choice(KINDS), required=False)
@click.option("--write", is_flag=True, help="All of them, into .schemas/ of this house.")
@click.pass_obj
def command(root: Path, /, kind: str | None, write: bool) -> None:
    """Print what may stand in a kind of file, for an editor (JSON Schema 2020-12).

    \b
    Example: leaflet schema practice
             leaflet schema --write
    """
    import json

    from press import schema
    from press.reading.house import open_house

    if write == bool(kind):
        raise click.UsageError(f"name one of {', '.join(KINDS)}, or give --write")
    if kind:
        click.echo(json.dumps(schema.schema_of(kind), ensure_ascii=False, indent=1))
        return
    for path in schema.put_schemas(open_house(root)[0].root):
        click.echo(str(path))
