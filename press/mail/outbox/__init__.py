"""Messages -> sent once, as far as SMTP allows, and then forgotten.

    keys     recognise an address without knowing it
    store    the ledger's file
    ledger   what is to be sent and what became of it
    kept     what is kept of it, and for how long
    pace     when the next message may go
    sending  the messages that are due, through the accounts

Exactly once over SMTP does not exist (RFC 1047): a server can take a message and
vanish before it says so. Then the message is in doubt, and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from press.files import lock, put
from press.mail.addresses import folded
from press.mail.outbox import keys
from press.mail.outbox.ledger import Ledger

FOLDER = "outbox"


class Outbox:
    """The outbox of a house, open: its ledger, its keys, its lock."""

    def __init__(self, root: Path, now: float) -> None:
        self.folder = root / FOLDER
        self.folder.mkdir(mode=0o700, exist_ok=True)
        ignore = self.folder / ".gitignore"
        if not ignore.exists():
            put(ignore, b"*\n")
        self.keys = keys.read_keys(self.folder, now)
        self.ledger = Ledger(self.folder)

    def fingerprints(self, address: str, *said: str) -> tuple[bytes, ...]:
        """What recognises a message to an address: one under each key, the newest first."""
        return tuple(keys.fingerprint(key, *said, folded(address)) for key in self.keys)

    def digest(self, *said: str) -> str:
        """A short digest of texts that nobody without the key can guess them from."""
        return keys.fingerprint(self.keys[0], *said).hex()[:16]

    def forget(self, address: str) -> dict[str, int]:
        """Delete all that is known of an address; how many messages, by what became of them.

        Who holds the lock may call it, as no message is then on its way.
        """
        known = self.ledger.kinds()
        return self.ledger.forget(
            address, [mark for kind in known for mark in self.fingerprints(address, *kind)]
        )

    def purge(self, now: float) -> dict[str, int]:
        """Delete what is older than a row may be, and the keys with it; numbers by state.

        `now` is the time that is believed (`Ledger.believe`): what is deleted is not known
        again, and would be sent again.
        """
        gone = self.ledger.purge(now - keys.LIFE)
        self.keys = keys.rotate(self.folder, now)
        return gone

    def lock(self, wait: float = 0) -> AbstractContextManager[bool]:
        """The right to send; False if another has it for longer than `wait` seconds.

        Not on the ledger: closing a second handle of a file drops the locks that SQLite holds.
        """
        return lock(self.folder, wait=wait)

    def close(self) -> None:
        self.ledger.close()


@contextmanager
def open_outbox(root: Path, now: float) -> Iterator[Outbox]:
    """Open the outbox of a house for a while."""
    outbox = Outbox(root, now)
    try:
        yield outbox
    finally:
        outbox.close()
