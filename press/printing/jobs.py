"""Ticket -> PrintJob, and what of its file goes to a printer in this step, and how."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from press.printing import sheets
from press.printing.handing import RefusedError, State
from press.printing.ipp import Attributes
from press.printing.printer import Can, Wishes, job_attributes
from press.printing.sides import Sides, backs_of, fronts_of, paper_of, with_turned_backs
from press.printing.tickets import LayBack, Ticket

JobState = Literal["waiting", "sending", "printing", "turn", "done", "refused", "failed", "doubt"]
_TROUBLE = re.compile(
    r"media-empty|media-needed|media-jam|cover-open|door-open|toner-empty|marker-supply-empty"
    r"|paused|stopped|offline|output-area-full|input-tray-missing"
)
"""Keywords of RFC 8011, 5.4.12 that somebody must do something about."""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A job as it is kept: what, where, how, and what became of it.

    `step` is 0 for a file that goes as a whole, 1 for the fronts and 2 for the backs of one
    whose printer has no duplex; `turn` counts how often a person had it printed. `number` is
    the printer's, 0 before it gave one. `why` is a word that
    `press.printing.words` has a sentence for, `about` what that sentence names.
    """

    id: str
    practice: str
    printer: str
    title: str
    language: str
    queued: float
    copies: int = 1
    grey: bool = False
    tray: str = ""
    lay_back: LayBack = "printed-side-up"
    step: Literal[0, 1, 2] = 0
    turn: int = 1
    state: JobState = "waiting"
    number: int = 0
    why: str = ""
    about: str = ""

    @property
    def name(self) -> str:
        """What the printer calls it: no two jobs have the same, nor two steps or turns of one."""
        again = f"-{self.turn}" if self.turn > 1 else ""
        return f"{self.title} {self.id}{again}" + (f" {self.step}/2" if self.step else "")


def job_of(ticket: Ticket, name: str, now: float) -> PrintJob:
    """A new job of that name, queued now."""
    wishes = ticket.wishes
    return PrintJob(
        *(name, ticket.practice, ticket.printer, ticket.title, ticket.language, now),
        *(wishes.copies, wishes.grey, wishes.tray, ticket.lay_back),
    )


def prepared(job: PrintJob, pdf: bytes, can: Can) -> tuple[bytes, Attributes, PrintJob]:
    """What goes to a printer that can so much: file, attributes; the job, which knows its step.

    RefusedError where the printer lacks something.
    """
    paper = paper_of(pdf)
    sides = can.fulfils(paper.sides)
    wishes = Wishes(job.copies, job.grey, job.tray)
    if job.step or (sides == "one-sided" != paper.sides):
        job = replace(job, step=job.step or 1)
        pdf, sides, wishes = _pass(job, pdf, paper.sides), "one-sided", replace(wishes, copies=1)
    elif sides != paper.sides:
        pdf = with_turned_backs(pdf)
    attributes, refusals = job_attributes(can, paper, sides, wishes)
    if refusals:
        raise RefusedError(refusals[0])
    return pdf, attributes, job


def _pass(job: PrintJob, pdf: bytes, sides: Sides) -> bytes:
    """The fronts or the backs.

    Sheets come out face down, the first below. Laid back as they lie, printed side down, the
    last is drawn in first; turned over as a pile, printed side up, the first.
    """
    if job.step == 1:
        return fronts_of(pdf, job.copies, sheets.lay_back_sheet(job.language, job.lay_back))
    down = job.lay_back == "printed-side-down"
    turned = sides == "two-sided-short-edge"
    return backs_of(pdf, job.copies, from_the_last=down, turned=turned)


def with_reasons(job: PrintJob, state: State, can: Can) -> PrintJob:
    """A job that does not go on says why: there is no paper, a cover is open."""
    if job.state != "printing":
        return job
    found = filter(None, (_TROUBLE.match(each) for each in (*state.reasons, *can.reasons)))
    return replace(job, why=next((each[0] for each in found), ""))
