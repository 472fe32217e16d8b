"""The house, kept loaded: an Order -> what is said of it, view by view, as fast as it can be."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar, cast

from press import build
from press.build import Project
from press.build.current import current_files
from press.errors import PressError
from press.merge import read_text
from press.model import (
    Finding,
    Format,
    House,
    Leaflet,
    Library,
    Variant,
    sort_findings,
    suppress,
)
from press.preview.apart import apart
from press.preview.pages import Pages
from press.preview.records import Choices, News, Order, Shown, View, Words
from press.preview.web import WebMaker
from press.proofread import Lists, load_lists, proofread
from press.reading import Load, ReadAs, edited
from press.render.alike import Settled
from press.workers.isolated import Readers

T = TypeVar("T")
_FORMATS: tuple[Format, ...] = ("pdf", "html")
"""What can be looked at."""


class Room:
    """A loaded house. It is read again as files change: each file by itself, and only those."""

    def __init__(self, root: Path, asked: int = 0) -> None:
        """`asked` is a file descriptor: once there is something to read, an answer may be stale."""
        self.root, self.asked = root, asked
        self._read: dict[tuple[str, str], tuple[object, object]] = {}
        self._web = WebMaker()
        self._pages: dict[View, Pages] = {}

    def answers(self, order: Order, today: date) -> Iterator[News]:
        """What there is to say, in the order in which a writer wants it."""
        try:
            project = build.load(self.root, readers_of=lambda house: Kept(house, self._read))
        except PressError as error:
            yield Words((_cannot(error, self.root),))
            return
        if order.file:
            yield self._file(project, order.file)
            return
        variants = {view: _variant(project, view) for view in order.views}
        if order.views:
            yield Words(self._words(project, order.views, variants, today))
        yield from self._views(variants, project)

    def _views(self, variants: Mapping[View, Variant | None], project: Project) -> Iterator[News]:
        """What comes of each view; the whole of those of which there is a first look comes last."""
        self._pages = {each: self._pages.get(each, Pages()) for each in variants}
        later: dict[View, Variant] = {}
        for view, variant in variants.items():
            if variant is None:
                yield Shown(view, (), (), ())
            elif variant.format == "html":
                yield self._web_page(view, variant, project)
            elif look := self._pages[view].first(view, variant, project):
                later[view] = variant
                yield look
            else:
                yield self._pages[view].whole(view, variant, project, learn=True)
        yield self._choices(project)

        def whole() -> Iterator[tuple[Shown, Settled | None, int]]:
            for view, variant in later.items():
                pages = self._pages[view]
                shown = pages.whole(view, variant, project)
                yield shown, pages.looking.settled, pages.blank_pages

        for shown, settled, blank_pages in apart(whole, self.asked) if later else ():
            self._pages[shown.view].learn(shown, settled, blank_pages)
            yield shown

    def _file(self, project: Project, view: View) -> bytes:
        variant = _variant(project, view)
        if variant is None or variant.format != "pdf":
            return b""
        files, _ = current_files(project, [variant])
        return files[0].pdf if files else b""

    def _words(
        self,
        project: Project,
        views: Sequence[View],
        variants: dict[View, Variant | None],
        today: date,
    ) -> tuple[Finding, ...]:
        """What is wrong in these texts, and in what keeps them from being printed."""
        readers = Kept(project.house, self._read)
        lists, found = readers.whole(load_lists, project.house.sources / "language")
        findings = list(found)
        content, names = project.library.content, tuple(each.name for each in project.practices)
        wanted = {(view.language, view.slug) for view in views}
        texts = [each for v in variants.values() if v for each in v.publication.leaflets]
        texts += [each for each in content.with_bad_head if (each.language, each.slug) in wanted]
        once = {each.origin: each for each in texts}.values()
        findings += words_of(once, project.library, lists, today, names)
        return sort_findings([*project.findings, *findings])

    def _web_page(self, view: View, variant: Variant, project: Project) -> Shown:
        since = time.perf_counter()
        files, said = self._web.page(variant, project)
        texts = tuple(_texts(variant, project.library))
        return Shown(view, (), (), said, time.perf_counter() - since, files, texts)

    def _choices(self, project: Project) -> Choices:
        orders = [
            build.Order(layouts=tuple(names), format=form)
            for form in _FORMATS
            if (names := [each.name for each in project.layouts if each.format == form])
        ]
        views = dict.fromkeys(
            _view(variant) for order in orders for variant in build.plan(project, order)
        )
        return Choices(
            tuple((each.language, each.slug, each.title) for each in project.publications),
            tuple((each.id, each.name) for each in project.practices),
            tuple(views),
            tuple(each.name for each in project.layouts if each.format == "html"),
        )


def words_of(
    texts: Iterable[Leaflet],
    library: Library,
    lists: Mapping[str, Lists],
    today: date,
    names: tuple[str, ...],
) -> Iterator[Finding]:
    """What is wrong in the words of these texts; `names` are those of the practices."""
    for leaflet in texts:
        text, wrong = read_text(leaflet, library.content, library.words.get(leaflet.language))
        kept, _ = suppress(wrong, [leaflet])
        yield from kept
        yield from proofread(leaflet, text, lists, today=today, names=names).findings


def _texts(variant: Variant, library: Library) -> Iterator[tuple[str, str]]:
    """The blocks of a publication's texts, each with its file and line before it."""
    for leaflet in variant.publication.leaflets:
        for key in ("title", "summary"):
            yield f"{leaflet.origin.path}:{leaflet.lines.get(key, 1)}", getattr(leaflet, key)
        text, _ = read_text(leaflet, library.content, library.words.get(leaflet.language))
        for block in text.blocks:
            origin = block.origin()
            yield f"{origin.path}:{origin.line}", block.text


