"""The record of what is to be sent and what became of it: one SQLite file.

    queued --claim--> sending --the body is out, just before the dot--> dot --250--> sent
       ^                 | error or crash: certainly not accepted        |-- 4xx --> queued, later
       +-----------------+                                               |-- 5xx --> failed
    queued --expires--> failed                                           +-- none, crash --> unknown

An address stands in it only while it is needed: never beside `sent` or `failed`, and
the schema says so. Every change of state is one durable transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, astuple, dataclass, field

from press.mail.outbox.kept import Kept
from press.mail.outbox.pace import DRIFT, EXPIRY, Clock, Look, Urgency, look, wait_before_try
from press.mail.outbox.store import STATES


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What is fixed when a message is queued; its `fingerprints` recognise it, the first is kept.

    `reader` recognises who got the same leaflets in whatever version and batch; `leaflets`
    names these with their versions, `publications` without. `place` is the line of the list
    that it came from.
    """

    fingerprints: tuple[bytes, ...]
    message_id: str
    date: str
    account: str
    sender: str
    practice: str
    batch: str
    content: str
    files: str
    address: str = field(repr=False)
    urgent: Urgency = Urgency.LIST
    reader: bytes = b""
    leaflets: str = ""
    publications: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is being sent."""

    id: int
    message_id: str
    date: str
    sender: str
    content: str
    address: str = field(repr=False)
    tries: int
    expires: float
    urgent: int


@dataclass(frozen=True, slots=True)
class Row:
    """What can be told of a message without its address. Times in seconds since 1970."""

    message_id: str
    state: str
    practice: str
    batch: str
    queued: float
    attempted: float | None
    due: float
    reply: str
    place: str = ""


_EXPIRED = "state = 'failed', address = NULL, reply = 'expired; last: ' || reply"
_DUE = (
    "state = 'queued' AND account = ?1 AND expires > ?2"
    f" AND (due <= ?2 OR attempted IS NULL OR attempted > ?2 + {DRIFT})"
)
"""What was never tried is due, and what was tried in the future, by a clock set back since."""
_SETTLED, _TOUCHED = "state IN ('sent', 'failed')", "coalesce(attempted, queued)"
_ROW = "message_id, state, practice, batch, queued, attempted, due, reply, place"


class Ledger(Kept):
    """An open ledger. Safe to use from several processes; who sends must hold the lock."""

    # --- queueing ---

    def queue(
        self, messages: Iterable[NewMessage], contents: Iterable[tuple[str, bytes]], now: float
    ) -> int:
        """Queue all or none, except those known by a fingerprint; give the number."""
        with self.change():
            self.db.executemany("INSERT OR IGNORE INTO content VALUES (?, ?)", contents)
            before = self.db.total_changes
            for message in messages:
                if self.find(message.fingerprints) is None:
                    self._insert(message, now)
            return self.db.total_changes - before

    def find(self, fingerprints: tuple[bytes, ...]) -> Row | None:
        """The message known by one of these fingerprints."""
        places = ", ".join("?" * len(fingerprints))
        rows = self.db.execute(f"SELECT {_ROW} FROM message WHERE mark IN ({places})", fingerprints)
        return next((Row(*row) for row in rows), None)

    def had(self, readers: tuple[bytes, ...]) -> str:
        """What a reader last got of the same leaflets, with their versions; nothing if none."""
        places = ", ".join("?" * len(readers))
        found = self.one(
            f"SELECT leaflets FROM message WHERE reader IN ({places})"
            " AND state NOT IN ('failed') ORDER BY id DESC LIMIT 1",
            *readers,
        )
        return str(found or "")

    def _insert(self, new: NewMessage, now: float) -> None:
        values = {name: value for name, value in asdict(new).items() if name != "fingerprints"}
        values |= {"mark": new.fingerprints[0], "queued": now, "due": now, "expires": now + EXPIRY}
        places = ", ".join("?" * len(values))
        self.db.execute(
            f"INSERT INTO message ({', '.join(values)}) VALUES ({places})", tuple(values.values())
        )

    # --- sending ---

    def recover(self, now: float, believed: float | None = None) -> None:
        """Under the lock, before sending: settle what a crash left behind and what expired.

        What expires does so by the `believed` time (`believe`).
        """
        believed = now if believed is None else believed
        with self.change():
            self.db.execute(
                "UPDATE message SET state = 'unknown', reply = 'stopped after the final dot'"
                " WHERE state = 'dot'"
            )
            left = self.db.execute("SELECT id, tries FROM message WHERE state = 'sending'")
            for number, tries in left.fetchall():
                self._back(number, tries, now, "stopped while sending", believed)
            self._fail_expired(believed)

    def claim(self, account: str, now: float) -> Claimed | None:
        """Take the next message of an account that is due: the most urgent first."""
        with self.change():
            row = self.db.execute(
                "SELECT id, message_id, date, sender, content, address, tries, expires, urgent"
                f" FROM message WHERE {_DUE} ORDER BY urgent DESC, due, id LIMIT 1",
                (account, now),
            ).fetchone()
            if row is None:
                return None
            self._set(row[0], "queued", "state = 'sending', attempted = ?", now)
            return Claimed(*row)

    def dot(self, number: int) -> None:
        """The whole body is out and the final dot comes next."""
        with self.change():
            self._set(number, "sending", "state = 'dot'")

    def settle(self, message: Claimed, state: str, reply: str) -> None:
        """Record `sent`, `failed` or `unknown`; the first two erase the address."""
        erase = "" if state == "unknown" else ", address = NULL"
        with self.change():
            self._set(message.id, None, f"state = ?, reply = ?{erase}", state, reply)
            if state == "sent":
                self.count(message.message_id)

    def postpone(self, message: Claimed, now: float, reply: str) -> bool:
        """Put it back for later, a try counted; one that would expire first has failed."""
        with self.change():
            return self._back(message.id, message.tries, now, reply, now)

    def _back(self, number: int, tries: int, now: float, reply: str, believed: float) -> bool:
        due = now + wait_before_try(tries + 1)
        self._set(
            number, None, "state = 'queued', tries = ?, due = ?, reply = ?", tries + 1, due, reply
        )
        expired = self.db.execute(
            f"UPDATE message SET {_EXPIRED} WHERE id = ? AND ? >= expires",
            (number, believed + wait_before_try(tries + 1)),
        )
        return expired.rowcount == 0

    def _fail_expired(self, now: float) -> None:
        self.db.execute(
            f"UPDATE message SET {_EXPIRED} WHERE state = 'queued' AND expires <= ?",
            (now,),
        )

    def _set(self, number: int, state: str | None, change: str, *values: object) -> None:
        done = self.db.execute(
            f"UPDATE message SET {change} WHERE id = ? AND (? IS NULL OR state = ?)",
            (*values, number, state, state),
        )
        if done.rowcount != 1:
            raise RuntimeError(f"message {number} is not {state}: somebody sends without the lock")

    # --- looking ---

    def content(self, digest: str) -> bytes:
        return bytes(self.one("SELECT data FROM content WHERE digest = ?", digest))

    def most_urgent(self, account: str, now: float) -> int | None:
        """How urgent the next message of an account is that is due; None if none is."""
        sql = f"SELECT urgent FROM message WHERE {_DUE} ORDER BY urgent DESC LIMIT 1"
        found = self.one(sql, account, now)
        return None if found is None else int(found)

    def waiting(self, accounts: Iterable[str], now: float) -> int:
        """How many messages of these accounts are due."""
        count = f"SELECT count(*) FROM message WHERE {_DUE}"
        return sum(int(self.one(count, account, now)) for account in accounts)

    def last_attempt(self, account: str) -> float | None:
        """When the account last began to send."""
        last = self.one("SELECT max(attempted) FROM message WHERE account = ?", account)
        return None if last is None else float(last)

    def counts(self) -> dict[str, int]:
        """How many messages are in each state."""
        rows = self.db.execute("SELECT state, count(*) FROM message GROUP BY state")
        found = dict(rows.fetchall())
        return {state: found.get(state, 0) for state in STATES}

    def states_since(self, moment: float) -> dict[str, int]:
        """How many messages are in each state, of those that are settled the ones since then."""
        rows = self.db.execute(
            f"SELECT state, count(*) FROM message WHERE NOT {_SETTLED} OR {_TOUCHED} >= ?"
            " GROUP BY state",
            (moment,),
        )
        return dict(rows.fetchall())

    def failed_since(self, moment: float) -> tuple[tuple[str, str, int], ...]:
        """Why messages failed since then: practice, the server's answer, how many."""
        rows = self.db.execute(
            "SELECT practice, reply, count(*) FROM message"
            f" WHERE state = 'failed' AND {_TOUCHED} >= ? GROUP BY practice, reply",
            (moment,),
        )
        return tuple(tuple(row) for row in rows.fetchall())

    def accounts_waiting(self) -> tuple[str, ...]:
        """The accounts for which anything is queued."""
        rows = self.db.execute("SELECT DISTINCT account FROM message WHERE state = 'queued'")
        return tuple(sorted(row[0] for row in rows))

    def rows(self, state: str) -> tuple[Row, ...]:
        """The messages in a state, oldest first."""
        rows = self.db.execute(f"SELECT {_ROW} FROM message WHERE state = ? ORDER BY id", (state,))
        return tuple(Row(*row) for row in rows)

    def row(self, message_id: str) -> Row | None:
        """One message."""
        row = self.db.execute(
            f"SELECT {_ROW} FROM message WHERE message_id = ?", (message_id,)
        ).fetchone()
        return None if row is None else Row(*row)

    def address(self, message_id: str) -> str | None:
        """The address of a message, while it is kept."""
        found = self.one("SELECT address FROM message WHERE message_id = ?", message_id)
        return None if found is None else str(found)

    # --- the time ---

    def believe(self, clock: Clock) -> float:
        """Look at the clock; the time by which messages expire and rows are deleted."""
        with self.change():
            row = self.db.execute("SELECT now, steady, boot, believed FROM look").fetchone()
            seen = look(clock, Look(*row) if row else None)
            self.db.execute("DELETE FROM look")
            self.db.execute("INSERT INTO look VALUES (?, ?, ?, ?)", astuple(seen))
        return seen.believed
