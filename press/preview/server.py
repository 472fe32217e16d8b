"""A house -> the writer's window on this machine, until it is told to stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from mimetypes import guess_type
from pathlib import Path
from types import FrameType

import uvicorn
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from press.desk.guard import Guard
from press.errors import UsageError
from press.installed import INSTALLED
from press.preview.changes import watch
from press.preview.records import Choices, View
from press.preview.renderer import Renderer
from press.preview.room import Room
from press.preview.window import Window
from press.preview.words import WORDS, language_of
from press.site.listings import POLICY

_STATIC = Path(__file__).parent / "static"
_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self';"
    " frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What the page may load: what this server gives, and its one script (CSP)."""
_WEB_POLICY = f"{POLICY}; frame-ancestors 'self'; sandbox allow-same-origin"
"""What a page of a website may do in the window: what it may on its site, but no script."""
_USUAL = ("a4", "a4-large-print", "a5-booklet")
"""The layouts that are shown first where nobody chose."""
_FOR_EVER = "private, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class PreviewChoices:
    """What is looked at first, where: a publication, for these practices, in these layouts."""

    slug: str = ""
    practices: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    language: str = ""
    port: int = 8760


def open_window(
    root: Path,
    choices: PreviewChoices,
    today: Callable[[], date],
    ready: Callable[[str], object],
) -> None:
    """Serve until interrupted; `ready` is told the address. UsageError if the port is taken."""
    try:
        listening = socket.create_server(("127.0.0.1", choices.port))
    except OSError as error:
        raise UsageError(f"port {choices.port} cannot be used: {error.strerror}") from None
    port = listening.getsockname()[1]
    window = Window(Renderer(root, today, Room))
    config = uvicorn.Config(
        application(window, root.resolve(), choices, port),
        ws="none",
        loop="asyncio",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    ready(f"http://127.0.0.1:{port}/")
    with listening:
        _Server(config, window).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Ends the events of open pages when it is to stop: else it would wait for them."""

    def __init__(self, config: uvicorn.Config, window: Window) -> None:
        super().__init__(config)
        self.window = window

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.window.stop()
        super().handle_exit(sig, frame)


def application(window: Window, root: Path, choices: PreviewChoices, port: int) -> Starlette:
    """The window as an application; it watches and makes pages while it lives."""

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        stop = asyncio.Event()
        ours = [] if INSTALLED in (root, *root.parents) else [INSTALLED / "layouts"]
        tasks = [
            asyncio.create_task(window.run()),
            asyncio.create_task(
                watch(root, ("sources", "layouts", "fonts"), ours, window.changed, stop)
            ),
        ]
        try:
            yield
        finally:
            stop.set()
            for task in tasks:
                task.cancel()
            await window.renderer.close()

    pages = _Pages(window, choices)
    return Starlette(
        routes=[
            Route("/", pages.page),
            Route("/events", pages.events),
            Route("/page/{digest}.jpg", pages.picture),
            Route("/web/{base}/{path:path}", pages.web),
            Route("/file", pages.file),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=[
            Middleware(Guard, hosts=[f"127.0.0.1:{port}", f"localhost:{port}"], policy=_POLICY)
        ],
        lifespan=life,
    )


class _Pages:
    """What is answered."""

    def __init__(self, window: Window, choices: PreviewChoices) -> None:
        self.window, self.choices = window, choices
        loader = FileSystemLoader(Path(__file__).parent / "static")
        self.template = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True
        ).get_template("page.html")

    async def page(self, request: Request) -> Response:
        """The window: what there is to look at, and the views that are chosen."""
        known = await self.window.known()
        asked = tuple(view for view in _views_in(request) if view in known.views)
        views = asked or _first(known, self.choices, request.query_params)
        language = language_of(request.headers.get("accept-language", ""))
        same = [view for view in known.views if views and _subject(view) == _subject(views[0])]
        titles = {each[:2]: each[2] for each in known.publications}
        return HTMLResponse(
            self.template.render(
                say=WORDS[language],
                language=language,
                publications=known.publications,
                practices=dict(known.practices),
                title=titles.get(_subject(views[0]), "") if views else "",
                views=views,
                same=same,
                web=known.web,
            )
        )

    async def events(self, request: Request) -> Response:
        """What changes, as it changes (server-sent events)."""

        async def told() -> AsyncIterator[str]:
            with self.window.looking(_views_in(request)) as news:
                async for each in news:
                    yield each

        return StreamingResponse(told(), media_type="text/event-stream")

    async def picture(self, request: Request) -> Response:
        """A page as JPEG; its address is its digest, so that a browser keeps it."""
        jpeg = self.window.picture(request.path_params["digest"])
        if jpeg is None:
            return Response(status_code=404)
        return Response(jpeg, media_type="image/jpeg", headers={"cache-control": _FOR_EVER})

    async def web(self, request: Request) -> Response:
        """A page of a website, or what it asks for; its address is its digest as well."""
        path = request.path_params["path"]
        content = self.window.web(request.path_params["base"], path)
        if content is None:
            return Response(status_code=404)
        kind = guess_type(path)[0] or "application/octet-stream"
        headers = {"cache-control": _FOR_EVER, "content-security-policy": _WEB_POLICY}
        return Response(content, media_type=kind, headers=headers)

    async def file(self, request: Request) -> Response:
        """The file of a view, as `leaflet build` writes it."""
        views = _views_in(request)
        pdf = await self.window.file(views[0]) if views else b""
        return Response(pdf, 200 if pdf else 404, media_type="application/pdf")


def _views_in(request: Request) -> tuple[View, ...]:
    named = map(View.of, request.query_params.getlist("view"))
    return tuple(dict.fromkeys(view for view in named if view))


def _first(known: Choices, choices: PreviewChoices, asked: Mapping[str, str]) -> tuple[View, ...]:
    """The views to begin with: of what was asked for, or none where nothing was."""
    slug = asked.get("slug", choices.slug)
    fitting = [view for view in known.views if view.slug == slug and _fits(view, choices)]
    if choices.practices or choices.layouts:
        practices = choices.practices or tuple(dict.fromkeys(v.practice for v in fitting))[:1]
        layouts = choices.layouts or _USUAL[:1]
        wanted = [v for v in fitting if v.practice in practices and v.layout in layouts]
        return tuple(wanted or fitting[:1])
    fitting.sort(key=_usual)
    return tuple(fitting[:1])


def _fits(view: View, choices: PreviewChoices) -> bool:
    return choices.language in ("", view.language)


def _usual(view: View) -> int:
    return _USUAL.index(view.layout) if view.layout in _USUAL else len(_USUAL)


def _subject(view: View) -> tuple[str, str]:
    return view.language, view.slug
