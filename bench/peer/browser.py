"""Chromium, warm, with tabs that print side by side, over two pipes (DevTools protocol)."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--allow-file-access-from-files",  # typefaces beside the page
    "--remote-debugging-pipe",
)
_PRINT = {
    "preferCSSPageSize": True,
    "printBackground": True,
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
}
"""The page's own size and colours, tags and bookmarks: what the press's files have too."""

Job = tuple[Path, Path]
"""A folder with a page, and the file to write."""


class Tabs:
    """The tabs of a running Chromium; each takes the next page when it is done with one."""

    def __init__(self, commands: int, answers: int, count: int) -> None:
        self._commands, self._answers = os.fdopen(commands, "wb"), os.fdopen(answers, "rb")
        self._number = 0
        self._sessions = []
        for _ in range(count):
            target = self._ask("Target.createTarget", url="about:blank")["targetId"]
            said = self._ask("Target.attachToTarget", targetId=target, flatten=True)
            self._sessions.append(said["sessionId"])
            self._ask("Page.enable", said["sessionId"])

    def make(self, jobs: Iterable[Job]) -> None:
        """Print each page to its file: open, wait for page and typefaces, print, save."""
        waiting = iter(jobs)
        steps: dict[str, Iterator[tuple[str, dict[str, Any]]]] = {}
        asked: dict[int, str] = {}

        def go_on(session: str, said: Any = None) -> None:
            while True:
                try:
                    method, parameters = steps[session].send(said)  # type: ignore[attr-defined]
                    asked[self._send(method, session, **parameters)] = session
                    return
                except (KeyError, StopIteration):
                    job = next(waiting, None)
                    if job is None:
                        steps.pop(session, None)
                        return
                    steps[session], said = self._print(*job), None

        for session in self._sessions:
            go_on(session)
        while steps:
            told = self._hear()
            if told.get("id") in asked:
                go_on(asked.pop(told["id"]), told["result"])

    def _print(self, folder: Path, file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
        yield "Page.navigate", {"url": (folder / "page.html").as_uri()}
        script = (
            "new Promise(done => document.readyState == 'complete' ? done()"
            " : addEventListener('load', done)).then(() => document.fonts.ready).then(() => 1)"
        )
        yield "Runtime.evaluate", {"expression": script, "awaitPromise": True}
        said = yield "Page.printToPDF", _PRINT
        file.write_bytes(base64.b64decode(said["data"]))

    def _ask(self, method: str, session: str = "", **parameters: Any) -> Any:
        number = self._send(method, session, **parameters)
        while (told := self._hear()).get("id") != number:
            pass
        return told["result"]

    def _send(self, method: str, session: str, **parameters: Any) -> int:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        self._commands.write(json.dumps(message).encode() + b"\0")
        self._commands.flush()
        return self._number

    def _hear(self) -> dict[str, Any]:
        message = bytearray()
        while not message.endswith(b"\0"):
            # Messages come one at a time with what follows behind; peek keeps that for later.
            some = self._answers.peek(1)
            assert some, "Chromium has ended"
            end = some.find(b"\0") + 1
            message += self._answers.read(end or len(some))
        told: dict[str, Any] = json.loads(message[:-1])
        assert "error" not in told, told
        return told


@contextmanager
def chromium(program: str, tabs: int) -> Iterator[Tabs]:
    """Start Chromium with an empty profile and so many tabs."""
    to_browser, commands = os.pipe()
    answers, from_browser = os.pipe()

    def as_3_and_4() -> None:  # the numbers that Chromium reads from and writes to
        first, second = os.dup(to_browser), os.dup(from_browser)
        os.dup2(first, 3)
        os.dup2(second, 4)

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [program, *_OPTIONS, f"--user-data-dir={profile}"],
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
            yield Tabs(commands, answers, tabs)
        finally:
            process.terminate()
            process.wait(timeout=20)
