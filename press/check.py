"""A house, CheckChoices -> Check: words proofread, pages looked over, nothing written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from press import build
from press.build.proofs import proofread_all
from press.choices import CheckChoices, Limits, Order, OutputOptions
from press.governance.issued import current_on, read_issued
from press.governance.owing import Owed, owed, reviews
from press.governance.signatures import dated_ahead
from press.model import Finding, Leaflet, Origin, is_worth_telling, sort_findings
from press.pipeline import Result
from press.proof import Thumbnail, thumbnails
from press.proofread import Proof
from press.report import Check, Pages, draw_up
from press.workers import IsolatedResult

_THUMBNAIL = 300
"""Width of a page's picture in the report, in dots."""

Tell = Callable[[Iterable[Finding], Iterable[str]], None]
"""Told what is found as it is found, and tracebacks of mistakes of ours."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a look at one variant gives; `images` of its pages, if they are asked for."""

    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...] = ()
    failed: bool = True
    images: tuple[Thumbnail, ...] = ()


def check_house(root: Path, choices: CheckChoices, today: date, tell: Tell) -> Check:
    """Proofread what is chosen, then look over each of its variants within the limits."""
    project = build.load(root)
    proofs, in_lists = proofread_all(project, choices.order, today)
    words = [*in_lists, *(finding for _, proof in proofs for finding in proof.findings)]
    for leaflet, _ in proofs:
        words += dated_ahead(project.house, leaflet, today)
    tell(_asked(project, choices.order, proofs), project.troubles)
    tell(words, ())
    findings = [*_asked(project, choices.order, proofs), *words]
    tally = _Tally(proofs, project.findings)
    if choices.limits:
        tally.checked = tally.with_findings = 0
        for seen, result in _looks(project, choices, choices.limits):
            tell(seen.findings, [result.trouble])
            tally.add(seen, result)
            findings += seen.findings
    found = sort_findings(findings)
    return Check(
        today=today,
        reports=draw_up(proofs, found, [*project.silenced, *tally.silenced]),
        findings=found,
        checked=tally.checked,
        failed=tally.failed,
        with_findings=tally.with_findings,
        pages=tuple(tally.pages.values()),
        owed=tuple(_owed(project, today)),
        current=tuple(current_on(read_issued(project.house)[0], today)),
    )


def _asked(
    project: build.Project, order: Order, proofs: Iterable[tuple[Leaflet, Proof]]
) -> list[Finding]:
    """What is wrong in the house; who asks for a leaflet is not informed of all others."""
    asked = {leaflet.origin.path for leaflet, _ in proofs}
    return [
        finding
        for finding in project.findings
        if not order.publications
        or is_worth_telling(finding)
        or finding.origin.path in asked
        or not finding.origin.path.startswith("sources/leaflets/")
    ]


def _owed(project: build.Project, today: date) -> list[Owed]:
    """Reviews that are near or overdue, and signatures that are lacking."""
    leaflets = project.library.content.leaflets
    due = reviews(project.house, leaflets, project.publications)
    return owed(due, leaflets, project.unsigned, today)


def _looks(
    project: build.Project, choices: CheckChoices, limits: Limits
) -> Iterable[tuple[_Seen, IsolatedResult[_Seen]]]:
    """A look at each variant; with pictures of one variant of each publication."""
    variants = build.plan(project, choices.order)
    shown: dict[Origin, str] = {}
    for each in variants if choices.with_pictures else ():
        shown.setdefault(each.publication.origin, each.path)
    look = partial(_look, set(shown.values()))
    options = OutputOptions(imprint=choices.imprint)
    for result in build.looked_over(variants, project, look, limits=limits, options=options):
        yield result.value or _Seen(result.findings), result


def _look(shown: set[str], seen: Result) -> _Seen:
    """What a look at a variant gives, in the process that made it."""
    wanted = seen.document if seen.variant.path in shown else None
    images = thumbnails(wanted, _THUMBNAIL) if wanted else ()
    return _Seen(seen.findings, seen.silenced, seen.failed, images)


@dataclass
class _Tally:
    """Counts leaflets, or variants if they are looked at; both with findings in their words."""

    proofs: tuple[tuple[Leaflet, Proof], ...]
    of_project: tuple[Finding, ...]
    checked: int = 0
    failed: int = 0
    with_findings: int = 0
    silenced: list[Finding] = field(default_factory=list)
    pages: dict[Origin, Pages] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.marked = {
            report.leaflet.origin
            for report in draw_up(self.proofs, self.of_project, ())
            if any(map(is_worth_telling, report.findings))
        }
        self.checked, self.with_findings = len(self.proofs), len(self.marked)

    def add(self, seen: _Seen, result: IsolatedResult[_Seen]) -> None:
        publication = result.variant.publication
        in_words = any(leaflet.origin in self.marked for leaflet in publication.leaflets)
        self.with_findings += in_words or any(map(is_worth_telling, seen.findings))
        self.checked += not seen.failed
        self.failed += seen.failed
        self.silenced += seen.silenced
        if seen.images:
            self.pages[publication.origin] = Pages(result.variant, seen.images)
