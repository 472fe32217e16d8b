"""A row -> a practice's folder, made beside the others and moved to its place when it is whole."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from types import TracebackType

from press.files import bring_to_disk, put, sync_folder
from press.importing.practices.names import name_of, numbered
from press.importing.practices.rows import Row, identity
from press.model import Finding, House, has_errors, is_identifier
from press.reading import MOST_YAML, read_text, read_yaml
from press.reading.pictures import MOST_PHOTOGRAPH
from press.reading.practices import load_practice

_AT_ONCE = 500
"""Folders that are brought to the disk together, and then to their places."""
_BEING_MADE = ".being-made"
"""Beside the practices; the loader passes names with a dot over."""
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp")
_LOOK: Mapping[str, object] = {
    "color": {"primary": "#2f5d62", "secondary": "#dfb15b"},
    "typography": {
        "base": "Atkinson Hyperlegible Next",
        "headings": {"family": "Nunito", "weight": "800"},
    },
}
"""What a practice begins with: the starter's colours, where the list gives none, and typefaces."""


class Folders:
    """The practices' folders of a house, to which those of a list are added."""

    def __init__(
        self,
        house: House,
        families: Mapping[str, frozenset[str]],
        beside: Path,
        language: str,
    ) -> None:
        self.house, self.families = house, families
        self.beside, self.language = beside.resolve(), language
        self.practices = house.sources / "practices"
        self.being_made = self.practices / _BEING_MADE
        self.taken: dict[str, tuple[str, ...]] = {}
        self._whole: list[tuple[Path, Path]] = []

    def __enter__(self) -> Folders:
        shutil.rmtree(self.being_made, ignore_errors=True)  # of a run that was stopped
        self.being_made.mkdir(parents=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._move()
        shutil.rmtree(self.being_made, ignore_errors=True)

    def _move(self) -> None:
        """Bring the folders that are whole to the disk, and then each to its place."""
        bring_to_disk(self.being_made)
        for draft, place in self._whole:
            draft.rename(place)
        self._whole.clear()
        sync_folder(self.practices)

    def make(self, row: Row) -> tuple[Path | None, bool, list[Finding]]:
        """The folder of a row and whether it is new; None with an error among the findings.

        A new one is in its place when this is left (`with`), and after some more rows.
        """
        name, findings = self._name(row)
        if not name:
            return None, False, findings
        place = self.practices / name
        if name in self.taken or os.path.lexists(place):
            return place, False, []
        draft = self.being_made / name
        draft.mkdir()
        findings = self._write(row, draft)
        if not has_errors(findings):
            _, said = load_practice(draft, name, self.families, self.house)
            # What the loader says of a line of practice.yaml is said of the row.
            findings += [replace(finding, origin=row.origin) for finding in said]
        if has_errors(findings):
            shutil.rmtree(draft)
            return None, False, findings
        self._whole.append((draft, place))
        self.taken[name] = row.identity
        if len(self._whole) >= _AT_ONCE:
            self._move()
        return place, True, findings

    def _name(self, row: Row) -> tuple[str, list[Finding]]:
        """The folder of this practice if it has one, else the first name that is free."""
        own = row.cells.get("id")
        if own is not None:
            if is_identifier(own):
                return own, []
            message = f"'{own}' cannot be the name of a practice's folder"
            hint = "write only a-z, 0-9 and '-', at most 64 characters"
            return "", [Finding("S071", "error", message, row.origin, hint)]
        name = name_of(row.cells["name"], self._languages(row)[0])
        if not name:
            message = f"no name of a folder can be made of '{row.cells['name']}'"
            hint = "give it one in a column 'id', of a-z, 0-9 and '-'"
            return "", [Finding("S071", "error", message, row.origin, hint)]
        for number in count(1):
            candidate = numbered(name, number)
            if self._who(candidate) in (None, row.identity):
                return candidate, []
        raise AssertionError

    def _who(self, name: str) -> tuple[str, ...] | None:
        """Whose folder this is, by name and address; None if there is none."""
        folder = self.practices / name
        if name not in self.taken:
            if not os.path.lexists(folder):
                return None
            text, _ = read_text(folder / "practice.yaml", name, MOST_YAML)
            yaml, _ = read_yaml(text, name) if text else (None, [])
            self.taken[name] = _identity_in(yaml.data if yaml else None)
        return self.taken[name]

    def _languages(self, row: Row) -> list[str]:
        return row.cells.get("languages", "").split() or [self.language]

    def _write(self, row: Row, draft: Path) -> list[Finding]:
        """Write practice.yaml and the logo into a folder that nobody looks into yet."""
        cells = row.cells
        website = cells.get("website")
        if website and "://" not in website:
            website = f"https://{website}"
        brand: dict[str, object] = dict(_LOOK)
        if colours := _colours(cells.get("colours", "")):
            brand["color"] = dict(zip(("primary", "secondary"), colours, strict=False))
        findings: list[Finding] = []
        if len(colours) > 2:
            message = f"{len(colours)} colours, of which the first two are used"
            findings.append(Finding("S071", "warning", message, row.origin))
        if "logo" in cells:
            logo, more = self._copy_logo(row, draft)
            findings += more
            brand = {"logo": {"path": logo, "alt": cells["name"]}, **brand}
        practice = {
            "name": cells["name"],
            "address": {
                key: cells[key] for key in ("street", "postcode", "city", "country") if key in cells
            },
            "phone": cells.get("phone"),
            "email": cells["email"],
            "website": website,
            "hours": cells.get("hours"),
            "languages": self._languages(row),
            "brand": brand,
        }
        put(draft / "practice.yaml", _as_yaml(practice).encode(), at_once=False)
        return findings

    def _copy_logo(self, row: Row, draft: Path) -> tuple[str, list[Finding]]:
        """Copy a logo that lies beside or below the list."""
        written = row.cells["logo"].replace("\\", "/")

        def refused(message: str, hint: str) -> tuple[str, list[Finding]]:
            return "", [Finding("S024", "error", message, row.origin, hint)]

        try:
            path = (self.beside / written).resolve()
            if not path.is_relative_to(self.beside):
                hint = "put it beside the list or in a folder below it"
                return refused(f"the logo '{written}' does not lie beside the list", hint)
            if not path.is_file():
                return refused(f"there is no logo '{written}'", f"looked for in {self.beside}")
            suffix = path.suffix.lower()
            if suffix not in _PICTURES or path.stat().st_size > MOST_PHOTOGRAPH:
                most = MOST_PHOTOGRAPH // 1_000_000
                hint = f"a logo is {', '.join(_PICTURES)}, of at most {most} MB"
                return refused(f"the logo '{written}' cannot be used", hint)
            put(draft / f"logo{suffix}", path.read_bytes(), at_once=False)
        except (OSError, ValueError):  # a name too long for the system, a file of somebody else
            return refused(f"the logo '{written}' cannot be read", "")
        return f"logo{suffix}", []


def _colours(cell: str) -> list[str]:
    """The colours of a cell; the sign # may be missing, as where a spreadsheet dropped it."""
    words = re.findall(r"[^\s,;/]+", cell)
    return [f"#{word}" if re.fullmatch(r"[0-9A-Fa-f]{6}", word) else word for word in words]


def _identity_in(said: object) -> tuple[str, ...]:
    """The identity of a practice by its file; of one that cannot be read, none that a row has."""
    if not isinstance(said, dict) or not isinstance(address := said.get("address"), dict):
        return ()
    texts = (said.get("name"), address.get("street"), address.get("postcode"))
    return identity(*(text if isinstance(text, str) else "" for text in texts))


def _as_yaml(said: Mapping[str, object], depth: int = 0) -> str:
    """Values as YAML, every text in quotes (JSON's are YAML's: YAML 1.2, 1.3)."""
    lines = []
    for key, value in said.items():
        if isinstance(value, dict):
            lines.append(f"{'  ' * depth}{key}:\n{_as_yaml(value, depth + 1)}")
        elif value is not None:
            lines.append(f"{'  ' * depth}{key}: {json.dumps(value, ensure_ascii=False)}\n")
    return "".join(lines)
