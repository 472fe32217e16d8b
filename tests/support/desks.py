"""A desk in a process of its own, and whoever sits at it."""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from printed import Printed

ROOT = Path(__file__).parents[2]
Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Said:
    """An answer: its code, the address in the end, its bytes, its headers."""

    code: int
    address: str
    content: bytes
    headers: Message

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")


class Visitor:
    """A browser without scripts: it keeps cookies, follows redirects, sends forms."""

    def __init__(self, address: str, **headers: str) -> None:
        self.address = address.rstrip("/")
        self.headers = {"Accept-Language": "en", **headers}
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str, data: bytes | None = None, **headers: str) -> Said:
        """Ask for a path; with data it is posted."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.address + path, data, {**self.headers, **named})
        try:
            with self._opener.open(request, timeout=120) as answer:
                return Said(answer.status, answer.url, answer.read(), answer.headers)
        except urllib.error.HTTPError as error:
            return Said(error.code, error.url, error.read(), error.headers)

    def post(self, path: str, fields: Fields, *, token: str | None = None, **headers: str) -> Said:
        """Send a form with the token of the last page, or another."""
        sent = [("token", self.token() if token is None else token), *fields]
        return self.get(path, urllib.parse.urlencode(sent).encode(), **headers)

    def token(self) -> str:
        """The token that forms of this session carry."""
        return hidden(self.get("/login"), "token")


def hidden(page: Said, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found, page.text
    return found[1]


@contextmanager
def opened_desk(house: Path, *options: str, **environ: str) -> Iterator[str]:
    """Open the desk of a house on a free port; gives its address. What it logs is `desk.log`."""
    with started_desk(house, *options, **environ) as (_, address):
        yield address


@contextmanager
def started_desk(
    house: Path, *options: str, **environ: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The same, with its process, which leads a group of its own."""
    command = [sys.executable, "-m", "leaflet", "--root", str(house), "desk", "--port", "0"]
    with (house / "desk.log").open("a") as log:
        process = subprocess.Popen(
            [*command, *options],
            cwd=ROOT,
            env={**os.environ, **environ},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        assert process.stdout
        try:
            address = process.stdout.readline().strip()
            assert address, (house / "desk.log").read_text()
            yield process, address
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(timeout=30)
            process.stdout.close()


def on_disk(folder: Path, *words: str) -> list[str]:
    """The files below a folder that hold one of these words, in plain sight or on a page."""

    def holds(path: Path) -> bool:
        content = path.read_bytes()
        on_pages = Printed(content).text if content.startswith(b"%PDF") else ""
        return any(word.encode() in content or word in on_pages for word in words)

    return [str(path) for path in sorted(folder.rglob("*")) if path.is_file() and holds(path)]


def items_of(page: Said) -> list[str]:
    """What can be chosen on a page, in its order."""
    return re.findall(r'name="item" value="([^"]+)"', page.text)


def links_of(page: Said) -> list[str]:
    return re.findall(r'href="([^"#]+)"', page.text)
