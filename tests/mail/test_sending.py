"""The outbox against servers that behave and servers that fail: each message in its right state."""

from __future__ import annotations

import base64
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hands import ENVIRON, FROM, Hands, account
from servers import PASSWORD, USER, Everyday, Faulty, bytes_below, free_port

from press.mail.accounts import Route, log_in_with
from press.mail.connecting import OutageError, Patience
from press.mail.examine import examine
from press.mail.outbox.ledger import Ledger
from press.mail.outbox.pace import Urgency, system_clock
from press.mail.outbox.sending import Surroundings, Tally, send_due
from press.mail.transport import Connection

pytest_plugins = ["mail_fixtures"]
Start = Callable[..., Faulty]
FIRST, SECOND = "anna.devries@voorbeeld.example", "second@voorbeeld.example"


def test_a_message_is_sent_once_and_its_address_forgotten(
    hands: Hands, server: Everyday, tmp_path: Path
) -> None:
    hands.queue(FIRST)
    assert hands.send(server.port).sent == 1
    assert hands.send(server.port).tried == 0
    (got,) = server.got
    assert (got.sender, got.recipients) == (FROM, [FIRST])
    assert got.message["To"] == FIRST
    assert hands.states() == {"sent": 1}
    for path, data in bytes_below(tmp_path):
        assert FIRST.encode() not in data, path


def test_the_body_arrives_as_it_was_made(hands: Hands, server: Everyday) -> None:
    hands.queue(FIRST)
    hands.send(server.port)
    message = server.got[0].message
    text = message.get_body(("plain",))
    assert text and text.get_content().replace("\r\n", "\n") == "Beste lezer,\n\n.een punt\nDag.\n"
    assert [part.get_filename() for part in message.iter_attachments()] == [
        "Informatie van Praktijk De Brug.pdf"
    ]


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # aiosmtpd cannot tell that it is encrypted
def test_a_whole_connection_may_be_encrypted(
    authority: object, hands: Hands, trusted: Path
) -> None:
    with Everyday(authority, "tls").running() as server:  # type: ignore[arg-type]
        hands.queue(FIRST)
        assert hands.send(server.port, security="tls").sent == 1
        assert server.logins == [True]


@pytest.mark.parametrize(
    ("mode", "states", "taken"),
    [
        ("drop at DATA", {"queued": 2}, 0),
        ("drop in the body", {"queued": 2}, 0),
        ("421 in the body", {"queued": 2}, 0),
        ("452 RCPT", {"queued": 2}, 0),
        ("451 MAIL", {"queued": 2}, 0),
        ("550 RCPT", {"sent": 1, "failed": 1}, 1),
        ("554 DATA", {"failed": 2}, 0),
        ("451 after the dot", {"queued": 2}, 0),
        ("421 after the dot", {"queued": 2}, 0),
        ("550 after the dot", {"failed": 2}, 0),
        ("drop after the dot", {"unknown": 1, "queued": 1}, 1),
        ("half an answer after the dot", {"unknown": 1, "queued": 1}, 1),
        ("silence after the dot", {"unknown": 1, "queued": 1}, 1),
        ("nonsense after the dot", {"unknown": 1, "queued": 1}, 0),
        ("garbage after the dot", {"unknown": 1, "queued": 1}, 0),
        ("small", {"failed": 2}, 0),
        ("none", {"sent": 2}, 2),
    ],
)
def test_after_each_fault_each_message_is_in_its_right_state(
    hands: Hands, faulty: Start, mode: str, states: dict[str, int], taken: int, tmp_path: Path
) -> None:
    # Too much for the buffers on the way, so that the press sees a body break off.
    hands.pdf = bytes(6_000_000) if "in the body" in mode else hands.pdf
    hands.queue(FIRST, SECOND)
    server = faulty(mode)
    hands.send(server.port, rate=60)
    assert hands.states() == states
    assert len(server.taken) == taken
    assert not any("devries" in reply.casefold() for reply in hands.replies())


