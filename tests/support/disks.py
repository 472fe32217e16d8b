"""Disks that fail at a call, and disks that lose at a power cut what was not brought to them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

CALLS = ("open", "write", "fsync", "replace", "mkdir", "utime", "link")
"""By what a file comes to the disk: calls of `os` that a disk may refuse."""


class PowerCut(BaseException):
    """The machine is off."""


class Disk:
    """Counts the calls by which something is written below a folder, and acts at each."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.count = str(folder), 0
        self.on = True
        for name in CALLS:
            patch.setattr(os, name, self._watched(name, getattr(os, name)))

    def before(self, name: str, number: int) -> None:
        """What happens at a call, before it is done."""

    def after(self, name: str, first: Any) -> None:
        """What is noted when a call was done."""

    def _watched(self, name: str, plain: Callable[..., Any]) -> Callable[..., Any]:
        def call(first: Any, *rest: Any, **named: Any) -> Any:
            writes = name != "open" or bool(rest and rest[0] & (os.O_CREAT | os.O_WRONLY))
            if not (self.on and writes and self._is_here(first)):
                return plain(first, *rest, **named)
            self.count += 1
            self.before(name, self.count)
            done = plain(first, *rest, **named)
            self.after(name, first)
            return done

        return call

    def _is_here(self, first: Any) -> bool:
        path = Path(f"/proc/self/fd/{first}").readlink() if isinstance(first, int) else first
        return str(path).startswith(self.folder)


class FailingDisk(Disk):
    """Refuses the n-th call, and from then on all, or only that one."""

    def __init__(
        self, folder: Path, patch: pytest.MonkeyPatch, *, at: int, error: int, always: bool
    ) -> None:
        self.at, self.error, self.always = at, error, always
        super().__init__(folder, patch)

    def before(self, name: str, number: int) -> None:
        if number == self.at or (self.always and number > self.at):
            raise OSError(self.error, os.strerror(self.error))


class LosingDisk(Disk):
    """Is cut off at the n-th call; then what was not brought to it is there or not, by chance.

    Of a file that was not brought to the disk there may be nothing, zeros, half, or all; a
    name that was not may be missing, or be that of the file before.
    """

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, at: int) -> None:
        self.at = at
        self.content: dict[int, bytes] = {}
        self.names: dict[str, dict[str, int]] = {}
        super().__init__(folder, patch)
        self.sync_all()

    def before(self, name: str, number: int) -> None:
        if number == self.at:
            self.on = False
            raise PowerCut

    def after(self, name: str, first: Any) -> None:
        if name == "fsync":
            path = Path(f"/proc/self/fd/{first}").readlink()
            if path.is_dir():
                self.names[str(path)] = _names(path)
            else:
                self.content[path.stat().st_ino] = path.read_bytes()

    def sync_all(self, *_: object) -> None:
        """All of it is brought to the disk (syncfs)."""
        if self.on:
            for folder in _folders(Path(self.folder)):
                self.names[str(folder)] = _names(folder)
                for path in filter(Path.is_file, folder.iterdir()):
                    self.content[path.stat().st_ino] = path.read_bytes()

    def come_back(self, random: Random) -> dict[str, int]:
        """Make of the folder what a disk may hold; which file each is, by its old number."""
        self.on = False
        there: dict[str, int] = {}
        found: dict[str, bytes] = {}
        for folder in _folders(Path(self.folder)):
            old, new = self.names.get(str(folder), {}), _names(folder)
            bytes_of = {path.stat().st_ino: path.read_bytes() for path in _files(folder)}
            for name in {*old, *new}:
                number = random.choice([old.get(name), new.get(name)])
                if number is None:
                    continue
                whole, synced = bytes_of.get(number), self.content.get(number)
                there[f"{folder}/{name}"] = number
                found[f"{folder}/{name}"] = _left(whole, synced, random)
        for folder in _folders(Path(self.folder)):
            for path in _files(folder):
                path.unlink()
        for name, content in found.items():
            Path(name).write_bytes(content)
        return there


def _left(whole: bytes | None, synced: bytes | None, random: Random) -> bytes:
    if whole is None or whole == synced:
        return synced or b""
    half = whole[: random.randrange(len(whole) + 1)]
    return random.choice(
        [synced or b"", b"", bytes(len(whole)), half.ljust(len(whole), b"\0"), whole]
    )


def _folders(folder: Path) -> list[Path]:
    return [folder, *(path for path in sorted(folder.rglob("*")) if path.is_dir())]


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if path.is_file()]


def _names(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in _files(folder)}
