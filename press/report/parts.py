"""Check -> the sections of the house report: leaflets, reviews, findings, what is allowed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from press.model import Finding, Leaflet, Severity
from press.proofread import Reading
from press.report.checked import Check, Sheet
from press.report.elements import Child, Element, tag
from press.report.words import day, distance, sentence, short_day, times

SEVERITIES: dict[Severity, str] = {"error": "Error", "warning": "Warning", "info": "Information"}
SOON = timedelta(days=60)
_LONGEST = 20
_MOST = 12
"""Words of a sentence: the most that the bar shows, and the most in the mean (rules.md)."""
_FEW = 4
"""Places of a rule that are shown unasked."""


def pages_id(language: str, slug: str, *, booklet: bool = False) -> str:
    """Under which name the page images of a publication stand."""
    return f"pages-{language}-{'booklet-' if booklet else ''}{slug}"


# --- leaflets ---------------------------------------------------------------------------


def leaflets(check: Check) -> Element:
    """How each leaflet reads, and what was found in it."""
    shown = {
        (pages.variant.publication.language, pages.variant.publication.slug)
        for pages in check.pages
        if not pages.variant.publication.is_booklet
    }
    heads = ("Leaflet", "Language", "Words", "Words a sentence", "Reading index", "Review due")
    sheets = sorted(check.sheets, key=lambda sheet: (sheet.leaflet.language, sheet.leaflet.title))
    rows = [
        _leaflet(sheet, (sheet.leaflet.language, sheet.leaflet.slug) in shown, check.today)
        for sheet in sheets
    ]
    caption = "Leaflets by language and title"
    listed = _table(caption, (*heads, "Errors", "Warnings", "Allowed"), rows)
    return tag("div", listed, tag("p", _how_to_read(sheets), class_="note"))


def _leaflet(sheet: Sheet, has_pages: bool, today: date) -> list[Element]:
    leaflet, reading = sheet.leaflet, sheet.reading
    title: Element = _title(leaflet)
    if has_pages:
        title = tag("a", title, href=f"#{pages_id(leaflet.language, leaflet.slug)}")
    state = _state(leaflet, today)
    due = tag("span", short_day(leaflet.review_due), class_=f"day {state}")
    return [
        tag("th", title, tag("span", leaflet.slug, class_="slug")),
        tag("td", leaflet.language, class_="half"),
        tag("td", f"{reading.words:,}", class_="number half"),
        tag("td", *_mean(reading), class_="half"),
        tag("td", *_index(reading), class_="half"),
        tag("td", due),
        *(_count(sheet.number(severity), severity) for severity in ("error", "warning")),
        _count(len(sheet.silenced), "allowed"),
    ]


def _title(leaflet: Leaflet) -> Element:
    return tag("span", leaflet.title, lang=leaflet.language, dir="auto")


def _count(number: int, kind: str) -> Element:
    return tag("td", f"{number:,}", class_=f"number third {kind if number else 'none'}")


def _mean(reading: Reading) -> list[Child]:
    good = reading.mean_sentence <= _MOST
    return [
        tag("span", f"{reading.mean_sentence:.1f}", class_="figure"),
        _bar(reading.mean_sentence / _LONGEST, _MOST / _LONGEST, good),
    ]


def _index(reading: Reading) -> list[Child]:
    if reading.value is None:
        return [reading.meaning]
    lix = reading.index == "LIX"  # lower is easier: what the bar shows is ease
    goal = 0.6
    part = (100 - reading.value if lix else reading.value) / 100
    figure = tag("span", f"{reading.value:.1f}", class_="figure")
    return [
        tag("span", figure, f" {reading.meaning}", class_="index"),
        _bar(part, goal, part >= goal),
    ]


def _bar(part: float, goal: float, good: bool) -> Element:
    """A bar beside a number that says the same, so kept from who hears the page."""
    width = f"width: {min(max(part, 0), 1) * 100:.0f}%"
    grade = "bar" if good else "bar off"
    mark = tag("i", style=f"left: {goal * 100:.0f}%")
    return tag("span", tag("b", style=width), mark, class_=grade, aria_hidden="true")


def _how_to_read(sheets: list[Sheet]) -> str:
    used = sorted({(sheet.leaflet.language, sheet.reading.index) for sheet in sheets})
    named = "; ".join(f"{language}: {index}" for language, index in used)
    said = (
        f"The line across a bar is the limit: at most {_MOST} words a sentence in the mean,"
        f" a reading index of at least 60 (70 is better). Index by language: {named}."
    )
    if any(index == "LIX" for _, index in used):
        said += " Of LIX lower is easier, at most 40; its bar shows what is left to 100."
    return said


# --- reviews ----------------------------------------------------------------------------


def reviews(check: Check) -> Element | None:
    """When each leaflet was reviewed and must be again, the first one first."""
    sheets = sorted(check.sheets, key=lambda s: (s.leaflet.review_due, s.leaflet.title))
    if not sheets:
        return None
    first = min(check.today, *(sheet.leaflet.reviewed for sheet in sheets))
    last = max(check.today, *(sheet.leaflet.review_due for sheet in sheets)) + timedelta(days=1)

    def at(when: date) -> float:
        return (when - first) / (last - first) * 100

    years = [
        tag("i", str(year), style=f"left: {at(date(year, 1, 1)):.1f}%")
        for year in range(first.year + 1, last.year + 1)
        if at(date(year, 1, 1)) <= 92
    ]
    now = f"left: {at(check.today):.1f}%"
    rows = []
    for sheet in sheets:
        leaflet, state = sheet.leaflet, _state(sheet.leaflet, check.today)
        start, end = at(leaflet.reviewed), at(leaflet.review_due)
        span = tag("b", style=f"left: {start:.1f}%; width: {max(end - start, 0.5):.1f}%")
        when = f"{day(leaflet.review_due)}, {distance(check.today, leaflet.review_due)}"
        due = tag("span", tag("span", when, class_=state), class_="when")
        track = tag("span", span, tag("i", style=now), class_=f"track {state}", aria_hidden="true")
        rows.append(tag("li", tag("span", _title(leaflet), class_="what"), due, track))
    note = "A bar runs from the last review to the day that the next is due. The line is today."
    axis = tag("div", *years, class_="years", aria_hidden="true")
    return tag("div", tag("p", note, class_="note"), axis, tag("ol", *rows, class_="timeline"))


def _state(leaflet: Leaflet, today: date) -> str:
    left = leaflet.review_due - today
    if left < timedelta():
        return "overdue"
    return "soon" if left <= SOON else "in-time"


# --- findings ---------------------------------------------------------------------------


def findings(check: Check) -> Element:
    """What was found, by rule: errors first."""
    ranks = list(SEVERITIES)

    def rule(finding: Finding) -> tuple[int, str]:
        return ranks.index(finding.severity), finding.code

    ordered = sorted(check.findings, key=lambda finding: (rule(finding), finding.sort_key))
    rules = [_rule(list(some)) for _, some in groupby(ordered, rule)]
    if not rules:
        return tag("p", "Nothing was found.")
    return tag("div", *rules)


def _rule(found: list[Finding]) -> Element:
    """A rule is explained by the first of what it found."""
    first = found[0]
    badge = tag("span", SEVERITIES[first.severity], class_=f"badge {first.severity}")
    heading = tag("h3", badge, " ", tag("code", first.code), f" {sentence(first.message)}")
    places = [tag("li", tag("code", str(one.origin)), *_said(one, first)) for one in found]
    shown, more = places[:_FEW], places[_FEW:]
    rest = None
    if more:
        summary = tag("summary", f"{len(more):,} more of {first.code}")
        rest = tag("details", summary, tag("ul", *more, class_="places"))
    told = tag("p", times(len(found)))
    if first.hint:
        told = tag("p", f"{times(len(found))}. Hint: {first.hint}.")
    return tag("article", heading, told, tag("ul", *shown, class_="places"), rest, class_="rule")


def _said(finding: Finding, first: Finding) -> list[str]:
    """What a finding says that the heading does not."""
    said = [finding.message] if finding.message != first.message else []
    if finding.hint != first.hint:
        said.append(f"({finding.hint})")
    return [" " + " ".join(said)] if said else []


# --- what is allowed --------------------------------------------------------------------


def allowed(check: Check) -> Element | None:
    """What the heads of leaflets allow, each with its reason."""
    rows = [
        [
            tag("th", _title(sheet.leaflet)),
            tag("td", tag("code", finding.code)),
            tag("td", sentence(finding.message)),
            tag("td", sheet.leaflet.allow[finding.code], dir="auto"),
        ]
        for sheet in sorted(check.sheets, key=lambda s: (s.leaflet.language, s.leaflet.title))
        for finding in sheet.silenced
    ]
    if not rows:
        return None
    return _table("What heads allow", ("Leaflet", "Code", "What was found", "Reason"), rows)


# --- tables -----------------------------------------------------------------------------


def _table(caption: str, heads: tuple[str, ...], rows: list[list[Element]]) -> Element:
    """A table that a narrow screen shows as cards.

    The roles are those that the elements have by themselves; browsers forget them
    where a style sheet shows the elements otherwise than as a table.
    """

    def kind(number: int) -> str:
        return "number" if rows and "number" in rows[0][number].get("class", "") else "text"

    top = tag(
        "tr",
        *(
            tag("th", head, scope="col", role="columnheader", class_=kind(number))
            for number, head in enumerate(heads)
        ),
        role="row",
    )
    for row in rows:
        for head, cell in zip(heads, row, strict=True):
            if cell.tag == "th":
                cell.set("scope", "row")
            cell.set("role", "rowheader" if cell.tag == "th" else "cell")
            cell.set("data-head", head)
    body = [tag("tr", *row, role="row") for row in rows]
    return tag(
        "table",
        tag("caption", caption),
        tag("thead", top, role="rowgroup"),
        tag("tbody", *body, role="rowgroup"),
        role="table",
    )
