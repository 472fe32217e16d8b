"""What is chosen -> the practice's printer, and what became of it, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

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
    face_of,
    form_of,
    must_be_able,
    page,
)
from press.desk.records import Catalogue, OnPaper, PaperWishes
from press.errors import PressError

_SOON, _MOST = 8, 50
"""Seconds that a person waits; copies at once."""
_WENT = ("printing", "turn", "done")


def wishes_of(fields: Mapping[str, Sequence[str]]) -> PaperWishes:
    """How something is to be printed, as a form says."""
    copies = fields.get("copies", ["1"])[0]
    if not (copies.isascii() and copies.isdigit() and 1 <= int(copies) <= _MOST):
        raise HTTPException(400)
    return PaperWishes(fields.get("printer", [""])[0], int(copies), "grey" in fields)


async def send(request: Request) -> Response:
    """Print what is chosen, and lead to what became of it."""
    catalogue, desk = await entered(request), desk_of(request)
    fields = await form_of(request)
    chosen = chosen_of(catalogue, fields.get("item", ()))
    items = must_be_able(chosen, desk.today(), aware="aware" in fields)
    wishes = wishes_of(fields)
    jobs = await desk.ask("queue_paper", catalogue.practice, items, wishes)
    await begin(desk, _go(desk, catalogue, items, jobs, wishes.copies), _SOON)
    return _to(catalogue, jobs)


async def _go(
    desk: Desk, catalogue: Catalogue, items: list[str], jobs: Sequence[str], copies: int
) -> None:
    """Hand jobs to their printers; what went is counted."""
    try:
        await desk.ask("hand_over", jobs)
        after: tuple[OnPaper, ...] = await desk.ask("paper", catalogue.practice, jobs, "en")
        went = [item for item, job in zip(items, after, strict=True) if job.state in _WENT]
        await desk.count(catalogue, went, "printed", copies)
    except (PressError, OSError) as error:
        LOG.error("paper waits: %s", type(error).__name__)


async def became(request: Request) -> Response:
    """What became of print jobs."""
    catalogue, desk = await entered(request), desk_of(request)
    jobs = request.query_params.getlist("job")[:_MOST]
    face = face_of(request, catalogue.languages).language
    rows = await desk.ask("paper", catalogue.practice, jobs, face)
    return page(request, "printed.html", catalogue, rows=rows, jobs=jobs)


async def decide(request: Request) -> Response:
    """Go on with a job that waits for a person, or throw it away."""
    catalogue, desk = await entered(request), desk_of(request)
    fields = await form_of(request)
    jobs, forget = fields.get("job", []), fields.get("forget", [""])[0]
    job = forget or fields.get("go_on", [""])[0]
    left = [each for each in jobs if each != forget]
    await desk.ask("go_on", catalogue.practice, left, job, bool(forget))
    return _to(catalogue, left)


def _to(catalogue: Catalogue, jobs: Sequence[str]) -> Response:
    query = urlencode([("job", job) for job in jobs])
    return RedirectResponse(f"/{catalogue.practice}/printed?{query}", 303)


ROUTES = [
    Route("/{practice}/print", send, methods=["POST"]),
    Route("/{practice}/printed", became),
    Route("/{practice}/printed", decide, methods=["POST"]),
]
