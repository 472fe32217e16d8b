"""Mail from the desk: typed once, sent once, kept nowhere; and killed at any moment."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
import trustme
from desks import Visitor, hidden, on_disk, opened_desk, started_desk
from servers import PASSWORD, Everyday, Faulty

from press.mail.outbox import Outbox

pytestmark = pytest.mark.slow
pytest_plugins = ["mail_fixtures"]

ANNA = "anna.devries@voorbeeld.example"
KILLS = int(os.environ.get("LEAFLET_KILLS", "50"))
LOOK = "/brug/look?item=nl/slapen.a4&item=nl/wandelen.a4"
Items = list[tuple[str, str]]
ITEMS: Items = [("item", "nl/slapen.a4"), ("item", "nl/wandelen.a4")]


@pytest.fixture(scope="module")
def house(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(built, tmp_path_factory.mktemp("mail") / "house", symlinks=True)


@pytest.fixture(scope="module")
def address(house: Path, authority: trustme.CA) -> Iterator[str]:
    trust = house.parent / "ca.pem"
    authority.cert_pem.write_to_path(trust)
    with opened_desk(house, LEAFLET_MAIL=PASSWORD, SSL_CERT_FILE=str(trust)) as opened:
        yield opened


@pytest.fixture
def desk(address: str) -> Visitor:
    return Visitor(address)


def use(house: Path, port: int) -> None:
    """Give the house an account at the server on this port, and an empty outbox."""
    plain = (house / "sources/house.yaml").read_text().partition("mail:")[0]
    account = (
        f"mail: {{host: 127.0.0.1, port: {port}, user: press, rate: 1000000,"
        " from: folders@zorggroep.example, password_env: LEAFLET_MAIL}\n"
    )
    (house / "sources/house.yaml").write_text(plain + account)
    shutil.rmtree(house / "outbox", ignore_errors=True)


def fields(look: Visitor, address: str = ANNA) -> Items:
    """What the form of a look sends."""
    return [*ITEMS, ("batch", hidden(look.get(LOOK), "batch")), ("address", address)]


def states(house: Path) -> dict[str, int]:
    outbox = Outbox(house, time.time())
    try:
        return {state: number for state, number in outbox.ledger.counts().items() if number}
    finally:
        outbox.close()


def test_without_an_account_nothing_is_offered(desk: Visitor, house: Path) -> None:
    assert "no e-mail account" in desk.get(LOOK).text
    refused = desk.post("/brug/mail", [*ITEMS, ("batch", "0" * 16), ("address", ANNA)])
    assert refused.code == 503 and "anna" not in refused.text
    assert on_disk(house, "anna.devries") == []


def test_an_address_is_typed_once_and_stays_nowhere(
    desk: Visitor, house: Path, server: Everyday
) -> None:
    use(house, server.port)
    look = desk.get(LOOK)
    assert "Informatie van Praktijk De Brug 2.pdf" in look.text
    form = fields(desk)
    went = desk.post("/brug/mail", form)
    assert "It has been sent." in went.text and "/brug/mail/" in went.address
    again = desk.post("/brug/mail", form)  # a form that is sent twice is one message
    assert again.address == went.address
    pages = [went, again, desk.get("/brug/doubt"), desk.get("/brug/"), desk.get(LOOK)]
    assert not any("anna" in each.text + each.address for each in pages)
    refused = desk.post("/brug/mail", fields(desk, "anna@@voorbeeld.example"))
    assert refused.code == 409 and "not an e-mail address" in refused.text
    assert "anna" not in refused.text
    (got,) = server.got
    assert got.recipients == [ANNA]
    files = [part.get_content() for part in got.message.iter_attachments()]
    built = [f"output/brug/nl/{slug}.a4.pdf" for slug in ("slapen", "wandelen")]
    assert files == [(house / path).read_bytes() for path in built]
    assert on_disk(house.parent, "anna.devries", "voorbeeld.example") == []
    assert (house / "desk.log").read_text() == ""
    rows = (house / "archive/handed-out.jsonl").read_text().splitlines()
    assert len([row for row in rows if '"mailed"' in row]) == 2


@pytest.mark.parametrize(
    ("mode", "said", "state"),
    [
        ("550 RCPT", "The mail server does not take this address", "failed"),
        ("452 RCPT", "The desk tries again by itself", "queued"),
        ("drop after the dot", "We do not know whether it arrived", "unknown"),
    ],
)
def test_what_became_of_it_is_said_in_words(
    desk: Visitor, house: Path, faulty: Callable[..., Faulty], mode: str, said: str, state: str
) -> None:
    use(house, faulty(mode).port)
    went = desk.post("/brug/mail", fields(desk))
    assert said in went.text and "anna" not in went.text
    assert states(house) == {state: 1}
    number = went.address.rpartition("/")[2]
    assert desk.get(f"/molen/mail/{number}").code == 404
    if state == "unknown":
        assert "1 messages" in desk.get("/brug/").text
        assert "1 messages" not in desk.get("/molen/").text
        came = [("number", f"<{number}>"), ("decided", "came")]
        assert desk.post("/molen/doubt", came).code == 404
        assert states(house) == {"unknown": 1}
        assert "nothing in doubt" in desk.post("/brug/doubt", came).text
        assert states(house) == {"sent": 1}


# --- killed in the middle of it ---


def family(pid: int) -> list[int]:
    """A process and all that come of it."""
    found = [pid]
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(path.read_text().rpartition(")")[2].split()[1])
            if parent == pid:
                found += family(int(path.parent.name))
    return found


def kill_while_sending(house: Path, server: Everyday, number: int) -> None:
    """Kill the desk and all of its own at some moment of a sending; then look what is left."""
    random, reader = Random(number), f"reader{number}@voorbeeld.example"
    use(house, server.port)
    given = {"LEAFLET_MAIL": PASSWORD, "SSL_CERT_FILE": os.environ["SSL_CERT_FILE"]}
    with started_desk(house, "--practice", "brug", **given) as (process, address):
        desk = Visitor(address)
        assert desk.get("/").address.endswith("/brug/")
        assert desk.get("/molen/").code == 404
        form, token = fields(desk, reader), desk.token()

        def post() -> None:
            with suppress(OSError, http.client.HTTPException):
                desk.post("/brug/mail", form, token=token)

        poster = threading.Thread(target=post)
        poster.start()
        time.sleep(random.uniform(0, 1.2))
        for pid in family(process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()
        poster.join()
    time.sleep(0.2)  # what the server had got before, it has put down now
    taken = sum(got.recipients == [reader] for got in server.got)
    outbox = Outbox(house, time.time())
    try:
        with outbox.lock() as free:
            assert free, "the lock of a dead process is still there"
            outbox.ledger.recover(time.time())
        left = {state: number for state, number in outbox.ledger.counts().items() if number}
    finally:
        outbox.close()
    sure = {(): 0, ("queued",): 0, ("sent",): 1}
    assert sum(left.values()) <= 1
    assert taken == sure.get(tuple(left), taken) and taken <= 1, (left, taken)


def test_a_kill_in_the_middle_loses_nothing_and_sends_nothing_twice(
    house: Path, server: Everyday
) -> None:
    kill_while_sending(house, server, 0)


@pytest.mark.whole
def test_fifty_kills_lose_nothing_and_send_nothing_twice(house: Path, server: Everyday) -> None:
    for number in range(1, KILLS):
        kill_while_sending(house, server, number)
