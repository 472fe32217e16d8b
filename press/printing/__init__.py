"""A publication -> paper: a job at a practice's printer (IPP), followed to its end, never twice.

    tickets  what a person chose -> files that are up to date, and how they are to be printed
    sides    how a file lies on paper: over which edge it turns, how large it is, in two passes
    ipp      one question to a printer and its answer; the only home of pyipp
    printer  what a printer can do -> the attributes of a job, or why it cannot print it
    spool    jobs that wait, are on their way or in doubt, kept in the house's outbox/printing
    words    words/<language>.yaml -> what became of a job, for who stands at the desk
    sheets   a test sheet, and one that says how paper is laid back for its second side

The practice's printer stands in practice.yaml, or a person chooses one that the system lists.
Nothing is printed twice: a printer first gives a job its number (Create-Job), which is on the
disk before the file goes (Send-Document, RFC 8011, 4.2.4 and 4.3.1); after a break it is asked
what became of that number. Where it does not know any more, a person decides.
"""

from press.printing.ipp import FoundPrinter, printers_of_system
from press.printing.jobs import PrintJob
from press.printing.spool import Spool, open_spool
from press.printing.tickets import (
    PrintChoice,
    Ticket,
    make_own_ticket,
    make_sheet_ticket,
    make_tickets,
    test_ticket,
    tickets_of,
)
from press.printing.words import say

__all__ = [
    "FoundPrinter",
    "PrintChoice",
    "PrintJob",
    "Spool",
    "Ticket",
    "make_own_ticket",
    "make_sheet_ticket",
    "make_tickets",
    "open_spool",
    "printers_of_system",
    "say",
    "test_ticket",
    "tickets_of",
]
