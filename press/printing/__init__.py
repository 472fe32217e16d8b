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

from press.printing.ipp import printers_of_system as printers_of_system
from press.printing.jobs import PrintJob as PrintJob
from press.printing.spool import Spool as Spool
from press.printing.spool import open_spool as open_spool
from press.printing.tickets import PrintChoice as PrintChoice
from press.printing.tickets import Ticket as Ticket
from press.printing.tickets import make_own_ticket as make_own_ticket
from press.printing.tickets import make_sheet_ticket as make_sheet_ticket
from press.printing.tickets import make_tickets as make_tickets
from press.printing.tickets import test_ticket as test_ticket
from press.printing.tickets import tickets_of as tickets_of
from press.printing.words import say as say
