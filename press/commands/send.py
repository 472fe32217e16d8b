"""leaflet send: mail leaflets to one person or to a list."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import GIVEN_FILE, WRONG_USAGE, Report
from press.commands.completing import LANGUAGE, LAYOUT, PRACTICE, PUBLICATION
from press.commands.mailing import (
    BECAME,
    leave,
    outbox_of,
    say_became,
    send_queued,
    sending,
    show,
    surroundings,
    typed_address,
)
from press.commands.painting import say_error

if TYPE_CHECKING:
    from press.build import Project
    from press.choices import Limits
    from press.mail.compose import Choice
    from press.mail.mailing_list import Plan
    from press.mail.outbox import Outbox


@click.command("send")
@click.argument("publications", nargs=-1, required=True, type=PUBLICATION)
@click.option("--practice", required=True, type=PRACTICE, help="From which practice.")
@click.option("--language", default="", type=LANGUAGE, help="If a leaflet has several.")
@click.option("--layout", default="", type=LAYOUT, help="If the practice has several.")
@click.option(
    "--list",
    "list_file",
    type=GIVEN_FILE,
    help="Send to everybody in a CSV file: email, or email;language.",
)
@click.option("--plan", "digest", metavar="DIGEST", help="Of the list, as the plan showed it.")
@sending
@click.pass_obj
def command(
    root: Path,
    publications: tuple[str, ...],
    practice: str,
    language: str,
    layout: str,
    list_file: Path | None,
    digest: str | None,
    batch: str,
    really: bool,
    limits: Limits,
) -> None:
    """Mail leaflets to one person, or to a list.

    The address is read from standard input, never from the command line. Without
    --really this shows what would be sent, and writes it to a file to look at.

    \b
    Example: leaflet send chronische-lage-rugklachten --practice lindehof --really
             leaflet send chronische-lage-rugklachten --practice lindehof --list group.csv
    """
    from press import build
    from press.errors import UsageError
    from press.mail.compose import Choice
    from press.model import is_identifier

    if typed := [each for each in publications if "@" in each]:
        raise UsageError(
            f"'{typed[0]}' is an address, and what is typed here others can read: leave it out,"
            " and type it when it is asked for (or pipe it in)"
        )
    if not is_identifier(batch):
        raise click.BadParameter("write only a-z, 0-9 and '-'", param_hint="--batch")
    report, project = Report(), build.load(root)
    choice = Choice(publications, practice, language, layout, limits)
    with outbox_of(project.house.root) as outbox:
        if list_file:
            failed = _to_list(project, choice, outbox, report, list_file, batch, digest, really)
        else:
            failed = _to_one(project, choice, outbox, report, batch, really)
        leave(outbox, failed=failed)


def _to_one(
    project: Project, choice: Choice, outbox: Outbox, report: Report, batch: str, really: bool
) -> bool:
    """One address from standard input; True if it was not sent."""
    from press.mail import send_one
    from press.mail.compose import make_outgoing, readers_of
    from press.mail.delivery import differs_from_delivered

    outgoing, findings = make_outgoing(project, choice)
    report.say(findings)
    if outgoing is None:
        return True
    show(outgoing)
    for line in differs_from_delivered(outbox, outgoing):
        click.echo(line)
    address = typed_address()
    if last := outbox.ledger.had(readers_of(outbox, outgoing, address)):
        click.echo(f"This address had {last} before.")
    if not really:
        path = send_one.write_draft(project, outgoing)
        click.echo(f"Not sent. To look at it: {path} (without the address)")
        click.echo("To send it: the same command with --really")
        return False
    row, new = send_one.queue_one(outbox, outgoing, address, batch, time.time())
    if not new:
        day = time.strftime("%Y-%m-%d %H:%M", time.localtime(row.queued))
        click.echo(f"This address has it already: {row.state}, queued {day}.")
        click.echo("To send it again: --batch and a new name")
        return False
    row, tally = send_one.send_now(outbox, outgoing, row, surroundings())
    return say_became(row, tally)


def _to_list(
    project: Project,
    choice: Choice,
    outbox: Outbox,
    report: Report,
    path: Path,
    batch: str,
    digest: str | None,
    really: bool,
) -> bool:
    """Plan a list, and send it if its plan was seen; True if anything failed."""
    from press.mail.mailing_list import make_plan, not_sent, queue_plan

    plan, findings = make_plan(project, choice, path, outbox, batch)
    report.say(findings)
    if plan is None:
        click.echo("Nothing is sent: mend the list first.", err=True)
        return True
    _show_plan(plan)
    if not really:
        click.echo(f"Not sent. To send it: the same command with --really --plan {plan.digest}")
        return False
    if digest != plan.digest:
        why = "this is another plan than the one you saw" if digest else "look at the plan first"
        say_error(f"{why}; to send this one: --plan {plan.digest}")
        sys.exit(WRONG_USAGE)
    queue_plan(outbox, plan, batch, time.time())
    # Through every account, so that nobody waits at the desk for the end of this list.
    failed = send_queued(project, outbox)
    for row in not_sent(outbox, plan, batch):
        click.echo(f"{row.place}: {BECAME[row.state]} {row.reply}".rstrip(), err=True)
    return failed


def _show_plan(plan: Plan) -> None:
    for language, outgoing in plan.by_language.items():
        show(outgoing)
        number = sum(one.language == language for one in plan.recipients)
        click.echo(
            f"{language}: {number} to get it, {len(outgoing.content.data) / 1000:.0f} kB each\n"
        )
    known = f", {plan.already} queued or sent before" if plan.already else ""
    for last, number in sorted(plan.had.items()):
        click.echo(f"{number} of them had {last} before")
    minutes = f"about {plan.minutes:.0f} minutes" if plan.minutes >= 1 else "less than a minute"
    click.echo(f"{plan.new} to send{known}; {plan.size / 1e6:.1f} MB, {minutes}")
    click.echo(f"Plan:        {plan.digest}")
