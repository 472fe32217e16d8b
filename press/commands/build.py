"""leaflet build: write the files."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from press.commands import FOUND, Report, choices, limits, limits_of
from press.commands.progress import Progress

if TYPE_CHECKING:
    from press.build import BuildResult, Project
    from press.cache import UpToDate
    from press.model import Standard, Variant


@click.command("build")
@choices
@click.option("--exercises", metavar="A,B", help="A patient's own sheet of these, in this order.")
@click.option("--marks", is_flag=True, help="Crop marks, in files for a print shop.")
@click.option("--cmyk", is_flag=True, help="Brand colours as CMYK, in files for a print shop.")
@click.option("--attach-source", is_flag=True, help="Put the Markdown inside the file (PDF/A-3).")
@click.option("--force", is_flag=True, help="Make also what is up to date.")
@click.option("--explain", is_flag=True, help="Say why each file is made again, and how.")
@click.option("--no-imprint", is_flag=True, help="Lay out every file on its own.")
@click.option("--prune", is_flag=True, help="Remove files that no variant claims any more.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="At a time.  [default: cores]")
@limits
@click.option("--dask", metavar="ADDRESS", help="Make the files on this cluster: tls://HOST:PORT.")
@click.option("--insecure", is_flag=True, help="Let --dask go to another machine without tls://.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each event.")
@click.pass_obj
def command(root: Path, /, **chosen: Any) -> None:
    """Write leaflets to output/PRACTICE/LANGUAGE/, those that are not up to date.

    Example: leaflet build chronische-lage-rugklachten --practice lindehof
    """
    from press import cache

    start, progress = time.monotonic(), Progress(chosen.pop("as_json"))
    names = ("force", "explain", "prune", "jobs", "dask", "insecure")
    how = {name: chosen.pop(name) for name in names}
    if how["dask"]:
        _may_go_out(how["dask"], how["insecure"], chosen)
    most = {name: chosen.pop(name) for name in ("time_limit", "memory_limit")}
    order = repr(sorted(chosen.items()))
    if not (how["force"] or how["prune"] or chosen["exercises"]):
        standing = cache.look(root, order)
        if standing:
            for line in standing.findings:
                progress.finding(line)
            progress.say(*standing.notes)
            progress.end(_summary(0, standing.files, 0, standing, start))
            return
    from press import build

    how["limits"] = limits_of(**most)
    project = build.load(root)
    if chosen["exercises"]:
        exercises = tuple(name.strip() for name in chosen["exercises"].split(","))
        project = build.with_sheet(project, exercises, chosen["languages"])
    code = _build(root, project, chosen, how, order, progress, start)
    if code:
        sys.exit(code)


def _may_go_out(address: str, insecure: bool, chosen: dict[str, Any]) -> None:
    """Refuse to send what may not be sent, or to where it may not be sent."""
    from press.errors import UsageError
    from press.workers import must_be_safe

    must_be_safe(address, insecure=insecure)
    if chosen["exercises"]:
        raise UsageError("a patient's own sheet is made here, not on a cluster: leave out --dask")
    chosen["no_imprint"] = True  # a cluster renders every file


def _build(
    root: Path,
    project: Project,
    chosen: dict[str, Any],
    how: dict[str, Any],
    order: str,
    progress: Progress,
    start: float,
) -> int:
    """Build what is not up to date, show what is found, and sum up."""
    from press import build, cache, files, pipeline, render, workers

    a_sheet = bool(chosen.pop("exercises"))
    wishes = {name: chosen.pop(name) for name in ("marks", "attach_source")}
    options = pipeline.OutputOptions(**wishes, imprint=not chosen.pop("no_imprint"))
    standard: Standard | None = "none" if chosen.pop("cmyk") else None
    variants = build.plan(project, build.Order(**chosen, standard=standard))

    def on_cluster(todo: Sequence[Variant]) -> Iterator[Any]:
        task = workers.Task(tuple(todo), project.library, options, how["limits"])
        return workers.on_dask(how["dask"], task, insecure=how["insecure"])

    report, tally = Report(show=progress.finding), _Tally(project)
    report.say(project.findings, project.troubles)
    with cache.open_cache(project.house.output) as known:
        files.sweep(project.house.output)
        inputs = build.Inputs(project, known.digests, options)
        plan = build.build_plan(variants, inputs, known, force=how["force"] or a_sheet)
        for job in plan.todo if how["explain"] else ():
            progress.say(f"{job.variant.path}: {job.reason}")
        for made in plan.ready:
            report.say(made.findings)
            tally.add(made)
        progress.say(*(render.lacking() if plan.todo else ()))
        progress.start(len(plan.todo), len(plan.ready))
        stopped = False
        try:
            for made in build.build(
                plan.todo,
                project,
                known,
                options,
                processes=how["jobs"] or os.cpu_count() or 1,
                limits=how["limits"],
                arrived=progress.arrived,
                keep=not a_sheet,
                elsewhere=on_cluster if how["dask"] else None,
            ):
                if how["explain"]:
                    progress.say(f"{made.path}: {made.how}")
                report.say(made.findings)
                progress.trouble(made.trouble)
                tally.add(made)
        except KeyboardInterrupt:
            stopped = True
        progress.close()
        gone = [] if a_sheet else build.unclaimed(project, known, variants)
        notes = _notes(gone, set(build.prune(known, gone)) if how["prune"] else set())
        build.list_files(known)
        done, ready, failed = (tally.states[state] for state in ("written", "up to date", "failed"))
        standing = tally.standing([str(f) for f in report.shown], notes)
        if not (stopped or failed or report.has_errors or a_sheet or known.digests.moved()):
            cache.remember(known, root, order, [v.path for v in variants], standing)
    progress.say(*tally.repeated(), *notes)
    progress.end(_summary(done, ready, failed, standing, start))
    if stopped:
        left = len(variants) - done - ready - failed
        progress.say(f"stopped: {left} left; the same command goes on from here")
    return FOUND if report.has_errors or stopped else 0


def _notes(paths: Sequence[str], removed: set[str]) -> list[str]:
    """What is said of files that no variant claims."""
    return [
        f"removed {path}" if path in removed else f"no variant claims {path} (--prune removes it)"
        for path in paths
    ]


def _summary(done: int, ready: int, failed: int, standing: UpToDate, start: float) -> str:
    up_to_date = f", {ready} up to date" if ready else ""
    left_out = f", {failed} not written" if failed else ""
    allowed = f", {standing.silenced} silenced" if standing.silenced else ""
    return (
        f"{done} written{up_to_date}{left_out}, {standing.with_findings} with findings{allowed},"
        f" {time.monotonic() - start:.1f} s"
    )


class _Tally:
    """Counts what became of the variants, and how many each fault hits."""

    def __init__(self, project: Project) -> None:
        self.states: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.failed: dict[str, Counter[str]] = {"practice": Counter(), "leaflet": Counter()}
        self.silenced = set(project.silenced)
        self.with_findings = 0

    def add(self, made: BuildResult) -> None:
        told = [finding for finding in made.findings if finding.severity != "info"]
        self.states[made.state] += 1
        self.silenced.update(made.silenced)
        self.with_findings += bool(told)
        self.faults.update({str(finding): 1 for finding in told})
        if made.state == "failed":
            practice, _, below = made.path.partition("/")
            self.failed["practice"][practice] += 1
            self.failed["leaflet"][below.split(".")[0]] += 1

    def standing(self, findings: list[str], notes: list[str]) -> UpToDate:
        from press.cache import UpToDate

        silenced, files = len(self.silenced), self.states.total()
        return UpToDate(files, tuple(findings), self.with_findings, silenced, tuple(notes))

    def repeated(self) -> list[str]:
        """Faults that hit more than one file, with their count, and where files are missing."""
        lines = [
            f"in {count} files: {fault}" for fault, count in self.faults.most_common() if count > 1
        ]
        if sum(self.failed["practice"].values()) > 1:
            for kind, names in self.failed.items():
                most = ", ".join(f"{name} {count}" for name, count in names.most_common(10))
                more = f" and {len(names) - 10} more" if len(names) > 10 else ""
                lines.append(f"not written by {kind}: {most}{more}")
        return lines
