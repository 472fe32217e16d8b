"""Text separated by commas, semicolons or tabs -> rows with their lines (RFC 4180, and Excel)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from press.model import Origin

_MOST_LINES = 20
"""Lines that one row may go on over, in cells of several lines."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a row cannot be read, and what to do."""

    message: str
    hint: str

    def said(self, origin: Origin) -> tuple[str, Origin, str]:
        """As a finding takes it."""
        return self.message, origin, self.hint


_QUOTES = Broken(
    "a quotation mark in it begins or ends nothing",
    'put the whole cell in quotation marks, and write those inside twice: "Praktijk ""De Es"""',
)
Row = tuple[int, "tuple[str, ...] | Broken"]


def rows_of_text(text: str) -> Iterator[Row]:
    """The rows, each with the line on which it begins.

    Excel separates by `;` where a comma stands in numbers, and may say so in a line `sep=;`.
    Where quotation marks do not fit, rows are read one by one, so that only theirs is lost.
    """
    first, _, below = text.partition("\n")
    if first.rstrip("\r").casefold() in {"sep=;", "sep=,", "sep=\t"}:
        before, rest, separator = 1, below, first[4]
    else:
        before, rest = 0, text
        separator = max(";,\t", key=first.count)
    rows = _whole(rest, separator) or _one_by_one(rest.splitlines(keepends=True), separator)
    for number, cells in rows:
        yield number + before, cells


def _whole(text: str, separator: str) -> list[Row]:
    """All rows at once; none if quotation marks do not fit or hide one row in another."""
    try:
        rows = list(_strictly(text, separator))
    except csv.Error:
        return []
    for (begin, cells), (following, _) in pairwise(rows):
        if following > begin + 1 and len(cells) != len(rows[0][1]):
            return []
    return list(rows)


def _strictly(text: str, separator: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    end = 0
    for cells in reader:
        begin, end = end + 1, reader.line_num
        yield begin, tuple(cell.strip() for cell in cells)


def _one_by_one(lines: list[str], separator: str) -> Iterator[Row]:
    """Each row for itself: the fewest lines that are a row with as many cells as the first."""
    width, at = 0, 0
    while at < len(lines):
        for count in range(1, min(_MOST_LINES, len(lines) - at) + 1):
            try:
                ((_, cells),) = _strictly("".join(lines[at : at + count]), separator)
            except (csv.Error, ValueError):
                continue
            if count == 1 or len(cells) == width:
                width = width or len(cells)
                yield at + 1, cells
                at += count
                break
        else:
            yield at + 1, _QUOTES
            at += 1
