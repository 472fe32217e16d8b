"""A command -> killed at a moment: its process or its group, by any signal; then what is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Kill:
    """When in a run (0 is its beginning, 1 its end), by what, and whom."""

    moment: float
    signal: signal.Signals
    group: bool

    @classmethod
    def at_random(cls, random: Random) -> Kill:
        return cls(random.random(), random.choice(SIGNALS), random.random() < 0.5)


@dataclass(frozen=True)
class Ended:
    """How a command ended: negative codes are signals."""

    code: int
    output: str
    seconds: float


def command(root: Path, *arguments: str) -> list[str]:
    """`leaflet` in this house, as a process of its own."""
    return [sys.executable, str(ROOT / "leaflet.py"), "--root", str(root), *arguments]


def run(
    asked: list[str],
    temporary: Path,
    kill: Kill | None = None,
    whole: float = 0,
    typed: str = "",
) -> Ended:
    """Run a command that puts what is temporary there; kill it, `whole` s being its time."""
    start = time.monotonic()
    process = subprocess.Popen(
        asked,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdin
    process.stdin.write(typed)  # a line, which the pipe takes whole
    process.stdin.close()
    process.stdin = None
    if kill:
        try:
            process.wait(kill.moment * whole)
        except subprocess.TimeoutExpired:
            (os.killpg if kill.group else os.kill)(process.pid, kill.signal)
    output = process.communicate(timeout=300)[0]
    return Ended(process.returncode, output, time.monotonic() - start)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Wait until no process of a command works beside this house: children end after their parent.

    They are known by their folder for what is temporary, which lies beside the house: a child
    that reads a stranger's file does not name the house.
    """
    mark = f"TMPDIR={root.parent}/".encode()
    for _ in range(600):
        if not any(_has(process, mark) for process in Path("/proc").glob("[0-9]*")):
            break
        time.sleep(0.05)
    yield


def _has(process: Path, mark: bytes) -> bool:
    try:
        return mark in (process / "environ").read_bytes()
    except OSError:
        return False
