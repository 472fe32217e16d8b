"""leaflet deliver: give a practice its current files, and tell it what has changed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import Report, limits_of
from press.commands.mailing import leave, outbox_of, say_became, sending, show, surroundings

if TYPE_CHECKING:
    from press.model import Medium


@click.command("deliver")
@click.option("--practice", required=True, metavar="ID", help="To which practice.")
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
    media: tuple[Medium, ...],
    batch: str,
    really: bool,
    time_limit: float,
    memory_limit: int,
) -> None:
    """Zip a practice's current files and write it what is new, changed and withdrawn.

    The message goes to the practice's own address, as practice.yaml gives it.

    Example: leaflet deliver --practice lindehof --really
    """
    from press import build
    from press.mail import send_one
    from press.mail.addresses import read_address
    from press.mail.delivery import make_delivery

    report, project = Report(), build.load(root)
    with outbox_of(project.house.root) as outbox:
        delivery, findings = make_delivery(
            *(project, practice, media or ("screen", "print"), outbox),
            limits_of(time_limit, memory_limit),
        )
        report.say(findings)
        if delivery is None:
            return leave(outbox, failed=True)
        click.echo(f"{delivery.path}\n")
        if not delivery.has_news and batch == "1":
            click.echo("Nothing has changed since the last delivery; nothing is sent.")
            return leave(outbox, failed=False)
        show(delivery.outgoing)
        if not really:
            click.echo(
                f"Not sent. To look at it: {send_one.write_draft(project, delivery.outgoing)}"
            )
            click.echo("To send it: the same command with --really")
            return leave(outbox, failed=False)
        now, to = time.time(), read_address(delivery.outgoing.practice.email)
        row, new = send_one.queue_one(outbox, delivery.outgoing, to, batch, now)
        if new:
            outbox.ledger.note_delivery(row.message_id, practice, delivery.manifest, now)
        row, tally = send_one.send_now(outbox, delivery.outgoing, row, surroundings())
        leave(outbox, failed=say_became(row, tally))
