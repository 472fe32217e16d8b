"""A process that sends what is due: `python sender.py ROOT PORT HOW`, for tests that kill it.

HOW is the point at which it kills itself with signal 9, `all` to send everything, or
`turns` to give the lock away after every three messages.
"""

from __future__ import annotations

import os
import signal
import smtplib
import sys
import time
from pathlib import Path
from typing import Any

from press.mail.accounts import Route
from press.mail.connecting import Patience
from press.mail.outbox import Outbox
from press.mail.outbox.ledger import Ledger
from press.mail.outbox.pace import system_clock
from press.mail.outbox.sending import Surroundings, send_due
from press.model import Account

POINTS = ("after claim", "before the dot", "dot recorded", "after the dot", "after 250")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(point: str) -> None:
    """Put the end of this process at one point of a sending."""
    claim, dot, send = Ledger.claim, Ledger.dot, smtplib.SMTP.send

    def claim_and_die(*given: Any) -> Any:
        if claim(*given):
            die()

    def record_and_die(*given: Any) -> None:
        dot(*given)
        die()

    def send_dot_and_die(client: smtplib.SMTP, data: Any) -> None:
        send(client, data)
        if data == b".\r\n":
            # Dying at once resets the connection, and what the server had not yet read is gone.
            time.sleep(0.3)
            die()

    match point:
        case "after claim":
            Ledger.claim = claim_and_die  # type: ignore[method-assign, assignment]
        case "before the dot":
            Ledger.dot = lambda *given: die()  # type: ignore[method-assign]
        case "dot recorded":
            Ledger.dot = record_and_die  # type: ignore[method-assign, assignment]
        case "after the dot":
            smtplib.SMTP.send = send_dot_and_die  # type: ignore[method-assign, assignment]
        case "after 250":
            Ledger.settle = lambda *given: die()  # type: ignore[method-assign]


def main(root: Path, port: int, how: str) -> int:
    """Send; the number of messages that this process sent."""
    die_at(how)
    account = Account.model_validate(
        {"host": "127.0.0.1", "port": port, "from": "folders@praktijk.example", "rate": 1_000_000}
        | {"user": "press", "password_env": "LEAFLET_MAIL"}
    )
    around = Surroundings(system_clock(), os.environ, Patience(5, 5, 5))
    routes, outbox, sent = [Route("house", account, root)], Outbox(root, time.time()), [0]

    def enough() -> bool:
        return how == "turns" and sent[-1] >= 3

    def count(tally: Any) -> None:
        sent[-1] = tally.sent

    while True:
        with outbox.lock(wait=20) as mine:
            assert mine
            sent.append(0)
            send_due(outbox.ledger, routes, around, progress=count, enough=enough)
        if how != "turns" or not outbox.ledger.counts()["queued"]:
            return sum(sent)
        time.sleep(0.11)  # the other one asks for the lock ten times a second


if __name__ == "__main__":
    sys.stdout.write(f"{main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])}\n")
