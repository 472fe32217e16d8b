"""What a page draws, taken apart: what is drawn together stays so."""

from __future__ import annotations

from typing import Any

import pytest

from press.model.slots import SLOT_BEGINS, SLOT_ENDS
from press.render.drawing import pieces_of

SQUARE = (b"0 0 10 10 re", b"f")
GROUND = ("/Artifact", b"BMC", b"q", b"1 1 1 rg", *SQUARE, b"Q", b"EMC")


def marked(tag: str, number: int, *items: bytes) -> tuple[Any, ...]:
    return (tag, {"MCID": number}, b"BDC", *items, b"EMC")


@pytest.mark.parametrize("in_slot", [False, True], ids=["on a page", "in a slot"])
def test_a_figure_and_the_ground_that_it_lies_on_are_one_piece(in_slot: bool) -> None:
    """A slot is put on other pages as one, and must look there as what is rendered looks."""
    text, figure = marked("/Span", 0, b"BT", b"ET"), marked("/Figure", 1, *SQUARE)
    drawn = (*text, b"q", *SQUARE[:1], b"W", b"n", *GROUND, *figure, b"Q")
    if in_slot:
        [slot] = pieces_of((SLOT_BEGINS, *drawn, SLOT_ENDS))
        pieces = list(slot.inner)
    else:
        pieces = pieces_of(drawn)
    assert [piece.numbers for piece in pieces] == [[0], [1]]
    assert len(pieces[1].operators) == 11  # seven of the ground, four of the figure
