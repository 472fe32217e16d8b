"""The keys under which the outbox recognises an address that it no longer knows.

They lie in a file of mode 0600 beside the ledger, never in it: a copy of the ledger
alone says nothing about anybody. A key lives as long as rows made under it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from press.errors import PressError
from press.files import put

LIFE = 30 * 24 * 3600
"""Seconds that a row is kept, and after which a new key is made."""
_NAME = "key"


@dataclass(frozen=True, slots=True)
class Key:
    """One key and when it was made, in seconds since 1970."""

    made: float
    secret: bytes = field(repr=False)


def read_keys(folder: Path, now: float) -> tuple[Key, ...]:
    """Read the keys, newest first; make the first one if there is none."""
    path = folder / _NAME
    if not path.exists():
        _write(folder, (Key(now, secrets.token_bytes(32)),), only_if_new=True)
    try:
        written = json.loads(path.read_text(encoding="ascii"))
        return tuple(Key(float(made), bytes.fromhex(secret)) for made, secret in written)
    except (ValueError, TypeError):
        raise PressError(
            f"{path} is damaged; restore it, or end the ledger and begin anew"
        ) from None


def rotate(folder: Path, now: float) -> tuple[Key, ...]:
    """Add a key when the newest is old; drop those under which no row can be left."""
    keys = read_keys(folder, now)
    wanted = keys
    if keys[0].made <= now - LIFE:
        wanted = (Key(now, secrets.token_bytes(32)), *keys)
    # Under a key rows were made until the next newer one came.
    ends = [now, *(key.made for key in wanted)]
    wanted = tuple(key for key, end in zip(wanted, ends, strict=False) if end > now - LIFE)
    if wanted != keys:
        _write(folder, wanted)
    return wanted


def fingerprint(key: Key, *parts: str) -> bytes:
    """An HMAC-SHA-256 of texts; no other texts give the same input."""
    said = b"".join(len(part.encode()).to_bytes(4) + part.encode() for part in parts)
    return hmac.new(key.secret, said, hashlib.sha256).digest()


def _write(folder: Path, keys: tuple[Key, ...], *, only_if_new: bool = False) -> None:
    """Write the keys, readable by their owner only."""
    rows = json.dumps([[key.made, key.secret.hex()] for key in keys])
    put(folder / _NAME, rows.encode("ascii"), mode=0o600, only_if_new=only_if_new)
