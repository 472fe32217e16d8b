"""A house in which nothing is left to do, known again without loading it.

When a build ends with every file up to date, it notes down the digest of all
inputs and the stamp of each file. If the next finds the same, it has nothing to do.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

from press.cache.digests import Digests, digest_of, inventory, read_seen
from press.cache.records import FOLDER, BuildCache, Stamp, clock
from press.cache.versions import versions
from press.files import put
from press.installed import INSTALLED

_MOST = 12
"""Different orders that are remembered."""


@dataclass(frozen=True, slots=True)
class UpToDate:
    """What the last build had to say: files that are up to date, its findings as text."""

    files: int
    findings: tuple[str, ...]
    with_findings: int
    silenced: int
    notes: tuple[str, ...] = ()


def look(root: Path, order: str) -> UpToDate | None:
    """What the last build of this order said, if it would say the same again."""
    output = root.resolve() / "output"
    folder = output / FOLDER
    try:
        said = json.loads(_path(folder, order).read_bytes())
        digests = Digests(read_seen(folder / "seen"), clock(folder))
        if said["inputs"] != inputs(root, digests):
            return None
        for path, *stamp in said["files"]:
            if Stamp.of(f"{output}/{path}") != Stamp(*stamp):
                return None
        return UpToDate(
            len(said["files"]),
            tuple(said["findings"]),
            said["with_findings"],
            said["silenced"],
            tuple(said["notes"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(
    cache: BuildCache, root: Path, order: str, paths: Iterable[str], standing: UpToDate
) -> None:
    """Note down that all these files are up to date, and what was said of them."""
    said: Mapping[str, object] = {
        "inputs": inputs(root, cache.digests),
        "files": [[path, *astuple(cache.records[path].stamp)] for path in paths],
        "findings": standing.findings,
        "with_findings": standing.with_findings,
        "silenced": standing.silenced,
        "notes": standing.notes,
    }
    put(_path(cache.folder, order), json.dumps(said).encode())
    noted = sorted(cache.folder.glob("standing-*"), key=lambda each: each.stat().st_mtime_ns)
    for old in noted[:-_MOST]:
        old.unlink()


def inputs(root: Path, digests: Digests) -> str:
    """One digest of everything that any file of a house can be made from."""
    root = root.resolve()
    folders = {name: root / name for name in ("layouts", "fonts")}
    if root != INSTALLED:
        folders |= {f"press/{name}": INSTALLED / name for name in ("layouts", "fonts")}
    files = inventory({"sources": root / "sources"}, digests, inside=root)
    files |= inventory(folders, digests) | versions(digests)
    return digest_of("\n".join(f"{name}\0{said}" for name, said in files.items()).encode())


def _path(folder: Path, order: str) -> Path:
    return folder / f"standing-{digest_of(order.encode())[:16]}"
