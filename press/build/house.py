"""A house, BuildChoices -> its files: everything that `leaflet build` does but talk."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from press.build.asked import must_come_to_something
from press.build.house_run import HouseRun
from press.build.outcome import Outcome, Watch
from press.build.plan import PracticePlan, plans_of
from press.build.project import load, with_sheet
from press.build.stages import Stage
from press.cache import begin_memory, note_run, open_cache
from press.choices import BuildChoices
from press.errors import ClusterError, DiskError
from press.files import sweep
from press.model import Finding, Origin, is_worth_telling

_BATCH = 50_000
"""Files whose jobs are held at a time, those of a practice together."""
_GARBAGE = 50_000
"""Objects made since garbage was last looked for, until it is again."""


@contextmanager
def _garbage_is_seldom() -> Iterator[None]:
    """Look for it seldom while a house is made, of many objects and few that hold each other."""
    before = gc.get_threshold()
    gc.set_threshold(_GARBAGE, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_garbage_is_seldom()
def build_house(root: Path, choices: BuildChoices, watch: Watch) -> Outcome:
    """Make what is chosen and not up to date; UsageError where a choice fits nothing."""
    watch.stage(Stage.READING)
    begin_memory(root)
    project = load(root)
    if choices.exercises:
        project = with_sheet(project, choices.exercises, choices.order)
    watch.stage(Stage.PLANNING)
    plans = plans_of(project, choices.order)
    watch.found(project.findings, project.troubles)
    must_come_to_something(project, choices.order, plans)
    outcome = Outcome(silenced=set(project.silenced))
    outcome.findings |= dict.fromkeys(filter(is_worth_telling, project.findings), 0)
    if not plans:  # then what stands in the way is all that there is to count
        outcome.with_findings = len({finding.origin.path for finding in outcome.findings})
    with open_cache(project.house.output) as cache:
        sweep(project.house.output)
        run = HouseRun(project, cache, choices, watch, outcome)
        _make_all(run, plans)
        _close(run, root)
    return outcome


def _make_all(run: HouseRun, plans: Sequence[PracticePlan]) -> None:
    """Make what is planned, some practices after the others, until it is stopped."""
    total, outcome, output = sum(map(len, plans)), run.outcome, run.cache.output
    later = total
    try:
        for batch in _batches(plans):
            later -= sum(map(len, batch))
            run.make(batch, later)
    except KeyboardInterrupt:
        outcome.stopped = True
    except DiskError as error:
        outcome.stopped = True
        sweep(output)
        _tell(_full("no more can be written", error), run)
    except ClusterError as error:
        outcome.stopped = True
        _tell(_gone(error), run)
    outcome.left = total - outcome.states.total()


def _batches(plans: Sequence[PracticePlan]) -> Iterator[list[PracticePlan]]:
    """So many practices at a time; at least one batch."""
    batch: list[PracticePlan] = []
    size, begun = 0, False
    for each in plans:
        if batch and size + len(each) > _BATCH:
            yield batch
            batch, size, begun = [], 0, True
        batch.append(each)
        size += len(each)
    if batch or not begun:
        yield batch


def _close(run: HouseRun, root: Path) -> None:
    """List and remember what there is."""
    run.watch.stage(Stage.WRITING)
    try:
        run.close()
    except (OSError, DiskError) as error:
        _tell(_full("what is there cannot be listed and remembered", error), run)
    if run.choices.exercises:  # what a patient was given is noted down nowhere
        return
    outcome, cache = run.outcome, run.cache
    if not cache.digests.moved():
        whole = not (outcome.stopped or outcome.failed or outcome.has_errors)
        run.standing.remember(root, outcome.up_to_date if whole else None)
    note_run(cache.output, run.choices.key, outcome.as_noted(run.choices.typed))


def _tell(finding: Finding, run: HouseRun) -> None:
    run.outcome.findings[finding] = 0
    run.watch.found([finding], ())


def _full(what: str, error: Exception) -> Finding:
    """Why a build could not end as it should."""
    why = error.strerror if isinstance(error, OSError) else str(error)
    hint = "make room or give leave to write, then build again"
    return Finding("D025", "error", f"{what}: {why}", Origin("output"), hint)


def _gone(error: ClusterError) -> Finding:
    hint = "when it is there again, give the same command, or leave out --dask"
    return Finding("D027", "error", str(error), Origin("output"), hint)
