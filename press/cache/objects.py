"""Things that took long to make -> kept by a digest of what they were made from.

Each is read as whatever lies on the disk is (`plain`): what is damaged or strange is not
there. What was not used for a month is thrown away.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from press.cache.plain import StrangeError, is_sealed, pack, unpack
from press.files import LinkError, content_of, write_at

T = TypeVar("T")

_MONTH = 30 * 24 * 3600 * 1_000_000_000


class ObjectCache:
    """A folder of things, below the output folder."""

    def __init__(self, output: Path, below: str) -> None:
        self.output, self.below = output, below

    def path_of(self, key: str) -> Path:
        """Where a thing is kept."""
        return self.output / self.below / key

    def take(self, key: str, kind: type[T]) -> T | None:
        """What was kept under a digest, if it is of this kind; else None."""
        path = self.path_of(key)
        try:
            thing: T = unpack(key, kind, content_of(path))
            os.utime(path)
        except (OSError, StrangeError):
            return None
        return thing

    def is_sound(self, key: str) -> bool:
        """Whether a thing lies under a digest as it was kept; of which kind is not looked at."""
        path = self.path_of(key)
        try:
            sound = is_sealed(key, content_of(path))
            os.utime(path)
        except OSError:
            return False
        return sound

    def keep(self, key: str, thing: object) -> bool:
        """Keep a thing under a digest; where the disk does not take it, it is made again."""
        try:
            write_at(self.output, f"{self.below}/{key}", pack(key, thing))
        except (OSError, LinkError):
            return False
        return True

    def tidy(self, now: int) -> None:
        """Throw away what was not used for long; `now` in ns."""
        with suppress(OSError):
            for entry in os.scandir(self.output / self.below):
                old = now - entry.stat(follow_symlinks=False).st_mtime_ns > _MONTH
                if old and entry.is_file(follow_symlinks=False):
                    os.unlink(entry.path)
