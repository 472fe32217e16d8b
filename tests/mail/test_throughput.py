"""Many messages to a server in another process, with a ledger that loses nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from hands import Hands
from servers import free_port

from press.mail.outbox.pace import system_clock

pytest_plugins = ["mail_fixtures"]
pytestmark = pytest.mark.slow

PDF = b"%PDF-1.7\n" + os.urandom(60_000)
SERVER = """
import sys, threading
sys.path.insert(0, sys.argv[1])
import servers, trustme
from pathlib import Path
ca = trustme.CA.from_pem(Path(sys.argv[2]).read_bytes(), Path(sys.argv[3]).read_bytes())
with servers.Everyday(ca, port=int(sys.argv[4])).running() as server:
    print("ready", flush=True)
    sys.stdin.readline()
    print(len(server.got), len({got.recipients[0] for got in server.got}), flush=True)
"""


@pytest.fixture
def elsewhere(
    authority: trustme.CA, trusted: Path, tmp_path: Path
) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """An everyday server in a process of its own: its port and the process."""
    key, port = tmp_path / "ca.key", free_port()
    authority.private_key_pem.write_to_path(key)
    here = str(Path(__file__).parents[1] / "support")
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", SERVER, here, str(trusted), str(key), str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout and process.stdout.readline() == "ready\n"
    yield port, process
    process.kill()
    process.wait()


@pytest.mark.parametrize("number", [200, pytest.param(2000, marks=pytest.mark.whole)])
def test_many_messages_each_arrive_once_and_leave_no_address(
    number: int, hands: Hands, elsewhere: tuple[int, subprocess.Popen[str]]
) -> None:
    """The rate is told and not judged: it depends on who else uses the disk."""
    port, server = elsewhere
    hands.pdf, hands.moment = PDF, time.time()
    assert hands.queue(*(f"nummer{n}@voorbeeld.example" for n in range(number))) == number
    start = time.perf_counter()
    tally = hands.send(port, system_clock())
    rate = number / (time.perf_counter() - start)
    sys.stderr.write(f"\n{rate:.0f} messages a second\n")
    assert (tally.sent, tally.tried) == (number, number)
    assert server.stdin and server.stdout
    server.stdin.write("\n")
    server.stdin.flush()
    assert server.stdout.readline().split() == [str(number), str(number)]
    assert not any(b"nummer" in path.read_bytes() for path in hands.outbox.folder.iterdir())
