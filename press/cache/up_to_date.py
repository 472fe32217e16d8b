"""A house in which nothing is left to do, known again without loading it; so is a practice.

When a build ends it notes down of each practice whose files all stand what they were to be made
from and by what they are known again, and with every file up to date the digest of all inputs.
If the next finds all the same, it has nothing to do; else it looks into the other practices.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from press.cache.build_cache import BuildCache
from press.cache.digests import FOLDER, Digests, clock, digest_of, inventory, read_seen
from press.cache.plain import StrangeError, pack, unpack
from press.cache.records import FILE, NAME, Row, Stamp
from press.cache.runs import keep_last, named
from press.cache.versions import versions
from press.errors import DiskError
from press.files import LinkError, content_of, write_at
from press.installed import INSTALLED

_STEERS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_FILES = re.compile(rf"{FILE}(?:\n{FILE})*")
_FEW = 6
"""Files that are named one by one."""
_MANY = 100
"""Practices of which half are worth a process."""


@dataclass(frozen=True, slots=True)
class UpToDate:
    """What the last build had to say: files that are up to date, its findings as text."""

    files: int
    findings: tuple[str, ...]
    with_findings: int
    silenced: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """The files of a practice, each on a line, as they lie in its folder; what is said of them.

    Each finding comes with the number of files that it hits. Practices that hand out the same,
    and of which the same is said, share one of these.
    """

    files: str
    findings: tuple[tuple[Row, int], ...] = ()
    silenced: tuple[Row, ...] = ()
    with_findings: int = 0


@dataclass
class Whereabouts:
    """Where files lie below the output folder: how many, the first few, the folder of all."""

    count: int = 0
    first: list[str] = field(default_factory=list)
    folder: str = ""

    def add(self, path: str) -> None:
        if not self.count:
            self.folder = path[: path.rfind("/") + 1]
        while not path.startswith(self.folder):
            self.folder = self.folder[: self.folder.rfind("/", 0, -1) + 1]
        self.count += 1
        if self.is_few:
            self.first.append(path)

    @property
    def is_few(self) -> bool:
        """Whether each can be named."""
        return self.count <= _FEW


@dataclass(frozen=True, slots=True)
class _Practice:
    """A practice whose files all stood: what they were to be made from, by what they are known."""

    name: str
    wanted: str
    stamps: str
    told: int


@dataclass(frozen=True, slots=True)
class _Noted:
    """What is noted down: the digest of all inputs, where all files stood; each practice's."""

    inputs: str
    told: UpToDate
    practices: tuple[_Practice, ...]
    kinds: tuple[Told, ...]


class Standing:
    """Practices whose files all stood when an order was built last, and those that now do."""

    def __init__(self, cache: BuildCache, order: str) -> None:
        self._cache, self._name = cache, _name(order)
        self._earlier: Mapping[str, tuple[_Practice, Told]] = {}
        self._stamps: dict[str, str] = {}
        self._now: list[_Practice] = []
        self._kinds: dict[Told, int] = {}
        with suppress(OSError, StrangeError):
            noted = _read(cache.output, self._name)
            self._earlier = {each.name: (each, noted.kinds[each.told]) for each in noted.practices}

    def look_at(self, practices: Iterable[str]) -> None:
        """See how the files of these practices are now."""
        known = [self._earlier[name] for name in practices if name in self._earlier]
        there = _stamps_of_all(self._cache.output, [(each.name, told) for each, told in known])
        self._stamps = {each.name: said for (each, _), said in zip(known, there, strict=True)}

    def still(self, practice: str, wanted: str) -> Told | None:
        """What is told of a practice whose files stand, made from what is wanted; else None."""
        known, told = self._earlier.get(practice, (None, None))
        if not known or not told or known.wanted != wanted or not self._cache.is_listed(practice):
            return None
        if self._stamps.get(practice) != known.stamps:
            return None
        self._note(practice, wanted, known.stamps, told)
        return told

    def add(self, practice: str, wanted: str, told: Told) -> None:
        """Note down that a practice's files stand as they are recorded."""
        records = self._cache.of(practice)
        paths = [f"{practice}/{file}" for file in told.files.split("\n")]
        self._note(practice, wanted, _of_records(records[path].stamp for path in paths), told)

    def remember(self, root: Path, up_to_date: UpToDate | None) -> None:
        """Write it down; `up_to_date` tells that there was nothing besides."""
        of_all = inputs(root, self._cache.digests) if up_to_date else ""
        told = up_to_date or UpToDate(0, (), 0, 0)
        noted = _Noted(of_all, told, tuple(self._now), tuple(self._kinds))
        with suppress(OSError, LinkError):  # then the next build looks for itself
            write_at(self._cache.output, self._name, pack(self._name, noted))
            keep_last(self._cache.folder, "standing-")

    def _note(self, practice: str, wanted: str, stamps: str, told: Told) -> None:
        kind = self._kinds.setdefault(told, len(self._kinds))
        self._now.append(_Practice(practice, wanted, stamps, kind))


