"""A house, BuildChoices -> its files: everything that `leaflet build` does but talk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from press.build.asked import must_come_to_something
from press.build.house_run import HouseRun
from press.build.outcome import Outcome, Watch
from press.build.plan import plan_each
from press.build.project import Project, load, with_sheet
from press.build.stages import Stage
from press.cache import begin_memory, note_run, open_cache
from press.choices import BuildChoices
from press.errors import ClusterError, DiskError
from press.files import sweep
from press.model import Finding, Origin, Variant, is_worth_telling

_BATCH = 50_000
"""Files whose plan is held at a time, those of a practice together."""


def build_house(root: Path, choices: BuildChoices, watch: Watch) -> Outcome:
    """Make what is chosen and not up to date; UsageError where a choice fits nothing."""
    watch.stage(Stage.READING)
    begin_memory(root)
    project = load(root)
    if choices.exercises:
        project = with_sheet(project, choices.exercises, choices.order)
    watch.stage(Stage.PLANNING)
    batches = _batches(project, choices)
    first, second = next(batches), next(batches, None)
    watch.found(project.findings, project.troubles)
    must_come_to_something(project, choices.order, first)
    outcome = Outcome(silenced=set(project.silenced))
    outcome.findings |= dict.fromkeys(filter(is_worth_telling, project.findings), 0)
    if not first:  # then what stands in the way is all that there is to count
        outcome.with_findings = len({finding.origin.path for finding in outcome.findings})
    with open_cache(project.house.output) as cache:
        sweep(project.house.output)
        run = HouseRun(project, cache, choices, watch, outcome)
        every = plan_each(project, choices.order) if second else first
        _make_all(run, chain([first], filter(None, [second]), batches), sum(map(len, every)))
        _close(run, root)
    return outcome


def _batches(project: Project, choices: BuildChoices) -> Iterator[list[tuple[Variant, ...]]]:
    """Variants practice by practice, so many practices at a time; at least one batch."""
    batch: list[tuple[Variant, ...]] = []
    size, begun = 0, False
    for variants in plan_each(project, choices.order):
        if batch and size + len(variants) > _BATCH:
            yield batch
            batch, size, begun = [], 0, True
        batch.append(variants)
        size += len(variants)
    if batch or not begun:
        yield batch


def _make_all(run: HouseRun, batches: Iterable[list[tuple[Variant, ...]]], total: int) -> None:
    """Make one batch after the other, until all are made or it is stopped."""
    later, outcome, output = total, run.outcome, run.cache.output
    try:
        for batch in batches:
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
