"""What is known of a written file, as records; and a text that holds such records, a line each.

The last line of a path counts. Lines are written after their files stand, so a run that is
killed at any moment leaves a file without its line, which is made again, or half a line, which
is passed over. What is strange in a text is passed over too, and counted.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from press.cache.plain import StrangeError, line_of, read_line
from press.errors import DiskError
from press.files import add_lines, content_of, write_at

Severity: TypeAlias = Literal["error", "warning", "info"]
Row: TypeAlias = tuple[str, Severity, str, str, str, int, int]
"""A finding: code, severity, message, hint, path, line, column."""

NAME = "[a-z0-9][a-z0-9-]*"
"""What a practice is called, and so its folder."""
FILE = rf"{NAME}(?:\+{NAME})?/(?:booklets/)?{NAME}(?:\.{NAME}){{2,3}}"
"""A path below a practice's folder as `Variant.path` forms it: plain, and inside."""
_PATH = re.compile(rf"({NAME})/{FILE}")


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a written file is known again: size, times in ns, inode."""

    size: int
    of_bytes: int
    of_file: int
    inode: int

    @classmethod
    def of(cls, path: str | Path) -> Stamp | None:
        try:
            said = os.stat(path)
        except OSError:
            return None
        return cls(said.st_size, said.st_mtime_ns, said.st_ctime_ns, said.st_ino)


@dataclass(frozen=True, slots=True)
class About:
    """What the manifest says of a file, besides its bytes."""

    publication: str
    kind: str
    title: str
    practice: str
    layout: str
    medium: str
    language: str
    version: str
    review_due: str
    pages: int


@dataclass(frozen=True, slots=True)
class Record:
    """A written file: what it was made from, what it is, and what was said while it was made.

    `inputs` is one digest of everything, `parts` one for each part of that by name;
    `findings` and `silenced` are rows.
    """

    path: str
    inputs: str
    sha256: str
    stamp: Stamp
    parts: Mapping[str, str]
    about: About
    findings: tuple[Row, ...] = ()
    silenced: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The files of a part of what files are made from, by its digest."""

    digest: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Index:
    """A practice's index that the press wrote."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A file or index that the press no longer answers for."""

    path: str


Line: TypeAlias = Record | Part | Index | Gone


def is_of(record: Record, practice: str) -> bool:
    """Whether a record is one that a practice can have."""
    form = _PATH.fullmatch(record.path)
    return form is not None and form[1] == record.about.practice == practice


class Lines:
    """A text of lines in an output folder; `count` of them, of which `strange` ones count not."""

    def __init__(self, output: Path, below: str, take_in: Callable[[Line], None]) -> None:
        """Read it; OSError if that cannot be, StrangeError of `take_in` passes a line over."""
        self.output, self.below = output, below
        self.count = self.strange = 0
        self._waiting = bytearray()
        try:
            content = content_of(output / below)
        except FileNotFoundError:
            return
        for line in filter(None, content.split(b"\n")):
            self.count += 1
            try:
                take_in(read_line(Line, line))
            except StrangeError:
                self.strange += 1
        if content and not content.endswith(b"\n"):
            self._waiting += b"\n"  # half a line of a run that was killed ends here

    def add(self, line: Line) -> None:
        """Add a line, which is written with the next `flush`."""
        self._waiting += line_of(line)
        self.count += 1

    def flush(self) -> None:
        """Let what was added outlive this process; DiskError if the disk does not take it."""
        if self._waiting:
            lines, self._waiting = bytes(self._waiting), bytearray()
            try:
                add_lines(self.output / self.below, lines)
            except OSError as error:
                raise DiskError(error.strerror) from error

    def write_anew(self, lines: Iterable[Line]) -> None:
        """Have these lines there and no others."""
        write_at(self.output, self.below, b"".join(map(line_of, lines)))
