"""A run -> a folder for what is temporary, gone when the run is; those of dead runs are swept.

All lie in one folder of the user's, in the system's for temporary files: fonts that the engine
unpacks, what children write. A run holds a lock
on its own (flock(2)), and so do its children, so that the system says who is dead; which
folders there are is changed only under the lock of the folder of them all.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from atexit import register
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from press.errors import DiskError
from press.files import lock


@contextmanager
def scratch(name: str = "") -> Iterator[str]:
    """A folder for this run; DiskError where there can be none.

    With a name it is one for all runs that name it, and is there as long as any of them is.
    """
    home = _home()
    with ExitStack() as held:
        if name:
            held.callback(sweep_dead_runs)
        try:
            home.mkdir(mode=0o700, exist_ok=True)
            if not _is_ours(home):
                raise DiskError(f"{home} belongs to somebody else; remove it")
            with lock(home):
                _sweep(home)
                folder = str(home / name) if name else tempfile.mkdtemp(dir=home)
                Path(folder).mkdir(mode=0o700, exist_ok=True)
                held.enter_context(lock(folder, shared=True))
        except OSError as error:
            raise DiskError(f"{home}: {error.strerror}") from error
        if not name:
            held.callback(shutil.rmtree, folder, ignore_errors=True)
        yield folder


def sweep_dead_runs() -> None:
    """Remove the folders of dead runs, for a run that may come to need none itself."""
    home = _home()
    with suppress(OSError):
        if _is_ours(home):
            with lock(home):
                _sweep(home)


def stay_in_scratch() -> None:
    """Have all temporary files of this process lie in a folder of its own until it ends."""
    if Path(tempfile.gettempdir()).parent == _home():
        return
    held, pid = ExitStack(), os.getpid()
    tempfile.tempdir = held.enter_context(scratch())
    register(lambda: held.close() if os.getpid() == pid else None)


def _home() -> Path:
    """The folder of them all, also where temporary files go to one of them."""
    folder, name = Path(tempfile.gettempdir()), f"leaflet-press-{os.getuid()}"
    return folder.parent if folder.parent.name == name else folder / name


def _is_ours(home: Path) -> bool:
    return not home.is_symlink() and home.stat().st_uid == os.getuid()


def _sweep(home: Path) -> None:
    """Remove the folders that nobody holds."""
    for entry in os.scandir(home):
        with suppress(OSError), lock(entry.path, wait=0) as free:  # else it is no folder
            if free:
                shutil.rmtree(entry.path, ignore_errors=True)
