"""Texts -> the texts of a booklet: heading levels shifted, what is common said once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from markupsafe import Markup

from press.merge.flow import again

_HEADING = re.compile(r"(</?)h([234])(?=[\s>])")
_RED_FLAGS = re.compile(r'<section class="part red-flags".*?</section>', re.S)
_SECTION = re.compile(r"(?=<h2 id=)")  # a part's own title has no id
_INSIDE = re.compile(r'<p class="inside-card">.*?</p>')
_MARGIN_CARD = re.compile(r'<aside class="margin card-place">.*?</aside>', re.S)
_ROW_OF_CARDS = re.compile(r'<aside class="cards">.*?</aside>', re.S)
_TAG = re.compile(r"<[^>]+>")
_CARD = re.compile(r'<li class="card-place">.*?</li>', re.S)


NO_CARD = '<p class="inside-card"></p>'
"""Stands for the card of a leaflet that cannot be referred to; it is taken away again."""
_NO_CARD = f'<li class="card-place">{NO_CARD}</li>'


def inside_card(slug: str, title: str) -> str:
    """What stands for the card of a leaflet of the same booklet."""
    return f'<p class="inside-card"><a href="#{slug}" class="inside">{escape(title)}</a></p>'


def without_inside_cards(html: str) -> str:
    """Drop the cards that only repeat a link of the running text; a list "read also" keeps them.

    Those that there are not are dropped everywhere.
    """

    def row(match: re.Match[str]) -> str:
        kept = _CARD.sub(lambda card: "" if _INSIDE.search(card[0]) else card[0], match[0])
        return kept if _CARD.search(kept) else ""

    html = _MARGIN_CARD.sub(lambda card: "" if _INSIDE.search(card[0]) else card[0], html)
    return _ROW_OF_CARDS.sub(row, html.replace(_NO_CARD, ""))


def bind(texts: Sequence[str], elsewhere: Callable[[str, str], str]) -> list[str]:
    """Shift headings one level down; of red flags that stood before only the first group comes.

    `elsewhere` says of another group what it is called and the name of its box.
    """
    places: dict[str, str] = {}

    def once(match: re.Match[str]) -> str:
        words = " ".join(_TAG.sub(" ", match[0]).split())
        if words in places:
            first = places[words]
            return again(match[0], lambda said, later: elsewhere(said, first + later))
        places[words] = f"red-flags-{len(places) + 1}" if places else "red-flags"
        return match[0].replace("<section", f'<section id="{places[words]}"', 1)

    return [_HEADING.sub(_lower, _RED_FLAGS.sub(once, text)) for text in texts]


def sections(html: str) -> list[Markup]:
    """A text cut before each of its main headings; what comes before the first stands first."""
    return [Markup(piece) for piece in _SECTION.split(html)]


def _lower(heading: re.Match[str]) -> str:
    return f"{heading[1]}h{int(heading[2]) + 1}"
