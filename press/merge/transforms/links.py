"""Links of a text: a leaflet's first reference gets a card, an address is printed."""

from __future__ import annotations

import re

from lxml.html import HtmlElement
from lxml.html.builder import E

from press.merge.account import MADE
from press.merge.shaped import Shaped
from press.merge.tree import classes, row_of, say
from press.model import is_identifier
from press.model.parts import part_of

_SCHEME = re.compile(r"^(https|mailto|tel):", re.I)


def slug_of(target: str | None) -> str | None:
    """The leaflet that a link refers to: an address that is just a name."""
    name = (target or "").removesuffix(".md").removeprefix("./")
    return name if is_identifier(name) else None


def make_links(root: HtmlElement, shaped: Shaped) -> None:
    """A leaflet's first reference gets a card; other addresses are printed behind the link."""
    cards: dict[HtmlElement, list[str]] = {}
    places = {element.get("id") for element in root.iter()}
    for link in list(root.iter("a")):
        if link.getparent() is None:
            continue  # it stood in a link, and was told
        target, row = link.get("href") or link.get("x-href"), row_of(link)
        if link.get("x-note") is not None:
            continue
        if target is None:
            link.tag = "span"  # a place to be led to
            continue
        _make_plain(link, shaped, row)
        if target.startswith("#"):
            if target[1:] not in places:
                shaped.error("S044", f"there is no place '{target}' in this text", row)
        elif slug := slug_of(target):
            link.attrib.pop("href")
            link.set("x-slug", slug)
            link.set("class", "reference")
            if slug not in shaped.references:
                cards.setdefault(_block(link), []).append(slug)
            shaped.references[slug] = min(row, shaped.references.get(slug, row))
        elif _SCHEME.match(target):
            _print_address(link, target)
        else:
            message = f"a link to '{target}' is not possible on paper or in a mailed file"
            hint = "link to a leaflet, or to an address with https, mailto or tel"
            shaped.error("S046", message, row, hint)
            link.drop_tag()
    for block, slugs in cards.items():
        _place_cards(block, slugs)


def _make_plain(link: HtmlElement, shaped: Shaped, row: int) -> None:
    """Leave but words in a link, since elements inside one are not tagged right.

    A link inside it would lose its address, and is an error. A place in it is before it, and
    the number of a note behind it.
    """
    notes: list[HtmlElement] = []
    for inner in list(link.iterdescendants()):
        if {inner.tag, inner.getparent().tag} & {"x-value", "x-blank"}:
            continue
        if inner.getparent() in notes:
            continue
        if inner.tag == "sup" and inner.find("a[@x-note]") is not None:
            inner.drop_tree()
            notes.append(inner)
            continue
        if inner.tag == "a" and (inner.get("href") or inner.get("x-href")):
            message = f"a link to '{inner.get('href') or inner.get('x-href')}' inside another link"
            shaped.error("S046", message, row, "write </a> before it: each link by itself")
        if (place := inner.get("id")) is not None:
            link.addprevious(E.span(id=place))
        inner.drop_tag()
    for note in reversed(notes):
        note.tail, link.tail = link.tail, None
        link.addnext(note)


def _print_address(link: HtmlElement, target: str) -> None:
    """Print an address behind the words of its link, unless they say it."""
    said = "".join(_said(link)).strip()
    if readable(said).lower() != readable(target).lower():
        address = say(E.span({"class": "address", MADE: ""}), f" ({readable(target)})")
        address.tail, link.tail = link.tail, None
        link.addnext(address)


def _said(link: HtmlElement) -> list[str]:
    """What a link says, a value as it stands in an address."""
    pieces = [link.text or ""]
    for child in link:
        name = f"{{{{ {child.get('name')} }}}}" if child.tag == "x-value" else ""
        pieces += [name, str(child.text_content()), child.tail or ""]
    return pieces


def _block(element: HtmlElement) -> HtmlElement:
    """The outermost block of the text that an element stands in."""
    while (above := element.getparent()) is not None and above.getparent() is not None:
        element = above
    return element


def _place_cards(block: HtmlElement, slugs: list[str]) -> None:
    """A card stands in the margin beside its block; several stand in a row behind it."""
    if len(slugs) == 1 and not any(part_of(name).full for name in classes(block)):
        block.addprevious(margin_card(slugs[0]))
        return
    row = row_of_cards(slugs)
    row.tail, block.tail = block.tail, None
    block.addnext(row)


def margin_card(slug: str) -> HtmlElement:
    card = E.div({"class": "margin-body"}, E("x-card", slug=slug, place="margin"))
    return E.aside({"class": "margin card-place", MADE: ""}, card)


def row_of_cards(slugs: list[str]) -> HtmlElement:
    places = [E.li({"class": "card-place"}, card_in_row(slug)) for slug in slugs]
    return E.aside({"class": "cards", MADE: ""}, E.ul(*places))


def card_in_row(slug: str) -> HtmlElement:
    return E("x-card", slug=slug, place="row")


def readable(address: str) -> str:
    """An address as people write it: no scheme, no slash at the end."""
    return re.sub(r"^(https?://(www\.)?|mailto:|tel:)", "", address, flags=re.I).rstrip("/")
