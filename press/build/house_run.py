"""Variants of some practices -> their files, after those of others: what a build holds meanwhile.

Practices whose files all stand are not looked into. Of the others records are held until
their files are made and listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from press.build.inputs import Inputs
from press.build.jobs import BuildPlan, BuildResult, build_plan, findings_of
from press.build.manifest import list_files, list_practice, prune, unclaimed, withdrawn
from press.build.outcome import Outcome, Watch
from press.build.plan import PracticePlan
from press.build.project import Project
from press.build.run import build
from press.build.stages import LAYING_OUT, Stage
from press.cache import BuildCache, Standing
from press.choices import BuildChoices
from press.model import Variant
from press.reading.fonts import tidy_fonts
from press.render import lacking
from press.workers import on_dask


@dataclass
class _Practice:
    """A practice whose files are being made: what they are made from, where they go."""

    wanted: str
    files: tuple[str, ...]
    outcome: Outcome = field(default_factory=Outcome)


class HouseRun:
    """A build under way."""

    def __init__(
        self,
        project: Project,
        cache: BuildCache,
        choices: BuildChoices,
        watch: Watch,
        outcome: Outcome,
    ) -> None:
        self.project, self.cache, self.choices = project, cache, choices
        self.watch, self.outcome = watch, outcome
        self.inputs = Inputs(project, cache.digests, choices.options)
        self.standing = Standing(cache, choices.key)
        self._open: dict[str, _Practice] = {}
        self._planned: set[str] = set()
        self._gone: dict[str, bool] = {}
        self._strange = 0
        self._told_what_is_lacking = False
        self._looks_at_all = bool(choices.force or choices.prune or choices.exercises)

    def make(self, practices: Sequence[PracticePlan], later: int) -> None:
        """Make the files of these practices that do not stand; `later` come so many others."""
        self._close_batch()
        if not self._looks_at_all:
            self.standing.look_at(plan.practice.id for plan in practices)
        before = self.outcome.states.total()
        todo = [variant for each in practices for variant in self._begun(each)]
        standing = self.outcome.states.total() - before
        force = self.choices.force or bool(self.choices.exercises)
        planned = build_plan(todo, self.inputs, self.cache, force=force)
        self._say_what_was_strange()
        for result in planned.ready:
            self.watch.found(result.findings, ())
            self._add(result)
        self.watch.planned(replace(planned, standing=standing, later=later))
        for result in self._made(planned):
            self.watch.made(result)
            self.watch.found(result.findings, [result.trouble])
            self._add(result)

    def close(self) -> None:
        """List all files, and say of those that no variant claims any more, or remove them."""
        self._close_batch()
        chosen = self.choices.order.practices
        for practice in self.cache.practices():
            if practice not in self._planned and (not chosen or practice in chosen):
                self._clear(practice, ())
                self.cache.release(practice)
        self.outcome.notes = tuple(
            f"removed {path}" if removed else f"no variant claims {path} (--prune removes it)"
            for path, removed in sorted(self._gone.items())
        )
        list_files(self.cache)
        faces = [
            *self.project.library.faces,
            *(face for one in self.project.practices for face in one.brand.faces),
        ]
        tidy_fonts(self.cache.output, (face.path for face in faces))
        self.cache.close()

    # --- a batch ---

    def _begun(self, plan: PracticePlan) -> Sequence[Variant]:
        """Variants of a practice that are to be looked at one by one: none where all stand."""
        practice, choices = plan.practice.id, self.choices
        self._planned.add(practice)
        wanted = "" if choices.exercises else self.inputs.wanted(plan)
        if not self._looks_at_all and (told := self.standing.still(practice, wanted)):
            findings = findings_of(row for row, _ in told.findings)
            self.watch.found(findings, ())
            self.outcome.add_standing(practice, told, findings)
            return ()
        variants = plan.variants()
        files = tuple(variant.path.partition("/")[2] for variant in variants)
        self._open[practice] = _Practice(wanted, files)
        return variants

    def _add(self, result: BuildResult) -> None:
        self.outcome.add(result)
        self._open[result.path.partition("/")[0]].outcome.add(result)

    def _close_batch(self) -> None:
        """List what was made of the last practices, and let go of their records."""
        for practice, made in self._open.items():
            gone = self._clear(practice, made.files)
            list_practice(self.cache, practice)
            whole = made.outcome.where.count == len(made.files)
            if whole and not self.choices.exercises:
                wanted = "" if gone else made.wanted
                self.standing.add(practice, wanted, made.outcome.told(made.files))
            self.cache.release(practice)
        self._open.clear()

    def _clear(self, practice: str, files: Sequence[str]) -> bool:
        """Find what of a practice is no more to be there but `files`; remove it if that is asked.

        Whether something is left.
        """
        cache, choices = self.cache, self.choices
        names = self.project.library.content.withdrawn
        taken_back = prune(cache, withdrawn(names, cache, practice))
        self._gone |= dict.fromkeys(taken_back, True)
        if choices.exercises:
            return False
        planned = {f"{practice}/{file}" for file in files}
        gone = unclaimed(self.project, cache, practice, planned, choices.order)
        removed = prune(cache, gone) if choices.prune else []
        self._gone |= {path: path in removed for path in gone}
        return len(removed) < len(gone)

    def _say_what_was_strange(self) -> None:
        """Say what the memory of earlier builds holds that nobody can read."""
        if self._open:
            _ = self.cache.parts
        count, self._strange = self.cache.strange - self._strange, self.cache.strange
        if count:
            many = f"{count} records could not be read and are made anew"
            self.watch.note("1 record could not be read and is made anew" if count == 1 else many)

    def _made(self, planned: BuildPlan) -> Iterator[BuildResult]:
        project, choices, watch = self.project, self.choices, self.watch

        def stage(what: Stage) -> None:
            watch.stage(what)
            if not (self._told_what_is_lacking or choices.cluster) and what in LAYING_OUT:
                self._told_what_is_lacking = True
                watch.note(*lacking())

        return build(
            planned.todo,
            project,
            self.cache,
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
