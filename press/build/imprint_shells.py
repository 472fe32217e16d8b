"""Variant, its practice's furniture -> the shell of its leaflet, for all of the family."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from press.build.families import family_of
from press.build.imprint_furniture import or_refused
from press.colour.separations import TOKENS
from press.imprint import Refused, Shell, open_shell
from press.merge import merge_shell
from press.model import Manuscript, Origin, Said, has_errors
from press.model.slots import NAME, WEBSITE, SlotKey, SlotLook
from press.pipeline import reads_as_written
from press.render import render
from press.workers import Task


@dataclass(frozen=True, slots=True)
class ShellOrder:
    """The variant that a shell is made for, by its number in the task.

    `slots` are the heights of its practice's furniture, `letters` what that writes besides the
    usual. `key` is the digest of all that the shell is made from: the practice counts only by
    what moves text.
    """

    number: int
    slots: Mapping[SlotLook, float]
    letters: str
    key: str


@dataclass(slots=True)
class _Seen:
    """What shells of a family took in a layout: the looks of slots, and blank pages of texts.

    The next is likely to take the same, and is then laid out once.
    """

    looks: dict[SlotKey, SlotLook] = field(default_factory=dict)
    blank_pages: dict[Origin, int] = field(default_factory=dict)


_MOST_SEEN = 256
"""Families, layouts, media and languages that a process remembers."""
_TRIES = 3
"""As many blank pages as were seen, as are missing, and as are missing then."""


@lru_cache(maxsize=_MOST_SEEN)
def _seen(*_: Hashable) -> _Seen:
    return _Seen()


@or_refused
def lay_shell(task: Task, order: ShellOrder) -> Shell | Refused:
    """A shell laid out, or why there is none."""
    variant = task.variants[order.number]
    layout, language = variant.layout, variant.publication.language
    seen = _seen(family_of(variant.practice, layout), layout.name, variant.medium, language)
    heights: dict[SlotKey, float] = {}
    for look, height in order.slots.items():  # what a place takes is known when it is laid out
        heights[look.key] = min(height, heights.get(look.key, height))
    for key, look in seen.looks.items():
        if look in order.slots:
            heights[key] = order.slots[look]
    made = _shell_of(task, order, heights, seen)
    if isinstance(made, Refused):
        return made
    right = {
        opening.slot.key: order.slots[opening.slot]
        for opening in made.openings
        if opening.slot in order.slots
    }
    seen.looks |= {opening.slot.key: opening.slot for opening in made.openings}
    if all(abs(heights[key] - height) < 0.01 for key, height in right.items()):
        return made
    return _shell_of(task, order, heights | right, seen)


def _shell_of(
    task: Task, order: ShellOrder, heights: Mapping[SlotKey, float], seen: _Seen
) -> Shell | Refused:
    variant = task.variants[order.number]
    origin = variant.publication.origin
    blank_pages = seen.blank_pages.get(origin, 0)
    for _ in range(_TRIES):
        manuscript = _manuscript(task, order, heights, blank_pages)
        if has_errors(manuscript.findings):
            return Refused("it has mistakes")
        document = render(manuscript, what="shell")
        missing = (blank_pages - len(document.pages)) % 4
        if variant.layout.binding != "stitched" or missing == blank_pages:
            break
        blank_pages = seen.blank_pages[origin] = missing
    findings = (*manuscript.findings, *document.findings)
    if not document.pages or has_errors(findings):
        return Refused("it has mistakes")
    if task.to_check and not reads_as_written(document, by_two=False):  # letters lie beside pages
        return Refused("it reads otherwise")
    said = document.said if task.to_check else Said()
    document = replace(document, findings=findings, families=manuscript.families, said=said)
    return open_shell(document, TOKENS, (NAME, WEBSITE))


def _manuscript(
    task: Task, order: ShellOrder, heights: Mapping[SlotKey, float], blank_pages: int
) -> Manuscript:
    variant = task.variants[order.number]
    letters = order.letters
    made = merge_shell(
        variant, task.library, heights=heights, letters=letters, blank_pages=blank_pages
    )
    attached = variant.publication.leaflets if task.options.attach_source else ()
    return replace(made, attached=attached)
