"""Bytes -> a file: the old one or the new one, whole, at any moment, be it that power fails.

Every file that is to last is written here: under a temporary name in its own folder, until
all bytes are down and counted; brought to the disk; given its name; and its folder brought
to the disk, where the name is kept (fsync(2), notes). Whatever goes wrong, the temporary
file goes.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from filecmp import cmp
from math import inf
from pathlib import Path, PurePath

from press.errors import DiskError

_OURS, _LEFT = ".leaflet-", ".part"
"""How the name of a file begins and ends that is half written, and the press's own."""
_LARGEST = 1_000_000_000
"""Bytes of a file that is read: the records of a million files are less."""


class LinkError(DiskError):
    """A folder within output leads elsewhere."""


_NO_MORE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
"""Errors that the next file will meet too: no room, no more room for you, read-only."""


def must_take_more(error: Exception) -> None:
    """Raise a DiskError where no other file can be written either."""
    if isinstance(error, OSError) and error.errno in _NO_MORE:
        raise DiskError(error.strerror) from error


def content_of(path: str | Path) -> bytes:
    """Read a plain file, through no link at its end; OSError for a pipe, a device, a folder."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        said = os.fstat(handle)
        if not stat.S_ISREG(said.st_mode) or said.st_size > _LARGEST:
            raise OSError(errno.EINVAL, "it is no plain file of a modest size", str(path))
        return file.read()


def put(
    path: Path,
    content: bytes | Iterable[bytes],
    *,
    mode: int = 0o644,
    dated: bool = False,
    only_if_new: bool = False,
    at_once: bool = True,
) -> Path:
    """Write a file, the folders above it too; OSError if it cannot be, then nothing changed.

    Of bytes in pieces a file that has the same stays. `dated` sets its time to the whole second
    (see `_date`). With `only_if_new` a file that is there already stays as it is. Unless
    `at_once` it is on the disk only after `bring_to_disk`.
    """
    with _named(path):
        return _put(path, content, mode, dated=dated, only_if_new=only_if_new, at_once=at_once)


def _put(
    path: Path,
    content: bytes | Iterable[bytes],
    mode: int,
    *,
    dated: bool,
    only_if_new: bool,
    at_once: bool,
) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.is_file() and not path.is_dir():  # /dev/full, a pipe
        raise OSError(errno.EINVAL, "it is no plain file", str(path))
    handle, temporary = tempfile.mkstemp(prefix=_OURS, suffix=_LEFT, dir=path.parent)
    try:
        try:
            _write(handle, content, dated=dated)
            os.fchmod(handle, mode)
            if at_once:
                os.fsync(handle)
        finally:
            os.close(handle)
        plain = path.is_file() and not path.is_symlink()
        if plain and not isinstance(content, bytes) and cmp(path, temporary, shallow=False):
            return path
        if only_if_new:
            try:
                path.hardlink_to(temporary)
            except FileExistsError:
                return path
        else:
            Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    if at_once:
        sync_folder(path.parent)
    return path


def append(path: Path, content: bytes) -> None:
    """Add whole lines to a file that is only added to; half a line of a run that died stays one.

    One write with O_APPEND: lines of two runs do not mix (write(2), notes).
    """
    with _named(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        try:
            size = os.fstat(handle).st_size
            broken = size and os.pread(handle, 1, size - 1) != b"\n"
            content = b"\n" + content if broken else content
            if os.write(handle, content) != len(content):
                raise OSError("the disk did not take all of it")
            os.fsync(handle)
        finally:
            os.close(handle)
        sync_folder(path.parent)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Give an error of the disk the name of the file that was to be written."""
    try:
        yield
    except OSError as error:
        if error.errno:
            error.filename = str(path)
        raise


def write_at(output: Path, below: str, content: bytes | Iterable[bytes]) -> Path:
    """Write a file in the output folder, and through no link: not even to another practice."""
    _refuse_links(output, below)
    return put(output / below, content, dated=True)


def link_on_the_way(output: Path, below: str) -> str:
    """The first folder between the output folder and a file in it that is a link, if one is."""
    folders = reversed(PurePath(below).parents[:-1])
    return next((str(each) for each in folders if (output / each).is_symlink()), "")


def lay_down(output: Path, below: str, content: bytes) -> str:
    """Write a file under a temporary name beside the one that it will have; gives that name.

    For many files at once: on the disk it is only after `bring_to_disk`, and whoever takes
    it gives it its name or removes it.
    """
    _refuse_links(output, below)
    folder, _, name = f"{output}/{below}".rpartition("/")
    temporary = f"{folder}/{_OURS}{name}.{os.getpid()}{_LEFT}"
    how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    try:
        handle = os.open(temporary, how, 0o644)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        handle = os.open(temporary, how, 0o644)
    try:
        _write(handle, content, dated=True)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)
    return temporary


def discard(output: Path, below: str) -> None:
    """Remove what a process that is gone has laid down for this file."""
    path = output / below
    for part in path.parent.glob(f"{_OURS}{path.name}.*{_LEFT}"):
        part.unlink(missing_ok=True)


def add_lines(path: Path, lines: bytes) -> None:
    """Add lines to a file, through no link: all of them or, with an OSError, none."""
    how = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK
    handle = os.open(path, how | os.O_CLOEXEC, 0o644)
    try:
        size = os.fstat(handle).st_size
        try:
            _write_all(handle, lines)
        except BaseException:
            os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)


def bring_to_disk(folder: Path) -> None:
    """Bring all that was written in a folder to the disk at once (syncfs(2))."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise DiskError(error.strerror) from error
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if not hasattr(library, "syncfs") or library.syncfs(handle):
            os.sync()
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Bring the names of the files in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def lock(folder: str | Path, *, wait: float = inf, shared: bool = False) -> Iterator[bool]:
    """Hold a folder, with those who share it; False if another has it for longer than `wait` s.

    The lock is on the folder itself (flock(2)): it is free at once when its holder dies, with
    the children that it began meanwhile, and no file can go stale.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield _is_held(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX, wait)
    finally:
        os.close(handle)


def _is_held(handle: int, how: int, wait: float) -> bool:
    end = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, how if wait == inf else how | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(0.1)


def sweep(output: Path, *, before: float = inf) -> int:
    """Remove what runs that were killed left half written, before a moment; how many."""
    left = [
        Path(folder) / name
        for folder, _, names in os.walk(output)
        for name in names
        if name.startswith(_OURS) and name.endswith(_LEFT)
    ]
    for path in left:
        with suppress(OSError):
            if path.stat().st_mtime < before:
                path.unlink()
    return len(left)


def _refuse_links(output: Path, below: str) -> None:
    if link := link_on_the_way(output, below):
        raise LinkError(f"{link} is a link to another place")


def _write(handle: int, content: bytes | Iterable[bytes], *, dated: bool) -> None:
    """Write a whole file, count its bytes, and date it."""
    size = 0
    for piece in (content,) if isinstance(content, bytes) else content:
        _write_all(handle, piece)
        size += len(piece)
    if os.fstat(handle).st_size != size:
        raise OSError(errno.EIO, "the disk did not take all of it")
    if dated:
        _date(handle)


def _write_all(handle: int, content: bytes) -> None:
    """Write until all bytes are down: one call may take fewer (write(2))."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _date(handle: int) -> None:
    """Date a file to the whole second: a time that no later write can give it by chance.

    So that somebody who writes into it at once is noticed, though the clock of a file
    system has steps of milliseconds.
    """
    second = int(os.fstat(handle).st_mtime) * 1_000_000_000
    os.utime(handle, ns=(second, second))
