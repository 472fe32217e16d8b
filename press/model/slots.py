"""Slots: what a layout leaves to each practice, and how merge, render and imprint speak of them.

A layout marks an element with `data-slot="NAME"`; `render` writes a comment before and
behind what the element draws (ISO 32000-1, 7.2.4) and the slot's number into the structure
tree; `imprint` takes both out again. All three spell it as it stands here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum

SLOT, GROWS = "data-slot", "data-grows"
"""Attributes of a layout's element: it is this slot; its height may differ."""
IN_TREE = "LeafletSlot"
"""The key of a structure element under which stands the number of its slot."""

SLOT_BEGINS, SLOT_ENDS = b"%leaflet-slot ", b"%leaflet-slot-end"
"""How the comments begin that stand before and behind what a slot draws."""

TOKEN = "zqx"
NAME = f"{TOKEN}praktijk"
WEBSITE = f"https://{TOKEN}website.invalid"
"""What stands for a practice's name and its website wherever they are not in a slot."""
OWN_PAGE = f"{TOKEN}pagina"
"""What stands for a leaflet's own page below the website, in a slot."""


class SlotKind(StrEnum):
    """What stands in a slot; those of a leaflet that is referred to come once for each."""

    CONTACT = "contact"
    MARK = "mark"
    URGENT = "urgent"
    OUT_OF_HOURS = "out-of-hours"
    PUBLISHER = "publisher"
    CODE = "code"
    ADDRESS = "address"
    MARGIN_BOX = "margin-box"
    """A margin box that says the practice's name: no layout marks it."""


OF_LEAFLET = frozenset({SlotKind.CODE, SlotKind.ADDRESS})
"""Written as `code:SLUG:PLACE`: whose address it is, and where the card stands."""
IN_LAYOUTS = tuple(kind for kind in SlotKind if kind is not SlotKind.MARGIN_BOX)


@dataclass(frozen=True, slots=True, order=True)
class SlotKey:
    """Which slot it is; `slug` is the leaflet's, `place` where its card or margin box stands."""

    kind: SlotKind
    slug: str = ""
    place: str = ""

    @classmethod
    def read(cls, name: str) -> SlotKey | None:
        """The slot that a layout's attribute names; None if there is no such slot."""
        kind, *rest = name.split(":")
        if kind not in IN_LAYOUTS or len(rest) != (2 if kind in OF_LEAFLET else 0):
            return None
        return cls(SlotKind(kind), *rest)


@dataclass(frozen=True, slots=True, order=True)
class SlotLook:
    """A slot, its width in px and what it inherits: where they agree, it looks alike."""

    key: SlotKey
    width: float
    style: str


@dataclass(frozen=True, slots=True)
class DrawnSlot:
    """A slot on its page: its number in the structure tree, and its box in px from top left.

    A margin box is in no tree and has the number -1.
    """

    number: int
    look: SlotLook
    left: float
    top: float
    height: float

    def comments(self) -> tuple[bytes, bytes]:
        """What stands before and behind what it draws."""
        return SLOT_BEGINS + json.dumps(asdict(self)).encode("ascii"), SLOT_ENDS


_DRAWN = re.compile(
    re.escape(SLOT_BEGINS) + rb"(\{.*?\})\n(.*?)" + re.escape(SLOT_ENDS) + rb"\n?", re.S
)


def drawn_slots(content: bytes) -> Iterator[tuple[DrawnSlot, bytes]]:
    """Each slot in a page's content, and the operators that draw it."""
    for match in _DRAWN.finditer(content):
        fields = json.loads(match[1])
        look, key = fields["look"], fields["look"]["key"]
        look["key"] = SlotKey(**(key | {"kind": SlotKind(key["kind"])}))
        yield DrawnSlot(**(fields | {"look": SlotLook(**look)})), match[2]


def between_slots(content: bytes) -> Iterator[bytes]:
    """What a page draws before its first slot, between the slots, and after the last."""
    end = 0
    for match in _DRAWN.finditer(content):
        yield content[end : match.start()]
        end = match.end()
    yield content[end:]
