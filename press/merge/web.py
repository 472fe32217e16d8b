"""Publication, Place -> a page of a practice's site: the merge of print, for a screen.

What is the same for all practices, a leaflet's text with its sources, is merged once and
kept, also for the next run; what differs is filled in: whom to call, and the page around it.
Only values of a practice that a text names make another text of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache as cached
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeVar, cast

from lxml import html as lxml_html
from lxml.html.builder import E
from markupsafe import Markup

from press.merge.brand import screen_style, woff2
from press.merge.page import Merging
from press.merge.resources import Resources
from press.merge.sheets import sheet_faults
from press.merge.slots import furniture_of
from press.merge.template_faults import fault_of
from press.merge.templates import environment, sayer
from press.merge.text import Text, convert
from press.merge.transforms.web import for_screen
from press.merge.tree import write_inside
from press.model import (
    Finding,
    Layout,
    Leaflet,
    Library,
    Origin,
    Practice,
    Publication,
    Variant,
    Words,
    has_errors,
)
from press.reading.between import SITE_FILES

T = TypeVar("T")
FILES = SITE_FILES

_CALL = "<x-call></x-call>"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: `root` leads from it to the root of its site.

    `links` lead from there to each leaflet, by name; `said` is what its template names besides.
    """

    root: str
    links: Mapping[str, str]
    template: str = "layout.html"
    said: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names, each with its place: values of a practice, leaflets."""

    values: Mapping[str, Origin]
    references: Mapping[str, Origin]


@dataclass(frozen=True, slots=True)
class Article:
    """A leaflet's text as many practices have it."""

    html: str
    pictures: Mapping[str, Origin]
    findings: tuple[Finding, ...]


class Kept(Protocol):
    """Where things are kept by what they were made from, from one run to the next."""

    def take(self, key: str, kind: type[T]) -> T | None:
        """What was kept, if it is of this kind; else None."""

    def keep(self, key: str, thing: object) -> object:
        """Keep it."""

    def tidy(self, now: int) -> None:
        """Throw away what was not used for long; `now` in ns."""


@dataclass
class Articles:
    """Texts that are merged once for many practices.

    `named` is what each names and `made_from` a digest of what it is made from, by its place.
    """

    kept: Kept
    named: Mapping[Origin, Named]
    made_from: Mapping[Origin, str]
    merged: dict[str, Article] = field(default_factory=dict)

    def of(
        self, origin: Origin, filled_in: tuple[object, ...], make: Callable[[], Article]
    ) -> Article:
        """A text with this filled in: merged before, or kept, or made now."""
        key = sha256(f"{self.made_from[origin]} {filled_in}".encode()).hexdigest()
        if key not in self.merged:
            kept = self.kept.take(key, Article)
            self.merged[key] = kept or make()
            if kept is None:
                self.kept.keep(key, self.merged[key])
        return self.merged[key]


class _Macros(Protocol):
    def call(self) -> object:
        """Whom to call about a warning sign, as HTML."""


def named_in(publication: Publication, library: Library) -> Named:
    """What the text of a leaflet names."""
    leaflet = publication.leaflets[0]
    text = convert(leaflet, library.content, library.words[leaflet.language])
    return Named(text.values, text.references)


class PageMaker:
    """Makes the pages of one practice's site; `resources` is what they ask for, by its name."""

    def __init__(
        self, practice: Practice, library: Library, layout: Layout, articles: Articles
    ) -> None:
        self.practice, self.library, self.layout = practice, library, layout
        self.articles = articles
        self.resources: dict[str, bytes | Path] = {}
        self.findings: dict[Finding, None] = {}
        self._contacts: dict[str, Markup] = {}
        self._calls: dict[str, str] = {}

    def leaflet(self, publication: Publication, place: Place) -> str:
        """A leaflet's page; nothing if there is an error in it, which `findings` tell."""
        return self._made(_MergingWeb(self._variant(publication), self, place))

    def article(self, publication: Publication, place: Place) -> None:
        """Merge a leaflet's text alone, to be kept; a mistake of the layout is told by its page."""
        merging = _MergingWeb(self._variant(publication), self, place, foot=False)
        words = self.library.words[publication.language]
        try:
            merging._texts(words, cast(_Macros, merging._macros(merging._named(words))))
        except Exception as error:
            if fault_of(error, f"{self.layout.name}/text.html", ()) is None:
                raise

    def plain(self, language: str, place: Place) -> str:
        """A page that has no text of a writer, such as the start of a site."""
        publication = furniture_of(self.practice, language)
        return self._made(_MergingPlain(self._variant(publication), self, place))

    def call(self, language: str, macros: _Macros) -> str:
        """Whom to call about a warning sign: the same on each page in a language."""
        if language not in self._calls:
            self._calls[language] = str(macros.call())
        return self._calls[language]

    def contact(self, language: str, root: str) -> Markup:
        """How to reach the practice: the same on each of its pages in a language."""
        if language not in self._contacts:
            publication = furniture_of(self.practice, language)
            place = Place(root, {}, "contact.html")
            html = _MergingPlain(self._variant(publication), self, place, foot=False).page()
            self._contacts[language] = Markup(html)
        return self._contacts[language]

    def sheets(self) -> Mapping[str, str]:
        """The sheets that all pages name, and the typefaces and icons that these ask for."""
        style, faces = screen_style(self.practice.brand, self.library.faces)
        variant = self._variant(furniture_of(self.practice, self.practice.languages[0]))
        resources = Resources(variant, self.library)
        styles = [each for each in resources.styles() if each[0].startswith("layouts/")]
        resources.table = {}
        resources.add_icons("", tuple(styles))
        for name, css in styles:
            self.findings |= dict.fromkeys(sheet_faults(css, name))
        self.findings |= resources.findings
        self.resources |= resources.table | {woff2(face): face.path for face in faces}
        return {"brand.css": style, "layout.css": "\n".join(css for _, css in styles)}

    def script(self, name: str) -> bytes:
        """A script of the layout's own folder."""
        return (self.layout.folder / name).read_bytes()

    def _variant(self, publication: Publication) -> Variant:
        return Variant(publication, self.practice, self.layout, "screen", "html", "wcag2.2-aa")

    def _made(self, merging: _MergingWeb) -> str:
        html = merging.page()
        self.findings |= merging.resources.findings
        return "" if has_errors(merging.resources.findings) else html


