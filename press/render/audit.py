"""Laid-out boxes -> Findings: WeasyPrint clips and overlaps silently, this looks.

Reads the engine's private box tree. A layout marks what has a fixed size with
`data-fits="name"`: its content must end inside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from press.model import Finding, Manuscript
from press.render.places import place_of

if TYPE_CHECKING:
    from weasyprint.document import Document as LaidOut

_TOLERANCE = 1.0
"""CSS px: what rounding may cost."""
_MM = 25.4 / 96


def audit(laid_out: LaidOut, manuscript: Manuscript) -> list[Finding]:
    """Find furniture that its text does not fit, and text that leaves its page."""
    findings = []
    for number, page in enumerate(laid_out.pages, 1):
        root = page._page_box
        for box in _boxes(root):
            if fits := _attribute(box, "data-fits"):
                excess, text = _excess(box)
                if excess > _TOLERANCE:
                    findings.append(_does_not_fit(fits, excess, text, number, manuscript))
        over, text = _furthest_out(root)
        if over > _TOLERANCE:
            findings.append(_over_the_edge(text, over, number, manuscript))
    return findings


def _does_not_fit(
    name: str, excess: float, text: str, page: int, manuscript: Manuscript
) -> Finding:
    if name == "title":
        origin = manuscript.variant.named_at("title")
    elif "panel" in name and name != "contact panel":
        origin = place_of(text, manuscript)
    else:
        origin = manuscript.variant.practice.origin
    article = "" if name.startswith("panel") else "the "
    message = f"{article}{name} on page {page} is {excess * _MM:.1f} mm too small for '{text}'"
    return Finding("P010", "error", message, origin, "shorten the text")


def _over_the_edge(text: str, over: float, page: int, manuscript: Manuscript) -> Finding:
    longest = max(text.split(), key=len)
    message = f"'{text.strip()[:40]}' on page {page} runs {over * _MM:.1f} mm over the edge"
    hint = "shorten the longest word, or put it on a line of its own"
    return Finding("P011", "error", message, place_of(longest, manuscript), hint)


def _boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


def _attribute(box: Any, name: str) -> str | None:
    element = getattr(box, "element", None)
    # A pseudo-element's box has its parent's element; only the element's own box counts.
    if element is None or isinstance(element, str) or "::" in (box.element_tag or ""):
        return None
    value: str | None = element.get(name)
    return value


def _excess(box: Any) -> tuple[float, str]:
    """How far lines reach below or right of a box, in px, and the text that reaches furthest."""
    bottom = box.content_box_y() + box.height
    right = box.content_box_x() + box.width
    furthest = [
        (max(line.position_y + line.height - bottom, text.position_x + text.width - right), words)
        for line in _boxes(box)
        if line.element_tag and type(line).__name__ == "LineBox"
        for text in _boxes(line)
        if (words := (getattr(text, "text", "") or "").strip())
    ]
    return max(furthest, default=(0.0, ""))


def _furthest_out(page: Any) -> tuple[float, str]:
    """How far a text runs over the edge of its page, in px, and that text."""
    texts = ((box, getattr(box, "text", None)) for box in _boxes(page))
    out = [(_over_edge(box, page), text) for box, text in texts if text and text.strip()]
    return max(out, default=(0.0, ""))


def _over_edge(box: Any, page: Any) -> float:
    right = page.margin_width()
    bottom = page.margin_height()
    furthest: float = max(
        -box.position_x,
        -box.position_y,
        box.position_x + box.width - right,
        box.position_y + box.height - bottom,
    )
    return furthest
