"""Files of a house -> what was read of them in an earlier run: what has not moved is not read.

A reading is kept under a digest of all that it was made from: the press, and path, size, times
and inode of its file, of a practice those of all in its folder. These may stand for the bytes
where they cannot lie, as in `press.cache.digests`: of a file that is older than the run by two
seconds. What cannot be told so is read anew: what lies behind a link, what could not be read,
and a practice with typefaces of its own, which are made again where they are gone.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from press.cache import FOLDER, clock, digest_of
from press.cache.plain import StrangeError, pack, unpack
from press.errors import DiskError
from press.files import LinkError, content_of, write_at
from press.installed import PACKAGE
from press.model import Exercise, Finding, Leaflet, Practice
from press.reading import ReadAs
from press.reading.kept import as_kept, read_kept

T = TypeVar("T")

READ = f"{FOLDER}/read"
_SETTLED = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system (FAT)."""
_DEEPEST = 8
"""Folders in each other in a practice's folder."""


class Readings:
    """What was read of a house: earlier, and by this run; nothing where nothing was built yet.

    Who only looks begins no folder of output.
    """

    def __init__(self, output: Path) -> None:
        self.output, self._now = output, 0
        self._earlier: Mapping[str, bytes] = {}
        self._used: dict[str, bytes] = {}
        with suppress(OSError, DiskError, StrangeError):  # who is to write there says so
            self._now = clock(output / FOLDER) if (output / FOLDER).is_dir() else 0
            self._earlier = unpack(READ, Mapping[str, bytes], content_of(output / READ))
        self._press = _made_by() if self._now else ""

    def key(self, path: Path, how: ReadAs[T]) -> str:
        """Under what the reading of a file is kept; nothing if it is not to be kept."""
        if not self._now:
            return ""
        seen = list(_seen(str(path.parent if how.with_folder else path)))
        if None in seen or any(max(row[2:4]) + _SETTLED >= self._now for row in seen if row):
            return ""
        made_from = (self._press, how.kind.__name__, how.besides, str(path), seen)
        return digest_of(repr(made_from).encode("utf-8", "surrogateescape"))

    def take(self, key: str, path: Path, how: ReadAs[T]) -> tuple[T | None, list[Finding]] | None:
        """What was read earlier, if it was kept."""
        content = self._earlier.get(key) if key else None
        answer = read_kept(how.kind, content) if content else None
        if not content or not answer or not _is_of(answer[0], path):
            return None
        self._used[key] = content
        return answer

    def keep(
        self, key: str, path: Path, how: ReadAs[T], answer: tuple[T | None, list[Finding]]
    ) -> None:
        """Keep what was read now."""
        if key and _is_of(answer[0], path) and (content := as_kept(how.kind, answer)):
            self._used[key] = content

    def remember(self) -> None:
        """Write down what this run used; where that cannot be, the next reads it anew."""
        if self._used.keys() != self._earlier.keys():
            with suppress(OSError, LinkError):
                write_at(self.output, READ, pack(READ, self._used))


def _is_of(record: object, path: Path) -> bool:
    """Whether a record is one that this file can give: nothing leads from it elsewhere."""
    match record:
        case Practice():
            logos = filter(None, (record.brand.logo, record.brand.logo_on_dark))
            mine = (record.folder, record.id) == (path.parent, path.parent.name)
            inside = all(_goes_down(logo.path) for logo in logos)
            return mine and inside and not record.brand.faces
        case Leaflet() | Exercise():
            return (record.slug, record.language) == (path.stem, path.parent.name)
    return False


def _goes_down(path: str) -> bool:
    """Whether a path leads into a folder, which has no links: else nothing of it was kept."""
    return not path.startswith("/") and ".." not in path.split("/")


def _made_by() -> str:
    """A digest of the press, as far as it reads: of all of it."""
    return digest_of(repr((sys.version, sorted(map(repr, _seen(str(PACKAGE)))))).encode())


def _seen(path: str, depth: int = _DEEPEST) -> Iterator[tuple[str, int, int, int, int] | None]:
    """A file, or all files below a folder: path, size, times in ns, inode; None of a link."""
    try:
        said = os.lstat(path)
        inside = os.scandir(path) if stat.S_ISDIR(said.st_mode) and depth else ()
    except OSError:
        yield None
        return
    if stat.S_ISREG(said.st_mode):
        yield (path, said.st_size, said.st_mtime_ns, said.st_ctime_ns, said.st_ino)
    elif stat.S_ISDIR(said.st_mode) and depth:
        # The folder itself too: whatever comes or goes in it changes its time.
        yield (path, 0, said.st_mtime_ns, 0, said.st_ino)
        for entry in sorted(inside, key=lambda entry: entry.name):
            if entry.name != "__pycache__":
                yield from _seen(entry.path, depth - 1)
    else:
        yield None
