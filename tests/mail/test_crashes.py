"""The outbox when its process dies, and when two of them run: nothing twice, nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hands import Hands, wait_for
from sender import POINTS
from servers import PASSWORD, Everyday

from press.mail.outbox import Outbox
from press.mail.outbox.ledger import Ledger

pytestmark = pytest.mark.slow

pytest_plugins = ["mail_fixtures"]
SENDER = Path(__file__).parents[1] / "support/sender.py"
READERS = [f"reader{n}@voorbeeld.example" for n in range(3)]
IN_DOUBT = ("dot recorded", "after the dot", "after 250")
TAKEN = ("after the dot", "after 250")


def sending(hands: Hands, server: Everyday, how: str) -> subprocess.Popen[str]:
    """Start a process that sends."""
    hands.moment = time.time()
    return subprocess.Popen(
        [sys.executable, str(SENDER), str(hands.root), str(server.port), how],
        env={**os.environ, "LEAFLET_MAIL": PASSWORD},
        stdout=subprocess.PIPE,
        text=True,
    )


def of_one(server: Everyday, reader: str) -> int:
    return sum(got.recipients == [reader] for got in server.got)


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_at_any_point_sends_nothing_twice_and_loses_nothing(
    hands: Hands, server: Everyday, point: str
) -> None:
    hands.moment = time.time()
    hands.queue(*READERS)
    assert sending(hands, server, point).wait(20) == -9
    if point in TAKEN:
        wait_for(lambda: len(server.got) == 1)
    with hands.outbox.lock() as free:
        assert free, "the lock of a dead process is still there"
    assert len(server.got) == (point in TAKEN)
    hands.send(server.port)
    assert len(server.got) == 2 + (point in TAKEN)
    doubts = hands.outbox.ledger.rows("unknown")
    if point in IN_DOUBT:
        assert hands.states() == {"sent": 2, "unknown": 1}
        assert [of_one(server, reader) for reader in READERS] == [point in TAKEN, 1, 1]
        assert hands.outbox.ledger.address(doubts[0].message_id) == READERS[0]
        hands.moment += 40 * 3600
        assert hands.send(server.port).tried == 0
    else:
        assert hands.states() == {"sent": 2, "queued": 1}
        (row,) = hands.outbox.ledger.rows("queued")
        assert row.due > hands.moment
        hands.moment += 120
        assert hands.send(server.port).sent == 1
        assert [of_one(server, reader) for reader in READERS] == [1, 1, 1]


def test_what_kills_every_process_that_sends_it_waits_longer_each_time(
    hands: Hands, server: Everyday
) -> None:
    hands.moment = time.time()
    hands.queue(READERS[0])
    ledger = hands.outbox.ledger
    for wait in (60, 300, 900):
        assert ledger.claim("house", hands.moment)
        ledger.recover(hands.moment)
        (row,) = ledger.rows("queued")
        assert row.due == pytest.approx(hands.moment + wait)
        hands.moment = row.due


def test_two_senders_at_once_never_send_one_message(hands: Hands, server: Everyday) -> None:
    hands.moment = time.time()
    readers = [f"reader{n}@voorbeeld.example" for n in range(18)]
    hands.queue(*readers)
    both = [sending(hands, server, "turns") for _ in range(2)]
    sent = [int(process.communicate(timeout=30)[0]) for process in both]
    assert sum(sent) == 18 and min(sent) > 0
    assert sorted(got.recipients[0] for got in server.got) == sorted(readers)
    assert len({got.message_id for got in server.got}) == 18
    assert hands.states() == {"sent": 18}


def test_one_lock_at_a_time(hands: Hands) -> None:
    other = Outbox(hands.root, hands.moment)
    with hands.outbox.lock() as mine, other.lock() as theirs:
        assert mine and not theirs
    with other.lock() as theirs:
        assert theirs
    other.close()


def test_even_without_the_lock_a_message_is_claimed_once(hands: Hands) -> None:
    hands.queue(*(f"reader{n}@voorbeeld.example" for n in range(20)))
    claimed: list[int] = []

    def claim_all() -> None:
        ledger = Ledger(hands.outbox.folder)
        while message := ledger.claim("house", hands.moment):
            claimed.append(message.id)
        ledger.close()

    threads = [threading.Thread(target=claim_all) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == list(range(1, 21))
