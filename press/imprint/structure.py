"""A file of `render` -> what belongs to its slots: elements of its structure tree, links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeGuard

from pikepdf import Dictionary, Object, Page, Pdf

from press.imprint.records import Box
from press.model.slots import IN_TREE, DrawnSlot
from press.units import PX


def roots_of(pdf: Pdf) -> dict[int, Object]:
    """The structure element of each slot, by the slot's number.

    Boxes that the engine puts into a slot of itself come from the same element of the page.
    """
    roots: dict[int, Object] = {}
    if "/StructTreeRoot" not in pdf.Root:
        return roots
    for thing in pdf.objects:
        number = thing.get(f"/{IN_TREE}") if isinstance(thing, Dictionary) else None
        if number is not None and thing.P.get(f"/{IN_TREE}") != number:
            roots[int(number)] = thing
    return roots


def below(root: Object) -> Iterator[Object]:
    """All structure elements below one."""
    for kid in _kids(root):
        if _is_element(kid):
            yield kid
            yield from below(kid)


def marked(root: Object) -> Iterator[int]:
    """The marked content in a structure element."""
    for kid in _kids(root):
        if isinstance(kid, int):
            yield kid
        elif _is_element(kid):
            yield from marked(kid)


def links(root: Object) -> Iterator[Object]:
    """The annotations in a structure element."""
    for kid in _kids(root):
        if isinstance(kid, Dictionary):
            if kid.get("/Type") == "/OBJR":
                yield kid.Obj
            else:
                yield from links(kid)


def links_inside(page: Page, which: DrawnSlot, slots: Sequence[DrawnSlot]) -> list[Object]:
    """The annotations of a page that lie in one of its slots.

    Slots may overlap by a hair: of those that one lies in it belongs to the one at whose
    top left it stands.
    """
    found = []
    for thing in annotations_of(page):
        box = box_on(page, thing.Rect)
        across, down = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        holders = [
            slot
            for slot in slots
            if slot.left <= across <= slot.left + slot.look.width
            and slot.top <= down <= slot.top + slot.height
        ]
        if holders and min(holders, key=lambda s: (across - s.left) + (down - s.top)) is which:
            found.append(thing)
    return found


def annotations_of(page: Page) -> list[Object]:
    """The annotations of a page; none if it has none."""
    array = page.get("/Annots")
    return [] if array is None else list(array)


def box_on(page: Page, rectangle: Object) -> Box:
    """A rectangle of a page (pt from its foot) in px from its head."""
    x0, y0, x1, y1 = (float(side) / PX for side in rectangle)
    height = height_of(page) / PX
    return Box(x0, height - y0, x1, height - y1)


def height_of(page: Page) -> float:
    """In pt."""
    return float(page.TrimBox[3])


def _kids(root: Object) -> Iterator[Object | int]:
    kids = root.get("/K")
    return iter(()) if kids is None else iter(kids)


def _is_element(kid: Object | int) -> TypeGuard[Object]:
    return isinstance(kid, Dictionary) and kid.get("/Type") == "/StructElem"
