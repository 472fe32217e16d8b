"""What the mail tests handle: an account, a message, an outbox, and the time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from servers import PASSWORD, USER

from press.mail.accounts import Route
from press.mail.connecting import Patience
from press.mail.messages import (
    Content,
    Sender,
    attachments_of,
    date_header,
    make_content,
    new_message_id,
)
from press.mail.outbox import Outbox
from press.mail.outbox.ledger import NewMessage
from press.mail.outbox.pace import Clock, Urgency
from press.mail.outbox.sending import Surroundings, Tally, send_due
from press.model import Account, Letter

FROM = "folders@praktijk.example"
ENVIRON = {"LEAFLET_MAIL": PASSWORD}
LETTER = Letter(
    "nl",
    "Informatie van Praktijk De Brug",
    "Beste lezer,\n\n.een punt\nDag.\n",
    '<p lang="nl">Beste lezer</p>\n',
    "Informatie van Praktijk De Brug",
)
SENDER = Sender("Praktijk De Brug", FROM, "info@praktijk.example")


def account(at: int, **other: object) -> Account:
    """An account at the server on that port."""
    given = {
        "host": "127.0.0.1",
        "port": at,
        "from": FROM,
        "user": USER,
        "password_env": "LEAFLET_MAIL",
        "rate": 1_000_000,
    }
    return Account.model_validate(given | other)


def content(pdf: bytes) -> Content:
    return make_content(SENDER, LETTER, attachments_of(LETTER, [pdf]))


@dataclass
class Hands:
    """An outbox, and the time in the hands of the test: sleeping only moves it on."""

    root: Path
    outbox: Outbox
    moment: float = 1_800_000_000.0
    pdf: bytes = b"%PDF-1.7 a leaflet"

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.moment, lambda: self.moment, self.sleep)

    def sleep(self, seconds: float) -> None:
        self.moment += seconds

    def queue(
        self, *addresses: str, batch: str = "1", urgent: Urgency = Urgency.LIST, **of: Any
    ) -> int:
        """Queue a message to each; the number that was new."""
        shared = content(self.pdf)
        new = [
            NewMessage(
                fingerprints=self.outbox.fingerprints(address, batch, "brug", shared.files),
                message_id=new_message_id(FROM),
                date=date_header(datetime.fromtimestamp(self.moment, UTC)),
                account=of.get("account", "house"),
                sender=FROM,
                practice="brug",
                batch=batch,
                content=shared.digest,
                files=shared.files,
                address=address,
                urgent=urgent,
                reader=of.get("reader", b""),
                leaflets=of.get("leaflets", ""),
            )
            for address in addresses
        ]
        return self.outbox.ledger.queue(new, [(shared.digest, shared.data)], self.moment)

    def send(self, port: int, clock: Clock | None = None, **other: object) -> Tally:
        """Send what is due through a server on that port."""
        route = Route("house", account(port, **other), self.root)
        around = Surroundings(clock or self.clock, ENVIRON, Patience(connect=2, answer=2, dot=0.5))
        return send_due(self.outbox.ledger, [route], around)

    def states(self) -> dict[str, int]:
        return {state: n for state, n in self.outbox.ledger.counts().items() if n}

    def replies(self) -> list[str]:
        states = ("queued", "sent", "failed", "unknown")
        return [row.reply for state in states for row in self.outbox.ledger.rows(state)]


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        threading.Event().wait(0.02)
