"""leaflet send to one person, as a practice uses it, against a server that behaves."""

from __future__ import annotations

import re
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mail_commands import ANNA, SEND, Leaflet, counts
from servers import Everyday, bytes_below, free_port

from leaflet import main

pytestmark = pytest.mark.slow

pytest_plugins = ["mail_fixtures", "mail_house"]


def test_without_really_nothing_leaves_and_a_draft_can_be_opened(
    leaflet: Leaflet, server: Everyday, house: Path
) -> None:
    ran = leaflet(*SEND, typed=f"{ANNA}\n", port=server.port)
    assert ran.exit_code == 0
    lines = ran.stdout.splitlines()
    assert lines[:3] == [
        "From:        Praktijk De Brug <folders@zorggroep.example>",
        "Answers to:  info@debrug.example",
        "Subject:     Informatie van Praktijk De Brug",
    ]
    assert re.fullmatch(r"Attachment:  Informatie van Praktijk De Brug\.pdf, \d+ kB", lines[3])
    assert "Bel ons op 0123 - 45 67 89." in ran.stdout
    assert server.got == []
    (draft,) = house.rglob("*.eml")
    message = BytesParser(policy=policy.default).parsebytes(draft.read_bytes())
    built = house / "output/brug/nl/slapen.a4.pdf"
    assert next(message.iter_attachments()).get_content() == built.read_bytes()
    assert message["X-Unsent"] == "1"
    assert not any(b"devries" in data for _, data in bytes_below(house))


def test_really_sends_it(leaflet: Leaflet, server: Everyday) -> None:
    ran = leaflet(*SEND, "--really", typed=f"{ANNA}\r\n", port=server.port)
    assert (ran.exit_code, ran.stdout.splitlines()[-1]) == (0, "Sent.")
    (got,) = server.got
    assert got.recipients == [ANNA]
    assert got.message["From"].addresses[0].display_name == "Praktijk De Brug"
    assert got.message["Content-Language"] == "nl"


def test_the_same_again_takes_a_new_batch(leaflet: Leaflet, server: Everyday) -> None:
    for _ in range(2):
        ran = leaflet(*SEND, "--really", typed=ANNA, port=server.port)
    assert "This address has it already: sent" in ran.stdout
    assert len(server.got) == 1
    leaflet(*SEND, "--really", "--batch", "kwijt", typed=ANNA, port=server.port)
    assert len(server.got) == 2


def test_several_leaflets_go_in_one_message(leaflet: Leaflet, server: Everyday) -> None:
    leaflet("send", "slapen", "wandelen", *SEND[2:], "--really", typed=ANNA, port=server.port)
    names = [part.get_filename() for part in server.got[0].message.iter_attachments()]
    assert names == [f"Informatie van Praktijk De Brug {n}.pdf" for n in (1, 2)]


def test_a_letter_is_in_the_language_of_its_leaflet(leaflet: Leaflet, server: Everyday) -> None:
    leaflet("send", "sleeping", *SEND[2:], "--really", typed=ANNA, port=server.port)
    message = server.got[0].message
    html = message.get_body(("html",))
    assert message["Subject"] == "Information from Praktijk De Brug"
    assert html and '<html lang="en" dir="ltr">' in html.get_content()


def test_nothing_but_the_file_tells_what_it_is_about(leaflet: Leaflet, server: Everyday) -> None:
    leaflet(*SEND, "--really", typed=ANNA, port=server.port)
    message = server.got[0].message
    said = [str(value) for part in message.walk() for value in part.values()]
    said += [
        str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text"
    ]
    assert not any("slapen" in text.casefold() for text in said)


