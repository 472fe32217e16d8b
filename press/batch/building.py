"""Variants -> files: makes those that are not up to date, in parallel, and remembers each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from press.batch.apart import lost, warm_for
from press.batch.children import LIMITS, Came, Limits, in_children, in_order
from press.batch.files import LinkError, write_at
from press.batch.ingredients import Ingredients, Part, difference, whole
from press.batch.line import Finish, produce
from press.batch.manifest import about
from press.batch.works import Works
from press.memory import Memory, Record, Row, Stamp, digest_of
from press.model import Finding, Origin, Variant

State = Literal["written", "up to date", "failed"]


@dataclass(frozen=True, slots=True)
class Made:
    """What a build has to say of one variant. `trouble` is the traceback of a mistake of ours."""

    path: str
    state: State
    findings: tuple[Finding, ...] = ()
    silenced: tuple[Finding, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A variant that is to be made, what it is made from, and why it is made again."""

    variant: Variant
    parts: dict[str, tuple[Part, str]]
    inputs: str
    reason: str


@dataclass(frozen=True, slots=True)
class Steps:
    """What there is to do, in the order in which it is done; `ready` is up to date."""

    todo: tuple[Step, ...]
    ready: tuple[Made, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a child sends: the file, if there is one, and what was said while it was made."""

    pdf: bytes | None
    pages: int
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]


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
            todo.append(Step(variant, parts, inputs, reason))
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
) -> Iterator[Made]:
    """Make, write and remember each; give them in their order, however they arrive.

    A file stands and is remembered when it `arrived`, so that what is done stays done.
    Without `keep` files are written and not remembered: a patient's own sheets.
    """
    warm_for((step.variant for step in todo), works.stock)

    def work(index: int) -> _Answer:
        result = produce(todo[index].variant, works.stock, finish)
        document, said = result.document, (result.findings, result.silenced)
        if document is None:
            return _Answer(None, 0, *said)
        return _Answer(document.pdf, len(document.pages), *said)

    def taken() -> Iterator[tuple[int, Made]]:
        for came in in_children(len(todo), work, jobs=jobs, limits=limits):
            made = _take(came, todo[came.index], memory, keep)
            arrived(made)
            yield came.index, made

    return in_order(taken())


def _take(came: Came[_Answer], step: Step, memory: Memory, keep: bool) -> Made:
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
    stamp = Stamp.of(path)
    assert stamp
    record = Record(
        path=variant.path,
        inputs=step.inputs,
        sha256=digest_of(answer.pdf),
        stamp=stamp,
        parts={name: digest for name, (_, digest) in step.parts.items()},
        about=about(variant, answer.pages),
        findings=_rows(answer.findings),
        silenced=_rows(answer.silenced),
    )
    if keep:
        memory.add(record, {name: part for name, (part, _) in step.parts.items()})
    return Made(variant.path, "written", answer.findings, answer.silenced)


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
