"""Variant -> Manuscript: texts, layout and brand merged into one HTML page.

    lines       a text with its passages, each line with its place
    habits      its lines as people write them, for Python-Markdown
    codes       its words in coded letters, which come through the parser with their places
    markdown    that text as one tree (builder); html: what is let through of HTML
    residue     markup that came through as text
    account     what went in against what comes out
    transforms  tree -> tree: parts, notes, cards, values, margin, booklet
    text        all of that: a leaflet as a tree, the same for every practice
    prose       the tree as proofreading reads it
    page        texts, layout and brand as one page; furniture: that without a text
    side_by_side  the same of a text in two languages
    references  addresses and QR codes
    brand       colours, typefaces and choices as attributes of the root element
    web, book   the same as a page of a site, or of a book for a device
    resources   what the page may ask for
    templates   the layouts' HTML, in its sandbox
    slots       what imprinting needs: the same with open slots, and the slots alone
    wording     what of a page of slots practices say

The only home of Jinja2 and Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from press.merge import slots
from press.merge.book import merge_book
from press.merge.furniture import MergingFurniture
from press.merge.page import Merging
from press.merge.prose import read_prose
from press.merge.resources import Resources
from press.merge.side_by_side import MergingBilingual
from press.merge.side_by_side import go_together as go_together
from press.merge.text import convert
from press.merge.transforms.filling import looks_as, place_of
from press.merge.wording import wording_of as wording_of
from press.model import (
    Content,
    Finding,
    Leaflet,
    Library,
    Manuscript,
    Prose,
    Publication,
    StyleSheets,
    Variant,
    Words,
)
from press.model.parts import PARTS
from press.model.slots import SlotKey


def merge(variant: Variant, library: Library, *, blank_pages: int = 0) -> Manuscript:
    """Merge a variant; with an error among its findings it is not to be rendered.

    `blank_pages` are asked for where a stitched booklet must reach a multiple of four;
    What is to be printed in inks gets the colours of `press.merge.slots`, told apart in the file.
    """
    if variant.format == "epub":
        return merge_book(variant, library)
    if variant.in_inks:
        brand = slots.in_tokens(variant.practice.brand)
        practice = variant.practice.model_copy(update={"brand": brand})
        variant = replace(variant, practice=practice)
    merging = MergingBilingual if variant.publication.is_bilingual else Merging
    return merging(variant, library, blank_pages).manuscript()


def merge_shell(
    variant: Variant,
    library: Library,
    *,
    heights: Mapping[SlotKey, float],
    letters: str = "",
    blank_pages: int = 0,
) -> Manuscript:
    """Merge a variant for nobody: its slots open, its colours tokens (`press.merge.slots`).

    `heights` are those of the slots that grow, in px by slot; `letters` what
    the practices that it is for write besides the usual.
    """
    practice = slots.stand_in(variant.practice)
    made = Merging(replace(variant, practice=practice), library, blank_pages).manuscript()
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
    merging = MergingFurniture(
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
        for name in convert(leaflet, library.content, words).values:
            return name.removeprefix("practice.")
    return ""


def text_findings(publication: Publication, library: Library) -> tuple[Finding, ...]:
    """What is wrong in a publication's texts, whoever they are printed for."""
    converted = [
        convert(each, library.content, words)
        for each in publication.leaflets
        if (words := library.words.get(each.language))
    ]
    return tuple(dict.fromkeys(finding for text in converted for finding in text.findings))


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


def cards_of(publication: Publication, library: Library) -> frozenset[tuple[str, str]]:
    """The leaflets of which a card may stand in a publication, each with the card's place."""
    words, language = library.words[publication.language], publication.language
    texts = [convert(leaflet, library.content, words) for leaflet in publication.leaflets]
    roots = (root for text in texts for root in (text.root, *text.closing, *text.written.values()))
    return frozenset(
        (library.content.current(card.get("slug", ""), language), looks_as(place_of(card)))
        for root in roots
        for card in root.iter("x-card")
    )


def sheets_of(variant: Variant, library: Library) -> StyleSheets:
    """The style sheets of a variant and the fonts that they name, as `merge` would give them."""
    resources = Resources(variant, library)
    return StyleSheets(resources.styles(), variant.medium, resources.table)


def read_text(
    leaflet: Leaflet, content: Content, words: Words | None
) -> tuple[Prose, tuple[Finding, ...]]:
    """A leaflet's text as proofreading reads it, and what is wrong in it.

    Without words of its language its parts are known by their kinds.
    """
    text = convert(leaflet, content, words or _NO_WORDS)
    if text.first is None:
        return Prose(), text.findings
    return read_prose(text.first, text.lines), text.findings


_NO_WORDS = Words(
    parts={kind: kind for kind in PARTS},
    signs={"yes": "+", "no": "-", "warning": "!"},
    units=(),
    furniture={},
)
