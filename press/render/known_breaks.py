"""A page that is one filled before but for words and pictures -> filled with the same breaks.

A leaflet is laid out for many brands and practices, in several pictures for its front, and anew
for each word that its writer changes. Where a page with the breaks of the one before comes out
as that one did, every line and block as high and in the same place, the breaks that would be
chosen for it are the same too, and it need not be measured for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from press.model import Manuscript
from press.model.slots import SLOT
from press.render.alike import AsItCame, Settled
from press.render.boxes import LaidOut, attribute, children, element_of, kind, pages_of
from press.render.break_rules import ends_in_colon

Places = tuple[tuple[object, ...], ...]
"""Of each block and line its page, the number of its element, and how high it is where, in px."""
_MOST = 64
"""Pages that are remembered, the last ones: those of one text follow one another."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
_SAYS = frozenset({"src", "alt", "href", "content"})
"""Attributes that say what is shown; so do those that a sheet takes words from."""
_SHOWN = re.compile(r"\battr\(\s*([\w-]+)")


@dataclass(frozen=True, slots=True)
class _Filled:
    """What filling its pages changed in a tree, and where everything came to stand."""

    settled: Settled
    places: Places


_KNOWN: dict[tuple[object, ...], _Filled] = {}
_FILLING: list[AsItCame] = []
"""The tree whose pages are being filled."""


def filled_as_before(
    manuscript: Manuscript, root: Any, lay_out: Callable[[], LaidOut], fill: Callable[[], LaidOut]
) -> LaidOut:
    """Lay a tree out with its pages filled: as the like before, or by `fill`."""
    variant = manuscript.variant
    key = (
        variant.layout.name,
        variant.medium,
        manuscript.styles,
        *_form(root, _saying(manuscript.styles)),
    )
    came = AsItCame.of(root)
    _FILLING[:] = [came]
    known = _KNOWN.pop(key, None)
    if known and _says_nothing_new(known.settled, root):
        known.settled.write(root)
        laid_out = lay_out()
        if _places(laid_out, root) == known.places:
            _KNOWN[key] = known
            return laid_out
        came.restore()
    laid_out = fill()
    if len(_KNOWN) >= _MOST:
        _KNOWN.pop(next(iter(_KNOWN)))
    _KNOWN[key] = _Filled(came.settled(len(laid_out.pages)), _places(laid_out, root))
    return laid_out


def _says_nothing_new(settled: Settled, root: Any) -> bool:
    """Whether what was added to the tree before, such as lines to write on, is in this one too.

    In the other it may say what this one does not: a practice's name.
    """
    added = [_said(each) for _, _, each in settled.added if len(each) or each.text]
    return not added or {*added} <= {*map(_said, root.iter())}


def _said(element: Any) -> tuple[object, ...]:
    """What an element is and says, be it hidden or not, with all that is in it."""
    own = tuple(item for item in element.items() if item[0] not in ("hidden", "style"))
    return element.tag, own, element.text, tuple((*_said(each), each.tail) for each in element)


def as_it_came(root: Any) -> AsItCame:
    """A tree that is laid out, before breaks were written into it."""
    here = _FILLING and _FILLING[0].elements[0] is root
    return _FILLING[0] if here else AsItCame.of(root)


@lru_cache(maxsize=16)
def _saying(styles: tuple[tuple[str, str], ...]) -> frozenset[str]:
    return _SAYS.union(*(_SHOWN.findall(css) for _, css in styles))


def _form(root: Any, saying: frozenset[str]) -> Iterator[object]:
    """A tree, but for its words, for what is in slots, and for pictures and colours."""
    in_slots = {
        each for slot in root.iter() if slot.get(SLOT) for each in slot.iter() if each is not slot
    }
    for element in root.iter():
        if element in in_slots:
            yield element.tag
            continue
        said = {name: value for name, value in element.items() if name not in saying}
        if style := said.get("style"):
            said["style"] = _COLOUR.sub("#", style)
        yield element.tag, tuple(said.items()), element.tag == "p" and ends_in_colon(element)


def _places(laid_out: LaidOut, root: Any) -> Places:
    numbers = {element: number for number, element in enumerate(root.iter())}
    return tuple(
        (page, numbers.get(element_of(box), -1), *_place(box))
        for page, whole in enumerate(pages_of(laid_out))
        for box in _boxes(whole)
    )


def _boxes(box: Any) -> Iterator[Any]:
    """A box and all in it that moves others: not what in a line is text, not what is in a slot."""
    if kind(box) not in ("TextBox", "InlineBox"):
        yield box
    if not attribute(box, SLOT):
        for child in children(box):
            yield from _boxes(child)


def _place(box: Any) -> tuple[float, ...]:
    width = box.width if hasattr(box, "replacement") else 0  # it bounds by how much it may grow
    return box.position_y, box.height, width
