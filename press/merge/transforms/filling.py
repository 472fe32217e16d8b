"""What differs between practices, put into a copy of a text: values, cards, the telephone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from lxml.etree import XPath
from lxml.html import HtmlElement

from press.merge.lines import Lines
from press.merge.transforms.ltr_runs import with_held_numbers
from press.merge.tree import VALUE, read_html
from press.model.telephones import dialled


def fill(root: HtmlElement, values: Mapping[str, str]) -> None:
    """Put values in their places, in attributes too; a link to call gets digits only."""
    for holder in list(root.iter("x-value")):
        value = with_held_numbers(values.get(holder.get("name", ""), ""))
        said = value + (holder.tail or "")
        _replace(holder, [], said)
    found: Any = _WITH_TEMPLATES(root)
    for element in found:
        for name in ("href", "alt"):
            if template := element.attrib.pop(f"x-{name}", ""):
                element.set(name, filled(template, values))
    for link in root.iter("a"):
        if (target := link.get("href") or "").lower().startswith("tel:"):
            link.set("href", f"tel:{digits(target[4:])}")


def filled(said: str, values: Mapping[str, str]) -> str:
    """A line of text with its {{ names }} filled in; other words in braces stay words."""

    def value(found: re.Match[str]) -> str:
        return values.get(found[1], "" if found[1].startswith("practice.") else found[0])

    return VALUE.sub(value, said) if "{{" in said else said


def digits(number: str) -> str:
    """A number as a telephone dials it."""
    try:
        return dialled(number)
    except ValueError:  # typed into the text: proofreading has its say about it
        return re.sub(r"[^0-9+]", "", number)


_WITH_TEMPLATES = XPath("//*[@x-href or @x-alt]")
CardPlace = Literal["margin", "row", "list"]
"""Where a card stands: in the margin, in a row below its block, in a list of the text's own."""


def place_cards(root: HtmlElement, card_of: Callable[[str, CardPlace], str]) -> None:
    """Put in the card of each leaflet.

    Where there is nothing to put in, the place of the card is taken away, and so is a row
    that is left empty.
    """
    for card in list(root.iter("x-card")):
        place = place_of(card)
        html = card_of(card.get("slug", ""), place)
        if html:
            _replace(card, read_html(html), card.tail or "")
        else:
            _drop_place(card)


def place_of(card: HtmlElement) -> CardPlace:
    """Where a card is to stand."""
    if next(card.iterancestors("section"), None) is not None:
        return "list"
    return "margin" if card.get("place") == "margin" else "row"


def looks_as(place: CardPlace) -> str:
    """The place by which layouts know a card: in a list it looks as in a row."""
    return "margin" if place == "margin" else "row"


def _drop_place(card: HtmlElement) -> None:
    place = card.getparent()
    while place.tag not in ("li", "aside"):
        place = place.getparent()
    around = next(place.iterancestors("aside"), None)
    place.drop_tree()
    if around is not None and next(around.iter("li"), None) is None:
        around.drop_tree()


def place_call(root: HtmlElement, html: str) -> None:
    """Put the telephone block into the red flags."""
    for call in list(root.iter("x-call")):
        _replace(call, read_html(html), call.tail or "")


def lead_on(root: HtmlElement, link_of: Callable[[str], Mapping[str, str] | None]) -> None:
    """Give references to leaflets their addresses; one that has none keeps its words only."""
    for link in list(root.iter("a")):
        if slug := link.attrib.pop("x-slug", ""):
            if (attributes := link_of(slug)) is None:
                link.drop_tag()
                continue
            link.attrib.pop("class", None)
            for name, value in attributes.items():
                link.set(name, value)


def name_places(root: HtmlElement, name: str) -> None:
    """Begin the names of all places in a text with a name of its own."""
    for element in root.iter():
        if identifier := element.get("id"):
            element.set("id", f"{name}--{identifier}")
        if (target := element.get("href") or "").startswith("#"):
            element.set("href", f"#{name}--{target[1:]}")


def name_lines(root: HtmlElement, lines: Lines) -> None:
    """Say for each block in which file and line it was written."""
    for element in root.iter():
        if (row := element.get("data-line")) is not None:
            element.set("data-line", str(lines.origin(int(row))))


def _replace(element: HtmlElement, by: Sequence[HtmlElement], tail: str) -> None:
    """Put elements in the place of one, and text behind them."""
    for new in by:
        element.addprevious(new)
    element.tail = tail
    element.drop_tree()
