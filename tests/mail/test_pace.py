"""Sending: the pace, what goes first, and logging in."""

from __future__ import annotations

import base64
import sys
import time

import pytest
from hands import ENVIRON, FROM, Hands, account
from sent import FIRST, Start
from servers import PASSWORD, USER, Everyday

from press.mail.accounts import Route, log_in_with
from press.mail.connecting import OutageError, Patience
from press.mail.examine import examine
from press.mail.outbox.ledger import Ledger
from press.mail.outbox.pace import Urgency, system_clock
from press.mail.outbox.sending import Surroundings, Tally, send_due
from press.mail.transport import Connection

pytest_plugins = ["mail_fixtures"]


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


@pytest.mark.slow
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
