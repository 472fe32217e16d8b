"""A list of addresses -> Recipients, each once; or every mistake in it with its line.

The list has a column `email` and, if need be, a column `language`. Other columns are
refused: names and dates of birth have no business here. Findings never repeat an address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.mail.addresses import AddressError, folded, read_address
from press.model import Finding, Origin, has_errors
from press.reading.tables import read_table

_KNOWN = {
    word: key
    for key, words in {
        "email": "email e-mail mail e-mailadres e-mail-adresse emailadres",
        "language": "language taal sprache langue",
    }.items()
    for word in words.split()
}
"""The words by which a column is known, in any case."""
_HINT = "the first line names the columns: email, or email;language"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address of a list; `language` is empty where the list gives none."""

    address: str
    language: str
    line: int


def read_recipients(path: Path, name: str) -> tuple[tuple[Recipient, ...], list[Finding]]:
    """Read a whole list; `name` is what findings call it. One error refuses all of it."""
    lines, findings = read_table(path, name, "D002", private=True)
    if has_errors(findings):
        return (), findings
    if not lines:
        return (), [Finding("D002", "error", "the list is empty", Origin(name), _HINT)]
    columns = [_KNOWN.get(cell.casefold(), cell) for cell in lines[0].cells]
    findings = list(_header_checks(columns, Origin(name, lines[0].number)))
    if findings:
        return (), findings
    read = [_read_row(line.number, line.cells, columns, name) for line in lines[1:]]
    recipients = [row for row in read if isinstance(row, Recipient)]
    findings = [row for row in read if isinstance(row, Finding)]
    if not recipients and not findings:
        findings.append(Finding("D002", "error", "the list names nobody", Origin(name)))
    once, duplicates = _each_once(recipients, name)
    return tuple(once), [*findings, *duplicates]


def _header_checks(columns: list[str], origin: Origin) -> Iterator[Finding]:
    if "email" not in columns:
        yield Finding("D002", "error", "there is no column 'email'", origin, _HINT)
        return
    for number, column in enumerate(columns, 1):
        if column in columns[: number - 1]:
            yield Finding("D002", "error", f"column {number} has the name of another", origin)
        elif column not in _KNOWN.values():
            hint = "remove it: a list holds email and language, nothing else"
            yield Finding("D002", "error", f"column {number} is not known", origin, hint)


def _read_row(
    line: int, cells: Sequence[str], columns: list[str], name: str
) -> Recipient | Finding:
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
