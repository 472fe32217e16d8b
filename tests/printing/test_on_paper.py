"""Every kind of leaflet, sent to a printer and to a print system, and read back there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from bound import BOOKLET, PROJECT, TRIFOLD, made, text
from conftest import Run
from printers import TestPrinter, a_printer, bus, cups

from press.model import Document
from press.printing import PrintChoice, PrintJob, Ticket, ipp, make_own_ticket, open_spool
from press.printing import test_ticket as ticket_of_a_test

pytestmark = pytest.mark.slow

FOLDED = "\n".join(
    ["!!! summary\n    - **Slaap.**\n", *(f"## Deel {n}\n\nTekst.\n" for n in range(1, 5))]
)
KINDS = {"leaflet": "long", "booklet": "short", "trifold": "short", "turned booklet": "long"}
"""Over which edge each kind turns."""
USUAL = [each for each in KINDS if each != "turned booklet"]
EVERY = [*USUAL, pytest.param("turned booklet", marks=pytest.mark.whole)]


@cache
def file_of(kind: str) -> bytes:
    made_of: Document | None
    match kind:
        case "leaflet":
            made_of = text("Loop elke dag een rondje buiten. " * 150, "a4", "print").document
        case "booklet":
            made_of = made("samen", BOOKLET, "print")
        case "turned booklet":
            printer = PROJECT.practices[0].printer.model_copy(update={"flip": "long-edge"})
            made_of = made("samen", BOOKLET, "print", printer=printer)
        case _:
            made_of = text(f"{FOLDED}\n!!! disclaimer\n    Uitleg.\n", TRIFOLD, "print").document
    assert made_of
    return made_of.pdf


@pytest.fixture(scope="module")
def eve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestPrinter]:
    with bus() as found, a_printer(found, "-2", folder=tmp_path_factory.mktemp("eve")) as printer:
        yield printer


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestPrinter]:
    with cups(tmp_path_factory.mktemp("cups")) as printer:
        yield printer


@pytest.fixture(params=["eve", "system"])
def printer(request: pytest.FixtureRequest) -> TestPrinter:
    found: TestPrinter = request.getfixturevalue(request.param)
    return found


def print_it(ticket: Ticket, root: Path) -> PrintJob:
    with open_spool(root, 0) as spool:
        job = spool.send(spool.add(ticket, 0).id)
        return spool.follow(job.id, 20)


@pytest.mark.parametrize("kind", EVERY)
def test_a_file_arrives_byte_for_byte_and_turns_over_its_edge(
    kind: str, printer: TestPrinter, tmp_path: Path
) -> None:
    choice = PrintChoice("brug", copies=2, grey=True, printer=printer.uri)
    ticket = make_own_ticket(PROJECT.practices[0], choice, kind, file_of(kind))
    assert print_it(ticket, tmp_path).state == "done"
    got = printer.sent[-1]
    assert got.pdf == ticket.pdf
    said = got.attributes
    assert said["sides"] == f"two-sided-{KINDS[kind]}-edge"
    assert said["print-color-mode"] == "monochrome"
    assert said["copies"] == "2"
    assert said["media"] in ("iso_a4_210x297mm", "A4")
    assert list((tmp_path / "outbox/printing").glob("*.pdf")) == []


@pytest.mark.parametrize("kind", EVERY)
def test_a_file_for_paper_tells_a_pdf_reader_how_it_is_printed(kind: str) -> None:
    with pikepdf.open(BytesIO(file_of(kind))) as pdf:
        said = pdf.Root.ViewerPreferences
        assert str(said.Duplex) == f"/DuplexFlip{KINDS[kind].title()}Edge"
        assert str(said.PrintScaling) == "/None"
        assert said.PickTrayByPDFSize and said.DisplayDocTitle


def test_a_print_system_is_told_the_tray_and_never_to_scale(
    system: TestPrinter, tmp_path: Path
) -> None:
    choice = PrintChoice("brug", tray="tray-2", printer=system.uri)
    ticket = make_own_ticket(PROJECT.practices[0], choice, "x", file_of("trifold"))
    assert print_it(ticket, tmp_path).state == "done"
    said = system.sent[-1].attributes
    assert (said["inputslot"], said["print-scaling"]) == ("Tray2", "none")
    assert said["print-color-mode"] == "color"


def test_a_printer_s_own_tray_is_named_in_the_job(eve: TestPrinter, tmp_path: Path) -> None:
    choice = PrintChoice("brug", tray="main", printer=eve.uri)
    ticket = make_own_ticket(PROJECT.practices[0], choice, "x", file_of("trifold"))
    assert print_it(ticket, tmp_path).state == "done"
    assert "media-source=main" in eve.sent[-1].attributes["media-col"]


def test_what_a_printer_cannot_do_is_said_and_nothing_is_printed(
    printer: TestPrinter, tmp_path: Path
) -> None:
    before = len(printer.sent)
    choice = PrintChoice("brug", tray="zolder", printer=printer.uri)
    job = print_it(make_own_ticket(PROJECT.practices[0], choice, "x", file_of("trifold")), tmp_path)
    assert (job.state, job.why) == ("refused", "tray")
    assert job.about in ("auto, main, manual, by-pass-tray", "tray-1, tray-2")
    assert len(printer.sent) == before


def test_the_test_sheet_turns_as_the_practice_s_booklets_do(
    eve: TestPrinter, tmp_path: Path
) -> None:
    job = print_it(ticket_of_a_test(PROJECT, PrintChoice("brug", printer=eve.uri)), tmp_path)
    assert (job.state, job.title) == ("done", "test sheet")
    assert eve.sent[-1].attributes["sides"] == "two-sided-short-edge"


def test_the_command_prints_the_file_that_build_makes(
    eve: TestPrinter, run: Run, house: Path
) -> None:
    result = run("print", "slapen", "--practice", "molen", "--printer", eve.uri)
    assert result.code == 0, result.errors
    assert result.output.splitlines()[-1].endswith("slapen.a4: Printed.")
    assert eve.sent[-1].pdf == (house / "output/molen/nl/slapen.a4.print.pdf").read_bytes()


def test_the_printers_of_a_system_are_listed_with_their_addresses(
    system: TestPrinter, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setattr(ipp, "_OF_THE_SYSTEM", system.uri.replace("printers/balie", ""))
    result = run("print", "--printers")
    assert result.output.splitlines()[0] == f"balie  {system.uri}  Balie"


def test_without_a_printer_it_is_said_where_to_write_one(run: Run) -> None:
    result = run("print", "slapen", "--practice", "molen")
    assert result.code == 2
    assert result.errors[0] == "leaflet: the practice 'molen' has no printer"
    assert "sources/practices/molen/practice.yaml" in result.errors[1]
