"""BuildPlan -> files: makes them in parallel, and remembers each; gives them in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TypeAlias

from press.build.imprint_files import imprinted, objects_of
from press.build.imprint_parts import BuildContext
from press.build.jobs import BuildResult, Job, not_written, remember
from press.build.project import Project
from press.build.stages import LAYING_OUT, Stage
from press.cache import BuildCache, digest_of
from press.files import LinkError, write_at
from press.pipeline import OutputOptions, RemoteResult, answer
from press.workers import Carrier, Here, Task
from press.workers.isolated import lost, unusable_texts, warm_for
from press.workers.pool import LIMITS, JobResult, Limits, in_order

_OWN_SHEET = "a patient's own sheet"

Elsewhere: TypeAlias = "Callable[[Task], AbstractContextManager[Carrier]]"
"""Begins with a task on other machines."""
_TOGETHER = 4
"""Files that go together to another machine."""


def rendered(task: Task, number: int) -> RemoteResult:
    """A variant of the task laid out on its own."""
    return answer(task.variants[number], task.library, task.options)


def build(
    todo: Sequence[Job],
    project: Project,
    cache: BuildCache,
    options: OutputOptions,
    *,
    processes: int,
    limits: Limits = LIMITS,
    arrived: Callable[[BuildResult], None] = lambda _: None,
    stage: Callable[[Stage], None] = lambda _: None,
    work: Callable[[Stage, int, int], None] = lambda *_: None,
    keep: bool = True,
    elsewhere: Elsewhere | None = None,
) -> Iterator[BuildResult]:
    """Make, write and remember each; give them in their order, however they arrive.

    It tells which `stage` it is in, and how many shells and furniture it has to `work` at. A
    file stands and is remembered when it `arrived`, so that what is done stays done.
    Without `keep` files are written and not remembered: a patient's own sheets. With
    `elsewhere` what needs the engine is laid out there; all is imprinted, written and
    remembered here.
    """
    unusable = unusable_texts([step.variant for step in todo], project.library, processes=processes)
    begun = {
        index: step
        for index, step in enumerate(todo)
        if step.variant.publication.origin not in unusable
    }
    variants = tuple(step.variant for step in todo)
    task = Task(variants, project.library, options, limits, objects_of(cache))
    here, warmed = Here(task, processes), False

    def begin(what: Stage) -> None:
        """Load the engine before others are forked that need it, and not where none does."""
        nonlocal warmed
        stage(what)
        if not warmed and what in LAYING_OUT and not elsewhere:
            warmed = True
            warm_for((step.variant for step in begun.values()), project.library)

    def taken(carry: Carrier) -> Iterator[tuple[int, BuildResult]]:
        for index, step in enumerate(todo):
            if findings := unusable.get(step.variant.publication.origin):
                how = "not begun: there are mistakes in its text"
                made = BuildResult(step.variant.path, "failed", findings, how=how)
                arrived(made)
                yield index, made
        left = {index: step.refused for index, step in begun.items()}
        if keep:
            context = BuildContext(task, here, carry, begin, work)
            for index, made in imprinted(todo, cache, context, left):
                arrived(made)
                yield index, made
        rest = list(left)
        if rest:
            begin(Stage.RENDERING)
        for outcome in carry(
            rendered,
            rest,
            together=_TOGETHER,
            alike=lambda at: todo[rest[at]].variant.publication.origin,
        ):
            index = rest[outcome.index]
            refused = left[index]
            how = f"rendered: {refused.why if refused else _OWN_SHEET}"
            made = replace(_take(outcome, todo[index], cache, keep), how=how)
            arrived(made)
            yield index, made

    with elsewhere(task) if elsewhere and begun else nullcontext(here) as carry:
        yield from in_order(taken(carry))


def _take(
    outcome: JobResult[RemoteResult], step: Job, cache: BuildCache, keep: bool
) -> BuildResult:
    """Write what a child made, and remember it; or say why there is nothing."""
    variant, answer = step.variant, outcome.value
    if answer is None:
        trouble = outcome.words if outcome.cause == "mistake" else ""
        return BuildResult(
            variant.path,
            "failed",
            (lost(outcome, variant.path, variant.publication.origin),),
            (),
            trouble,
        )
    if answer.pdf is None:
        return BuildResult(variant.path, "failed", answer.findings, answer.silenced)
    findings = answer.findings, answer.silenced
    try:
        path = write_at(cache.output, variant.path, answer.pdf)
        if keep:
            remember(step, cache, path, digest_of(answer.pdf), answer.pages, *findings)
            cache.flush()
    except (OSError, LinkError) as error:
        return BuildResult(variant.path, "failed", (not_written(error, variant),), answer.silenced)
    return BuildResult(variant.path, "written", *findings)
