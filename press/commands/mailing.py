"""What send, outbox and deliver share: how sending is shown, and how they end."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import FOUND, IN_DOUBT, Command, limits
from press.commands.painting import say_error

if TYPE_CHECKING:
    from press.build import Project
    from press.mail.accounts import Route
    from press.mail.compose import OutgoingMail
    from press.mail.messages import Sender
    from press.mail.outbox import Outbox
    from press.mail.outbox.ledger import Row
    from press.mail.outbox.sending import Surroundings, Tally
    from press.model import Letter


@contextmanager
def outbox_of(root: Path) -> Iterator[Outbox]:
    """The outbox of a house, open; what breaks off while a message is in doubt ends with 3."""
    from press.errors import PressError
    from press.mail.outbox import open_outbox

    with open_outbox(root, time.time()) as outbox:
        if refused := outbox.ledger.refuse(_withdrawn(root), "the leaflet is withdrawn"):
            click.echo(f"{refused} given up: what they bring is withdrawn", err=True)
        try:
            yield outbox
        except PressError as error:
            counts = outbox.ledger.counts()
            if not counts["unknown"] + counts["dot"]:
                raise
            say_error(f"{error}\nA message is in doubt: leaflet outbox doubt")
            sys.exit(IN_DOUBT)


def _withdrawn(root: Path) -> tuple[str, ...]:
    from press.governance.withdrawal import names_of
    from press.reading.house import open_house

    return names_of(open_house(root)[0])


def sending(command: Command) -> Command:
    """The choices that send and deliver share."""
    batch = click.option(
        "--batch",
        default="1",
        show_default=True,
        metavar="NAME",
        help="Name a new one to send the same again.",
    )
    really = click.option("--really", is_flag=True, help="Send. Without this nothing leaves.")
    return limits(batch(really(command)))


def show(outgoing: OutgoingMail) -> None:
    """Show what a message is, without to whom it goes."""
    _show_head(outgoing.sender, outgoing.letter)
    for number, (name, size) in enumerate(outgoing.files):
        click.echo(f"Attachment:  {name}, {size / 1000:.0f} kB")
        if len(outgoing.given) == len(outgoing.files):
            it = outgoing.given[number]
            click.echo(f"             {it.leaflet} {it.version}, layout {it.layout}")
    click.echo(f"\n{outgoing.letter.text}")


def show_letter(sender: Sender, letter: Letter) -> None:
    """Show a letter to which nothing is attached."""
    _show_head(sender, letter)
    click.echo(f"\n{letter.text}")


def _show_head(sender: Sender, letter: Letter) -> None:
    click.echo(f"From:        {sender.name} <{sender.address}>")
    if sender.reply_to:
        click.echo(f"Answers to:  {sender.reply_to}")
    click.echo(f"Subject:     {letter.subject}")


def typed_address() -> str:
    """The one address on standard input; what was typed is not repeated."""
    from press.mail.addresses import AddressError, read_address

    try:
        return read_address(_one_line())
    except AddressError as error:
        raise click.UsageError(f"not an e-mail address: {error}") from None


def _one_line() -> str:
    """Read standard input, which must hold one line."""
    if sys.stdin.isatty():
        return str(click.prompt("Address", err=True))
    lines = [line for line in sys.stdin.read(2000).split("\n") if line.strip()]
    return "\n".join(line.removesuffix("\r") for line in lines)


def surroundings() -> Surroundings:
    """The time and the environment as they are."""
    from press.mail.outbox.pace import system_clock
    from press.mail.outbox.sending import Surroundings

    return Surroundings(system_clock(), os.environ)


def run_with_progress(outbox: Outbox, routes: Iterable[Route], wait: float = 5) -> Tally | None:
    """Send what is due; the bar shows numbers only. None if somebody else is sending."""
    from press.mail.outbox.sending import send_due

    routes = list(routes)
    with outbox.lock(wait) as mine:
        if not mine:
            return None
        waiting = outbox.ledger.waiting([route.name for route in routes], time.time())
        with click.progressbar(length=waiting, label="Sending", file=sys.stderr) as bar:
            return send_due(
                outbox.ledger,
                routes,
                surroundings(),
                progress=lambda tally: bar.update(tally.tried - bar.pos),
            )


def send_queued(project: Project, outbox: Outbox) -> bool:
    """Send what is due through every account; True if something failed."""
    from press.mail.accounts import routes_of

    routes, _ = routes_of(project.house, project.practices)
    tally = run_with_progress(outbox, routes)
    if tally is None:
        click.echo("Queued: somebody else is sending; 'leaflet outbox' shows how far it is.")
        return False
    return say_tally(tally, always=True)


def say_tally(tally: Tally, *, always: bool = False) -> bool:
    """Say what became of messages, if of any; True if one failed or an account did not work."""
    if tally.tried or always:
        click.echo(
            f"{tally.sent} sent, {tally.failed} failed, {tally.later} to be tried later,"
            f" {tally.unknown} in doubt"
        )
    say_outages(tally)
    return bool(tally.failed or tally.outages)


def say_rows(rows: Sequence[Row]) -> None:
    """Say of each message when it was tried last, from whom it is, and what the server said."""
    for row in rows:
        moment = time.strftime("%Y-%m-%d %H:%M", time.localtime(row.attempted or row.queued))
        place = f"  {row.place}" if row.place else ""
        said = f"{row.practice}  batch {row.batch}: {row.reply}"
        click.echo(f"{row.message_id}  {moment}{place}  {said}")


def say_became(row: Row, tally: Tally) -> bool:
    """Say what became of one message; True if it was not sent."""
    say_outages(tally)
    click.echo(BECAME.get(row.state, "Queued: the next 'leaflet outbox run' sends it."))
    if row.reply and row.state != "sent":
        click.echo(f"The server says: {row.reply}", err=True)
    return row.state != "sent"


BECAME = {
    "sent": "Sent.",
    "failed": "Not sent: the server refuses it.",
    "unknown": "In doubt: the server was gone before it said whether it took the message.",
}


def say_outages(tally: Tally) -> None:
    for outage in tally.outages:
        say_error(outage)


def leave(outbox: Outbox, *, failed: bool) -> None:
    """End with the exit code that the outbox and the command ask for."""
    if doubts := outbox.ledger.counts()["unknown"]:
        click.echo(f"{doubts} in doubt: leaflet outbox doubt", err=True)
        sys.exit(IN_DOUBT)
    if failed:
        sys.exit(FOUND)
