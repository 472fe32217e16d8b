"""Variant -> Manuscript: texts, layout and brand merged into one HTML page.

    lines       a text with its passages, each line with its place
    text        Markdown to clean HTML, the same for every practice
    parts       that HTML to the parts of a leaflet
    notes       sources and footnotes, numbered through a publication
    flow        a text beside its margin, or in one column
    binding     the texts of a booklet to one text
    references  addresses and QR codes
    brand       colours, typefaces and choices as attributes of the root element
    resources   what the page may ask for
    templates   the layouts' HTML, in its sandbox
    slots       what imprinting needs: the same with open slots, and the slots alone

The only home of Jinja2 and Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import Any

from babel.dates import format_date
from jinja2 import TemplateNotFound
from markupsafe import Markup

from press.merge import binding, flow, notes, slots
from press.merge.brand import choices_of, families_of, root_style
from press.merge.links import readable
from press.merge.references import address_of
from press.merge.resources import Resources
from press.merge.shaped import CALL, CARD, CARD_END, IN_ROW, SHARED, Notes
from press.merge.templates import environment, sayer, taking, template_place
from press.merge.text import Text, convert, fill
from press.model import (
    Finding,
    Leaflet,
    Library,
    LocalText,
    Manuscript,
    Publication,
    StyleSheets,
    Variant,
    Words,
    in_language,
    values,
)
from press.reading import did_you_mean

_CARD = re.compile(f"{CARD}([a-z0-9-]+)({IN_ROW})?{CARD_END}")
_REFERENCE = re.compile(r'<a href="ref:([a-z0-9-]+)" class="reference">(.*?)</a>', re.S)


def merge(
    variant: Variant, library: Library, *, blank_pages: int = 0, in_tokens: bool = False
) -> Manuscript:
    """Merge a variant; with an error among its findings it is not to be rendered.

    `blank_pages` are asked for where a stitched booklet must reach a multiple of four;
    `in_tokens` gives the brand the colours of `press.merge.slots`, to be told apart in the file.
    """
    if in_tokens:
        brand = slots.in_tokens(variant.practice.brand)
        practice = variant.practice.model_copy(update={"brand": brand})
        variant = replace(variant, practice=practice)
    return _Merging(variant, library, blank_pages).manuscript()


def merge_shell(
    variant: Variant,
    library: Library,
    *,
    heights: Mapping[str, float],
    letters: str = "",
    blank_pages: int = 0,
) -> Manuscript:
    """Merge a variant for nobody: its slots open, its colours tokens (`press.merge.slots`).

    `heights` are those of the slots that grow, in px by the slot's name; `letters` what
    the practices that it is for write besides the usual.
    """
    practice = slots.stand_in(variant.practice)
    made = _Merging(replace(variant, practice=practice), library, blank_pages).manuscript()
    if made.html:
        slots.check_slots(made.html)
    has_logo = variant.practice.brand.logo is not None
    return replace(made, html=slots.open_slots(made.html, heights, letters, has_logo=has_logo))


def merge_furniture(variant: Variant, library: Library, targets: Sequence[str]) -> Manuscript:
    """Merge a practice's furniture in the layout and medium of a variant.

    `targets` are the leaflets that its leaflets refer to.
    """
    practice, language = variant.practice, variant.publication.language
    brand = slots.in_tokens(practice.brand)
    merging = _MergingFurniture(
        replace(
            variant,
            publication=slots.furniture_of(practice, language),
            practice=practice.model_copy(update={"brand": brand}),
        ),
        library,
        targets,
    )
    return merging.manuscript()


def reads_practice(publication: Publication, library: Library) -> str:
    """The first value of a practice that a publication's texts name; nothing if they name none."""
    words = library.words[publication.language]
    for leaflet in publication.leaflets:
        for name, _ in convert(leaflet, library.content, words).marks.values():
            return name
    return ""


