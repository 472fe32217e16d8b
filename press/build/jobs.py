"""Variants -> BuildPlan: which are to be made, and why; what was made is remembered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Literal

from press.build.inputs import Inputs, Parts, difference, whole
from press.build.manifest import about
from press.cache import BuildCache, Record, Row, Stamp
from press.files import LinkError, must_take_more
from press.imprint import Refused
from press.model import Finding, Origin, Variant

IMPRINTED = "imprinted"
State = Literal["written", "up to date", "failed"]


@dataclass(frozen=True, slots=True)
class BuildResult:
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

    @property
    def is_imprinted(self) -> bool:
        return self.how == IMPRINTED


@dataclass(frozen=True, slots=True)
class Job:
    """A variant that is to be made, what it is made from, and why it is made again.

    `refused` says why it is not to be imprinted, and nothing if it is.
    """

    variant: Variant
    parts: Parts
    inputs: str
    reason: str
    refused: Refused | None


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """What there is to do, in the order in which it is done; `ready` is up to date.

    So are files of practices that are known to be `standing`; `later` come those of others.
    """

    todo: tuple[Job, ...]
    ready: tuple[BuildResult, ...]
    standing: int = 0
    later: int = 0


def build_plan(
    variants: Iterable[Variant], of_house: Inputs, cache: BuildCache, *, force: bool
) -> BuildPlan:
    """Part what is to be made from what is up to date.

    Variants of one text in one layout follow each other, so that a child that has
    converted the text for one practice has it for the next.
    """
    todo, ready = [], []
    for variant in variants:
        parts = of_house.of(variant)
        inputs, record = whole(parts), cache.records.get(variant.path)
        reason = "--force" if force else _reason(variant, parts, inputs, cache)
        if reason or record is None:
            todo.append(Job(variant, parts, inputs, reason, of_house.refusal(variant)))
        else:
            findings = findings_of(record.findings), findings_of(record.silenced)
            ready.append(BuildResult(variant.path, "up to date", *findings))
    todo.sort(key=_turn)
    return BuildPlan(tuple(todo), tuple(ready))


def remember(
    step: Job,
    cache: BuildCache,
    path: str | Path,
    sha256: str,
    pages: int,
    findings: tuple[Finding, ...],
    silenced: tuple[Finding, ...],
) -> None:
    """Remember the file of a step, which stands at this path."""
    stamp = Stamp.of(path)
    assert stamp
    record = Record(
        path=step.variant.path,
        inputs=step.inputs,
        sha256=sha256,
        stamp=stamp,
        parts={name: digest for name, (_, digest) in step.parts.items()},
        about=about(step.variant, pages),
        findings=rows_of(findings),
        silenced=rows_of(silenced),
    )
    cache.add(record, {name: part for name, (part, _) in step.parts.items()})


def not_written(error: OSError | LinkError, variant: Variant) -> Finding:
    """Why a file that was made does not stand in its place, alike for all in a folder.

    DiskError where no other file can be written either.
    """
    must_take_more(error)
    folder = variant.path.rpartition("/")[0]
    if isinstance(error, LinkError):
        why = str(error)
    elif isinstance(error, IsADirectoryError):
        folder, why = variant.path, "a folder has its name"
    else:
        why = error.strerror or str(error)
    hint = "see to the folder 'output', then build again"
    return Finding("D024", "error", f"cannot be written: {why}", Origin(f"output/{folder}"), hint)


def _reason(variant: Variant, parts: Parts, inputs: str, cache: BuildCache) -> str:
    """Why a variant is to be made; nothing if it is up to date."""
    record = cache.records.get(variant.path)
    if record is None:
        there = (cache.output / variant.path).exists()
        return "it is not known how its file was made" if there else "it is new"
    if record.inputs != inputs:
        for name, (part, digest) in parts.items():
            if record.parts.get(name) != digest:
                what = difference(cache.parts.get(record.parts.get(name, "")), part)
                return f"{name} changed" + (f": {what}" if what else "")
    if not cache.stands(record):
        there = (cache.output / variant.path).exists()
        return "somebody changed its file" if there else "its file is gone"
    return ""


def _turn(step: Job) -> tuple[str, ...]:
    variant = step.variant
    publication = variant.publication
    origin = publication.origin.path
    return (origin, publication.slug, variant.layout.name, variant.medium, variant.practice.id)


def rows_of(findings: Iterable[Finding]) -> tuple[Row, ...]:
    """Findings as they are remembered."""
    return tuple(
        (each.code, each.severity, each.message, each.hint, *astuple(each.origin))
        for each in findings
    )


def findings_of(rows: Iterable[Row]) -> tuple[Finding, ...]:
    """What was remembered of findings."""
    return tuple(
        Finding(code, severity, message, Origin(path, line, column), hint)
        for code, severity, message, hint, path, line, column in rows
    )
