"""An address that is typed once -> a message in the outbox, and what became of it, in words.

The address comes in the body of a form and goes to the outbox. It is in no address of ours,
no page, no log, no session; a page that is loaded again knows the message by its number.
"""

from __future__ import annotations

import re
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from press.desk.answers import (
    LOG,
    Desk,
    begin,
    chosen_of,
    desk_of,
    entered,
    form_of,
    must_be_able,
    page,
)
from press.desk.records import Catalogue
from press.errors import PressError
from press.mail.outbox.ledger import Row

_SOON = 8
"""Seconds that a person waits for the server; then she looks again."""
_BATCH = re.compile(r"[0-9a-f]{16}")
_DECISIONS = {"came": "sent", "again": "queued", "drop": "failed"}
_WORDS = {"sent": "sent", "failed": "failed", "unknown": "unknown", "queued": "waiting"}
_NUMBER = re.compile(r"<[^<>\s/]{1,200}>")


async def send(request: Request) -> Response:
    """Queue a message, see it sent if that is quick, and lead to what became of it."""
    catalogue, desk = await entered(request), desk_of(request)
    fields = await form_of(request)
    chosen = chosen_of(catalogue, fields.get("item", ()))
    items = must_be_able(chosen, desk.today(), aware="aware" in fields)
    batch = fields.get("batch", [""])[0]
    if not _BATCH.fullmatch(batch):
        raise HTTPException(400)
    address = fields.get("address", [""])[0]
    number = await desk.ask("queue", catalogue.practice, items, address, f"desk-{batch}")
    await begin(desk, _go(desk, catalogue, items, number), _SOON)
    return RedirectResponse(f"/{catalogue.practice}/mail/{number[1:-1]}", 303)


async def _go(desk: Desk, catalogue: Catalogue, items: list[str], number: str) -> None:
    """Have what is queued sent; what went is counted."""
    try:
        before: Row = await desk.ask("message", catalogue.practice, number)
        await desk.ask("send")
        after: Row = await desk.ask("message", catalogue.practice, number)
        if before.state != "sent" and after.state == "sent":
            await desk.count(catalogue, items, "mailed", 1)
    except (PressError, OSError) as error:
        LOG.error("mail waits: %s", type(error).__name__)


async def became(request: Request) -> Response:
    """What became of a message."""
    catalogue, desk = await entered(request), desk_of(request)
    number = f"<{request.path_params['number']}>"
    if not _NUMBER.fullmatch(number):
        raise HTTPException(404)
    row: Row = await desk.ask("message", catalogue.practice, number)
    return page(request, "message.html", catalogue, row=row, word=_WORDS.get(row.state, "going"))


async def forget(request: Request) -> Response:
    """Nothing, for the page that follows a form: and the browser forgets the page before it.

    A browser keeps a page as it was, with what was typed, behind its back button, though it
    may not be stored. Only once another page is there can it be told to let go of it
    (Clear-Site-Data, 3.1, "cache").
    """
    return Response(media_type="text/css", headers={"Clear-Site-Data": '"cache"'})


async def doubts(request: Request) -> Response:
    """The messages of which nobody knows whether they came."""
    catalogue, desk = await entered(request), desk_of(request)
    rows = await desk.ask("doubts", catalogue.practice)
    shown = [(row, datetime.fromtimestamp(row.attempted or row.queued)) for row in rows]
    return page(request, "doubt.html", catalogue, rows=shown)


async def decide(request: Request) -> Response:
    """What a person knows of a message that is in doubt."""
    catalogue, desk = await entered(request), desk_of(request)
    fields = await form_of(request)
    number, decided = (fields.get(name, [""])[0] for name in ("number", "decided"))
    if not _NUMBER.fullmatch(number) or decided not in _DECISIONS:
        raise HTTPException(400)
    await desk.ask("decide", catalogue.practice, number, _DECISIONS[decided])
    return RedirectResponse(f"/{catalogue.practice}/doubt", 303)


ROUTES = [
    Route("/{practice}/mail", send, methods=["POST"]),
    Route("/{practice}/mail/forget.css", forget),
    Route("/{practice}/mail/{number}", became),
    Route("/{practice}/doubt", doubts),
    Route("/{practice}/doubt", decide, methods=["POST"]),
]
