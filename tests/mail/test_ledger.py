"""The ledger and its keys: what is kept, for how long, and what no file tells."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest
from hands import Hands
from servers import bytes_below

from press.errors import PressError
from press.mail.outbox import Outbox, keys
from press.mail.outbox.pace import wait_before_try

pytest_plugins = ["mail_fixtures"]
DAY = 24 * 3600
READERS = [f"reader{n}@voorbeeld.example" for n in range(200)]


def test_the_file_is_set_to_keep_and_to_erase(hands: Hands) -> None:
    settings = {
        name: hands.outbox.ledger.one(f"PRAGMA {name}")
        for name in ("journal_mode", "synchronous", "secure_delete", "temp_store")
    }
    assert settings == {
        "journal_mode": "delete",
        "synchronous": 3,
        "secure_delete": 1,
        "temp_store": 2,
    }


def test_nobody_else_can_read_the_outbox(hands: Hands) -> None:
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in (hands.outbox.folder, *hands.outbox.folder.iterdir())
    }
    assert modes["outbox"] == 0o700
    assert modes["ledger.sqlite"] == modes["key"] == 0o600


def test_an_outbox_is_kept_out_of_git(hands: Hands) -> None:
    assert (hands.outbox.folder / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize("state", ["sent", "failed"])
def test_no_address_can_stand_beside_a_final_state(hands: Hands, state: str) -> None:
    hands.queue(READERS[0])
    with pytest.raises(sqlite3.IntegrityError):
        hands.outbox.ledger.db.execute("UPDATE message SET state = ?", (state,))
    with pytest.raises(sqlite3.IntegrityError):
        hands.outbox.ledger.db.execute("UPDATE message SET address = NULL")


def test_of_a_thousand_erased_addresses_none_can_be_read_in_any_file(hands: Hands) -> None:
    readers = [f"{name}.nr{n}@voorbeeld.example" for n in range(100) for name in "abcdefghij"]
    hands.queue(*readers)
    ledger = hands.outbox.ledger
    assert any(b"voorbeeld" in data for _, data in bytes_below(hands.root))
    with ledger.change():
        ledger.db.execute("UPDATE message SET state = 'sent', address = NULL WHERE id % 2 = 0")
    ledger.cancel()
    assert not any(b"voorbeeld" in data for _, data in bytes_below(hands.root))


def test_the_same_list_read_twice_queues_nothing_new(hands: Hands) -> None:
    assert hands.queue(*READERS) == 200
    assert hands.queue(*READERS) == 0
    assert hands.queue(*(reader.upper() for reader in READERS)) == 0
    assert hands.queue(*READERS, batch="2") == 200


def test_what_was_sent_and_forgotten_is_still_recognised(hands: Hands) -> None:
    hands.queue(READERS[0])
    hands.outbox.ledger.cancel()
    assert hands.queue(READERS[0]) == 0


def test_a_queue_is_all_or_nothing(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, insert = hands.outbox.ledger, hands.outbox.ledger._insert

    def third_fails(new: object, now: float) -> None:
        if hands.outbox.ledger.one("SELECT count(*) FROM message") == 2:
            raise OSError("disk full")
        insert(new, now)  # type: ignore[arg-type]

    monkeypatch.setattr(ledger, "_insert", third_fails)
    with pytest.raises(OSError, match="disk full"):
        hands.queue(*READERS[:5])
    assert hands.states() == {}


def test_a_row_lives_thirty_days_in_whatever_state(hands: Hands) -> None:
    hands.queue(*READERS[:3])
    claimed = hands.outbox.ledger.claim("house", hands.moment)
    assert claimed
    hands.outbox.ledger.dot(claimed.id)
    hands.moment += 3 * DAY
    hands.outbox.ledger.recover(hands.moment)
    assert hands.states() == {"unknown": 1, "failed": 2}
    assert hands.outbox.purge(hands.moment) == {}
    hands.moment += 27 * DAY
    assert hands.outbox.purge(hands.moment) == {"unknown": 1, "failed": 2}
    assert hands.states() == {}
    assert hands.outbox.ledger.one("SELECT count(*) FROM content") == 0


def test_contents_are_dropped_when_nobody_waits_for_them(hands: Hands) -> None:
    hands.queue(READERS[0])
    hands.outbox.purge(hands.moment)
    assert hands.outbox.ledger.one("SELECT count(*) FROM content") == 1
    hands.outbox.ledger.cancel()
    hands.outbox.purge(hands.moment)
    assert hands.outbox.ledger.one("SELECT count(*) FROM content") == 0


def test_the_key_is_changed_with_the_rows_and_old_rows_stay_known(hands: Hands) -> None:
    first = hands.outbox.keys[0]
    hands.moment += 29 * DAY
    hands.queue(READERS[0])
    hands.outbox.ledger.cancel()
    hands.moment += 2 * DAY
    hands.outbox.purge(hands.moment)
    assert hands.outbox.keys[0] != first and hands.outbox.keys[1] == first
    assert hands.queue(READERS[0]) == 0
    hands.moment += 31 * DAY
    hands.outbox.purge(hands.moment)
    assert first not in hands.outbox.keys
    assert first.secret.hex() not in (hands.outbox.folder / "key").read_text()


def test_a_damaged_key_file_is_said_and_not_replaced(hands: Hands) -> None:
    (hands.outbox.folder / "key").write_text("[[1")
    with pytest.raises(PressError, match="damaged"):
        Outbox(hands.root, hands.moment)
    assert (hands.outbox.folder / "key").read_text() == "[[1"


def test_two_that_begin_at_once_get_one_key(tmp_path: Path) -> None:
    (tmp_path / "key").write_text('[[1.0, "ff"]]')
    keys._write(tmp_path, (keys.Key(2.0, b"x"),), only_if_new=True)
    assert keys.read_keys(tmp_path, 3.0) == (keys.Key(1.0, b"\xff"),)


def test_fingerprints_of_other_texts_differ(hands: Hands) -> None:
    fingerprints = {
        hands.outbox.fingerprints("c", *said)[0] for said in (("ab", ""), ("a", "b"), ("", "ab"))
    }
    assert len(fingerprints) == 3


def test_a_ledger_of_a_newer_press_is_left_alone(hands: Hands) -> None:
    hands.outbox.ledger.db.execute("PRAGMA user_version = 99")
    with pytest.raises(PressError, match="newer press"):
        Outbox(hands.root, hands.moment)


def test_a_file_that_is_no_ledger_is_said(hands: Hands) -> None:
    hands.outbox.close()
    hands.outbox.ledger.path.write_bytes(b"no database at all" * 100)
    with pytest.raises(PressError, match="cannot be used"):
        Outbox(hands.root, hands.moment)


@pytest.mark.parametrize(
    ("tries", "wait"), [(1, 60), (2, 300), (3, 900), (4, 3600), (5, 4 * 3600), (50, 4 * 3600)]
)
def test_each_try_waits_longer(tries: int, wait: int) -> None:
    assert wait_before_try(tries) == wait


def test_a_ledger_of_an_older_press_goes_on(hands: Hands) -> None:
    hands.queue(*READERS[:2])
    path, db = hands.outbox.ledger.path, hands.outbox.ledger.db
    for statement in (
        "DROP TABLE look",
        "DROP TABLE mailed",
        "DROP TABLE reminded",
        "ALTER TABLE message DROP COLUMN publications",
        "ALTER TABLE message DROP COLUMN place",
        "DROP INDEX readers",
        "ALTER TABLE message DROP COLUMN reader",
        "ALTER TABLE message DROP COLUMN leaflets",
        "PRAGMA user_version = 1",
    ):
        db.execute(statement)
    hands.outbox.close()
    hands.outbox = Outbox(hands.root, hands.moment)
    assert hands.states() == {"queued": 2} and path.exists()
    assert hands.queue(*READERS[:3]) == 1
