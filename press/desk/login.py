"""A practice and its password -> a session of that practice; wrong ones soon have to wait."""

from __future__ import annotations

from math import ceil

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from press.desk.answers import desk_of, form_of, page


async def ask(request: Request) -> Response:
    """The page on which one signs in."""
    return page(request, "login.html", word="", minutes=0)


async def enter(request: Request) -> Response:
    """Sign in; who tries often is told to wait, be the password right or wrong."""
    desk, fields = desk_of(request), await form_of(request)
    practice, password = (fields.get(name, [""])[0] for name in ("practice", "password"))
    practice = practice.strip().lower()[:64]
    where = f"from {request.client.host if request.client else ''}"
    if wait := desk.tries.wait(where, practice):
        headers = {"Retry-After": str(ceil(wait))}
        answer = page(request, "login.html", status=429, word="too_often", minutes=ceil(wait / 60))
        answer.headers.update(headers)
        return answer
    desk.tries.wrong(where, practice)  # before it is known: many at once count as many
    if not await run_in_threadpool(desk.accounts.lets_in, practice, password):
        return page(request, "login.html", status=403, word="wrong", minutes=0)
    desk.tries.right(where, practice)
    request.session.clear()
    request.session.update(practice=practice, stamp=desk.accounts.stamp(practice))
    return RedirectResponse(f"/{practice}/", 303)


async def leave(request: Request) -> Response:
    """End the session."""
    await form_of(request)
    request.session.clear()
    return RedirectResponse("/", 303)


ROUTES = [
    Route("/login", ask),
    Route("/login", enter, methods=["POST"]),
    Route("/logout", leave, methods=["POST"]),
]
