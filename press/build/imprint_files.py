"""BuildPlan -> files: imprints what can be, many files at a time, and brings them to the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.build.imprint_plan import CLASSES, BuildContext, ImprintJob, imprint_variant, plates
from press.build.jobs import BuildResult, Job, remember
from press.cache import BuildCache, ObjectCache, clock, digest_of
from press.files import LinkError, bring_to_disk, discard, lay_down
from press.model import Finding
from press.workers.pool import in_children


@dataclass(frozen=True, slots=True)
class _File:
    """An imprinted file under its temporary name, and what was said while it was made."""

    temporary: str
    sha256: str
    pages: int
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]


_LOAD = 64
"""Files that are imprinted in one go, and brought to the disk together."""


def imprinted(
    todo: Sequence[Job], cache: BuildCache, context: BuildContext, left: dict[int, str]
) -> Iterator[tuple[int, BuildResult]]:
    """Imprint what can be; of what is left, `left` says by its number why it is."""
    wanted = [index for index, why in left.items() if not why]
    variants = [todo[index].variant for index in wanted]
    digests = [
        {name: digest for name, (_, digest) in todo[index].parts.items()} for index in wanted
    ]
    for group in plates(variants, digests, context):
        ready: list[tuple[int, ImprintJob]] = []
        for at, job in group:
            if isinstance(job, str):
                left[wanted[at]] = job
            else:
                ready.append((wanted[at], job))
        yield from _written(ready, todo, cache, context, left)
    if wanted:
        bring_to_disk(cache.output)  # the names too
    context.objects.tidy(clock(cache.folder))


def _written(
    ready: Sequence[tuple[int, ImprintJob]],
    todo: Sequence[Job],
    cache: BuildCache,
    context: BuildContext,
    left: dict[int, str],
) -> Iterator[tuple[int, BuildResult]]:
    """Imprint these in loads; a load is brought to the disk, then its files get their names."""
    loads = [ready[start : start + _LOAD] for start in range(0, len(ready), _LOAD)]

    def press(at: int) -> list[_File | str]:
        return [_press(job, cache.output, context) for _, job in loads[at]]

    for outcome in in_children(
        len(loads), press, processes=context.processes, limits=context.limits
    ):
        load = loads[outcome.index]
        if outcome.value is None:
            left |= dict.fromkeys((index for index, _ in load), "imprinting it failed")
            for index, _ in load:
                discard(cache.output, todo[index].variant.path)
            continue
        bring_to_disk(cache.output)
        try:
            for (index, _), file in zip(load, outcome.value, strict=True):
                if isinstance(file, str):
                    left[index] = file
                    continue
                try:
                    made = _keep(file, todo[index], cache)
                except OSError as error:  # rendering comes upon it too, and makes it a finding
                    left[index] = str(error)
                    continue
                del left[index]
                yield index, made
        finally:
            for file in outcome.value:
                if not isinstance(file, str):
                    Path(file.temporary).unlink(missing_ok=True)
        cache.flush()


def _press(job: ImprintJob, output: Path, context: BuildContext) -> _File | str:
    """Imprint a variant and write it under a temporary name; or why it was not."""
    result = imprint_variant(job, context.library, context.options)
    document = result.document
    if document is None:
        return "it has mistakes"
    try:
        temporary = lay_down(output, job.variant.path, document.pdf)
    except (OSError, LinkError) as error:
        return str(error)
    said = result.findings, result.silenced
    return _File(temporary, digest_of(document.pdf), len(document.pages), *said)


def _keep(file: _File, step: Job, cache: BuildCache) -> BuildResult:
    """Give a file that is on the disk its name, and remember it."""
    path = f"{cache.output}/{step.variant.path}"
    os.replace(file.temporary, path)  # noqa: PTH105  # by the thousand
    remember(step, cache, path, file.sha256, file.pages, file.findings, file.silenced)
    return BuildResult(step.variant.path, "written", file.findings, file.silenced, how="imprinted")


def objects_of(cache: BuildCache) -> ObjectCache:
    """Where shells and furniture are kept."""
    return ObjectCache(cache.folder / "shells", CLASSES)
