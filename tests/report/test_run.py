"""The report of a run: what was made, failed, delivered, is due, for who runs the house."""

from __future__ import annotations

import html
import os
import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Run, invoke
from hands import Hands
from servers import PASSWORD, Everyday, free_port

from press.governance.issued import Event, IssuedFile
from press.governance.owing import Owed
from press.report.run import Build, Mail, RunReport, as_html, as_text, sections

pytest_plugins = ["mail_fixtures"]
NOW = datetime(2026, 11, 30, 6, tzinfo=UTC)
A_DAY = timedelta(days=1)
BUILD = Build(NOW, "--media print", 3, 50, 0, 0, ())
QUIET = RunReport("Zorggroep", NOW - A_DAY, NOW, (BUILD,), {}, 0, (), (), Mail(), (), 5 * 10**9)
LATE = Owed("editor", "nl/slapen", "Beter slapen", "nl", "1.0", date(2026, 11, 29))
SENT = IssuedFile(path="x", leaflet="nl/slapen", version="1.0", sha256="0")
BUSY = replace(
    QUIET,
    builds=(replace(BUILD, not_written=30, left=2, failed=("brug/nl/slapen.a4.pdf",) * 20),),
    made={"brug": 3, "molen": 1},
    errors=("sources/leaflets/nl/slapen.md:5: error: 'summary' is missing [S006]",),
    events=(
        Event(on=NOW.date(), what="delivered", practice="brug", files=(SENT,)),
        Event(on=NOW.date(), what="withdrawn", leaflet="nl/oud", why="a <b> & a wrong dose"),
    ),
    mail=Mail({"sent": 4, "failed": 2, "unknown": 1}, (("brug", "550 no\x1b[2J", 2),)),
    owed=(LATE, replace(LATE, name="nl/wandelen", due=None)),
)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (QUIET, "all is well"),
        (replace(QUIET, builds=()), "no build has ended"),
        (replace(QUIET, owed=(LATE, replace(LATE, role="clinician"))), "1 review overdue"),
        (replace(QUIET, mail=Mail(unread="no room")), "the outbox cannot be read"),
        (replace(QUIET, free=1000), "the disk is nearly full"),
        (replace(QUIET, mail=Mail({"sent": 9, "queued": 2})), "all is well"),
        (
            BUSY,
            "32 files not written, 1 error to mend, 2 messages failed, 1 message in doubt,"
            " 1 review overdue",
        ),
    ],
)
def test_the_first_line_says_what_it_comes_to(found: RunReport, verdict: str) -> None:
    assert as_text(found).splitlines()[0] == f"Zorggroep: {verdict}"
    assert f"<title>Zorggroep: {verdict}</title>" in as_html(found)


@pytest.mark.parametrize("found", [QUIET, BUSY])
def test_text_and_page_say_the_same_and_nothing_in_it_steers_a_terminal(found: RunReport) -> None:
    page = html.unescape(re.sub(r"<[^>]+>", "", as_html(found)))
    for section in sections(found):
        said = [*(each for row in section.rows for each in (row.of, row.said)), section.name]
        for each in said if section.rows else [section.name, section.empty]:
            assert each in as_text(found)
            assert each.lower() in page.lower()
    assert "\x1b" not in as_text(found) + as_html(found)


def test_of_many_files_the_first_are_named_and_the_rest_counted() -> None:
    (failed,) = (each for each in sections(BUSY) if each.name == "Failed")
    assert [row.said for row in failed.rows][11:13] == ["brug/nl/slapen.a4.pdf", "and 18 more"]


@pytest.mark.slow
def test_a_run_without_a_build_or_with_a_mistake_in_the_sources_has_failed(
    house: Path, run: Run
) -> None:
    ran = run("report")
    assert (ran.code, ran.output.splitlines()[0]) == (1, "house: no build has ended")
    practice = house / "sources/practices/brug/practice.yaml"
    practice.write_text(practice.read_text().replace("name:", "nam:", 1))
    assert "error  sources/practices/brug/practice.yaml:" in run("report").output


