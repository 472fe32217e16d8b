"""A measured text: where its pages may end, what in it gives, what stands beside it. In px.

`press.render.page_flow` measures it, `press.render.page_breaks` chooses where its pages end.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import floor, inf

NEAR = 0.5
"""What rounding may cost."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page may end: below `bottom`, so that the next begins at `top`.

    `head` is the height of a table's head that is said again there, `paragraph` the end of a
    paragraph that is split: where all of it fits, it is not. `in_spread` is the cost where the
    two pages face each other. `ends_section` is where lines to write on may fill a page.
    """

    bottom: float
    top: float
    cost: float = 0
    head: float = 0
    paragraph: float = -inf
    in_spread: float | None = None
    ends_section: bool = False

    def cost_on(self, left: bool) -> float:
        """The cost at the end of a left page, which faces the next, or of another."""
        return self.in_spread if left and self.in_spread is not None else self.cost


@dataclass(frozen=True, slots=True)
class Growth:
    """What may grow by so much, where it does by whole steps: a drawing, lines to write on."""

    y: float
    most: float
    step: float = 0

    def part(self, share: float) -> float:
        """How much it grows at a share from 0 to 1."""
        grown = share * self.most
        return floor(grown / self.step + 1e-6) * self.step if self.step else grown


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands in the margin from `y` on; `air` of its height is space below it."""

    y: float
    height: float
    air: float = 0


@dataclass(frozen=True)
class Flow:
    """A text between two page breaks that it asks for itself, as on one endless page.

    `gaps` are the spaces between blocks, by where they end; `clearing` is what begins below
    everything beside it; `headings` have a top and a bottom, `lines` a bottom. `underfull` is
    how much a page may stay empty, `notes_from` how much must be, for lines to write on.
    """

    top: float
    end: float
    first_height: float
    height: float
    underfull: float
    notes_from: float = inf
    places: tuple[Place, ...] = ()
    gaps: tuple[tuple[float, float], ...] = ()
    growths: tuple[Growth, ...] = ()
    beside: tuple[Beside, ...] = ()
    clearing: tuple[float, ...] = ()
    headings: tuple[tuple[float, float], ...] = ()
    lines: tuple[float, ...] = ()
    ends_in_panel: bool = False

    @cached_property
    def nodes(self) -> tuple[Place, ...]:
        """The head of the text, the places, its end."""
        return Place(self.top, self.top), *self.places, Place(self.end, inf)

    @cached_property
    def _sums(self) -> tuple[list[float], list[float]]:
        ends = [end for end, _ in self.gaps]
        return ends, [0.0, *accumulate(size for _, size in self.gaps)]

    def space(self, above: float, below: float) -> float:
        """The gaps that end between two heights."""
        ends, sums = self._sums
        first, last = bisect_right(ends, above + NEAR), bisect_right(ends, below + NEAR)
        return max(0.0, sums[last] - sums[first])

    def growth(self, above: float, below: float, share: float = 1) -> float:
        """By how much what begins between two heights may grow."""
        inside = (each for each in self.growths if above - NEAR <= each.y < below - NEAR)
        return sum(each.part(share) for each in inside)

    def count(self, above: float, below: float) -> int:
        """The lines that end between two heights."""
        return bisect_right(self.lines, below + NEAR) - bisect_right(self.lines, above + NEAR)
