"""Mark in a file where its slots are: on the page, and in the structure tree.

A slot is what a layout marks with `data-slot`, and a margin box that says nothing but the
practice's name and telephone. Before and behind what a slot draws stands a comment in the
page's content (ISO 32000-1, 7.2.4); an element of the structure tree that comes from a slot
names it under /LeafletSlot. Both are for `press.imprint`, which takes them out again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from press.errors import SlotError
from press.model import Practice

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    import pydyf

BEGIN, END = b"%leaflet-slot ", b"%leaflet-slot-end"
_STYLE = ("font_size", "line_height", "font_weight", "font_family", "color", "text_align_all")
"""What a slot inherits from where it stands and what would make it look otherwise."""


@contextmanager
def marked_slots(practice: Practice) -> Iterator[dict[Element, int]]:
    """While a file is written, mark what its slots draw; gives each slot's element a number."""
    from weasyprint import draw
    from weasyprint.formatting_structure.boxes import MarginBox

    plain_context, plain_block = draw.draw_stacking_context, draw.draw_block_level
    numbers: dict[Element, int] = {}
    own = ["".join(said.split()) for said in (practice.name, practice.phone) if said]
    own.append("".join(own))
    inside = False

    @contextmanager
    def marks(stream: Any, box: Any, key: str) -> Iterator[None]:
        nonlocal inside
        number = numbers.setdefault(box.element, len(numbers)) if key[0] != ":" else -1
        said = json.dumps({"number": number, "key": key} | _place(box))
        _forget_state(stream)
        stream.stream.append(BEGIN + said.encode("ascii"))
        inside = True
        yield
        inside = False
        stream.stream.append(END)
        _forget_state(stream)

    def context(stream: Any, stacking: Any) -> None:
        box = stacking.box
        key = "" if inside else slot_of(box)
        if isinstance(box, MarginBox) and any(said in _text(box) for said in own):
            if _text(box) not in own:
                raise SlotError(f"{box.at_keyword} says more than name and telephone")
            key = f":{box.at_keyword}"
        if not key:
            plain_context(stream, stacking)
            return
        with marks(stream, box, key):
            plain_context(stream, stacking)

    def blocks(page: Any, stream: Any, boxes: Mapping[Any, Any]) -> None:
        for box, inner in boxes.items():
            # A box that is a stacking context comes here again, with its own content.
            key = "" if inside else slot_of(box)
            if not key:
                plain_block(page, stream, {box: inner})
                continue
            with marks(stream, box, key):
                plain_block(page, stream, {box: inner})

    draw.draw_stacking_context, draw.draw_block_level = context, blocks
    try:
        yield numbers
    finally:
        draw.draw_stacking_context, draw.draw_block_level = plain_context, plain_block


def slot_of(box: Any) -> str:
    """The name of the slot that a box is, or nothing."""
    element, tag = getattr(box, "element", None), getattr(box, "element_tag", None) or ""
    if element is None or isinstance(element, str) or "::" in tag:
        return ""
    return element.get("data-slot") or ""


def name_slots(
    pdf: pydyf.PDF, sources: Mapping[int, tuple[Element, str]], numbers: Mapping[Element, int]
) -> None:
    """Write into the structure tree which elements are slots."""
    import pydyf

    for node in pdf.objects:
        if isinstance(node, pydyf.Dictionary) and node.get("Type") == "/StructElem":
            source = sources.get(node.number)
            if source and "::" not in source[1] and source[0] in numbers:
                node["LeafletSlot"] = numbers[source[0]]


def _place(box: Any) -> dict[str, Any]:
    """Where a box is and how large, in px from the page's top left, and what it inherits."""
    return {
        "x": box.border_box_x(),
        "y": box.border_box_y(),
        "width": round(box.border_width(), 3),
        "height": round(box.border_height(), 9),
        "style": " ".join(str(box.style[name]) for name in _STYLE),
    }


def _text(box: Any) -> str:
    own = getattr(box, "text", None) or ""
    return "".join(own.split()) + "".join(_text(child) for child in getattr(box, "children", ()))


def _forget_state(stream: Any) -> None:
    """Let what follows say its colour, its typeface and its opacity itself."""
    stream._current_color = stream._current_color_stroke = None
    stream._current_alpha = stream._current_alpha_stroke = None
    stream._current_font = stream._old_font = None
