"""Laid-out pages -> how they are filled: their lines, their boxes, the depth that text takes.

Furniture (what a layout marks with `data-fits`) does not count as text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from press.render.boxes import LaidOut, line_text, pages_of
from press.render.boxes import kind as kind_of
from press.render.break_rules import kids_of
from press.render.labels import classes_of

CHOSEN, TORN = "data-chosen", "data-torn"
"""Attributes: a page is chosen to begin with this element; it is chosen to be split."""
_FORCED = ("page", "left", "right", "recto", "verso")
_MM = 25.4 / 96
_LONG = 40
"""Signs of what names an element."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, a picture or a line to write on; `inside` is the block that it stands in."""

    bottom: float
    """In px."""
    inside: Any
    text: str = ""


@dataclass(slots=True)
class PageFill:
    """What is on one page.

    `edges` are where coloured and bordered boxes end, in px; `whole` is what is not to be torn,
    from without to within, `seen` every element; `ends_text` says that the text asks for a new
    page, or ends.
    """

    box: Any
    lines: list[Line] = field(default_factory=list)
    edges: list[float] = field(default_factory=list)
    whole: list[Any] = field(default_factory=list)
    seen: set[Any] = field(default_factory=set)
    ends_text: bool = False
    has_end: bool = False

    @property
    def last(self) -> Line | None:
        """The lowest line."""
        return max(self.lines, key=lambda line: line.bottom, default=None)

    @property
    def depth(self) -> float:
        """How deep text and pictures reach from the top of the page, in px."""
        if not self.lines:
            return 0
        lowest = max([line.bottom for line in self.lines] + self.edges)
        return lowest - float(self.box.content_box_y())

    @property
    def used(self) -> float:
        """The part of the page's depth that text and pictures take, 0 to 1."""
        return self.depth / float(self.box.height)

    @property
    def short(self) -> float:
        """How far above its foot the page ends, in mm."""
        return (float(self.box.height) - self.depth) * _MM

    def is_underfull(self, underfull: float) -> bool:
        """Whether it ends more than so many mm short, and text goes on behind it."""
        return not self.ends_text and self.short > underfull


def fills_of(laid_out: LaidOut) -> list[PageFill]:
    """What is on each page."""
    fills = [PageFill(box) for box in pages_of(laid_out)]
    for fill in fills:
        _walk(fill.box, fill, inside=None)
    for fill, following in pairwise(fills):
        fill.ends_text = _is_forced(fill.box, following.box)
    fills[-1].ends_text = True
    return fills


def _is_forced(before: Any, page: Any) -> bool:
    """Whether a page begins where the text says so, as with a chapter."""
    from weasyprint.layout.block import block_level_page_break, block_level_page_name

    while (above := kids_of(before)) and (below := kids_of(page)):
        before, page = above[-1], below[0]
        if "LineBox" in (kind_of(before), kind_of(page)):
            return False
        if before.element is not page.element:
            if page.element.get(CHOSEN):
                return False
            forced = block_level_page_break(before, page) in _FORCED
            return forced or block_level_page_name(before, page) is not None
    return False


def text_of(element: Any) -> str:
    """An element's words in one line."""
    return " ".join("".join(element.itertext()).split())


def name_of(element: Any) -> str:
    """What a reader knows an element by: its first words, else what a picture in it shows."""
    shown = (each.get("alt") or "" for each in element.iter("img"))
    words = text_of(element) or " ".join(" ".join(shown).split())
    if len(words) <= _LONG:
        return words
    return words[: _LONG + 1].rsplit(" ", 1)[0][:_LONG].rstrip(",;:") + " …"


def _walk(box: Any, fill: PageFill, inside: Any) -> None:
    """Collect lines and pictures with the block that they stand in, leaving furniture out."""
    tag, element = box.element_tag or "", box.element
    kind = kind_of(box)
    if kind == "MarginBox":
        return
    if element is not None and not isinstance(element, str) and "::" not in tag:
        if tag == "footer":
            fill.has_end = True
            return
        if element.get("data-fits"):
            return
        fill.seen.add(element)
        avoids = box.style["break_inside"] == "avoid" or element.get(TORN)
        if avoids and kind != "TableRowBox":  # that of a head stands on each page
            fill.whole.append(element)
        if tag not in ("html", "body") and (box.background or box.border_bottom_width):
            fill.edges.append(box.border_box_y() + box.border_height())
        if "writing-line" in classes_of(element):
            fill.lines.append(Line(box.position_y + box.height, element))
        if kind in ("BlockBox", "BlockReplacedBox", "InlineReplacedBox"):
            inside = element
    if kind == "LineBox" and inside is not None:
        if any(getattr(child, "text", "x").strip() for child in box.children):
            fill.lines.append(Line(box.position_y + box.height, inside, line_text(box)))
        return
    for child in getattr(box, "children", ()):
        _walk(child, fill, inside)
