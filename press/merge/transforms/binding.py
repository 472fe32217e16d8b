"""Texts -> the texts of a booklet: heading levels shifted, what is common said once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml.html import HtmlElement

from press.merge.account import MADE
from press.merge.transforms.flow import groups_of, red_flags_of
from press.merge.tree import add_class, read_html
from press.model.parts import RED_FLAGS
from press.model.prose import COLONS

_LEVELS = {"h2": "h3", "h3": "h4", "h4": "h5"}


def bind(texts: Sequence[HtmlElement], elsewhere: Callable[[str, str], str]) -> list[HtmlElement]:
    """Shift headings one level down; of red flags that stood before only the first group comes.

    `elsewhere` says of another group what it is called and the name of its place. Red flags
    that are not in groups are said again. What was taken away is given back.
    """
    places: dict[str, str] = {}
    taken: list[HtmlElement] = []
    for text in texts:
        for flags in red_flags_of(text):
            said = " ".join(str(flags.text_content()).split())
            if said in places:
                taken += _shorten(flags, places[said], elsewhere)
                continue
            places[said] = f"{RED_FLAGS}-{len(places) + 1}" if places else RED_FLAGS
            flags.set("id", places[said])
            for number, (introduction, _) in enumerate(groups_of(flags)[1:], 2):
                introduction.set("id", _place(places[said], number))
        for heading in text.iter(*_LEVELS):
            heading.tag = _LEVELS[str(heading.tag)]
    return taken


def _shorten(
    flags: HtmlElement, place: str, elsewhere: Callable[[str, str], str]
) -> list[HtmlElement]:
    """Put in the place of each group but the first where it stands; the groups are given back."""
    taken: list[HtmlElement] = []
    for number, (introduction, listed) in enumerate(groups_of(flags)[1:], 2):
        called = str(introduction.text_content()).strip().rstrip(f" \u00a0{COLONS}")
        for pointer in read_html(elsewhere(called, _place(place, number))):
            pointer.set(MADE, "")
            introduction.addprevious(pointer)
        for element in (introduction, listed):
            element.tail = None
            element.getparent().remove(element)
            taken.append(element)
    if taken:
        add_class(flags, f"{RED_FLAGS}-again")
    return taken


def _place(place: str, number: int) -> str:
    """The name of the place of a group: the box that it gets, or the line above its list."""
    return f"{place}-group-{number}"
