"""Check -> what report.html shows of it: rows of its table, its timeline and its findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from press.model import Finding, Publication, Severity
from press.proofread import Reading
from press.report.checked import Check, LeafletReport

SOON = timedelta(days=90)
"""As early as owners are reminded."""
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_LONGEST = 20
_MOST = 12
"""Words of a sentence: the most that the bar shows, and the most in the mean (rules.md)."""
_LEAST = 60
"""The least reading index: where report.css draws the line across either bar, in per cent."""
_LAST_YEAR = 92
"""Per cent of the timeline: a year that begins later has no room for its number."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure as a bar: `part` of its track in per cent, and whether it keeps to the limit."""

    part: int
    good: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A leaflet in the table; `pages` names its pictures in the report, where there are some."""

    report: LeafletReport
    state: str
    pages: str
    mean: Bar
    index: Bar | None


@dataclass(frozen=True, slots=True)
class Review:
    """A leaflet on the timeline; `begins` and `lasts` are per cent of its length."""

    report: LeafletReport
    state: str
    begins: float
    lasts: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """When leaflets were reviewed and must be again, the first one first; places in per cent."""

    reviews: tuple[Review, ...]
    years: tuple[tuple[int, float], ...]
    now: float


def pages_id(publication: Publication) -> str:
    """Under which name the page images of a publication stand."""
    kind = "booklet-" if publication.is_booklet else ""
    return f"pages-{publication.language}-{kind}{publication.slug}"


def rows(check: Check) -> list[Row]:
    """The leaflets by language and title."""
    shown = {
        (pages.variant.publication.language, pages.variant.publication.slug): pages_id(
            pages.variant.publication
        )
        for pages in check.pages
        if not pages.variant.publication.is_booklet
    }
    return [
        Row(
            report,
            nearness(report.leaflet.review_due, check.today),
            shown.get((report.leaflet.language, report.leaflet.slug), ""),
            _bar(report.reading.mean_sentence / _LONGEST, report.reading.mean_sentence <= _MOST),
            _ease(report.reading),
        )
        for report in sorted(check.reports, key=lambda s: (s.leaflet.language, s.leaflet.title))
    ]


def _bar(part: float, good: bool) -> Bar:
    return Bar(round(min(max(part, 0), 1) * 100), good)


def _ease(reading: Reading) -> Bar | None:
    """The bar of a reading index; of LIX lower is easier, so it shows what is left to 100."""
    if reading.value is None:
        return None
    ease = 100 - reading.value if reading.index == "LIX" else reading.value
    return _bar(ease / 100, ease >= _LEAST)


def nearness(due: date, today: date) -> str:
    """How near a review is, as report.css calls it."""
    left = due - today
    if left < timedelta():
        return "overdue"
    return "soon" if left <= SOON else "in-time"


def timeline(check: Check) -> Timeline:
    """Set out the reviews from the first one to the day after the last one that is due."""
    reports = sorted(check.reports, key=lambda s: (s.leaflet.review_due, s.leaflet.title))
    first = min([check.today, *(report.leaflet.reviewed for report in reports)])
    last = max([check.today, *(report.leaflet.review_due for report in reports)]) + timedelta(
        days=1
    )

    def at(when: date) -> float:
        return round((when - first) / (last - first) * 100, 1)

    def review(report: LeafletReport) -> Review:
        begins = at(report.leaflet.reviewed)
        lasts = round(max(at(report.leaflet.review_due) - begins, 0.5), 1)
        return Review(report, nearness(report.leaflet.review_due, check.today), begins, lasts)

    years = ((year, at(date(year, 1, 1))) for year in range(first.year + 1, last.year + 1))
    return Timeline(
        tuple(review(report) for report in reports),
        tuple((year, place) for year, place in years if place <= _LAST_YEAR),
        at(check.today),
    )


def rules(check: Check) -> list[list[Finding]]:
    """What was found, by rule: errors first."""

    def rule(finding: Finding) -> tuple[int, str]:
        return _SEVERITIES.index(finding.severity), finding.code

    ordered = sorted(check.findings, key=lambda finding: (rule(finding), finding.sort_key))
    return [list(found) for _, found in groupby(ordered, rule)]
