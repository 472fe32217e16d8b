"""leaflet build: write the files."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import FOUND, choices, limits
from press.commands.completing import EXERCISES
from press.commands.dry_run import try_out
from press.commands.progress import Progress

if TYPE_CHECKING:
    from press.build import Outcome
    from press.cache import Whereabouts
    from press.choices import BuildChoices, Limits, Order
    from press.model import Format


@click.command("build")
@choices
@click.option(
    "--format", "form", type=click.Choice(["pdf", "epub"]), default="pdf", help="[default: pdf]"
)
@click.option("--exercises", type=EXERCISES, help="A patient's own sheet of these, in this order.")
@click.option("--marks", is_flag=True, help="Crop marks, in files for a print shop.")
@click.option("--cmyk", is_flag=True, help="Brand colours as CMYK, in files for a print shop.")
@click.option("--attach-source", is_flag=True, help="Put the Markdown inside the file (PDF/A-3).")
@click.option("--force", is_flag=True, help="Make also what is up to date.")
@click.option("--dry-run", is_flag=True, help="Say what would be made and why; write nothing.")
@click.option("--explain", is_flag=True, help="Say why each file is made again, and how.")
@click.option("--no-imprint", is_flag=True, help="Lay out every file on its own.")
@click.option("--prune", is_flag=True, help="Remove files that no variant claims any more.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="At a time.  [default: cores]")
@limits
@click.option("--dask", metavar="ADDRESS", help="Lay out on this cluster: tls://HOST:PORT.")
@click.option("--insecure", is_flag=True, help="Let --dask go to another machine without tls://.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each event.")
@click.pass_obj
def command(
    root: Path,
    /,
    order: Order,
    form: Format,
    exercises: str | None,
    marks: bool,
    cmyk: bool,
    attach_source: bool,
    force: bool,
    dry_run: bool,
    explain: bool,
    no_imprint: bool,
    prune: bool,
    jobs: int | None,
    limits: Limits,
    dask: str | None,
    insecure: bool,
    as_json: bool,
) -> None:
    """Write leaflets to output/PRACTICE/LANGUAGE/, those that are not up to date.

    With --dry-run it says what it would make and why. Of what is made anew only because the
    press or a layout has changed, as after an upgrade, it compares up to 12 files as pictures,
    and says which would look otherwise and which differ in their bytes only.

    \b
    Example: leaflet build chronische-lage-rugklachten --practice lindehof
             leaflet build --exercises bridge,bird-dog --practice lindehof
    """
    from press import cache, scratch
    from press.choices import BuildChoices, OutputOptions

    start, progress = time.monotonic(), Progress(as_json, explain=explain)
    asked = BuildChoices(
        replace(order, standard="none" if cmyk else None, format=form),
        OutputOptions(marks, attach_source, imprint=not no_imprint),
        tuple(name.strip() for name in exercises.split(",")) if exercises else (),
        force=force,
        prune=prune,
        processes=jobs or os.cpu_count() or 1,
        limits=limits,
        cluster=dask or "",
        insecure=insecure,
    )
    if asked.cluster:
        _may_go_out(asked)
    if dry_run:
        try_out(root, asked, explain=explain)
        return
    scratch.sweep_dead_runs()
    if swept := _sweep_sheets(root / "output", time.time()):
        progress.note(f"removed {swept} exercise sheet{'s'[: swept > 1]} older than a day")
    if not (force or prune or exercises) and (standing := cache.look(root, asked.key)):
        said, where = standing
        for line in said.findings:
            progress.finding(line)
        progress.note(*said.notes)
        cache.note_run(root / "output", asked.key, cache.LastRun(asked.typed, 0, said.files))
        _say_where(root, where, progress)
        told = _told(said.files, said.with_findings, said.silenced)
        progress.end(_summary("0 written", told, start))
        return
    from press import build

    try:
        outcome = build.build_house(root, asked, progress)
    finally:
        progress.close()
    _show(root, outcome, progress, start)
    if outcome.has_errors or outcome.stopped:
        sys.exit(FOUND)


def _sweep_sheets(output: Path, now: float) -> int:
    """Remove patients' own sheets of more than a day: they were printed or mailed; how many."""
    from press.files import link_on_the_way

    removed = 0
    for path in output.glob("*/*/sheets/exercises-*.pdf"):
        inside = not link_on_the_way(output, path.relative_to(output).as_posix())
        if inside and path.lstat().st_mtime < now - _A_DAY:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


_A_DAY = 24 * 3600
"""Seconds."""


def _may_go_out(asked: BuildChoices) -> None:
    """Refuse to send what may not be sent, or to where it may not be sent."""
    from press.errors import UsageError
    from press.workers import must_be_safe

    must_be_safe(asked.cluster, insecure=asked.insecure)
    if asked.exercises:
        raise UsageError("a patient's own sheet is made here, not on a cluster: leave out --dask")


def _show(root: Path, outcome: Outcome, progress: Progress, start: float) -> None:
    """Sum up."""
    progress.note(*_repeated(outcome), *outcome.notes)
    _say_where(root, outcome.where, progress)
    states = outcome.states
    done = f"{states['written']} written"
    if outcome.imprinted:
        done += f", {outcome.imprinted} imprinted"
    told = _told(
        states["up to date"], outcome.with_findings, len(outcome.silenced), states["failed"]
    )
    besides = sum(
        finding.severity == "error" and not count for finding, count in outcome.findings.items()
    )
    if besides:
        told += f", {besides} error{'s' if besides > 1 else ''} in what was not made"
    progress.end(_summary(done, told, start))
    if outcome.stopped:
        progress.note(f"stopped: {outcome.left} left; the same command goes on from here")


def _say_where(root: Path, where: Whereabouts, progress: Progress) -> None:
    """Say where the files lie that were asked for: each of a few, else their folder."""
    if progress.as_json:
        return
    if where.is_few:
        progress.note(*(str(root / "output" / path) for path in sorted(where.first)))
        return
    progress.note(f"{where.count} files below {root / 'output' / where.folder}{os.sep}")


def _told(ready: int, with_findings: int, silenced: int, failed: int = 0) -> str:
    up_to_date = f", {ready} up to date" if ready else ""
    left_out = f", {failed} not written" if failed else ""
    allowed = f", {silenced} silenced" if silenced else ""
    return f"{up_to_date}{left_out}, {with_findings} with findings{allowed}"


def _summary(done: str, told: str, start: float) -> str:
    return f"{done}{told}, {time.monotonic() - start:.1f} s"


def _repeated(outcome: Outcome) -> Iterator[str]:
    """Faults that hit more than one file, with their count, and where files are missing."""
    hit = sorted(outcome.findings.items(), key=lambda item: -item[1])
    yield from (f"in {count} files: {finding}" for finding, count in hit if count > 1)
    if len(outcome.failed) > 1:
        split = [path.partition("/") for path in outcome.failed]
        for kind, names in (
            ("practice", Counter(practice for practice, _, _ in split)),
            ("leaflet", Counter(below.split(".")[0] for _, _, below in split)),
        ):
            most = ", ".join(f"{name} {count}" for name, count in names.most_common(10))
            more = f" and {len(names) - 10} more" if len(names) > 10 else ""
            yield f"not written by {kind}: {most}{more}"