def test_messages_of_the_last_day_are_told_and_older_ones_not(hands: Hands) -> None:
    ledger, now = hands.outbox.ledger, hands.moment
    for ago, became, reply in [
        (0, "sent", "250 ok"),
        (3600, "failed", "550 unknown"),
        (7200, "failed", "550 unknown"),
        (90_000, "failed", "550 too old"),
        (90_000, "unknown", "gone"),
    ]:
        hands.moment = now - ago
        hands.queue(f"{ago}-{became}@x.example")
        claimed = ledger.claim("house", hands.moment)
        assert claimed
        ledger.settle(claimed, became, reply)
    assert ledger.states_since(now - 86_400) == {"sent": 1, "failed": 2, "unknown": 1}
    assert ledger.failed_since(now - 86_400) == (("brug", "550 unknown", 2),)


@pytest.mark.slow
def test_what_was_written_and_mended_counts_as_made_and_what_was_not_as_failed(
    built: Path, tmp_path: Path
) -> None:
    house = shutil.copytree(built, tmp_path / "house")
    ask = ("--root", str(house))
    assert "in all  5 new of 5 that there are" in invoke(*ask, "report").output
    two_days_ago = NOW.timestamp() - 2 * 86_400
    for path in (house / "output").rglob("*.pdf"):
        os.utime(path, (two_days_ago, two_days_ago))
    assert invoke(*ask, "build").code == 0
    leaflet = house / "sources/leaflets/nl/wandelen.md"
    text = leaflet.read_text()
    leaflet.write_text(f"{text}\n![Een brug](weg.svg)\n")
    assert invoke(*ask, "build").code == 1
    ran = invoke(*ask, "report", "--html", str(tmp_path / "run.html"))
    assert (ran.code, ran.errors) == (1, [])
    assert ran.output.startswith("house: 2 files not written, 1 error to mend")
    assert "not written  brug/nl/wandelen.a4.pdf" in ran.output and "weg.svg" in ran.output
    assert "no new file" in ran.output
    assert "brug/nl/wandelen.a4.pdf" in (tmp_path / "run.html").read_text()
    leaflet.write_text(f"{text}\nNog een zin.\n")
    assert invoke(*ask, "build", "wandelen").code == 0
    ran = invoke(*ask, "report")
    assert (ran.code, ran.output.splitlines()[0]) == (0, "house: all is well")
    assert "leaflet build wandelen: 2 written" in ran.output
    assert "in all  2 new of 5 that there are" in ran.output


@pytest.mark.slow
def test_a_report_is_mailed_to_the_operator_through_the_outbox(
    house: Path, run: Run, server: Everyday, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAFLET_MAIL", PASSWORD)
    settings = house / "sources/house.yaml"
    account = (
        "mail: {{host: 127.0.0.1, port: {}, user: press, from: f@zorg.example,"
        " password_env: LEAFLET_MAIL}}\n"
    )
    settings.write_text(f"name: Zorggroep\n{account.format(server.port)}")
    ran = run("report", "--mail")
    assert ran.code == 2 and "'operator: name@address'" in ran.errors[0]
    operator = "operator: beheer@zorg.example\n"
    settings.write_text(f"name: Zorggroep\n{operator}{account.format(server.port)}")
    ran = run("report", "--mail")
    assert "1 sent" in ran.output and "beheer@" not in ran.output
    (got,) = server.got
    assert got.recipients == ["beheer@zorg.example"]
    assert got.message["Subject"] == "Leaflets: no build has ended"
    assert got.message["Auto-Submitted"] == "auto-generated"
    settings.write_text(f"name: Zorggroep\n{operator}{account.format(free_port())}")
    assert run("report", "--mail", "--hours", "9999").code == 1
    assert "queued     1" in run("outbox").output
