"""leaflet send, outbox and deliver, as a practice uses them, against a server that behaves."""

from __future__ import annotations

import json
import logging
import os
import re
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import HOUSE
from servers import PASSWORD, Everyday, Faulty, bytes_below, free_port

from leaflet import main
from press import build, pipeline
from press.errors import PressError
from press.mail.outbox.ledger import Ledger
from press.model import Document, Manuscript
from press.render import render

pytestmark = pytest.mark.slow

pytest_plugins = ["mail_fixtures"]
ANNA = "anna.devries@voorbeeld.example"
SEND = ("send", "slapen", "--practice", "brug")
Leaflet = Callable[..., Result]


_PAGES: dict[tuple[object, ...], Document] = {}
"""Pages laid out before: what they look like is not in question here."""


def render_once(manuscript: Manuscript, **how: Any) -> Document:
    key = (manuscript.variant.path, manuscript.html, manuscript.styles, *how.values())
    if key not in _PAGES:
        _PAGES[key] = render(manuscript, **how)
    return replace(_PAGES[key], variant=manuscript.variant)


@pytest.fixture(scope="module")
def laid_out(warm: None) -> None:
    """The pages of the small house, laid out in the process from which the others are forked."""
    project = build.load(HOUSE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "render", render_once)
        for variant in build.plan(project, build.Order()):
            assert pipeline.produce(variant, project.library, pipeline.OutputOptions()).document


@pytest.fixture
def leaflet(house: Path, laid_out: None, monkeypatch: pytest.MonkeyPatch) -> Leaflet:
    """Run `leaflet` in the house: `leaflet(*SEND, typed="anna@…", port=server.port)`."""
    monkeypatch.setenv("LEAFLET_MAIL", PASSWORD)
    monkeypatch.setattr(pipeline, "render", render_once)
    plain = (house / "sources/house.yaml").read_text()

    def run(*arguments: str, typed: str = "", port: int = 0, rate: int = 1_000_000) -> Result:
        account = (
            f"name: Zorggroep\nmail: {{host: 127.0.0.1, port: {port or 1}, user: press,"
            f" from: folders@zorggroep.example, password_env: LEAFLET_MAIL, rate: {rate}}}\n"
        )
        (house / "sources/house.yaml").write_text(plain + account)
        given = ["--root", str(house), *arguments]
        return CliRunner().invoke(main, given, input=typed, catch_exceptions=False)

    return run


def counts(leaflet: Leaflet) -> dict[str, int]:
    lines = leaflet("outbox").stdout.splitlines()
    found = (re.fullmatch(r"(.+?) +(\d+)", line) for line in lines)
    return {match[1]: int(match[2]) for match in found if match and int(match[2])}


# --- at the desk ---


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


def test_a_practice_that_is_broken_is_named_with_its_mistake(leaflet: Leaflet, house: Path) -> None:
    path = house / "sources/practices/brug/practice.yaml"
    path.write_text(path.read_text().replace("email:", "mail_to:", 1))
    ran = leaflet(*SEND, typed=ANNA)
    assert ran.exit_code == 2
    assert "the practice 'brug' cannot be used" in ran.stderr and "'email' is missing" in ran.stderr


# --- lists ---


def listed(house: Path, text: str) -> tuple[str, ...]:
    path = house.parent / "group.csv"
    path.write_text(text)
    return (*SEND, "--list", str(path))


def planned(ran: Result) -> str:
    return str(re.findall(r"--plan (\w+)", ran.output)[-1])


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


# --- the outbox ---


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


# --- deliveries ---


