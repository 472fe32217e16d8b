"""A view of a layout for the web -> the page of a practice's site and its files, as they are made.

They are those that `leaflet site` writes, byte for byte, where the leaflet has a page on the
site; a draft is shown as the page that it will be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from press.build import Inputs, Project
from press.cache import FOLDER, Digests, clock, read_cache, seen_of
from press.choices import OutputOptions
from press.merge.web import Articles
from press.model import Finding, Origin, Variant
from press.preview.records import Files
from press.site.pages import Later, Site, make_page
from press.site.plan import Page, Shared, SitePlan, plan_site
from press.site.shared import offered_files, read_shared
from press.site.texts import Read, TextReader
from press.workers.pool import JobResult

T = TypeVar("T")


@dataclass
class WebMaker:
    """Makes pages; what was made of texts that are as they were is kept."""

    kept: _Kept = field(default_factory=lambda: _Kept())
    digests: Digests | None = None
    packed: dict[str, bytes] = field(default_factory=dict)
    """Typefaces as the web has them, by what they were made from."""

    def page(self, variant: Variant, project: Project) -> tuple[Files, tuple[Finding, ...]]:
        """The files of a page by their paths below the site's root, the page first; what is said.

        No files where there is an error in the page.
        """
        origin = variant.publication.origin
        if variant.publication.held:
            project = _released(project, origin)
        plan, shared, articles, inputs = self._planned(variant, project)
        found = [each for each in plan.pages if each.publication.origin == origin]
        if not found:
            return {}, ()
        made = self._made(plan, shared, variant, articles, inputs, found[0])
        self.kept.next()
        if made.unmade:
            return {}, made.findings
        first = f"{found[0].path}index.html"
        files = dict.fromkeys([first, *made.files], b"")
        return {path: self._bytes(made.files[path]) for path in files}, made.findings

    def _planned(
        self, variant: Variant, project: Project
    ) -> tuple[SitePlan, Shared, Articles, Inputs]:
        output = project.house.output
        (output / FOLDER).mkdir(parents=True, exist_ok=True)
        seen = self.digests.seen if self.digests else seen_of(output)
        self.digests = Digests(seen, clock(output / FOLDER))
        inputs = Inputs(project, self.digests, OutputOptions())
        reader = TextReader(project, variant.layout, inputs, self.kept, _here)
        shared, texts = read_shared(project, reader)
        return plan_site(variant.practice, shared), shared, texts.articles, inputs

    def _made(
        self,
        plan: SitePlan,
        shared: Shared,
        variant: Variant,
        articles: Articles,
        inputs: Inputs,
        page: Page,
    ) -> Site:
        practice, project = variant.practice, shared.project
        cache = read_cache(project.house.output, practice.id)
        offered = offered_files(project, [practice], cache, inputs).get(practice.id, ())
        return make_page(plan, shared, variant.layout, offered, articles, page)

    def _bytes(self, content: bytes | Later) -> bytes:
        if isinstance(content, bytes):
            return content
        if content.digest not in self.packed:
            self.packed[content.digest] = content.make()
        return self.packed[content.digest]


class _Kept:
    """Keeps what was asked for in this order or the last: one save after another, for long."""

    def __init__(self) -> None:
        self.now: dict[str, object] = {}
        self.before: dict[str, object] = {}

    def take(self, key: str, kind: type[T]) -> T | None:
        thing = self.now.get(key, self.before.get(key))
        if not isinstance(thing, kind):
            return None
        self.now[key] = thing
        return thing

    def keep(self, key: str, thing: object) -> None:
        self.now[key] = thing

    def tidy(self, now: int) -> None:
        """Nothing: `next` does."""

    def next(self) -> None:
        """Let go of what was not asked for."""
        self.before, self.now = self.now, {}


def _here(count: int, work: Callable[[int], Read]) -> Iterator[JobResult[Read]]:
    """Texts are read in this process: it costs nobody but the window."""
    return (JobResult(index, work(index)) for index in range(count))


def _released(project: Project, origin: Origin) -> Project:
    """The house once this leaflet is no draft any more."""
    known = project.publications
    free = (replace(each, held="") if each.origin == origin else each for each in known)
    return replace(project, publications=tuple(free))
