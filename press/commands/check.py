"""leaflet check: look for mistakes in words and pages, write nothing but a report."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import FILE, FOUND, Report, choices, limits
from press.commands.painting import painted

if TYPE_CHECKING:
    from press.choices import Limits, Order
    from press.report import Check


@click.command("check")
@choices
@limits
@click.option("--no-imprint", is_flag=True, help="Lay out every file on its own.")
@click.option("--words-only", is_flag=True, help="The words, not the pages: in a moment.")
@click.option("--all", "all_of_them", is_flag=True, help="Every finding, not the five worst.")
@click.option("--json", "as_json", is_flag=True, help="Everything, for a program.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    help="github: annotations for a pull request.",
)
@click.option(
    "--report",
    "target",
    type=FILE,
    help="Write the house report, a page for a browser, as output/report.html.",
)
@click.pass_obj
def command(
    root: Path,
    /,
    order: Order,
    no_imprint: bool,
    words_only: bool,
    all_of_them: bool,
    as_json: bool,
    form: str,
    target: Path | None,
    limits: Limits,
) -> None:
    """Proofread the words and look over the pages; write no leaflet.

    \b
    Example: leaflet check --language nl --report output/report.html
    """
    if as_json and form == "github":
        raise click.UsageError("choose --json or --format github")
    from press import files, report
    from press.check import check_house
    from press.choices import CheckChoices
    from press.governance.handed_out import handed_until
    from press.mail.counting import mailed_until
    from press.reading.house import open_house

    start = time.monotonic()
    told = form == "text" and not as_json
    shown = Report(with_information=True, silent=not (told and all_of_them))
    asked = CheckChoices(
        order,
        None if words_only else limits,
        with_pictures=bool(target),
        imprint=not no_imprint,
    )
    today = date.today()
    check = check_house(root, asked, today, shown.say)
    counts = mailed_until(root, today, time.time()), handed_until(open_house(root)[0], today)
    check = replace(check, mailed=counts[0], handed=counts[1])
    if target:
        files.put(target, report.page(check).encode())
    if told and not all_of_them:
        for line in report.briefly(shown.shown):
            click.echo(painted(line), err=True)
    if as_json:
        click.echo(report.as_json(check))
    else:
        if form == "github":
            click.echo("\n".join(report.annotate(check.findings, _folder(root))))
        elif check.reports:
            click.echo(f"\n{report.table(check.reports)}\n")
        click.echo(_summary(check, time.monotonic() - start))
    if shown.has_errors:
        sys.exit(FOUND)


def _summary(check: Check, seconds: float) -> str:
    from press.model import has_errors

    left_out = f", {check.failed} not checked" if check.failed else ""
    silenced = f", {check.silenced} silenced" if check.silenced else ""
    found = f"{check.with_findings} with findings"
    if not check.with_findings and (errors := check.number("error")):
        found = f"{errors} error{'s' if errors > 1 else ''}"
    done = f"{check.checked} checked{left_out}"
    if not check.checked and has_errors(check.findings):
        done = f"{check.failed} not checked" if check.failed else "nothing could be checked"
    return f"{done}, {found}{silenced}, {seconds:.1f} s"


def _folder(root: Path) -> str:
    """The house as seen from the folder that one is in: for GitHub, the repository."""
    return Path(os.path.relpath(root)).as_posix()
