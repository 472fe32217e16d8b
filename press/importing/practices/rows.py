"""A list of practices -> rows by column, each with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.importing.practices.languages import language_of
from press.model import Finding, Origin, has_errors
from press.reading import did_you_mean
from press.reading.tables import read_table

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
_LONG_CODE = 5
"""Digits of a German, French, Spanish or Italian postcode."""
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
    lines, findings = read_table(path, name, "S070")
    if not lines:
        if not has_errors(findings):
            findings.append(Finding("S070", "error", "the list is empty", Origin(name, 1)))
        return [], findings
    columns, more = _columns(lines[0].cells, Origin(name, lines[0].number))
    findings += more
    if has_errors(more):
        return [], findings
    rows = []
    for line in lines[1:]:
        row, more = _row(line.cells, columns, Origin(name, line.number))
        findings += more
        if row:
            rows.append(row)
    return rows, [*findings, *_lost_zeros(rows)]


def _columns(head: Sequence[str], origin: Origin) -> tuple[list[str], list[Finding]]:
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


def _row(
    cells: Sequence[str], columns: list[str], origin: Origin
) -> tuple[Row | None, list[Finding]]:
    def refused(message: str, hint: str) -> tuple[None, list[Finding]]:
        return None, [Finding("S071", "error", message, origin, hint)]

    if any(cells[len(columns) :]):
        message = f"{len(cells)} cells where the first line has {len(columns)}"
        return refused(message, 'put a cell that holds the separator in quotes: "Brug, oost"')
    said = {key: cell for key, cell in zip(columns, cells, strict=False) if key and cell}
    missing = [key for key in _NEEDED if key not in said]
    if missing:
        return refused(f"nothing stands under {', '.join(missing)}", "fill it in")
    if "hours" in said:
        said["hours"] = "; ".join(line.strip(" ;") for line in said["hours"].splitlines() if line)
    words = re.findall(r"[^\s,;/+]+", said.get("languages", ""))
    languages = [language_of(word) for word in words]
    if "" in languages:
        word = words[languages.index("")]
        return refused(f"'{word}' is no language", "write nl, en, or Nederlands, English")
    if languages:
        said["languages"] = " ".join(dict.fromkeys(languages))
    return Row(said, origin), []


def _lost_zeros(rows: Sequence[Row]) -> list[Finding]:
    """Numbers that a spreadsheet took for amounts: it drops the zero in front.

    Told by the other rows: where most postcodes are five digits, four are one too few; a
    telephone number of digits alone begins with 0 or a country's code.
    """
    findings = []
    codes = [row.cells["postcode"] for row in rows if row.cells["postcode"].isdigit()]
    most = max(map(len, codes), default=0)
    hint = "let the spreadsheet take the column as text, and put the zero back"
    for row in rows:
        code, phone = row.cells["postcode"], row.cells.get("phone", "")
        if code.isdigit() and len(code) == most - 1 and most == _LONG_CODE:
            message = f"the postcode '{code}' may have lost a zero in front"
            findings.append(Finding("S071", "warning", message, row.origin, hint))
        if re.fullmatch(r"[1-9]\d{7,9}", phone):
            message = f"the telephone number '{phone}' may have lost a zero in front"
            findings.append(Finding("S071", "warning", message, row.origin, hint))
    return findings