def test_a_practice_gets_its_files_and_then_what_is_new(
    leaflet: Leaflet, server: Everyday, house: Path
) -> None:
    ask = ("deliver", "--practice", "brug", "--media", "screen")
    packed = house / "output/brug/brug.zip"
    ran = leaflet(*ask, "--really", port=server.port)
    assert (ran.exit_code, ran.stdout.splitlines()[-1]) == (0, "Sent.")
    first = packed.read_bytes()
    (got,) = server.got
    assert got.recipients == ["info@debrug.example"]
    assert got.message["Subject"] == "Nieuwe folders voor Praktijk De Brug"
    assert next(got.message.iter_attachments()).get_content() == first
    text = got.message.get_body(("plain",))
    assert text and "- Beter slapen (nl, versie 1.2)" in text.get_content()

    again = leaflet(*ask, "--really", port=server.port)
    assert "Nothing has changed since the last delivery" in again.stdout
    assert packed.read_bytes() == first
    assert len(server.got) == 1

    slapen = house / "sources/leaflets/nl/slapen.md"
    slapen.write_text(slapen.read_text().replace('version: "1.2"', 'version: "1.3"', 1))
    (house / "sources/leaflets/en/sleeping.md").unlink()
    ran = leaflet(*ask, "--really", port=server.port)
    assert ran.exit_code == 0
    text = server.got[1].message.get_body(("plain",))
    assert text
    said = text.get_content().replace("\r\n", "\n")
    assert "Veranderd\n- Beter slapen (nl, versie 1.3)\n" in said
    assert "Ingetrokken\n- Sleeping better (en, versie 1.2)\n" in said
    assert "Nieuw\n" not in said
    with zipfile.ZipFile(packed) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(
            ["manifest.json", *(file["path"] for file in manifest["files"])]
        )
    assert set(manifest["files"][0]) >= {"path", "sha256", "size", "version", "review_due"}


def test_what_did_not_arrive_is_told_again(leaflet: Leaflet, server: Everyday, house: Path) -> None:
    ask = ("deliver", "--practice", "molen", "--media", "screen")
    assert leaflet(*ask, "--really", port=free_port()).exit_code == 1
    slapen = house / "sources/leaflets/nl/slapen.md"
    slapen.write_text(slapen.read_text().replace('version: "1.2"', 'version: "1.3"', 1))
    assert "Dit is de eerste levering." in leaflet(*ask, port=server.port).stdout


def test_without_really_a_delivery_is_only_shown(
    leaflet: Leaflet, server: Everyday, house: Path
) -> None:
    ran = leaflet("deliver", "--practice", "molen", "--media", "screen", port=server.port)
    assert ran.exit_code == 0
    assert os.path.exists(house / "output/molen/molen.zip")  # noqa: PTH110
    assert server.got == [] and counts(leaflet) == {}


# --- who did not get it, who is forgotten ---


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


def test_an_address_is_forgotten_from_standard_input(leaflet: Leaflet, server: Everyday) -> None:
    leaflet(*SEND, "--really", typed=ANNA, port=server.port)
    ran = leaflet("outbox", "forget", typed=f"{ANNA}\n", port=server.port)
    assert (ran.exit_code, ran.stdout) == (0, "Forgotten: 1 sent.\n")
    ran = leaflet("outbox", "forget", typed=ANNA, port=server.port)
    assert ran.stdout == "Nothing was known of it.\n"
    assert leaflet("outbox", "forget", typed="anna", port=server.port).exit_code == 2
    leaflet(*SEND, "--really", typed=ANNA, port=server.port)
    assert len(server.got) == 2, "what is forgotten can be sent again"


def test_a_delivery_that_is_older_than_what_is_sent_is_told(
    leaflet: Leaflet, server: Everyday, house: Path
) -> None:
    leaflet("deliver", "--practice", "brug", "--media", "screen", "--really", port=server.port)
    assert "has another file" not in leaflet(*SEND, typed=ANNA, port=server.port).stdout
    path = house / "sources/leaflets/nl/slapen.md"
    path.write_text(path.read_text().replace('"1.2"', '"1.3"'))
    ran = leaflet(*SEND, typed=ANNA, port=server.port)
    assert "The practice has another file of nl/slapen: version 1.2, delivered " in ran.stdout
    record = (house / "archive/issued.jsonl").read_text()
    assert '"what":"delivered","practice":"brug"' in record
    assert '"leaflet":"nl/slapen","version":"1.2"' in record
