"""Exercises that are ticked, numbers and a name that are typed -> a patient's own sheet.

The name goes to the paper: it is in the body of the form and in the file that answers it,
and neither is written down.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from press.desk.answers import Desk, desk_of, entered, face_of, form_of, page
from press.desk.paper import wishes_of
from press.desk.records import Catalogue, RefusedError, SheetOrder
from press.governance.handed_out import Handed
from press.reading.exercises import Dose

MOST_EXERCISES, MOST_NAME = 12, 60
_DIGITS = 3


async def choose(request: Request) -> Response:
    """The exercises of a language, to tick."""
    catalogue = await entered(request)
    language = request.query_params.get("language") or next(iter(catalogue.languages), "")
    return await _shown(request, catalogue, language, {})


async def _shown(
    request: Request, catalogue: Catalogue, language: str, typed: Mapping[str, list[str]]
) -> Response:
    """The form, with what was typed in it; exercises that are ticked come first, in their order."""
    known = {each.slug: each for each in catalogue.exercises if each.language == language}
    ticked = [slug for slug in dict.fromkeys(typed.get("exercise", ())) if slug in known]
    for step, moved in ((-1, typed.get("up")), (1, typed.get("down"))):
        ticked = in_other_order(ticked, moved[0], step) if moved else ticked
    return page(
        request,
        "exercises.html",
        catalogue,
        language=language,
        exercises=[known[slug] for slug in dict.fromkeys([*ticked, *known])],
        ticked=ticked,
        typed={name: values[0] for name, values in typed.items()},
        printers=await desk_of(request).ask("printers", catalogue.practice),
    )


def in_other_order(names: Sequence[str], moved: str, step: int) -> list[str]:
    """The same, one of them so many places further, as far as there are places."""
    others = [each for each in names if each != moved]
    if len(others) < len(names):
        others.insert(max(0, names.index(moved) + step), moved)
    return others


async def make(request: Request) -> Response:
    """The sheet as a file, in answer to the form, or the form in another order; kept nowhere."""
    catalogue, desk = await entered(request), desk_of(request)
    fields = await form_of(request)
    if fields.keys() & {"order", "up", "down"}:
        return await _shown(request, catalogue, fields.get("language", [""])[0], fields)
    order = order_of(
        catalogue,
        fields.get("language", [""])[0],
        [
            (slug, fields.get(f"sets-{slug}", [""])[0], fields.get(f"times-{slug}", [""])[0])
            for slug in fields.get("exercise", ())
        ],
        fields.get("name", [""])[0],
        "a4-large-print" if "large" in fields else "",
    )
    if "print" not in fields:
        return await answer(desk, catalogue, order)
    wishes = wishes_of(fields)
    face = face_of(request, catalogue.languages).language
    said, went = await desk.ask("print_sheet", catalogue.practice, order, wishes, face)
    if went:
        row = _handed(desk, catalogue, order).model_copy(update={"how": "printed"})
        await desk.count_rows(catalogue, [row])
    return page(request, "note.html", catalogue, word=said, detail="")


def order_of(
    catalogue: Catalogue,
    language: str,
    rows: Sequence[tuple[str, str, str]],
    name: str,
    layout: str = "",
) -> SheetOrder:
    """A sheet of these exercises, each with sets and times; what is no number is left blank."""
    known = {each.slug for each in catalogue.exercises if each.language == language}
    if not rows:
        raise RefusedError("nothing_chosen")
    if len(rows) > MOST_EXERCISES or not known.issuperset(slug for slug, _, _ in rows):
        raise HTTPException(404)
    doses = {slug: Dose(_number(sets), _number(times)) for slug, sets, times in rows}
    return SheetOrder(language, doses, layout, plain(name))


async def answer(desk: Desk, catalogue: Catalogue, order: SheetOrder) -> Response:
    """Make a sheet; it is counted as a sheet, without its exercises."""
    pdf = await desk.ask("sheet", catalogue.practice, order)
    await desk.count_rows(catalogue, [_handed(desk, catalogue, order)])
    headers = {"Content-Disposition": 'inline; filename="exercises.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)


def _handed(desk: Desk, catalogue: Catalogue, order: SheetOrder) -> Handed:
    mine: Mapping[str, str] = {
        each.slug: each.version for each in catalogue.exercises if each.language == order.language
    }
    return Handed(
        on=desk.today(),
        practice=catalogue.practice,
        leaflet=f"{order.language}/exercise-sheet",
        version=max(mine[slug] for slug in order.doses),
        language=order.language,
        layout=order.layout or "exercise-sheet",
        how="opened",
    )


def plain(name: str) -> str:
    """A name on one line, without signs that cannot be seen or that turn the line around."""
    seen = (sign for sign in " ".join(name.split()) if unicodedata.category(sign)[0] != "C")
    return "".join(seen)[:MOST_NAME]


def _number(typed: str) -> str:
    typed = typed.strip()
    return typed if typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS else ""


async def drawing(request: Request) -> Response:
    """The picture of an exercise."""
    catalogue, asked = await entered(request), request.path_params
    given = (catalogue.practice, asked["language"], asked["slug"])
    seen = await desk_of(request).ask("drawing", *given)
    return Response(seen, media_type="image/svg+xml")


ROUTES = [
    Route("/{practice}/exercises", choose),
    Route("/{practice}/exercises", make, methods=["POST"]),
    Route("/{practice}/drawing/{language}/{slug}.svg", drawing),
]
