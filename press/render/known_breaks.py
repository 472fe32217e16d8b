"""A shell's page that is one filled before but for its pictures -> filled with the same breaks.

A leaflet has several pictures for its front, and each has shells of its own. Where a page with
the breaks of the other comes out as that one did, everything in the same place, the breaks that
would be chosen for it are the same too, and it need not be measured for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from press.model import Manuscript
from press.render.alike import AsItCame, Settled
from press.render.boxes import LaidOut, element_of, pages_of, walk

Places = tuple[tuple[object, ...], ...]
"""Of each box its page, the number of its element and where it is, in px."""
_MOST = 64
"""Pages that are remembered, the last ones: shells of one text follow one another."""


@dataclass(frozen=True, slots=True)
class _Filled:
    """What filling its pages changed in a tree, and where everything came to stand."""

    settled: Settled
    places: Places


_KNOWN: dict[tuple[object, ...], _Filled] = {}


def filled_as_before(
    manuscript: Manuscript, root: Any, lay_out: Callable[[], LaidOut], fill: Callable[[], LaidOut]
) -> LaidOut:
    """Lay a tree out with its pages filled: as the like before, or by `fill`."""
    variant = manuscript.variant
    key = (variant.layout.name, variant.medium, manuscript.styles, *_but_pictures(root))
    came = AsItCame.of(root)
    if known := _KNOWN.get(key):
        known.settled.write(root)
        laid_out = lay_out()
        if _places(laid_out, root) == known.places:
            return laid_out
        came.restore()
    laid_out = fill()
    if len(_KNOWN) >= _MOST:
        _KNOWN.pop(next(iter(_KNOWN)))
    _KNOWN[key] = _Filled(came.settled(len(laid_out.pages)), _places(laid_out, root))
    return laid_out


def _but_pictures(root: Any) -> Iterator[object]:
    """A tree, but for which pictures are in it and what they are said to show."""
    for element in root.iter():
        said = dict(element.items())
        if element.tag == "img":
            said["src"] = said["alt"] = ""
        yield element.tag, tuple(said.items()), element.text, element.tail


def _places(laid_out: LaidOut, root: Any) -> Places:
    numbers = {element: number for number, element in enumerate(root.iter())}
    return tuple(
        (page, numbers.get(element_of(box), -1), *_place(box))
        for page, boxes in enumerate(pages_of(laid_out))
        for box in walk(boxes)
    )


def _place(box: Any) -> tuple[float, ...]:
    return box.position_x, box.position_y, box.width, box.height
