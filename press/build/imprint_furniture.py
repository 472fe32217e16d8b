"""Variant -> its practice's furniture: in the words of another's that was laid out, or laid out.

What was laid out is kept as a mould of its frame, for all whose page is the same but for
their words. What comes of a mould is what the engine would make of it, so that it does not
matter which practice comes first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from press.cache import ObjectCache, Stamp, digest_of
from press.colour.separations import names_of
from press.errors import PressError
from press.imprint import (
    Furniture,
    Mould,
    Moulds,
    Refused,
    put_together,
    recast,
    said_by,
    take_furniture,
)
from press.merge import merge_furniture, wording_of
from press.merge.references import code_file, code_pixels, own_in_furniture
from press.model import Finding, Library, Manuscript, Variant, has_errors
from press.model.set_lines import Wording
from press.pipeline import reads_as_written
from press.render import HarfBuzz, render
from press.workers import Task
from press.workers.carrier import Make

J = TypeVar("J")
T = TypeVar("T")

_MOST = 12
"""Moulds of a frame: lines that break otherwise, longer and shorter ones."""


@dataclass(frozen=True, slots=True)
class FurnitureOrder:
    """Whose furniture is to be made, by the number of a variant of the task.

    `targets` are the leaflets that are referred to, `made_from` is a digest of all that it is
    made from besides the practice, `key` of that too.
    """

    number: int
    targets: tuple[str, ...]
    made_from: str
    key: str


def or_refused(make: Make[J, T | Refused]) -> Make[J, T | Refused]:
    """The same, and where it meets what a person can mend, that is why there is nothing."""

    @wraps(make)
    def made(task: Task, job: J) -> T | Refused:
        try:
            return make(task, job)
        except PressError as error:
            return Refused(str(error))

    return made


@or_refused
def lay_furniture(task: Task, order: FurnitureOrder) -> Furniture | Refused:
    """A practice's furniture, or why there is none."""
    return _of(task, order, lay_out=True)


@or_refused
def cast_furniture(task: Task, order: FurnitureOrder) -> Furniture | Refused:
    """The same without the engine, where that can be done; else `NEEDS_ENGINE`."""
    return _of(task, order, lay_out=False)


def _of(task: Task, order: FurnitureOrder, *, lay_out: bool) -> Furniture | Refused:
    parts = FurnitureParts(task.library, task.objects, order.made_from, task.to_check)
    return parts.of(task.variants[order.number], order.targets, lay_out=lay_out)


NEEDS_ENGINE = Refused("no mould takes what it says")
"""What is said of furniture that must be laid out, where it was not to be."""


@dataclass(frozen=True, slots=True)
class FurnitureParts:
    """What furniture is made from besides the practice, by digest, and where moulds are kept."""

    library: Library
    objects: ObjectCache
    made_from: str
    to_check: bool = False
    """Whether what is laid out is read, and what slots are to say is kept."""

    def of(
        self, variant: Variant, targets: tuple[str, ...], *, lay_out: bool = True
    ) -> Furniture | Refused:
        """A practice's furniture, or why there is none; `targets` are leaflets referred to.

        Without `lay_out`, `NEEDS_ENGINE` where it would have to be.
        """
        folded = variant.layout.binding == "folded"
        # A folded layout has no page for each leaflet that is referred to: a file for each.
        parts = [(), *((slug,) for slug in targets)] if folded else [targets]
        made: list[Furniture] = []
        for number, part in enumerate(parts):
            manuscript = merge_furniture(variant, self.library, part)
            if has_errors(manuscript.findings):
                return Refused("its furniture has mistakes")
            one = self._part(manuscript, number, lay_out=lay_out)
            if isinstance(one, Refused):
                return one
            made.append(one)
        return put_together(made)

    def _part(self, manuscript: Manuscript, number: int, *, lay_out: bool) -> Furniture | Refused:
        wording = wording_of(manuscript.html)
        key = self._frame(manuscript, wording, number) if wording else ""
        moulds = _taken(self.objects, key) if key else None
        if wording and moulds:
            setter = HarfBuzz(manuscript.resources)
            furniture = recast(moulds, wording, setter)
            if furniture is not None:
                refused = _refusal(manuscript, furniture.findings)
                return refused or self._with_words(furniture, moulds.moulds[0], wording)
        if not lay_out:
            return NEEDS_ENGINE
        document = render(manuscript, what="furniture")
        if refused := _refusal(manuscript, document.findings):
            return refused
        if not document.pages:
            return Refused("its furniture has mistakes")
        if self.to_check and not reads_as_written(document, by_two=True):
            return Refused("its furniture reads otherwise")
        own = own_in_furniture(manuscript.variant.practice, self.library.house.website)
        code = code_pixels(own) if code_file(own) in manuscript.resources else b""
        furniture, lines = take_furniture(document, names_of(manuscript.variant), number, code)
        layout = manuscript.variant.layout.origin, manuscript.variant.layout.sheet
        usual = all(each.origin in layout for each in furniture.findings)
        if not wording:
            return furniture
        mould = Mould(furniture, lines, wording)
        if usual and (moulds is None or len(moulds.moulds) < _MOST):
            known = moulds.moulds if moulds else ()
            self.objects.keep(key, Moulds((*known, mould)))
        return self._with_words(furniture, mould, wording)

    def _with_words(self, furniture: Furniture, mould: Mould, wording: Wording) -> Furniture:
        """For a check, with what its slots are to say."""
        if not self.to_check:
            return furniture
        return replace(furniture, said=said_by(furniture, mould, wording))

    def _frame(self, manuscript: Manuscript, wording: Wording, number: int) -> str:
        """A digest of all that a page's furniture is made from, but for what practices say."""
        lines = [self.made_from, str(number), wording.frame, repr(manuscript.styles)]
        for name, resource in sorted(manuscript.resources.items()):
            if not name.startswith("qr/"):
                lines += [name, _digest(resource)]
        return digest_of("\0".join(lines).encode())


def _refusal(manuscript: Manuscript, found: tuple[Finding, ...]) -> Refused | None:
    """Why furniture of which this was found is none."""
    findings, layout = {*manuscript.findings, *found}, manuscript.variant.layout
    # What is said of the layout is said of the shell too, and so is for information that
    # another family has a script; the rest would get lost.
    told = [each for each in findings if each.severity != "info"]
    of_layout = (layout.origin, layout.sheet)
    if any(each.origin not in of_layout and each.code != "P004" for each in told):
        return Refused("there is something to say of its furniture")
    return Refused("its furniture has mistakes") if has_errors(findings) else None


_KEPT: dict[str, tuple[tuple[int, int], Moulds]] = {}
_MOST_KEPT = 64


def _taken(objects: ObjectCache, key: str) -> Moulds | None:
    """The moulds of a frame as they are on the shelf: other processes add to them."""
    found = Stamp.of(objects.path_of(key))
    if found is None:
        return None
    stamp = found.inode, found.size  # its time is when it was last used
    known = _KEPT.get(key)
    if known is None or known[0] != stamp:
        moulds = objects.take(key, Moulds)
        if moulds is None or not moulds.moulds:
            return None
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)))
        known = _KEPT[key] = stamp, moulds
    return known[1]


def _digest(resource: bytes | Path) -> str:
    if isinstance(resource, bytes):
        return sha256(resource).hexdigest()
    try:
        stat = resource.stat()
        return _of_file(resource, stat.st_mtime_ns, stat.st_size)
    except OSError:
        return ""


@lru_cache(maxsize=512)
def _of_file(path: Path, _changed: int, _size: int) -> str:
    return sha256(path.read_bytes()).hexdigest()
