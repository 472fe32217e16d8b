"""leaflet report: what a house did since yesterday, and what needs somebody."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import FILE, FOUND, IN_DOUBT
from press.commands.mailing import outbox_of, send_queued

if TYPE_CHECKING:
    from press.build import Project
    from press.report import RunReport


@click.command("report")
@click.option(
    "--hours", type=click.IntRange(1), default=24, help="How far to look back.  [default: 24]"
)
@click.option("--html", type=FILE, metavar="FILE", help="Write it as a page for a browser.")
@click.option("--mail", "to_operator", is_flag=True, help="Send it to who runs the house.")
@click.pass_obj
def command(root: Path, hours: int, html: Path | None, to_operator: bool) -> None:
    """Say after a run what was made, failed and delivered, and which reviews are due.

    With --mail it goes to the address under 'operator' in sources/house.yaml, through the
    outbox. It names no patient and no address. Exit code 1 if something failed or no build
    has ended, 3 while mail is in doubt.

    \b
    Example: leaflet report --html output/run.html
    """
    from press import build, files, report
    from press.run_report import run_report

    until = datetime.now().astimezone()
    project = build.load(root)
    found = run_report(project, until - timedelta(hours=hours), until)
    click.echo(report.as_text(found), nl=False)
    if html:
        files.put(html, report.as_html(found).encode())
    sent = not to_operator or _send(project, found)
    if found.in_doubt:
        sys.exit(IN_DOUBT)
    if found.failures or not sent:
        sys.exit(FOUND)


def _send(project: Project, found: RunReport) -> bool:
    """Queue the report and send what is due; False if that went wrong."""
    from press.mail.reporting import queue_report
    from press.model import Letter
    from press.report import as_html, as_text

    letter = Letter("en", f"Leaflets: {found.verdict}", as_text(found), as_html(found), "")
    with outbox_of(project.house.root) as outbox:
        moment = found.until
        queue_report(project.house, outbox, letter, moment.date(), moment.timestamp())
        return not send_queued(project, outbox)
