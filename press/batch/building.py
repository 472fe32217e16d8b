"""Variants -> files: makes those that are not up to date, in parallel, and remembers each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from press.batch.apart import lost, warm_for
from press.batch.children import LIMITS, Came, Limits, in_children, in_order
from press.batch.files import LinkError, bring_to_disk, lay_down, write_at
from press.batch.imprinting import CLASSES, Plate, Setting, plates, pressed
from press.batch.ingredients import Ingredients, Part, difference, whole
from press.batch.line import Answer, Finish, answer
from press.batch.manifest import about
from press.batch.works import Works
from press.memory import Memory, Record, Row, Shelf, Stamp, clock, digest_of
from press.model import Finding, Origin, Variant

State = Literal["written", "up to date", "failed"]


@dataclass(frozen=True, slots=True)
class Made:
    """What a build has to say of one variant.

    `trouble` is the traceback of a mistake of ours; `how` says that the file was imprinted,
    or why it was not.
    """

    path: str
    state: State
    findings: tuple[Finding, ...] = ()
    silenced: tuple[Finding, ...] = ()
    trouble: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A variant that is to be made, what it is made from, and why it is made again.

    `rendered` says why it is not to be imprinted, and nothing if it is.
    """

    variant: Variant
    parts: dict[str, tuple[Part, str]]
    inputs: str
    reason: str
    rendered: str


@dataclass(frozen=True, slots=True)
class Steps:
    """What there is to do, in the order in which it is done; `ready` is up to date."""

    todo: tuple[Step, ...]
    ready: tuple[Made, ...]


@dataclass(frozen=True, slots=True)
class _File:
    """An imprinted file under its temporary name, and what was said while it was made."""

    temporary: str
    sha256: str
    pages: int
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]


_Pressed: TypeAlias = "_File | str"
Elsewhere: TypeAlias = "Callable[[Sequence[Variant]], Iterator[Came[Answer]]]"
"""Makes variants somewhere else, and gives what came of each as it arrives."""
_LOAD = 64
"""Files that are imprinted in one go, and brought to the disk together."""


def steps(
    variants: Iterable[Variant], ingredients: Ingredients, memory: Memory, *, force: bool
) -> Steps:
    """Part what is to be made from what is up to date.

    Variants of one text in one layout follow each other, so that a child that has
    converted the text for one practice has it for the next.
    """
    todo, ready = [], []
    for variant in variants:
        parts = ingredients.of(variant)
        inputs, record = whole(parts), memory.records.get(variant.path)
        reason = "--force" if force else _reason(variant, parts, inputs, memory)
        if reason or record is None:
            todo.append(Step(variant, parts, inputs, reason, ingredients.rendered(variant)))
        else:
            said = _findings(record.findings), _findings(record.silenced)
            ready.append(Made(variant.path, "up to date", *said))
    todo.sort(key=_turn)
    return Steps(tuple(todo), tuple(ready))


def build(
    todo: Sequence[Step],
    works: Works,
    memory: Memory,
    finish: Finish,
    *,
    jobs: int,
    limits: Limits = LIMITS,
    arrived: Callable[[Made], None] = lambda _: None,
    keep: bool = True,
    elsewhere: Elsewhere | None = None,
) -> Iterator[Made]:
    """Make, write and remember each; give them in their order, however they arrive.

    A file stands and is remembered when it `arrived`, so that what is done stays done.
    Without `keep` files are written and not remembered: a patient's own sheets. With
    `elsewhere` all are made there, and written and remembered here.
    """
    if not elsewhere:
        warm_for((step.variant for step in todo), works.stock)

    def taken() -> Iterator[tuple[int, Made]]:
        left = {index: step.rendered for index, step in enumerate(todo)}
        if keep and not elsewhere:
            setting = Setting(works.stock, finish, shelf_of(memory), jobs, limits)
            for index, made in _imprinted(todo, memory, setting, left):
                arrived(made)
                yield index, made
        rest = list(left)

        def work(at: int) -> Answer:
            return answer(todo[rest[at]].variant, works.stock, finish)

        if elsewhere:
            arriving = elsewhere([todo[index].variant for index in rest])
        else:
            arriving = in_children(len(rest), work, jobs=jobs, limits=limits)
        for came in arriving:
            index = rest[came.index]
            why = "on a cluster" if elsewhere else left[index]
            made = replace(_take(came, todo[index], memory, keep), how=f"rendered: {why}")
            arrived(made)
            yield index, made

    return in_order(taken())


