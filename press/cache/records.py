"""What each written file was made from: read at the start, written on after each file.

One text, `output/.press/records`, a line a file, the last line of a path counts. Lines are
written after their files stand, so a run that is killed at any moment leaves a file without
its line, which is made again, or half a line, which is passed over. What is strange in it is
passed over too, and counted.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

from press.cache.digests import FOLDER, SEEN, Digests, clock, is_still, read_seen
from press.cache.plain import StrangeError, line_of, pack, read_line
from press.errors import DiskError, UsageError
from press.files import add_lines, content_of, write_at

Row: TypeAlias = "tuple[str, Severity, str, str, str, int, int]"
"""A finding: code, severity, message, hint, path, line, column."""
Severity: TypeAlias = Literal["error", "warning", "info"]

RECORDS = f"{FOLDER}/records"
_MOST_STALE = 3
"""So many lines for each file that counts, then the text is written anew."""
_NAME = "[a-z0-9][a-z0-9-]*"
_PATH = re.compile(rf"({_NAME})/{_NAME}(?:\+{_NAME})?/(?:booklets/)?{_NAME}(?:\.{_NAME}){{2,3}}")
"""A path as `Variant.path` forms it: plain, and inside."""
_INDEX = re.compile(rf"{_NAME}/index\.json")


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
class About:
    """What the manifest says of a file, besides its bytes."""

    publication: str
    kind: str
    title: str
    practice: str
    layout: str
    medium: str
    language: str
    version: str
    review_due: str
    pages: int


@dataclass(frozen=True, slots=True)
class Record:
    """A written file: what it was made from, what it is, and what was said while it was made.

    `inputs` is one digest of everything, `parts` one for each part of that by name;
    `findings` and `silenced` are rows.
    """

    path: str
    inputs: str
    sha256: str
    stamp: Stamp
    parts: Mapping[str, str]
    about: About
    findings: tuple[Row, ...] = ()
    silenced: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The files of a part of what files are made from, by its digest."""

    digest: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Index:
    """A practice's index that the press wrote."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A file or index that the press no longer answers for."""

    path: str


Line: TypeAlias = Record | Part | Index | Gone


@dataclass
class BuildCache:
    """The open memory of one output folder.

    `parts` are the files of each part by its digest, `indexes` the digest of each practice's
    index by its path. `strange` counts what lay there and could not be read.
    """

    output: Path
    digests: Digests
    records: dict[str, Record] = field(default_factory=dict)
    parts: dict[str, Mapping[str, str]] = field(default_factory=dict)
    indexes: dict[str, str] = field(default_factory=dict)
    strange: int = 0
    _closed: bool = False
    _lines: int = 0
    _waiting: bytearray = field(default_factory=bytearray)

    @property
    def folder(self) -> Path:
        return self.output / FOLDER

    def add(self, record: Record, parts: Mapping[str, Mapping[str, str]]) -> None:
        """Remember a file that stands; `parts` gives the files of parts not yet known."""
        for name, digest in record.parts.items():
            if digest not in self.parts:
                self.parts[digest] = dict(parts.get(name, {}))
                self._write(Part(digest, self.parts[digest]))
        self.records[record.path] = record
        self._write(record)

    def add_index(self, path: str, sha256: str) -> None:
        """Remember a practice's index that the press wrote."""
        if self.indexes.get(path) != sha256:
            self.indexes[path] = sha256
            self._write(Index(path, sha256))

    def flush(self) -> None:
        """Let what was remembered outlive this process; DiskError if the disk does not take it."""
        if self._waiting:
            lines, self._waiting = bytes(self._waiting), bytearray()
            try:
                add_lines(self.output / RECORDS, lines)
            except OSError as error:
                raise DiskError(error.strerror) from error

    def forget(self, path: str) -> None:
        self.records.pop(path, None)
        self.indexes.pop(path, None)
        self._write(Gone(path))

    def stands(self, record: Record) -> bool:
        """Whether the file of a record is still the one that was written."""
        path = f"{self.output}/{record.path}"
        stamp = Stamp.of(path)
        if stamp is None:
            return False
        if stamp == record.stamp:
            return True
        if stamp.size != record.stamp.size or not is_still(Path(path), record.sha256):
            return False
        self.add(replace(record, stamp=stamp), {})
        return True

    def close(self) -> None:
        """Write what is to be remembered, once, without lines that have come to count no more."""
        if self._closed:
            return
        self._closed = True
        self.flush()
        most = _MOST_STALE * (len(self.records) + len(self.parts)) + 100
        if self.strange or self._lines > most:
            write_at(self.output, RECORDS, b"".join(map(line_of, self._counting())))
        if self.digests.changed():
            write_at(self.output, SEEN, pack(SEEN, self.digests.to_remember()))

    def take_in(self, line: Line) -> None:
        """Take in a line that was read."""
        match line:
            case Record() if _is_of(line):
                self.records[line.path] = line
            case Part():
                self.parts[line.digest] = line.files
            case Index() if _INDEX.fullmatch(line.path):
                self.indexes[line.path] = line.sha256
            case Gone():
                self.records.pop(line.path, None)
                self.indexes.pop(line.path, None)
            case _:
                raise StrangeError("it is no path of a file that the press writes")

    def _write(self, line: Line) -> None:
        self._waiting += line_of(line)
        self._lines += 1

    def _counting(self) -> Iterator[Line]:
        used = {digest for record in self.records.values() for digest in record.parts.values()}
        yield from (Part(digest, self.parts[digest]) for digest in self.parts if digest in used)
        yield from self.records.values()
        yield from (Index(path, digest) for path, digest in self.indexes.items())


