"""What a house did since a moment -> RunReport, in text and as an HTML page.

run.html is the page; it looks as the house report does. Both say the same, section by section.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from textwrap import indent
from typing import TypeVar

from press.governance.issued import Event
from press.governance.owing import OVERDUE, Owed
from press.model import shown
from press.report.page import environment
from press.report.words import day, figure, many

_T = TypeVar("_T")
_FEW = 12
"""Rows of one kind that are told one by one."""
LITTLE = 200_000_000
"""Bytes: with less left a disk is nearly full."""


@dataclass(frozen=True, slots=True)
class Build:
    """The last build with these choices: files by what became of them.

    `choices` is what was typed behind `leaflet build`; `failed` names those that were not
    written and were not made since either, or the first ones of many.
    """

    ended: datetime
    choices: str
    written: int
    up_to_date: int
    not_written: int
    left: int
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mail:
    """What the outbox holds: messages by state, and why some failed, each with its number."""

    states: Mapping[str, int] = field(default_factory=dict)
    failed: tuple[tuple[str, str, int], ...] = ()
    """Practice, the server's answer, how many."""
    unread: str = ""
    """Why the outbox cannot be read."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a house did from `since` to `until`; `made` counts new files by practice."""

    house: str
    since: datetime
    until: datetime
    builds: tuple[Build, ...]
    made: Mapping[str, int]
    files: int
    errors: tuple[str, ...]
    """In the sources as they are now, and what kept a build from writing its files."""
    events: tuple[Event, ...]
    mail: Mail
    owed: tuple[Owed, ...]
    free: int
    """Bytes that the disk has left."""

    @property
    def in_doubt(self) -> int:
        return self.mail.states.get("unknown", 0)

    @property
    def failures(self) -> tuple[str, ...]:
        """What went wrong, each in a few words."""
        not_written = sum(build.not_written + build.left for build in self.builds)
        counted = [
            (not_written, "file", "not written"),
            (len(self.errors), "error", "to mend"),
            (self.mail.states.get("failed", 0), "message", "failed"),
            (self.in_doubt, "message", "in doubt"),
        ]
        said = [f"{many(number, what)} {became}" for number, what, became in counted if number]
        no_build = () if self.builds else ("no build has ended",)
        no_mail = ("the outbox cannot be read",) if self.mail.unread else ()
        no_room = ("the disk is nearly full",) if self.free < LITTLE else ()
        return (*no_build, *said, *no_mail, *no_room)

    @property
    def overdue(self) -> int:
        """Texts whose review is overdue, whoever owns them."""
        today = self.until.date()
        return len({each.name for each in self.owed if each.due and each.due < today})

    @property
    def verdict(self) -> str:
        """What it comes to, in one line: also the subject of a message."""
        late = (f"{many(self.overdue, 'review')} overdue",) if self.overdue else ()
        return ", ".join((*self.failures, *late)) or "all is well"

    @property
    def moments(self) -> str:
        until = f"{day(self.until.date())} {self.until:%H:%M}"
        return f"{until}, since {day(self.since.date())} {self.since:%H:%M}"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a section: of what or whom, and what is said; `bad` where something is wrong."""

    of: str
    said: str
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report; `empty` is what it says without rows."""

    name: str
    rows: tuple[Row, ...]
    empty: str


def as_text(report: RunReport) -> str:
    """Set a report as plain text."""
    parts = [f"{report.house}: {report.verdict}\n{report.moments}"]
    for section in sections(report):
        width = max((len(row.of) for row in section.rows), default=0)
        lines = [f"{row.of:{width}}  {row.said}".rstrip() for row in section.rows]
        parts.append(f"{section.name}\n{indent(chr(10).join(lines) or section.empty, '  ')}")
    return "\n\n".join(parts) + "\n"


def as_html(report: RunReport) -> str:
    """Lay a report out as one page, for a browser and for a mail program."""
    template = environment().get_template("run.html")
    return template.render(report=report, sections=sections(report))


