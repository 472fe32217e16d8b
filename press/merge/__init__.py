"""Variant -> Manuscript: texts, layout and brand merged into one HTML page.

    text        Markdown to clean HTML, the same for every practice
    parts       that HTML to the parts of a leaflet
    references  addresses and QR codes
    brand       colours, typefaces and choices as attributes of the root element

The only home of Jinja2 and Markdown.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from babel.dates import format_date
from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
)
from markupsafe import Markup

from press.merge import parts
from press.merge.brand import choices_of, families_of, font_faces, root_style
from press.merge.parts import readable
from press.merge.references import address_of, qr_code
from press.merge.sandbox import Sandbox
from press.merge.text import Text, convert, fill
from press.model import (
    Finding,
    Leaflet,
    Manuscript,
    Origin,
    Practice,
    Stock,
    Variant,
    Words,
    in_language,
    values,
)
from press.pictures import Picture, read_picture, recolour
from press.reading import did_you_mean

_PRESS = Path(__file__).parents[1]
_ICON = re.compile(r"icons/([a-z0-9-]+)/([a-z0-9-]+)\.svg")
_CARD = re.compile(f"{parts.CARD}([a-z0-9-]+){parts.CARD_END}")


def merge(variant: Variant, stock: Stock) -> Manuscript:
    """Merge a variant; with an error among its findings it is not to be rendered."""
    return _Merging(variant, stock).manuscript()


class _Merging:
    """One merge: what the template asks for is collected on the way."""

    def __init__(self, variant: Variant, stock: Stock) -> None:
        self.variant, self.stock = variant, stock
        self.practice, self.layout = variant.practice, variant.layout
        self.language = variant.publication.language
        self.findings: list[Finding] = []
        self.resources: dict[str, bytes | Path] = {}
        self.places: dict[str, Origin] = {}

    def manuscript(self) -> Manuscript:
        words = self._words()
        html, styles = "", self._styles()
        if words:
            html = self._page(words)
            self._add_icons(html, styles)
        return Manuscript(
            variant=self.variant,
            html=html,
            styles=styles,
            resources=self.resources,
            families=families_of(self.practice.brand),
            places=self.places,
            findings=tuple(self.findings),
        )

    def _words(self) -> Words | None:
        words = self.stock.words.get(self.language)
        if words is None:
            message = f"the press has no words in the language '{self.language}'"
            hint = f"add layouts/base/words/{self.language}.yaml"
            origin = self.variant.publication.leaflets[0].origin
            self.findings.append(Finding("S017", "error", message, origin, hint))
        return words

    def _page(self, words: Words) -> str:
        """Fill the layout's template."""
        practice, brand = self.practice, self.practice.brand
        chosen, findings = choices_of(self.layout, brand, practice.origin)
        self.findings += findings
        template = f"{self.layout.name}/layout.html"
        try:
            page = _environment(self.stock.house.layouts).get_template(template)
            said: dict[str, Any] = {
                "publication": self.variant.publication,
                "media": self.variant.media,
                "layout": self.layout.name,
                "practice": practice,
                "brand": brand,
                "choices": chosen,
                "words": words,
                "say": _sayer(words),
                "local": lambda text: in_language(text, self.language),
                "style": root_style(brand, words),
                "readable": readable,
                "month": lambda day: format_date(day, "LLLL yyyy", locale=self.language),
                "picture": self._picture,
                "logo": self._logo,
                "qr": self._qr,
                "website": practice.website or self.stock.house.website,
            }
            macros = page.environment.get_template("base/parts.html").make_module(said)
            said["leaflets"] = [
                self._leaflet(leaflet, words, macros)
                for leaflet in self.variant.publication.leaflets
            ]
            return page.render(said)
        except Exception as error:
            if not (place := _template_place(error, template)):
                raise
            message = str(error) or type(error).__name__
            if isinstance(error, TemplateNotFound):
                message = f"there is no template '{error.name}'"
            self.findings.append(Finding("S048", "error", message, place))
        return ""

    # --- texts ---

    def _leaflet(self, leaflet: Leaflet, words: Words, macros: Any) -> dict[str, Any]:
        """A leaflet as templates see it: its head, and its text with every mark filled in."""
        text = convert(leaflet, self.stock.content, words)
        self.findings += text.findings
        for name, origin in text.pictures.items():
            self._picture(name, origin)
        html = fill(text.html, self._values(text))
        html = html.replace(parts.CALL, str(macros.call()))
        html = _CARD.sub(lambda card: self._card(card[1], text, macros), html)
        html = re.sub(r'href="ref:([a-z0-9-]+)"', lambda m: self._reference(m[1], text), html)
        notes = {
            name: Markup(getattr(text.notes, name).replace(parts.SHARED, ""))
            for name in ("sources", "notes")
        }
        return {"head": leaflet, "text": Markup(html.replace(parts.SHARED, "")), **notes}

    def _values(self, text: Text) -> dict[str, str]:
        """The practice's value for each mark; one that it lacks is a finding at the text's line."""
        known = values(self.practice, self.language)
        filled = {}
        for mark, (name, origin) in text.marks.items():
            if known.get(name):
                filled[mark] = known[name]
                continue
            message = f"the practice '{self.practice.id}' has no {name}"
            hint = did_you_mean(name, list(known)) or f"add it to {self.practice.origin.path}"
            self.findings.append(Finding("S042", "error", message, origin, hint))
        return filled

    # --- references ---

    def _target(self, slug: str, text: Text) -> tuple[Leaflet | None, str]:
        leaflet = self.stock.content.leaflet(slug, self.language)
        if leaflet is None:
            return None, ""
        address = address_of(leaflet, self.practice, self.stock.house.website)
        if address is None:
            message = f"'{slug}' has no address: the practice '{self.practice.id}' has no website"
            hint = "give a 'website' in practice.yaml or in sources/house.yaml"
            self._once(Finding("S049", "error", message, text.references[slug], hint))
        return leaflet, address or ""

    def _card(self, slug: str, text: Text, macros: Any) -> str:
        leaflet, address = self._target(slug, text)
        return str(macros.card(leaflet, address)) if leaflet and address else ""

    def _reference(self, slug: str, text: Text) -> str:
        return f'href="{self._target(slug, text)[1]}"'

    def _once(self, finding: Finding) -> None:
        if finding not in self.findings:
            self.findings.append(finding)

    # --- resources ---

    def _qr(self, address: str) -> str:
        """The QR code of an address, as something to put in `src`."""
        name = f"qr/{quote(address, safe='')}.png"
        self.resources[name] = qr_code(address)
        return name

    def _picture(self, name: str, origin: Origin | None = None) -> str:
        """A picture of sources/images in the brand's colours."""
        key, place = f"images/{name}", origin or self.variant.publication.leaflets[0].origin
        path = self.stock.content.images.get(name)
        if path is None:
            if origin is None:
                message = f"there is no picture '{name}' in sources/images"
                hint = did_you_mean(name, list(self.stock.content.images))
                leaflet = self.variant.publication.leaflets[0]
                place = Origin(leaflet.origin.path, leaflet.lines.get("picture", 1))
                self._once(Finding("S043", "error", message, place, hint))
            return key
        picture, findings = _house_picture(path, f"sources/{key}")
        for finding in findings:
            self._once(finding)
        if picture:
            self.resources[key] = self._coloured(picture)
            self.places[key] = place
        return key

    def _coloured(self, picture: Picture) -> bytes:
        if picture.mime != "image/svg+xml":
            return picture.data
        return recolour(picture.data, drawing_colours(self.practice))

    def _logo(self, on_dark: bool = False) -> Mapping[str, str] | None:
        """The logo for a light or dark ground as `src` and `alt`, or None if there is none."""
        brand = self.practice.brand
        logo = (brand.logo_on_dark or brand.logo) if on_dark else brand.logo
        if logo is None:
            return None
        key = f"practice/{logo.path}"
        if key not in self.resources:
            picture, findings = _house_picture(
                self.practice.folder / logo.path,
                f"{self.practice.origin.path.rpartition('/')[0]}/{logo.path}",
            )
            self.findings += findings
            if picture:
                self.resources[key] = picture.data
                self.places[key] = self.practice.origin
        return {"src": key, "alt": logo.alt or self.practice.name}

    def _styles(self) -> tuple[tuple[str, str], ...]:
        """The sheets in the order of the cascade: fonts, what layouts share, the layout's own."""
        house = self.stock.house
        sheets = [("fonts.css", font_faces(self.stock.faces))]
        if self.practice.brand.faces:
            sheets.append(("practice.css", font_faces(self.practice.brand.faces)))
        for face in (*self.stock.faces, *self.practice.brand.faces):
            self.resources[face.url] = face.path
        for name in self.layout.styles:
            path = _find(house.layouts, name.replace("{layout}", self.layout.name))
            if path is None:
                message = f"there is no style sheet '{name}'"
                self.findings.append(Finding("S015", "error", message, self.layout.origin))
            else:
                sheets.append((f"layouts/{name}", _read(path)))
        return tuple(sheets)

    def _add_icons(self, html: str, styles: tuple[tuple[str, str], ...]) -> None:
        """Provide each icon that the page or a sheet names, in the colour that it names."""
        named = set(_ICON.findall(html))
        for _, css in styles:
            named |= _icons_in(css)
        colours = {"white": "#ffffff", "signal": "#a4161a", **self.practice.brand.colours}
        for colour, icon in sorted(named):
            path = _find(self.stock.house.layouts, f"base/icons/{icon}.svg")
            if path and colour in colours:
                drawn = recolour(_read(path).encode(), {"ink": colours[colour]})
                self.resources[f"icons/{colour}/{icon}.svg"] = drawn


