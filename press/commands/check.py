"""leaflet check: look for mistakes in words and pages, write nothing but a report."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from press.commands import FOUND, Report, choices, limits, limits_of

if TYPE_CHECKING:
    from press.build import Order, Project
    from press.model import Finding, Origin
    from press.pipeline import Result
    from press.proof import Thumbnail
    from press.report import Check
    from press.workers import Limits

_THUMBNAIL = 300
"""Width of a page's picture in the report, in dots."""


@click.command("check")
@choices
@limits
@click.option("--words-only", is_flag=True, help="The words, not the pages: in a moment.")
@click.option("--json", "as_json", is_flag=True, help="Everything, for a program.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    help="github: annotations for a pull request.",
)
@click.option(
    "--report",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the house report, a page for a browser, as output/report.html.",
)
@click.pass_obj
def command(
    root: Path,
    /,
    words_only: bool,
    as_json: bool,
    form: str,
    target: Path | None,
    time_limit: float,
    memory_limit: int,
    **chosen: Any,
) -> None:
    """Proofread the words and look over the pages; write no leaflet.

    Example: leaflet check --language nl --report output/report.html
    """
    if as_json and form == "github":
        raise click.UsageError("choose --json or --format github")
    from press import build, files, report

    start, told = time.monotonic(), Report(with_information=True, silent=as_json or form != "text")
    most = None if words_only else limits_of(time_limit, memory_limit)
    check = _check(build.load(root), build.Order(**chosen), told, most, bool(target))
    if target:
        files.put(target, report.page(check).encode())
    if as_json:
        click.echo(report.as_json(check))
    else:
        if form == "github":
            click.echo("\n".join(report.annotate(check.findings, _folder(root))))
        elif check.reports:
            click.echo(f"\n{report.table(check.reports)}\n")
        click.echo(_summary(check, time.monotonic() - start))
    if told.has_errors:
        sys.exit(FOUND)


def _check(
    project: Project, order: Order, told: Report, most: Limits | None, with_pages: bool
) -> Check:
    """Proofread, then look over every variant within limits; tell what is found as it is found.

    Without limits only the words are looked at.
    """
    from press import build, model, workers
    from press.report import Check, Pages, draw_up

    today, silenced, pages = date.today(), list(project.silenced), {}
    proofs, in_lists = build.proofread_all(project, order, today)
    told.say(project.findings, project.troubles)
    told.say([*in_lists, *(one for _, proof in proofs for one in proof.findings)])
    sheets = draw_up(proofs, project.findings, ())
    marked = {sheet.leaflet.origin for sheet in sheets if _matters(sheet.findings)}
    done, failed, with_findings = len(proofs), 0, len(marked)
    if most:
        done = with_findings = 0
        variants = build.plan(project, order)
        shown: dict[Origin, str] = {}
        for each in variants if with_pages else ():
            shown.setdefault(each.publication.origin, each.path)
        look = partial(_look, set(shown.values()))
        for made in workers.run_isolated(variants, project.library, look, limits=most):
            seen = made.value or _Seen(made.findings, (), True, ())
            told.say(seen.findings, [made.trouble])
            silenced += seen.silenced
            publication = made.variant.publication
            words = any(leaflet.origin in marked for leaflet in publication.leaflets)
            with_findings += words or _matters(seen.findings)
            done, failed = done + (not seen.failed), failed + seen.failed
            if seen.images:
                pages[publication.origin] = Pages(made.variant, seen.images)
    findings = model.sort_findings(told.shown)
    return Check(
        today=today,
        reports=draw_up(proofs, findings, silenced),
        findings=findings,
        checked=done,
        failed=failed,
        with_findings=with_findings,
        pages=tuple(pages.values()),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a look at one variant gives; `images` of its pages, if they are asked for."""

    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]
    failed: bool
    images: tuple[Thumbnail, ...]


def _look(shown: set[str], result: Result) -> _Seen:
    """Examine a variant, in the process that made it."""
    from press import pipeline
    from press.proof import thumbnails

    seen = pipeline.examine(result)
    wanted = seen.document if result.variant.path in shown else None
    images = thumbnails(wanted, _THUMBNAIL) if wanted else ()
    return _Seen(seen.findings, seen.silenced, seen.failed, images)


def _matters(findings: Iterable[Finding]) -> bool:
    return any(finding.severity != "info" for finding in findings)


def _summary(check: Check, seconds: float) -> str:
    left_out = f", {check.failed} not checked" if check.failed else ""
    silenced = f", {check.silenced} silenced" if check.silenced else ""
    found = f"{check.with_findings} with findings"
    return f"{check.checked} checked{left_out}, {found}{silenced}, {seconds:.1f} s"


def _folder(root: Path) -> str:
    """The house as seen from the folder that one is in: for GitHub, the repository."""
    return Path(os.path.relpath(root)).as_posix()
