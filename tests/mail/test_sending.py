"""Sending: once each, whatever the server answers."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from hands import FROM, Hands, account
from sent import FIRST, SECOND, Start
from servers import Everyday, bytes_below, free_port

from press.mail.connecting import OutageError, Patience
from press.mail.transport import Connection

pytest_plugins = ["mail_fixtures"]


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
@pytest.mark.slow
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
