"""A list of addresses -> Plan -> the outbox: every recipient checked before anything is queued."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from press import model
from press.build import Project, translation
from press.mail.choosing import in_one_language, practice_of
from press.mail.compose import (
    Choice,
    OutgoingMail,
    fingerprints_of,
    make_outgoing,
    new_message,
    readers_of,
)
from press.mail.outbox import Outbox
from press.mail.outbox.ledger import Row
from press.mail.recipients import Recipient, read_recipients
from press.model import Finding, Origin


@dataclass(frozen=True, slots=True)
class Plan:
    """A list as it would be sent: a message a language, and who gets which.

    `already` are known in this batch and get nothing; `had` counts those of the others who
    have got these leaflets before, by what they got.
    """

    by_language: Mapping[str, OutgoingMail]
    recipients: tuple[Recipient, ...] = field(repr=False)
    already: int
    had: Mapping[str, int]
    digest: str
    name: str
    """Of the list's file."""

    @property
    def new(self) -> int:
        return len(self.recipients) - self.already

    @property
    def minutes(self) -> float:
        """How long the new ones take at the account's rate."""
        rate = min(outgoing.account.account.rate for outgoing in self.by_language.values())
        return self.new / rate

    @property
    def size(self) -> int:
        """Bytes that all new ones take together."""
        sizes = [len(self.by_language[one.language].content.data) for one in self.recipients]
        return sum(sizes) * self.new // max(len(sizes), 1)


def make_plan(
    project: Project, choice: Choice, path: Path, outbox: Outbox, batch_name: str
) -> tuple[Plan | None, list[Finding]]:
    """Check a whole list and make everything that it takes; one bad row refuses it."""
    recipients, findings = read_recipients(path, str(path))
    if not model.has_errors(findings):
        recipients, more = _in_their_language(project, choice, recipients, str(path))
        findings += more
    if model.has_errors(findings):
        return None, findings
    by_language: dict[str, OutgoingMail] = {}
    for language in sorted({recipient.language for recipient in recipients}):
        chosen = replace(choice, language=language)
        outgoing, more = make_outgoing(project, chosen, automatic=True)
        findings += more
        if outgoing is None:
            return None, findings
        by_language[language] = outgoing
    already, had = 0, Counter[str]()
    for one in recipients:
        outgoing = by_language[one.language]
        if outbox.ledger.find(fingerprints_of(outbox, outgoing, one.address, batch_name)):
            already += 1
        elif last := outbox.ledger.had(readers_of(outbox, outgoing, one.address)):
            had[last] += 1
    digest = _digest(outbox, by_language, recipients, batch_name)
    return Plan(by_language, recipients, already, had, digest, path.name), findings


def queue_plan(outbox: Outbox, plan: Plan, batch_name: str, now: float) -> int:
    """Queue every message of a plan at once, or none; the number of new ones."""
    messages = [
        new_message(
            *(outbox, plan.by_language[one.language], one.address, batch_name, now),
            place=f"{plan.name}:{one.line}",
        )
        for one in plan.recipients
    ]
    contents = [(p.content.digest, p.content.data) for p in plan.by_language.values()]
    return outbox.ledger.queue(messages, contents, now)


def not_sent(outbox: Outbox, plan: Plan, batch_name: str) -> list[Row]:
    """Those of a list who did not get it, or may not have, in the order of the list."""
    rows = [
        outbox.ledger.find(
            fingerprints_of(outbox, plan.by_language[one.language], one.address, batch_name)
        )
        for one in plan.recipients
    ]
    return [row for row in rows if row and row.state in ("failed", "unknown")]


def _in_their_language(
    project: Project, choice: Choice, recipients: Iterable[Recipient], name: str
) -> tuple[tuple[Recipient, ...], list[Finding]]:
    """Each recipient with a language in which all that is sent exists, or the row's mistake."""
    practice = practice_of(project, choice.practice)
    chosen = in_one_language(project, practice, choice.publications, choice.language, choice.layout)
    found, findings = [], []
    has: dict[str, bool] = {}
    for one in recipients:
        language = one.language or chosen[0].language
        if language not in has:
            there = (translation(project, each, language) for each in chosen)
            has[language] = language in practice.languages and all(there)
        if has[language]:
            found.append(Recipient(one.address, language, one.line))
            continue
        message = f"{' and '.join(choice.publications)} cannot be sent in '{language[:8]}'"
        hint = "translate it, or leave the language of this row empty"
        findings.append(Finding("D003", "error", message, Origin(name, one.line), hint))
    return tuple(found), findings


def _digest(
    outbox: Outbox,
    by_language: Mapping[str, OutgoingMail],
    recipients: Iterable[Recipient],
    batch_name: str,
) -> str:
    """A digest of all that decides what is sent to whom."""
    said = [batch_name]
    for language, outgoing in sorted(by_language.items()):
        said += [language, outgoing.practice.id, outgoing.account.name, outgoing.content.digest]
    said += sorted(f"{one.language} {one.address}" for one in recipients)
    return outbox.digest(*said)
