"""What the text of a leaflet becomes: its HTML, and what was met on the way.

Marks are left for later: CALL where the telephone block comes, CARD … CARD_END around the
slug of a leaflet whose card (title, QR code, short address) comes there, and
NOTE … NOTE_END around what a number refers to. BESIDE … BESIDE_TO … BESIDE_END stand around
what is in the margin and what it goes with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CALL = "\ue001"
CARD, CARD_END = "\ue002", "\ue003"
IN_ROW = "/row"
"""Behind a card's slug: it stands in a row of cards, not in the margin."""
NOTE, NOTE_END = "\ue004", "\ue005"
BESIDE, BESIDE_TO, BESIDE_END = "\ue006", "\ue007", "\ue008"
SHARED = "this--"
"""Begins every address inside the same text; a booklet puts the leaflet's name there."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What the numbers in a text refer to: identifiers in the order of the text.

    Those of the head's sources, and those of the writer's own footnotes with their HTML.
    """

    cited: tuple[str, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Shaped:
    """What `shape` made, and what it met on the way, in the order of the text."""

    html: str = ""
    closing: str = ""
    notes: Notes = field(default_factory=Notes)
    references: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    without_alt: list[str] = field(default_factory=list)
    unknown_parts: list[str] = field(default_factory=list)
    unknown_notes: list[str] = field(default_factory=list)
    notes_in_notes: list[str] = field(default_factory=list)
    refused_links: list[str] = field(default_factory=list)
    unknown_places: list[str] = field(default_factory=list)
    wrong_headings: list[str] = field(default_factory=list)