def look(root: Path, order: str) -> tuple[UpToDate, Whereabouts] | None:
    """What the last build of this order said, if it would say the same again; where files lie."""
    output, where = root.resolve() / "output", Whereabouts()
    try:
        noted = _read(output, _name(order))
        digests = Digests(read_seen(output), clock(output / FOLDER))
    except (OSError, DiskError, StrangeError):
        return None
    if noted.inputs != inputs(root, digests):
        return None
    practices = [(each.name, noted.kinds[each.told]) for each in noted.practices]
    if _stamps_of_all(output, practices) != [each.stamps for each in noted.practices]:
        return None
    for name, files in practices:
        for file in files.files.split("\n"):
            where.add(f"{name}/{file}")
    told = noted.told
    if any(map(_STEERS.search, (*told.findings, *told.notes))) or told.files != where.count:
        return None
    return told, where


def _read(output: Path, name: str) -> _Noted:
    """What was noted down; OSError or StrangeError if that cannot be read."""
    noted: _Noted = unpack(name, _Noted, content_of(output / name))
    plain = all(re.fullmatch(NAME, each.name) for each in noted.practices)
    if not plain or not all(_FILES.fullmatch(each.files) for each in noted.kinds):
        raise StrangeError("it is no path of a file that the press writes")
    if not all(0 <= each.told < len(noted.kinds) for each in noted.practices):
        raise StrangeError("of a practice nothing is told")
    return noted


def _stamps_of_all(output: Path, practices: Sequence[tuple[str, Told]]) -> list[str]:
    """What `_stamps` says of each practice; of many another process looks at half."""

    def look(at: Sequence[tuple[str, Told]]) -> list[str]:
        return [_stamps(output, name, told) for name, told in at]

    half = len(practices) // 2 if len(practices) > _MANY else 0
    if not half:
        return look(practices)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writing, "".join(f"{said:64}" for said in look(practices[:half])).encode())
        finally:
            os._exit(0)
    os.close(writing)
    rest = look(practices[half:])
    with os.fdopen(reading, encoding="ascii") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    if len(said) != 64 * half:  # it is gone
        return look(practices[:half]) + rest
    return [said[at : at + 64].strip() for at in range(0, len(said), 64)] + rest


def _stamps(output: Path, practice: str, told: Told) -> str:
    """One digest of the stamps of a practice's files; nothing if one is gone."""
    stamps = []
    try:
        folder = os.open(output / practice, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return ""
    try:
        for file in told.files.split("\n"):
            said = os.stat(file, dir_fd=folder)
            stamps.append((said.st_size, said.st_mtime_ns, said.st_ctime_ns, said.st_ino))
    except OSError:
        return ""
    finally:
        os.close(folder)
    return digest_of(repr(stamps).encode())


def _of_records(stamps: Iterable[Stamp]) -> str:
    """The same of files as they were recorded."""
    rows = [(one.size, one.of_bytes, one.of_file, one.inode) for one in stamps]
    return digest_of(repr(rows).encode())


def inputs(root: Path, digests: Digests) -> str:
    """One digest of everything that any file of a house can be made from."""
    files = everything(root, digests)
    return digest_of("\n".join(f"{name}\0{said}" for name, said in files.items()).encode())


def everything(root: Path, digests: Digests) -> dict[str, str]:
    """The digest of everything that any file of a house can be made from, by name."""
    root = root.resolve()
    folders = {name: root / name for name in ("layouts", "fonts")}
    if root != INSTALLED:
        folders |= {f"press/{name}": INSTALLED / name for name in ("layouts", "fonts")}
    files = inventory({"sources": root / "sources"}, digests, inside=root)
    return files | inventory(folders, digests) | versions(digests)


def _name(order: str) -> str:
    return f"{FOLDER}/standing-{named(order)}"
