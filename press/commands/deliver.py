"""leaflet deliver: give a practice its current files, and tell it what has changed."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from press.commands import Report
from press.commands.completing import PRACTICE
from press.commands.mailing import (
    leave,
    outbox_of,
    say_became,
    send_queued,
    sending,
    show,
    surroundings,
)
from press.commands.painting import say_error

if TYPE_CHECKING:
    from press.build import Project
    from press.choices import Limits
    from press.governance.issued import IssuedFile
    from press.mail.delivery import Delivery
    from press.mail.outbox import Outbox
    from press.model import Medium


@click.command("deliver")
@click.option("--practice", default="", type=PRACTICE, help="To which practice.")
@click.option("--all", "everybody", is_flag=True, help="To every practice.")
@click.option(
    "--media",
    multiple=True,
    type=click.Choice(["screen", "print", "prepress"]),
    help="Which files.  [default: screen and print]",
)
@sending
@click.pass_obj
def command(
    root: Path,
    practice: str,
    everybody: bool,
    media: tuple[Medium, ...],
    batch: str,
    really: bool,
    limits: Limits,
) -> None:
    """Zip a practice's current files and write it what is new, changed and withdrawn.

    The message goes to the practice's own address, as practice.yaml gives it. Before any
    file is made, practices that have a leaflet which was taken back are told to throw away
    their prints.

    \b
    Example: leaflet deliver --practice lindehof --really
    """
    from press import build
    from press.errors import PressError
    from press.mail.choosing import practice_of

    if everybody == bool(practice):
        raise click.UsageError("name a practice with --practice ID, or all of them with --all")
    report, project = Report(), build.load(root)
    if practice:
        practice_of(project, practice)
    wanted = Wanted(media or ("screen", "print"), batch, really, limits)
    report.say(project.findings if everybody else (), project.troubles)
    with outbox_of(project.house.root) as outbox:
        failed = _tell_first(project, practice, outbox, report, really=really)
        for each in [practice] if practice else [one.id for one in project.practices]:
            if everybody:
                click.echo(f"\n{each}")
            try:
                failed |= _deliver(project, each, wanted, outbox, report)
            except PressError as error:
                if not everybody:
                    raise
                say_error(error)
                failed = True
        leave(outbox, failed=failed)


class Wanted(NamedTuple):
    """What is delivered, and how."""

    media: tuple[Medium, ...]
    batch: str
    really: bool
    limits: Limits


def _tell_first(
    project: Project, practice: str, outbox: Outbox, report: Report, *, really: bool
) -> bool:
    """Tell who has what was taken back; True if somebody was not told."""
    from press.governance.issued import read_issued
    from press.mail.recall import make_recalls, queue_recalls, strangers

    events, findings = read_issued(project.house)
    recalls, more = make_recalls(project, outbox, events, practice)
    report.say([*findings, *more])
    for name, who in strangers(project, events).items():
        if practice in ("", *who):
            names = ", ".join(who)
            say_error(f"{name} is withdrawn; tell by hand: {names}")
    for recall in recalls:
        names = ", ".join(recall.leaflets)
        click.echo(f"{recall.practice.id} is told first that {names} is withdrawn")
    if not recalls or not really:
        return report.has_errors
    queue_recalls(project, outbox, recalls, date.today(), time.time())
    return send_queued(project, outbox) or report.has_errors


def _deliver(
    project: Project, practice: str, wanted: Wanted, outbox: Outbox, report: Report
) -> bool:
    """Deliver to one practice; True if it was not sent."""
    from press.governance.issued import Event, news, note, read_issued
    from press.mail import send_one
    from press.mail.addresses import read_address
    from press.mail.delivery import make_delivery

    delivery, findings = make_delivery(project, practice, wanted.media, outbox, wanted.limits)
    report.say(findings)
    if delivery is None:
        return True
    click.echo(f"{delivery.path}\n")
    if not delivery.has_news and wanted.batch == "1":
        click.echo("Nothing has changed since the last delivery; nothing is sent.")
        return False
    show(delivery.outgoing)
    if not wanted.really:
        click.echo(f"Not sent. To look at it: {send_one.write_draft(project, delivery.outgoing)}")
        click.echo("To send it: the same command with --really")
        return False
    now, to = time.time(), read_address(delivery.outgoing.practice.email)
    row, new = send_one.queue_one(outbox, delivery.outgoing, to, wanted.batch, now)
    if new:
        outbox.ledger.note_delivery(row.message_id, practice, delivery.manifest, now)
    row, tally = send_one.send_now(outbox, delivery.outgoing, row, surroundings())
    if new and row.state not in ("failed", "unknown"):
        events, _ = read_issued(project.house, practice=practice)
        files = news(events, practice, _files(delivery))
        given = Event(on=date.today(), what="delivered", practice=practice, files=files)
        note(project.house, [given])
    return say_became(row, tally)


def _files(delivery: Delivery) -> tuple[IssuedFile, ...]:
    """The files of a delivery as the record names them."""
    from press.governance.issued import IssuedFile

    return tuple(
        IssuedFile(path=each.path, leaflet=each.leaflet, version=each.version, sha256=each.sha256)
        for each in delivery.outgoing.given
    )
