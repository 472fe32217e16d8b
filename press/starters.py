"""A name -> new files: the beginning of a house, leaflet, practice or layout."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from press.errors import UsageError
from press.files import put
from press.installed import INSTALLED
from press.model import is_identifier

_STARTERS = INSTALLED / "starters"


def new_house(folder: Path, today: date) -> list[Path]:
    """Make a folder with a sample leaflet and a sample practice that builds at once."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty")
    return [
        *_copy(_STARTERS / "leaflet.md", folder / "sources/leaflets/nl/rustig-slapen.md", today),
        *_copy(_STARTERS / "passages", folder / "sources/passages/nl", today),
        *_copy(_STARTERS / "practice", folder / "sources/practices/voorbeeld", today),
    ]


def new_leaflet(root: Path, name: str, language: str, today: date) -> list[Path]:
    """Make a leaflet to write on, and the passages that it includes where the house lacks them."""
    path = root / "sources/leaflets" / _named(language) / f"{_named(name)}.md"
    made = _copy(_STARTERS / "leaflet.md", path, today)
    for passage in sorted((_STARTERS / "passages").iterdir()):
        target = root / "sources/passages" / language / passage.name
        made += [] if target.exists() else _copy(passage, target, today)
    return made


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


def _copy(source: Path, target: Path, today: date) -> list[Path]:
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
            for token, day in (("@today", today.isoformat()), ("@due", _two_years_on(today))):
                content = content.replace(token.encode(), day.encode())
        put(copy, content)
    return [copy for _, copy in pairs]


def _two_years_on(today: date) -> str:
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return date(today.year + 2, today.month, day).isoformat()
