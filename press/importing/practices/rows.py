"""A CSV file as Excel and others write it -> rows by column, each with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from press.model import Finding, Origin
from press.reading import did_you_mean

_MOST = 5_000_000
"""Bytes of a list."""

COLUMNS = {
    "id": "id",
    "name": "name naam praktijk praxis practice",
    "street": "street straat adres address straße strasse anschrift",
    "postcode": "postcode plz zip",
    "city": "city plaats woonplaats town ort stadt",
    "country": "country land",
    "phone": "phone telephone telefoon telefoonnummer telefon tel",
    "email": "email e-mail mail e-mailadres",
    "website": "website site web url",
    "hours": "hours openingstijden öffnungszeiten sprechzeiten",
    "languages": "languages language talen taal sprachen sprache",
    "colours": "colours colors colour color kleuren kleur farben farbe",
    "logo": "logo",
}
"""What a column holds, and the words by which it is known, in any case."""
_NEEDED = ("name", "street", "postcode", "city", "email")


@dataclass(frozen=True, slots=True)
class Row:
    """One practice of a list: what its cells hold, without the empty ones."""

    cells: Mapping[str, str]
    origin: Origin

    @property
    def identity(self) -> tuple[str, ...]:
        """By what a practice is known again: its `id`, else its name and address."""
        if "id" in self.cells:
            return (self.cells["id"],)
        return identity(*(self.cells.get(key, "") for key in ("name", "street", "postcode")))


def identity(name: str, street: str, postcode: str) -> tuple[str, ...]:
    """A name and an address, so that case and spaces make no difference."""
    return tuple("".join(text.casefold().split()) for text in (name, street, postcode))


def read_rows(path: Path, name: str) -> tuple[list[Row], list[Finding]]:
    """Read every row that has what a practice needs; `name` is what findings call the list."""

    def refused(message: str, hint: str = "") -> tuple[list[Row], list[Finding]]:
        return [], [Finding("S070", "error", message, Origin(name, 1), hint)]

    try:
        if path.stat().st_size > _MOST:
            return refused(f"the list is larger than {_MOST // 1_000_000} MB")
        text = _decoded(path.read_bytes())
    except OSError as error:
        return refused(f"the list cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        return refused("this is not a text", "save it as CSV UTF-8")
    try:
        lines = list(_lines(text))
    except csv.Error as error:
        return refused(f"not a list: {error}", "save it as CSV UTF-8")
    if not lines:
        return refused("the list is empty")
    first, head = lines[0]
    columns, findings = _columns(head, Origin(name, first))
    if any(finding.severity == "error" for finding in findings):
        return [], findings
    rows = []
    for line, cells in lines[1:]:
        row, more = _row(cells, columns, Origin(name, line))
        findings += more
        if row:
            rows.append(row)
    return rows, findings


def _decoded(content: bytes) -> str:
    """UTF-8, with a mark at its start or without; Excel also writes the two others."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("windows-1252")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with the line on which it begins.

    Excel separates by `;` where a comma stands in numbers, and may say so in a line `sep=;`.
    """
    before, rest = 0, text
    said, _, below = text.partition("\n")
    if said.rstrip("\r").casefold() in {"sep=;", "sep=,", "sep=\t"}:
        before, rest, separator = 1, below, said[4]
    else:
        separator = max(";,\t", key=said.count)
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=separator, strict=True)
    end = 0
    for cells in reader:
        begin, end = end + 1, reader.line_num
        if any(cell.strip() for cell in cells):
            yield begin + before, [cell.strip() for cell in cells]


def _columns(head: list[str], origin: Origin) -> tuple[list[str], list[Finding]]:
    """What each column holds; nothing for one that is not used."""
    known = {word: key for key, words in COLUMNS.items() for word in words.split()}
    columns: list[str] = []
    findings = []
    for cell in head:
        key = known.get(cell.casefold(), "")
        if key and key in columns:
            message = f"two columns hold the {key}: '{cell}' is the second"
            findings.append(Finding("S070", "error", message, origin, "remove one of them"))
        elif cell and not key:
            message, hint = f"the column '{cell}' is not used", did_you_mean(cell, list(known))
            findings.append(Finding("S070", "warning", message, origin, hint))
        columns.append(key)
    if missing := [key for key in _NEEDED if key not in columns]:
        message = f"there is no column {', '.join(missing)}"
        hint = f"the first line names the columns: {', '.join(COLUMNS)}"
        findings.append(Finding("S070", "error", message, origin, hint))
    return columns, findings


def _row(cells: list[str], columns: list[str], origin: Origin) -> tuple[Row | None, list[Finding]]:
    if any(cells[len(columns) :]):
        message = f"{len(cells)} cells where the first line has {len(columns)}"
        hint = 'put a cell that holds the separator in quotes: "Brug, oost"'
        return None, [Finding("S071", "error", message, origin, hint)]
    said = {key: cell for key, cell in zip(columns, cells, strict=False) if key and cell}
    missing = [key for key in _NEEDED if key not in said]
    if missing:
        message = f"nothing stands under {', '.join(missing)}"
        return None, [Finding("S071", "error", message, origin, "fill it in")]
    return Row(said, origin), []
