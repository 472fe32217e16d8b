"""How the last build of each order ended -> a text in `output/.press`, for who reports of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from press.cache.digests import FOLDER, digest_of
from press.cache.plain import StrangeError, pack, unpack
from press.errors import DiskError
from press.files import content_of, write_at

MOST_NAMED = 100
"""Files and errors of a run that are noted down by name; of more their number is enough."""
_MOST = 12
"""Different orders that are remembered."""


@dataclass(frozen=True, slots=True)
class LastRun:
    """How a build ended: files by what became of them, and what stood in the way.

    `order` is what was typed behind `leaflet build`; `left` were still to be made when it
    was stopped. `failed` and `errors` hold the first ones.
    """

    order: str
    written: int
    up_to_date: int
    not_written: int = 0
    left: int = 0
    failed: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


def note_run(output: Path, key: str, run: LastRun) -> None:
    """Note down how a build of an order ended; on a full disk nothing is noted."""
    name = f"{FOLDER}/run-{named(key)}"
    with suppress(OSError, DiskError):
        write_at(output, name, pack(name, run))
        keep_last(output / FOLDER, "run-")


def last_runs(output: Path) -> Iterator[tuple[float, LastRun]]:
    """The last run of each order with the second (since 1970) in which it ended; oldest first."""
    for path in sorted((output / FOLDER).glob("run-*"), key=_when):
        with suppress(OSError, StrangeError):
            name = f"{FOLDER}/{path.name}"
            yield _when(path), unpack(name, LastRun, content_of(path))


def named(key: str) -> str:
    """An order in the name of a file."""
    return digest_of(key.encode("utf-8", "backslashreplace"))[:16]


def keep_last(folder: Path, prefix: str) -> None:
    """Remove notes of all but the last orders."""
    notes = sorted(folder.glob(f"{prefix}*"), key=_when)
    for old in notes[:-_MOST]:
        old.unlink(missing_ok=True)


def _when(path: Path) -> float:
    try:
        return os.stat(path, follow_symlinks=False).st_mtime
    except OSError:
        return 0.0
