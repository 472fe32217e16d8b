"""What is shown: the last good pages of each view, who looks at what, and what each is told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeAlias, cast

from press.model import Finding, Origin
from press.preview.records import Choices, Files, News, Order, Picture, Shown, View, Words
from press.preview.renderer import LostError, Renderer

Told: TypeAlias = "dict[str, object]"
"""What a page is told, as it is written in JSON; `kind` says what it is."""


@dataclass(eq=False)
class Looker:
    """A page that is open in a browser: what it shows, and what it is still to be told."""

    views: tuple[View, ...]
    news: asyncio.Queue[str] = field(default_factory=asyncio.Queue)


class Window:
    """Makes pages as files change: one order at a time, and after it one for all that came."""

    def __init__(self, renderer: Renderer[Order, News]) -> None:
        self.renderer = renderer
        self.choices: Choices | None = None
        self.built = 0
        """Orders that were carried out."""
        self._lookers: list[Looker] = []
        self._pictures: dict[str, tuple[View, Picture]] = {}
        self._webs: dict[View, tuple[str, Files]] = {}
        self._last: dict[str, Told] = {}
        self._good: dict[View, tuple[Told, dict[str, tuple[View, Picture]]]] = {}
        """What was told of the last whole without a mistake, and its pages."""
        self._may_stop = False
        self._changed = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()

    def changed(self) -> None:
        """Something was saved: what is being made is stale, once there was a look at it."""
        self._changed.set()
        if self._may_stop:
            self.renderer.stop()

    def stop(self) -> None:
        """Nothing more will be told."""
        for looker in self._lookers:
            looker.news.put_nowait("")

    def picture(self, digest: str) -> bytes | None:
        """A page that is shown now, by its digest."""
        known = self._pictures.get(digest)
        return known[1].jpeg if known else None

    def web(self, base: str, path: str) -> bytes | None:
        """A file of a page of a website that is shown now; `base` is a digest of what all ask for.

        A page that was saved since is given as it is now.
        """
        files = (each for known, each in self._webs.values() if known == base and path in each)
        return next((each[path] for each in files), None)

    async def run(self) -> None:
        """Carry out what is wanted, for ever."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            await self._make(tuple(dict.fromkeys(v for each in self._lookers for v in each.views)))

    async def known(self) -> Choices:
        """What there is to look at; the house is read first if it was not yet."""
        if self.choices is None:
            await self._make(())
        return self.choices or Choices((), (), ())

    async def file(self, view: View) -> bytes:
        """The file of a view as `leaflet build` writes it; nothing if it cannot be made."""
        async with self._one_at_a_time:
            found = b""
            with suppress(LostError):
                async for news in self.renderer.ask(Order((), view)):
                    found = news if isinstance(news, bytes) else found
            return found

    @contextmanager
    def looking(self, views: Iterable[View]) -> Iterator[AsyncIterator[str]]:
        """The events for a page that shows these views, from what is there already on."""
        looker = Looker(tuple(views))
        self._lookers.append(looker)
        for key in ("words", *map(str, looker.views)):
            if key in self._last:
                looker.news.put_nowait(_event(self._last[key]))
        self._changed.set()
        try:
            yield _told(looker)
        finally:
            self._lookers.remove(looker)

    async def _make(self, views: tuple[View, ...]) -> None:
        async with self._one_at_a_time:
            self.built += 1
            self._tell({"kind": "busy"}, keep=False)
            try:
                async for news in self.renderer.ask(Order(views)):
                    match news:
                        case Choices():
                            self.choices, self._may_stop = news, True
                            if self._changed.is_set():
                                self.renderer.stop()
                        case Words():
                            self._tell({"kind": "words", "findings": _rows(news.findings)})
                        case Shown():
                            self._show(news)
            except LostError as error:
                self._tell({"kind": "words", "findings": _rows([_lost(error, views)])})
            finally:
                self._may_stop = False
            self._tell({"kind": "idle", "built": self.built}, keep=False)

    def _show(self, shown: Shown) -> None:
        """Tell what came of a view; where there are no pages, the last good ones stay.

        What was found on the pages stands until the whole is there, which says it anew.
        """
        view, key = shown.view, str(shown.view)
        told: Told = {"kind": "view", "view": key, "findings": _rows(shown.findings)}
        told |= {"ms": round(shown.seconds * 1000), "first": shown.first}
        if shown.first:
            told["findings"] = self._last.get(key, told)["findings"]
        if shown.files:
            told |= {"pages": [], "blocks": [], "web": self._address_of(shown)}
            told["texts"] = shown.texts
        elif shown.pages:
            told |= self._pages_of(shown)
        else:
            good, pictures = self._good.get(view, ({"pages": [], "blocks": []}, {}))
            told |= {key: good[key] for key in ("pages", "blocks", "web", "texts") if key in good}
            told["old"] = True
            self._keep(view, pictures)
        if not told.get("old") and not shown.first:
            ids = {str(page["id"]) for page in cast("list[Told]", told["pages"])}
            self._good[view] = told, {each: self._pictures[each] for each in ids}
        self._tell(told)

    def _pages_of(self, shown: Shown) -> Told:
        digests = [sha256(page.jpeg).hexdigest()[:32] for page in shown.pages]
        here = dict(zip(digests, ((shown.view, page) for page in shown.pages), strict=True))
        self._keep(shown.view, here)
        return {
            "pages": [
                {"id": digest, "width": page.width, "height": page.height}
                for digest, page in zip(digests, shown.pages, strict=True)
            ],
            "blocks": [
                [each.line, each.page, each.left, each.top, each.width, each.height]
                for each in shown.blocks
            ],
        }

    def _keep(self, view: View, pictures: dict[str, tuple[View, Picture]]) -> None:
        """Keep these pages of a view and the last good ones, and let go of all others."""
        others = {key: of for key, of in self._pictures.items() if of[0] != view}
        self._pictures = others | self._good.get(view, ({}, {}))[1] | pictures

    def _address_of(self, shown: Shown) -> str:
        """Where a page of a website is, another address once it is another page."""
        (path, page), *others = shown.files.items()
        base = sha256(b"".join(sha256(each).digest() for _, each in others)).hexdigest()[:32]
        self._webs[shown.view] = base, shown.files
        return f"/web/{base}/{path}?{sha256(page).hexdigest()[:32]}"

    def _tell(self, told: Told, *, keep: bool = True) -> None:
        key = str(told.get("view", told["kind"]))
        if keep:
            self._last[key] = told
        for looker in self._lookers:
            if told["kind"] != "view" or View.of(key) in looker.views:
                looker.news.put_nowait(_event(told))


async def _told(looker: Looker) -> AsyncIterator[str]:
    """What a page is told; a word now and then, so that one that is gone is noticed."""
    while True:
        try:
            async with asyncio.timeout(15):
                news = await looker.news.get()
        except TimeoutError:
            news = ": still here\n\n"
        if not news:
            return
        yield news


def _event(told: Told) -> str:
    return f"event: {told['kind']}\ndata: {json.dumps(told)}\n\n"


def _rows(findings: Iterable[Finding]) -> list[dict[str, object]]:
    return [
        {
            "code": each.code,
            "severity": each.severity,
            "message": each.message,
            "hint": each.hint,
            "path": each.origin.path,
            "line": each.origin.line,
            "column": each.origin.column,
        }
        for each in findings
    ]


def _lost(error: LostError, views: tuple[View, ...]) -> Finding:
    """Why nothing came of an order."""
    name = str(views[0]) if views else "the house"
    if str(error) == "time":
        return Finding("D020", "error", f"{name} took more than 60 s", Origin("sources"))
    message = f"the process that made {name} ended"
    return Finding("D022", "error", message, Origin("sources"), "undo the last change")
