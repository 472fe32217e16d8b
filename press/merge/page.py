"""Texts, layout, brand -> one page: what `merge` does, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from lxml import etree
from lxml.html import HtmlElement
from markupsafe import escape

from press.merge.account import faults, said_on_lines, words_in
from press.merge.brand import choices_of, concept_of, concept_style, families_of, root_style
from press.merge.dates import written
from press.merge.digits import Digits, digits_of
from press.merge.marking import CHANGES_STYLE, show_changes
from press.merge.references import address_of, own_address
from press.merge.resources import Resources
from press.merge.template_faults import fault_of
from press.merge.templates import PlacedText, Written, environment, sayer, taking
from press.merge.text import Text, convert
from press.merge.transforms import binding, directions, filling, notes
from press.merge.transforms.links import readable
from press.merge.tree import holding
from press.model import (
    Finding,
    Leaflet,
    Library,
    LocalText,
    Manuscript,
    Variant,
    Words,
    fixed_runs,
    has_errors,
    in_language,
    values,
)
from press.reading import did_you_mean

_PAGE = etree.HTMLParser()


class Merging:
    """One merge: what the template asks for is collected on the way."""

    template = "layout.html"

    def __init__(self, variant: Variant, library: Library, blank_pages: int) -> None:
        self.variant, self.library = variant, library
        self.blank_pages = blank_pages
        self.publication, self.practice = variant.publication, variant.practice
        self.language = variant.publication.language
        self.inside = {leaflet.slug for leaflet in variant.publication.leaflets}
        self.resources = Resources(variant, library)
        self.say = self.resources.say
        self.wanted: dict[str, list[str]] = {}
        self.besides: dict[str, object] = {}

    def manuscript(self) -> Manuscript:
        html, styles = "", self.resources.styles()
        known = self.library.words
        without = [each for each in self.publication.leaflets if each.language not in known]
        for leaflet in without[:1]:
            message = f"the press has no words in the language '{leaflet.language}'"
            hint = f"add layouts/base/words/{leaflet.language}.yaml"
            self.say([Finding("S017", "error", message, leaflet.origin, hint)])
        if not without:
            words = known[self.language]
            html = self._page(words)
            self._compare(html)
            self.resources.add_icons(html, styles)
            if self.library.since:
                styles = (*styles, CHANGES_STYLE)
            if self.publication.held:
                styles = (*styles, concept_style(words))
        return Manuscript(
            variant=self.variant,
            html=html,
            styles=styles,
            resources=self.resources.table,
            families=families_of(self.practice.brand, self.library.faces),
            places=self.resources.places,
            findings=tuple(self.resources.findings),
        )

    @property
    def digits(self) -> Digits:
        return digits_of(self.variant, self.library.words[self.language])

    def _page(self, words: Words) -> str:
        """Fill the layout's template."""
        layout, said = self.variant.layout, self._named(words)
        template = f"{layout.name}/{self.template}"
        try:
            templates = environment(self.library.house.layouts)
            page = templates.get_template(template)
            said |= self._texts(words, self._macros(said))
            return directions.with_directions(
                page.render(said), words.direction, fixed_runs(self.practice)
            )
        except Exception as error:
            if not (fault := fault_of(error, template, said)):
                raise
            self.say([fault])
        return ""

    def _macros(self, said: Mapping[str, object]) -> object:
        """What layouts share, in the words of what is said."""
        folders, layout = self.library.house.layouts, self.variant.layout.name
        named = [f"{layout}/parts.html", "base/parts.html"]
        return environment(folders).select_template(named).make_module(dict(said))

    def _named(self, words: Words) -> dict[str, object]:
        """What a template may name, but for the texts."""
        layout, practice = self.variant.layout, self.practice
        chosen, findings = choices_of(layout, practice.brand, practice.origin)
        self.say(findings)
        return {
            "publication": self.publication,
            "concept": concept_of(words) if self.publication.held else "",
            "media": self.variant.medium,
            "layout": layout.name,
            "practice": practice,
            "brand": practice.brand,
            "choices": chosen,
            "words": words,
            "say": sayer(words),
            "local": taking("local", (str, dict, type(None)), self._local),
            "style": root_style(practice.brand, words, self.library.faces, self.digits.counter),
            "digits": taking("digits", (str,), self.digits.written),
            "blank_pages": self.blank_pages,
            "readable": taking("readable", (str,), readable),
            "month": taking("month", (date,), self._month),
            "picture": taking("picture", (str,), self.resources.picture),
            "shape": taking("shape", (str,), self.resources.shape),
            "logo": self.resources.logo,
            "qr": taking("qr", (str,), self.resources.qr),
            "dial": taking("dial", (str,), filling.digits),
            "website": practice.website or self.library.house.website,
            "own": self._own(),
            **self.besides,
        }

    def _own(self) -> Mapping[str, str]:
        """The page of this publication on the website, and the address in its code."""
        content, house = self.library.content, self.library.house
        found = own_address(self.publication, self.practice, content, house.website)
        return dict(zip(("page", "code"), found, strict=True)) if found else {}

    def _local(self, text: LocalText | None) -> str:
        return in_language(text, self.language)

    def _month(self, day: date) -> str:
        pattern = self.library.words[self.language].month
        return self.digits.written(written(day, pattern, self.language))

    # --- texts ---

    def _texts(self, words: Words, macros: Any) -> dict[str, Any]:
        """The leaflets as templates see them, and the sources and closing words of all."""
        leaflets = self.publication.leaflets
        texts = [convert(leaflet, self.library.content, words) for leaflet in leaflets]
        copies = [{name: deepcopy(note) for name, note in text.written.items()} for text in texts]
        cited = [(text.cited, copy) for text, copy in zip(texts, copies, strict=True)]
        listed = notes.collect(leaflets, cited, self.digits.written)
        roots, closing = [], []
        for leaflet, text, numbers, own in zip(
            leaflets, texts, listed.numbers, copies, strict=True
        ):
            known = self._values(text)
            root, end = deepcopy(text.root), holding(text.closing)
            if since := self.library.since.get(leaflet.origin):
                show_changes(leaflet, text, [root, end], since, words)
            roots.append(self._text(root, text, numbers, known, macros))
            closing.append(self._filled(end, text, known, macros))
            for note in own.values():
                self._filled(note, text, known, macros)
            self._expect(text, known)
        if self.publication.is_booklet:
            again = binding.bind(roots, lambda *said: str(macros.flags_elsewhere(*said)))
            self._said_before(again)
        first: dict[str, HtmlElement] = {}
        for each in closing:
            first.setdefault(" ".join(str(each.text_content()).split()), each)
        self._said_before([each for each in closing if each not in first.values()])
        return {
            "leaflets": [
                PlacedText(leaflet, root) for leaflet, root in zip(leaflets, roots, strict=True)
            ],
            "sources_list": Written(holding(listed.sources)),
            "notes_list": Written(holding(listed.notes)),
            "closing": Written(holding(part for each in first.values() for part in each)),
        }

    def _text(
        self,
        root: HtmlElement,
        text: Text,
        numbers: Mapping[str, int],
        known: Mapping[str, str],
        macros: Any,
    ) -> HtmlElement:
        """A copy of a text's tree with everything filled in."""
        self.say(text.findings)
        for name, origin in text.pictures.items():
            self.resources.picture(name, origin)
        self._filled(root, text, known, macros)
        notes.number(root, numbers, self.digits.written)
        return root

    def _filled(
        self, root: HtmlElement, text: Text, known: Mapping[str, str], macros: Any
    ) -> HtmlElement:
        """A tree with what differs between practices."""
        filling.fill(root, known)
        filling.place_call(root, str(macros.call()))
        filling.place_cards(root, lambda slug, place: self._card(slug, place, text, macros))
        filling.lead_on(root, lambda slug: self._link(slug, text))
        return root

    def _values(self, text: Text) -> dict[str, str]:
        """The practice's value for each name; one that it lacks is a finding at the text's line."""
        known = values(self.practice, self.language)
        filled = {}
        for full, origin in text.values.items():
            name = full.removeprefix("practice.")
            if known.get(name):
                filled[full] = known[name]
                continue
            message = f"the practice '{self.practice.id}' has no {name}"
            hint = did_you_mean(name, list(known)) or f"add it to {self.practice.origin.path}"
            self.say([Finding("S042", "error", message, origin, hint)])
        return filled

    # --- the account of words ---

    def _expect(self, text: Text, known: Mapping[str, str]) -> None:
        """Note what the page must say of a text."""
        for line, said in text.with_values.items():
            self.wanted.setdefault(line, []).extend(words_in(filling.filled(said, known)))
        for line, words in text.said.items():
            self.wanted.setdefault(line, []).extend(words)

    def _said_before(self, taken: Sequence[HtmlElement]) -> None:
        """Expect no more what is taken out since it stands before."""
        for element in taken:
            for line, said in said_on_lines(element).items():
                if number := len(words_in(said)):
                    del self.wanted[line][-number:]

    def _compare(self, html: str) -> None:
        """Look for words that the layout lost, or that nobody wrote."""
        if not html or self.library.since or has_errors(self.resources.findings):
            return
        page = etree.fromstring(html, _PAGE)
        self.say(list(faults(self.wanted, page, self.variant.layout.name)))

    # --- references ---

    def _target(self, slug: str, text: Text) -> tuple[Leaflet | None, str]:
        leaflet = self.library.content.leaflet(slug, self.language)
        if leaflet is None:
            return None, ""
        address = address_of(
            leaflet, self.practice, self.library.content, self.library.house.website
        )
        if address is None:
            message = f"'{slug}' has no address: the practice '{self.practice.id}' has no website"
            hint = "give a 'website' in practice.yaml or in sources/house.yaml"
            self.say([Finding("S049", "error", message, text.references[slug], hint)])
        return leaflet, address or ""

    def _card(self, slug: str, place: filling.CardPlace, text: Text, macros: Any) -> str:
        """The card of a leaflet outside this publication; inside it a page number will do.

        One that only repeats a link of the running text is left out then.
        """
        slug = self.library.content.current(slug, self.language)
        leaflet, address = self._target(slug, text)
        if leaflet and slug in self.inside:
            link = f'<a href="#{slug}" class="inside">{escape(leaflet.title)}</a>'
            return f'<p class="inside-card">{link}</p>' if place == "list" else ""
        if not leaflet or not address:
            return ""
        # No more than this: a leaflet is made again when what others say of it changes.
        named = {"title": leaflet.title, "summary": leaflet.summary, "slug": leaflet.slug}
        named["place"] = filling.looks_as(place)
        return str(macros.card(named, address))

    def _link(self, slug: str, text: Text) -> Mapping[str, str] | None:
        slug = self.library.content.current(slug, self.language)
        if slug in self.inside:
            return {"href": f"#{slug}", "class": "inside"}
        address = self._target(slug, text)[1]
        return {"href": address, "class": "reference"} if address else None
