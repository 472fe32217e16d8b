"""A list as a spreadsheet saves it -> its rows, each with the line on which it begins.

    encodings  bytes -> text, by what it reads as
    comma      text separated by commas, semicolons or tabs -> rows
    workbook   .xlsx, .ods, .xls -> rows of the first sheet

Values are text, trimmed, as a person sees them. A row that cannot be read costs itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from press.model import Finding, Origin
from press.reading.tables.comma import Broken, rows_of_text
from press.reading.tables.encodings import UnclearError, decoded
from press.reading.tables.workbook import WORKBOOKS, WorkbookError, rows_of_workbook

_MOST = 5_000_000
"""Bytes of a list."""
_LEFTOVER = re.compile(r"#[A-ZÄÖÜÉÍÓ/0-9_]+[!?]?|=.+")
"""What a formula leaves behind: `#REF!`, `#N/A`, `#NAAM?`, `#BEZUG!`, `=A2&B2`."""
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list: its cells, and the line where it begins, from 1."""

    number: int
    cells: tuple[str, ...]


def read_table(
    path: Path, name: str, code: str, *, private: bool = False
) -> tuple[list[Line], list[Finding]]:
    """Read every row that holds something; `name` is what findings call the list.

    `code` is that of a list that cannot be read as one. What is broken in one row is said of
    its line, and the row is left out. Of a `private` list no word is repeated.
    """
    whole = Origin(name, 1)
    try:
        if path.stat().st_size > _MOST:
            message = f"the list is larger than {_MOST // 1_000_000} MB"
            return [], [Finding(code, "error", message, whole, "part it in several")]
        content = path.read_bytes()
    except OSError as error:
        return [], [Finding(code, "error", f"the list cannot be read: {error.strerror}", whole)]
    findings: list[Finding] = []
    try:
        if content.startswith(WORKBOOKS):
            rows = list(rows_of_workbook(content))
        else:
            text, guess = decoded(content)
            if guess and not private:
                hint = "if that is wrong, save it as CSV UTF-8"
                findings.append(Finding(code, "info", f"the list is {guess}", whole, hint))
            rows = list(rows_of_text(text))
    except UnclearError as error:
        why = "it cannot be told which letters are meant" if private else str(error)
        return [], [Finding(code, "error", why, whole, "save it as CSV UTF-8")]
    except WorkbookError as error:
        return [], [Finding(code, "error", f"the workbook cannot be read: {error}", whole)]
    lines: list[Line] = []
    for number, cells in rows:
        broken = cells if isinstance(cells, Broken) else _leftover(cells, private=private)
        if broken:
            findings.append(Finding(code, "error", *broken.said(Origin(name, number))))
        elif not isinstance(cells, Broken) and any(cells):
            lines.append(Line(number, cells))
    return lines, findings


def _leftover(cells: tuple[str, ...], *, private: bool) -> Broken | None:
    """What a spreadsheet wrote where it could not reckon."""
    for cell in cells:
        if _LEFTOVER.fullmatch(cell) and not _COLOUR.fullmatch(cell):
            what = "a cell" if private else f"'{cell[:40]}'"
            return Broken(f"{what} is what a formula left behind", "write the value itself")
    return None
