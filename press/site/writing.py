"""Files of a site -> output/site/PRACTICE: only those that are not as they were, all or none.

What was written is remembered in `output/.press/site`, a line of JSON for each practice: its
inputs, and the digest and stamp of each file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from press.cache import FOLDER as CACHE
from press.cache import Stamp, digest_of
from press.files import lay_down, link_on_the_way, write_at
from press.model import Finding, Origin, has_errors
from press.site.full_text import ENTRY, FOLDER, IndexingError
from press.site.pages import Later, Site

SITES = "site"
"""The folder of sites below the output folder."""
_NOTES = f"{CACHE}/site"

Known = dict[str, tuple[str, Stamp]]
"""Files that stand, by path below a site's folder: digest and stamp."""


@dataclass(frozen=True, slots=True)
class Written:
    """What is remembered of a site; `told` are its findings, `failed` if one is an error."""

    inputs: str
    files: Known
    told: tuple[str, ...] = ()
    failed: bool = False

    def stands(self, folder: str) -> bool:
        """Whether every file is as it was left."""
        return all(Stamp.of(f"{folder}/{path}") == stamp for path, (_, stamp) in self.files.items())


@dataclass(frozen=True, slots=True)
class LaidDown:
    """A site as a child left it: new files under temporary names, and what stands already."""

    new: Mapping[str, tuple[str, str]]
    same: Known
    told: tuple[str, ...]
    failed: bool


def lay_site(output: Path, practice: str, site: Site, before: Known) -> LaidDown:
    """Write what is new under temporary names; what had errors keeps its last page."""
    folder = f"{SITES}/{practice}"
    new: dict[str, tuple[str, str]] = {}
    same: Known = {}

    findings = list(site.findings)
    files = dict(site.files)
    try:
        files |= _index(site, output / folder, before)
    except IndexingError as error:
        place, hint = Origin(f"output/{folder}"), "the search by title and keyword is there"
        findings.append(Finding("D026", "warning", f"no full-text search: {error}", place, hint))
    for path, content in files.items():
        assert ".." not in PurePosixPath(path).parts
        digest = content.digest if isinstance(content, Later) else digest_of(content)
        old = before.get(path)
        stays = old and (old[0] == digest or path in site.unmade)
        if old and stays and Stamp.of(output / folder / path) == old[1]:
            same[path] = old
            continue
        data = content.make() if isinstance(content, Later) else content
        new[path] = lay_down(output, f"{folder}/{path}", data), digest
    told = tuple(map(str, findings))
    return LaidDown(new, same, told, has_errors(findings))


def _index(site: Site, folder: Path, before: Known) -> Mapping[str, bytes | Later]:
    """What finds words in the pages: made only if one changed, or a file is not as it was.

    Of what the whole index is made is remembered as the digest of one of its files.
    """
    if site.index is None:
        return {}
    digest, known = site.index.digest, [path for path in before if path.startswith(FOLDER)]
    current = ENTRY in known and before[ENTRY][0] == digest
    if current and all(Stamp.of(folder / path) == before[path][1] for path in known):
        return {path: Later(before[path][0], bytes) for path in known}
    made = site.index.make()
    return {**made, ENTRY: Later(digest, partial(bytes, made[ENTRY]))}


def not_laid(practice: str, error: Exception) -> LaidDown:
    """A site that cannot be written, and why."""
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    hint = "see to the folder 'output', then make the site again"
    place = Origin(f"output/{SITES}/{practice}")
    finding = Finding("D024", "error", f"cannot be written: {why}", place, hint)
    return LaidDown({}, {}, (str(finding),), failed=True)


def name_files(output: Path, practice: str, laid: LaidDown, before: Known, inputs: str) -> Written:
    """Give new files their names and take away what the site has no more."""
    folder = output / SITES / practice
    files = dict(laid.same)
    for path, (temporary, digest) in laid.new.items():
        os.replace(temporary, folder / path)  # noqa: PTH105  # by the thousand
        stamp = Stamp.of(f"{folder}/{path}")
        if stamp:
            files[path] = digest, stamp
    for path in before.keys() - files.keys():
        below = f"{SITES}/{practice}/{path}"
        stands = Stamp.of(folder / path) == before[path][1]
        if stands and not link_on_the_way(output, below):
            (folder / path).unlink()
            for above in PurePosixPath(path).parents[:-1]:
                with suppress(OSError):  # something else is in it
                    (folder / above).rmdir()
    return Written(inputs, files, laid.told, laid.failed)


def take_away(output: Path, practice: str, before: Known) -> bool:
    """Take away the site of a practice that is gone; False if a stranger's file is left."""
    name_files(output, practice, LaidDown({}, {}, (), failed=False), before, "")
    with suppress(OSError):
        (output / SITES / practice).rmdir()
    return not (output / SITES / practice).exists()


def read_notes(output: Path) -> dict[str, Written]:
    """What is remembered of each practice's site; nothing of what cannot be read."""
    found: dict[str, Written] = {}
    with suppress(OSError):
        for line in (output / _NOTES).read_bytes().split(b"\n"):
            with suppress(ValueError, TypeError, KeyError):
                said = json.loads(line)
                files = {
                    path: (digest, Stamp(*stamp))
                    for path, (digest, *stamp) in said["files"].items()
                    if ".." not in path.split("/") and not path.startswith("/")
                }
                name = str(said["practice"])
                found[name] = Written(said["inputs"], files, tuple(said["told"]), said["failed"])
    return found


def write_notes(output: Path, notes: Mapping[str, Written]) -> None:
    """Remember all of it for the next run."""
    lines = []
    for practice, each in sorted(notes.items()):
        files = {
            path: (digest, stamp.size, stamp.of_bytes, stamp.of_file, stamp.inode)
            for path, (digest, stamp) in each.files.items()
        }
        said = {
            "practice": practice,
            "inputs": each.inputs,
            "told": each.told,
            "failed": each.failed,
            "files": files,
        }
        lines.append(json.dumps(said, ensure_ascii=False) + "\n")
    write_at(output, _NOTES, "".join(lines).encode())
