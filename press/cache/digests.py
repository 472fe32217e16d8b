"""A file -> its digest. A file that has not moved since is not read again.

Size, times and inode may stand for the bytes only where they cannot lie: a file
changed again within the step of the clock in which it was read keeps its times.
Therefore a digest is believed only if the file was older than that by two seconds,
by the clock of the file system (git's "racily clean", Documentation/technical/racy-git).
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from press.cache.plain import StrangeError, unpack
from press.errors import DiskError
from press.files import content_of

Seen: TypeAlias = dict[str, tuple[int, int, int, int, int, str]]
"""By path: size, time of the bytes and of the file in ns, inode, clock in ns, digest."""

FOLDER = ".press"
SEEN = f"{FOLDER}/seen"

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LARGEST = 100_000_000
"""Bytes of a file that is read: more has no file that the press uses."""
_DEEPEST = 50
"""Folders in each other that are looked into."""
_SETTLED = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system (FAT)."""


class Digests:
    """Digests of files, with what was seen of them in earlier runs; `clock` is now, in ns."""

    def __init__(self, seen: Seen, clock: int) -> None:
        self.clock = clock
        self._earlier = seen
        self.seen: Seen = {}

    def of(self, path: str) -> str:
        """The digest of a file's bytes; of one that cannot be read, a word that says so."""
        try:
            said = os.stat(path)
        except OSError:
            return "gone"
        now = (said.st_size, said.st_mtime_ns, said.st_ctime_ns, said.st_ino)
        known = self._earlier.get(path)
        if known and tuple(known[:4]) == now and max(now[1:3]) + _SETTLED < known[4]:
            self.seen[path] = known
            return known[5]
        if not stat.S_ISREG(said.st_mode):
            return "no plain file"  # a pipe or a device could go on for ever
        if said.st_size > _LARGEST:
            return f"{said.st_size} bytes of {said.st_mtime_ns}"
        try:
            digest = digest_of(Path(path).read_bytes())
        except OSError:
            return "not readable"
        if not _SURROGATE.search(path):  # such a name cannot be written down
            self.seen[path] = (*now, self.clock, digest)
        return digest

    def moved(self) -> bool:
        """Whether a file changed while this run went on."""
        for path, (size, of_bytes, of_file, inode, *_) in self.seen.items():
            try:
                said = os.stat(path)
            except OSError:
                return True
            now = (said.st_size, said.st_mtime_ns, said.st_ctime_ns, said.st_ino)
            if now != (size, of_bytes, of_file, inode):
                return True
        return False

    def to_remember(self) -> Seen:
        """What was seen, of files whose names can be written: a name may be no UTF-8."""
        return {path: seen for path, seen in self.seen.items() if path.isascii() or _is_text(path)}

    def changed(self) -> bool:
        """Whether there is anything to remember that was not known before."""
        return self.to_remember() != self._earlier


def _is_text(path: str) -> bool:
    return path.encode(errors="ignore").decode() == path


def digest_of(text: bytes) -> str:
    return sha256(text).hexdigest()


def inventory(
    folders: Mapping[str, Path], digests: Digests, *, inside: Path | None = None
) -> dict[str, str]:
    """The digest of every file in these folders, by the name of its folder and its path there.

    With `inside` a link that leads out of that place counts as itself: what writers and
    practices put into their folders is not to have the whole machine read.
    """
    fence = os.path.realpath(inside) if inside else ""
    return {
        name.encode("utf-8", "backslashreplace").decode(): digests.of(path) if path else "elsewhere"
        for label, folder in folders.items()
        for name, path in sorted(_files(str(folder), label, frozenset(), fence))
    }


def _files(
    folder: str, label: str, within: frozenset[str], fence: str
) -> Iterator[tuple[str, str]]:
    """Every file below a folder; a link counts as what it leads to, and where that lies."""
    try:
        entries = list(os.scandir(folder)) if label.count("/") < _DEEPEST else []
    except OSError:
        return
    for entry in entries:
        name = f"{label}/{entry.name}"
        if entry.name == "__pycache__":
            continue
        if entry.is_symlink():
            target = os.path.realpath(entry.path)
            out = bool(fence) and os.path.commonpath([fence, target]) != fence
            yield f"{name} -> {os.readlink(entry.path)}", "" if out else entry.path
            if out or not os.path.isdir(target) or target in within:
                continue
        if os.path.isdir(entry.path):
            inside = within | {os.path.realpath(entry.path)} if entry.is_symlink() else within
            yield from _files(entry.path, name, inside, fence)
        else:
            yield name, entry.path


def is_still(path: Path, sha256: str) -> bool:
    """Whether there is a plain file with these bytes."""
    try:
        return digest_of(content_of(path)) == sha256
    except OSError:
        return False


def clock(folder: Path) -> int:
    """Now, in ns, by the clock of the file system that this folder is on; else DiskError."""
    path = folder / "clock"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o644)
        try:
            os.utime(handle)
            return os.fstat(handle).st_mtime_ns
        finally:
            os.close(handle)
    except OSError as error:
        raise DiskError(f"{path}: {error.strerror}") from error


def read_seen(output: Path) -> Seen:
    """What earlier runs saw; OSError or StrangeError if that cannot be read."""
    seen: Seen = unpack(SEEN, Seen, content_of(output / SEEN))
    return seen


def seen_of(output: Path) -> Seen:
    """What earlier runs saw; nothing if that cannot be read."""
    try:
        return read_seen(output)
    except (OSError, StrangeError):
        return {}
