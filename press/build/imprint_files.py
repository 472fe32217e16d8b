"""Jobs -> files: imprints what can be, many files at a time, and brings them to the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import TypeAlias

from press.build.imprint_parts import BuildContext
from press.build.imprint_plan import ImprintJob, imprint_jobs
from press.build.jobs import IMPRINTED, BuildResult, Job, not_written, remember
from press.build.stages import Stage
from press.cache import FOLDER, BuildCache, ObjectCache, clock, digest_of
from press.colour.separations import Separation, separations_of
from press.files import LinkError, bring_to_disk, discard, lay_down
from press.imprint import PracticeMarks, Refused, Spaces, imprint, spaces_of
from press.merge.references import code_pixels, own_address, own_in_furniture
from press.merge.transforms.links import readable
from press.model import Finding, Library, Variant
from press.model.slots import NAME, WEBSITE
from press.pipeline import OutputOptions, Result, finished
from press.workers import Task

_LEAST, _LOAD = 8, 64
"""Files that are imprinted in one go, and brought to the disk together."""


@dataclass(frozen=True, slots=True)
class _File:
    """An imprinted file, and what was found while it was made."""

    sha256: str
    pages: int
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]


_Outcome: TypeAlias = "_File | Refused | Finding"
"""What became of a job: its file, why it is rendered, or why it cannot be written."""


def imprinted(
    todo: Sequence[Job], cache: BuildCache, context: BuildContext, left: dict[int, Refused | None]
) -> Iterator[tuple[int, BuildResult]]:
    """Imprint what can be; of what is left, `left` says by its number why it is."""
    wanted = {number: todo[number] for number, refused in left.items() if refused is None}
    context.work(Stage.IMPRINTING, len(wanted), 0)
    for group in imprint_jobs(wanted, context):
        context.stage(Stage.IMPRINTING)
        refused = {number: job for number, job in group.items() if isinstance(job, Refused)}
        left |= refused
        context.work(Stage.IMPRINTING, -len(refused), 0)
        ready = [(number, job) for number, job in group.items() if isinstance(job, ImprintJob)]
        yield from _written(ready, cache, context, left)
    if wanted:
        bring_to_disk(cache.output)  # the names too
    context.task.objects.tidy(clock(cache.folder))


def _written(
    ready: Sequence[tuple[int, ImprintJob]],
    cache: BuildCache,
    context: BuildContext,
    left: dict[int, Refused | None],
) -> Iterator[tuple[int, BuildResult]]:
    """Imprint these in loads, and remember the files of each when they stand."""
    size = min(_LOAD, max(_LEAST, ceil(len(ready) / context.here.processes)))
    loads = [ready[start : start + size] for start in range(0, len(ready), size)]
    for outcome in context.here(write_load, [[job for _, job in load] for load in loads]):
        load = loads[outcome.index]
        if outcome.value is None:
            for number, job in load:
                left[number] = Refused("imprinting it failed")
                discard(cache.output, job.variant.path)
            continue
        for (number, job), file in zip(load, outcome.value, strict=True):
            if isinstance(file, Refused):
                left[number] = file
            else:
                del left[number]
                yield number, _remembered(file, job.job, cache)
        cache.flush()


def _remembered(file: _File | Finding, job: Job, cache: BuildCache) -> BuildResult:
    """Remember a file that stands."""
    if isinstance(file, Finding):
        return BuildResult(job.variant.path, "failed", (file,))
    path, found = f"{cache.output}/{job.variant.path}", (file.findings, file.silenced)
    try:
        remember(job, cache, path, file.sha256, file.pages, *found)
    except OSError as error:
        return BuildResult(job.variant.path, "failed", (not_written(error, job.variant),))
    return BuildResult(job.variant.path, "written", *found, how=IMPRINTED)


def write_load(task: Task, jobs: Sequence[ImprintJob]) -> list[_Outcome]:
    """Imprint variants and write their files, or say why not.

    They are brought to the disk together; then each gets its name.
    """
    laid: list[tuple[str, _Outcome]] = []
    try:
        laid.extend(_laid_down(job, task) for job in jobs)
        bring_to_disk(task.library.house.output)
        return [_named(*each, job.variant, task) for each, job in zip(laid, jobs, strict=True)]
    finally:
        for temporary, _ in laid:
            if temporary:
                Path(temporary).unlink(missing_ok=True)


def _laid_down(job: ImprintJob, task: Task) -> tuple[str, _Outcome]:
    """A variant imprinted and written: the temporary name of its file, if there is one."""
    result = imprint_variant(job, task.library, task.options)
    document = result.document
    if document is None:
        return "", Refused("it has mistakes")
    try:
        temporary = lay_down(task.library.house.output, job.variant.path, document.pdf)
    except (OSError, LinkError) as error:
        return "", not_written(error, job.variant)
    findings = result.findings, result.silenced
    return temporary, _File(digest_of(document.pdf), len(document.pages), *findings)


def _named(temporary: str, made: _Outcome, variant: Variant, task: Task) -> _Outcome:
    """Give a file that is on the disk its name."""
    if temporary:
        try:
            os.replace(temporary, f"{task.library.house.output}/{variant.path}")  # noqa: PTH105  # by the thousand
        except OSError as error:
            return not_written(error, variant)
    return made


def imprint_variant(job: ImprintJob, library: Library, options: OutputOptions) -> Result:
    """The variant of a job, imprinted and finished."""
    practice, content, website = job.variant.practice, library.content, library.house.website
    own = own_address(job.variant.publication, practice, content, website)
    page, code = own or ("", "")
    marks = PracticeMarks(
        _spaces(tuple(separations_of(job.variant).items())),
        (NAME, practice.name),
        (WEBSITE, (practice.website or "").rstrip("/")),
        (readable(own_in_furniture(practice, website)), readable(page)),
        code_pixels(code) if code else b"",
    )
    document = imprint(job.variant, job.shell, job.furniture, marks)
    return finished(document, (), library, options)


@lru_cache(maxsize=1024)
def _spaces(separations: tuple[tuple[str, Separation], ...]) -> Spaces:
    """A brand's colours as colour spaces; its files follow one another."""
    return spaces_of(dict(separations))


def objects_of(cache: BuildCache) -> ObjectCache:
    """Where shells and furniture are kept."""
    return ObjectCache(cache.output, f"{FOLDER}/shells")
