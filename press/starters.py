"""A name -> new files: the beginning of a house, leaflet, practice or layout."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from press.errors import HouseError, UsageError
from press.files import put
from press.installed import INSTALLED
from press.model import is_identifier

_STARTERS = INSTALLED / "starters"
_SCHEMA = "# yaml-language-server: $schema=../../.schemas/layout.json\n"
"""The line by which an editor knows what may stand in a file."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first practice of a house; `folder` is the name of its folder, `logo` a picture."""

    name: str = "Praktijk Voorbeeld"
    folder: str = "voorbeeld"
    language: str = "nl"
    colours: tuple[str, str] = ("#2f5d62", "#dfb15b")
    logo: Path | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """What a first practice says in its language until somebody writes better."""

    leaflet: str
    hours: str
    post: str


_SAID = {
    "nl": _Said("rustig-slapen", "maandag t/m vrijdag 8.00–17.00 uur", "huisartsenpost"),
    "en": _Said("sleeping-well", "Monday to Friday, 8.00–17.00", "out-of-hours GP"),
}


def new_house(folder: Path, today: date, first: Beginning | None = None) -> list[Path]:
    """Make a folder with a leaflet to write on and a practice, the sample one if none is given."""
    first = first or Beginning()
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty")
    if first.language not in _SAID:
        raise UsageError(_no_starter(first.language))
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    practice = folder / "sources/practices" / _named(first.folder)
    made = new_leaflet(folder, _SAID[first.language].leaflet, first.language, today)
    made += _copy(_STARTERS / "practice", practice, today, _filled(first))
    if first.logo:
        put(practice / _logo_of(first), first.logo.read_bytes())
        made.append(practice / _logo_of(first))
    return made


def _filled(first: Beginning) -> dict[str, str]:
    """What stands in the file of a practice for each of its blanks."""
    said = _SAID[first.language]
    logo = f"  logo: {_logo_of(first)}\n" if first.logo else ""
    return {
        "@name": json.dumps(first.name, ensure_ascii=False),  # JSON's texts are YAML's
        "@language": first.language,
        "@hours": said.hours,
        "@post": said.post,
        "@primary": first.colours[0],
        "@secondary": first.colours[1],
        "@logo": logo,
    }


def _logo_of(first: Beginning) -> str:
    return f"logo{first.logo.suffix.lower()}" if first.logo else ""


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
        raise UsageError(_no_starter(language))
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


def _no_starter(language: str) -> str:
    known = ", ".join(sorted(each.name.split(".")[1] for each in _STARTERS.glob("*.*.md")))
    return f"there is no leaflet to begin with in '{language}' (choose {known})"


def new_practice(root: Path, name: str, language: str, today: date) -> list[Path]:
    """Make a practice's folder to fill in."""
    words = name.replace("-", " ").title()
    first = Beginning(words, language=language if language in _SAID else "nl")
    path = root / "sources/practices" / _named(name)
    return _copy(_STARTERS / "practice", path, today, _filled(first))


def new_layout(root: Path, name: str, layouts: tuple[Path, ...], today: date) -> list[Path]:
    """Make a copy of the layout a4 to change."""
    source = next((folder / "a4" for folder in layouts if (folder / "a4").is_dir()), None)
    if source is None:
        raise UsageError("there is no layout 'a4' to begin with")
    made = _copy(source, root / "layouts" / _named(name), today)
    settings = root / "layouts" / name / "layout.yaml"
    text = settings.read_text(encoding="utf-8")
    put(settings, (_SCHEMA + text.replace(" a4/", f" {name}/")).encode())
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
            for token, said in (dict(filled or {}) | dates).items():
                content = content.replace(token.encode(), said.encode())
        put(copy, content)
    return [copy for _, copy in pairs]


def _two_years_on(today: date) -> str:
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return date(today.year + 2, today.month, day).isoformat()
