"""A list of addresses -> Recipients, each once; or every mistake in it with its line.

The list is a CSV file with a column `email` and, if need be, a column `language`,
separated by commas or semicolons. Other columns are refused: names and dates of
birth have no business here. Findings never repeat an address.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from press.mail.addresses import AddressError, folded, read_address
from press.model import Finding, Origin
from press.reading import read_text

MOST = 5_000_000
"""Bytes of a list."""
_KNOWN = ("email", "language")
_HINT = "the first line names the columns: email, or email;language"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address of a list; `language` is empty where the list gives none."""

    address: str
    language: str
    line: int


def read_recipients(path: Path, name: str) -> tuple[tuple[Recipient, ...], list[Finding]]:
    """Read a whole list; `name` is what findings call it. One error refuses all of it."""
    text, findings = read_text(path, name, MOST)
    if text is None:
        return (), findings
    try:
        rows = list(_rows(text))
    except csv.Error as error:
        return (), [Finding("D002", "error", f"not a list: {error}", Origin(name))]
    if not rows:
        return (), [Finding("D002", "error", "the list is empty", Origin(name), _HINT)]
    columns = [cell.strip().casefold() for cell in rows[0][1]]
    findings = list(_header_checks(columns, Origin(name, 1)))
    if findings:
        return (), findings
    read = [_read_row(line, cells, columns, name) for line, cells in rows[1:]]
    recipients = [row for row in read if isinstance(row, Recipient)]
    findings = [row for row in read if isinstance(row, Finding)]
    if not recipients and not findings:
        findings.append(Finding("D002", "error", "the list names nobody", Origin(name)))
    once, duplicates = _each_once(recipients, name)
    return tuple(once), [*findings, *duplicates]


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with the line on which it ends."""
    separator = ";" if ";" in text.split("\n", 1)[0] else ","
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def _header_checks(columns: list[str], origin: Origin) -> Iterator[Finding]:
    if "email" not in columns:
        yield Finding("D002", "error", "there is no column 'email'", origin, _HINT)
        return
    for number, column in enumerate(columns, 1):
        if column in columns[: number - 1]:
            yield Finding("D002", "error", f"column {number} has the name of another", origin)
        elif column not in _KNOWN:
            hint = "remove it: a list holds email and language, nothing else"
            yield Finding("D002", "error", f"column {number} is not known", origin, hint)


def _read_row(line: int, cells: list[str], columns: list[str], name: str) -> Recipient | Finding:
    origin = Origin(name, line)
    if len(cells) != len(columns):
        message = f"{len(cells)} cells where the first line has {len(columns)}"
        return Finding("D003", "error", message, origin)
    row = dict(zip(columns, cells, strict=True))
    try:
        address = read_address(row["email"])
    except AddressError as error:
        return Finding("D003", "error", f"not an e-mail address: {error}", origin)
    return Recipient(address, row.get("language", "").strip().casefold(), line)


def _each_once(recipients: list[Recipient], name: str) -> tuple[list[Recipient], list[Finding]]:
    """Of rows with one address the first counts; case makes no difference."""
    first: dict[str, Recipient] = {}
    findings = []
    for recipient in recipients:
        known = first.setdefault(folded(recipient.address), recipient)
        if known is not recipient:
            message = f"the address of line {known.line} again; it gets one message"
            findings.append(Finding("D004", "warning", message, Origin(name, recipient.line)))
    return list(first.values()), findings
