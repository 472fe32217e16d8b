"""Laid-out pages -> how the text falls over them: its lines, its boxes, the depth it takes.

Furniture (what a layout marks with `data-fits`) does not count as text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint.document import Document as LaidOut


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, a picture or a line to write on; `inside` is the block that it stands in."""

    bottom: float
    """In px."""
    inside: Any
    text: str = ""


@dataclass(slots=True)
class Fall:
    """What is on one page.

    `edges` are where coloured and bordered boxes end, in px; `whole` are the boxes not to be
    torn, with the words that they begin with.
    """

    box: Any
    lines: list[Line] = field(default_factory=list)
    edges: list[float] = field(default_factory=list)
    whole: dict[Any, str] = field(default_factory=dict)
    has_end: bool = False
    has_furniture: bool = False

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


def falls_of(laid_out: LaidOut) -> list[Fall]:
    """What is on each page."""
    falls = [Fall(page._page_box) for page in laid_out.pages]
    for fall in falls:
        _walk(fall.box, fall, inside=None)
    return falls


def text_of(element: Any) -> str:
    """An element's words in one line."""
    return " ".join("".join(element.itertext()).split())


def _walk(box: Any, fall: Fall, inside: Any) -> None:
    """Collect lines and pictures with the block that they stand in, leaving furniture out."""
    tag, element = box.element_tag or "", box.element
    kind = type(box).__name__
    if kind == "MarginBox":
        return
    if element is not None and not isinstance(element, str) and "::" not in tag:
        classes = (element.get("class") or "").split()
        if tag == "footer":
            fall.has_end = True
            return
        if element.get("data-fits"):
            fall.has_furniture = True
            return
        if box.style["break_inside"] == "avoid" and "part" in classes:
            fall.whole[element] = text_of(element)[:40]
        if tag not in ("html", "body") and (box.background or box.border_bottom_width):
            fall.edges.append(box.border_box_y() + box.border_height())
        if "writing-line" in classes:
            fall.lines.append(Line(box.position_y + box.height, element))
        if kind in ("BlockBox", "BlockReplacedBox", "InlineReplacedBox"):
            inside = element
    if kind == "LineBox" and inside is not None:
        if any(getattr(child, "text", "x").strip() for child in box.children):
            fall.lines.append(Line(box.position_y + box.height, inside, _said(box)))
        return
    for child in getattr(box, "children", ()):
        _walk(child, fall, inside)


def _said(box: Any) -> str:
    """The words of a line."""
    return "".join(
        getattr(child, "text", "") or _said(child) for child in getattr(box, "children", ())
    )
