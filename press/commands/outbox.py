"""leaflet outbox: what is queued, sent, failed and in doubt, and what to do about it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import FOUND, GIVEN_FILE, WRONG_USAGE, Report
from press.commands.completing import PRACTICE
from press.commands.grouping import Commands
from press.commands.mailing import (
    leave,
    outbox_of,
    run_with_progress,
    say_rows,
    say_tally,
    surroundings,
    typed_address,
)
from press.commands.painting import say_error

if TYPE_CHECKING:
    from press.build import Project
    from press.mail.accounts import Login, Route
    from press.mail.outbox import Outbox


@click.group("outbox", cls=Commands, invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Show what is queued, sent, failed and in doubt; exit code 3 while anything is in doubt.

    \b
    Example: leaflet outbox run
    """
    if context.invoked_subcommand is None:
        with _opened(context.obj) as outbox:
            for state, number in outbox.ledger.counts().items():
                if number or state in ("queued", "sent", "failed", "unknown"):
                    click.echo(f"{_WORDS.get(state, state):10} {number}")
            say_rows(outbox.ledger.rows("unknown"))
            say_rows([row for row in outbox.ledger.rows("failed") if row.place])
            leave(outbox, failed=False)


_WORDS = {"unknown": "in doubt", "dot": "at the dot"}


@command.command("run")
@click.pass_obj
def run(root: Path) -> None:
    """Send what is due, and delete what is older than 30 days. Meant for cron.

    Two at once do no harm: the second leaves at once.

    \b
    Example: leaflet --root /srv/leaflets outbox run
    """
    from press import build
    from press.mail.accounts import routes_of

    project = build.load(root)
    routes, refused = routes_of(project.house, project.practices)
    for why in refused:
        say_error(why)
    with _opened(root) as outbox:
        tally = run_with_progress(outbox, routes, wait=0)
        if tally is None:
            click.echo("Somebody else is sending.")
            return leave(outbox, failed=False)
        failed = say_tally(tally)
        strange = set(outbox.ledger.accounts_waiting()) - {route.name for route in routes}
        for name in sorted(strange):
            say_error(f"messages wait for the account '{name}', which is gone")
        _purge(outbox)
        leave(outbox, failed=failed or bool(strange or refused))


@command.group("doubt", invoke_without_command=True)
@click.option("--addresses", is_flag=True, help="Show to whom; think of who looks on.")
@click.option("--log", type=GIVEN_FILE, help="Look for the messages in a mail server's log.")
@click.pass_context
def doubt(context: click.Context, addresses: bool, log: Path | None) -> None:
    """List the messages of which nobody knows whether the server took them.

    They are never sent again by themselves. Look for the Message-ID in the mail server's
    log or its list of sent messages, or ask the reader; then resolve each.

    \b
    Example: leaflet outbox doubt --log /var/log/exim4/mainlog
    """
    if context.invoked_subcommand is None:
        with _opened(context.obj) as outbox:
            rows = outbox.ledger.rows("unknown")
            if not rows:
                click.echo("Nothing is in doubt.")
            for row in rows:
                say_rows([row])
                if addresses:
                    click.echo(f"    to {outbox.ledger.address(row.message_id)}")
                if log:
                    click.echo(f"    {_in_log(row.message_id, log)}")
            leave(outbox, failed=False)


@doubt.command("resolve")
@click.argument("message_id")
@click.argument("decided", type=click.Choice(["sent", "failed", "again"]))
@click.pass_obj
def resolve(root: Path, message_id: str, decided: str) -> None:
    """Settle a doubt: it was sent, it failed, or it is to be sent again.

    \b
    Example: leaflet outbox doubt resolve '<4f2…@praktijk.nl>' sent
    """
    with _opened(root) as outbox:
        state = "queued" if decided == "again" else decided
        known = f"<{message_id.strip('<>')}>"
        if not outbox.ledger.resolve(known, state, time.time()):
            say_error("no message of that name is in doubt")
            sys.exit(WRONG_USAGE)
        click.echo("Queued again." if decided == "again" else f"Noted as {decided}.")
        leave(outbox, failed=False)


@command.command("forget")
@click.pass_obj
def forget(root: Path) -> None:
    """Erase one address: what is queued for it, and that it was ever sent anything.

    The address is read from standard input. What is forgotten can be sent again.

    \b
    Example: leaflet outbox forget
    """
    address = typed_address()
    with _opened(root) as outbox:
        with outbox.lock(_PATIENCE) as mine:
            if not mine:
                raise click.UsageError("somebody is sending; try again in a moment")
            gone = outbox.forget(address)
        said = ", ".join(f"{number} {_WORDS.get(state, state)}" for state, number in gone.items())
        click.echo(f"Forgotten: {said}." if gone else "Nothing was known of it.")
        leave(outbox, failed=False)


