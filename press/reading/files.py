"""A file -> its text, or its head and its body; nothing but plain files of a modest size."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar

from press.model import Finding, Origin, is_identifier
from press.reading.yaml import MOST_YAML, UNPRINTABLE, Yaml, cannot_be_printed, read_yaml

T = TypeVar("T")

MOST_MARKDOWN = 200_000
"""Bytes of a Markdown file."""


Load = Callable[[Path], tuple[T | None, list[Finding]]]


@dataclass(frozen=True, slots=True)
class ReadAs(Generic[T]):
    """What files are read as, and from what besides: then a reading may be kept for later.

    It is made from the file, `with_folder` from all in its folder, and from what `besides` tells.
    Where files are left to be read, `before` is called first, and once.
    """

    kind: type[T]
    with_folder: bool = False
    besides: str = ""
    before: Callable[[], None] = lambda: None


class Each(Protocol):
    """How a loader has many files read: each path by `load`, in this order.

    Whoever reads them may do so in other processes, so that a file costs only itself.
    """

    def __call__(
        self, load: Load[T], paths: Sequence[Path], how: ReadAs[T] | None = None
    ) -> Iterable[tuple[T | None, list[Finding]]]: ...


def one_by_one(
    load: Load[T], paths: Sequence[Path], how: ReadAs[T] | None = None
) -> Iterable[tuple[T | None, list[Finding]]]:
    """The plain way: here and now."""
    return map(load, paths)


def lies_inside(path: Path, folder: Path) -> bool:
    """Whether a path, its links followed, is in a folder; one that leads nowhere is not."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links in a circle, a name too long for the system
        return False


def outside(name: str) -> Finding:
    """What is said of a file that does not lie inside."""
    said = "this is a link to a place outside the house"
    return Finding("S014", "error", said, Origin(name), "copy the file here")


_EDITED: ContextVar[Mapping[Path, bytes]] = ContextVar("edited", default=MappingProxyType({}))


@contextmanager
def as_edited(texts: Mapping[Path, bytes]) -> Iterator[None]:
    """Within this, files are read as an editor has them, saved or not."""
    token = _EDITED.set(texts)
    try:
        yield
    finally:
        _EDITED.reset(token)


def edited(path: Path) -> bytes | None:
    """What an editor has in the place of a file; None if it is read as it is."""
    return _EDITED.get().get(path)


def read_bytes(path: Path, most: int) -> bytes:
    """Read at most so many bytes of a plain file: a pipe or a device could go on for ever."""
    if (text := edited(path)) is not None:
        return text[:most]
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "it is no plain file")
        return file.read(most)


def read_text(path: Path, name: str, most: int) -> tuple[str | None, list[Finding]]:
    """Read a UTF-8 text of at most so many bytes; `name` is what findings call it."""
    origin = Origin(name)
    try:
        content = read_bytes(path, most + 1)
        if len(content) > most:
            size = max(path.stat().st_size, len(edited(path) or content))
            message = f"the file is {size // 1000} kB; at most {most // 1000} kB is read"
            return None, [Finding("S010", "error", message, origin, "make two of it")]
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = "this is not UTF-8 text"
        return None, [Finding("S011", "error", message, Origin(name, line), "save it as UTF-8")]
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        hint = "give leave to read it, or copy it here anew"
        return None, [Finding("S012", "error", message, origin, hint)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if strange := UNPRINTABLE.search(text):
        line = text.count("\n", 0, strange.start()) + 1
        return None, [cannot_be_printed(strange[0], Origin(name, line))]
    return text, []


def read_file(path: Path, name: str, most: int = MOST_YAML) -> tuple[Yaml | None, list[Finding]]:
    """Read a file of YAML of so many bytes at most; `name` is what findings call it."""
    text, findings = read_text(path, name, most)
    return read_yaml(text, name, most=most) if text is not None else (None, findings)


@dataclass(frozen=True, slots=True)
class Headed:
    """A file with a head: its YAML, the text below it and the line where that begins."""

    written: str
    yaml: Yaml
    body: str
    body_line: int


def read_headed(
    path: Path, name: str, kind: str, *, partly: bool = False
) -> tuple[Headed | None, list[Finding]]:
    """Read a Markdown file with a head; `kind` is what its name would be the name of.

    With `partly` a head with mistakes is given beside them, as far as it can be read.
    """
    if not is_identifier(path.stem):
        message = f"'{path.stem}' cannot be the name of {kind}"
        hint = "rename the file: only a-z, 0-9 and '-', at most 64 characters"
        return None, [Finding("S009", "error", message, Origin(name), hint)]
    text, findings = read_text(path, name, MOST_MARKDOWN)
    if text is None:
        return None, findings
    head, body, body_line, findings = split_head(text, name)
    if findings:
        return None, findings
    yaml, findings = read_yaml(head, name, first_line=2, partly=partly)
    return (Headed(text, yaml, body, body_line) if yaml else None), findings


def split_head(text: str, name: str) -> tuple[str, str, int, list[Finding]]:
    """Split front matter from the text: head, body, the line where the body begins, findings."""
    if not text.startswith("---\n"):
        message = "the file does not begin with '---' and a head"
        hint = "begin with '---', then title, summary and so on, then '---'"
        return "", text, 1, [Finding("S005", "error", message, Origin(name, 1), hint)]
    end = re.compile(r"^---[ \t]*$", re.M).search(text, 4)
    if not end:
        message = "the head has no end"
        hint = "close it with a line '---'"
        return "", "", 1, [Finding("S005", "error", message, Origin(name, 1), hint)]
    body = text[end.end() :].removeprefix("\n")
    return text[4 : end.start()], body, text.count("\n", 0, end.end()) + 2, []
