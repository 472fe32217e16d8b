"""A request -> the same, or a refusal: for another host, from another site, too large, too slow.

What a page of another site can do to a server on this machine: send forms to it (Origin, and
a token in each form), read it under a name of its own (Host: DNS rebinding), frame it, run
scripts in it (CSP). What a connection can do: say nothing and stay (the protocol's deadline).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
"""The desk has no script at all."""
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer a form's Origin is "null" (Fetch, 3.2)
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_LARGEST = 100_000
"""Bytes of a body: a form of a hundred leaflets has ten thousand."""
_ARRIVAL, _ANSWER = 15.0, 300.0
"""Seconds in which a request must be whole, and its answer taken."""
_MOST = 400
"""Connections at once; beyond them the one that has said nothing for longest goes."""


class Guard:
    """Answers 421 to a host that is not among `hosts`, 403 to a form of another site.

    `policy` is the Content-Security-Policy; an answer that says a header itself keeps it.
    """

    def __init__(
        self, app: ASGIApp, hosts: Iterable[str], policy: str = POLICY, *, secure: bool = False
    ) -> None:
        self.app, self.hosts = app, frozenset(hosts)
        self.headers = {"Content-Security-Policy": policy, **_HEADERS}
        if secure:
            self.headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, said in self.headers.items():
                    headers.setdefault(name, said)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        headers = Headers(scope=scope)
        if refusal := self._refusal(scope["method"], headers):
            code, words = refusal
            await PlainTextResponse(words, code)(scope, receive, guarded)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > _LARGEST:
                return {"type": "http.disconnect"}
            return message

        await self.app(scope, counted, guarded)

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        if headers.get("host", "").lower() not in self.hosts:
            return 421, "This is not the address of the desk."
        if method not in ("GET", "HEAD"):
            origin = headers.get("origin")
            other = origin is not None and urlsplit(origin).netloc.lower() not in self.hosts
            if other or headers.get("sec-fetch-site") in ("cross-site", "same-site"):
                return 403, "This form comes from another site."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > _LARGEST:
            return 413, "This is too much."
        return None


class PatientProtocol(H11Protocol):
    """HTTP/1.1 that waits for nobody for ever: uvicorn's own waits for a first request."""

    since = 0.0
    _end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > _MOST:
            ours = (each for each in self.connections if isinstance(each, PatientProtocol))
            min(ours, key=lambda each: (each.cycle is not None, each.since)).transport.abort()
        self._within(_ARRIVAL)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle and not self.cycle.more_body and not self.cycle.response_complete:
            self._within(_ANSWER)

    def on_response_complete(self) -> None:
        self._within(_ARRIVAL)
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._end:
            self._end.cancel()

    def _within(self, seconds: float) -> None:
        """End the connection then, unless something else has become of it."""
        if self._end:
            self._end.cancel()
        self.since = time.monotonic()
        self._end = self.loop.call_later(seconds, self.transport.abort)
