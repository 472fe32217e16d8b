"""SitePlan -> every file of a site, by its path below the site's folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from press.cache import digest_of
from press.merge.references import place_of
from press.merge.web import FILES, Articles, PageMaker, Place
from press.model import Finding, Layout
from press.site.full_text import FOLDER as SEARCH
from press.site.full_text import FullText, index_of
from press.site.listings import (
    POLICY,
    SEARCHING,
    by_keyword,
    by_letter,
    feed,
    for_servers,
    row,
    search_index,
    sitemap,
)
from press.site.pictures import as_woff2, licence_of, social_picture
from press.site.plan import Gone, Page, Shared, SitePlan, languages_of


@dataclass(frozen=True, slots=True)
class Download:
    """A file that `leaflet build` made of a publication, as a site offers it in a language.

    `word` is one of the furniture, or what the file is called in all languages; `folder` that of
    its languages.
    """

    language: str
    folder: str
    slug: str
    is_booklet: bool
    word: str
    type: str
    kind: str
    file: Path
    size: int
    sha256: str

    @property
    def path(self) -> str:
        """Where it lies in the folder of files."""
        return f"{self.kind.lower()}/{self.folder}/{self.file.name}"


@dataclass(frozen=True, slots=True)
class Later:
    """A file that is made only if it is not there yet: `digest` tells of what it is made."""

    digest: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Site:
    """The files of a site; `unmade` are pages that had errors; `index` searches the others."""

    files: Mapping[str, bytes | Later]
    unmade: tuple[str, ...]
    findings: tuple[Finding, ...]
    index: FullText | None


def make_page(
    plan: SitePlan,
    shared: Shared,
    layout: Layout,
    downloads: Sequence[Download],
    articles: Articles,
    page: Page,
) -> Site:
    """Make one page of it, with the sheets and all that these and it ask for."""
    return SiteMaker(plan, shared, layout, downloads, articles).alone(page)


@dataclass
class SiteMaker:
    """Makes the pages of one site, and all that these ask for."""

    plan: SitePlan
    shared: Shared
    layout: Layout
    downloads: Sequence[Download]
    articles: Articles
    files: dict[str, bytes | Later] = field(default_factory=dict)

    def __post_init__(self) -> None:
        practice, library = self.plan.practice, self.shared.project.library
        self.library, self.practice = library, practice
        self.website = (practice.website or library.house.website or "").rstrip("/")
        self.maker = PageMaker(practice, library, self.layout, self.articles)
        known = languages_of(practice, self.shared.project)
        spoken = {page.language for page in self.plan.pages}
        self.languages = [each for each in known if each in spoken] or [*known[:1]]
        self.links = {each: self.plan.links(each) for each in practice.languages}
        self.translations = self.plan.translations()

    def site(self) -> Site:
        """Make all of it."""
        pages = (*self.plan.pages, *self.plan.exercises)
        unmade = [page for page in pages if not self._page(page)]
        index = index_of(
            {path: each for path, each in self.files.items() if isinstance(each, bytes)}
        )
        self.searched = f"{SEARCH}/pagefind.js" if index else ""
        for page in unmade:
            self._gone(Gone(page.path, page.language, "web_not_yet"))
        for gone in self.plan.gone:
            self._gone(gone)
        for language in self.languages:
            self._start(language)
        self._besides()
        for each in self.downloads:
            self.files[f"{FILES}/{each.path}"] = Later(each.sha256, each.file.read_bytes)
        lacking = tuple(f"{page.path}index.html" for page in unmade)
        return Site(self.files, lacking, tuple(self.maker.findings), index)

    def alone(self, page: Page) -> Site:
        unmade = () if self._page(page) else (f"{page.path}index.html",)
        self._sheets()
        return Site(self.files, unmade, tuple(self.maker.findings), None)

    def _page(self, page: Page) -> bool:
        """Make the page of a leaflet or exercise, unless there are mistakes in it."""
        if page.publication.origin not in self.shared.references:  # it cannot be read
            return False
        html = self.maker.leaflet(page.publication, self._place(page))
        if html:
            self._put(f"{page.path}index.html", html)
        return bool(html)

    def _put(self, path: str, text: str) -> None:
        self.files[path] = text.encode()

    def _home(self, language: str) -> str:
        """The start page of a language: the root for the practice's first."""
        first = not self.languages or language == self.languages[0]
        return "" if first or language not in self.languages else f"{language}/"

    # --- pages ---

    def _place(self, page: Page) -> Place:
        others = dict(self.translations[page.original])
        del others[page.language]
        said = self._said(page.path, page.language, others)
        leaflet, origin = page.leaflet, page.leaflet.origin
        signed = self.shared.signed.get(origin, ())
        inside = [
            row(other)
            for other in self.plan.pages
            if page.exercise
            and other.language == page.language
            and f"exercises/{leaflet.slug}" in other.leaflet.body
        ]
        words = self.library.words[page.language].furniture
        said |= {
            "is_exercise": page.exercise is not None,
            "versions": [
                {"version": version, "place": place_of(version), "changes": changes}
                for version, changes in self.shared.changes.get(origin, ())
            ],
            "signed": [f"{each.name} ({each.role})" for each in signed],
            "reviewed": max((each.on for each in signed), default=None),
            "downloads": [] if page.exercise else list(self._offered(page.language, leaflet.slug)),
            "related": inside,
            "related_title": words["web_in_leaflets"],
        }
        return Place(page.root, self.links[page.language], said=said)

    def _said(self, path: str, language: str, translations: Mapping[str, str]) -> dict[str, object]:
        """What every page is told: where it stands, and where it is in other languages."""
        names = {
            each: self.library.words[each].furniture["web_language"] for each in self.languages
        }
        others = [
            {"language": each, "path": translations.get(each, self._home(each)), "name": name}
            for each, name in names.items()
            if each != language
        ]
        alternates = {language: path, **translations} if translations else {}
        return {
            "policy": POLICY,
            "home": self._home(language),
            "canonical": f"{self.website}/{path}" if self.website else "",
            "social": f"{self.website}/{FILES}/social.png",
            "feed": f"{FILES}/feed-{language}.xml" if self.website else "",
            "languages": others,
            "alternates": [
                {"language": each, "address": f"{self.website}/{alternates[each]}"}
                for each in sorted(alternates)
                if self.website
            ],
        }

    def _offered(self, language: str, slug: str, *, booklets: bool = False) -> Iterator[object]:
        words = self.library.words[language].furniture
        for each in self.downloads:
            if (each.language, each.is_booklet) == (language, booklets) and slug in ("", each.slug):
                title = words.get(each.word, each.word)
                size = f"{max(1, round(each.size / 1000))} kB"
                yield {
                    "path": each.path,
                    "type": each.type,
                    "kind": each.kind,
                    "size": size,
                    "title": f"{self._booklet(each)}, {title.lower()}" if booklets else title,
                }

    def _booklet(self, file: Download) -> str:
        publications = self.shared.project.publications
        return next(
            each.title
            for each in publications
            if (each.slug, each.language, each.is_booklet) == (file.slug, file.language, True)
        )

    def _start(self, language: str) -> None:
        path = self._home(language)
        others = {each: self._home(each) for each in self.languages if each != language}
        pages = [page for page in self.plan.pages if page.language == language]
        exercises = [page for page in self.plan.exercises if page.language == language]
        said = self._said(path, language, others) | {
            "letters": by_letter(pages),
            "keywords": by_keyword(pages),
            "exercises": [row(page) for page in exercises],
            "booklets": list(self._offered(language, "", booklets=True)),
            "policy": SEARCHING if self.searched else POLICY,
            "searched": self.searched,
        }
        place = Place("../" * path.count("/"), {}, "start.html", said)
        self._put(f"{path}index.html", self.maker.plain(language, place))
        self._put(f"{FILES}/search-{language}.json", search_index((*pages, *exercises)))
        if self.website and pages:
            self._put(
                f"{FILES}/feed-{language}.xml",
                feed(pages, self.website, language, self.practice.name),
            )

    def _gone(self, gone: Gone, *, root: str = "") -> None:
        words = self.library.words[gone.language].furniture
        said = self._said(gone.path, gone.language, {}) | {
            "canonical": "",
            "title": words[gone.word],
            "why": gone.why,
            "instead": row(gone.instead) if gone.instead else None,
            "moved": gone.moved,
        }
        place = Place(root or "../" * gone.path.count("/"), {}, "gone.html", said)
        name = gone.path if gone.path.endswith(".html") else f"{gone.path}index.html"
        self._put(name, self.maker.plain(gone.language, place))

    # --- what stands beside them ---

    def _besides(self) -> None:
        self.files[f"{FILES}/search.js"] = self.maker.script("search.js")
        self.files[f"{FILES}/social.png"] = social_picture(self.practice, self.library.faces)
        if self.website:
            starts = [self._home(language) for language in self.languages]
            listed = (*self.plan.pages, *self.plan.exercises)
            self._put("sitemap.xml", sitemap(listed, starts, self.website))
            self._put(
                "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {self.website}/sitemap.xml\n"
            )
            missing = Gone("404.html", self.languages[0], "web_missing")
            self._gone(missing, root=f"{urlsplit(self.website).path}/")  # at whatever depth
        for name, text in for_servers(self.plan.gone, self.website).items():
            self._put(name, text)
        self._sheets()

    def _sheets(self) -> None:
        """The sheets, and what these and the pages that are made ask for."""
        for name, css in self.maker.sheets().items():
            self._put(f"{FILES}/{name}", css)
        for name, data in self.maker.resources.items():
            if isinstance(data, bytes):
                self.files[f"{FILES}/{name}"] = data
            else:
                digest = f"{digest_of(data.read_bytes())} packed"
                self.files[f"{FILES}/{name}"] = Later(digest, partial(as_woff2, data))
                if licence := licence_of(data):
                    self.files[f"{FILES}/fonts/{data.parent.name}-OFL.txt"] = licence
