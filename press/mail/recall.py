"""Leaflets taken back -> a message to every practice that had one: throw away your prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from press.build import Project
from press.governance.issued import Event, holders, note
from press.governance.withdrawal import why_of
from press.mail.accounts import house_route, route_for
from press.mail.addresses import read_address
from press.mail.compose import OutgoingMail, new_message, sender_for
from press.mail.delivery import rows_of
from press.mail.messages import make_content
from press.mail.outbox import Outbox
from press.mail.outbox.pace import Urgency
from press.merge.letter import write_letter
from press.model import Finding, Practice


@dataclass(frozen=True, slots=True)
class Recall:
    """A practice, what it had of what was taken back (nl/slapen), and the message that says so."""

    practice: Practice
    leaflets: tuple[str, ...]
    outgoing: OutgoingMail


@dataclass(frozen=True, slots=True)
class _TakenBack:
    """A leaflet that was taken back, as a letter tells of it."""

    name: str
    title: str
    language: str
    version: str
    why: str
    instead: str


def make_recalls(
    project: Project, outbox: Outbox, events: Sequence[Event], only: str = ""
) -> tuple[list[Recall], list[Finding]]:
    """A message to each practice that had something taken back and was not told yet."""
    recalls, findings = [], []
    withdrawn = [f"{language}/{slug}" for language, slug in project.library.content.withdrawn]
    had = {name: holders(events, name) for name in withdrawn}
    told = {(event.practice, event.leaflet) for event in events if event.what == "told"}
    for practice in project.practices:
        if only not in ("", practice.id) or not withdrawn:
            continue
        last = _last_had(outbox, practice.id)
        mine = [
            _taken_back(project, name, last.get(name, {}), had[name].get(practice.id, ""))
            for name in withdrawn
            if practice.id in had[name] or (name in last and (practice.id, name) not in told)
        ]
        if mine:
            outgoing, more = _outgoing(project, practice, mine)
            findings += more
            if outgoing:
                names = tuple(each.name for each in mine)
                recalls.append(Recall(practice, names, outgoing))
    return recalls, findings


def strangers(project: Project, events: Sequence[Event]) -> dict[str, tuple[str, ...]]:
    """Who had something taken back, and is no practice of the house or cannot be read now."""
    known = {practice.id for practice in project.practices}
    found = {
        f"{language}/{slug}": tuple(sorted(holders(events, f"{language}/{slug}").keys() - known))
        for language, slug in project.library.content.withdrawn
    }
    return {name: who for name, who in found.items() if who}


def queue_recalls(
    project: Project, outbox: Outbox, recalls: Iterable[Recall], today: date, now: float
) -> int:
    """Queue every message before all others, and note who was told; the number of new ones."""
    recalls = list(recalls)
    # A leaflet may be taken back again after it was given out again: another day, another batch.
    batch = f"recall-{today}"
    messages = [
        new_message(
            outbox,
            each.outgoing,
            read_address(each.practice.email),
            batch,
            now,
            urgent=Urgency.RECALL,
        )
        for each in recalls
    ]
    contents = [(each.outgoing.content.digest, each.outgoing.content.data) for each in recalls]
    new = outbox.ledger.queue(messages, contents, now)
    note(
        project.house,
        [
            Event(on=today, what="told", leaflet=name, practice=each.practice.id)
            for each in recalls
            for name in each.leaflets
        ],
    )
    return new


def _last_had(outbox: Outbox, practice: str) -> dict[str, Mapping[str, str]]:
    """What a practice was last delivered, by nl/slapen."""
    last = outbox.ledger.last_delivery(practice)
    rows = rows_of(last[1]) if last else []
    return {f"{row['language']}/{row['publication']}": row for row in rows}


def _taken_back(project: Project, name: str, row: Mapping[str, str], version: str) -> _TakenBack:
    language, _, slug = name.partition("/")
    said = why_of(project.house, language, slug)
    current = project.library.content.current(slug, language)
    instead = project.library.content.leaflet(current, language)
    return _TakenBack(
        name,
        row.get("title", slug),
        language,
        version or row.get("version", ""),
        said.why if said else "",
        instead.title if instead else "",
    )


def _outgoing(
    project: Project, practice: Practice, leaflets: list[_TakenBack]
) -> tuple[OutgoingMail | None, list[Finding]]:
    house = project.house
    route = house_route(house) or route_for(house, practice)
    sender = sender_for(
        route,
        house.name or practice.name,
        route.account.sender if route else practice.email,
    )
    signed = house.name or practice.name
    said = {"leaflets": leaflets, "count": len(leaflets), "signed": signed}
    letter, findings = write_letter("recall", practice, house, practice.languages, said)
    if letter is None:
        return None, findings
    content = make_content(sender, letter, [], automatic=True, subscribed=True)
    what = "recall " + " ".join(each.name for each in leaflets)
    return OutgoingMail(practice, route, sender, letter, (), content, what), findings