class Kept(Readers):
    """Reads here, since this process costs nobody but the window; and each file once.

    `kept` is what was read, with what told that it was so, by who read what.
    """

    def __init__(self, house: House, kept: dict[tuple[str, str], tuple[object, object]]) -> None:
        super().__init__(house)
        self.kept = kept

    def __call__(
        self, load: Load[T], paths: Sequence[Path], how: ReadAs[T] | None = None
    ) -> Iterable[tuple[T | None, list[Finding]]]:
        with_folder, besides = (how.with_folder, how.besides) if how else (False, "")
        before = how.before if how else lambda: None
        states = [(_as_it_is(path, with_folder=with_folder), besides) for path in paths]
        return [
            self._once(load, path, now, before) for path, now in zip(paths, states, strict=True)
        ]

    def whole(self, load: Callable[[House], T], *folders: Path) -> T:
        """What these folders hold, loaded anew once a file in them is another."""
        key = load.__qualname__, ":".join(map(str, folders))
        now = _all_in(folders)
        if key not in self.kept or self.kept[key][0] != now:
            self.kept[key] = now, load(self.house)
        return cast(T, self.kept[key][1])

    def _once(
        self, load: Load[T], path: Path, now: object, before: Callable[[], None]
    ) -> tuple[T | None, list[Finding]]:
        key = (load.__qualname__, str(path))
        if key not in self.kept or self.kept[key][0] != now:
            before()
            self.kept[key] = now, load(path)
        record, found = cast("tuple[T | None, list[Finding]]", self.kept[key][1])
        return record, list(found)


def _as_it_is(path: Path, *, with_folder: bool) -> object:
    """What tells that a file is another; of a practice its whole folder: logo, brand, fonts."""
    paths = sorted(path.parent.rglob("*")) if with_folder else [path]
    try:
        return [(str(each), edited(each) or _state(each)) for each in paths]
    except OSError:
        return time.monotonic()


def _all_in(folders: Iterable[Path]) -> object:
    """What tells that no file below these folders is another."""
    try:
        return [
            (str(path), edited(path) or _state(path))
            for folder in folders
            for at, _, files in os.walk(folder, followlinks=True)
            for path in map(Path(at).joinpath, files)
        ]
    except OSError:
        return time.monotonic()


def _state(path: Path) -> object:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def _variant(project: Project, view: View) -> Variant | None:
    """What a view shows; None where it is not there, or not there as it is."""
    form: Format = next(
        (each.format for each in project.layouts if each.name == view.layout), "pdf"
    )
    order = build.Order(
        *((view.slug,), (view.practice,), (view.layout,), (view.language,), ("screen",)),
        format=form,
    )
    try:
        planned = build.plan(project, order)
    except PressError:
        return None
    found = [each for each in planned if _view(each) == view]
    usual = [each for each in found if each.publication.kind in each.layout.unasked]
    return next(iter([*usual, *found]), None)


def _view(variant: Variant) -> View:
    publication = variant.publication
    return View(variant.practice.id, publication.language, publication.slug, variant.layout.name)


def _cannot(error: PressError, root: Path) -> Finding:
    from press.model import Origin

    return Finding("D023", "error", str(error), Origin("sources"))
