"""leaflet print: a leaflet on the practice's printer."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import FOUND, Report, limits
from press.commands.completing import LANGUAGE, LAYOUT, PRACTICE, PUBLICATION

if TYPE_CHECKING:
    from press.choices import Limits
    from press.printing import PrintChoice, PrintJob, Spool


@click.command("print")
@click.argument("publications", nargs=-1, metavar="[PUBLICATION]...", type=PUBLICATION)
@click.option("--practice", default="", type=PRACTICE, help="Of which practice.")
@click.option("--language", default="", type=LANGUAGE, help="If a leaflet has several.")
@click.option("--layout", default="", type=LAYOUT, help="If the practice has several.")
@click.option("--exercises", metavar="A,B", help="A patient's own sheet of these.")
@click.option("--copies", type=click.IntRange(1, 999), default=1, metavar="N", help="[default: 1]")
@click.option("--grey", is_flag=True, help="In grey; without it in colour.")
@click.option("--tray", default="", metavar="NAME", help="From this tray, by the printer's name.")
@click.option("--printer", default="", metavar="URI", help="On this printer, as ipp://…")
@click.option("--wait", type=click.FloatRange(0), default=120, metavar="SECONDS", help="[120]")
@click.option("--test", is_flag=True, help="A sheet that shows how the printer turns paper.")
@click.option("--printers", is_flag=True, help="List the printers of this machine.")
@click.option("--jobs", is_flag=True, help="Try what waits, and show all jobs.")
@click.option("--go-on", metavar="JOB", help="Print the backs; or again what was in doubt.")
@click.option("--forget", metavar="JOB", help="Throw a job away.")
@limits
@click.pass_obj
def command(
    root: Path,
    /,
    publications: tuple[str, ...],
    practice: str,
    language: str,
    layout: str,
    exercises: str | None,
    copies: int,
    grey: bool,
    tray: str,
    printer: str,
    wait: float,
    test: bool,
    printers: bool,
    jobs: bool,
    go_on: str | None,
    forget: str | None,
    limits: Limits,
) -> None:
    """Print leaflets on the practice's printer, on both sides, never scaled.

    The printer is that of 'printer:' in practice.yaml, or --printer. A job whose printer is
    off is kept, and tried again with each 'leaflet print'; nothing is printed twice.

    \b
    Example: leaflet print lage-rugklachten --practice lindehof --copies 2
             leaflet print --printers
    """
    from press.printing import PrintChoice, open_spool
    from press.reading.house import open_house

    if printers:
        _list_printers()
        return
    choice = PrintChoice(practice, publications, language, layout, copies, grey, tray, printer)
    house, _ = open_house(root)
    with open_spool(house.root, time.time()) as spool:
        if forget:
            spool.forget(forget)
            return
        if jobs:
            spool.send_due()
            known = spool.jobs()
            for job in known:
                _show(job)
            if not known:
                click.echo("There are no jobs.")
            return
        if go_on:
            wanted = [spool.go_on(go_on)]
        else:
            spool.send_due()
            sheet = tuple(exercises.replace(" ", "").split(",")) if exercises else ()
            wanted = _added(root, choice, spool, limits, sheet, test=test)
        became = [_printed(job, spool, wait) for job in wanted]
    if not all(job.state in ("done", "turn", "printing") for job in became) or not became:
        sys.exit(FOUND)


def _added(
    root: Path,
    choice: PrintChoice,
    spool: Spool,
    limits: Limits,
    exercises: tuple[str, ...],
    *,
    test: bool,
) -> list[PrintJob]:
    """The jobs that are asked for, kept; none where a file cannot be made."""
    from press import build
    from press.printing import make_sheet_ticket, make_tickets, test_ticket

    if not choice.practice or sum((bool(choice.publications), bool(exercises), test)) != 1:
        raise click.UsageError(
            "name a leaflet, or --exercises, or --test; and --practice ID beside it"
        )
    project, report = build.load(root), Report()
    if test:
        return [spool.add(test_ticket(project, choice), time.time())]
    if exercises:
        tickets, findings = make_sheet_ticket(project, choice, exercises, limits)
    else:
        tickets, findings = make_tickets(project, choice, limits)
    report.say(findings)
    return [spool.add(ticket, time.time()) for ticket in tickets]


def _printed(job: PrintJob, spool: Spool, wait: float) -> PrintJob:
    """Hand a job over and follow it; what is said is said as it comes."""
    job = spool.send(job.id)
    _show(job)
    job = spool.follow(job.id, wait, _show)
    asks = spool.is_private(job) or sys.stdin.isatty()
    if job.state == "turn" and asks and click.confirm("Is the paper laid back?"):
        return _printed(spool.go_on(job.id), spool, wait)
    return job


def _show(job: PrintJob) -> None:
    from press.printing import say

    copies = f", {job.copies} copies" if job.copies > 1 else ""
    click.echo(f"{job.id}  {job.title}{copies}: {say(job)}")
    if job.state == "turn":
        click.echo(f"          leaflet print --go-on {job.id}")


def _list_printers() -> None:
    from press.printing import printers_of_system

    found = printers_of_system()
    for each in found:
        click.echo(f"{each.name}  {each.uri}  {each.info}")
    if found:
        click.echo(f"In practice.yaml:  printer: {{uri: {found[0].uri}}}")
    else:
        click.echo("No printer is known here: CUPS does not answer, or lists none.", err=True)
        sys.exit(FOUND)
