"""Mark in a file where its slots are: on the page, and in the structure tree.

A slot is what a layout marks as one, and a margin box that says nothing but the practice's
name and telephone. `press.model.slots` says how it is marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from press.errors import SlotError
from press.model import Practice
from press.model.slots import IN_TREE, SLOT, DrawnSlot, SlotKey, SlotKind, SlotLook
from press.render.boxes import Box, attribute, element_of, line_text, replaced

if TYPE_CHECKING:
    import pydyf

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
    def marks(stream: Any, box: Box, key: SlotKey) -> Iterator[None]:
        nonlocal inside
        element = element_of(box)
        number = -1 if element is None else numbers.setdefault(element, len(numbers))
        before, behind = _drawn(box, number, key).comments()
        _forget_state(stream)
        stream.stream.append(before)
        inside = True
        yield
        inside = False
        stream.stream.append(behind)
        _forget_state(stream)

    def context(stream: Any, stacking: Any) -> None:
        box = stacking.box
        key = None if inside else slot_of(box)
        if isinstance(box, MarginBox) and any(said in _said(box) for said in own):
            if _said(box) not in own:
                raise SlotError(f"{box.at_keyword} says more than name and telephone")
            key = SlotKey(SlotKind.MARGIN_BOX, place=box.at_keyword)
        if key is None:
            plain_context(stream, stacking)
            return
        with marks(stream, box, key):
            plain_context(stream, stacking)

    def blocks(page: Any, stream: Any, boxes: Mapping[Box, Any]) -> None:
        for box, inner in boxes.items():
            # A box that is a stacking context comes here again, with its own content.
            key = None if inside else slot_of(box)
            if key is None:
                plain_block(page, stream, {box: inner})
                continue
            with marks(stream, box, key):
                plain_block(page, stream, {box: inner})

    with replaced(draw, draw_stacking_context=context, draw_block_level=blocks):
        yield numbers


def slot_of(box: Box) -> SlotKey | None:
    """The slot that a box is, or nothing; SlotError where its name is none of a slot."""
    if not (name := attribute(box, SLOT)):
        return None
    if (key := SlotKey.read(name)) is None:
        raise SlotError(f"there is no slot '{name}'")
    return key


def name_slots(
    pdf: pydyf.PDF, sources: Mapping[int, tuple[Element, str]], numbers: Mapping[Element, int]
) -> None:
    """Write into the structure tree which elements are slots."""
    import pydyf

    for node in pdf.objects:
        if isinstance(node, pydyf.Dictionary) and node.get("Type") == "/StructElem":
            source = sources.get(node.number)
            if source and "::" not in source[1] and source[0] in numbers:
                node[IN_TREE] = numbers[source[0]]


def _drawn(box: Box, number: int, key: SlotKey) -> DrawnSlot:
    """Where a box is and how large, and what it inherits."""
    style = " ".join(str(box.style[name]) for name in _STYLE)
    look = SlotLook(key, round(box.border_width(), 3), style)
    height = round(box.border_height(), 9)
    return DrawnSlot(number, look, box.border_box_x(), box.border_box_y(), height)


def _said(box: Box) -> str:
    """All that is in a box, without space."""
    return "".join(line_text(box).split())


def _forget_state(stream: Any) -> None:
    """Let what follows say its colour, its typeface and its opacity itself."""
    stream._current_color = stream._current_color_stroke = None
    stream._current_alpha = stream._current_alpha_stroke = None
    stream._current_font = stream._old_font = None
