"""leaflet build: write the files."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import click

from press.commands import FOUND, Report, choices


@click.command("build")
@choices
@click.option("--exercises", metavar="A,B", help="A patient's own sheet of these, in this order.")
@click.option("--marks", is_flag=True, help="Crop marks, in files for a print shop.")
@click.option("--cmyk", is_flag=True, help="Brand colours as CMYK, in files for a print shop.")
@click.option("--attach-source", is_flag=True, help="Put the Markdown inside the file (PDF/A-3).")
@click.pass_obj
def command(root: Path, /, **chosen: Any) -> None:
    """Write leaflets to output/PRACTICE/LANGUAGE/.

    Example: leaflet build chronische-lage-rugklachten --practice lindehof
    """
    from press import batch

    finish = batch.Finish(**{name: chosen.pop(name) for name in ("marks", "cmyk", "attach_source")})
    start, report = time.monotonic(), Report()
    exercises = chosen.pop("exercises")
    works = batch.load(root)
    report.say(works.findings)
    if exercises:
        names = tuple(name.strip() for name in exercises.split(","))
        works = batch.with_sheet(works, names, chosen["languages"])
    done = failed = with_findings = 0
    silenced = set(works.silenced)
    for result in batch.run(batch.plan(works, batch.Order(**chosen)), works.stock, finish):
        report.say(result.findings)
        silenced.update(result.silenced)
        with_findings += any(finding.severity != "info" for finding in result.findings)
        if result.document is None:
            failed += 1
            continue
        done += 1
        batch.write(result.document, works.house.output)
    left_out = f", {failed} not written" if failed else ""
    allowed = f", {len(silenced)} silenced" if silenced else ""
    seconds = time.monotonic() - start
    click.echo(f"{done} written{left_out}, {with_findings} with findings{allowed}, {seconds:.1f} s")
    if report.errors:
        sys.exit(FOUND)