@pytest.mark.parametrize("mode", ["drop after the dot", "silence after the dot"])
def test_what_is_in_doubt_is_never_sent_again_by_itself(
    hands: Hands, faulty: Start, server: Everyday, mode: str
) -> None:
    hands.queue(FIRST)
    hands.send(faulty(mode).port)
    hands.moment += 3 * 24 * 3600
    assert hands.send(server.port).tried == 0
    assert hands.states() == {"unknown": 1}
    (row,) = hands.outbox.ledger.rows("unknown")
    assert hands.outbox.ledger.address(row.message_id) == FIRST


def test_a_person_can_have_it_sent_again_under_its_first_name(
    hands: Hands, faulty: Start, server: Everyday
) -> None:
    hands.queue(FIRST)
    hands.send(faulty("drop after the dot").port)
    (row,) = hands.outbox.ledger.rows("unknown")
    assert hands.outbox.ledger.resolve(row.message_id, "queued", hands.moment)
    hands.moment += 3600
    assert hands.send(server.port).sent == 1
    assert server.got[0].message_id == row.message_id


@pytest.mark.parametrize(
    ("mode", "says"),
    [
        ("421 greeting", "not now: 421"),
        ("no STARTTLS", "it offers no STARTTLS; nothing is sent in the clear"),
        ("login refused", "the login is refused (535"),
        ("550 MAIL", "the account is refused"),
        ("daily limit", "the account is refused"),
    ],
)
def test_an_outage_stops_the_run_and_fails_nothing(
    hands: Hands, faulty: Start, mode: str, says: str
) -> None:
    hands.queue(FIRST, SECOND)
    server = faulty(mode)
    tally = hands.send(server.port)
    assert says in tally.outages[0]
    assert hands.states() == {"queued": 2}
    assert not any(line.startswith("DATA") for line in server.commands)


def test_nothing_is_said_before_the_connection_is_encrypted(hands: Hands, faulty: Start) -> None:
    server = faulty("no STARTTLS")
    hands.queue(FIRST)
    hands.send(server.port)
    assert [line.split()[0] for line in server.commands] == ["EHLO"]


