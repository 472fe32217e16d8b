"""A choice of leaflets -> OutgoingMail: files, letter and what all its readers share."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from press import model
from press.build import Project
from press.build.current import current_files
from press.errors import MailError
from press.mail.accounts import Route, route_for
from press.mail.addresses import AddressError, read_address
from press.mail.choosing import held_back, in_one_language, practice_of, variant_of
from press.mail.messages import (
    Content,
    MessageError,
    Sender,
    attachments_of,
    date_header,
    make_content,
    new_message_id,
)
from press.mail.outbox import Outbox
from press.mail.outbox.ledger import NewMessage
from press.mail.outbox.pace import Urgency
from press.merge.letter import write_letter
from press.model import Finding, Letter, Practice, Publication, Variant
from press.workers import Limits


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose to send: leaflets by name, of which practice, and how.

    `limits` are what the making of each file may take.
    """

    publications: tuple[str, ...]
    practice: str
    language: str
    layout: str
    limits: Limits


@dataclass(frozen=True, slots=True)
class Given:
    """A file that goes out: its path, leaflet (nl/slapen), version, layout, and its digest."""

    path: str
    leaflet: str
    version: str
    layout: str
    sha256: str


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """What goes out in one language: letter, names and sizes of files, and the content."""

    practice: Practice
    route: Route | None
    sender: Sender
    letter: Letter
    files: tuple[tuple[str, int], ...]
    content: Content
    publications: str
    leaflets: str = ""
    """Each leaflet with its version, as `nl/slapen 1.0`."""
    given: tuple[Given, ...] = ()

    @property
    def account(self) -> Route:
        """What it goes through; a draft can do without, a message cannot."""
        return account_of(self.route, f"sources/house.yaml or to {self.practice.origin.path}")


def account_of(route: Route | None, where: str) -> Route:
    """The account that a message goes through; MailError, saying where to add one, without."""
    if route is None:
        raise MailError(f"there is no mail account\nAdd 'mail:' to {where}; see docs/mail.md.")
    return route


def make_outgoing(
    project: Project, choice: Choice, *, automatic: bool = False
) -> tuple[OutgoingMail | None, list[Finding]]:
    """Build the files, write the letter, make the content; None with an error in the findings.

    Files, letter and subject are in one language.
    """
    practice = practice_of(project, choice.practice)
    publications = in_one_language(
        project, practice, choice.publications, choice.language, choice.layout
    )
    variants = [variant_of(project, practice, each, choice.layout) for each in publications]
    if held := held_back(variants, "sent"):
        return None, held
    made, findings = current_files(project, variants, choice.limits)
    if model.has_errors(findings):
        return None, findings
    outgoing, more = outgoing_of(
        project, practice, [(each.variant, each.pdf) for each in made], automatic=automatic
    )
    return outgoing, [*findings, *more]


def outgoing_of(
    project: Project,
    practice: Practice,
    made: Sequence[tuple[Variant, bytes]],
    *,
    automatic: bool = False,
) -> tuple[OutgoingMail | None, list[Finding]]:
    """Write the letter that brings these files, in the reader's language, and its content."""
    route = route_for(project.house, practice)
    publications = [variant.publication for variant, _ in made]
    languages, said = _of_reader(publications, practice), {"count": len(made)}
    letter, findings = write_letter("message", practice, project.house, languages, said)
    if letter is None:
        return None, findings
    sender = sender_for(route, practice.name, practice.email)
    files = attachments_of(letter, [pdf for _, pdf in made])
    try:
        content = make_content(sender, letter, files, automatic=automatic)
    except MessageError as error:
        hint = "mail fewer leaflets at a time, or save their pictures smaller"
        return None, [*findings, Finding("D005", "error", str(error), practice.origin, hint)]
    versions = dict.fromkeys(name for each in publications for name in versions_of(each))
    outgoing = OutgoingMail(
        *(practice, route, sender, letter),
        files=tuple((file.name, len(file.data)) for file in files),
        content=content,
        publications=" ".join(f"{each.folder}/{each.slug}" for each in publications),
        leaflets=", ".join(versions),
        given=tuple(given(*each) for each in made),
    )
    return outgoing, findings


