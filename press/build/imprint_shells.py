"""Variant, its practice's furniture -> the shell of its leaflet, for all of the family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from press.build.imprint_furniture import or_refused
from press.colour.separations import TOKENS
from press.imprint import Refused, Shell, open_shell
from press.merge import merge_shell
from press.model import Manuscript, Said, has_errors
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


@or_refused
def lay_shell(task: Task, order: ShellOrder) -> Shell | Refused:
    """A shell laid out, or why there is none."""
    heights: dict[SlotKey, float] = {}
    for look, height in order.slots.items():  # the least first: what a place takes is known then
        heights[look.key] = min(height, heights.get(look.key, height))
    made = _shell_of(task, order, heights)
    if isinstance(made, Refused):
        return made
    # A slot may stand in places of different width: then this one's was not known before.
    right = {
        opening.slot.key: order.slots[opening.slot]
        for opening in made.openings
        if opening.slot in order.slots
    }
    if all(abs(heights[key] - height) < 0.01 for key, height in right.items()):
        return made
    return _shell_of(task, order, heights | right)


def _shell_of(task: Task, order: ShellOrder, heights: Mapping[SlotKey, float]) -> Shell | Refused:
    variant, blank_pages = task.variants[order.number], 0
    while True:
        manuscript = _manuscript(task, order, heights, blank_pages)
        if has_errors(manuscript.findings):
            return Refused("it has mistakes")
        document = render(manuscript, what="shell")
        missing = -len(document.pages) % 4
        if variant.layout.binding != "stitched" or blank_pages or not missing:
            break
        blank_pages = missing
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
