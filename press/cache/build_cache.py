"""What each written file was made from: read a practice at a time, written on after each file.

A text `output/.press/practices/PRACTICE` for each practice, and one of all parts. Only the
records of practices whose turn it is are held: `release` lets them go.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from press.cache.digests import FOLDER, SEEN, Digests, is_still
from press.cache.plain import StrangeError, pack, read_line
from press.cache.records import NAME, Gone, Index, Line, Lines, Part, Record, Stamp, is_of
from press.errors import DiskError
from press.files import write_at

RECORDS, PARTS = f"{FOLDER}/practices", f"{FOLDER}/parts"
INDEX = "index.json"
NAMED = re.compile(NAME)
_MOST_STALE = 3
"""So many lines for each that counts, then a text is written anew."""
_FEW = 10
_A_LINE = 1024
"""Bytes in which the line of an index lies: a name has at most 255."""


@dataclass
class _Practice:
    """What is known of a practice's files.

    `index` is the digest of the index that the press wrote; `is_listed` says that nothing
    came after it.
    """

    name: str
    records: dict[str, Record] = field(default_factory=dict)
    index: str = ""
    is_listed: bool = False

    def take_in(self, line: Line) -> None:
        match line:
            case Record() if is_of(line, self.name):
                self.records[line.path] = line
            case Gone():
                self.records.pop(line.path, None)
            case Index() if line.path == f"{self.name}/{INDEX}":
                self.index = line.sha256
            case _:
                raise StrangeError("it is no path of a file that the press writes")
        self.is_listed = isinstance(line, Index)

    def counting(self) -> Iterator[Line]:
        yield from self.records.values()
        if self.index and self.is_listed:
            yield Index(f"{self.name}/{INDEX}", self.index)


class BuildCache:
    """The open memory of one output folder, or of one practice in it.

    `records` gives each record by its path, `parts` the files of each part by its digest.
    `strange` counts what lay there and could not be read.
    """

    def __init__(
        self, output: Path, digests: Digests, only: str = "", *, writes: bool = True
    ) -> None:
        self.output, self.digests, self.strange = output, digests, 0
        self.records = Records(self)
        self._only, self._writes, self._closed = only, writes, False
        self._held: dict[str, tuple[_Practice, Lines]] = {}
        self._unwritten: dict[str, Lines] = {}
        self._parts: dict[str, Mapping[str, str]] = {}
        self._parts_lines: Lines | None = None
        self._used: set[str] = set()
        self._seen: set[str] = set()
        self._listed: set[str] = set()

    @property
    def folder(self) -> Path:
        return self.output / FOLDER

    # --- what is known ---

    def practices(self) -> list[str]:
        """The practices of which files are known, in the order of these."""
        try:
            names = {name for name in os.listdir(self.output / RECORDS) if NAMED.fullmatch(name)}
        except OSError:
            names = set()
        names |= self._held.keys()
        if self._only:
            names &= {self._only}
        return sorted(names, key=lambda name: f"{name}/")

    def of(self, practice: str) -> Mapping[str, Record]:
        """The records of a practice by their paths."""
        return self._practice(practice)[0].records

    @property
    def parts(self) -> Mapping[str, Mapping[str, str]]:
        self._parts_text()
        return self._parts

    def is_listed(self, practice: str) -> bool:
        """Whether a practice's index stands that lists its files as they were recorded last."""
        if practice in self._listed:
            return True
        if practice in self._held:
            known = self._held[practice][0]
            index = known.index if known.is_listed else ""
        else:
            index = _index_at_the_end(self.output / RECORDS / practice, practice)
        listed = bool(index) and is_still(self.output / practice / INDEX, index)
        self._listed |= {practice} if listed else set()
        return listed

    def index_of(self, practice: str) -> str:
        """The digest of the index that the press wrote for a practice."""
        return self._practice(practice)[0].index

    # --- what comes to be known ---

    def add(self, record: Record, parts: Mapping[str, Mapping[str, str]]) -> None:
        """Remember a file that stands; `parts` gives the files of parts not yet known."""
        for name, digest in record.parts.items():
            if digest not in self.parts:
                self._parts[digest] = dict(parts.get(name, {}))
                self._unwritten[""] = self._parts_text()
                self._parts_text().add(Part(digest, self._parts[digest]))
        self._take_in(_practice_of(record.path), record)

    def add_index(self, practice: str, sha256: str) -> None:
        """Remember a practice's index that the press wrote."""
        known, _ = self._practice(practice)
        if known.index != sha256 or not known.is_listed:
            self._take_in(practice, Index(f"{practice}/{INDEX}", sha256))
        self._listed.add(practice)

    def forget(self, path: str) -> None:
        self._take_in(_practice_of(path), Gone(path))

    def forget_practice(self, practice: str) -> None:
        """Nothing of a practice is left."""
        self._held.pop(practice, None)
        (self.output / RECORDS / practice).unlink(missing_ok=True)

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

    # --- how it is kept ---

    def flush(self) -> None:
        """Let what was remembered outlive this process; DiskError if the disk does not take it."""
        unwritten, self._unwritten = self._unwritten, {}
        for lines in unwritten.values() if self._writes else ():
            lines.flush()

    def release(self, practice: str) -> None:
        """Let go of a practice: written, without lines that have come to count no more."""
        if practice not in self._held:
            return
        self.flush()
        known, lines = self._held.pop(practice)
        most = _MOST_STALE * len(known.records) + _FEW
        if self._writes and (lines.strange or lines.count > most):
            lines.write_anew(known.counting())

    @contextmanager
    def holding(self, practice: str) -> Iterator[None]:
        """Let go of a practice afterwards, unless it was held before."""
        before = practice in self._held
        try:
            yield
        finally:
            if not before:
                self.release(practice)

    def close(self) -> None:
        """Write what is to be remembered, once."""
        if self._closed:
            return
        self._closed = True
        self.flush()
        all_seen = self._seen >= {*self.practices()}
        for practice in [*self._held]:
            self.release(practice)
        if text := self._parts_lines:
            kept = self._used & self._parts.keys() if all_seen else self._parts.keys()
            if text.strange or text.count > _MOST_STALE * len(kept) + _FEW:
                text.write_anew(Part(each, self._parts[each]) for each in sorted(kept))
        if self.digests.changed():
            write_at(self.output, SEEN, pack(SEEN, self.digests.to_remember()))

    def _take_in(self, practice: str, line: Line) -> None:
        known, lines = self._practice(practice)
        known.take_in(line)
        lines.add(line)
        self._unwritten[practice] = lines
        self._listed.discard(practice)
        if isinstance(line, Record):
            self._used.update(line.parts.values())

    def _practice(self, practice: str) -> tuple[_Practice, Lines]:
        if practice not in self._held:
            known = _Practice(practice)
            lines = self._read(f"{RECORDS}/{practice}", known.take_in)
            known.is_listed &= not lines.strange
            self._held[practice] = known, lines
            self._seen.add(practice)
            self._used.update(*(record.parts.values() for record in known.records.values()))
        return self._held[practice]

    def _parts_text(self) -> Lines:
        if self._parts_lines is None:
            self._parts_lines = self._read(PARTS, self._take_in_part)
        return self._parts_lines

    def _take_in_part(self, line: Line) -> None:
        if not isinstance(line, Part):
            raise StrangeError("it is no part")
        self._parts[line.digest] = line.files

    def _read(self, below: str, take_in: Callable[[Line], None]) -> Lines:
        try:
            lines = Lines(self.output, below, take_in)
        except OSError as error:
            raise no_way(error, self.output) from error
        self.strange += lines.strange
        return lines


class Records(Mapping[str, Record]):
    """Every record by its path; those of a practice are read when one of them is asked for."""

    def __init__(self, cache: BuildCache) -> None:
        self._cache = cache

    def __getitem__(self, path: str) -> Record:
        return self._cache.of(_practice_of(path))[path]

    def __iter__(self) -> Iterator[str]:
        for practice in self._cache.practices():
            with self._cache.holding(practice):
                yield from [*self._cache.of(practice)]

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _practice_of(path: str) -> str:
    return path.partition("/")[0]


def _index_at_the_end(path: Path, practice: str) -> str:
    """The digest of a practice's index, if it is the last that was written down."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        end = os.pread(handle, _A_LINE, max(0, os.fstat(handle).st_size - _A_LINE))
        line = read_line(Line, end.splitlines(keepends=True)[-1])
    except (OSError, IndexError, StrangeError):
        return ""
    finally:
        os.close(handle)
    mine = isinstance(line, Index) and line.path == f"{practice}/{INDEX}" and end.endswith(b"\n")
    return line.sha256 if mine else ""


def no_way(error: OSError, output: Path) -> DiskError:
    return DiskError(f"{error.filename or output}: {error.strerror}")
