"""A program's question, with a key of a practice -> JSON or a file; /api/openapi.json tells how."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from press.desk.answers import chosen_of, desk_of, must_be_able
from press.desk.exercises import MOST_EXERCISES, MOST_NAME, answer, order_of
from press.desk.records import Catalogue, Entry, Gone, RefusedError, UnmadeError
from press.desk.search import by_code

_DESCRIPTION = Path(__file__).parent / "openapi.json"
_MOST = 100


class _Exercise(BaseModel):
    """An exercise of a sheet, with numbers for its blanks."""

    model_config = ConfigDict(extra="forbid")

    slug: str = Field(max_length=64)
    sets: int | None = Field(None, ge=1, le=999)
    times: int | None = Field(None, ge=1, le=999)


class _Sheet(BaseModel):
    """What a program asks for when it wants a patient's own sheet."""

    model_config = ConfigDict(extra="forbid")

    language: str = Field(max_length=20)
    exercises: tuple[_Exercise, ...] = Field(min_length=1, max_length=MOST_EXERCISES)
    name: str = Field("", max_length=MOST_NAME)
    large: bool = False


async def _entered(request: Request) -> Catalogue:
    """The catalogue of the practice whose key is in the request; 401 without one."""
    desk = desk_of(request)
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    practice = desk.accounts.of_key(key.strip()) if scheme.lower() == "bearer" and key else ""
    if not practice or desk.only not in ("", practice):
        raise HTTPException(401)
    catalogue, _ = await desk.catalogue(practice)
    return catalogue


async def leaflets(request: Request) -> Response:
    """The leaflets of the practice, those that meet `q` first."""
    catalogue, asked = await _entered(request), request.query_params
    desk = desk_of(request)
    used = desk.used.get(catalogue.practice, {})
    index = desk.catalogues[catalogue.practice][1]
    found = index.find(asked.get("q", ""), lambda name: used.get(name, 0.0))
    language = asked.get("language", "")
    rows = [each for each in found if language in ("", each.language) and not each.is_besides]
    return JSONResponse(
        {"leaflets": [_row(desk_of(request).today(), each) for each in rows[:_MOST]]}
    )


async def file(request: Request) -> Response:
    """The file of a leaflet in a layout, byte for byte."""
    catalogue, desk = await _entered(request), desk_of(request)
    asked = request.path_params
    chosen = chosen_of(catalogue, [f"{asked['name']}.{asked['layout']}"])
    items = must_be_able(chosen, desk.today(), aware=request.query_params.get("overdue") == "true")
    (made,) = await desk.ask("give", catalogue.practice, items)
    await desk.count(catalogue, items, "opened", 1)
    return Response(made.pdf, media_type="application/pdf")


async def exercise_sheet(request: Request) -> Response:
    """A patient's own sheet; what is in the request is kept nowhere."""
    catalogue = await _entered(request)
    try:
        async with asyncio.timeout(10):
            wanted = _Sheet.model_validate_json(await request.body())
    except (ValidationError, ClientDisconnect, TimeoutError):
        raise HTTPException(422) from None
    rows = [(each.slug, str(each.sets or ""), str(each.times or "")) for each in wanted.exercises]
    layout = "a4-large-print" if wanted.large else ""
    order = order_of(catalogue, wanted.language, rows, wanted.name, layout)
    return await answer(desk_of(request), catalogue, order)


async def infobutton(request: Request) -> Response:
    """The leaflets of a code (HL7 Infobutton, URL-based): exact before parent, never a guess."""
    catalogue, asked = await _entered(request), request.query_params
    today = desk_of(request).today()
    found = by_code(
        catalogue,
        asked.get("mainSearchCriteria.v.c", ""),
        asked.get("mainSearchCriteria.v.cs", ""),
        asked.get("informationRecipient.languageCode.c", "")[:2].lower(),
        today,
    )
    rows = [{**_row(today, entry), "code": code} for entry, code in found]
    return JSONResponse({"leaflets": rows})


async def description(request: Request) -> Response:
    """What there is to ask, as OpenAPI 3.1."""
    return FileResponse(_DESCRIPTION, media_type="application/json")


def _row(today: object, each: Entry | Gone) -> Mapping[str, object]:
    if isinstance(each, Gone):
        return {
            "name": each.name,
            "language": each.language,
            "state": "withdrawn",
            "instead": each.instead or None,
        }
    overdue = each.is_overdue(today)  # type: ignore[arg-type]
    return {
        "name": each.name,
        "language": each.language,
        "state": "concept" if each.held else "overdue" if overdue else "current",
        "title": each.title,
        "summary": each.summary,
        "version": each.version,
        "review_due": each.review_due.isoformat(),
        "codes": [{"system": system, "code": code} for system, code in each.codes],
        "layouts": [form.layout for form in each.forms],
    }


async def refused(request: Request, error: Exception) -> Response:
    """Why there is no answer, for a program."""
    code, said = 503, "busy"
    headers: dict[str, str] = {}
    if isinstance(error, HTTPException):
        code = error.status_code
        said = {
            401: "no key",
            404: "not there",
            405: "no such method",
            422: "not as described",
        }.get(code, "refused")
        headers = {"WWW-Authenticate": "Bearer"} if code == 401 else dict(error.headers or {})
    elif isinstance(error, RefusedError):
        code, said = (404, "not there") if str(error) == "not_there" else (409, str(error))
    elif isinstance(error, UnmadeError):
        code, said = 409, "cannot be made"
    return JSONResponse({"error": said}, code, headers)


ROUTES = [
    Route("/openapi.json", description),
    Route("/leaflets", leaflets),
    Route("/files/{name:path}/{layout}.pdf", file),
    Route("/exercise-sheet", exercise_sheet, methods=["POST"]),
    Route("/infobutton", infobutton),
]