def _is_of(record: Record) -> bool:
    form = _PATH.fullmatch(record.path)
    return form is not None and form[1] == record.about.practice


@contextmanager
def open_cache(output: Path) -> Iterator[BuildCache]:
    """Open the memory of an output folder, for one run at a time; DiskError if there is no way."""
    handle = -1
    try:
        try:
            handle = _locked(output)
            cache = _read(output, clock(output / FOLDER))
        except OSError as error:
            raise DiskError(f"{error.filename or output}: {error.strerror}") from error
        try:
            yield cache
        finally:
            with suppress(OSError, DiskError):
                cache.close()  # where it was not closed before, something worse is under way
    finally:
        if handle >= 0:
            os.close(handle)


def read_cache(output: Path, practice: str = "") -> BuildCache:
    """The memory of an output folder as it is now, for who only looks; DiskError if it cannot.

    Of one practice it knows the files alone.
    """
    if not output.is_dir():
        return BuildCache(output, Digests({}, 0))
    try:
        return _read(output, 0, f'"{practice}/'.encode() if practice else b"")
    except OSError as error:
        raise DiskError(f"{error.filename or output}: {error.strerror}") from error


def _read(output: Path, now: int, only: bytes = b"") -> BuildCache:
    """What lies in the folder, as far as it can be read; of the lines those that hold `only`."""
    cache = BuildCache(output, Digests({}, now))
    try:
        cache.digests = Digests(read_seen(output), cache.digests.clock)
    except FileNotFoundError:
        pass
    except (OSError, StrangeError):
        cache.strange += 1
    try:
        content = content_of(output / RECORDS)
    except FileNotFoundError:
        content = b""
    for line in content.split(b"\n"):
        if line and only in line:
            cache._lines += 1
            try:
                cache.take_in(read_line(Line, line))
            except StrangeError:
                cache.strange += 1
    if not content.endswith(b"\n") and content:
        cache._waiting += b"\n"  # half a line of a run that was killed ends here
    return cache


def _locked(output: Path) -> int:
    """The handle of the folder's lock, which goes with the process; no link leads out of it."""
    folder = output / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    if folder.is_symlink():
        raise DiskError(f"{folder} is a link to another place; remove it")
    for path in (folder / "lock", folder / "clock", output / RECORDS, output / SEEN):
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise DiskError(f"{path} is no plain file; remove it")
    how = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    handle = os.open(folder / "lock", how, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise UsageError(f"another build is writing to {output}; wait for it") from error
    return handle
