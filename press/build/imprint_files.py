"""Jobs -> files: imprints what can be, many files at a time, and brings them to the disk."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import TypeAlias

from press.build.imprint_parts import BuildContext
from press.build.imprint_plan import ImprintJob, imprint_jobs
from press.build.imprint_shelf import Shelved, furniture_of, shell_of
from press.build.jobs import IMPRINTED, BuildResult, Job, not_written, remember
from press.build.stages import Stage
from press.cache import FOLDER, BuildCache, ObjectCache, clock, digest_of
from press.colour.separations import Separation, separations_of
from press.files import LinkError, bring_to_disk, discard, lay_down
from press.imprint import (
    PracticeMarks,
    Refused,
    Shell,
    Spaces,
    imprint,
    misfit,
    spaces_of,
)
from press.merge.references import code_pixels, own_address, own_in_furniture
from press.merge.transforms.links import readable
from press.model import Finding, Library
from press.model.slots import NAME, WEBSITE
from press.pipeline import Result, finished
from press.workers import Task

_LEAST, _LOAD = 8, 64
"""Files that are imprinted in one go, and brought to the disk together: so many or fewer."""
_OFTEN = 8
"""Files of one shell from which it is taken once for all."""


@dataclass(frozen=True, slots=True)
class _File:
    """An imprinted file under its temporary name, and what was found while it was made."""

    temporary: str
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
        ready.sort(key=lambda each: each[1].variant.practice.id)  # it takes its furniture once
        yield from _written(_with_shells(ready, context.task.objects), cache, context, left)
    if wanted:
        bring_to_disk(cache.output)  # the names too
        context.task.objects.tidy(clock(cache.folder))


def _with_shells(
    ready: Sequence[tuple[int, ImprintJob]], objects: ObjectCache
) -> list[tuple[int, ImprintJob]]:
    """The same, with the shells that many files share: children are forked with these."""
    keys = [job.shell.key if isinstance(job.shell, Shelved) else "" for _, job in ready]
    often = [key for key, count in Counter(keys).items() if key and count >= _OFTEN]
    held = {key: objects.take(key, Shell) for key in often}
    return [
        (number, replace(job, shell=held.get(key) or job.shell))
        for (number, job), key in zip(ready, keys, strict=True)
    ]


def _written(
    ready: Sequence[tuple[int, ImprintJob]],
    cache: BuildCache,
    context: BuildContext,
    left: dict[int, Refused | None],
) -> Iterator[tuple[int, BuildResult]]:
    """Imprint these in loads; a load is brought to the disk, then its files get their names."""
    rounds = max(1, ceil(len(ready) / (_LOAD * context.here.processes)))
    size = ceil(len(ready) / (rounds * context.here.processes))
    size = min(_LOAD, max(_LEAST, size))
    loads = [ready[start : start + size] for start in range(0, len(ready), size)]
    for outcome in context.here(laid_down, [[job for _, job in load] for load in loads]):
        load = loads[outcome.index]
        if outcome.value is None:
            for number, job in load:
                left[number] = Refused("imprinting it failed")
                discard(cache.output, job.variant.path)
            continue
        bring_to_disk(cache.output)
        with _none_left(outcome.value):
            for (number, job), file in zip(load, outcome.value, strict=True):
                named = _named(file, job.job, cache)
                if isinstance(named, Refused):
                    left[number] = named
                else:
                    del left[number]
                    yield number, named
        cache.flush()


@contextmanager
def _none_left(files: Sequence[_Outcome]) -> Iterator[None]:
    """See to it that no file stays under its temporary name."""
    try:
        yield
    finally:
        for file in files:
            if isinstance(file, _File):
                Path(file.temporary).unlink(missing_ok=True)


def laid_down(task: Task, jobs: Sequence[ImprintJob]) -> list[_Outcome]:
    """Imprint variants and write each under a temporary name; or why it was not."""
    return [_laid_down(job, task) for job in jobs]


def _laid_down(job: ImprintJob, task: Task) -> _Outcome:
    result = imprint_job(job, task)
    if isinstance(result, Refused):
        return result
    document = result.document
    if document is None:
        return Refused("it has mistakes")
    try:
        temporary = lay_down(task.library.house.output, job.variant.path, document.pdf)
    except (OSError, LinkError) as error:
        return not_written(error, job.variant)
    findings = result.findings, result.silenced
    return _File(temporary, digest_of(document.pdf), len(document.pages), *findings)


def _named(file: _Outcome, job: Job, cache: BuildCache) -> BuildResult | Refused:
    """Give a file that is on the disk its name, and remember it."""
    if isinstance(file, Refused):
        return file
    if isinstance(file, Finding):
        return BuildResult(job.variant.path, "failed", (file,))
    path = f"{cache.output}/{job.variant.path}"
    try:
        os.replace(file.temporary, path)  # noqa: PTH105  # by the thousand
        remember(job, cache, path, file.sha256, file.pages, file.findings, file.silenced)
    except OSError as error:
        return BuildResult(job.variant.path, "failed", (not_written(error, job.variant),))
    return BuildResult(job.variant.path, "written", file.findings, file.silenced, how=IMPRINTED)


def imprint_job(job: ImprintJob, task: Task) -> Result | Refused:
    """The variant of a job, imprinted and finished, or why it cannot be."""
    shell = shell_of(task.objects, job.shell)
    furniture = furniture_of(task.objects, job.furniture)
    if shell is None or furniture is None:
        return Refused("what it is imprinted from is not there any more")
    if refused := misfit(shell, furniture):
        return refused
    document = imprint(job.variant, shell, furniture, _marks(job, task.library))
    return finished(document, (), task.library, task.options)


def _marks(job: ImprintJob, library: Library) -> PracticeMarks:
    """What names a practice in a file: its colours, names and addresses."""
    practice, content, website = job.variant.practice, library.content, library.house.website
    own = own_address(job.variant.publication, practice, content, website)
    page, code = own or ("", "")
    return PracticeMarks(
        _spaces(tuple(separations_of(job.variant).items())),
        (NAME, practice.name),
        (WEBSITE, (practice.website or "").rstrip("/")),
        (readable(own_in_furniture(practice, website)), readable(page)),
        code_pixels(code) if code else b"",
    )


@lru_cache(maxsize=1024)
def _spaces(separations: tuple[tuple[str, Separation], ...]) -> Spaces:
    """A brand's colours as colour spaces; its files follow one another."""
    return spaces_of(dict(separations))


def objects_of(cache: BuildCache) -> ObjectCache:
    """Where shells and furniture are kept."""
    return ObjectCache(cache.output, f"{FOLDER}/shells")
