"""A list of practices -> their folders: each row checked, the good ones made, none written over.

    rows     a CSV file, as Excel writes it -> rows with their lines
    names    a practice's name -> the name of its folder
    folders  a row -> practice.yaml and logo, whole or not at all

A row is judged by the loader of practices itself: what it would say of the finished
folder is said of the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from press.importing.practices.folders import Folders
from press.importing.practices.names import name_of
from press.importing.practices.rows import Row, read_rows
from press.model import Finding
from press.reading.house import open_house
from press.reading.layouts import families, load_faces

__all__ = ["Enrolled", "enrol", "name_of"]


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What came of a list: folders that were made, and rows whose folder was there already."""

    made: tuple[Path, ...]
    known: tuple[Path, ...]
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> int:
        """Rows of which no folder could be made."""
        return len({finding.origin for finding in self.findings if finding.severity == "error"})


def enrol(root: Path, path: Path, language: str) -> Enrolled:
    """Make a folder for each practice of a list; a bad row costs only itself.

    `language` is that of practices whose row names none. The same list again makes nothing.
    """
    house, findings = open_house(root)
    rows, more = read_rows(path, str(path))
    findings += more
    made: list[Path] = []
    known: list[Path] = []
    with Folders(house, families(load_faces(house)), path.parent, language) as folders:
        seen: dict[tuple[str, ...], Row] = {}
        for row in rows:
            first = seen.setdefault(row.identity, row)
            if first is not row:
                message = f"the practice of line {first.origin.line} again; it gets one folder"
                findings.append(Finding("S072", "warning", message, row.origin))
                continue
            folder, is_new, more = folders.make(row)
            findings += more
            if folder:
                (made if is_new else known).append(folder)
    findings.sort(key=lambda finding: finding.sort_key)
    return Enrolled(tuple(made), tuple(known), tuple(findings))