def test_an_unknown_certificate_is_an_outage(
    hands: Hands, faulty: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    server = faulty("none")
    hands.queue(FIRST)
    assert "its certificate is not accepted" in hands.send(server.port).outages[0]
    assert hands.states() == {"queued": 1}
    assert not any("AUTH" in line for line in server.commands)


def test_a_certificate_of_another_name_is_an_outage(hands: Hands, faulty: Start) -> None:
    hands.queue(FIRST)
    tally = hands.send(faulty("none", "mail.elders.example").port)
    assert "its certificate is not accepted" in tally.outages[0]
    assert hands.states() == {"queued": 1}


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.5", "::1", "::ffff:10.0.0.5", "fe80::1"])
def test_a_name_that_leads_into_this_network_is_no_server_of_a_practice(
    server: Everyday, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    found = [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, server.port, 0, 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(OutageError, match="it lies in this network"):
        Connection(account(server.port), None, Patience(), outside=True)


def test_a_name_that_leads_elsewhere_when_it_is_asked_again_is_noticed(
    faulty: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    first: list[list[object]] = [[]]
    plain = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *asked, **_: first.pop() if first else plain(*asked)
    )
    server = faulty("none")
    with pytest.raises(OutageError, match="it lies in this network"):
        Connection(account(server.port), None, Patience(), outside=True)
    assert server.commands == []


def test_a_closed_port_is_an_outage(hands: Hands) -> None:
    hands.queue(FIRST)
    assert "nothing listens there" in hands.send(free_port()).outages[0]
    assert hands.states() == {"queued": 1}


def test_an_outage_is_not_a_try(hands: Hands, server: Everyday) -> None:
    hands.queue(FIRST)
    hands.send(free_port())
    assert hands.send(server.port).sent == 1


def test_what_is_put_off_waits_longer_each_time_and_fails_when_it_expires(
    hands: Hands, faulty: Start
) -> None:
    hands.queue(FIRST)
    server = faulty("452 RCPT")
    waits = []
    while hands.states() == {"queued": 1}:
        (row,) = hands.outbox.ledger.rows("queued")
        waits.append(row.due - hands.moment)
        hands.moment = row.due
        hands.send(server.port)
    assert waits[:7] == [0, 60, 300, 900, 3600, 4 * 3600, 4 * 3600]
    assert hands.states() == {"failed": 1}
    assert hands.replies() == ["expired; last: 452 4.2.2 … mailbox full"]
    assert hands.moment <= 1_800_000_000 + 48 * 3600


def test_what_is_put_off_does_not_keep_others(hands: Hands, faulty: Start) -> None:
    server = faulty("550 RCPT")
    hands.queue(*(f"nobody{n}@voorbeeld.example" for n in range(5)), SECOND)
    assert hands.send(server.port).sent == 1
    assert hands.states() == {"sent": 1, "failed": 5}


def test_a_server_that_answers_nobody_is_left_alone(hands: Hands, faulty: Start) -> None:
    hands.queue(*(f"reader{n}@voorbeeld.example" for n in range(10)))
    server = faulty("451 MAIL")
    tally = hands.send(server.port)
    assert "3 messages in a row" in tally.outages[0]
    assert sum(line.startswith("MAIL") for line in server.commands) == 3


def test_a_minute_holds_no_more_than_the_rate_whoever_sends(hands: Hands, server: Everyday) -> None:
    hands.queue(*(f"reader{n}@voorbeeld.example" for n in range(20)))
    start = hands.moment
    hands.send(server.port, rate=10)
    assert hands.moment - start == pytest.approx(19 * 6)
    hands.queue("later@voorbeeld.example")
    hands.send(server.port, rate=10)
    assert hands.moment - start == pytest.approx(20 * 6)


def test_what_was_claimed_ahead_goes_back_when_sending_is_interrupted(
    hands: Hands, server: Everyday
) -> None:
    hands.moment = time.time()
    hands.queue("one@list.example", "two@list.example", "three@list.example")

    def interrupt(tally: Tally) -> None:
        assert hands.states() == {"sent": 1, "sending": 1, "queued": 1}
        raise KeyboardInterrupt

    around = Surroundings(system_clock(), ENVIRON)
    with pytest.raises(KeyboardInterrupt):
        route = Route("house", account(server.port), hands.root)
        send_due(hands.outbox.ledger, [route], around, progress=interrupt)
    assert hands.states() == {"sent": 1, "queued": 2}
    assert len(server.got) == 1


def test_the_desk_goes_before_a_list(hands: Hands, server: Everyday) -> None:
    hands.queue("one@list.example", "two@list.example")
    hands.queue("desk@voorbeeld.example", urgent=Urgency.DESK)
    hands.send(server.port)
    assert server.got[0].recipients == ["desk@voorbeeld.example"]


def test_a_recall_waits_for_no_pace_and_a_list_keeps_it(hands: Hands, server: Everyday) -> None:
    hands.queue("one@list.example", "two@list.example")
    hands.queue("desk@voorbeeld.example", urgent=Urgency.DESK)
    hands.queue(*(f"p{n}@recall.example" for n in range(5)), urgent=Urgency.RECALL)
    begun, seen = hands.moment, []
    route = Route("house", account(server.port, rate=2), hands.root)
    send_due(
        *(hands.outbox.ledger, [route], Surroundings(hands.clock, ENVIRON)),
        progress=lambda tally: seen.append(hands.moment - begun),
    )
    assert [got.recipients[0].partition("@")[2] for got in server.got] == [
        *["recall.example"] * 5,
        "voorbeeld.example",
        *["list.example"] * 2,
    ]
    assert seen == pytest.approx([0, 0, 0, 0, 0, 30, 60, 90], abs=3)


def test_a_recall_that_overruns_the_server_goes_on_at_the_pace_of_the_account(
    hands: Hands, faulty: Start
) -> None:
    server = faulty("452 RCPT")
    hands.queue(*(f"p{n}@recall.example" for n in range(5)), urgent=Urgency.RECALL)
    begun, seen = hands.moment, []
    route = Route("house", account(server.port, rate=2), hands.root)
    send_due(
        *(hands.outbox.ledger, [route], Surroundings(hands.clock, ENVIRON)),
        progress=lambda tally: seen.append(hands.moment - begun),
    )
    assert seen[:5] == pytest.approx([0, 0, 0, 30, 60], abs=3)


def test_one_account_does_not_wait_for_another(hands: Hands, server: Everyday) -> None:
    hands.queue(*(f"reader{n}@voorbeeld.example" for n in range(10)), account="slow")
    hands.queue("quick@voorbeeld.example", account="quick")
    routes = [
        Route("slow", account(server.port, rate=1), hands.root),
        Route("quick", account(server.port), hands.root),
    ]
    send_due(hands.outbox.ledger, routes, Surroundings(hands.clock, {"LEAFLET_MAIL": "geheim-ë"}))
    assert ["quick@voorbeeld.example"] in [got.recipients for got in server.got[:2]]
    assert len(server.got) == 11


def test_bounces_come_back_with_headers_only(hands: Hands, faulty: Start) -> None:
    server = faulty("none")
    hands.queue(FIRST)
    hands.send(server.port)
    assert f"MAIL FROM:<{FROM}> RET=HDRS".casefold() in [c.casefold() for c in server.commands]
    assert any(c.endswith("NOTIFY=FAILURE") for c in server.commands)


def test_this_computer_does_not_name_itself(hands: Hands, faulty: Start) -> None:
    server = faulty("none")
    hands.queue(FIRST)
    hands.send(server.port)
    assert {c for c in server.commands if c.startswith("EHLO")} == {"EHLO praktijk.example"}


def test_a_refused_token_gets_an_empty_answer(hands: Hands, faulty: Start) -> None:
    server = faulty("xoauth2")
    hands.queue(FIRST)
    tally = hands.send(server.port, password_env=None, token_command=["echo", "t0ken"])
    assert "the login is refused (535 5.7.8 the token is old)" in tally.outages[0]
    auth = next(n for n, c in enumerate(server.commands) if c.startswith("AUTH"))
    assert server.commands[auth + 1] == ""


def test_a_token_logs_in(hands: Hands, faulty: Start) -> None:
    server = faulty("xoauth2 accepted")
    hands.queue(FIRST)
    command = [sys.executable, "-c", "print('t0ken')"]
    assert hands.send(server.port, password_env=None, token_command=command).sent == 1
    (auth,) = [c for c in server.commands if c.startswith("AUTH")]
    said = base64.b64decode(auth.removeprefix("AUTH XOAUTH2 "))
    assert said == b"user=press\x01auth=Bearer t0ken\x01\x01"


def test_a_ledger_that_cannot_be_written_keeps_the_dot_back(
    hands: Hands, server: Everyday, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(ledger: Ledger, number: int) -> None:
        raise OSError("no space left on device")

    hands.queue(FIRST)
    monkeypatch.setattr(Ledger, "dot", full)
    with pytest.raises(OSError, match="no space"):
        hands.send(server.port)
    monkeypatch.undo()
    assert server.got == []
    hands.outbox.ledger.recover(hands.moment)
    assert hands.states() == {"queued": 1}


def test_an_account_can_be_examined_without_sending(server: Everyday, hands: Hands) -> None:
    route = Route("house", account(server.port), hands.root)
    login = log_in_with(route, {"LEAFLET_MAIL": "geheim-ë"})
    found = dict(examine(route.account, login, Patience()).lines())
    assert found["Encryption"].startswith("TLSv1.3")
    assert "trustme" in found["Certificate"]
    assert found["Login"] == "accepted as press"
    assert found["Largest message"] == "34 MB"
    assert found["Delivery notices"] == "not offered"
    assert server.got == []


def test_a_wrong_password_is_tried_once(server: Everyday, hands: Hands) -> None:
    route = Route("house", account(server.port), hands.root)
    with pytest.raises(OutageError, match="the login is refused"):
        Connection(route.account, log_in_with(route, {"LEAFLET_MAIL": "mis"}), Patience())
    assert server.logins == [False]


def test_what_a_server_repeats_of_a_login_is_not_shown(hands: Hands, faulty: Start) -> None:
    hands.queue("anna@voorbeeld.example")
    (outage,) = hands.send(faulty("login refused").port).outages
    assert "535 5.7.8 wrong" in outage
    coded = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
    assert not any(secret in outage for secret in (PASSWORD, coded, "\x1b"))