def _of_reader(publications: Sequence[Publication], practice: Practice) -> list[str]:
    """In which languages a letter is understood, the reader's own first.

    That is the first which is not the practice's: who gets a leaflet in it, or in it beside
    the practice's, reads that. Where nothing is in another, it is the practice's.
    """
    named = dict.fromkeys(each for one in publications for each in one.languages)
    return sorted(named, key=lambda each: each == practice.languages[0])


def given(variant: Variant, pdf: bytes) -> Given:
    """What is said of a file that goes out."""
    publication = variant.publication
    folder = "booklets/" if publication.is_booklet else ""
    return Given(
        variant.path,
        f"{publication.language}/{folder}{publication.slug}",
        publication.head.version,
        variant.layout.name,
        hashlib.sha256(pdf).hexdigest(),
    )


def versions_of(publication: Publication) -> list[str]:
    """A publication and what is bound in it, with versions, as `nl/slapen 1.0`."""
    named = [f"{each.language}/{each.slug} {each.version}" for each in publication.leaflets]
    booklet = f"{publication.language}/booklets/{publication.slug} {publication.head.version}"
    return [booklet, *named] if publication.is_booklet else named


def sender_for(route: Route | None, name: str, email: str) -> Sender:
    """Who a message is from; answers go to the practice if the account is not its own.

    A name that looks like an address is refused: mail programs show it instead of the sender's.
    """
    if re.search(r"[@\uff20\ufe6b]", name):
        raise MailError(f"'{name}' cannot be shown as a sender: a name holds no '@'")
    own = route.account.sender if route else email
    answers_to = (route.account.reply_to if route else None) or email
    try:
        sender, answers = (read_address(address) for address in (own, answers_to))
    except AddressError as error:
        raise MailError(f"'from', 'reply_to' or 'email' is no address: {error}") from None
    return Sender(name, sender, "" if answers == sender else answers)


def new_message(
    outbox: Outbox,
    outgoing: OutgoingMail,
    address: str,
    batch_name: str,
    now: float,
    *,
    urgent: Urgency = Urgency.LIST,
    place: str = "",
) -> NewMessage:
    """Fix all that is fixed when a message is queued."""
    return NewMessage(
        fingerprints=fingerprints_of(outbox, outgoing, address, batch_name),
        message_id=new_message_id(outgoing.sender.address),
        date=date_header(datetime.fromtimestamp(now, UTC)),
        account=outgoing.account.name,
        sender=outgoing.sender.address,
        practice=outgoing.practice.id,
        batch=batch_name,
        content=outgoing.content.digest,
        files=outgoing.content.files,
        address=address,
        urgent=urgent,
        reader=readers_of(outbox, outgoing, address)[0],
        leaflets=outgoing.leaflets,
        publications=outgoing.publications,
        place=place,
    )


def staff_message(
    outbox: Outbox,
    route: Route,
    sender: Sender,
    content: Content,
    *,
    to: str,
    about: str,
    batch: str,
    now: float,
) -> NewMessage:
    """A message of the house to who works for it; one to an address about a thing in a batch."""
    address = read_address(to)
    return NewMessage(
        fingerprints=outbox.fingerprints(address, batch, "", about, content.files),
        message_id=new_message_id(sender.address),
        date=date_header(datetime.fromtimestamp(now, UTC)),
        account=route.name,
        sender=sender.address,
        practice="",
        batch=batch,
        content=content.digest,
        files=content.files,
        address=address,
        publications=about,
    )


def fingerprints_of(
    outbox: Outbox, outgoing: OutgoingMail, address: str, batch_name: str
) -> tuple[bytes, ...]:
    """What recognises these files sent to that address in that batch."""
    said = (batch_name, outgoing.practice.id, outgoing.publications, outgoing.content.files)
    return outbox.fingerprints(address, *said)


def readers_of(outbox: Outbox, outgoing: OutgoingMail, address: str) -> tuple[bytes, ...]:
    """What recognises a reader of these leaflets, whatever their version and batch."""
    return outbox.fingerprints(address, "reader", outgoing.practice.id, outgoing.publications)
