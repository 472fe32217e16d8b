"""The engine's boxes -> what it costs to end a page between two of them, or inside one.

What the sheets say with `break-before`, `break-after` and `break-inside` holds here too, as a
cost (`press.render.break_costs`): three wishes in a row would else be one block that fits nowhere.
"""

from __future__ import annotations

from math import inf
from typing import Any

from press.render.boxes import kind as kind_of
from press.render.break_costs import COSTS
from press.render.labels import HEADINGS, classes_of
from press.render.warning_signs import holds_boxes, is_box, shown_by

_HEADINGS = {*HEADINGS, "dt"}
_SHOWN = {"ul", "ol", "dl", "table", "figure"}
_WHOLE = ("FlexBox", "GridBox", "InlineBlockBox", "TableCellBox", "TableCaptionBox")
"""Boxes that the engine does not split, or not well."""
_KINDS = ("LineBox", "TableRowGroupBox", "TableRowBox")


def kids_of(box: Any) -> list[Any]:
    """The blocks, rows or lines in a box's flow, but for what CSS makes beside an element."""
    return [
        child
        for child in getattr(box, "children", ())
        if (kind_of(child) in _KINDS or is_block(child))
        and child.is_in_normal_flow()
        and "::" not in (child.element_tag or "")
    ]


def is_block(box: Any) -> bool:
    """Whether a box is a block among blocks: a text, a table, a picture."""
    from weasyprint.formatting_structure.boxes import BlockLevelBox

    return isinstance(box, BlockLevelBox)


def top_of(box: Any) -> float:
    """Where a box begins, without its margin, in px."""
    kind = kind_of(box)
    return float(box.position_y if kind == "LineBox" else box.border_box_y())


def bottom_of(box: Any) -> float:
    """Where a box ends, without its margin, in px."""
    if kind_of(box) == "LineBox":
        return float(box.position_y + box.height)
    return float(box.border_box_y() + box.border_height())


def is_heading(box: Any) -> bool:
    """Whether it is a heading or the title of a part, or a row that shows one."""
    if box.element is None or "::" in (box.element_tag or ""):
        return False
    shown = shown_by(box.element)
    return shown.tag in _HEADINGS or "part-title" in classes_of(shown)


def begins_section(box: Any) -> bool:
    """Whether a section, or the end, begins with a box; one in two languages is a box around.

    The end is the footer, or a section that it closes.
    """
    if "both" in classes_of(box.element) and len(box.element):
        return shown_by(box.element[0]).tag in _HEADINGS
    closed = box.element_tag == "section" and [each.tag for each in box.element[-1:]] == ["footer"]
    return box.element_tag in _HEADINGS or box.element_tag == "footer" or closed


def avoids(box: Any) -> bool:
    """Whether a box is not to be split; of a table, the engine keeps that inside its wrapper."""
    if getattr(box, "is_table_wrapper", False):
        return any(child.style["break_inside"] == "avoid" for child in box.children)
    return bool(box.style["break_inside"] == "avoid")


def cost_inside(box: Any) -> float | None:
    """What it costs to end a page inside a box; none where it cannot be."""
    kind = kind_of(box)
    if kind in _WHOLE or kind in _KINDS[2:] or hasattr(box, "replacement") or kind == "LineBox":
        return None
    if box.element is not None and box.element.get("data-fits"):
        return None
    if box.element_tag in _HEADINGS or box.element_tag in ("header", "footer") or _is_header(box):
        return None
    if box.style["column_count"] != "auto" or box.style["column_width"] != "auto":
        return None
    if box.element is not None and is_box(box.element):
        return COSTS["warning box"].points
    return COSTS["whole"].points if avoids(box) else 0.0


def cost_between(kids: list[Any], n: int, inside: dict[Any, Any]) -> tuple[float, float | None]:
    """What it costs to end a page above one of some boxes, and what where pages face each other.

    `inside` are the elements that warning signs, with heading and lead, go on with.
    """
    before, box = kids[n - 1], kids[n]
    if is_heading(before):
        return COSTS["below a heading"].points, None
    if _is_header(before):
        return inf, None
    if box.element in inside:
        return _among_warning_signs(before, box)
    return COSTS[_kind_between(kids, n)].points, None


def _among_warning_signs(before: Any, box: Any) -> tuple[float, float | None]:
    cost = COSTS["warning signs"].points
    if not is_box(box.element) and not holds_boxes(box.element):
        return cost, None
    opposite = "second box opposite" if is_box(before.element) else "box opposite its lead"
    return cost, COSTS[opposite].points


def _kind_between(kids: list[Any], n: int) -> str:
    """The name in the table of costs."""
    from weasyprint.layout.block import block_level_page_break

    before, box = kids[n - 1], kids[n]
    kind, at_edge = kind_of(box), n == 1 or n == len(kids) - 1
    if kind.startswith("TableRow"):
        return "edge row" if at_edge else "rows"
    if box.element_tag == "li":
        return "edge item" if at_edge else "items"
    if box.element_tag == "figure" and _ends_section(kids, n):
        return "picture"
    avoided = block_level_page_break(before, box).startswith("avoid")
    if box.element_tag in _SHOWN and ends_in_colon(before.element):
        return "introduced"
    if avoided:
        return "note" if box.element_tag == "aside" else "avoid"
    if box.element_tag in _HEADINGS:
        return "section"
    return "part" if box.element_tag == "section" else "paragraphs"


def _ends_section(kids: list[Any], n: int) -> bool:
    return n == len(kids) - 1 or kids[n + 1].element_tag in _HEADINGS


def ends_in_colon(element: Any) -> bool:
    """Whether a paragraph introduces what follows."""
    return element.tag == "p" and "".join(element.itertext()).rstrip().endswith(":")


def _is_header(box: Any) -> bool:
    return bool(getattr(box, "is_header", False))
