"""A name -> new files: the beginning of a house, leaflet, practice or layout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from press.errors import HouseError, UsageError
from press.files import put
from press.installed import INSTALLED
from press.model import is_identifier

_STARTERS = INSTALLED / "starters"


def new_house(folder: Path, today: date) -> list[Path]:
    """Make a folder with a leaflet to write on and a sample practice."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty")
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    return [
        *new_leaflet(folder, "rustig-slapen", "nl", today),
        *_copy(_STARTERS / "practice", folder / "sources/practices/voorbeeld", today),
    ]


def new_leaflet(root: Path, name: str, language: str, today: date) -> list[Path]:
    """Make a leaflet to write on, and the passages that it includes where the house lacks them.

    It is a draft, with the next identifier of the house's own series.
    """
    path = root / "sources/leaflets" / _named(language) / f"{_named(name)}.md"
    if not (root / "sources").is_dir():
        raise HouseError(
            f"{root.resolve()} is not a house: it has no folder 'sources'\n"
            "Begin one with 'leaflet new house DIR', or name one with --root DIR."
        )
    starter = _STARTERS / f"leaflet.{language}.md"
    if not starter.is_file():
        known = ", ".join(sorted(each.name.split(".")[1] for each in _STARTERS.glob("*.*.md")))
        raise UsageError(f"there is no leaflet to begin with in '{language}' (choose {known})")
    words = name.replace("-", " ")
    filled = {"@title": words[:1].upper() + words[1:], "@id": _next_id(root, name, language)}
    made = _copy(starter, path, today, filled)
    for passage in sorted((_STARTERS / "passages" / language).iterdir()):
        target = root / "sources/passages" / language / passage.name
        made += [] if target.exists() else _copy(passage, target, today)
    return made


_ID = re.compile(r"""^id:[ \t]*["']?([^"'\n]*?)(\d+)([^\d"'\n]*)["']?[ \t]*$""", re.M)
_HEAD = 10_000
"""Bytes of a leaflet in which its identifier is looked for."""


def _next_id(root: Path, name: str, language: str) -> str:
    """RUG-03 after RUG-02: of the series that most leaflets in the language are of."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for path in sorted((root / "sources/leaflets").glob("*/*.md")):
        with path.open(encoding="utf-8", errors="replace") as file:
            if said := _ID.search(file.read(_HEAD)):
                found.setdefault(path.parent.name, []).append((said[1], said[2], said[3]))
    own = Counter((before, after) for before, _, after in found.get(language, ()))
    if not own:
        return f"{name.replace('-', '')[:3].upper()}-01"
    (before, after), _ = own.most_common(1)[0]
    numbers = [each[1] for rows in found.values() for each in rows if each[0] == before]
    width = max(map(len, numbers))
    return f"{before}{max(map(int, numbers)) + 1:0{width}}{after}"


def new_practice(root: Path, name: str, today: date) -> list[Path]:
    """Make a practice's folder to fill in."""
    return _copy(_STARTERS / "practice", root / "sources/practices" / _named(name), today)


def new_layout(root: Path, name: str, layouts: tuple[Path, ...], today: date) -> list[Path]:
    """Make a copy of the layout a4 to change."""
    source = next((folder / "a4" for folder in layouts if (folder / "a4").is_dir()), None)
    if source is None:
        raise UsageError("there is no layout 'a4' to begin with")
    made = _copy(source, root / "layouts" / _named(name), today)
    settings = root / "layouts" / name / "layout.yaml"
    text = settings.read_text(encoding="utf-8")
    put(settings, text.replace(" a4/", f" {name}/").encode())
    return made


def _named(name: str) -> str:
    if not is_identifier(name):
        raise UsageError(f"'{name}' cannot be a name: write only a-z, 0-9 and '-'")
    return name


def _copy(
    source: Path, target: Path, today: date, filled: Mapping[str, str] | None = None
) -> list[Path]:
    """Copy a file or folder that is not there yet; dates in it become today's."""
    if target.exists():
        raise UsageError(f"{target} is there already")
    pairs = [(source, target)]
    if source.is_dir():
        files = [path for path in sorted(source.rglob("*")) if path.is_file()]
        pairs = [(path, target / path.relative_to(source)) for path in files]
    for path, copy in pairs:
        content = path.read_bytes()
        if path.suffix in {".md", ".yaml"}:
            dates = {"@today": today.isoformat(), "@due": _two_years_on(today)}
            for token, said in (dates | dict(filled or {})).items():
                content = content.replace(token.encode(), said.encode())
        put(copy, content)
    return [copy for _, copy in pairs]


def _two_years_on(today: date) -> str:
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return date(today.year + 2, today.month, day).isoformat()
