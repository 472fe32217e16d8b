"""Reviews that are near or overdue -> one message to each owner, and of each step only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from press.build import Project
from press.governance.owing import OVERDUE, Review, reviews
from press.mail.accounts import Route, house_route
from press.mail.compose import account_of, sender_for, staff_message
from press.mail.messages import Content, Sender, make_content
from press.mail.outbox import Outbox
from press.mail.outbox.ledger import NewMessage
from press.merge.letter import write_letter
from press.model import Finding, House, Letter


@dataclass(frozen=True, slots=True)
class Reminder:
    """A message to the owner of some texts, and what it reminds of."""

    role: str
    reviews: tuple[Review, ...]
    route: Route
    sender: Sender
    letter: Letter
    content: Content


def house_reviews(project: Project) -> list[Review]:
    """When everything that the house gives out must be reviewed."""
    return reviews(project.house, project.library.content.leaflets, project.publications)


def make_reminders(
    project: Project, outbox: Outbox, today: date
) -> tuple[list[Reminder], list[Finding]]:
    """A message to each role of house.yaml that owns what came a step nearer since the last one.

    MailError if the house has no account.
    """
    route = account_of(house_route(project.house), "sources/house.yaml")
    known = outbox.ledger.reminded()
    near = [each for each in house_reviews(project) if each.stage(today)]
    reminders, findings = [], []
    for role in project.house.owners:
        mine = tuple(
            each for each in near if role in each.owners and _row(role, each, today) not in known
        )
        if mine:
            reminder, more = _reminder(project, route, role, mine, today)
            findings += more
            reminders += [reminder] if reminder else []
    return reminders, findings


def queue_reminders(
    project: Project, outbox: Outbox, reminders: Sequence[Reminder], today: date, now: float
) -> int:
    """Queue every message and note down of what it reminds, both or neither; how many are new."""
    rows = [_row(each.role, review, today) for each in reminders for review in each.reviews]
    with outbox.ledger.change():
        new = outbox.ledger.queue(
            [_message(outbox, project.house, each, today, now) for each in reminders],
            [(each.content.digest, each.content.data) for each in reminders],
            now,
        )
        outbox.ledger.note_reminded(rows)
    return new


def _row(role: str, review: Review, today: date) -> tuple[str, str, str, str]:
    return role, review.name, review.due.isoformat(), review.stage(today)


def _reminder(
    project: Project, route: Route, role: str, mine: tuple[Review, ...], today: date
) -> tuple[Reminder | None, list[Finding]]:
    name = project.house.name or "Leaflet press"
    late = [each for each in mine if each.stage(today) == OVERDUE]
    near = [each for each in mine if each not in late]
    said = {"reviews": {"late": late, "near": near}, "count": len(mine), "signed": name}
    letter, findings = write_letter("reminder", None, project.house, _languages(project), said)
    if letter is None:
        return None, findings
    sender = sender_for(route, name, route.account.sender)
    content = make_content(sender, letter, [], automatic=True)
    return Reminder(role, mine, route, sender, letter, content), findings


def _languages(project: Project) -> list[str]:
    """The languages that practices of the house work in, that of most first."""
    first = Counter(practice.languages[0] for practice in project.practices)
    return [name for name, _ in first.most_common()] or ["en"]


def _message(
    outbox: Outbox, house: House, reminder: Reminder, today: date, now: float
) -> NewMessage:
    # Two on one day are two messages where they say different things.
    batch = f"reminder-{today}-{reminder.content.digest[:8]}"
    to = house.owners[reminder.role]
    mine = reminder.route, reminder.sender, reminder.content
    return staff_message(outbox, *mine, to=to, about=reminder.role, batch=batch, now=now)
