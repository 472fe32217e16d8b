"""Laid-out pages -> Findings: how the text falls over them.

A stranded heading, a box torn in two, a page with a hole, a last page that is hardly
used. Furniture (what a layout marks with `data-fits`) does not count as text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from press.model import Finding, Manuscript, Origin

if TYPE_CHECKING:
    from weasyprint.document import Document as LaidOut

_HEADINGS = {"h2", "h3", "h4"}
_LEAST_OF_LAST = 0.25


@dataclass(slots=True)
class _Fall:
    """What is on one page: its lines as (bottom in px, element), the boxes not to be torn."""

    top: float
    height: float
    lines: list[tuple[float, Any]] = field(default_factory=list)
    whole: dict[Any, str] = field(default_factory=dict)
    has_end: bool = False

    @property
    def used(self) -> float:
        """The part of the page's depth that text and pictures take, 0 to 1."""
        return max((bottom - self.top for bottom, _ in self.lines), default=0) / self.height


def check_fit(laid_out: LaidOut, manuscript: Manuscript) -> Iterator[Finding]:
    """Find pages that a designer would send back; folded layouts have panels instead."""
    binding = manuscript.variant.layout.binding
    if binding == "folded":
        return
    origin = manuscript.variant.publication.origin
    most_empty = manuscript.variant.layout.pages.most_empty
    falls = [_fall_of(page._page_box) for page in laid_out.pages]
    heading = ""
    for number, fall in enumerate(falls, 1):
        last = max(fall.lines, key=lambda line: line[0], default=None)
        headings = [element for _, element in fall.lines if element.tag in _HEADINGS]
        heading = _text(headings[-1]) if headings else heading
        if last and last[1].tag in _HEADINGS and number < len(falls):
            message = f"the heading '{_text(last[1])}' stands alone at the foot of page {number}"
            yield _finding("P014", message, origin, "add or take away a few lines before it")
        if number < len(falls):
            for element in fall.whole.keys() & falls[number].whole.keys():
                message = (
                    f"the box '{fall.whole[element]}' is torn between page {number} and the next"
                )
                yield _finding("P015", message, origin, "shorten it, or what comes before it")
    if binding == "stitched":
        return
    for number, fall in enumerate(falls[:-1], 1):
        if fall.used < 1 - most_empty:
            empty = round(100 * (1 - fall.used))
            message = f"page {number} is empty for {empty} % of its depth, below '{_last(fall)}'"
            hint = "what follows does not fit there: change the order, or shorten it"
            yield _finding("P016", message, origin, hint)
    if len(falls) > 1 and not falls[-1].has_end and falls[-1].used < _LEAST_OF_LAST:
        message = f"the last page, {len(falls)}, is used for {round(100 * falls[-1].used)} %"
        yield _finding("P013", message, origin, "take away a few lines")
    alone = falls[-1].has_end and not falls[-1].lines
    if len(falls) > 1 and alone and most_empty < 1:
        message = f"the last page, {len(falls)}, holds nothing but the contact panel"
        yield _finding("P013", message, origin, "take away a few lines")


def _fall_of(page: Any) -> _Fall:
    fall = _Fall(page.content_box_y(), page.height)
    _walk(page, fall, inside=None)
    return fall


def _walk(box: Any, fall: _Fall, inside: Any) -> None:
    """Collect lines and pictures with the block that they stand in, leaving furniture out."""
    tag = box.element_tag or ""
    element = box.element
    if type(box).__name__ == "MarginBox":
        return
    if element is not None and not isinstance(element, str) and "::" not in tag:
        if tag == "footer":
            fall.has_end = True
            return
        if element.get("data-fits"):
            return
        if box.style["break_inside"] == "avoid" and "part" in (element.get("class") or "").split():
            fall.whole[element] = _text(element)[:40]
        if "writing-line" in (element.get("class") or ""):
            fall.lines.append((box.position_y + box.height, element))
        if type(box).__name__ in ("BlockBox", "BlockReplacedBox", "InlineReplacedBox"):
            inside = element
    if type(box).__name__ == "LineBox" and inside is not None:
        if any(getattr(child, "text", "x").strip() for child in box.children):
            fall.lines.append((box.position_y + box.height, inside))
        return
    for child in getattr(box, "children", ()):
        _walk(child, fall, inside)


def _last(fall: _Fall) -> str:
    last = max(fall.lines, key=lambda line: line[0], default=None)
    return _text(last[1])[:40] if last else "the top"


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _finding(code: str, message: str, origin: Origin, hint: str) -> Finding:
    return Finding(code, "warning", message, origin, hint)
