"""Find, look, take along: the addresses that only show. /{practice}/, look, file, picture."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from itertools import islice

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from press.desk.answers import (
    Chosen,
    chosen_of,
    desk_of,
    entered,
    must_be_able,
    page,
    signed_in,
)
from press.desk.records import Catalogue, Entry, Gone, Shown, UnmadeError
from press.desk.search import by_code
from press.errors import MailError, PressError
from press.installed import PACKAGE

_MOST = 40
"""Rows that are shown; a better word finds better than more rows."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to: a language, large print, a layout; '' means any."""

    language: str
    large: bool
    layout: str

    def take(self, entry: Entry | Gone) -> bool:
        """Whether an entry is among what is asked for."""
        if self.language and self.language not in _languages(entry):
            return False
        if isinstance(entry, Gone):
            return not (self.large or self.layout)
        if entry.is_besides and self.language in ("", entry.language):
            return False
        return any(self.fits(form.word, form.layout) for form in entry.forms)

    def fits(self, word: str, layout: str) -> bool:
        return (not self.large or word == "form_large") and self.layout in ("", layout)

    def item(self, entry: Entry) -> str:
        """The form of an entry that is asked for, or its first."""
        fitting = (form.item for form in entry.forms if self.fits(form.word, form.layout))
        return next(fitting, entry.forms[0].item)


def _languages(entry: Entry | Gone) -> tuple[str, ...]:
    return (entry.language,) if isinstance(entry, Gone) else entry.languages


def filters_of(request: Request) -> Filters:
    asked = request.query_params
    return Filters(asked.get("language", ""), bool(asked.get("large")), asked.get("layout", ""))


async def start(request: Request) -> Response:
    """The practices of the house, or the one that there is to choose from."""
    desk = desk_of(request)
    only = desk.only or (signed_in(request) if desk.login else "")
    if desk.login and not only:
        return RedirectResponse("/login", 303)
    known = {only: ""} if only else await desk.ask("practices")
    if len(known) == 1:
        return RedirectResponse(f"/{next(iter(known))}/", 303)
    return page(request, "practices.html", practices=sorted(known.items(), key=lambda x: x[1]))


async def find(request: Request) -> Response:
    """What meets the words that are typed, beside what is chosen already."""
    catalogue, desk, asked = await entered(request), desk_of(request), request.query_params
    index = desk.catalogues[catalogue.practice][1]
    used, filters = desk.used.get(catalogue.practice, {}), filters_of(request)
    chosen = chosen_of(catalogue, asked.getlist("item"))
    taken = {each.entry.name for each in chosen}
    found = index.find(asked.get("q", ""), lambda name: used.get(name, 0.0))
    fitting = (each for each in found if filters.take(each) and each.name not in taken)
    rows = sorted(fitting, key=lambda each: each.is_besides)
    shown = list(islice(rows, _MOST + 1))
    return page(
        request,
        "find.html",
        catalogue,
        typed=asked.get("q", "")[:200],
        filters=filters,
        layouts=_layouts(catalogue),
        rows=[(each, _item(each, filters)) for each in shown[:_MOST]],
        more=len(shown) > _MOST,
        chosen=chosen,
        today=desk.today(),
        doubts=desk.doubts.get(catalogue.practice, 0),
    )


async def by_a_code(request: Request) -> Response:
    """The leaflets of a code, as a program of the practice asks for them (HL7 Infobutton)."""
    catalogue, asked = await entered(request), request.query_params
    rows = by_code(
        catalogue,
        asked.get("mainSearchCriteria.v.c", ""),
        asked.get("mainSearchCriteria.v.cs", ""),
        asked.get("informationRecipient.languageCode.c", "")[:2].lower(),
        desk_of(request).today(),
    )
    filters = Filters("", False, "")
    return page(
        request, "code.html", catalogue, rows=[(each, filters.item(each)) for each, _ in rows]
    )


def _item(entry: Entry | Gone, filters: Filters) -> str:
    return "" if isinstance(entry, Gone) else filters.item(entry)


def _layouts(catalogue: Catalogue) -> dict[str, str]:
    """Every layout that this practice has, with what the desk calls it."""
    return {form.layout: form.word for entry in catalogue.entries for form in entry.forms}


async def look(request: Request) -> Response:
    """What is chosen, page by picture, with what the desk can do with it."""
    catalogue, desk, asked = await entered(request), desk_of(request), request.query_params
    changed = [asked.get(f"form-{each}", each) for each in asked.getlist("item")]
    chosen = chosen_of(catalogue, changed)
    if not chosen:
        return RedirectResponse(f"/{catalogue.practice}/", 303)
    able = not any(each.entry.held for each in chosen)
    besides = [
        form.item
        for each in chosen
        for entry, form in catalogue.with_languages(each.entry)
        if entry.is_besides and not entry.held
    ]
    letter, trouble = await _letter(request, catalogue, chosen) if able else (None, "")
    return page(
        request,
        "look.html",
        catalogue,
        chosen=chosen,
        items=[each.form.item for each in chosen],
        besides=besides,
        possible=await desk.ask("possible", catalogue.practice, besides) if besides else (),
        able=able and not trouble,
        overdue=[each for each in chosen if each.entry.is_overdue(desk.today())],
        letter=letter,
        trouble=trouble,
        batch=secrets.token_hex(8),
        printers=await desk.ask("printers", catalogue.practice),
    )


async def _letter(
    request: Request, catalogue: Catalogue, chosen: list[Chosen]
) -> tuple[Shown | None, str]:
    """What a message with this would be; or why nothing of it can be made."""
    items = [each.form.item for each in chosen]
    try:
        return await desk_of(request).ask("letter", catalogue.practice, items), ""
    except UnmadeError as error:
        return None, str(error)
    except MailError:
        return None, ""


async def file(request: Request) -> Response:
    """The file of an item, byte for byte; it counts as opened."""
    catalogue, desk = await entered(request), desk_of(request)
    chosen = chosen_of(catalogue, [request.path_params["item"]])
    items = must_be_able(chosen, desk.today(), aware="aware" in request.query_params)
    (made,) = await desk.ask("give", catalogue.practice, items)
    await desk.count(catalogue, items, "opened", 1)
    entry = chosen[0].entry
    name = f"{entry.slug}.{chosen[0].form.layout}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(made.pdf, media_type="application/pdf", headers=headers)


async def picture(request: Request) -> Response:
    """The first page of an item."""
    catalogue = await entered(request)
    (chosen,) = chosen_of(catalogue, [request.path_params["item"]])
    try:
        seen = await desk_of(request).ask("picture", catalogue.practice, chosen.form.item)
    except PressError:
        raise HTTPException(404) from None
    return Response(seen, media_type="image/webp")


async def sheet(request: Request) -> Response:
    """The style sheet: the only file of the pages that may be kept."""
    path = PACKAGE / "desk/templates/desk.css"
    return FileResponse(path, media_type="text/css", headers={"Cache-Control": "max-age=300"})


ROUTES = [
    Route("/", start),
    Route("/desk.css", sheet),
    Route("/{practice}/", find),
    Route("/{practice}/look", look),
    Route("/{practice}/code", by_a_code),
    Route("/{practice}/file/{item:path}.pdf", file),
    Route("/{practice}/picture/{item:path}.webp", picture),
]
