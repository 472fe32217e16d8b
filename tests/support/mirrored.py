"""A page from left to right and the same from right to left -> where one is not the other's mirror.

The same words, read by the same sheets, `dir` on the root turned: each box must stand as far
from the right edge as its sibling from the left. Lines are compared by where their words begin;
a picture and a logo stand mirrored and are drawn as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from press.merge import merge
from press.model import Library, Manuscript, Variant
from press.render.complaints import complaints
from press.render.engine import html_of
from press.render.fetching import Fetcher
from press.render.sheets import shared_sheets

NEAR = 1.3 * 96 / 25.4
"""px: the space at the end of a line, and what its signs are kerned to."""
Found = tuple[int, str, float, float, float, float, str]
"""Page, what it is, from the top, from the start of a line, width, height (px), first words."""


def unlike(variant: Variant, library: Library) -> list[str]:
    """What stands elsewhere than its mirror, each as a line to be read."""
    page = merge(variant, library)
    told = []
    there, here = (sorted(boxes(page, way)) for way in ("ltr", "rtl"))
    if [each[:2] for each in there] != [each[:2] for each in here]:
        told.append(f"{len(there)} boxes on {there[-1][0]} pages, {len(here)} on {here[-1][0]}")
    for one, other in zip(there, here, strict=False):
        if any(abs(a - b) > NEAR for a, b in zip(one[2:6], other[2:6], strict=True)):
            shown = [
                " ".join(f"{value * 25.4 / 96:.1f}" for value in each[2:6]) for each in (one, other)
            ]
            told.append(f"page {one[0]}, {one[1]} {one[6]!r}: {shown[0]}, mirrored {shown[1]} mm")
    return told


def boxes(manuscript: Manuscript, way: str) -> Iterator[Found]:
    """The boxes of the pages, a language's own direction turned to `way`."""
    html = manuscript.html.replace('dir="ltr"', f'dir="{way}"', 1)
    turned = replace(manuscript, html=html)
    fetcher = Fetcher(turned.resources)
    with complaints() as log:
        sheets, fonts = shared_sheets(turned, fetcher, log)
        made = html_of(turned, fetcher).render(stylesheets=[*sheets], font_config=fonts)
    for number, page in enumerate(made.pages, 1):
        box = page._page_box
        yield from _inside(box, number, box.width + box.margin_left + box.margin_right, way, "")


def _inside(box: Any, page: int, paper: float, way: str, path: str) -> Iterator[Found]:
    for number, child in enumerate(box.all_children()):
        child = getattr(child, "_box", child)
        kind = type(child).__name__
        element = getattr(child, "element", None)
        name = (element.get("class") or "") if element is not None else ""
        here = f"{path}/{getattr(child, 'element_tag', '') or kind}{'.' + name if name else ''}"
        if kind == "LineBox":
            yield from _line(child, page, paper, way, here)
            continue
        if kind == "MarginBox":
            here = f"{path}/{child.at_keyword}"
            here = here.replace("left", "SIDE").replace("right", "SIDE")
            yield from _line(child, page, paper, way, here)
            continue
        if element is not None:
            yield _found(child, page, paper, way, f"{here} {number}")
        yield from _inside(child, page, paper, way, here)


def _line(line: Any, page: int, paper: float, way: str, path: str) -> Iterator[Found]:
    """Where the words of a line begin, and each box of its own in it.

    How long a line is differs by what its signs are kerned to.
    """
    texts = [box for box in line.descendants() if getattr(box, "text", "").strip()]
    if texts:
        left = min(box.position_x for box in texts)
        wide = max(box.position_x + box.width for box in texts) - left
        said = "".join(box.text for box in texts)[:24]
        yield page, path, line.position_y, _start(left, wide, paper, way), 0, 0, said
    for box in line.descendants():
        if type(box).__name__ in ("InlineReplacedBox", "InlineBlockBox", "InlineFlexBox"):
            yield _found(box, page, paper, way, f"{path} {type(box).__name__}")


def _found(box: Any, page: int, paper: float, way: str, path: str) -> Found:
    wide, high = box.border_width(), box.border_height()
    start = _start(box.border_box_x(), wide, paper, way)
    return page, path, round(box.border_box_y(), 2), start, wide, high, ""


def _start(x: float, wide: float, paper: float, way: str) -> float:
    return x if way == "ltr" else paper - x - wide
