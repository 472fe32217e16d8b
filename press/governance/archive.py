"""A leaflet as published -> plain files in `archive/`, never written again; and back.

    archive/published/<language>/<slug>/<version>.yaml   what was published, and when
    archive/texts/<digest>.txt                           the words that the reader gets
    archive/objects/<digest>                             files of the house, and lists of them
    archive/issued.jsonl                                 what went out (`issued`)

A snapshot is a list of the house's own files with their digests; laid out again, it is a
house that makes the same bytes with the same press.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from press.errors import PressError, UsageError
from press.files import put
from press.governance.changes import compare, in_short
from press.governance.signatures import keep_text, kept_text
from press.governance.text import ReadText
from press.model import Finding, House, Leaflet, Origin, PublishedFile, Signature
from press.reading import lies_inside, read_file, validate

_FOLDERS = ("sources", "layouts", "fonts")
_DIGEST = re.compile(r'^digest: "([0-9a-f]{64})"$', re.M)
_LISTED = re.compile(r"([0-9a-f]{64})  (.+)")


class ArchiveError(PressError):
    """What was kept is not what it was."""


def published_folder(house: House, language: str, slug: str) -> Path:
    return house.archive / "published" / language / slug


def published_path(house: House, leaflet: Leaflet) -> Path:
    """Where this version of a leaflet stands in the archive; its name is safe as a file's."""
    name = quote(leaflet.version, safe="")[:120]
    return published_folder(house, leaflet.language, leaflet.slug) / f"{name}.yaml"


def publish(
    house: House,
    leaflet: Leaflet,
    text: ReadText,
    signed: tuple[Signature, ...],
    snapshot: str,
    note: str,
    on: date,
) -> PublishedFile:
    """Keep a leaflet as it is published, unless it is kept already; UsageError with other words."""
    path = published_path(house, leaflet)
    if path.exists():
        before = read_published(house, path)[0]
        if before and before.digest == text.digest:
            return before
        raise UsageError(f"{leaflet.slug} {leaflet.version} is published already with other words")
    try:
        entry = PublishedFile(
            title=leaflet.title,
            version=leaflet.version,
            on=on,
            note=note or None,
            digest=text.digest,
            snapshot=snapshot,
            signed=signed,
        )
    except ValueError:
        raise UsageError("write the note on one line, at most 200 characters") from None
    keep_text(house, text)
    put(path, _as_yaml(entry).encode(), only_if_new=True)
    return entry


def read_published(house: House, path: Path) -> tuple[PublishedFile | None, list[Finding]]:
    """What was published under a version."""
    yaml, findings = read_file(path, house.name_of(path))
    if yaml is None:
        return None, findings
    entry, more = validate(PublishedFile, yaml)
    return entry, [*findings, *more]


def published(house: House, leaflet: Leaflet) -> tuple[list[PublishedFile], list[Finding]]:
    """Every version of a leaflet that was published, the oldest first."""
    entries, findings = [], []
    folder = published_folder(house, leaflet.language, leaflet.slug)
    for path in sorted(folder.glob("*.yaml")):
        entry, more = read_published(house, path)
        findings += more
        entries += [entry] if entry else []
    return sorted(entries, key=lambda entry: (entry.on, _ordered(entry.version))), findings


def _ordered(version: str) -> list[tuple[int, str]]:
    """A version so that 1.10 comes after 1.9."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in version.split(".")]


def published_otherwise(
    house: House, leaflet: Leaflet, digest: str, text: ReadText | None
) -> list[Finding]:
    """Whether other words than these were published under this version, with the words."""
    path = published_path(house, leaflet)
    if not path.exists() or _is_of(path, digest):
        return []
    entry, findings = read_published(house, path)
    if entry is None or entry.digest == digest:
        return findings
    then = kept_text(house, entry.digest)
    words = f": {in_short(compare(then, text))}" if then and text else ""
    message = f"these are not the words published on {entry.on} as version {entry.version}{words}"
    place = Origin(leaflet.origin.path, leaflet.lines.get("version", 1))
    hint = "raise the version or take back the change"
    return [*findings, Finding("S082", "error", message, place, hint)]


def _is_of(path: Path, digest: str) -> bool:
    """Whether an entry names these words, without reading all that it says."""
    try:
        found = _DIGEST.search(path.read_text("utf-8"))
    except (OSError, UnicodeError):
        return False
    return bool(found) and found[1] == digest  # type: ignore[index]


def _as_yaml(entry: PublishedFile) -> str:
    said = json.loads(entry.model_dump_json(exclude_none=True))
    signed = said.pop("signed")
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in said.items()]
    if signed:
        lines += ["signed:"]
        lines += [f"  - {json.dumps(each, ensure_ascii=False)}" for each in signed]
    return "\n".join(lines) + "\n"


# --- snapshots ---


def take_snapshot(house: House) -> str:
    """Keep every file of the house as it is now; the digest of their list."""
    listed = []
    for path in _files_of(house):
        content = path.read_bytes()
        listed.append(f"{_keep(house, content)}  {path.relative_to(house.root).as_posix()}\n")
    return _keep(house, "".join(listed).encode())


def restore(house: House, snapshot: str, folder: Path) -> int:
    """Lay a snapshot out in a folder that is empty or new; the number of files."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty")
    listed = [_LISTED.fullmatch(line) for line in _kept(house, snapshot).decode().split("\n")[:-1]]
    if not all(row and _is_safe(row[2]) for row in listed):
        raise ArchiveError(f"archive/objects/{snapshot} is no list of files")
    for row in filter(None, listed):
        put(folder / row[2], _kept(house, row[1]))
    return len(listed)


def _files_of(house: House) -> Iterator[Path]:
    for name in _FOLDERS:
        for folder, folders, files in os.walk(house.root / name):
            folders[:] = sorted(each for each in folders if each != "__pycache__")
            for file in sorted(files):
                path = Path(folder, file)
                if path.is_file() and lies_inside(path, house.root) and "\n" not in file:
                    yield path


def _is_safe(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return len(parts) > 1 and parts[0] in _FOLDERS and ".." not in parts


def _keep(house: House, content: bytes) -> str:
    digest = sha256(content).hexdigest()
    path = house.archive / "objects" / digest
    if not path.exists():
        put(path, content, only_if_new=True)
    return digest


def _kept(house: House, digest: str) -> bytes:
    path = house.archive / "objects" / digest
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ArchiveError(f"archive/objects/{digest} cannot be read: {error.strerror}") from None
    if sha256(content).hexdigest() != digest:
        raise ArchiveError(f"archive/objects/{digest} is damaged")
    return content