def drawing_colours(practice: Practice) -> Mapping[str, str]:
    """What the four colours of a drawing are in a practice's brand."""
    colours = practice.brand.colours
    return {
        "ink": colours["dark"],
        "brand": colours["solid"],
        "tint": colours["tint-3"],
        "paper": "#ffffff",
    }


def _sayer(words: Words) -> Callable[..., str]:
    """`say('page_of', page=1)`: one of the furniture's words, its {names} filled in."""

    def say(name: str, /, **said: object) -> str:
        try:
            return words.furniture[name].format(**said)
        except KeyError as error:
            message = f"'{name}' is not among the words of the furniture, or lacks a value: {error}"
            raise TemplateRuntimeError(message) from error

    return say


def _breakable(address: str) -> Markup:
    """An address that may break after a slash or before a full stop (Chicago 7.46)."""
    return Markup("<wbr>").join(re.split(r"(?<=/)|(?=[.])|(?<=-)", address))


def _template_place(error: Exception, template: str) -> Origin | None:
    """The template and line where an error arose; None if it is the press's own.

    A template's errors are those of Jinja, and whatever a line of a template runs into
    without the press being called from it.
    """
    if isinstance(error, TemplateSyntaxError):
        return Origin(f"layouts/{error.name}", error.lineno)
    place, ours = Origin(f"layouts/{template}"), True
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.suffix == ".html":
            place, ours = Origin(f"layouts/{path.parent.name}/{path.name}", frame.lineno or 0), False
        elif path.is_relative_to(_PRESS) and path.name != "sandbox.py":
            ours = True
    return place if isinstance(error, TemplateError) or not ours else None


@lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...]) -> Sandbox:
    environment = Sandbox(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.pop("safe", None)
    environment.filters["breakable"] = _breakable
    return environment


@lru_cache(maxsize=512)
def _house_picture(path: Path, name: str) -> tuple[Picture | None, tuple[Finding, ...]]:
    picture, findings = read_picture(path, name)
    return picture, tuple(findings)


@lru_cache(maxsize=256)
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=64)
def _icons_in(css: str) -> frozenset[tuple[str, str]]:
    return frozenset(_ICON.findall(css))


def _find(folders: tuple[Path, ...], name: str) -> Path | None:
    """The first of these folders' files of that name; a name may not lead out of the folder."""
    for folder in folders:
        path = folder / name
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return path
    return None
