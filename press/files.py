"""Document -> file: the old one or the new one, whole, at any moment."""

from __future__ import annotations

import ctypes
import os
import tempfile
from pathlib import Path, PurePath

from press.errors import PressError
from press.model import Document

_LEFT = ".part"


class LinkError(PressError):
    """A folder within output leads elsewhere."""


def write(document: Document, output: Path) -> Path:
    """Write a document so that its file is the old one or the new one, whole, at any moment."""
    return write_at(output, document.variant.path, document.pdf)


def write_at(output: Path, below: str, content: bytes) -> Path:
    """Write a file in the output folder, and through no link: not even to another practice."""
    path = output / below
    if link := link_on_the_way(output, below):
        raise LinkError(f"{link} is a link to another place")
    return put(path, content)


def link_on_the_way(output: Path, below: str) -> str:
    """The first folder between the output folder and a file in it that is a link, if one is."""
    folders = reversed(PurePath(below).parents[:-1])
    return next((str(each) for each in folders if (output / each).is_symlink()), "")


def put(path: Path, content: bytes) -> Path:
    """Write a file under a temporary name, bring it to the disk, and give it its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=_LEFT, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            _date(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _bring_to_disk(path.parent)
    return path


def lay_down(output: Path, below: str, content: bytes) -> str:
    """Write a file under a temporary name beside the one that it will have; gives that name.

    It is on the disk only after `bring_to_disk`.
    """
    if link := link_on_the_way(output, below):
        raise LinkError(f"{link} is a link to another place")
    folder, _, name = f"{output}/{below}".rpartition("/")
    temporary = f"{folder}/.{name}.{os.getpid()}{_LEFT}"
    how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    try:
        handle = os.open(temporary, how, 0o644)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        handle = os.open(temporary, how, 0o644)
    with os.fdopen(handle, "wb", buffering=0) as file:
        file.write(content)
        _date(handle)
    return temporary


def bring_to_disk(output: Path) -> None:
    """Bring all that was written in the output folder to the disk at once (syncfs(2))."""
    handle = os.open(output, os.O_RDONLY)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if not hasattr(library, "syncfs") or library.syncfs(handle):
            os.sync()
    finally:
        os.close(handle)


def sweep(output: Path) -> int:
    """Remove what runs that were killed left half written; how many there were."""
    left = [
        Path(folder) / name
        for folder, _, names in os.walk(output)
        for name in names
        if name.startswith(".") and name.endswith(_LEFT)
    ]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _date(file: int) -> None:
    """Date a file to the whole second: a time that no later write can give it by chance.

    So that somebody who writes into it at once is noticed, though the clock of a file
    system has steps of milliseconds.
    """
    second = int(os.fstat(file).st_mtime) * 1_000_000_000
    os.utime(file, ns=(second, second))


def _bring_to_disk(folder: Path) -> None:
    """The name of a file is kept in its folder (fsync(2), notes)."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
