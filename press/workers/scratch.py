"""A run -> a folder for what is temporary, gone when the run is; those of dead runs are swept.

All lie in one folder of the user's, in the system's for temporary files. A run holds a lock
on its own (flock(2)), and so do its children, so that the system says who is dead; which
folders there are is changed only under the lock of the folder of them all.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from press.errors import DiskError


@contextmanager
def scratch() -> Iterator[str]:
    """A folder for this run; DiskError where there can be none."""
    home = Path(tempfile.gettempdir()) / f"leaflet-press-{os.getuid()}"
    try:
        home.mkdir(mode=0o700, exist_ok=True)
        if home.is_symlink() or home.stat().st_uid != os.getuid():
            raise DiskError(f"{home} belongs to somebody else; remove it")
        with _locked(home):
            _sweep(home)
            folder = tempfile.mkdtemp(dir=home)
            handle = _lock(folder, fcntl.LOCK_SH)
    except OSError as error:
        raise DiskError(f"{home}: {error.strerror}") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def _sweep(home: Path) -> None:
    """Remove the folders that nobody holds."""
    for entry in os.scandir(home):
        with suppress(OSError):  # somebody holds it, or it is no folder
            handle = _lock(entry.path, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(entry.path, ignore_errors=True)
            os.close(handle)


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    handle = _lock(home, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)


def _lock(folder: str | Path, how: int) -> int:
    """Lock a folder until the handle that this gives is closed; OSError if it cannot be."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, how)
    except OSError:
        os.close(handle)
        raise
    return handle
