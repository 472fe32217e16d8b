"""One message to one person, now."""

from __future__ import annotations

from pathlib import Path

from press.build import Project
from press.files import write_at
from press.mail.compose import OutgoingMail, new_message
from press.mail.messages import draft
from press.mail.outbox import Outbox
from press.mail.outbox.ledger import Row
from press.mail.outbox.pace import Urgency
from press.mail.outbox.sending import Surroundings, Tally, send_due

_PATIENCE = 60
"""Seconds to wait for somebody else who is sending; that one takes our message first."""


def write_draft(project: Project, outgoing: OutgoingMail) -> Path:
    """Write an .eml that opens in a mail program. It names no recipient, so none is kept."""
    name = f"mail/{outgoing.practice.id}.{outgoing.letter.language}.eml"
    return write_at(project.house.output, name, draft(outgoing.content))


def queue_one(
    outbox: Outbox, outgoing: OutgoingMail, address: str, batch_name: str, now: float
) -> tuple[Row, bool]:
    """Queue one message before those of lists; its row, and whether it was not there before."""
    message = new_message(outbox, outgoing, address, batch_name, now, urgent=Urgency.DESK)
    new = outbox.ledger.queue([message], [(outgoing.content.digest, outgoing.content.data)], now)
    row = outbox.ledger.find(message.fingerprints)
    assert row
    return row, bool(new)


def send_now(
    outbox: Outbox, outgoing: OutgoingMail, row: Row, around: Surroundings
) -> tuple[Row, Tally]:
    """Send a queued message, or see it sent by who holds the lock; what became of it."""
    clock, end = around.clock, around.clock.steady() + _PATIENCE

    def now() -> Row:
        found = outbox.ledger.row(row.message_id)
        return found or row

    def settled() -> bool:
        waiting = now()
        busy = waiting.state in ("sending", "dot")
        put_off = waiting.attempted is not None and waiting.due > clock.now()
        return not busy and (waiting.state != "queued" or put_off)

    tally = Tally()
    while not settled() and clock.steady() < end:
        with outbox.lock() as mine:
            if mine:
                tally = send_due(outbox.ledger, [outgoing.account], around, enough=settled)
                break
        clock.sleep(0.2)
    return now(), tally
