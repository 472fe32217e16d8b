"""The outbox against a real mail server, read back from its maildir; and how fast it is."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import exim as exim_server
import pytest
import trustme
from exim import Exim, NoEximError, accepted, recipients
from hands import Hands, wait_for
from sender import POINTS
from servers import PASSWORD, bytes_below

pytest_plugins = ["mail_fixtures"]
pytestmark = pytest.mark.slow

SENDER = Path(__file__).parents[1] / "support/sender.py"
PDF = b"%PDF-1.7\n" + os.urandom(60_000)
# Exim takes responsibility at the dot, whether we live to hear it or not.
TAKEN = ("after the dot", "after 250")


@pytest.fixture(scope="module")
def exim(authority: trustme.CA) -> Iterator[Exim]:
    folder = Path(tempfile.mkdtemp(prefix="exim-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        with exim_server.running(folder, authority) as running:
            yield running
    except NoEximError as why:
        pytest.skip(str(why))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def emptied(exim: Exim, trusted: Path) -> None:
    exim.maildir.clear()


def test_exim_takes_and_refuses_each_as_it_should(hands: Hands, exim: Exim) -> None:
    hands.pdf, hands.moment = PDF, time.time()
    readers = [f"nummer{n}@voorbeeld.example" for n in range(40)]
    hands.queue(*readers, "unknown.devries@voorbeeld.example", "full.devries@voorbeeld.example")
    tally = hands.send(exim.port)
    assert (tally.sent, tally.failed, tally.later, tally.unknown) == (40, 1, 1, 0)
    wait_for(lambda: len(exim.maildir) == 40)
    assert recipients(exim) == sorted(readers)
    assert len(set(accepted(exim))) == 40
    for message in exim.maildir:
        (attached,) = [part for part in message.walk() if part.get_filename()]
        data = attached.get_payload(decode=True)
        assert isinstance(data, bytes)
        assert hashlib.sha256(data).digest() == hashlib.sha256(PDF).digest()
    assert hands.replies()[-1] == "550 no such user …"
    hands.outbox.ledger.cancel()
    assert not any(b"nummer" in data or b"devries" in data for _, data in bytes_below(hands.root))


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_leaves_exims_maildir_without_a_double(hands: Hands, exim: Exim, point: str) -> None:
    hands.pdf, hands.moment = PDF, time.time()
    reader, other = f"{point.replace(' ', '-')}@voorbeeld.example", "ander@voorbeeld.example"
    hands.queue(reader, other)
    done = subprocess.run(
        [sys.executable, str(SENDER), str(hands.root), str(exim.port), point],
        env={**os.environ, "LEAFLET_MAIL": PASSWORD},
        capture_output=True,
    )
    assert done.returncode == -9
    hands.send(exim.port)
    hands.moment += 120
    hands.send(exim.port)
    in_doubt = hands.outbox.ledger.rows("unknown")
    arrives = not in_doubt or point in TAKEN
    wait_for(lambda: len(exim.maildir) == 1 + arrives)
    assert recipients(exim) == sorted([reader, other] if arrives else [other])
    # The relay's log settles every doubt rightly.
    for row in in_doubt:
        assert (row.message_id.strip("<>") in accepted(exim)) == (point in TAKEN)
