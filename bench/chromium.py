"""Headless Chromium, spoken to over two pipes (DevTools protocol): for tests and benchmarks.

Pipes rather than a port: nothing listens, and no library is needed.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from select import select
from typing import Any

PATIENCE = 60
"""Seconds that an answer may take."""
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--remote-debugging-pipe",
)

Message = dict[str, Any]


class Pipes:
    """What is said to a running Chromium, and what it says."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers = os.fdopen(commands, "wb"), answers
        self._buffer, self._number = b"", 0

    def send(self, method: str, session: str = "", **parameters: Any) -> int:
        """Send a command, to a tab or to the whole; its answer has this number as `id`."""
        self._number += 1
        message: Message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        self._commands.write(json.dumps(message).encode() + b"\0")
        self._commands.flush()
        return self._number

    def hear(self) -> Message:
        """The next thing that it says: an answer, or what has happened."""
        while b"\0" not in self._buffer:
            ready, _, _ = select([self._answers], [], [], PATIENCE)
            assert ready, "Chromium does not answer"
            more = os.read(self._answers, 1 << 20)
            assert more, "Chromium has ended"
            self._buffer += more
        message, _, self._buffer = self._buffer.partition(b"\0")
        told: Message = json.loads(message)
        assert "error" not in told, told
        return told

    def ask(
        self,
        method: str,
        session: str = "",
        meanwhile: Callable[[Message], None] = lambda _: None,
        **parameters: Any,
    ) -> Message:
        """Send a command and wait for its answer; `meanwhile` is told what else is said."""
        number = self.send(method, session, **parameters)
        while (told := self.hear()).get("id") != number:
            meanwhile(told)
        result: Message = told["result"]
        return result

    def new_tab(self) -> str:
        """Open a tab; what is sent to it names this session."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        said = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        session: str = said["sessionId"]
        self.ask("Page.enable", session)
        return session


@contextmanager
def chromium(program: str, *options: str) -> Iterator[Pipes]:
    """Start Chromium with an empty profile."""
    to_browser, commands = os.pipe()
    answers, from_browser = os.pipe()

    def as_3_and_4() -> None:  # the numbers that Chromium reads from and writes to
        first, second = os.dup(to_browser), os.dup(from_browser)
        os.dup2(first, 3)
        os.dup2(second, 4)

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [program, *_OPTIONS, *options, f"--user-data-dir={profile}"],
            # The press sets FONTCONFIG_FILE for its engine; Chromium needs the system's fonts.
            env={name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            preexec_fn=as_3_and_4,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        try:
            yield Pipes(commands, answers)
        finally:
            process.terminate()
            process.wait(timeout=20)
