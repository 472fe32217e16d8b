"""leaflet proof: page images on one sheet, to look at."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from press.commands import FOUND, Report, choices


@click.command("proof")
@choices
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    help="Where to write.  [default: output/proof.png and .html]",
)
@click.pass_obj
def command(root: Path, /, target: Path | None, **chosen: Any) -> None:
    """Write one picture of all pages, and an HTML page to leaf through.

    Example: leaflet proof lage-rugklachten --layout a5-booklet --practice lindehof
    """
    from press import batch
    from press.proof import proof

    works, report = batch.load(root), Report()
    report.say(works.findings)
    documents = []
    for result in batch.run(batch.plan(works, batch.Order(**chosen)), works.stock):
        report.say(result.findings)
        if result.document:
            documents.append(result.document)
    if not documents:
        click.echo("nothing to show", err=True)
        sys.exit(FOUND)
    made = proof(documents)
    target = target or works.house.output / "proof.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.with_suffix(".png").write_bytes(made.sheet)
    target.with_suffix(".html").write_text(made.page, encoding="utf-8")
    click.echo(f"{target.with_suffix('.png')} and .html: {len(documents)} documents")
    if report.errors:
        sys.exit(FOUND)
