"""House -> Finding for each kind of file that lies in its sources and that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from press.model import Finding, House, Origin, Severity
from press.reading.records import did_you_mean

_IMPORT = (".docx", ".odt", ".rtf", ".txt", ".html", ".htm", ".pdf", ".epub")
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp")
_READ = {
    "leaflets": (".md", ".signed.yaml", ".withdrawn.yaml"),
    "passages": (".md",),
    "exercises": (".md",),
    "booklets": (".yaml",),
    "language": (".yaml",),
    "images": (*_PICTURES, ".md"),
    "practices": (*_PICTURES, ".yaml", ".yml", ".md", ".txt", ".csv", ".xlsx", ".ods"),
}
"""What is read in each folder of `sources`; of practices also lists of them, and any font."""
_FONTS = (".ttf", ".otf", ".woff", ".woff2", ".css")
_IN_LANGUAGES = ("leaflets", "passages", "exercises", "booklets", "language")
"""Folders whose files stand in a folder for each language."""
_HINTS = {
    **dict.fromkeys((".doc", ".docm", ".pages"), "save it as .docx, then: leaflet import"),
    **dict.fromkeys((".heic", ".heif"), "share it from the telephone as JPEG"),
    **dict.fromkeys(
        (".psd", ".ai", ".eps", ".cdr", ".indd", ".sketch", ".fig", ".xd", ".afdesign"),
        "export it from the drawing program as SVG or PNG",
    ),
    **dict.fromkeys((".tif", ".tiff", ".bmp", ".gif", ".avif"), "save it as PNG or JPEG"),
    **dict.fromkeys((".markdown", ".mdown", ".mkd"), "call it .md"),
    ".yml": "call it .yaml",
}
_NAMED = 3
"""Files of one kind in one folder that are named."""
_DEEPEST = 8


def unused_files(house: House) -> Iterator[Finding]:
    """Name what is not used, once for all files of a kind in a folder."""
    kinds: dict[tuple[Path, str], list[Path]] = {}
    for path in sorted(_files(house.sources)):
        if not _is_read(path.relative_to(house.sources)):
            kinds.setdefault((path.parent, path.suffix), []).append(path)
    for paths in kinds.values():
        yield _unused(paths, house)


def _files(folder: Path, depth: int = _DEEPEST) -> Iterator[Path]:
    """Every file, not those of systems and editors, nor what the press wrote of an import."""
    for path in folder.iterdir() if folder.is_dir() else ():
        name = path.name
        if name.startswith((".", "~$", "_")) or name.endswith("~") or name in _OF_SYSTEMS:
            continue
        if path.is_dir():
            if name != "imported" and depth and not path.is_symlink():
                yield from _files(path, depth - 1)
        elif not name.upper().startswith(("README", "LICENSE", "LICENCE", "OFL")):
            yield path


_OF_SYSTEMS = ("Thumbs.db", "desktop.ini", "Icon\r")


def _is_read(path: Path) -> bool:
    """Whether the press reads a file that stands here, below `sources`."""
    top, name = path.parts[0], path.name.lower()
    if len(path.parts) == 1:
        return name in ("house.yaml", "addresses.yaml") or name.endswith(".md")
    if top in _IN_LANGUAGES:
        return len(path.parts) == 3 and path.name.endswith(_READ[top])
    if name.endswith((".heic", ".heif")) and find_spec("pillow_heif"):
        return True
    return name.endswith((*_READ.get(top, ()), *(_FONTS if top in ("practices", "fonts") else ())))


def _unused(paths: list[Path], house: House) -> Finding:
    first = house.name_of(paths[0])
    if len(paths) > 1:
        names = ", ".join(path.name for path in paths[:_NAMED])
        more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
        message = f"{len(paths)} files here are not used: {names}{more}"
    else:
        message = "this file is not used"
    # Beside a logo lies often the file that it was exported from: no fault of the practice's.
    own = first.startswith("sources/practices/")
    severity: Severity = "info" if own else "warning"
    return Finding("S092", severity, message, Origin(first), _hint(paths[0], first))


def _hint(path: Path, name: str) -> str:
    top, *below = name.split("/")[1:]
    suffix = path.suffix.lower()
    if not below:
        return "texts stand in leaflets/LANGUAGE, pictures in images"
    if top not in _READ and top != "fonts":
        return did_you_mean(top, [*_READ]) or "no folder of this name is read in sources"
    if top in _IN_LANGUAGES and len(below) != 2 and suffix in _READ[top]:
        return f"put it into {top}/LANGUAGE, as in {top}/nl"
    if suffix in _IMPORT and top not in ("practices", "images"):
        return f"leaflet import {name}"
    if suffix != path.suffix and suffix in _READ.get(top, ()):
        return f"call it {suffix}"
    hint = _HINTS.get(suffix, "")
    return f"{hint} {name}" if hint.endswith("import") else hint or "move it out of 'sources'"
