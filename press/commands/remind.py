"""leaflet remind: write who owns leaflets that their review comes near, or has passed."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import FILE, Report
from press.commands.mailing import (
    leave,
    outbox_of,
    send_queued,
    show_letter,
)
from press.commands.painting import say_error

if TYPE_CHECKING:
    from press.build import Project
    from press.governance.owing import Review
    from press.mail.outbox import Outbox
    from press.mail.reminding import Reminder


@click.command("remind")
@click.option("--really", is_flag=True, help="Send. Without this nothing leaves.")
@click.option(
    "--ics", type=FILE, metavar="FILE", help="Write every review into a calendar file, with alarms."
)
@click.pass_obj
def command(root: Path, really: bool, ics: Path | None) -> None:
    """Write the owners of leaflets 90, 60 and 30 days before a review, and when it is overdue.

    Owners stand in sources/house.yaml: a role and its address. A leaflet is owned by the role
    under 'owner' in its head, else by each of them. Nobody is reminded of the same step
    twice, so that this may run every night.

    \b
    Example: leaflet remind --really
    """
    from press import build
    from press.mail.reminding import make_reminders

    project, report, today = build.load(root), Report(), date.today()
    if ics:
        _write_calendar(project, ics)
    if not project.house.owners:
        hint = "add roles with their addresses under 'owners:' in sources/house.yaml"
        say_error(f"nobody is reminded ({hint})")
        return
    with outbox_of(project.house.root) as outbox:
        reminders, findings = make_reminders(project, outbox, today)
        report.say(findings)
        if not reminders and not report.has_errors:
            click.echo("Nobody has to be reminded of anything new.")
        for each in reminders:
            _show(each, today)
        failed = report.has_errors
        if reminders and really:
            failed |= _send(project, outbox, reminders, today)
        elif reminders:
            click.echo("Not sent. To send it: the same command with --really")
        leave(outbox, failed=failed)


def _write_calendar(project: Project, ics: Path) -> None:
    from press import files
    from press.governance.calendars import as_calendar
    from press.mail.reminding import house_reviews

    reviews = house_reviews(project)
    files.put(ics, as_calendar(project.house, reviews))
    click.echo(f"{ics}: {len(reviews)} reviews")


def _show(reminder: Reminder, today: date) -> None:
    """Show a reminder by its role: an address is nobody's business who looks on."""
    click.echo(f"To:          {reminder.role}")
    for each in reminder.reviews:
        click.echo(f"             {each.name}, due {each.due}, {_near(each, today)}")
    show_letter(reminder.sender, reminder.letter)


def _near(review: Review, today: date) -> str:
    stage = review.stage(today)
    return f"within {stage} days" if stage.isdecimal() else stage


def _send(project: Project, outbox: Outbox, reminders: list[Reminder], today: date) -> bool:
    """Queue and send the reminders; True if one was not sent."""
    from press.mail.reminding import queue_reminders

    queue_reminders(project, outbox, reminders, today, time.time())
    return send_queued(project, outbox)
