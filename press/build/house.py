"""A house, BuildChoices -> its files: everything that `leaflet build` does but talk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from press.build.asked import must_come_to_something
from press.build.inputs import Inputs
from press.build.jobs import BuildPlan, BuildResult, build_plan
from press.build.manifest import is_within, list_files, prune, unclaimed, withdrawn
from press.build.plan import plan
from press.build.project import Project, load, with_sheet
from press.build.run import build
from press.build.stages import LAYING_OUT, Stage
from press.cache import (
    MOST_NAMED,
    BuildCache,
    LastRun,
    UpToDate,
    note_run,
    open_cache,
    remember,
)
from press.choices import BuildChoices
from press.errors import ClusterError, DiskError
from press.files import sweep
from press.model import Finding, Origin, Variant, has_errors, is_worth_telling
from press.reading.fonts import tidy_fonts
from press.render import lacking
from press.workers import on_dask


class Watch(Protocol):
    """Who is told how a build goes, as it goes."""

    def stage(self, stage: Stage) -> None:
        """It has come this far."""

    def planned(self, plan: BuildPlan) -> None:
        """This is to be made, and this is up to date."""

    def work(self, stage: Stage, more: int, done: int) -> None:
        """In a stage there are so many more things to do, and so many are done."""

    def arrived(self, result: BuildResult) -> None:
        """A file has come, in whatever order."""

    def found(self, findings: Iterable[Finding], troubles: Iterable[str]) -> None:
        """What is wrong, and tracebacks of mistakes of ours."""

    def made(self, result: BuildResult) -> None:
        """What became of a variant, in the order of the plan."""

    def note(self, *lines: str) -> None:
        """What else there is to say."""


@dataclass
class Outcome:
    """What a build came to: files by what became of them, and what was found."""

    states: Counter[str] = field(default_factory=Counter)
    imprinted: int = 0
    left: int = 0
    """Files that were still to be made when it was stopped."""
    with_findings: int = 0
    findings: dict[Finding, int] = field(default_factory=dict)
    """Each with the number of files that it hits; 0 for what no file was made of."""
    silenced: set[Finding] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    """Of the files that stand, below the output folder."""
    notes: tuple[str, ...] = ()
    stopped: bool = False

    def add(self, result: BuildResult) -> None:
        """Count what became of a variant."""
        self.states[result.state] += 1
        self.imprinted += result.is_imprinted
        self.silenced.update(result.silenced)
        worth = [finding for finding in result.findings if is_worth_telling(finding)]
        self.with_findings += bool(worth)
        for finding in dict.fromkeys(worth):
            self.findings[finding] = self.findings.get(finding, 0) + 1
        (self.failed if result.state == "failed" else self.paths).append(result.path)

    @property
    def has_errors(self) -> bool:
        return has_errors(self.findings)

    @property
    def up_to_date(self) -> UpToDate:
        """The same as the next build says it, if nothing changes until then."""
        findings = tuple(map(str, self.findings))
        files = self.states.total()
        return UpToDate(files, findings, self.with_findings, len(self.silenced), self.notes)

    def as_noted(self, order: str) -> LastRun:
        """What is noted down of it, for who reports of it later."""
        errors = [str(each) for each in self.findings if each.severity == "error"]
        return LastRun(
            order,
            self.states["written"],
            self.states["up to date"],
            len(self.failed),
            self.left,
            tuple(self.failed[:MOST_NAMED]),
            tuple(errors[:MOST_NAMED]),
        )


def build_house(root: Path, choices: BuildChoices, watch: Watch) -> Outcome:
    """Make what is chosen and not up to date; UsageError where a choice fits nothing."""
    watch.stage(Stage.READING)
    project = load(root)
    if choices.exercises:
        project = with_sheet(project, choices.exercises, choices.order)
    watch.stage(Stage.PLANNING)
    variants = plan(project, choices.order)
    watch.found(project.findings, project.troubles)
    must_come_to_something(project, choices.order, variants)
    outcome = Outcome(silenced=set(project.silenced))
    outcome.findings |= dict.fromkeys(filter(is_worth_telling, project.findings), 0)
    if not variants:  # then what stands in the way is all that there is to count
        outcome.with_findings = len({finding.origin.path for finding in outcome.findings})
    with open_cache(project.house.output) as cache:
        watch.note(*_not_read(cache))
        sweep(project.house.output)
        inputs = Inputs(project, cache.digests, choices.options)
        force = choices.force or bool(choices.exercises)
        planned = build_plan(variants, inputs, cache, force=force)
        for result in planned.ready:
            watch.found(result.findings, ())
            outcome.add(result)
        watch.planned(planned)
        try:
            for result in _made(planned, project, cache, choices, watch):
                watch.made(result)
                watch.found(result.findings, [result.trouble])
                outcome.add(result)
        except KeyboardInterrupt:
            outcome.stopped = True
        except DiskError as error:
            outcome.stopped = True
            sweep(project.house.output)
            _tell(_full("no more can be written", error), watch, outcome)
        except ClusterError as error:
            outcome.stopped = True
            _tell(_gone(error), watch, outcome)
        outcome.left = len(variants) - outcome.states.total()
        watch.stage(Stage.WRITING)
        try:
            _close(project, cache, variants, choices, outcome)
        except (OSError, DiskError) as error:
            _tell(_full("what is there cannot be listed and remembered", error), watch, outcome)
        if _is_whole(outcome, choices) and not cache.digests.moved():
            paths = [variant.path for variant in variants]
            remember(cache, root, choices.key, paths, outcome.up_to_date)
        if not choices.exercises:  # what a patient was given is noted down nowhere
            note_run(cache.output, choices.key, outcome.as_noted(choices.typed))
    return outcome


def _made(
    planned: BuildPlan,
    project: Project,
    cache: BuildCache,
    choices: BuildChoices,
    watch: Watch,
) -> Iterator[BuildResult]:
    noted = False

    def stage(what: Stage) -> None:
        nonlocal noted
        watch.stage(what)
        if not noted and what in LAYING_OUT and not choices.cluster:
            noted = True
            watch.note(*lacking())

    return build(
        planned.todo,
        project,
        cache,
        choices.options,
        processes=choices.processes,
        limits=choices.limits,
        arrived=watch.arrived,
        stage=stage,
        work=watch.work,
        keep=not choices.exercises,
        elsewhere=partial(on_dask, choices.cluster, insecure=choices.insecure)
        if choices.cluster
        else None,
    )


def _close(
    project: Project,
    cache: BuildCache,
    variants: Sequence[Variant],
    choices: BuildChoices,
    outcome: Outcome,
) -> None:
    """List all files, and say of those that no variant claims any more, or remove them."""
    taken_back = prune(cache, withdrawn(project.library.content.withdrawn, cache))
    gone = [] if choices.exercises else unclaimed(project, cache, variants)
    gone = [path for path in gone if is_within(choices.order, cache.records[path])]
    removed = {*taken_back, *(prune(cache, gone) if choices.prune else ())}
    gone = sorted({*taken_back, *gone})
    outcome.notes = tuple(
        f"removed {path}" if path in removed else f"no variant claims {path} (--prune removes it)"
        for path in gone
    )
    list_files(cache)
    faces = [
        *project.library.faces,
        *(face for one in project.practices for face in one.brand.faces),
    ]
    tidy_fonts(cache.output, (face.path for face in faces))
    cache.close()


def _not_read(cache: BuildCache) -> Iterator[str]:
    """What the memory of earlier builds holds that nobody can read."""
    if cache.strange == 1:
        yield "1 record could not be read and is made anew"
    elif cache.strange:
        yield f"{cache.strange} records could not be read and are made anew"


def _full(what: str, error: Exception) -> Finding:
    """Why a build could not end as it should."""
    why = error.strerror if isinstance(error, OSError) else str(error)
    hint = "make room or give leave to write, then build again"
    return Finding("D025", "error", f"{what}: {why}", Origin("output"), hint)


def _gone(error: ClusterError) -> Finding:
    hint = "when it is there again, give the same command, or leave out --dask"
    return Finding("D027", "error", str(error), Origin("output"), hint)


def _tell(finding: Finding, watch: Watch, outcome: Outcome) -> None:
    outcome.findings[finding] = 0
    watch.found([finding], ())


def _is_whole(outcome: Outcome, choices: BuildChoices) -> bool:
    """Whether every file that was chosen stands, and nothing is wrong."""
    incomplete = outcome.stopped or outcome.failed or outcome.has_errors
    return not incomplete and not choices.exercises
