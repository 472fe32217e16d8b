"""leaflet send to a list: planned, sent, and who did not get it."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from mail_commands import ANNA, SEND, Leaflet, counts, listed, planned
from servers import Everyday, Faulty, bytes_below

pytestmark = pytest.mark.slow

pytest_plugins = ["mail_fixtures", "mail_house"]


def test_a_list_is_planned_then_sent_and_leaves_no_address_anywhere(
    leaflet: Leaflet,
    server: Everyday,
    house: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # the test's own server
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    rows = [f"lezer{n}@voorbeeld.example;{'en' if n % 3 == 0 else ''}" for n in range(12)]
    with tempfile.TemporaryDirectory(dir="/tmp") as elsewhere:
        path = Path(elsewhere) / "group.csv"
        path.write_text("email;language\n" + "\n".join([*rows, "LEZER1@voorbeeld.example;"]))
        asked = (*SEND, "--list", str(path))
        plan = leaflet(*asked, port=server.port)
        assert plan.exit_code == 0
        assert "12 to send; " in plan.stdout and "less than a minute" in plan.stdout
        assert "group.csv:14: warning: the address of line 3 again" in plan.stderr
        assert server.got == []
        ran = leaflet(*asked, "--really", "--plan", planned(plan), port=server.port)
        assert (ran.exit_code, ran.stdout.splitlines()[-1]) == (
            0,
            "12 sent, 0 failed, 0 to be tried later, 0 in doubt",
        )
        again = leaflet(*asked, "--really", "--plan", planned(plan), port=server.port)
        assert "0 to send, 12 queued or sent before" in again.stdout
    assert len(server.got) == 12
    english = [got for got in server.got if got.message["Content-Language"] == "en"]
    assert sorted(got.recipients[0][:6] for got in english) == [
        "lezer0",
        "lezer3",
        "lezer6",
        "lezer9",
    ]
    for path, data in bytes_below(house, tmp_path):
        assert not re.search(rb"lezer\d", data, re.I), path
    assert not re.search(r"lezer\d", caplog.text + plan.output + ran.output + again.output, re.I)


@pytest.mark.parametrize("digest", [(), ("--plan", "0123456789abcdef")])
def test_a_list_whose_plan_was_not_seen_is_not_sent(
    leaflet: Leaflet, server: Everyday, house: Path, digest: tuple[str, ...]
) -> None:
    ran = leaflet(*listed(house, f"email\n{ANNA}\n"), "--really", *digest, port=server.port)
    assert ran.exit_code == 2
    assert counts(leaflet) == {} and server.got == []


def test_a_list_that_changed_after_its_plan_is_not_sent(
    leaflet: Leaflet, server: Everyday, house: Path
) -> None:
    digest = planned(leaflet(*listed(house, f"email\n{ANNA}\n"), port=server.port))
    asked = listed(house, f"email\n{ANNA}\nb@voorbeeld.example\n")
    ran = leaflet(*asked, "--really", "--plan", digest, port=server.port)
    assert ran.exit_code == 2
    assert "another plan than the one you saw" in ran.stderr
    assert server.got == []


def test_one_bad_row_refuses_the_whole_list(leaflet: Leaflet, house: Path) -> None:
    ran = leaflet(*listed(house, f"email;language\n{ANNA};\nanna;\nb@voorbeeld.example;fr\n"))
    assert ran.exit_code == 1
    assert "group.csv:3: error: not an e-mail address" in ran.stderr
    ran = leaflet(*listed(house, f"email;language\n{ANNA};\nb@voorbeeld.example;fr\n"))
    assert "group.csv:3: error: slapen cannot be sent in 'fr'" in ran.stderr
    assert "Nothing is sent" in ran.stderr
    assert counts(leaflet) == {}


def test_a_plan_tells_how_long_it_takes(leaflet: Leaflet, house: Path) -> None:
    rows = "\n".join(f"lezer{n}@voorbeeld.example" for n in range(60))
    assert "about 6 minutes" in leaflet(*listed(house, f"email\n{rows}\n"), rate=10).stdout


def test_who_had_another_version_is_told_before_it_is_sent(
    leaflet: Leaflet, server: Everyday, house: Path
) -> None:
    leaflet(*SEND, "--really", typed=ANNA, port=server.port)
    path = house / "sources/leaflets/nl/slapen.md"
    changed = path.read_text("utf-8").replace('version: "1.2"', 'version: "1.3"')
    path.write_text(changed + "\nNieuwe woorden aan het einde.\n", encoding="utf-8")
    ran = leaflet(*SEND, typed=ANNA, port=server.port)
    assert "This address had nl/slapen 1.2 before." in ran.stdout
    assert "nl/slapen 1.3, layout a4" in ran.stdout
    plan = leaflet(*listed(house, f"email\n{ANNA}\nb@voorbeeld.example\n"), port=server.port)
    assert "1 of them had nl/slapen 1.2 before" in plan.stdout


def test_who_did_not_get_it_is_named_by_the_line_of_the_list(
    leaflet: Leaflet, faulty: Callable[..., Faulty], house: Path, tmp_path: Path
) -> None:
    server = faulty("550 RCPT")
    path = tmp_path / "group.csv"
    path.write_text(f"email\n{ANNA}\nben@voorbeeld.example\n")
    asked = (*SEND, "--list", str(path))
    plan = leaflet(*asked, port=server.port)
    ran = leaflet(*asked, "--really", "--plan", planned(plan), port=server.port)
    assert ran.exit_code == 1
    told = [line for line in ran.stderr.splitlines() if line.startswith("group.csv:")]
    said = "Not sent: the server refuses it. 550 5.1.1 … User … unknown"
    assert told == [f"group.csv:{line}: {said}" for line in (2, 3)]
    assert "anna" not in ran.output.lower()
    assert "group.csv:2" in leaflet("outbox", port=server.port).stdout