def _imprinted(
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
    _remember(step, memory, path, file.sha256, file.pages, file.findings, file.silenced)
    return Made(step.variant.path, "written", file.findings, file.silenced, how="imprinted")


def shelf_of(memory: Memory) -> Shelf:
    """Where shells and furniture are kept."""
    return Shelf(memory.folder / "shells", CLASSES)


def _take(came: Came[Answer], step: Step, memory: Memory, keep: bool) -> Made:
    """Write what a child made, and remember it; or say why there is nothing."""
    variant, answer = step.variant, came.value
    if answer is None:
        trouble = came.words if came.cause == "mistake" else ""
        return Made(
            variant.path,
            "failed",
            (lost(came, variant.path, variant.publication.origin),),
            (),
            trouble,
        )
    if answer.pdf is None:
        return Made(variant.path, "failed", answer.findings, answer.silenced)
    try:
        path = write_at(memory.output, variant.path, answer.pdf)
    except (OSError, LinkError) as error:
        return Made(variant.path, "failed", (_not_written(error, variant),), answer.silenced)
    said = answer.findings, answer.silenced
    if keep:
        _remember(step, memory, path, digest_of(answer.pdf), answer.pages, *said)
        memory.flush()
    return Made(variant.path, "written", *said)


def _remember(
    step: Step,
    memory: Memory,
    path: str | Path,
    sha256: str,
    pages: int,
    findings: tuple[Finding, ...],
    silenced: tuple[Finding, ...],
) -> None:
    stamp = Stamp.of(path)
    assert stamp
    record = Record(
        path=step.variant.path,
        inputs=step.inputs,
        sha256=sha256,
        stamp=stamp,
        parts={name: digest for name, (_, digest) in step.parts.items()},
        about=about(step.variant, pages),
        findings=_rows(findings),
        silenced=_rows(silenced),
    )
    memory.add(record, {name: part for name, (part, _) in step.parts.items()})


def _not_written(error: Exception, variant: Variant) -> Finding:
    """Why a file that was made does not stand in its place."""
    why = str(error) if isinstance(error, LinkError) else (error.strerror or str(error))  # type: ignore[attr-defined]
    message = f"{variant.path} cannot be written: {why}"
    hint = "see to the folder 'output', then build again"
    return Finding("D024", "error", message, variant.publication.origin, hint)


def _reason(
    variant: Variant, parts: dict[str, tuple[Part, str]], inputs: str, memory: Memory
) -> str:
    """Why a variant is to be made; nothing if it is up to date."""
    record = memory.records.get(variant.path)
    if record is None:
        there = (memory.output / variant.path).exists()
        return "it is not known how its file was made" if there else "it is new"
    if record.inputs != inputs:
        for name, (part, digest) in parts.items():
            if record.parts.get(name) != digest:
                what = difference(memory.parts.get(record.parts.get(name, "")), part)
                return f"{name} changed" + (f": {what}" if what else "")
    if not memory.stands(record):
        there = (memory.output / variant.path).exists()
        return "somebody changed its file" if there else "its file is gone"
    return ""


def _turn(step: Step) -> tuple[str, ...]:
    variant = step.variant
    publication = variant.publication
    origin = publication.origin.path
    return (origin, publication.slug, variant.layout.name, variant.media, variant.practice.id)


def _rows(findings: tuple[Finding, ...]) -> tuple[Row, ...]:
    return tuple(
        (each.code, each.severity, each.message, each.origin.path, each.origin.line, each.hint)
        for each in findings
    )


def _findings(rows: tuple[Row, ...]) -> tuple[Finding, ...]:
    return tuple(
        Finding(code, severity, message, Origin(path, line), hint)
        for code, severity, message, path, line, hint in rows
    )
