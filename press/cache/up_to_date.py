"""A house in which nothing is left to do, known again without loading it.

When a build ends with every file up to date, it notes down the digest of all
inputs and the stamp of each file. If the next finds the same, it has nothing to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from press.cache.digests import FOLDER, Digests, clock, digest_of, inventory, read_seen
from press.cache.plain import StrangeError, pack, unpack
from press.cache.records import BuildCache, Stamp
from press.cache.runs import keep_last, named
from press.cache.versions import versions
from press.errors import DiskError
from press.files import LinkError, content_of, write_at
from press.installed import INSTALLED

_STEERS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class UpToDate:
    """What the last build had to say: files that are up to date, its findings as text."""

    files: int
    findings: tuple[str, ...]
    with_findings: int
    silenced: int
    notes: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    """Of the files, when it is read: it is written with their stamps."""


@dataclass(frozen=True, slots=True)
class _Noted:
    """What is noted down: the digest of all inputs, each file's path with its stamp."""

    inputs: str
    files: tuple[tuple[str, Stamp], ...]
    told: UpToDate


def look(root: Path, order: str) -> UpToDate | None:
    """What the last build of this order said, if it would say the same again."""
    output = root.resolve() / "output"
    name = _name(order)
    try:
        noted: _Noted = unpack(name, _Noted, content_of(output / name))
        digests = Digests(read_seen(output), clock(output / FOLDER))
    except (OSError, DiskError, StrangeError):
        return None
    if noted.inputs != inputs(root, digests):
        return None
    if any(Stamp.of(f"{output}/{path}") != stamp for path, stamp in noted.files):
        return None
    told = noted.told
    if any(map(_STEERS.search, (*told.findings, *told.notes))) or told.files != len(noted.files):
        return None
    return replace(told, paths=tuple(path for path, _ in noted.files))


def remember(
    cache: BuildCache, root: Path, order: str, paths: Iterable[str], standing: UpToDate
) -> None:
    """Note down that all these files are up to date, and what was said of them."""
    files = tuple((path, cache.records[path].stamp) for path in paths)
    noted, name = _Noted(inputs(root, cache.digests), files, standing), _name(order)
    with suppress(OSError, LinkError):  # then the next build looks for itself
        write_at(cache.output, name, pack(name, noted))
        keep_last(cache.folder, "standing-")


def inputs(root: Path, digests: Digests) -> str:
    """One digest of everything that any file of a house can be made from."""
    files = everything(root, digests)
    return digest_of("\n".join(f"{name}\0{said}" for name, said in files.items()).encode())


def everything(root: Path, digests: Digests) -> dict[str, str]:
    """The digest of everything that any file of a house can be made from, by name."""
    root = root.resolve()
    folders = {name: root / name for name in ("layouts", "fonts")}
    if root != INSTALLED:
        folders |= {f"press/{name}": INSTALLED / name for name in ("layouts", "fonts")}
    files = inventory({"sources": root / "sources"}, digests, inside=root)
    return files | inventory(folders, digests) | versions(digests)


def _name(order: str) -> str:
    return f"{FOLDER}/standing-{named(order)}"
