"""A page from left to right and the same from right to left -> where one is not the other's mirror.

The same words, read by the same sheets, `dir` on the root turned: each box must stand as far
from the right edge as its sibling from the left. Lines are compared by where their words begin
and end; a picture and a logo stand mirrored and are drawn as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from press.merge import merge
from press.model import Library, Manuscript, Variant
from press.render.complaints import complaints
from press.render.engine import html_of
from press.render.fetching import Fetcher
from press.render.sheets import shared_sheets

NEAR = 0.6
"""px: a rounding."""
Found = tuple[int, str, float, float, float, float]
"""Page, what it is, from the start of the line, top, width, height."""


def unlike(variant: Variant, library: Library) -> list[str]:
    """What stands elsewhere than its mirror, each as a line to be read."""
    page = merge(variant, library)
    told = []
    there, here = (sorted(boxes(page, way)) for way in ("ltr", "rtl"))
    names = [each[:2] for each in there] == [each[:2] for each in here]
    if not names or len(there) != len(here):
        told.append(f"{len(there)} boxes on {there[-1][0]} pages, {len(here)} on {here[-1][0]}")
    for one, other in zip(there, here, strict=False):
        if any(abs(a - b) > NEAR for a, b in zip(one[2:], other[2:], strict=True)):
            shown = [
                " ".join(f"{value * 25.4 / 96:.1f}" for value in each[2:]) for each in (one, other)
            ]
            told.append(f"page {one[0]}, {one[1]}: {shown[0]}, mirrored {shown[1]} mm")
    return told


def boxes(manuscript: Manuscript, way: str) -> Iterator[Found]:
    """The boxes of the pages, a language's own direction turned to `way`."""
    html = manuscript.html.replace('dir="ltr"', f'dir="{way}"', 1)
    turned = Manuscript(**{**_fields(manuscript), "html": html})
    fetcher = Fetcher(turned.resources)
    with complaints() as log:
        sheets, fonts = shared_sheets(turned, fetcher, log)
        made = html_of(turned, fetcher).render(stylesheets=[*sheets], font_config=fonts)
    for number, page in enumerate(made.pages, 1):
        box = page._page_box
        yield from _inside(box, number, box.width + box.margin_left + box.margin_right, way, "")


def _fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def _inside(box: Any, page: int, paper: float, way: str, path: str) -> Iterator[Found]:
    for number, child in enumerate(box.all_children()):
        child = getattr(child, "_box", child)
        kind = type(child).__name__
        element = getattr(child, "element", None)
        name = (element.get("class") or "") if element is not None else ""
        here = f"{path}/{getattr(child, 'element_tag', '') or kind}{'.' + name if name else ''}"
        if kind in ("LineBox",):
            yield from _line(child, page, paper, way, here)
            continue
        if kind == "MarginBox":
            here = f"{path}/{child.at_keyword}"
            here = here.replace("left", "SIDE").replace("right", "SIDE")
            yield from _line(child, page, paper, way, here)
            continue
        x, y = child.border_box_x(), child.border_box_y()
        wide, high = child.border_width(), child.border_height()
        if element is not None:
            yield page, f"{here} {number}", _start(x, wide, paper, way), y, wide, high
        yield from _inside(child, page, paper, way, here)


def _line(line: Any, page: int, paper: float, way: str, path: str) -> Iterator[Found]:
    """Where the words of a line begin and end, and each box of its own in it."""
    texts = [box for box in line.descendants() if getattr(box, "text", "").strip()]
    if texts:
        left = min(box.position_x for box in texts)
        right = max(box.position_x + box.width for box in texts)
        said = "".join(box.text for box in texts)[:24]
        yield (
            page,
            f"{path} {said!r}",
            _start(left, right - left, paper, way),
            line.position_y,
            right - left,
            0,
        )
    for box in line.descendants():
        if type(box).__name__ in ("InlineReplacedBox", "InlineBlockBox", "InlineFlexBox"):
            x, wide = box.border_box_x(), box.border_width()
            yield (
                page,
                f"{path} {type(box).__name__}",
                _start(x, wide, paper, way),
                box.border_box_y(),
                wide,
                box.border_height(),
            )


def _start(x: float, wide: float, paper: float, way: str) -> float:
    return x if way == "ltr" else paper - x - wide