def test_the_html_fetches_nothing_and_can_be_read_aloud(leaflet: Leaflet, server: Everyday) -> None:
    leaflet(*SEND, "--really", typed=ANNA, port=server.port)
    part = server.got[0].message.get_body(("html",))
    assert part
    html = part.get_content()
    assert not re.search(r"<img|<link|<script|<style|src=|url\(|@import|<table", html)
    assert re.findall(r'href="([^"]+)"', html) == ["https://debrug.example"]
    assert html.count("<h1") == 1 and 'lang="nl"' in html and "<title>" in html


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "there is no address"),
        ("anna", "must have an @-sign"),
        (f"{ANNA}\njan@voorbeeld.example\n", "control character"),
        (f"{ANNA}, jan@voorbeeld.example\n", "write one address"),
        (f"{ANNA}\0", "control character"),
        ("a@[127.0.0.1]", "bracketed IP"),
    ],
)
def test_what_is_not_one_address_is_refused(leaflet: Leaflet, typed: str, says: str) -> None:
    ran = leaflet(*SEND, "--really", typed=typed)
    assert ran.exit_code == 2
    assert says in ran.stderr and "devries" not in ran.output
    assert counts(leaflet) == {}


def test_an_outage_queues_and_the_next_run_sends(leaflet: Leaflet, server: Everyday) -> None:
    ran = leaflet(*SEND, "--really", typed=ANNA, port=free_port())
    assert ran.exit_code == 1
    assert "nothing listens there" in ran.stderr
    assert "Queued" in ran.stdout
    assert counts(leaflet) == {"queued": 1}
    ran = leaflet("outbox", "run", port=server.port)
    assert (ran.exit_code, counts(leaflet)) == (0, {"sent": 1})
    assert len(server.got) == 1


def test_without_an_account_there_is_a_draft_and_no_more(leaflet: Leaflet, house: Path) -> None:
    def without(*more: str) -> Result:
        return CliRunner().invoke(main, ["--root", str(house), *SEND, *more], input=ANNA)

    assert without().exit_code == 0
    (draft,) = house.rglob("*.eml")
    assert b"From: Praktijk De Brug <info@debrug.example>" in draft.read_bytes()
    ran = without("--really")
    assert ran.exit_code == 2
    assert "there is no mail account" in ran.stderr
    assert counts(leaflet) == {}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("send", "slapn", "--practice", "brug"), "did you mean 'slapen'"),
        (("send", "slapen", "--practice", "bruk"), "did you mean 'brug'"),
        (("send", "sleeping", "--practice", "molen"), "hands out nl, nothing in 'en'"),
        (("send", "slapen", "--practice", "brug", "--layout", "a9"), "no layout 'a9'"),
        (("send", "slapen", "--practice", "brug", "--batch", "Anna de Vries"), "a-z, 0-9"),
    ],
)
def test_a_wrong_choice_is_answered(
    leaflet: Leaflet, arguments: tuple[str, ...], says: str
) -> None:
    ran = leaflet(*arguments, typed=ANNA)
    assert ran.exit_code == 2
    assert says in ran.stderr


def test_what_mail_does_not_carry_is_told(
    leaflet: Leaflet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("press.mail.messages.MOST_ATTACHED", 10_000)
    ran = leaflet(*SEND, typed=ANNA)
    assert ran.exit_code == 1
    assert "too much for one message" in ran.stderr and "[D005]" in ran.stderr


def test_a_leaflet_with_an_error_is_there_all_the_same(leaflet: Leaflet, house: Path) -> None:
    path = house / "sources/leaflets/nl/slapen.md"
    path.write_text(path.read_text().replace("title:", "titel:", 1))
    ran = leaflet(*SEND, typed=ANNA)
    assert ran.exit_code == 2
    assert "'slapen' cannot be printed as it is: leaflet check slapen" in ran.stderr


def test_a_practice_that_is_broken_is_named_with_its_mistake(leaflet: Leaflet, house: Path) -> None:
    path = house / "sources/practices/brug/practice.yaml"
    path.write_text(path.read_text().replace("email:", "mail_to:", 1))
    ran = leaflet(*SEND, typed=ANNA)
    assert ran.exit_code == 2
    assert "the practice 'brug' cannot be used" in ran.stderr and "'email' is missing" in ran.stderr
