"""The back room, accounts, addresses -> a server, listening until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount

from press.desk import api, exercises, login, mailing, pages, paper
from press.desk.accounts import Accounts
from press.desk.answers import LOG, Desk, refused
from press.desk.backroom import Backroom
from press.desk.guard import Guard, PatientProtocol
from press.errors import PressError, UsageError

SESSION = 12 * 3600
"""Seconds after which a session ends in which nothing was asked: a working day."""
_ROUND = 15
"""Seconds between two rounds of what waits: mail and paper that could not go."""
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class DeskChoices:
    """How a desk is opened: where it listens, for which practice, by which address it is known.

    `address` is what browsers are to type (https://folders.praktijk.example) where that is
    not this machine; `login` asks for passwords even here.
    """

    port: int = 8765
    host: str = "127.0.0.1"
    practice: str = ""
    address: str = ""
    login: bool = False
    certificate: Path | None = None
    certificate_key: Path | None = None


def application(desk: Desk, hosts: list[str], *, secure: bool) -> Starlette:
    """The desk as an application: its addresses, and what is told of errors."""

    @contextlib.asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        desk.backroom.open()
        rounds = asyncio.create_task(_rounds(desk))
        try:
            yield
        finally:
            rounds.cancel()
            desk.backroom.close()

    told = {HTTPException: _refused, PressError: _refused}
    for_programs = Starlette(routes=api.ROUTES, exception_handlers=told)
    for_programs.state.desk = desk
    app = Starlette(
        routes=[
            Mount("/api", for_programs),
            *login.ROUTES,
            *exercises.ROUTES,
            *mailing.ROUTES,
            *paper.ROUTES,
            *pages.ROUTES,
        ],
        lifespan=life,
        middleware=[
            Middleware(Guard, hosts=hosts, secure=secure),
            Middleware(
                SessionMiddleware,
                secret_key=desk.accounts.secret(),
                session_cookie="desk",
                max_age=SESSION,
                same_site="lax",
                https_only=secure,
            ),
        ],
        exception_handlers=told,
    )
    app.state.desk = desk
    return app


async def _refused(request: Request, error: Exception) -> Response:
    """Why there is no answer: in words for people, as JSON for programs."""
    for_a_program = request.url.path.startswith("/api/")
    return await (api.refused if for_a_program else refused)(request, error)


def open_desk(
    root: Path,
    choices: DeskChoices,
    today: Callable[[], date],
    now: Callable[[], float],
    ready: Callable[[str], object],
) -> None:
    """Serve until interrupted; `ready` is told the address. UsageError for what cannot be."""
    local = choices.host in _LOOPBACK
    if not local and not choices.address:
        raise UsageError("beyond this machine --address says how the desk is called: https://…")
    desk = Desk(
        Backroom(root),
        Accounts(root),
        today,
        now,
        only=choices.practice,
        login=choices.login or not local,
    )
    if desk.login and not desk.accounts.known:
        raise UsageError("nobody could sign in: leaflet desk --set-password --practice ID")
    listening = _listen(choices)
    port = listening.getsockname()[1]
    hosts = _hosts(choices, port)
    secure = choices.certificate is not None or choices.address.startswith("https://")
    config = uvicorn.Config(
        application(desk, hosts, secure=secure),
        http=PatientProtocol,
        ws="none",
        loop="asyncio",
        lifespan="on",
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=16_384,
        ssl_certfile=choices.certificate,
        ssl_keyfile=choices.certificate_key,
    )
    scheme = "https" if choices.certificate else "http"
    ready(choices.address or f"{scheme}://{hosts[0]}/")
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


def _listen(choices: DeskChoices) -> socket.socket:
    family = socket.AF_INET6 if ":" in choices.host else socket.AF_INET
    try:
        return socket.create_server((choices.host, choices.port), family=family, backlog=512)
    except OSError as error:
        raise UsageError(f"port {choices.port} cannot be used: {error.strerror}") from None


def _hosts(choices: DeskChoices, port: int) -> list[str]:
    """What a browser may call this server in its Host."""
    if choices.address:
        return [urlsplit(choices.address).netloc.lower()]
    return [f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"]


async def _rounds(desk: Desk) -> None:
    """Have what waits tried again, from the moment that the desk opens."""
    while True:
        for act, given in (("send", ()), ("hand_over", ((),))):
            try:
                await desk.ask(act, *given)
            except (PressError, OSError) as error:
                LOG.error("%s: it waits: %s", act, type(error).__name__)
        await asyncio.sleep(_ROUND)