_PATIENCE = 10
"""Seconds to wait for who is sending."""


@command.command("purge")
@click.option("--queued", is_flag=True, help="Give up all that is still queued, as well.")
@click.pass_obj
def purge(root: Path, queued: bool) -> None:
    """Delete what is older than 30 days, whatever became of it, and its key.

    \b
    Example: leaflet outbox purge --queued
    """
    with _opened(root) as outbox:
        if queued:
            click.echo(f"{outbox.ledger.cancel()} given up")
        _purge(outbox, always=True)
        leave(outbox, failed=False)


@command.command("test")
@click.option(
    "--practice", type=PRACTICE, help="The account of this practice.  [default: the house's]"
)
@click.option(
    "--to",
    "send_to",
    is_flag=True,
    help="Send yourself a leaflet, and show it as a mail filter sees it.",
)
@click.pass_obj
def test(root: Path, practice: str | None, send_to: bool) -> None:
    """Connect to the mail server, log in, send nothing, and say what was found.

    With --to it asks for an address, your own, and sends one message there: not through the
    outbox, and without being remembered.

    \b
    Example: leaflet outbox test --practice lindehof --to
    """
    from press import build
    from press.errors import MailError
    from press.mail.accounts import house_route, log_in_with, route_for
    from press.mail.choosing import practice_of
    from press.mail.examine import examine

    project, around = build.load(root), surroundings()
    if send_to and not practice:
        raise click.UsageError("with --to name the practice whose leaflet is sent: --practice ID")
    try:
        route = (
            route_for(project.house, practice_of(project, practice))
            if practice
            else house_route(project.house)
        )
        if route is None:
            own = f" nor in sources/practices/{practice}/practice.yaml" if practice else ""
            raise MailError(f"no 'mail:' in sources/house.yaml{own} (docs/mail.md says how)")
        click.echo(f"{'Server':18}{route.server}")
        login = log_in_with(route, around.environ)
        seen = examine(route.account, login, around.patience, outside=route.outside)
        found = list(seen.lines())
        if send_to and practice:
            found += _send_test(project, practice, route, login)
    except MailError as error:
        say_error(error)
        sys.exit(FOUND)
    for word, what in found:
        click.echo(f"{word:18}{what}")


def _send_test(
    project: Project, practice: str, route: Route, login: Login | None
) -> list[tuple[str, str]]:
    """Send one leaflet to the address that is typed; what a filter sees, and what came of it."""
    from press import build
    from press.mail.addresses import redact
    from press.mail.compose import Choice, make_outgoing
    from press.mail.filter_view import as_filter_sees, said_by_domain
    from press.mail.messages import date_header, make_head, new_message_id
    from press.mail.transport import Connection, Envelope
    from press.workers import Limits

    (variant, *_) = build.plan(project, build.Order(practices=(practice,)))
    publication = variant.publication
    choice = Choice((publication.slug,), practice, publication.language, "", Limits())
    outgoing, findings = make_outgoing(project, choice)
    Report().say(findings)
    if outgoing is None:
        sys.exit(FOUND)
    address = typed_address()
    sender, content = outgoing.sender.address, outgoing.content.data
    head = make_head(address, new_message_id(sender), date_header(datetime.now(UTC)), content)
    connection = Connection(route.account, login, surroundings().patience, outside=route.outside)
    try:
        became = connection.send(Envelope(sender, address, head, content), lambda: None)
    finally:
        connection.close()
    return [
        ("The server says", redact(became.reply, address)),
        *as_filter_sees(head + content, sender),
        *said_by_domain(sender),
    ]


@contextmanager
def _opened(root: Path) -> Iterator[Outbox]:
    """The outbox of the house, with what a crash left behind settled if nobody is sending."""
    from press.mail.outbox.pace import system_clock
    from press.reading.house import open_house

    house, _ = open_house(root)
    with outbox_of(house.root) as outbox:
        with outbox.lock() as mine:
            if mine:
                outbox.ledger.recover(time.time(), outbox.ledger.believe(system_clock()))
        yield outbox


def _purge(outbox: Outbox, *, always: bool = False) -> None:
    from press.mail.outbox.pace import system_clock

    gone = outbox.purge(outbox.ledger.believe(system_clock()))
    if gone or always:
        click.echo(f"{sum(gone.values())} deleted after 30 days")
    if doubts := gone.get("unknown"):
        say_error(f"{doubts} of them still in doubt")


def _in_log(message_id: str, log: Path) -> str:
    """Where a log names a message; its lines name addresses and are not shown."""
    name = message_id.strip("<>")
    with log.open(encoding="utf-8", errors="replace") as lines:
        found = [str(number) for number, line in enumerate(lines, 1) if name in line]
    return f"{log} names it on line {', '.join(found[:5])}" if found else f"{log} does not name it"
