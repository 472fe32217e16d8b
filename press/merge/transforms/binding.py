"""Texts -> the texts of a booklet: heading levels shifted, what is common said once."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from press.merge.account import MADE
from press.merge.tree import classes, read_html
from press.model.parts import RED_FLAGS

_LEVELS = {"h2": "h3", "h3": "h4", "h4": "h5"}


def bind(texts: Sequence[HtmlElement], again: str) -> list[HtmlElement]:
    """Shift headings one level down; red flags that stood before become the short block `again`.

    What was taken away for that is given back.
    """
    places: dict[str, str] = {}
    taken: list[HtmlElement] = []
    for text in texts:
        for flags in [
            each for each in text.iter("section") if classes(each) == ["part", RED_FLAGS]
        ]:
            said = " ".join(str(flags.text_content()).split())
            if said not in places:
                places[said] = f"{RED_FLAGS}-{len(places) + 1}" if places else RED_FLAGS
                flags.set("id", places[said])
                continue
            short = _short(again, flags, places[said])
            short.tail, flags.tail = flags.tail, None
            flags.addprevious(short)
            flags.getparent().remove(flags)
            taken.append(flags)
        for heading in text.iter(*_LEVELS):
            heading.tag = _LEVELS[str(heading.tag)]
    return taken


def _short(again: str, flags: HtmlElement, place: str) -> HtmlElement:
    """The block that leads to red flags, its title at the level of theirs."""
    short = read_html(again)[0]
    short.set(MADE, "")
    levels = [heading.tag for heading in flags.iter(*_LEVELS)]
    for heading in short.iter(*_LEVELS):
        heading.tag = levels[0] if levels else heading.tag
    for link in short.iter("a"):
        if link.get("href") == f"#{RED_FLAGS}":
            link.set("href", f"#{place}")
    return short
