"""A task -> bytes -> the task again, in another place: all that working at its variants takes.

What travels is listed here, and nothing else does: the records of what is to be made, the
pictures of the house, logos and fonts of the practices in question, and of layouts and
typefaces those that are the house's own; the press's are on the other side. No file of
`sources` travels as it was written, no account for mail, nothing of `output` or the outbox.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from press.cache import ObjectCache
from press.installed import INSTALLED
from press.model import Library, Practice, Variant
from press.pipeline import OutputOptions
from press.reading import lies_inside, read_bytes
from press.workers.pool import Limits

_HOUSE, _PRESS = "house", "press"
_MOST = 6_000_000
"""Bytes of a picture or of a practice's font: of what is larger, enough to be refused there."""


@dataclass(frozen=True, slots=True)
class Task:
    """Variants to make, what they are made from, and how.

    `objects` is where what took long is kept; elsewhere that is a folder of the task's own.
    With `to_check` parts keep their words, and are refused where they read otherwise.
    """

    variants: tuple[Variant, ...]
    library: Library
    options: OutputOptions
    limits: Limits
    objects: ObjectCache
    to_check: bool = False


def pack(task: Task) -> bytes:
    """Put a task into one piece, with the files that it names."""
    root, records = task.library.house.root, BytesIO()
    _Pickler(records, root).dump(_without_accounts(task))
    files = {}
    for path, most in _files(task):
        label, inside = _place(path, root)
        if label == _HOUSE and (content := _content(path, most)) is not None:
            files[inside] = content
    return zlib.compress(pickle.dumps((records.getvalue(), files)), 1)


def unpack(packed: bytes, folder: Path) -> Task:
    """Lay the files of a task into a folder; give the task, whose house lies there."""
    records, files = pickle.loads(zlib.decompress(packed))
    for inside, content in files.items():
        path = folder / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    task: Task = _Unpickler(BytesIO(records), folder).load()
    return task


def _without_accounts(task: Task) -> Task:
    house = replace(task.library.house, mail=None)
    practices = {
        name: practice.model_copy(update={"mail": None})
        for name, practice in _practices(task).items()
    }
    variants = [replace(each, practice=practices[each.practice.id]) for each in task.variants]
    return replace(task, variants=tuple(variants), library=replace(task.library, house=house))


def _practices(task: Task) -> dict[str, Practice]:
    return {variant.practice.id: variant.practice for variant in task.variants}


def _files(task: Task) -> Iterator[tuple[Path, int | None]]:
    """Each file that a variant may ask for, and how much of it is read: None is all."""
    library = task.library
    for folder in library.house.layouts:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and lies_inside(path, folder):
                yield path, None
    for face in library.faces:
        yield face.path, None
    for picture in library.content.images.values():
        yield picture, _MOST
    for practice in _practices(task).values():
        for logo in filter(None, (practice.brand.logo, practice.brand.logo_on_dark)):
            yield practice.folder / logo.path, _MOST
        for face in practice.brand.faces:
            yield face.path, _MOST


def _content(path: Path, most: int | None) -> bytes | None:
    """What stands in a file; nothing where it cannot be read, which is then said there too."""
    try:
        return path.read_bytes() if most is None else read_bytes(path, most)
    except OSError:
        return None


def _place(path: Path, root: Path) -> tuple[str, str]:
    """Whether a file is the house's or the press's, and where in it; one may lie in the other."""
    homes = {INSTALLED: _PRESS, root: _HOUSE}
    for home in sorted(homes, key=lambda home: len(home.parts), reverse=True):
        if path.is_relative_to(home):
            return homes[home], path.relative_to(home).as_posix()
    raise ValueError(f"{path} lies neither in the house nor in the press")


class _Pickler(pickle.Pickler):
    """Writes paths as places in the house or in the press."""

    def __init__(self, file: BytesIO, root: Path) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.root = root

    def persistent_id(self, obj: object) -> tuple[str, str] | None:
        return _place(obj, self.root) if isinstance(obj, Path) else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: BytesIO, root: Path) -> None:
        super().__init__(file)
        self.homes = {_HOUSE: root, _PRESS: INSTALLED}

    def persistent_load(self, pid: tuple[str, str]) -> Path:
        label, inside = pid
        path: Path = self.homes[label] / inside
        return path
