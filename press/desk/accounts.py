"""`desk/accounts.json` of a house -> who may come in: a password and keys for each practice.

Passwords lie there as argon2id says (RFC 9106), keys as their SHA-256: they are as long as
that, so nobody guesses them. The file is its owner's alone, and no part of the sources.
"""

from __future__ import annotations

import hmac
import json
import secrets
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from pydantic import TypeAdapter, ValidationError

from press.errors import PressError, UsageError
from press.files import put
from press.model import Written

_LEAST = 10
"""Characters of a password (NIST 800-63B asks for eight where a guess costs a second)."""
_COST = 2, 19 * 1024, 1
"""Rounds, KiB, threads of argon2id (OWASP's least): a guess costs a small machine its time."""
_TRIES, _WINDOW = 5, 15 * 60
"""So many wrong passwords in so many seconds, then nobody gets in from there for that long."""


class Account(Written):
    """What lets somebody in for a practice."""

    password: str = ""
    keys: tuple[str, ...] = ()


_FILE = TypeAdapter(dict[str, Account])


class Accounts:
    """The accounts of a house, read anew when the file changes."""

    def __init__(self, root: Path) -> None:
        self.folder = root.resolve() / "desk"
        self._hasher = PasswordHasher(*_COST)
        self._nobody = self._hasher.hash(secrets.token_hex())

    @property
    def known(self) -> dict[str, Account]:
        path = self.folder / "accounts.json"
        try:
            return _FILE.validate_json(path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValidationError):
            raise PressError(f"{path} cannot be read; remove it and set passwords anew") from None

    def set_password(self, practice: str, password: str) -> None:
        """Let a practice in by this password; sessions that are open end."""
        if len(password) < _LEAST:
            raise UsageError(f"a password has at least {_LEAST} characters")
        self._write(practice, password=self._hasher.hash(password))

    def new_key(self, practice: str) -> str:
        """A key for programs of a practice; it is shown once and cannot be had again."""
        key = f"leaflet_{secrets.token_urlsafe(32)}"
        account = self.known.get(practice, Account())
        self._write(practice, keys=(*account.keys, _digest(key)))
        return key

    def remove_keys(self, practice: str) -> int:
        """Let no program in for a practice any more; how many keys there were."""
        number = len(self.known.get(practice, Account()).keys)
        self._write(practice, keys=())
        return number

    def lets_in(self, practice: str, password: str) -> bool:
        """Whether a password is right; as long for a practice that there is not."""
        account = self.known.get(practice, Account())
        try:
            right = self._hasher.verify(account.password or self._nobody, password[:1000])
            return right and bool(account.password)
        except (Argon2Error, InvalidHashError):
            return False

    def stamp(self, practice: str) -> str:
        """What a session of a practice holds: another after the password is changed."""
        account = self.known.get(practice)
        return sha256(account.password.encode()).hexdigest()[:16] if account else ""

    def of_key(self, key: str) -> str:
        """The practice whose key this is; nothing if it is nobody's."""
        digest = _digest(key)
        return next(
            (
                practice
                for practice, account in self.known.items()
                for each in account.keys
                if hmac.compare_digest(each, digest)
            ),
            "",
        )

    def secret(self) -> str:
        """What sessions are signed with, made once."""
        path = self.folder / "secret"
        self._make_folder()
        put(path, secrets.token_hex(32).encode(), mode=0o600, only_if_new=True)
        return path.read_text("ascii")

    def _write(self, practice: str, **values: object) -> None:
        self._make_folder()
        account = self.known.get(practice, Account()).model_copy(update=values)
        rows = {
            name: each.model_dump() for name, each in (self.known | {practice: account}).items()
        }
        put(self.folder / "accounts.json", json.dumps(rows, indent=1).encode(), mode=0o600)

    def _make_folder(self) -> None:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        put(self.folder / ".gitignore", b"*\n", only_if_new=True)


class Tries:
    """Wrong passwords of late, by who tried: kept in memory, for a quarter of an hour."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._wrong: dict[str, list[float]] = {}

    def wait(self, *names: str) -> float:
        """Seconds until one of these may try again; 0 if they may now."""
        now = self.clock()
        self._wrong = {
            name: kept
            for name, moments in self._wrong.items()
            if (kept := [each for each in moments if each > now - _WINDOW])
        }
        full = [self._wrong[name] for name in names if len(self._wrong.get(name, ())) >= _TRIES]
        return max((moments[-_TRIES] + _WINDOW - now for moments in full), default=0.0)

    def wrong(self, *names: str) -> None:
        """One of these tried in vain."""
        for name in names:
            self._wrong.setdefault(name, []).append(self.clock())

    def right(self, *names: str) -> None:
        """One of these got in: what was tried before is forgotten."""
        for name in names:
            self._wrong.pop(name, None)


def _digest(key: str) -> str:
    return sha256(key.encode("utf-8", "replace")).hexdigest()
