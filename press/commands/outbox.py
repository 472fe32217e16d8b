"""leaflet outbox: what is queued, sent, failed and in doubt, and what to do about it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import FOUND, WRONG_USAGE
from press.commands.mailing import leave, run_with_progress, say_tally, surroundings

if TYPE_CHECKING:
    from press.mail.outbox import Outbox
    from press.mail.outbox.ledger import Row


@click.group("outbox", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Show what is queued, sent, failed and in doubt; exit code 3 while anything is in doubt.

    Example: leaflet outbox run
    """
    if context.invoked_subcommand is None:
        with _opened(context.obj) as outbox:
            for state, number in outbox.ledger.counts().items():
                if number or state in ("queued", "sent", "failed", "unknown"):
                    click.echo(f"{_WORDS.get(state, state):10} {number}")
            _say_rows(outbox.ledger.rows("unknown"))
            leave(outbox, failed=False)


_WORDS = {"unknown": "in doubt", "dot": "at the dot"}


@command.command("run")
@click.pass_obj
def run(root: Path) -> None:
    """Send what is due, and delete what is older than 30 days. Meant for cron.

    Two at once do no harm: the second leaves at once.

    Example: leaflet --root /srv/leaflets outbox run
    """
    from press import build
    from press.mail.accounts import routes_of

    project = build.load(root)
    routes, refused = routes_of(project.house, project.practices)
    for why in refused:
        click.echo(f"leaflet: {why}", err=True)
    with _opened(root) as outbox:
        tally = run_with_progress(outbox, routes, wait=0)
        if tally is None:
            click.echo("Somebody else is sending.")
            return leave(outbox, failed=False)
        failed = say_tally(tally)
        strange = set(outbox.ledger.accounts_waiting()) - {route.name for route in routes}
        for name in sorted(strange):
            click.echo(f"leaflet: messages wait for the account '{name}', which is gone", err=True)
        _say_purged(outbox.purge(time.time()))
        leave(outbox, failed=failed or bool(strange or refused))


@command.group("doubt", invoke_without_command=True)
@click.option("--addresses", is_flag=True, help="Show to whom; think of who looks on.")
@click.option(
    "--log",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Look for the messages in a mail server's log.",
)
@click.pass_context
def doubt(context: click.Context, addresses: bool, log: Path | None) -> None:
    """List the messages of which nobody knows whether the server took them.

    They are never sent again by themselves. Look for the Message-ID in the mail server's
    log or its list of sent messages, or ask the reader; then resolve each.

    Example: leaflet outbox doubt --log /var/log/exim4/mainlog
    """
    if context.invoked_subcommand is None:
        with _opened(context.obj) as outbox:
            for row in outbox.ledger.rows("unknown"):
                _say_rows([row])
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

    Example: leaflet outbox doubt resolve '<4f2…@praktijk.nl>' sent
    """
    with _opened(root) as outbox:
        state = "queued" if decided == "again" else decided
        known = f"<{message_id.strip('<>')}>"
        if not outbox.ledger.resolve(known, state, time.time()):
            click.echo("leaflet: no message of that name is in doubt", err=True)
            sys.exit(WRONG_USAGE)
        click.echo("Queued again." if decided == "again" else f"Noted as {decided}.")
        leave(outbox, failed=False)


@command.command("purge")
@click.option("--queued", is_flag=True, help="Give up all that is still queued, as well.")
@click.pass_obj
def purge(root: Path, queued: bool) -> None:
    """Delete what is older than 30 days, whatever became of it, and its key.

    Example: leaflet outbox purge --queued
    """
    with _opened(root) as outbox:
        if queued:
            click.echo(f"{outbox.ledger.cancel()} given up")
        _say_purged(outbox.purge(time.time()))
        leave(outbox, failed=False)


@command.command("test")
@click.option(
    "--practice", metavar="ID", help="The account of this practice.  [default: the house's]"
)
@click.pass_obj
def test(root: Path, practice: str | None) -> None:
    """Connect to the mail server, log in, send nothing, and say what was found.

    Example: leaflet outbox test --practice lindehof
    """
    from press import build
    from press.errors import MailError
    from press.mail.accounts import house_route, log_in_with, route_for
    from press.mail.compose import practice_of
    from press.mail.examine import examine

    project, around = build.load(root), surroundings()
    try:
        route = (
            route_for(project.house, practice_of(project, practice))
            if practice
            else house_route(project.house)
        )
        if route is None:
            raise MailError("sources/house.yaml has no 'mail:'; name a practice that has")
        click.echo(f"{'Server':18}{route.server}")
        found = examine(route.account, log_in_with(route, around.environ), around.patience)
    except MailError as error:
        click.echo(f"leaflet: {error}", err=True)
        sys.exit(FOUND)
    for word, what in found.lines():
        click.echo(f"{word:18}{what}")


@contextmanager
def _opened(root: Path) -> Iterator[Outbox]:
    """The outbox of the house, with what a crash left behind settled if nobody is sending."""
    from press.mail.outbox import open_outbox
    from press.reading.house import open_house

    house, _ = open_house(root)
    with open_outbox(house.root, time.time()) as outbox:
        with outbox.lock() as mine:
            if mine:
                outbox.ledger.recover(time.time())
        yield outbox


def _say_rows(rows: list[Row] | tuple[Row, ...]) -> None:
    for row in rows:
        moment = time.strftime("%Y-%m-%d %H:%M", time.localtime(row.attempted or row.queued))
        click.echo(f"{row.message_id}  {moment}  {row.practice}  batch {row.batch}: {row.reply}")


def _say_purged(gone: dict[str, int]) -> None:
    if gone:
        click.echo(f"{sum(gone.values())} deleted after 30 days")
    if doubts := gone.get("unknown"):
        click.echo(f"leaflet: {doubts} of them still in doubt", err=True)


def _in_log(message_id: str, log: Path) -> str:
    """Where a log names a message; its lines name addresses and are not shown."""
    name = message_id.strip("<>")
    with log.open(encoding="utf-8", errors="replace") as lines:
        found = [str(number) for number, line in enumerate(lines, 1) if name in line]
    return f"{log} names it on line {', '.join(found[:5])}" if found else f"{log} does not name it"
