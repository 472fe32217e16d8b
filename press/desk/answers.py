"""What is to be shown -> a page, in words, with the token that its forms need."""

from __future__ import annotations

import asyncio
import hmac
import logging
import secrets
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from press.desk.accounts import Accounts, Tries
from press.desk.backroom import Backroom
from press.desk.records import (
    Asking,
    BackroomError,
    Catalogue,
    Entry,
    Form,
    RefusedError,
    UnmadeError,
)
from press.desk.search import Index
from press.desk.words import Face, face_for, faces
from press.errors import PressError
from press.governance.handed_out import Handed, How

LOG = logging.getLogger("leaflet.desk")
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_MOST_FIELDS = 400
_PATIENCE = 10
"""Seconds in which the body of a form arrives."""


@dataclass
class Desk:
    """What the server holds: the back room, and what it knows of each practice.

    `only` is the one practice that is served, or ''; `login` whether a password is asked for.
    """

    backroom: Backroom
    accounts: Accounts
    today: Callable[[], date]
    now: Callable[[], float]
    only: str = ""
    login: bool = False
    tries: Tries = field(default_factory=Tries)
    catalogues: dict[str, tuple[Catalogue, Index]] = field(default_factory=dict)
    used: dict[str, Mapping[str, float]] = field(default_factory=dict)
    doubts: dict[str, int] = field(default_factory=dict)
    at_work: set[asyncio.Task[object]] = field(default_factory=set)

    async def ask(self, act: str, *given: object) -> Any:
        """Have the back room do something now."""
        return await self.backroom.ask(act, Asking(self.today(), self.now()), *given)

    async def catalogue(self, practice: str) -> tuple[Catalogue, Index]:
        """What a practice can hand out, as the house is now; RefusedError if there is none."""
        known = self.catalogues.get(practice)
        state = known[0].state if known else ""
        new, self.doubts[practice] = await self.ask("list_all", practice, state)
        if new:
            known = self.catalogues[practice] = (new, Index(new))
            self.used[practice] = await self.ask("usage", practice)
        assert known
        return known

    async def count(
        self, catalogue: Catalogue, items: Iterable[str], how: How, number: int
    ) -> None:
        """Note down that these items were handed out; a desk whose disk is full goes on."""
        rows = [
            Handed(
                on=self.today(),
                practice=catalogue.practice,
                leaflet=entry.name,
                version=entry.version,
                language=entry.language,
                layout=form.layout,
                how=how,
                number=number,
            )
            for entry, form in filter(None, map(catalogue.of_item, items))
        ]
        await self.count_rows(catalogue, rows)

    async def count_rows(self, catalogue: Catalogue, rows: Sequence[Handed]) -> None:
        """Note these rows down, and see what is used most now."""
        try:
            await self.ask("count", rows)
            self.used[catalogue.practice] = await self.ask("usage", catalogue.practice)
        except (PressError, OSError) as error:
            LOG.error("not counted: %s", type(error).__name__)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A leaflet in a form that was chosen."""

    entry: Entry
    form: Form


def desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


async def entered(request: Request) -> Catalogue:
    """The catalogue of the practice in the address, for who may see it; else 404 or the login."""
    desk, practice = desk_of(request), request.path_params["practice"]
    if desk.only not in ("", practice):
        raise HTTPException(404)
    if desk.login:
        inside = signed_in(request)
        if not inside:
            raise HTTPException(303, headers={"Location": "/login"})
        if inside != practice:
            raise HTTPException(404)
    catalogue, _ = await desk.catalogue(practice)
    return catalogue


def signed_in(request: Request) -> str:
    """The practice that this session is for; nothing if it is for none."""
    desk, practice = desk_of(request), str(request.session.get("practice", ""))
    stamp = desk.accounts.stamp(practice) if practice else ""
    return practice if stamp and request.session.get("stamp") == stamp else ""


async def begin(desk: Desk, work: Coroutine[object, object, None], patience: float) -> None:
    """Have work done, and wait so many seconds for it; it goes on behind whoever asked."""
    task = asyncio.create_task(work)
    desk.at_work.add(task)
    task.add_done_callback(desk.at_work.discard)
    await asyncio.wait({task}, timeout=patience)


def face_of(request: Request, languages: tuple[str, ...] = ()) -> Face:
    """The language of the pages for this browser."""
    chosen = request.query_params.get("face") or request.cookies.get("face", "")
    return face_for(chosen, request.headers.get("accept-language", ""), languages)


def token_of(request: Request) -> str:
    """The token without which no form of this session is taken."""
    token = request.session.setdefault("token", secrets.token_urlsafe(16))
    return str(token)


async def form_of(request: Request) -> dict[str, list[str]]:
    """The fields of a form of ours; 403 for one without the token of the session."""
    try:
        async with asyncio.timeout(_PATIENCE):
            body = await request.body()
        fields = parse_qs(body.decode("utf-8"), max_num_fields=_MOST_FIELDS, keep_blank_values=True)
    except (ValueError, ClientDisconnect, TimeoutError):
        raise HTTPException(400) from None
    given = fields.get("token", [""])[0]
    if not hmac.compare_digest(given.encode(), str(request.session.get("token", "-")).encode()):
        raise HTTPException(403)
    return fields


def chosen_of(catalogue: Catalogue, items: Iterable[str]) -> list[Chosen]:
    """What these items name, each once; 404 for one that is not there."""
    found: dict[str, Chosen] = {}
    for item in items:
        pair = catalogue.of_item(item)
        if pair is None:
            raise HTTPException(404)
        found.setdefault(pair[1].item, Chosen(*pair))
    return list(found.values())


def must_be_able(chosen: Iterable[Chosen], today: date, *, aware: bool) -> list[str]:
    """The items, if all may be handed out: no concept, and nothing overdue but knowingly."""
    rows = list(chosen)
    if any(each.entry.held for each in rows):
        raise RefusedError("held")
    if not aware and any(each.entry.is_overdue(today) for each in rows):
        raise RefusedError("not_aware")
    if not rows:
        raise RefusedError("nothing_chosen")
    return [each.form.item for each in rows]


def page(
    request: Request,
    template: str,
    catalogue: Catalogue | None = None,
    status: int = 200,
    **values: object,
) -> Response:
    """A page in the face's language."""
    face = face_of(request, catalogue.languages if catalogue else ())
    others = [(code, each("language")) for code, each in faces().items() if code != face.language]
    shown = _TEMPLATES.get_template(template).render(
        say=face,
        desk=desk_of(request),
        catalogue=catalogue,
        at=f"/{catalogue.practice}/" if catalogue else "/",
        token=token_of(request),
        others=others,
        face_address=_face_address(request),
        query=urlencode,
        **values,
    )
    answer = HTMLResponse(shown, status)
    if (asked := request.query_params.get("face", "")) in faces():
        answer.set_cookie("face", asked, max_age=31_536_000, httponly=True, samesite="lax")
    return answer


def _face_address(request: Request) -> str:
    """This address, ready for `face=`; what was posted cannot be shown again."""
    if request.method != "GET":
        return "/?"
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "face"]
    return f"?{urlencode(kept)}&" if kept else "?"


async def refused(request: Request, error: Exception) -> Response:
    """What cannot be shown or done, in words; never a traceback, never what was typed."""
    code, word, detail = 500, "broken", ""
    if isinstance(error, HTTPException):
        if location := (error.headers or {}).get("Location"):
            return RedirectResponse(location, 303)
        code = error.status_code
        word = {403: "no_token", 404: "not_there", 429: "too_often"}.get(code, "broken")
    elif isinstance(error, RefusedError):
        word = str(error)
        code = 404 if word == "not_there" else 409
    elif isinstance(error, UnmadeError):
        code, word, detail = 422, "unmade", str(error)
    elif isinstance(error, BackroomError):
        LOG.error("%s", error)
        code, word = 503, "busy"
    elif isinstance(error, PressError):
        code, word, detail = 503, "house_broken", str(error)
    return page(request, "note.html", status=code, word=word, detail=detail)
