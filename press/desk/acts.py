"""What the server asks -> what the back room does: each in a child of its own.

Everything that touches the house, the outbox or the engine is done here. An act is given the
Room and when it is asked; what it gives goes back to the server, what it raises too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence

from press.desk.catalogue import catalogue
from press.desk.paper_acts import (
    go_on,
    hand_over,
    paper,
    print_sheet,
    printers,
    queue_paper,
    sheet,
)
from press.desk.records import (
    Asking,
    Catalogue,
    File,
    RefusedError,
    Shown,
    UnmadeError,
)
from press.desk.room import Room
from press.files import content_of
from press.governance.handed_out import Handed, note, read_handed
from press.governance.withdrawal import names_of
from press.mail.accounts import routes_of
from press.mail.addresses import AddressError, read_address
from press.mail.compose import OutgoingMail, outgoing_of
from press.mail.outbox import FOLDER, open_outbox
from press.mail.outbox.ledger import Row
from press.mail.outbox.pace import Urgency, system_clock
from press.mail.outbox.sending import Surroundings, send_due
from press.mail.send_one import queue_one
from press.merge import go_together
from press.model import Variant
from press.proof import picture_of

_WIDTH = 480
"""Dots of a page's picture: as wide as a telephone's screen, and twice a thumb's."""
_LARGEST_PICTURE = 5_000_000


def list_all(room: Room, asking: Asking, practice: str, known: str) -> tuple[Catalogue | None, int]:
    """The catalogue of a practice, None if the state of the house is the one `known`; how many
    of its messages are in doubt.
    """
    doubtful = len(doubts(room, asking, practice))
    if room.state == known and room.loaded:
        return None, doubtful
    return catalogue(room.project, room.practice(practice), room.state), doubtful


def practices(room: Room, asking: Asking) -> dict[str, str]:
    """The practices of the house: name by id."""
    return {each.id: each.name for each in room.project.practices}


def give(room: Room, asking: Asking, practice: str, items: Sequence[str]) -> tuple[File, ...]:
    """The files of these items."""
    variants = _variants(room, practice, items)
    made = room.files(variants)
    return tuple(File(item, pdf) for item, pdf in zip(items, made, strict=True))


def possible(room: Room, asking: Asking, practice: str, items: Sequence[str]) -> tuple[str, ...]:
    """Those of these items in two languages whose texts go together."""
    library, variants = room.project.library, _variants(room, practice, items)
    named = zip(items, variants, strict=True)
    return tuple(item for item, each in named if go_together(each, library))


def picture(room: Room, asking: Asking, practice: str, item: str) -> bytes:
    """The first page of an item as WebP."""
    (pdf,) = room.files(_variants(room, practice, [item]))
    return picture_of(pdf, _WIDTH)


def drawing(room: Room, asking: Asking, practice: str, language: str, slug: str) -> bytes:
    """The picture of an exercise, as it lies in the house."""
    content = room.project.library.content
    for exercise in content.exercises:
        if (exercise.language, exercise.slug) == (language, slug):
            path = content.images.get(exercise.picture)
            if path and path.suffix == ".svg" and path.stat().st_size < _LARGEST_PICTURE:
                return content_of(path.resolve())
    raise RefusedError("not_there")


def usage(room: Room, asking: Asking, practice: str) -> dict[str, float]:
    """How much each leaflet is used of late: what was handed out a month ago counts half."""
    found: dict[str, float] = {}
    for each in read_handed(room.project.house):
        if each.practice == practice:
            months = max(0, (asking.today - each.on).days) / 30
            found[each.leaflet] = found.get(each.leaflet, 0) + each.number * 0.5**months
    return found


# --- mail ---


def letter(room: Room, asking: Asking, practice: str, items: Sequence[str]) -> Shown:
    """What a message with these items would be; all of it is built."""
    outgoing = _outgoing(room, practice, items)
    sender = f"{outgoing.sender.name} <{outgoing.sender.address}>"
    why_not = "" if outgoing.route else "no account"
    text, subject = outgoing.letter.text, outgoing.letter.subject
    return Shown(outgoing.letter.language, subject, text, sender, outgoing.files, why_not)


def queue(
    room: Room, asking: Asking, practice: str, items: Sequence[str], typed: str, batch: str
) -> str:
    """Queue one message; its Message-ID. The same batch again queues nothing new."""
    try:
        address = read_address(typed)
    except AddressError as error:
        raise RefusedError("no_address") from error
    outgoing = _outgoing(room, practice, items)
    with open_outbox(room.root, asking.now) as outbox:
        row, _ = queue_one(outbox, outgoing, address, batch, asking.now)
    return row.message_id


def send(room: Room, asking: Asking) -> None:
    """Send what desks have queued and is due; lists that somebody else sends are left to them."""
    project = room.project
    routes, _ = routes_of(project.house, project.practices)
    if not (room.root / FOLDER).is_dir():
        return
    with open_outbox(room.root, asking.now) as outbox:
        clock = system_clock()

        def enough() -> bool:
            urgent = [outbox.ledger.most_urgent(each.name, clock.now()) for each in routes]
            return not any(each is not None and each >= Urgency.DESK for each in urgent)

        with outbox.lock(wait=2) as mine:
            if mine:
                outbox.ledger.refuse(names_of(project.house), "the leaflet is withdrawn")
                send_due(outbox.ledger, routes, Surroundings(clock, os.environ), enough=enough)


def message(room: Room, asking: Asking, practice: str, message_id: str) -> Row:
    """What became of a message of this practice."""
    if not (room.root / FOLDER).is_dir():
        raise RefusedError("not_there")
    with open_outbox(room.root, asking.now) as outbox:
        row = outbox.ledger.row(message_id)
    if row is None or row.practice != practice:
        raise RefusedError("not_there")
    return row


def doubts(room: Room, asking: Asking, practice: str) -> tuple[Row, ...]:
    """The messages of this practice that are in doubt, oldest first."""
    if not (room.root / FOLDER).is_dir():
        return ()
    with open_outbox(room.root, asking.now) as outbox:
        return tuple(row for row in outbox.ledger.rows("unknown") if row.practice == practice)


def decide(room: Room, asking: Asking, practice: str, message_id: str, decided: str) -> None:
    """Settle a message that is in doubt: it came (`sent`), it goes again (`queued`), or neither."""
    row = message(room, asking, practice, message_id)
    with open_outbox(room.root, asking.now) as outbox:
        outbox.ledger.resolve(row.message_id, decided, asking.now)


def count(room: Room, asking: Asking, handed: Sequence[Handed]) -> None:
    """Note down what was handed out today."""
    note(room.project.house, handed)


def _outgoing(room: Room, practice: str, items: Sequence[str]) -> OutgoingMail:
    variants = _variants(room, practice, items)
    made = list(zip(variants, room.files(variants), strict=True))
    outgoing, findings = outgoing_of(room.project, room.practice(practice), made)
    if outgoing is None:
        raise UnmadeError(next((str(each) for each in findings), ""))
    return outgoing


def _variants(room: Room, practice: str, items: Sequence[str]) -> list[Variant]:
    who = room.practice(practice)
    return [room.variant(who, item) for item in items]


ACTS: Mapping[str, Callable[..., object]] = {
    act.__name__: act
    for act in (
        *(list_all, practices, give, possible, picture, drawing, usage, count),
        *(letter, queue, send, message, doubts, decide),
        *(sheet, printers, queue_paper, print_sheet, hand_over, paper, go_on),
    )
}
"""Every act by its name."""
