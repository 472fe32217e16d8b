"""leaflet proof: page images on one sheet, to look at."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import FOUND, Report, choices, limits

if TYPE_CHECKING:
    from press.choices import Limits, Order
    from press.model import Finding


@click.command("proof")
@choices
@limits
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    help="Where to write.  [default: output/proof.png and .html]",
)
@click.pass_obj
def command(
    root: Path,
    /,
    order: Order,
    target: Path | None,
    limits: Limits,
) -> None:
    """Write one picture of all pages, and an HTML page to leaf through.

    \b
    Example: leaflet proof lage-rugklachten --layout a5-booklet --practice lindehof
    """
    from press import build, files, pipeline, workers
    from press.proof import Views, lay_out, views

    def look(result: pipeline.Result) -> tuple[tuple[Finding, ...], Views]:
        return result.findings, views(result.document) if result.document else ()

    project, report = build.load(root), Report()
    report.say(project.findings, project.troubles)
    shown: list[tuple[str, Views]] = []
    variants = build.plan(project, order)
    for made in workers.run_isolated(variants, project.library, look, limits=limits):
        findings, seen = made.value or ((), ())
        report.say([*made.findings, *findings], [made.trouble])
        if seen:
            shown.append((made.variant.path, seen))
    if not shown:
        click.echo("nothing to show", err=True)
        sys.exit(FOUND)
    sheet = lay_out(shown)
    target = target or project.house.output / "proof.png"
    files.put(target.with_suffix(".png"), sheet.sheet)
    files.put(target.with_suffix(".html"), sheet.page.encode())
    click.echo(f"{target.with_suffix('.png')} and .html: {len(shown)} documents")
    if report.has_errors:
        sys.exit(FOUND)
