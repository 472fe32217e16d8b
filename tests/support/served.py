"""Sites as the press serves them on this machine, and what a visitor gets there."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from press.site import serve


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder of sites; gives the address, with a slash at its end."""
    ready: list[str] = []
    told = threading.Event()

    def begin(address: str) -> None:
        ready.append(address)
        told.set()

    threading.Thread(target=serve, args=(folder, 0, begin), daemon=True).start()
    assert told.wait(10)
    yield ready[0]


def fetch(address: str) -> tuple[int, str, str]:
    """What comes of an address: its code, the address in the end, the text."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.url, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, address, ""
