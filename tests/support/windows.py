"""The writer's window as a browser meets it: started as the command starts it, its events read."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


@dataclass
class Window:
    """A window that runs: its address, its process, and what it has told a page with a view."""

    address: str
    process: subprocess.Popen[str]
    news: queue.Queue[dict[str, Any]] = field(default_factory=queue.Queue)

    def get(self, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
        """What comes of an address: its code, its body, its headers."""
        asked = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
                return answer.status, answer.read(), dict(answer.headers)
        except urllib.error.HTTPError as error:
            return error.code, error.read(), dict(error.headers)

    def look(self, view: str) -> None:
        """Open a page with this view; what it is told comes to `news`."""

        def hear() -> None:
            with urllib.request.urlopen(f"{self.address}events?view={view}") as events:
                for line in events:
                    if line.startswith(b"data: "):
                        self.news.put(json.loads(line[6:]))

        threading.Thread(target=hear, daemon=True).start()

    def beside(self) -> Window:
        """Another page of the same window, which is told apart."""
        return Window(self.address, self.process)

    def told(self, kind: str) -> dict[str, Any]:
        """The next news of a kind; what comes before it is passed over, as is a first look."""
        end = time.monotonic() + PATIENCE
        while True:
            news = self.news.get(timeout=max(0.1, end - time.monotonic()))
            if news["kind"] == kind and not news.get("first"):
                return news

    def until(self, fits: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """The next view that fits; a save may be told twice."""
        while not fits(view := self.told("view")):
            pass
        return view

    def renderer(self) -> int:
        """The process that renders, by its number."""
        task = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return int(task.read_text().split()[0])


@contextmanager
def window(house: Path, *arguments: str) -> Iterator[Window]:
    """Start `leaflet preview` for a house."""
    command = [sys.executable, ROOT / "leaflet.py", "--root", house, "preview", "--port", "0"]
    with subprocess.Popen(
        [*map(str, command), *arguments], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            yield Window(process.stdout.readline().split()[0], process)
        finally:
            process.terminate()
