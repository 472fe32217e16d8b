"""A number of pages -> what stands on each side of each sheet of a saddle-stitched booklet.

Sheets are counted from the outermost, 0, whose front holds the cover. Of n pages, n a
multiple of four, sheet s holds on its front n-2s and 2s+1, on its back 2s+2 and n-2s-1,
left and right; a booklet bound on the right has them mirrored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from press.model import Printer

Direction = Literal["ltr", "rtl"]
"""Which way the booklet reads: ltr is bound on the left, rtl on the right."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: page numbers from 1 as they stand when it is read, None for a blank.

    `turned` sides are printed upside down. `creep` is how far both pages move toward
    the fold, in mm.
    """

    left: int | None
    right: int | None
    turned: bool
    creep: float


def sides(pages: int, *, direction: Direction, printer: Printer) -> tuple[Side, ...]:
    """The sides of all sheets in the order of printing: front, back, front, back, and so on.

    Nested sheets push each other outward, so each moves its pages inward by the paper
    (mm) that lies around it. A printer that turns the sheet over its long edge turns it
    upside down; the backs are turned to meet it.
    """
    order = filled(pages)
    last = len(order) - 1
    found = []
    for sheet in range(len(order) // 4):
        first = 2 * sheet
        front, back = (last - first, first), (first + 1, last - first - 1)
        for places, turned in ((front, False), (back, printer.flip == "long-edge")):
            left, right = places if direction == "ltr" else places[::-1]
            found.append(Side(order[left], order[right], turned, sheet * printer.paper))
    return tuple(found)


def filled(pages: int) -> tuple[int | None, ...]:
    """The pages in reading order, filled up to a multiple of four.

    Blanks stand before the last page, which is the back cover. Two pages are front and
    back cover of a blank inside; one page is a cover with blanks behind it.
    """
    if pages < 1:
        raise ValueError("a booklet has at least one page")
    blanks = (None,) * (-pages % 4)
    if pages == 1:
        return (1, *blanks)
    return (*range(1, pages), *blanks, pages)
