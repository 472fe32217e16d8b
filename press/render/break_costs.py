"""What it costs to end a page at a place, or to leave it as it is: one table, a reason each.

The points are a matter of taste, weighed against each other: a page that ends an eighth short
costs about as much as one that begins with a note away from its text. What must stay whole
costs more than all that taste can add up to.
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple


class Cost(NamedTuple):
    points: float
    why: str


COSTS = {
    # what a page costs
    "page": Cost(90, "paper; of two equal ways the shorter is taken"),
    "empty": Cost(220, "a page that ends as short as it may, by the square of what is empty"),
    "underfull": Cost(900, "a page that ends shorter than it may is told as a finding"),
    "gaping": Cost(4000, "a page with more than 60 mm of nothing looks like a mistake"),
    "notes": Cost(500, "lines to write on below a page: better than nothing there, but padding"),
    "more notes": Cost(1200, "the more of them, by the square of their part of the page"),
    "page before": Cost(2500, "a page of lines before a chapter, where a hole in it is worse"),
    "tight": Cost(80, "gaps a third smaller; hardly seen, but two pages may differ"),
    "loose": Cost(15, "gaps half as large again, drawings larger: hardly seen"),
    "only panel": Cost(60, "a last sheet with nothing but the contact panel"),
    "bare last": Cost(15, "a last page with a few lines"),
    "heading at foot": Cost(60, "a heading with two lines below it reads as if left behind"),
    "few lines torn off": Cost(60, "three lines at the head of a page lost their heading"),
    # what never is
    "below a heading": Cost(inf, "a heading stands above its text"),
    # what must stay whole: torn only where it is longer than a page
    "warning signs": Cost(1e6, "who loses a sheet must not lose half of the warning signs"),
    "warning box": Cost(2e6, "a box of warning signs is torn last of all"),
    "whole": Cost(20_000, "the sheets say 'break-inside: avoid'"),
    # where warning signs may part on facing pages, which are seen together
    "second box opposite": Cost(60, "both boxes are seen at once"),
    "box opposite its lead": Cost(300, "heading and lead point across the fold"),
    # between blocks
    "section": Cost(0, "a heading likes to begin a page"),
    "smaller section": Cost(3, "so does a smaller one"),
    "part": Cost(2, "a box, a questionnaire, a list of sources begins by itself"),
    "paragraphs": Cost(10, "one thought ends, another begins"),
    "introduced": Cost(400, "a line that ends in a colon, and what it introduces"),
    "picture": Cost(700, "a picture that ends a section is away from its text (P042)"),
    "avoid": Cost(160, "the sheets say 'avoid' between these two"),
    "note": Cost(110, "a note or a card is away from what it goes with"),
    "items": Cost(12, "between items of a list that may be split"),
    "edge item": Cost(90, "one item of a list alone on a page"),
    "rows": Cost(8, "between rows of a table that may be split"),
    "edge row": Cost(60, "one row of a table alone on a page"),
    "lines": Cost(25, "a paragraph is split"),
}
