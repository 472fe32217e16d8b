"""A printer that is off, breaks, or has no duplex: nothing is lost, nothing comes twice."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from bound import PROJECT
from printers import a_printer, bus
from servers import free_port

from press.printing import PrintChoice, Spool, Ticket, make_own_ticket, open_spool, say
from press.printing.handing import BLIND

pytestmark = pytest.mark.slow

PRACTICE = PROJECT.practices[0]


def numbered(pages: int, *, lies: bool = False) -> bytes:
    """A file whose pages are told apart by what they draw."""
    with pikepdf.new() as pdf:
        for number in range(1, pages + 1):
            page = pdf.add_blank_page(page_size=(842, 595) if lies else (595, 842))
            page.obj.Contents = pdf.make_stream(f"% page {number}".encode())
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def pages_of(pdf: bytes) -> list[tuple[str, int]]:
    """What each page draws, and how far it is turned."""
    with pikepdf.open(BytesIO(pdf)) as file:
        return [
            (
                page.obj.Contents.read_bytes().decode("latin-1")
                if "/Contents" in page.obj and len(page.obj.Contents.read_bytes()) < 20
                else "",
                int(page.get("/Rotate", 0)),
            )
            for page in file.pages
        ]


def ticket(uri: str, pdf: bytes, *, private: bool = False, copies: int = 1) -> Ticket:
    choice = PrintChoice("brug", printer=uri, copies=copies)
    return make_own_ticket(PRACTICE, choice, "proef", pdf, private=private)


@pytest.fixture(scope="module")
def found() -> Iterator[dict[str, str]]:
    with bus() as environment:
        yield environment


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    with open_spool(tmp_path, 0) as opened:
        yield opened


def test_a_job_for_a_printer_that_is_off_waits_and_is_printed_once_it_is_on(
    spool: Spool, found: dict[str, str], tmp_path: Path
) -> None:
    port = free_port()
    pdf = numbered(2)
    job = spool.send(spool.add(ticket(f"ipp://localhost:{port}/ipp/print", pdf), 0).id)
    assert (job.state, job.why) == ("waiting", "away")
    assert say(job, "nl").startswith("De printer antwoordt niet. Staat hij aan?")
    with open_spool(tmp_path, 1) as again, a_printer(found, "-2", port=port, folder=tmp_path) as on:
        assert [each.state for each in again.send_due()] == ["printing"]
        assert again.follow(job.id, 20).state == "done"
        assert again.send_due() == ()
        assert [sent.pdf for sent in on.sent] == [pdf]


def test_a_sheet_with_a_name_is_never_on_the_disk(spool: Spool, tmp_path: Path) -> None:
    uri = f"ipp://localhost:{free_port()}/ipp/print"
    job = spool.send(spool.add(ticket(uri, numbered(1), private=True), 0).id)
    assert (job.state, job.why) == ("failed", "lost")
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in kept] == [".gitignore"]


def test_without_duplex_fronts_come_first_then_backs_upside_down_where_they_turn_so(
    spool: Spool, found: dict[str, str], tmp_path: Path
) -> None:
    with a_printer(found, folder=tmp_path) as printer:
        job = spool.add(ticket(printer.uri, numbered(3, lies=True), copies=2), 0)
        spool.send(job.id)
        assert spool.follow(job.id, 20).state == "turn"
        assert spool.send_due() == ()
        spool.go_on(job.id)
        spool.send(job.id)
        assert spool.follow(job.id, 20).state == "done"
        fronts, backs = (pages_of(sent.pdf) for sent in printer.sent)
        assert fronts[:-1] == [("% page 1", 0), ("% page 3", 0)] * 2
        assert backs == [("% page 2", 180), ("", 180)] * 2
        assert [sent.attributes["sides"] for sent in printer.sent] == ["one-sided"] * 2
        assert [sent.attributes["copies"] for sent in printer.sent] == ["1", "1"]


@pytest.mark.parametrize("kills", [4, pytest.param(50, marks=pytest.mark.whole)])
def test_whoever_is_killed_in_the_middle_leaves_each_job_printed_once(
    kills: int, found: dict[str, str], tmp_path: Path
) -> None:
    chance = random.Random(7)
    pdfs = [numbered(number) for number in range(1, kills + 1)]
    with a_printer(found, "-2", folder=tmp_path) as printer:
        for pdf in pdfs:
            with open_spool(tmp_path, 0) as spool:
                job = spool.add(ticket(printer.uri, pdf), 0)
            if not (child := os.fork()):
                Spool(tmp_path).send(job.id)
                os._exit(0)
            time.sleep(chance.uniform(0, 0.25))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        end = time.monotonic() + 60
        with open_spool(tmp_path, 0) as spool:
            while {job.state for job in spool.jobs()} != {"done"} and time.monotonic() < end:
                spool.send_due()
                time.sleep(0.2)
            assert [job.state for job in spool.jobs()] == ["done"] * len(pdfs)
        assert sorted(sent.pdf for sent in printer.sent) == sorted(pdfs)


def test_what_nobody_can_know_is_left_to_a_person(
    spool: Spool, found: dict[str, str], tmp_path: Path
) -> None:
    """A printer that numbers no job before it has the file was switched off, and has forgotten."""
    with a_printer(found, folder=tmp_path) as printer:
        job = spool.add(ticket(printer.uri, numbered(1)), 0)
        spool._keep(replace(job, state="sending", number=BLIND))
        assert spool.send(job.id).state == "doubt"
        assert "niet zeker" in say(spool.job(job.id), "nl")
        spool.go_on(job.id)
        assert spool.send(job.id).state == "printing"
        assert spool.follow(job.id, 20).state == "done"
        spool.forget(job.id)
    assert spool.jobs() == ()
