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
@click.option("--marks", is_flag=True, help="Crop marks, in files for a print shop.")
@click.option("--cmyk", is_flag=True, help="Brand colours as CMYK, in files for a print shop.")
@click.pass_obj
def command(root: Path, /, **chosen: Any) -> None:
    """Write leaflets to output/PRACTICE/LANGUAGE/.

    Example: leaflet build chronische-lage-rugklachten --practice lindehof
    """
    run(root, chosen, writing=True)


def run(root: Path, chosen: dict[str, Any], *, writing: bool) -> None:
    """Build or check: say every finding once, and end with one line that sums up."""
    from press import batch

    finish = batch.Finish(chosen.pop("marks", False), chosen.pop("cmyk", False))
    start, report = time.monotonic(), Report(with_information=not writing)
    works = batch.load(root)
    report.say(works.findings)
    done = failed = with_findings = 0
    for result in batch.run(batch.plan(works, batch.Order(**chosen)), works.stock, finish):
        report.say(result.findings)
        with_findings += any(finding.severity != "info" for finding in result.findings)
        if result.document is None:
            failed += 1
            continue
        done += 1
        if writing:
            batch.write(result.document, works.house.output)
    word = "written" if writing else "checked"
    left_out = f", {failed} not {word}" if failed else ""
    seconds = time.monotonic() - start
    click.echo(f"{done} {word}{left_out}, {with_findings} with findings, {seconds:.1f} s")
    if report.errors:
        sys.exit(FOUND)
