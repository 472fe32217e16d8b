"""An output folder -> its memory: for a run that writes there, or for one that only looks."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from press.cache.build_cache import NAMED, PARTS, RECORDS, BuildCache, no_way
from press.cache.digests import FOLDER, SEEN, Digests, clock, read_seen
from press.cache.plain import StrangeError
from press.errors import DiskError, UsageError


@contextmanager
def open_cache(output: Path) -> Iterator[BuildCache]:
    """Open the memory of an output folder, for one run at a time; DiskError if there is no way."""
    handle = -1
    try:
        try:
            handle = _locked(output)
            cache = _opened(output, clock(output / FOLDER))
        except OSError as error:
            raise no_way(error, output) from error
        try:
            yield cache
        finally:
            with suppress(OSError, DiskError):
                cache.close()  # where it was not closed before, something worse is under way
    finally:
        if handle >= 0:
            os.close(handle)


def read_cache(output: Path, practice: str = "") -> BuildCache:
    """The memory of an output folder as it is now, for who only looks.

    Of one practice it knows the files alone. DiskError, when it is asked, if it cannot be read.
    """
    return _opened(output, 0, practice, writes=False)


def begin_memory(root: Path) -> None:
    """Make the folder of the memory in a house, so that what is read first is kept too."""
    if (root / "sources").is_dir():
        with suppress(OSError):
            (root / "output" / FOLDER).mkdir(parents=True, exist_ok=True)


def _opened(output: Path, now: int, only: str = "", *, writes: bool = True) -> BuildCache:
    strange = 0
    try:
        seen = read_seen(output)
    except FileNotFoundError:
        seen = {}
    except (OSError, StrangeError):
        seen, strange = {}, 1
    cache = BuildCache(output, Digests(seen, now), only, writes=writes)
    cache.strange += strange
    return cache


def _locked(output: Path) -> int:
    """The handle of the folder's lock, which goes with the process; no link leads out of it."""
    folder, records = output / FOLDER, output / RECORDS
    folder.mkdir(parents=True, exist_ok=True)
    if folder.is_symlink():
        raise DiskError(f"{folder} is a link to another place; remove it")
    texts = [folder / "lock", folder / "clock", output / PARTS, output / SEEN]
    if records.is_symlink() or (records.exists() and not records.is_dir()):
        raise DiskError(f"{records} is no plain folder; remove it")
    if records.is_dir():
        texts += [records / name for name in os.listdir(records) if NAMED.fullmatch(name)]
    for path in texts:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise DiskError(f"{path} is no plain file; remove it")
    how = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    handle = os.open(folder / "lock", how, 0o644)
    try:
        _lock(handle, output)
        records.mkdir(exist_ok=True)
        with suppress(OSError):  # as an earlier press kept all in one
            (folder / "records").unlink()
    except BaseException:
        os.close(handle)
        raise
    return handle


def _lock(handle: int, output: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise UsageError(f"another build is writing to {output}; wait for it") from error
