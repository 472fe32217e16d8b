"""What is asked of paper -> what the back room does: a patient's own sheet, jobs at a printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from press.build import Order, plan, with_sheet
from press.desk.records import Asking, OnPaper, PaperWishes, RefusedError, SheetOrder
from press.desk.room import Room
from press.errors import UsageError
from press.model import Medium
from press.printing import (
    PrintChoice,
    make_own_ticket,
    open_spool,
    printers_of_system,
    say,
    tickets_of,
)
from press.printing.spool import FOLDER

_SOON = 6.0
"""Seconds for which a job is followed while a person waits."""


def sheet(
    room: Room, asking: Asking, practice: str, wanted: SheetOrder, medium: Medium = "screen"
) -> bytes:
    """A patient's own sheet, made in memory."""
    who = room.practice(practice)
    try:
        layouts = (wanted.layout,) if wanted.layout else ()
        order = Order((), (who.id,), layouts, (wanted.language,), (medium,))
        project = with_sheet(room.project, tuple(wanted.doses), order, wanted.doses)
        variants = plan(project, order)
    except UsageError as error:
        raise RefusedError("not_there") from error
    if not variants:
        raise RefusedError("not_there")
    first = min(variants, key=lambda each: each.layout.name != "exercise-sheet")
    publication = replace(first.publication, for_whom=wanted.name)
    return room.made(replace(first, publication=publication))


def printers(room: Room, asking: Asking, practice: str) -> tuple[tuple[str, str], ...]:
    """The printers that can be chosen, by address: the practice's own, else this machine's."""
    own = room.practice(practice).printer.uri
    if own:
        return ((own, ""),)
    return tuple((each.uri, each.info or each.name) for each in printers_of_system())


def queue_paper(
    room: Room, asking: Asking, practice: str, items: Sequence[str], wishes: PaperWishes
) -> tuple[str, ...]:
    """Keep a print job for each item; the names of the jobs."""
    choice = _choice(room, asking, practice, wishes)
    who = room.practice(practice)
    variants = [room.variant(who, item, "print") for item in items]
    tickets = tickets_of(choice, zip(variants, room.files(variants), strict=True))
    with open_spool(room.root, asking.now) as spool:
        return tuple(spool.add(ticket, asking.now).id for ticket in tickets)


def print_sheet(
    room: Room, asking: Asking, practice: str, wanted: SheetOrder, wishes: PaperWishes, face: str
) -> tuple[str, bool]:
    """Print a patient's own sheet, kept nowhere; what became of it, and whether it went."""
    choice = _choice(room, asking, practice, wishes)
    pdf = sheet(room, asking, practice, wanted, "print")
    ticket = make_own_ticket(room.practice(practice), choice, "exercises", pdf, private=True)
    with open_spool(room.root, asking.now) as spool:
        job = spool.send(spool.add(ticket, asking.now).id)
        job = spool.follow(job.id, _SOON)
        return say(job, face), job.state in ("printing", "done", "turn")


def hand_over(room: Room, asking: Asking, jobs: Sequence[str]) -> None:
    """Hand these jobs to their printers, or all that wait, and see how they begin."""
    if not jobs and not (room.root / FOLDER).is_dir():
        return
    with open_spool(room.root, asking.now) as spool:
        for job in jobs:
            spool.send(job)
        for job in jobs:
            spool.follow(job, _SOON)
        if not jobs:
            spool.send_due()


def paper(
    room: Room, asking: Asking, practice: str, jobs: Sequence[str], face: str
) -> tuple[OnPaper, ...]:
    """What became of these jobs of a practice, in words."""
    with open_spool(room.root, asking.now) as spool:
        mine = {job.id: job for job in spool.jobs() if job.practice == practice}
    if not mine.keys() >= set(jobs):
        raise RefusedError("not_there")
    return tuple(OnPaper(job, mine[job].state, say(mine[job], face)) for job in jobs)


def go_on(
    room: Room, asking: Asking, practice: str, jobs: Sequence[str], job: str, forget: bool
) -> None:
    """Print the backs of a job or what was in doubt again; or throw it away."""
    paper(room, asking, practice, [*jobs, job], "en")
    with open_spool(room.root, asking.now) as spool:
        if forget:
            spool.forget(job)
        else:
            spool.go_on(job)
            spool.send(job)
            spool.follow(job, _SOON)


def _choice(room: Room, asking: Asking, practice: str, wishes: PaperWishes) -> PrintChoice:
    """The choice as printing takes it; only a printer that is offered is taken."""
    if wishes.printer not in dict(printers(room, asking, practice)):
        raise RefusedError("no_printer")
    return PrintChoice(practice, copies=wishes.copies, grey=wishes.grey, printer=wishes.printer)
