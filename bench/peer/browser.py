"""Chromium, warm, with tabs that print side by side."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chromium import Pipes, chromium

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

    def __init__(self, pipes: Pipes, count: int) -> None:
        self._pipes = pipes
        self._sessions = [pipes.new_tab() for _ in range(count)]

    def make(self, processes: Iterable[Job]) -> None:
        """Print each page to its file: open, wait for page and typefaces, print, save."""
        waiting = iter(processes)
        steps: dict[str, Iterator[tuple[str, dict[str, Any]]]] = {}
        asked: dict[int, str] = {}

        def go_on(session: str, said: Any = None) -> None:
            while True:
                try:
                    method, parameters = steps[session].send(said)  # type: ignore[attr-defined]
                    asked[self._pipes.send(method, session, **parameters)] = session
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
            told = self._pipes.hear()
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
        assert said
        file.write_bytes(base64.b64decode(said["data"]))


@contextmanager
def tabs(program: str, count: int) -> Iterator[Tabs]:
    """Start Chromium with so many tabs."""
    # Typefaces lie beside the page.
    with chromium(program, "--allow-file-access-from-files") as pipes:
        yield Tabs(pipes, count)
