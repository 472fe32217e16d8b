"""Pages of a site -> what finds any word in them: the index of Pagefind, where that is installed.

https://pagefind.app: an index in small files, of which a reader's browser fetches only what a
word asks for. What of a page is searched its layout says (`data-pagefind-body`). The program
of the package is run: the package's own code waits a tenth of a second for each page.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from press.cache import digest_of
from press.merge.web import FILES
from press.scratch import scratch

FOLDER = f"{FILES}/search"
"""Where it lies in a site; `pagefind.js` in it is what a page's script asks."""
ENTRY = f"{FOLDER}/pagefind-entry.json"
_UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")
"""Pagefind's own faces: the start page has one of its own."""
_SECONDS = 120


class IndexingError(Exception):
    """Pagefind made no index; says why."""


@dataclass(frozen=True, slots=True)
class FullText:
    """An index that is made only if it is not there yet: `digest` tells of what it is made."""

    digest: str
    make: Callable[[], Mapping[str, bytes]]


@cache
def pagefind() -> tuple[Path, str] | None:
    """The program and its version, if `leaflet-press[site]` is installed."""
    try:
        from pagefind.service import get_executable
    except ImportError:
        return None
    program = get_executable()
    try:
        return (program, version("pagefind")) if program else None
    except PackageNotFoundError:
        return None


def index_of(pages: Mapping[str, bytes]) -> FullText | None:
    """The index of these pages, by their paths below the site; None without Pagefind."""
    found = pagefind()
    if found is None or not pages:
        return None
    program, number = found
    said = "\n".join(f"{path} {digest_of(page)}" for path, page in sorted(pages.items()))
    return FullText(
        f"pagefind {digest_of(f'{number} {said}'.encode())}", lambda: _run(program, pages)
    )


def _run(program: Path, pages: Mapping[str, bytes]) -> dict[str, bytes]:
    with scratch() as folder:
        site, made = Path(folder, "site"), Path(folder, "made")
        for path, page in pages.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(page)
        asked: list[str | Path] = ["--site", site, "--output-path", made, "--silent"]
        command = [program, *asked, "--exclude-selectors", ".footnote-ref"]
        try:
            done = subprocess.run(
                command, cwd=folder, env={}, capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise IndexingError(str(error)) from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip()
            raise IndexingError(said.rpartition("\n")[2] or f"it ended with {done.returncode}")
        found = {
            f"{FOLDER}/{path.relative_to(made).as_posix()}": path.read_bytes()
            for path in sorted(made.rglob("*"))
            if path.is_file() and not path.name.startswith(_UNUSED)
        }
        if ENTRY not in found:
            raise IndexingError("it wrote no list of its languages")
        listed = json.loads(found[ENTRY])  # languages come in another order each time
        return found | {ENTRY: json.dumps(listed, sort_keys=True).encode()}
