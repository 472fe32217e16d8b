"""Links of a text: a leaflet's first reference gets a card, an address is printed."""

from __future__ import annotations

import re

from lxml.html import HtmlElement
from lxml.html.builder import E

from press.merge.shaped import CARD, CARD_END, IN_ROW, Shaped
from press.model import is_identifier

_FULL_MEASURE = {"red-flags", "exercises", "diary", "fill-in"}
"""Parts that leave no margin column beside them."""
_SCHEME = re.compile(r"^(https|mailto|tel):", re.I)


def slug_of(target: str | None) -> str | None:
    """The leaflet that a link refers to: an address that is just a name."""
    name = (target or "").removesuffix(".md").removeprefix("./")
    return name if is_identifier(name) else None


def make_links(root: HtmlElement, shaped: Shaped) -> None:
    """A leaflet's first reference gets a card; other addresses are printed behind the link."""
    for stub in list(root.find_class("reference-stub")):
        _note(shaped.references, stub.get("data-slug") or "")
        stub.drop_tree()
    cards: dict[HtmlElement, list[str]] = {}
    places = {element.get("id") for element in root.iter()}
    for link in list(root.iter("a")):
        target = link.get("href") or ""
        for child in list(link):
            child.drop_tag()  # an element inside a link is not tagged right
        if "footnote-ref" in (link.get("class") or ""):
            continue
        if target.startswith("#"):
            if target[1:] not in places:
                shaped.unknown_places.append(target[1:])
            continue
        if slug := slug_of(target):
            link.set("href", f"ref:{slug}")
            link.set("class", "reference")
            if _note(shaped.references, slug):
                cards.setdefault(_block(link), []).append(slug)
        elif _SCHEME.match(target):
            if readable(link.text_content().strip()).lower() != readable(target).lower():
                address = E.span(f" ({readable(target)})", {"class": "address"})
                address.tail, link.tail = link.tail, None
                link.addnext(address)
        else:
            shaped.refused_links.append(target)
            link.drop_tag()
    for block, slugs in cards.items():
        _place_cards(block, slugs)


def _block(element: HtmlElement) -> HtmlElement:
    """The outermost block of the text that an element stands in."""
    while (above := element.getparent()) is not None and above.getparent() is not None:
        element = above
    return element


def _note(known: list[str], slug: str) -> bool:
    """Add a reference; False if the text has referred to that leaflet before."""
    if slug in known:
        return False
    known.append(slug)
    return True


def _place_cards(block: HtmlElement, slugs: list[str]) -> None:
    """A card stands in the margin beside its block; several stand in a row behind it."""
    if len(slugs) == 1 and not _FULL_MEASURE & set((block.get("class") or "").split()):
        block.addprevious(margin_card(slugs[0]))
        return
    row = row_of_cards(slugs)
    row.tail, block.tail = block.tail, None
    block.addnext(row)


def margin_card(slug: str) -> HtmlElement:
    card = E.div(f"{CARD}{slug}{CARD_END}", {"class": "margin-body"})
    return E.aside(card, {"class": "margin card-place"})


def row_of_cards(slugs: list[str]) -> HtmlElement:
    places = [E.li(f"{CARD}{slug}{IN_ROW}{CARD_END}", {"class": "card-place"}) for slug in slugs]
    return E.aside(E.ul(*places), {"class": "cards"})


def readable(address: str) -> str:
    """An address as people write it: no scheme, no slash at the end."""
    return re.sub(r"^(https?://(www\.)?|mailto:|tel:)", "", address, flags=re.I).rstrip("/")
