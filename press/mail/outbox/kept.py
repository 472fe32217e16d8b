"""What is kept of messages, and for how long: decisions of persons, deliveries, counts."""

from __future__ import annotations

from collections.abc import Iterable

from press.mail.outbox.pace import EXPIRY, wait_before_try
from press.mail.outbox.store import Store

_COUNT = """
INSERT INTO mailed
    SELECT date(coalesce(attempted, queued), 'unixepoch'), practice, leaflets, 1 FROM message
    WHERE message_id = ? AND leaflets != ''
        AND message_id NOT IN (SELECT message_id FROM delivery)
    ON CONFLICT DO UPDATE SET number = number + 1
"""
"""A message to a reader was sent: counted by day, and so that nobody can be told from it."""


class Kept(Store):
    """The part of the ledger that outlives the sending of a message."""

    # --- what persons decide ---

    def resolve(self, message_id: str, decided: str, now: float) -> bool:
        """Settle a doubt as `sent`, `failed`, or `queued` again; False if it is not in doubt."""
        change = {
            "sent": "state = 'sent', address = NULL",
            "failed": "state = 'failed', address = NULL",
            "queued": f"state = 'queued', tries = tries + 1, due = ?1, expires = ?1 + {EXPIRY}",
        }[decided]
        with self.change():
            done = self.db.execute(
                f"UPDATE message SET {change}"
                " WHERE message_id = ?2 AND state = 'unknown' AND ?1 > 0",
                (now + wait_before_try(1), message_id),
            )
            if decided == "sent" and done.rowcount:
                self.count(message_id)
            return done.rowcount == 1

    def kinds(self) -> tuple[tuple[str, str, str, str], ...]:
        """Batch, practice, publications and files of all messages: what a fingerprint is of."""
        rows = self.db.execute("SELECT DISTINCT batch, practice, publications, files FROM message")
        return tuple(tuple(row) for row in rows.fetchall())

    def forget(self, address: str, fingerprints: Iterable[bytes]) -> dict[str, int]:
        """Delete the messages to an address, which these recognise as well; numbers by state."""
        gone: dict[str, int] = {}
        delete = "DELETE FROM message WHERE {} = ? RETURNING state, message_id"
        with self.change():
            rows = self.db.execute(delete.format("lower(address)"), (address.lower(),)).fetchall()
            for mark in fingerprints:
                rows += self.db.execute(delete.format("mark"), (mark,)).fetchall()
            for row in rows:
                gone[row[0]] = gone.get(row[0], 0) + 1
                if row[0] != "sent":
                    self.db.execute("DELETE FROM delivery WHERE message_id = ?", (row[1],))
            self._drop_contents()
        return gone

    def refuse(self, names: Iterable[str], reply: str) -> int:
        """Give up what is queued of these leaflets, each as nl/slapen; how many messages."""
        with self.change():
            return sum(
                self.db.execute(
                    "UPDATE message SET state = 'failed', address = NULL, reply = ?"
                    " WHERE state = 'queued' AND instr(', ' || leaflets, ', ' || ? || ' ') > 0",
                    (reply, name),
                ).rowcount
                for name in names
            )

    def cancel(self) -> int:
        """Give up everything that is still queued."""
        with self.change():
            done = self.db.execute(
                "UPDATE message SET state = 'failed', address = NULL, reply = 'cancelled'"
                " WHERE state = 'queued'"
            )
            return done.rowcount

    def purge(self, before: float) -> dict[str, int]:
        """Delete every row queued before a moment, in whatever state; give the numbers by state."""
        with self.change():
            rows = self.db.execute(
                "SELECT state, count(*) FROM message WHERE queued <= ? GROUP BY state", (before,)
            ).fetchall()
            self.db.execute(
                "DELETE FROM delivery WHERE message_id IN"
                " (SELECT message_id FROM message WHERE queued <= ? AND state != 'sent')",
                (before,),
            )
            self.db.execute("DELETE FROM message WHERE queued <= ?", (before,))
            self._drop_contents()
            return dict(rows)

    def _drop_contents(self) -> None:
        self.db.execute(
            "DELETE FROM content WHERE digest NOT IN (SELECT content FROM message"
            " WHERE state NOT IN ('sent', 'failed'))"
        )

    # --- counts ---

    def count(self, message_id: str) -> None:
        """Count a message that was sent, within the change that says so."""
        self.db.execute(_COUNT, (message_id,))

    def mailed(self, until: str) -> tuple[tuple[str, str, int], ...]:
        """How many messages to readers were sent until a day: practice, leaflets, number."""
        rows = self.db.execute(
            "SELECT practice, leaflets, sum(number) FROM mailed WHERE day <= ?"
            " GROUP BY practice, leaflets ORDER BY practice, leaflets",
            (until,),
        )
        return tuple(tuple(row) for row in rows.fetchall())

    # --- reminders ---

    def reminded(self) -> frozenset[tuple[str, str, str, str]]:
        """Of what roles were reminded: role, leaflet, day that it is due, how near it was."""
        rows = self.db.execute("SELECT role, leaflet, due, stage FROM reminded")
        return frozenset(tuple(row) for row in rows.fetchall())

    def note_reminded(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """Remember it: longer than its message is, as a review is due for months."""
        with self.change():
            self.db.executemany("INSERT OR IGNORE INTO reminded VALUES (?, ?, ?, ?)", rows)

    # --- deliveries ---

    def note_delivery(self, message_id: str, practice: str, manifest: str, now: float) -> None:
        """Remember what a message delivers to a practice, and forget what came before the last."""
        last = self.last_delivery(practice)
        with self.change():
            self.db.execute(
                "DELETE FROM delivery WHERE practice = ? AND made < ?",
                (practice, last[0] if last else 0),
            )
            self.db.execute(
                "INSERT OR REPLACE INTO delivery VALUES (?, ?, ?, ?)",
                (message_id, practice, now, manifest),
            )

    def last_delivery(self, practice: str) -> tuple[float, str] | None:
        """When the practice last got something, and its manifest. Sent, not only queued."""
        row = self.db.execute(
            "SELECT made, manifest FROM delivery LEFT JOIN message USING (message_id)"
            " WHERE delivery.practice = ? AND coalesce(state, 'sent') = 'sent'"
            " ORDER BY made DESC LIMIT 1",
            (practice,),
        ).fetchone()
        return None if row is None else (float(row[0]), str(row[1]))