class _Shared(Resources):
    """Resources that the pages of one practice have in common: each is made once."""

    def picture(self, name: str, place: Origin | None = None) -> str:
        key = f"images/{name}"
        return key if key in self.table else super().picture(name, place)


class _MergingWeb(Merging):
    """A merge for a site: links lead to its pages."""

    def __init__(
        self, variant: Variant, maker: PageMaker, place: Place, *, foot: bool = True
    ) -> None:
        super().__init__(variant, maker.library, 0)
        self.maker, self.articles = maker, maker.articles
        self.place, self.template = place, place.template
        self.resources = _Shared(variant, maker.library)
        self.resources.table, self.say = maker.resources, self.resources.say
        self.besides = {"root": place.root, "files": f"{place.root}{FILES}/", **place.said}
        if foot:
            self.besides["contact"] = maker.contact(self.language, place.root)

    def _macros(self, said: Mapping[str, object]) -> object:
        """Macros that are read when one is asked for: most pages ask for none."""
        return _Later(lambda: super(_MergingWeb, self)._macros(said))

    def page(self) -> str:
        """The page as it is written."""
        html = self._page(self.library.words[self.language])
        self.resources.add_icons(html, ())
        return html

    def _texts(self, words: Words, macros: _Macros) -> dict[str, object]:
        leaflet, links = self.publication.leaflets[0], self.place.links
        named = self.articles.named[leaflet.origin]
        filled = self._values(Text(E.div(), values=named.values))
        linked = [(slug, links[slug]) for slug in named.references if slug in links]
        filled_in = (self.place.root, linked, sorted(filled.items()))
        made = self.articles.of(leaflet.origin, filled_in, lambda: self._article(words, macros))
        self.say(made.findings)
        for name, origin in made.pictures.items():
            self.resources.picture(name, origin)
        html = made.html
        if _CALL in html:
            html = html.replace(_CALL, self.maker.call(self.language, macros))
        boxes = "<textarea" in html or "<input" in html
        return {"head": leaflet, "article": Markup(html), "has_boxes": boxes}

    def _article(self, words: Words, macros: _Macros) -> Article:
        """The text by the layout's `text.html`, its words counted, and made ready for a screen."""
        leaflet = self.publication.leaflets[0]
        text = convert(leaflet, self.library.content, words)
        said = super()._texts(words, _WithoutCall(macros))
        template = f"{self.variant.layout.name}/text.html"
        made = environment(self.library.house.layouts).get_template(template)
        html = made.render(said | {"words": words, "say": sayer(words), **self.besides})
        self._compare(html)
        tree = lxml_html.fragment_fromstring(html, create_parent="div")
        for_screen(tree, words, f"{self.place.root}{FILES}/")
        return Article(write_inside(tree), text.pictures, tuple(self.resources.findings))

    def _target(self, slug: str, text: Text) -> tuple[Leaflet | None, str]:
        leaflet = self.library.content.leaflet(slug, self.language)
        link = self.place.links.get(slug)
        return leaflet, "" if link is None else f"{self.place.root}{link}"


class _MergingPlain(_MergingWeb):
    """A merge of furniture alone."""

    def _texts(self, words: Words, macros: _Macros) -> dict[str, object]:
        return {}


class _Later:
    """Macros of a layout, made when the first is asked for."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._made = cached(make)

    def __getattr__(self, name: str) -> object:
        return getattr(self._made(), name)


class _WithoutCall:
    """The macros of a layout, but whom to call: that is filled in for each practice."""

    def __init__(self, macros: _Macros) -> None:
        self._macros = macros

    def call(self) -> str:
        return _CALL

    def __getattr__(self, name: str) -> object:
        return getattr(self._macros, name)
