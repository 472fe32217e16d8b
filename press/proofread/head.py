"""What the head of a leaflet says: sources, review, identifier, tests (rules.md P1 to P5).

That the other keys are there `content` has seen to; what is printed besides, the
layouts do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from press.model import NOT_YET, Finding, Source
from press.proofread.proof import Copy

SOON = 60
"""Days before the review is due from which on it is called to mind."""
MOST_MONTHS = 36
"""Months that a text may go without review; 24 is usual."""


def sources_are_named(copy: Copy) -> Iterator[Finding]:
    """P1: a leaflet says what it rests on."""
    if not copy.leaflet.sources:
        hint = "name at least one under 'sources', with its year and a link or DOI"
        yield copy.head("T001", "sources", "the leaflet names no source", hint)


def identifier_is_given(copy: Copy) -> Iterator[Finding]:
    """P4: a leaflet that must be taken back can be told from others by its identifier."""
    if not copy.leaflet.id:
        hint = "add 'id', such as RUG-01"
        yield copy.head("T002", "title", "the leaflet has no identifier", hint)


def review_is_planned(copy: Copy) -> Iterator[Finding]:
    """P2: the review is not past, not near, and not put off too long."""
    leaflet, left = copy.leaflet, (copy.leaflet.review_due - copy.today).days
    hint = "read the text again, then set 'reviewed' and 'review_due' anew"
    if left < 0:
        message = f"the review was due on {leaflet.review_due}, {_days(-left)} ago"
        yield copy.head("T003", "review_due", message, hint)
    elif left <= SOON:
        when = "today" if left == 0 else f"in {_days(left)}"
        yield copy.head("T004", "review_due", f"the review is due {when}", hint)
    if leaflet.review_due > _months_after(leaflet.reviewed, MOST_MONTHS):
        message = f"the next review is more than {MOST_MONTHS} months after the last"
        yield copy.head("T005", "review_due", message, "24 months is usual")


def sources_can_be_looked_up(copy: Copy) -> Iterator[Finding]:
    """P3: each source has a year, and a link or DOI."""
    undated = [source for source in copy.leaflet.sources if source.year is None]
    unlinked = [source for source in copy.leaflet.sources if not (source.url or source.doi)]
    if undated:
        yield copy.head("T006", "sources", f"no year for {_named(undated)}", "add 'year'")
    if unlinked:
        message = f"no link for {_named(unlinked)}"
        yield copy.head("T007", "sources", message, "add 'doi' or 'url'")


def patients_are_named(copy: Copy) -> Iterator[Finding]:
    """P5: a leaflet says who tried it out, and when; or that nobody has."""
    tested = copy.leaflet.tested
    hint = f"write 'tested: {NOT_YET}', or such as \"four patients, May 2026\""
    if not tested:
        yield copy.head("T008", "title", "the head does not say who tried the text out", hint)
    elif tested != NOT_YET and not re.search(r"\b20\d\d\b", tested):
        yield copy.head("T008", "tested", "'tested' does not say when", hint)


def _named(sources: list[Source]) -> str:
    names = ", ".join(f"'{source.id}'" for source in sources)
    return f"the source{'s' if len(sources) > 1 else ''} {names}"


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"


def _months_after(day: date, months: int) -> date:
    """The same day so many months later; the 29th of February becomes the 1st of March."""
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return day.replace(year=day.year + years, month=month + 1)
    except ValueError:
        return date(day.year + years + (month + 1) // 12, (month + 1) % 12 + 1, 1)
