"""BuildResults -> what a build came to; who is told of it as it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from press.build.jobs import BuildPlan, BuildResult, findings_of, rows_of
from press.build.stages import Stage
from press.cache import MOST_NAMED, LastRun, Told, UpToDate, Whereabouts
from press.model import Finding, has_errors, is_worth_telling


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
    where: Whereabouts = field(default_factory=Whereabouts)
    """Of the files that stand."""
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
        (self.failed.append if result.state == "failed" else self.where.add)(result.path)

    def add_standing(self, practice: str, told: Told, findings: Iterable[Finding]) -> None:
        """Count the files of a practice that stand as they were told of; `findings` are theirs."""
        files = told.files.split("\n")
        self.states["up to date"] += len(files)
        self.with_findings += told.with_findings
        self.silenced.update(findings_of(told.silenced))
        for finding, (_, count) in zip(findings, told.findings, strict=True):
            self.findings[finding] = self.findings.get(finding, 0) + count
        for file in files:
            self.where.add(f"{practice}/{file}")

    def told(self, files: Iterable[str]) -> Told:
        """What is told of a practice, of which these are all files; their paths in its folder."""
        return Told(
            "\n".join(files),
            tuple(zip(rows_of(self.findings), self.findings.values(), strict=True)),
            tuple(sorted(rows_of(self.silenced))),
            self.with_findings,
        )

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
