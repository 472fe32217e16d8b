"""Steps -> files: imprints what can be, many files at a time, and brings them to the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from press.batch.children import in_children
from press.batch.files import LinkError, bring_to_disk, lay_down
from press.batch.imprinting import CLASSES, Plate, Setting, plates, pressed
from press.batch.steps import Made, Step, remember
from press.memory import Memory, Shelf, clock, digest_of
from press.model import Finding


@dataclass(frozen=True, slots=True)
class _File:
    """An imprinted file under its temporary name, and what was said while it was made."""

    temporary: str
    sha256: str
    pages: int
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]


_Pressed: TypeAlias = "_File | str"
_LOAD = 64
"""Files that are imprinted in one go, and brought to the disk together."""


def imprinted(
    todo: Sequence[Step], memory: Memory, setting: Setting, left: dict[int, str]
) -> Iterator[tuple[int, Made]]:
    """Imprint what can be; of what is left, `left` says by its number why it is."""
    wanted = [index for index, why in left.items() if not why]
    variants = [todo[index].variant for index in wanted]
    digests = [
        {name: digest for name, (_, digest) in todo[index].parts.items()} for index in wanted
    ]
    for group in plates(variants, digests, setting):
        ready: list[tuple[int, Plate]] = []
        for at, plate in group:
            if isinstance(plate, str):
                left[wanted[at]] = plate
            else:
                ready.append((wanted[at], plate))
        loads = [ready[start : start + _LOAD] for start in range(0, len(ready), _LOAD)]

        def press(at: int, loads: list[list[tuple[int, Plate]]] = loads) -> list[_Pressed]:
            return [_press(plate, memory.output, setting) for _, plate in loads[at]]

        for came in in_children(len(loads), press, jobs=setting.jobs, limits=setting.limits):
            load = loads[came.index]
            if came.value is None:
                left |= dict.fromkeys((index for index, _ in load), "imprinting it failed")
                continue
            bring_to_disk(memory.output)
            for (index, _), file in zip(load, came.value, strict=True):
                if isinstance(file, str):
                    left[index] = file
                    continue
                try:
                    made = _keep(file, todo[index], memory)
                except OSError as error:  # rendering comes upon it too, and makes it a finding
                    Path(file.temporary).unlink(missing_ok=True)
                    left[index] = str(error)
                    continue
                del left[index]
                yield index, made
            memory.flush()
    setting.shelf.tidy(clock(memory.folder))


def _press(plate: Plate, output: Path, setting: Setting) -> _Pressed:
    """Imprint a variant and write it under a temporary name; or why it was not."""
    result = pressed(plate, setting.stock, setting.finish)
    document = result.document
    if document is None:
        return "it has mistakes"
    try:
        temporary = lay_down(output, plate.variant.path, document.pdf)
    except (OSError, LinkError) as error:
        return str(error)
    said = result.findings, result.silenced
    return _File(temporary, digest_of(document.pdf), len(document.pages), *said)


def _keep(file: _File, step: Step, memory: Memory) -> Made:
    """Give a file that is on the disk its name, and remember it."""
    path = f"{memory.output}/{step.variant.path}"
    os.replace(file.temporary, path)  # noqa: PTH105  # by the thousand
    remember(step, memory, path, file.sha256, file.pages, file.findings, file.silenced)
    return Made(step.variant.path, "written", file.findings, file.silenced, how="imprinted")


def shelf_of(memory: Memory) -> Shelf:
    """Where shells and furniture are kept."""
    return Shelf(memory.folder / "shells", CLASSES)
