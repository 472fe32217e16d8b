"""What each written file was made from: read at the start, written on after each file.

One text, `output/.press/records`, a line of JSON a file, the last line of a path
counts. A line is written after its file stands, so a run that is killed at any
moment leaves a file without its line, which is made again, or half a line, which
is passed over.
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import IO, Any, Literal, TypeAlias

from press.cache.digests import Digests, digest_of, read_seen
from press.errors import UsageError
from press.files import put

Row: TypeAlias = "tuple[str, Severity, str, str, int, str]"
"""A finding: code, severity, message, path, line, hint."""
Severity: TypeAlias = Literal["error", "warning", "info"]

FOLDER = ".press"
_MOST_STALE = 3
"""So many lines for each file that counts, then the text is written anew."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a written file is known again: size, times in ns, inode."""

    size: int
    of_bytes: int
    of_file: int
    inode: int

    @classmethod
    def of(cls, path: str | Path) -> Stamp | None:
        try:
            said = os.stat(path)
        except OSError:
            return None
        return cls(said.st_size, said.st_mtime_ns, said.st_ctime_ns, said.st_ino)


@dataclass(frozen=True, slots=True)
class Record:
    """A written file: what it was made from, what it is, and what was said while it was made.

    `inputs` is one digest of everything, `parts` one for each part of that by name;
    `about` what the manifest says of it; `findings` and `silenced` are rows.
    """

    path: str
    inputs: str
    sha256: str
    stamp: Stamp
    parts: Mapping[str, str]
    about: Mapping[str, str | int]
    findings: tuple[Row, ...] = ()
    silenced: tuple[Row, ...] = ()


@dataclass
class BuildCache:
    """The open memory of one output folder. `parts` are the files of each part by its digest."""

    output: Path
    digests: Digests
    records: dict[str, Record] = field(default_factory=dict)
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    _lines: int = 0
    _file: IO[str] | None = None

    @property
    def folder(self) -> Path:
        return self.output / FOLDER

    def add(self, record: Record, parts: Mapping[str, Mapping[str, str]]) -> None:
        """Remember a file that stands; `parts` gives the files of parts not yet known."""
        for name, digest in record.parts.items():
            if digest not in self.parts:
                self.parts[digest] = dict(parts[name])
                self._write({"part": digest, "files": self.parts[digest]})
        self.records[record.path] = record
        self._write(_row(record))

    def flush(self) -> None:
        """Let what was remembered outlive this process."""
        if self._file:
            self._file.flush()

    def forget(self, path: str) -> None:
        self.records.pop(path, None)
        self._write({"gone": path})

    def stands(self, record: Record) -> bool:
        """Whether the file of a record is still the one that was written."""
        path = self.output / record.path
        stamp = Stamp.of(path)
        if stamp is None:
            return False
        if stamp == record.stamp:
            return True
        if stamp.size != record.stamp.size or digest_of(path.read_bytes()) != record.sha256:
            return False
        self.add(_with_stamp(record, stamp), {})
        return True

    def close(self) -> None:
        """Write what is to be remembered, without the lines that have come to count no more."""
        if self._file:
            self._file.close()
        if self._lines > _MOST_STALE * (len(self.records) + len(self.parts)) + 100:
            self._shorten()
        if self.digests.changed():
            put(self.folder / "seen", json.dumps(self.digests.seen).encode())

    def _write(self, row: Mapping[str, object]) -> None:
        if self._file is None:
            path = self.folder / "records"
            torn = path.exists() and path.read_bytes()[-1:] not in (b"\n", b"")
            self._file = path.open("a", encoding="utf-8")
            if torn:
                self._file.write("\n")
        self._file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
        self._lines += 1

    def _shorten(self) -> None:
        used = {digest for record in self.records.values() for digest in record.parts.values()}
        rows: list[Mapping[str, object]] = [
            {"part": digest, "files": files}
            for digest, files in self.parts.items()
            if digest in used
        ]
        rows += [_row(record) for record in self.records.values()]
        lines = "".join(f"{json.dumps(row)}\n" for row in rows)
        put(self.folder / "records", lines.encode())


@contextmanager
def open_cache(output: Path) -> Iterator[BuildCache]:
    """Open the memory of an output folder, for one run at a time."""
    folder = output / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UsageError(f"another build is writing to {output}; wait for it") from error
        cache = BuildCache(output, Digests(read_seen(folder / "seen"), clock(folder)))
        _read(cache)
        try:
            yield cache
        finally:
            cache.close()


def clock(folder: Path) -> int:
    """Now, in ns, by the clock of the file system that this folder is on."""
    path = folder / "clock"
    path.touch()
    return path.stat().st_mtime_ns


def _read(cache: BuildCache) -> None:
    try:
        with (cache.folder / "records").open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                cache._lines += 1
                _recall(cache, line)
    except OSError:
        return


def _recall(cache: BuildCache, line: str) -> None:
    """Take a line in; half a line, of a run that was killed, is passed over."""
    with suppress(ValueError, KeyError, TypeError):
        row = json.loads(line)
        if "part" in row:
            cache.parts[row["part"]] = row["files"]
        elif "gone" in row:
            cache.records.pop(row["gone"], None)
        else:
            cache.records[row["path"]] = _record(row)


def _record(row: dict[str, Any]) -> Record:
    """A record of a line; what thousands of records say alike is kept once."""
    row["stamp"] = Stamp(**row["stamp"])
    for key in ("parts", "about"):
        row[key] = {
            sys.intern(name): sys.intern(said) if isinstance(said, str) else said
            for name, said in row[key].items()
        }
    for key in ("findings", "silenced"):
        row[key] = tuple(tuple(finding) for finding in row[key])
    return Record(**row)


def _row(record: Record) -> dict[str, object]:
    """A record as it is written: its fields, not copied as deep as `asdict` would."""
    row = {each.name: getattr(record, each.name) for each in fields(record)}
    stamp = record.stamp
    row["stamp"] = {each.name: getattr(stamp, each.name) for each in fields(stamp)}
    return row


def _with_stamp(record: Record, stamp: Stamp) -> Record:
    return replace(record, stamp=stamp)
