"""Slots: what merge, render and imprint say to each other comes through as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from press.model.slots import (
    IN_LAYOUTS,
    OF_LEAFLET,
    DrawnSlot,
    SlotKey,
    SlotKind,
    SlotLook,
    between_slots,
    drawn_slots,
)

WORDS = st.text("abc-0123456789", max_size=8)
NUMBERS = st.floats(-1e6, 1e6)
KEYS = st.builds(SlotKey, st.sampled_from(SlotKind), WORDS, WORDS)
SLOTS = st.builds(
    DrawnSlot,
    st.integers(-1, 999),
    st.builds(SlotLook, KEYS, NUMBERS, st.text(max_size=30)),
    NUMBERS,
    NUMBERS,
    NUMBERS,
)
DRAWINGS = st.sampled_from([b"", b"0 0 m 1 1 l S\n", b"BT {} ET\n"])


@given(st.lists(st.tuples(DRAWINGS, SLOTS, DRAWINGS)), DRAWINGS)
def test_a_slot_is_read_as_it_was_marked(
    page: list[tuple[bytes, DrawnSlot, bytes]], last: bytes
) -> None:
    content = b""
    for before, slot, drawing in page:
        begin, end = slot.comments()
        content += before + begin + b"\n" + drawing + end + b"\n"
    content += last
    assert list(drawn_slots(content)) == [(slot, drawing) for _, slot, drawing in page]
    assert list(between_slots(content)) == [*(before for before, _, _ in page), last]


def test_the_names_of_layouts_are_those_of_slots() -> None:
    for kind in IN_LAYOUTS:
        of_leaflet = kind in OF_LEAFLET
        assert SlotKey.read(kind) == (None if of_leaflet else SlotKey(kind))
        whole = SlotKey(kind, "rug", "margin") if of_leaflet else None
        assert SlotKey.read(f"{kind}:rug:margin") == whole
    assert SlotKey.read("margin-box") is None
