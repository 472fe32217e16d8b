"""A folder -> Room: the house as it is now; variants -> their files, built before or made now.

What stands in `output` and is up to date is given byte for byte. What is not is built as
`leaflet build` builds it, and stays. A patient's own sheet is made in memory alone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from press.build import Inputs, Order, Project, load, plan
from press.build.current import CurrentFile, current_files, made_in_memory
from press.build.inputs import whole
from press.cache import FOLDER, Digests, clock, read_cache, seen_of
from press.choices import Limits, OutputOptions
from press.desk.catalogue import name_of
from press.desk.records import RefusedError, UnmadeError
from press.errors import PressError, UsageError
from press.files import content_of
from press.model import Finding, Medium, Practice, Variant
from press.workers.isolated import warm_for

LIMITS = Limits(seconds=60.0)
_LOOK = 5
"""The house is taken to be as it was just seen for so many times as long as the look took."""
_WATCHED = ("sources", "layouts", "fonts", "archive/published", "archive/texts")


class Room:
    """A house, loaded; it is loaded again when anything in it has changed."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.state, self._until = "", 0.0
        self.trouble = ""
        self.loaded: Project | None = None

    @property
    def project(self) -> Project:
        """The house; PressError where it cannot be loaded."""
        if self.loaded is None:
            raise PressError(self.trouble)
        return self.loaded

    def refresh(self) -> None:
        """See whether anything has changed, and load the house again if it has."""
        begun = time.monotonic()
        if begun < self._until:
            return
        state, looked = _state(self.root), time.monotonic()
        self._until = looked + _LOOK * (looked - begun)
        if state == self.state:
            return
        self.state, self.trouble = state, ""
        try:
            self.loaded = load(self.root)
            output = self.loaded.house.output
            (output / FOLDER).mkdir(parents=True, exist_ok=True)
            digests = Digests(seen_of(output), clock(output / FOLDER))
            self.inputs = Inputs(self.loaded, digests, OutputOptions())
            first = {each.layout.name: each for each in _few(self.loaded)}
            warm_for(first.values(), self.loaded.library)
        except PressError as error:
            self.loaded, self.trouble = None, str(error)

    def practice(self, name: str) -> Practice:
        """The practice of that name; RefusedError if there is none."""
        for practice in self.project.practices:
            if practice.id == name:
                return practice
        raise RefusedError("not_there")

    def variant(self, practice: Practice, item: str, medium: Medium = "screen") -> Variant:
        """What an item of the catalogue (nl/slapen.a4) names, if it may go out."""
        name, _, layout = item.partition(".")
        folder, slug = name.partition("/")[0], name.rpartition("/")[2]
        pair = tuple(folder.split("+")) if folder.count("+") == 1 else ()
        order = Order((slug,), (practice.id,), (layout,), media=(medium,), side_by_side=pair)
        try:
            planned = plan(self.project, order)
        except UsageError:
            planned = ()
        for variant in planned:
            if name_of(variant.publication) == name:
                if variant.publication.held:
                    raise RefusedError("held")
                return variant
        raise RefusedError("not_there")

    def files(self, variants: Sequence[Variant]) -> tuple[bytes, ...]:
        """The files of variants of one practice, built before or now; UnmadeError with why not."""
        files = {each.path: self._built(each) for each in variants}
        if lacking := [each for each in variants if files[each.path] is None]:
            files |= self._make(lacking)
        return tuple(files[each.path] or b"" for each in variants)

    def _built(self, variant: Variant) -> bytes | None:
        """The file of a variant if it stands and is up to date."""
        output = self.project.house.output
        known = read_cache(output, variant.practice.id)
        record = known.records.get(variant.path)
        if record is None or record.inputs != whole(self.inputs.of(variant)):
            return None
        if not known.stands(record):
            return None
        return content_of(output / variant.path)

    def _make(self, variants: Sequence[Variant]) -> dict[str, bytes | None]:
        """Build them as `leaflet build` does."""
        return _all(current_files(self.project, variants, LIMITS), variants)

    def made(self, variant: Variant) -> bytes:
        """The file of a variant, made in memory and written nowhere."""
        made = made_in_memory([variant], self.project.library, LIMITS)
        return _all(made, [variant])[variant.path] or b""


def _all(
    made: tuple[Sequence[CurrentFile], Sequence[Finding]], wanted: Sequence[Variant]
) -> dict[str, bytes | None]:
    """The files by their paths; UnmadeError, with the first error, where one is missing."""
    files, findings = made
    if len(files) < len(wanted):
        raise UnmadeError(_why(findings))
    return {each.variant.path: each.pdf for each in files}


def _why(findings: Iterable[Finding]) -> str:
    """The first error, as a person at a command line would read it."""
    return next((str(each) for each in findings if each.severity == "error"), "")


def _few(project: Project) -> tuple[Variant, ...]:
    """Variants of one practice, for the style sheets of each layout."""
    names = tuple(each.id for each in project.practices[:1])
    return plan(project, Order(practices=names)) if names else ()


def _state(root: Path) -> str:
    """One digest of the names, sizes and times of everything that a house is loaded from."""
    rows: list[str] = []
    todo = [str(root / each) for each in _WATCHED]
    while todo:
        try:
            entries = list(os.scandir(todo.pop()))
        except OSError:
            continue
        for entry in entries:
            said = entry.stat(follow_symlinks=False)
            rows.append(f"{entry.path}\0{said.st_size}\0{said.st_mtime_ns}\0{said.st_ctime_ns}")
            if entry.is_dir(follow_symlinks=False):
                todo.append(entry.path)
    return sha256("\n".join(sorted(rows)).encode("utf-8", "surrogateescape")).hexdigest()