def sections(report: RunReport) -> list[Section]:
    """The report, section by section; texts from elsewhere steer no terminal."""
    found: dict[str, tuple[Iterable[Row], str]] = {
        "Builds": (_builds(report), "none has ended: did it run, was it killed, is the disk full?"),
        "Made": (_made(report), "no new file"),
        "Failed": (_failed(report), "nothing"),
        "Delivered": (_delivered(report), "nothing"),
        "Mail": (_mail(report.mail), "no message"),
        "Due": (_due(report), "nothing"),
        "Disk": ([Row("free", f"{report.free / 1e9:,.1f} GB", report.free < LITTLE)], ""),
    }
    return [
        Section(name, tuple(Row(shown(r.of), shown(r.said), r.bad) for r in rows), empty)
        for name, (rows, empty) in found.items()
    ]


def _builds(report: RunReport) -> Iterator[Row]:
    for build in report.builds:
        counts = [(build.written, "written"), (build.up_to_date, "up to date")]
        counts += [(build.not_written, "not written"), (build.left, "left when it was stopped")]
        said = ", ".join(f"{figure(number)} {what}" for number, what in counts if number)
        command = f"leaflet build {build.choices}".strip()
        bad = bool(build.not_written or build.left)
        yield Row(f"{build.ended:%d %b %H:%M}", f"{command}: {said or 'nothing to do'}", bad)


def _made(report: RunReport) -> Iterator[Row]:
    for practice, number in _first(list(report.made.items())):
        yield Row(practice, f"{figure(number)} new")
    yield from _more(len(report.made))
    if report.made:
        total = sum(report.made.values())
        yield Row("in all", f"{figure(total)} new of {figure(report.files)} that there are")


def _failed(report: RunReport) -> Iterator[Row]:
    failed = [path for build in report.builds for path in build.failed]
    for path in _first(failed):
        yield Row("not written", path, bad=True)
    yield from _more(sum(build.not_written for build in report.builds))
    for error in _first(report.errors):
        yield Row("error", error.replace(": error: ", ": ", 1), bad=True)
    yield from _more(len(report.errors))


def _delivered(report: RunReport) -> Iterator[Row]:
    said = {
        "published": "{0.leaflet} {0.version} is published",
        "withdrawn": "{0.leaflet} is withdrawn: {0.why}",
        "told": "{0.practice} is told that {0.leaflet} is withdrawn",
    }
    for event in _first(report.events):
        if event.what == "delivered":
            files = f"{many(len(event.files), 'file').lower()} that it did not have"
            yield Row(event.practice, f"{files}, {day(event.on)}")
        else:
            yield Row(f"{event.on:%d %b}", said[event.what].format(event))
    yield from _more(len(report.events))


def _mail(mail: Mail) -> Iterator[Row]:
    if mail.unread:
        yield Row("the outbox", mail.unread, bad=True)
    for state, said in _STATES.items():
        if number := mail.states.get(state, 0):
            yield Row(figure(number), said, bad=state in ("failed", "unknown"))
    for practice, reply, number in _first(mail.failed):
        yield Row(practice or "the house", f"{figure(number)} failed: {reply}", bad=True)
    yield from _more(len(mail.failed))


_STATES = {
    "sent": "sent",
    "queued": "waiting",
    "sending": "on their way",
    "dot": "on their way",
    "failed": "failed",
    "unknown": "in doubt: leaflet outbox doubt",
}


def _due(report: RunReport) -> Iterator[Row]:
    today = report.until.date()
    for each in _first(report.owed):
        what = "a signature"
        late = each.due is not None and each.due < today
        if each.due:
            what = f"{OVERDUE} since {day(each.due)}" if late else f"review by {day(each.due)}"
        named = f"{each.name} {each.version}, {each.title}"
        yield Row(each.role or "nobody is named", f"{named}: {what}", late)
    rest = Counter(each.role or "nobody is named" for each in report.owed[_FEW:])
    for role, number in rest.items():
        yield Row(role, f"and {figure(number)} more (leaflet check --report FILE shows them)")


def _first(things: Iterable[_T]) -> list[_T]:
    return list(things)[:_FEW]


def _more(number: int) -> Iterator[Row]:
    """How many there are besides the first."""
    if number > _FEW:
        yield Row("", f"and {figure(number - _FEW)} more")
