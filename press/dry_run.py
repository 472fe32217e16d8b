"""A house, BuildChoices -> what a build would make and why, and whether it would look otherwise.

Nothing is written. Files that only the press, its typefaces or a layout make anew, as after an
upgrade, are made here in memory, a bounded sample of them, and compared as pictures with those
that stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from press import build
from press.build.inputs import PartName
from press.cache import BuildCache, read_cache
from press.choices import BuildChoices
from press.model import Finding
from press.pipeline import Result
from press.proof import differing_pages
from press.workers import run_isolated

MOST = 12
"""Files that are compared: each takes as long as making it."""
_NOT_ITS_WORDS = {PartName.PRESS, PartName.TYPEFACES, PartName.WORDS, PartName.LAYOUT}


@dataclass(frozen=True, slots=True)
class Compared:
    """A file that would be made anew, and the pages that would look otherwise; None: no page
    could be made.
    """

    path: str
    pages: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a build would make, with the reason for each; how many files are up to date.

    `alike` counts those of them that only the press or a layout make anew, of which `compared`
    is a sample.
    """

    todo: tuple[tuple[str, str], ...]
    ready: int
    alike: int
    compared: tuple[Compared, ...]
    findings: tuple[Finding, ...]
    troubles: tuple[str, ...]


def try_out(root: Path, choices: BuildChoices, comparing: Callable[[int], None]) -> DryRun:
    """Plan a build and compare a sample; `comparing` is told of how many files beforehand."""
    project = build.load(root)
    if choices.exercises:
        project = build.with_sheet(project, choices.exercises, choices.order)
    variants = build.plan(project, choices.order)
    build.must_come_to_something(project, choices.order, variants)
    cache = read_cache(project.house.output)
    inputs = build.Inputs(project, cache.digests, choices.options)
    force = choices.force or bool(choices.exercises)
    planned = build.build_plan(variants, inputs, cache, force=force)
    alike = [job for job in planned.todo if _is_alike(job, cache)]
    sample = _sample(alike)
    comparing(len(sample))
    return DryRun(
        tuple((job.variant.path, job.reason) for job in planned.todo),
        len(planned.ready),
        len(alike),
        tuple(_compare(sample, project, choices)),
        project.findings,
        project.troubles,
    )


def _is_alike(job: build.Job, cache: BuildCache) -> bool:
    """Whether a file stands as it was made, and neither its words nor its practice changed."""
    record = cache.records.get(job.variant.path)
    if record is None or not cache.stands(record):
        return False
    parts = {name for name, (_, digest) in job.parts.items() if record.parts.get(name) != digest}
    return bool(parts) and parts <= _NOT_ITS_WORDS


def _sample(jobs: Sequence[build.Job]) -> list[build.Job]:
    """Some of each layout and medium, spread evenly over leaflets and practices."""
    groups: dict[tuple[str, str], list[build.Job]] = {}
    for job in jobs:
        groups.setdefault((job.variant.layout.name, job.variant.medium), []).append(job)
    each = max(1, MOST // max(1, len(groups)))
    sample: list[build.Job] = []
    for group in groups.values():
        step = max(1, len(group) // each)
        sample += group[:: step + (step > 1)][:each]
    return sample[:MOST]


def _compare(
    sample: Sequence[build.Job], project: build.Project, choices: BuildChoices
) -> Iterator[Compared]:
    output = project.house.output

    def look(result: Result) -> tuple[int, ...] | None:
        if result.document is None:
            return None
        old = (output / result.variant.path).read_bytes()
        return differing_pages(old, result.document.pdf)

    variants = [job.variant for job in sample]
    for made in run_isolated(
        *(variants, project.library, look),
        options=choices.options,
        processes=choices.processes,
        limits=choices.limits,
    ):
        yield Compared(made.variant.path, made.value)
