"""What a person chose -> Tickets: files that are up to date, and how each is to be printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from press.build import Order, Project, with_sheet
from press.build.current import current_files, made_in_memory
from press.errors import UsageError
from press.mail.choosing import held_back, in_one_language, practice_of, variant_of
from press.model import Finding, LayBack, Practice, Variant, has_errors
from press.printing import sheets
from press.printing.printer import Wishes
from press.workers.pool import LIMITS, Limits

__all__ = [
    "LayBack",
    "PrintChoice",
    "Ticket",
    "make_own_ticket",
    "make_sheet_ticket",
    "make_tickets",
    "test_ticket",
    "tickets_of",
]


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What a person chose to print: publications by name, of which practice, and how.

    `printer` is an address; without one, and without a tray, the practice's own are taken.
    """

    practice: str
    publications: tuple[str, ...] = ()
    language: str = ""
    layout: str = ""
    copies: int = 1
    grey: bool = False
    tray: str = ""
    printer: str = ""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One file for one printer. `title` is seen in the printer's queue: it names no patient.

    A `private` one bears a patient's name, and is not kept.
    """

    practice: str
    printer: str
    title: str
    language: str
    pdf: bytes
    wishes: Wishes
    lay_back: LayBack
    private: bool = False


def make_tickets(
    project: Project, choice: PrintChoice, limits: Limits = LIMITS
) -> tuple[tuple[Ticket, ...], list[Finding]]:
    """A ticket for each publication, in one language; none with an error in the findings."""
    practice = practice_of(project, choice.practice)
    publications = in_one_language(
        project, practice, choice.publications, choice.language, choice.layout
    )
    variants = [
        variant_of(project, practice, each, choice.layout, "print") for each in publications
    ]
    printer_for(practice, choice)  # says what is missing before anything is made
    if held := held_back(variants, "printed"):
        return (), held
    files, findings = current_files(project, variants, limits)
    if has_errors(findings):
        return (), findings
    return tickets_of(choice, [(each.variant, each.pdf) for each in files]), findings


def tickets_of(choice: PrintChoice, files: Iterable[tuple[Variant, bytes]]) -> tuple[Ticket, ...]:
    """A ticket for each file that is there, in whatever language and layout."""
    return tuple(
        replace(
            make_own_ticket(variant.practice, choice, _title(variant), pdf),
            language=variant.publication.language,
        )
        for variant, pdf in files
    )


def make_sheet_ticket(
    project: Project, choice: PrintChoice, exercises: tuple[str, ...], limits: Limits = LIMITS
) -> tuple[tuple[Ticket, ...], list[Finding]]:
    """A ticket for a patient's own sheet, which belongs to one person: private, not kept."""
    practice = practice_of(project, choice.practice)
    asked = Order(practices=(practice.id,), languages=(choice.language,) if choice.language else ())
    project = with_sheet(project, exercises, asked)
    sheet = next(each for each in project.publications if each.is_sheet)
    variant = variant_of(project, practice, sheet, choice.layout, "print")
    files, findings = made_in_memory([variant], project.library, limits)
    tickets = (make_own_ticket(practice, choice, "exercises", f.pdf, private=True) for f in files)
    return tuple(tickets), findings


def make_own_ticket(
    practice: Practice, choice: PrintChoice, title: str, pdf: bytes, *, private: bool = False
) -> Ticket:
    """A ticket for a file that is there: an exercise sheet; `private` with a name on it."""
    own = practice.printer
    wishes = Wishes(choice.copies, choice.grey, choice.tray or own.tray or "")
    printer, language = printer_for(practice, choice), practice.languages[0]
    return Ticket(practice.id, printer, title, language, pdf, wishes, own.lay_back, private)


def test_ticket(project: Project, choice: PrintChoice) -> Ticket:
    """A ticket for the sheet that shows how a printer turns paper, and how long 100 mm are."""
    practice = practice_of(project, choice.practice)
    pdf = sheets.test_sheet(choice.language or practice.languages[0], practice.printer.flip)
    return make_own_ticket(practice, replace(choice, copies=1), "test sheet", pdf)


def printer_for(practice: Practice, choice: PrintChoice) -> str:
    """The printer's address; UsageError, saying where to write it, without one."""
    printer = choice.printer or practice.printer.uri
    if printer is None:
        raise UsageError(
            f"the practice '{practice.id}' has no printer\n"
            f"Write 'printer: {{uri: ipp://…}}' in {practice.origin.path}, or give --printer;"
            " leaflet print --printers lists those of this machine."
        )
    if not printer.startswith(("ipp://", "ipps://")):
        raise UsageError(f"'{printer}' is no printer's address: it begins with ipp:// or ipps://")
    return printer


def _title(variant: Variant) -> str:
    return f"{variant.publication.slug}.{variant.layout.name}"
