"""leaflet outbox: doubts, tests, what is given up and who is forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from mail_commands import ANNA, SEND, Leaflet, counts
from servers import Everyday, Faulty, bytes_below, free_port

from leaflet import main
from press.errors import PressError
from press.mail.outbox.ledger import Ledger

pytestmark = pytest.mark.slow

pytest_plugins = ["mail_fixtures", "mail_house"]


def test_a_doubt_is_shown_and_settled_by_a_person(
    leaflet: Leaflet, faulty: Callable[..., Faulty], house: Path
) -> None:
    ran = leaflet(*SEND, "--really", typed=ANNA, port=faulty("drop after the dot").port)
    assert ran.exit_code == 3
    assert "In doubt" in ran.stdout
    assert leaflet("outbox").exit_code == 3
    assert leaflet("outbox", "run").exit_code == 3
    shown = leaflet("outbox", "doubt")
    (name,) = re.findall(r"<\S+@zorggroep\.example>", shown.stdout)
    assert ANNA not in shown.output
    assert ANNA in leaflet("outbox", "doubt", "--addresses").stdout
    log = house / "mainlog"
    log.write_text(f"something\n1abc <= folders@x id={name.strip('<>')} S=1000\n")
    assert "names it on line 2" in leaflet("outbox", "doubt", "--log", str(log)).stdout
    assert leaflet("outbox", "doubt", "resolve", "<nobody@x>", "sent").exit_code == 2
    assert leaflet("outbox", "doubt", "resolve", name, "sent").exit_code == 0
    assert counts(leaflet) == {"sent": 1}
    assert not any(b"devries" in data for _, data in bytes_below(house))


def test_what_is_queued_can_be_given_up(leaflet: Leaflet, house: Path) -> None:
    leaflet(*SEND, "--really", typed=ANNA, port=free_port())
    assert "1 given up" in leaflet("outbox", "purge", "--queued").stdout
    assert counts(leaflet) == {"failed": 1}
    assert not any(b"devries" in data for _, data in bytes_below(house))


def test_an_account_can_be_tested(leaflet: Leaflet, server: Everyday) -> None:
    ran = leaflet("outbox", "test", port=server.port)
    assert ran.exit_code == 0
    assert "Login             accepted as press" in ran.stdout
    assert leaflet("outbox", "test", port=free_port()).exit_code == 1
    assert server.got == []


def test_a_message_to_oneself_is_shown_as_a_filter_sees_it(
    leaflet: Leaflet, server: Everyday, house: Path
) -> None:
    ran = leaflet("outbox", "test", "--practice", "brug", "--to", typed=ANNA, port=server.port)
    assert ran.exit_code == 0
    (got,) = server.got
    assert got.recipients == [ANNA] and list(got.message.iter_attachments())
    seen = dict(line.split(maxsplit=1) for line in ran.stdout.splitlines())
    assert seen["From"].startswith("Praktijk De Brug <folders@zorggroep")
    assert (
        "the same domain" in ran.stdout and "another domain, which filters distrust" in ran.stdout
    )
    assert "SPF of zorggroep.example" in ran.stdout
    assert "application/pdf" in seen["Attachments"]
    assert "anna" not in ran.output.lower() and counts(leaflet) == {}
    assert leaflet("outbox", "test", "--to", typed=ANNA).exit_code == 2


def test_a_disk_that_fills_up_at_the_dot_leaves_a_doubt(
    leaflet: Leaflet, server: Everyday, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise PressError("database or disk is full")

    monkeypatch.setattr(Ledger, "settle", full)
    ran = leaflet(*SEND, "--really", typed=ANNA, port=server.port)
    assert ran.exit_code == 3
    assert "disk is full" in ran.stderr and "in doubt" in ran.stderr


def test_messages_of_an_account_that_is_gone_wait_and_are_named(
    leaflet: Leaflet, house: Path
) -> None:
    leaflet(*SEND, "--really", typed=ANNA, port=free_port())
    (house / "sources/house.yaml").write_text("website: https://folders.example\n")
    ran = CliRunner().invoke(main, ["--root", str(house), "outbox", "run"])
    assert ran.exit_code == 1
    assert "messages wait for the account 'house', which is gone" in ran.stderr


def test_an_address_is_forgotten_from_standard_input(leaflet: Leaflet, server: Everyday) -> None:
    leaflet(*SEND, "--really", typed=ANNA, port=server.port)
    ran = leaflet("outbox", "forget", typed=f"{ANNA}\n", port=server.port)
    assert (ran.exit_code, ran.stdout) == (0, "Forgotten: 1 sent.\n")
    ran = leaflet("outbox", "forget", typed=ANNA, port=server.port)
    assert ran.stdout == "Nothing was known of it.\n"
    assert leaflet("outbox", "forget", typed="anna", port=server.port).exit_code == 2
    leaflet(*SEND, "--really", typed=ANNA, port=server.port)
    assert len(server.got) == 2, "what is forgotten can be sent again"
