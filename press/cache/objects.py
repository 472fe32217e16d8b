"""Things that took long to make -> kept by a digest of what they were made from.

Unpickled are only the classes that are named, so that what somebody else puts into the
folder can do nothing. What was not used for a month is thrown away.
"""

from __future__ import annotations

import io
import os
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from press.files import put

T = TypeVar("T")

_MONTH = 30 * 24 * 3600 * 1_000_000_000


class ObjectCache:
    """A folder of things; `classes` are those that may come out of it, by module and name."""

    def __init__(self, folder: Path, classes: Mapping[tuple[str, str], type]) -> None:
        self.folder, self.classes = folder, classes

    def take(self, key: str, kind: type[T]) -> T | None:
        """What was kept under a digest, if it is of this kind; else None."""
        path = self.folder / key
        try:
            content = path.read_bytes()
            os.utime(path)
            thing = _Reader(io.BytesIO(content), self.classes).load()
        except (OSError, pickle.UnpicklingError, EOFError, AttributeError, TypeError, ValueError):
            return None
        return thing if isinstance(thing, kind) else None

    def keep(self, key: str, thing: object) -> None:
        """Keep a thing under a digest, in the place of what was kept there."""
        put(self.folder / key, pickle.dumps(thing, pickle.HIGHEST_PROTOCOL))

    def tidy(self, now: int) -> None:
        """Throw away what was not used for long; `now` in ns."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if now - path.stat().st_mtime_ns > _MONTH:
                    path.unlink(missing_ok=True)


class _Reader(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, classes: Mapping[tuple[str, str], type]) -> None:
        super().__init__(file)
        self.classes = classes

    def find_class(self, module: str, name: str) -> type:
        if (module, name) not in self.classes:
            raise pickle.UnpicklingError(f"{module}.{name} is not kept here")
        return self.classes[module, name]
