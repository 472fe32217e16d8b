"""A person can be forgotten, and what was sent is counted without anybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import Hands
from servers import bytes_below

from press.mail.outbox.ledger import NewMessage

pytest_plugins = ["mail_fixtures"]
ANNA, BEN = "anna.devries@voorbeeld.example", "ben@voorbeeld.example"
NOW = 1_800_000_000.0


def new(hands: Hands, number: int, address: str, publications: str = "nl/slapen") -> NewMessage:
    said = (f"{number}", "brug", publications, "files")
    return NewMessage(
        hands.outbox.fingerprints(address, *said),
        *(f"<{number}@x>", "date", "house", "from@x.example", "brug", f"{number}", "c", "files"),
        address=address,
        leaflets=", ".join(f"{name} 1.0" for name in publications.split()),
        publications=publications,
    )


def settle(hands: Hands, state: str) -> None:
    claimed = hands.outbox.ledger.claim("house", NOW)
    assert claimed
    hands.outbox.ledger.settle(claimed, state, "")


def test_all_that_is_known_of_an_address_is_erased_and_nothing_of_others(hands: Hands) -> None:
    ledger = hands.outbox.ledger
    people = [(ANNA, "nl/slapen"), (BEN, "nl/slapen"), (ANNA.upper(), "nl/slapen nl/wandelen")]
    rows = [new(hands, number, *each) for number, each in enumerate(people)]
    ledger.queue(rows, [("c", b"x")], NOW)
    for state in ("sent", "failed", "unknown"):
        settle(hands, state)
    ledger.queue([new(hands, 9, ANNA)], [("c", b"x")], NOW)
    assert hands.outbox.forget(ANNA) == {"sent": 1, "unknown": 1, "queued": 1}
    assert {state: n for state, n in ledger.counts().items() if n} == {"failed": 1}
    assert ledger.find(rows[0].fingerprints) is None, "it could be sent again"
    assert hands.outbox.forget(ANNA) == {}
    assert hands.outbox.forget("nobody@voorbeeld.example") == {}


def test_nothing_of_the_address_stays_in_any_file(hands: Hands, tmp_path: Path) -> None:
    hands.outbox.ledger.queue([new(hands, 0, ANNA)], [("c", b"x")], NOW)
    assert any(b"anna.devries" in data for _, data in bytes_below(tmp_path))
    hands.outbox.forget(ANNA)
    assert not any(b"anna.devries" in data for _, data in bytes_below(tmp_path))


@pytest.mark.parametrize("how", ["sent", "resolved"])
def test_what_was_sent_is_counted_by_leaflet_and_version_and_outlives_its_rows(
    hands: Hands, how: str
) -> None:
    ledger = hands.outbox.ledger
    rows = [new(hands, number, f"a{number}@voorbeeld.example") for number in range(4)]
    ledger.queue(rows, [("c", b"x")], NOW)
    for _ in range(3):
        settle(hands, "sent" if how == "sent" else "unknown")
    settle(hands, "failed")
    for number in range(3) if how == "resolved" else ():
        assert ledger.resolve(f"<{number}@x>", "sent", NOW)
    assert ledger.mailed("2027-01-15") == (("brug", "nl/slapen 1.0", 3),)
    assert ledger.mailed("2027-01-14") == ()
    ledger.purge(NOW + 1)
    assert ledger.mailed("2027-01-15") == (("brug", "nl/slapen 1.0", 3),)
