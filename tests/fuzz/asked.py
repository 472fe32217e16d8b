"""Bytes -> a request at a desk in this process, and what must hold of its answer.

The back room's acts are done here, so that coverage sees them; only the laying out of pages,
which other fuzzers drive, gives one known file.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from datetime import date
from http.cookies import SimpleCookie
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pypdfium2
from starlette.applications import Starlette

from press.desk.accounts import Accounts
from press.desk.acts import ACTS
from press.desk.answers import Desk
from press.desk.backroom import Backroom
from press.desk.records import Asking
from press.desk.room import Room
from press.desk.server import application

_HOST = "127.0.0.1:8765"
_DAY = date(2026, 3, 2)
_BROKEN = re.compile(rb"Traceback|/home/|/tmp/|Error\b.*line \d+")
_PATHS = [
    "/",
    "/login",
    "/logout",
    "/desk.css",
    "/api/openapi.json",
    "/api/leaflets",
    "/api/exercise-sheet",
    "/api/infobutton",
    "/api/files/nl/slapen/a4.pdf",
    "/brug/",
    "/brug/look",
    "/brug/code",
    "/brug/file/nl/slapen.a4.pdf",
    "/brug/picture/nl/slapen.a4.webp",
    "/brug/exercises",
    "/brug/drawing/nl/brug.svg",
    "/brug/mail",
    "/brug/mail/forget.css",
    "/brug/mail/x",
    "/brug/doubt",
    "/brug/print",
    "/brug/printed",
]
_FIELDS = (
    "item=nl/slapen.a4&act=look&aware=1",
    "item=nl/slapen.a4&item=nl/wandelen.a4&address=a@example.org&batch=b1",
    "q=slapne&language=nl&large=1&layout=a4&face=en",
    "exercise=brug&sets-brug=2&times-brug=8&order=brug&name=Anna&language=nl&act=up-brug",
    "printer=ipp://localhost/&copies=2&grey=1&batch=b1&decided=again&job=x",
    "mainSearchCriteria.v.c=L03&mainSearchCriteria.v.cs=2.16.840.1.113883.2.4.4.31.1",
    '{"practice": "brug", "language": "nl", "exercises": [{"slug": "brug", "sets": 2}]}',
    "practice=brug&password=geheim",
)


def seeds() -> list[bytes]:
    """Requests as browsers and programs send them: method, path, query, body."""
    return [
        f"{method}\n{path}\n{fields}\ntoken=TOKEN&{fields}".encode()
        for path in _PATHS
        for fields in _FIELDS
        for method in ("GET", "POST")
    ]


def _one_page() -> bytes:
    document, out = pypdfium2.PdfDocument.new(), BytesIO()
    document.new_page(595, 842)
    document.save(out)
    return out.getvalue()


class _Here(Backroom):
    """A back room without a process of its own."""

    def __init__(self, house: Path, pdf: bytes) -> None:
        super().__init__(house)
        self.room = Room(house)
        self.room.refresh()
        known = {"made": lambda variant: pdf, "files": lambda variants: (pdf,) * len(variants)}
        for name, answer in known.items():
            setattr(self.room, name, answer)

    def open(self) -> None: ...

    async def ask(self, act: str, asking: Asking, *given: object) -> Any:
        return await asyncio.to_thread(ACTS[act], self.room, asking, *given)  # some run a loop


class AskedDesk:
    """A desk with a session and its token, and an interface with its key."""

    def __init__(self, house: Path, folder: Path) -> None:
        shutil.copytree(house, folder, dirs_exist_ok=True)
        accounts = Accounts(folder)
        self.key = accounts.new_key("brug")
        pdf = _one_page()
        desk = Desk(_Here(folder, pdf), accounts, lambda: _DAY, lambda: 1.8e9)
        self.app: Starlette = application(desk, [_HOST], secure=False)
        self.loop = asyncio.new_event_loop()
        _, headers, body = self.loop.run_until_complete(self._answer("GET", "/login", "", b""))
        self.cookie = "; ".join(
            f"{name}={each.value}"
            for value in headers
            for name, each in SimpleCookie(value).items()
        )
        (self.token,) = re.findall(rb'name="token" value="([^"]+)"', body)

    def ask(self, data: bytes) -> None:
        """Ask; the answer is one of those that are meant, and tells nothing of the inside."""
        method, path, query, body = (*data.split(b"\n", 3), b"", b"", b"")[:4]
        asked = self._answer(
            "POST" if method[:1] in b"Pp" and method else "GET",
            "/" + path.decode("utf-8", "replace").lstrip("/"),
            query.decode("utf-8", "replace"),
            body.replace(b"TOKEN", self.token),
        )
        code, _, said = self.loop.run_until_complete(asyncio.wait_for(asked, 20))
        assert code < 500 or (code == 503 and b"house" in said), f"{code}: {said[:300]!r}"
        assert said.startswith(b"%PDF") or not _BROKEN.search(said), "the inside is told"

    async def _answer(
        self, method: str, path: str, query: str, body: bytes
    ) -> tuple[int, list[str], bytes]:
        """Status, what is to be kept as cookies, and body."""
        sent: list[dict[str, Any]] = []
        given = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> dict[str, Any]:
            return given.pop() if given else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        kind = b"application/json" if body[:1] == b"{" else b"application/x-www-form-urlencoded"
        headers = [
            *((b"host", _HOST.encode()), (b"content-type", kind)),
            (b"cookie", getattr(self, "cookie", "").encode()),
            (b"content-length", str(len(body)).encode()),
        ]
        if path.startswith("/api/"):
            headers.append((b"authorization", f"Bearer {self.key}".encode()))
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": quote(path).encode(),
            "query_string": quote(query, safe="=&%+/:;,.").encode(),
            "root_path": "",
            "headers": headers,
            "client": ("127.0.0.1", 5000),
            "server": ("127.0.0.1", 8765),
        }
        await self.app(scope, receive, send)
        status = next(each["status"] for each in sent if each["type"] == "http.response.start")
        named = next(each["headers"] for each in sent if each["type"] == "http.response.start")
        cookies = [value.decode("latin-1") for name, value in named if name == b"set-cookie"]
        return status, cookies, b"".join(each.get("body", b"") for each in sent)