def targets_of(publication: Publication, library: Library) -> tuple[str, ...]:
    """The leaflets that a publication refers to and does not hold."""
    words = library.words[publication.language]
    inside = {leaflet.slug for leaflet in publication.leaflets}
    named = {
        slug: None
        for leaflet in publication.leaflets
        for slug in convert(leaflet, library.content, words).references
        if slug not in inside
    }
    return tuple(named)


def sheets_of(variant: Variant, library: Library) -> StyleSheets:
    """The style sheets of a variant and the fonts that they name, as `merge` would give them."""
    resources = Resources(variant, library)
    return StyleSheets(resources.styles(), variant.media, resources.table)


class _Merging:
    """One merge: what the template asks for is collected on the way."""

    def __init__(self, variant: Variant, library: Library, blank_pages: int) -> None:
        self.variant, self.library = variant, library
        self.blank_pages = blank_pages
        self.publication, self.practice = variant.publication, variant.practice
        self.language = variant.publication.language
        self.inside = {leaflet.slug for leaflet in variant.publication.leaflets}
        self.resources = Resources(variant, library)
        self.say = self.resources.say

    def manuscript(self) -> Manuscript:
        html, styles = "", self.resources.styles()
        words = self.library.words.get(self.language)
        if words is None:
            message = f"the press has no words in the language '{self.language}'"
            hint = f"add layouts/base/words/{self.language}.yaml"
            origin = self.publication.leaflets[0].origin
            self.say([Finding("S017", "error", message, origin, hint)])
        else:
            html = self._page(words)
            self.resources.add_icons(html, styles)
        return Manuscript(
            variant=self.variant,
            html=html,
            styles=styles,
            resources=self.resources.table,
            families=families_of(self.practice.brand),
            places=self.resources.places,
            findings=tuple(self.resources.findings),
        )

    def _page(self, words: Words) -> str:
        """Fill the layout's template."""
        layout, practice = self.variant.layout, self.practice
        chosen, findings = choices_of(layout, practice.brand, practice.origin)
        self.say(findings)
        said: dict[str, Any] = {
            "publication": self.publication,
            "media": self.variant.media,
            "layout": layout.name,
            "practice": practice,
            "brand": practice.brand,
            "choices": chosen,
            "words": words,
            "say": sayer(words),
            "local": taking("local", (str, dict, type(None)), self._local),
            "style": root_style(practice.brand, words),
            "blank_pages": self.blank_pages,
            "readable": taking("readable", (str,), readable),
            "month": taking("month", (date,), self._month),
            "picture": taking("picture", (str,), self.resources.picture),
            "logo": self.resources.logo,
            "qr": taking("qr", (str,), self.resources.qr),
            "website": practice.website or self.library.house.website,
        }
        template = f"{layout.name}/layout.html"
        try:
            page = environment(self.library.house.layouts).get_template(template)
            macros = page.environment.get_template("base/parts.html").make_module(said)
            return page.render(said | self._texts(words, macros))
        except Exception as error:
            if not (place := template_place(error, template)):
                raise
            message = str(error) or type(error).__name__
            if isinstance(error, TemplateNotFound):
                message = f"there is no template '{error.name}'"
            self.say([Finding("S048", "error", message, place)])
        return ""

    def _local(self, text: LocalText | None) -> str:
        return in_language(text, self.language)

    def _month(self, day: date) -> str:
        return format_date(day, "LLLL yyyy", locale=self.language)

    # --- texts ---

    def _texts(self, words: Words, macros: Any) -> dict[str, Any]:
        """The leaflets as templates see them, and the sources and closing words of all."""
        leaflets = self.publication.leaflets
        texts = [convert(leaflet, self.library.content, words) for leaflet in leaflets]
        listed = notes.collect(leaflets, texts)
        filled = [
            self._text(leaflet, text, numbers, macros)
            for leaflet, text, numbers in zip(leaflets, texts, listed.numbers, strict=True)
        ]
        if self.publication.is_booklet:
            filled = binding.bind(filled, lambda *said: str(macros.flags_elsewhere(*said)))
        closing = dict.fromkeys(fill(text.closing, self._values(text)) for text in texts)
        return {
            "leaflets": [
                _template_text(leaflet, html)
                for leaflet, html in zip(leaflets, filled, strict=True)
            ],
            "sources_list": Markup(listed.sources),
            "notes_list": Markup(listed.notes),
            "closing": Markup("".join(closing).replace(SHARED, "closing--")),
        }

    def _text(self, leaflet: Leaflet, text: Text, numbers: dict[str, int], macros: Any) -> str:
        """A text with every mark filled in."""
        self.say(text.findings)
        for name, origin in text.pictures.items():
            self.resources.picture(name, origin)
        html = fill(text.html, self._values(text))
        html = notes.number(html, numbers)
        html = html.replace(CALL, str(macros.call()))
        html = _CARD.sub(lambda card: self._card(card[1], card[2], text, macros), html)
        html = binding.without_inside_cards(html)
        html = _REFERENCE.sub(lambda link: self._link(link[1], link[2], text), html)
        own = f"{leaflet.slug}--" if self.publication.is_booklet else ""
        return html.replace(SHARED, own)

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
            self.say([Finding("S042", "error", message, origin, hint)])
        return filled

    # --- references ---

    def _target(self, slug: str, text: Text) -> tuple[Leaflet | None, str]:
        leaflet = self.library.content.leaflet(slug, self.language)
        if leaflet is None:
            return None, ""
        address = address_of(leaflet, self.practice, self.library.house.website)
        if address is None:
            message = f"'{slug}' has no address: the practice '{self.practice.id}' has no website"
            hint = "give a 'website' in practice.yaml or in sources/house.yaml"
            self.say([Finding("S049", "error", message, text.references[slug], hint)])
        return leaflet, address or ""

    def _card(self, slug: str, in_row: str | None, text: Text, macros: Any) -> str:
        """The card of a leaflet outside this publication; inside it a page number will do."""
        leaflet, address = self._target(slug, text)
        if leaflet and slug in self.inside:
            return binding.inside_card(slug, leaflet.title)
        if not leaflet or not address:
            return binding.NO_CARD
        # No more than this: a leaflet is made again when what others say of it changes.
        named = {"title": leaflet.title, "summary": leaflet.summary, "slug": leaflet.slug}
        named["place"] = "row" if in_row else "margin"
        return str(macros.card(named, address))

    def _link(self, slug: str, said: str, text: Text) -> str:
        if slug in self.inside:
            return f'<a href="#{slug}" class="inside">{said}</a>'
        address = self._target(slug, text)[1]
        return f'<a href="{escape(address)}" class="reference">{said}</a>' if address else said


def _template_text(leaflet: Leaflet, html: str) -> dict[str, Any]:
    """A leaflet as templates see it."""
    text = flow.beside(html)
    return {
        "head": leaflet,
        "text": text,
        "column": flow.in_column(html),
        "sections": binding.sections(text),
    }


class _MergingFurniture(_Merging):
    """The furniture's merge: where a leaflet has its text it has slots."""

    def __init__(self, variant: Variant, library: Library, targets: Sequence[str]) -> None:
        super().__init__(variant, library, 0)
        self.targets = targets

    def _texts(self, words: Words, macros: Any) -> dict[str, Any]:
        leaflet = self.publication.leaflets[0]
        folded = self.variant.layout.binding == "folded"
        origins = dict.fromkeys(self.targets, leaflet.origin)
        html = slots.text_of_slots(self.targets, words, folded)
        text = Text(html, "", Notes(), {}, origins, {}, ())
        html = self._text(leaflet, text, {}, macros)
        held = _template_text(leaflet, html)
        nothing = Markup("")
        return {
            "leaflets": [held],
            "sources_list": nothing,
            "notes_list": nothing,
            "closing": nothing,
        }
