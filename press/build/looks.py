"""Variants -> what is taken of each result: imprinted where many share a text, else rendered.

Of a family each text is laid out once and looked over whole, each practice's furniture once a
layout; then every file is imprinted, read, and judged (`press.preflight.Alike`). What cannot be
imprinted, and whatever reads otherwise than it was written, is rendered. Nothing is written
but what saves time the next time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias, TypeVar

from press.build.imprint_files import imprint_job
from press.build.imprint_parts import BuildContext
from press.build.imprint_plan import ImprintJob, groups_of, imprint_jobs, parts_of
from press.build.inputs import Inputs
from press.build.jobs import Job
from press.build.project import Project
from press.build.stages import LAYING_OUT, Stage
from press.cache import FOLDER, Digests, ObjectCache, seen_of
from press.imprint import Refused
from press.model import Variant
from press.pipeline import OutputOptions, Result, examine, examine_alike
from press.workers import Here, Task
from press.workers.isolated import IsolatedResult, cores, run_isolated, warm_for
from press.workers.pool import Limits, in_children, in_order

T = TypeVar("T")

_Load: TypeAlias = "list[tuple[int, ImprintJob]]"
"""Jobs of one shell, each with its number."""

_LOAD = 20
"""Files of one shell that are looked over in one go, the first of them whole."""
_MISREAD = "P045"


def looked_over(
    variants: Sequence[Variant],
    project: Project,
    take: Callable[[Result], T],
    *,
    limits: Limits,
    options: OutputOptions,
) -> Iterator[IsolatedResult[T]]:
    """Look over each variant in children, in order; `take` makes there what is wanted of it."""

    def taken() -> Iterator[tuple[int, IsolatedResult[T]]]:
        left = dict.fromkeys(range(len(variants)))
        jobs = _jobs(variants, project, options)
        for at, value in _imprinted(jobs, tuple(variants), project, take, limits):
            del left[at]
            yield at, IsolatedResult(variants[at], value)
        rest = [*left]
        rendered = run_isolated(
            [variants[at] for at in rest], project.library, partial(_whole, take), limits=limits
        )
        yield from zip(rest, rendered, strict=True)

    return in_order(taken())


def _whole(take: Callable[[Result], T], result: Result) -> T:
    return take(examine(result))


def _jobs(variants: Sequence[Variant], project: Project, options: OutputOptions) -> dict[int, Job]:
    """What is to be imprinted, by its number: where that takes less than rendering it."""
    inputs = Inputs(project, Digests(seen_of(project.house.output), 0), options)
    jobs = {
        at: Job(variant, inputs.of(variant), "", "", None)
        for at, variant in enumerate(variants)
        if inputs.refusal(variant) is None
    }
    groups = [group for group in groups_of(jobs) if _takes_less(group.values())]
    return {at: job for group in groups for at, job in group.items()}


def _takes_less(group: Collection[Job]) -> bool:
    """Whether jobs that share furniture take less together than each on its own.

    A practice's furniture takes about half of what a leaflet takes.
    """
    practices, shells = parts_of(group)
    return practices + 2 * shells < 2 * len(group)


def _imprinted(
    jobs: dict[int, Job],
    variants: tuple[Variant, ...],
    project: Project,
    take: Callable[[Result], T],
    limits: Limits,
) -> Iterator[tuple[int, T]]:
    """What is taken of each that could be imprinted, and reads as it was written."""
    if not jobs:
        return
    warmed = False

    def stage(what: Stage) -> None:
        nonlocal warmed
        if not warmed and what in LAYING_OUT:
            warmed = True
            warm_for((job.variant for job in jobs.values()), project.library)

    objects = ObjectCache(project.house.output, f"{FOLDER}/looked-over")
    task = Task(variants, project.library, OutputOptions(), limits, objects, to_check=True)
    here = Here(task, cores())
    context = BuildContext(task, here, here, stage)
    for group in imprint_jobs(jobs, context):
        loads = _loads(group.items())
        for outcome in in_children(
            len(loads),
            partial(_looked_over, loads, task, take),
            processes=here.processes,
            limits=limits,
        ):
            if outcome.value is not None:
                for (number, _), taken in zip(loads[outcome.index], outcome.value, strict=False):
                    if taken:
                        yield number, taken[0]
    objects.tidy(time.time_ns())


def _loads(group: Iterable[tuple[int, ImprintJob | Refused]]) -> list[_Load]:
    """What can be imprinted, in loads that have a shell in common."""
    of_shell: dict[int, list[tuple[int, ImprintJob]]] = {}
    for number, job in group:
        if isinstance(job, ImprintJob):
            of_shell.setdefault(id(job.shell), []).append((number, job))
    return [
        jobs[start : start + _LOAD]
        for jobs in of_shell.values()
        for start in range(0, len(jobs), _LOAD)
    ]


def _looked_over(
    loads: Sequence[_Load], task: Task, take: Callable[[Result], T], at: int
) -> list[tuple[T, ...]]:
    """What is taken of each file of a load; nothing of one that reads otherwise than it should.

    Where the first does, nothing of all.
    """
    made = [imprint_job(job, task) for _, job in loads[at]]
    looked = examine_alike(one for one in made if not isinstance(one, Refused))
    taken: list[tuple[T, ...]] = []
    for one in made:
        result = None if isinstance(one, Refused) else next(looked)
        found = (*result.findings, *result.silenced) if result else ()
        misread = any(finding.code == _MISREAD for finding in found)
        if misread and not any(taken):
            break
        taken.append((take(result),) if result and not misread else ())
    return taken
