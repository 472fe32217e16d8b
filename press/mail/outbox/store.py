"""The ledger's file: its schema, its settings, its transactions. The only home of SQLite.

On a local disk. With a write-ahead log thousands of erased addresses stayed readable
in the file; with a journal that is deleted, and secure_delete, none does.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from press.errors import DiskError, PressError

STATES = ("queued", "sending", "dot", "sent", "failed", "unknown")
_SCHEMA = f"""
CREATE TABLE content (digest TEXT PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mark BLOB NOT NULL UNIQUE,
    message_id TEXT NOT NULL UNIQUE,
    date TEXT NOT NULL,
    account TEXT NOT NULL,
    sender TEXT NOT NULL,
    practice TEXT NOT NULL,
    batch TEXT NOT NULL,
    content TEXT NOT NULL,
    files TEXT NOT NULL,
    urgent INTEGER NOT NULL,
    address TEXT,
    state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN {STATES}),
    tries INTEGER NOT NULL DEFAULT 0,
    queued REAL NOT NULL,
    due REAL NOT NULL,
    expires REAL NOT NULL,
    attempted REAL,
    reply TEXT NOT NULL DEFAULT '',
    CHECK ((address IS NULL) = (state IN ('sent', 'failed')))
);
CREATE INDEX waiting ON message (account, urgent DESC, due, id) WHERE state = 'queued';
CREATE INDEX attempts ON message (account, attempted);
CREATE INDEX contents ON message (content);
CREATE INDEX open ON message (state) WHERE state IN ('sending', 'dot', 'unknown');
CREATE TABLE delivery (
    message_id TEXT PRIMARY KEY, practice TEXT NOT NULL, made REAL NOT NULL, manifest TEXT NOT NULL
);
"""
_SECOND = """
ALTER TABLE message ADD COLUMN reader BLOB NOT NULL DEFAULT x'';
ALTER TABLE message ADD COLUMN leaflets TEXT NOT NULL DEFAULT '';
CREATE INDEX readers ON message (reader);
CREATE TABLE look (
    now REAL NOT NULL, steady REAL NOT NULL, boot TEXT NOT NULL, believed REAL NOT NULL
);
"""
_THIRD = """
ALTER TABLE message ADD COLUMN publications TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN place TEXT NOT NULL DEFAULT '';
CREATE TABLE mailed (
    day TEXT NOT NULL, practice TEXT NOT NULL, leaflets TEXT NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (day, practice, leaflets)
);
"""
_FOURTH = """
CREATE TABLE reminded (
    role TEXT NOT NULL, leaflet TEXT NOT NULL, due TEXT NOT NULL, stage TEXT NOT NULL,
    PRIMARY KEY (role, leaflet, due, stage)
);
"""
_STEPS = (_SCHEMA, _SECOND, _THIRD, _FOURTH)
"""What makes a ledger, and what each newer version adds to it."""
_OF_THE_DISK = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
}
"""Primary result codes (the low byte) of errors that are the disk's."""


class Store:
    """An open ledger file. Usable from several processes at once."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "ledger.sqlite"
        # Made here so that nobody else can ever read it; the journal takes its mode.
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        self.db = sqlite3.connect(self.path, timeout=30, isolation_level=None)
        with self._translated():
            for setting in (
                "journal_mode = DELETE",
                "synchronous = EXTRA",
                "secure_delete = ON",
                "temp_store = MEMORY",
            ):
                self.db.execute(f"PRAGMA {setting}")
        # One that is up to date is opened without a write: a full disk can still be read.
        if self.one("PRAGMA user_version") != len(_STEPS):
            self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        with self.change():
            version = self.one("PRAGMA user_version")
            if version > len(_STEPS):
                raise PressError(f"{self.path} was made by a newer press")
            for step in _STEPS[version:]:
                for statement in filter(str.strip, step.split(";\n")):
                    self.db.execute(statement)
            self.db.execute(f"PRAGMA user_version = {len(_STEPS)}")

    def close(self) -> None:
        self.db.close()

    @contextmanager
    def change(self) -> Iterator[None]:
        """One transaction: durable when this returns, undone when it raises.

        Inside another one it is a part of that.
        """
        if self.db.in_transaction:
            yield
            return
        with self._translated():
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    def one(self, sql: str, *values: object) -> Any:
        """The first value of the first row, or None."""
        row = self.db.execute(sql, values).fetchone()
        return None if row is None else row[0]

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            of_disk = getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_THE_DISK
            kind = DiskError if of_disk else PressError
            raise kind(f"{self.path} cannot be used: {error}") from error
