"""What passes through imprinting: shells, furniture, and objects written but for their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from press.imprint.scan import Code
from press.model import Finding, Page, Said
from press.model.slots import SlotLook


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file is not imprinted but laid out on its own."""

    why: str


@dataclass(frozen=True, slots=True)
class Box:
    """Two corners in px from the top left of a slot or page, in the order as they are written."""

    x0: float
    y0: float
    x1: float
    y1: float

    def moved(self, across: float, down: float) -> Box:
        return Box(self.x0 + across, self.y0 + down, self.x1 + across, self.y1 + down)


@dataclass(frozen=True, slots=True)
class OwnText:
    """A text that names the page of the leaflet by its token."""

    text: str


Written: TypeAlias = "tuple[bytes | str | Box | OwnText, ...]"
"""A PDF object as bytes, with a name wherever the number of another object comes, with boxes
wherever four numbers of one come, and with texts that differ between leaflets."""
OWN_CODE = "own code"
"""What the picture of a leaflet's own code is called: it differs between leaflets too."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of marked content, by its number in its slot."""

    number: int


@dataclass(frozen=True, slots=True)
class Inner:
    """An element, by its number in its slot."""

    number: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link, by its number in its slot."""

    number: int


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element in a slot, written but for its kids."""

    entries: Written
    kids: tuple[Marked | Inner | Link, ...]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link in a slot: where it is, and the rest of it, written."""

    box: Box
    entries: Written


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands in a slot.

    `content` is what it draws where it was laid out, `left` and `top` in px on its page, in
    pieces between which the numbers of its marked content come; `drawn` the pictures in it
    by the names that it calls them; `codes` those of the glyphs that it takes of each
    typeface; `owners` the element that each piece of marked content belongs to.
    """

    left: float
    top: float
    height: float
    content: tuple[bytes, ...]
    drawn: Mapping[str, str]
    codes: Mapping[str, frozenset[Code]]
    elements: tuple[Element, ...]
    owners: tuple[int, ...]
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Furniture:
    """A practice's furniture in one layout and medium: its slots, and the pictures in them.

    `pictures` are written by name, each with its data if it is a stream; `states` are the
    graphics states that any slot may set. `said` is what slots are to say, of which only a
    check makes something.
    """

    slots: Mapping[SlotLook, Slot]
    pictures: Mapping[str, tuple[Written, bytes | None]]
    states: Written
    findings: tuple[Finding, ...]
    said: Mapping[SlotLook, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opening:
    """A slot in a shell: which, how high (px) and where, and the numbers of its objects.

    `left` and `top` are in px on the page, `stream` is the part of the page's content that
    draws it, `root` its structure element, 0 if it has none, and `parent` the one above.
    """

    slot: SlotLook
    height: float
    page: int
    left: float
    top: float
    stream: int
    root: int
    parent: int


@dataclass(frozen=True, slots=True)
class ShellPage:
    """A page: its number, its height in pt, its annotations and its marked content.

    `annotations` holds numbers of annotations, and negative where those of opening
    `-1 - index` come; `array` is the number of the array, 0 if there are none. `owners` are
    the structure elements of its `marked` pieces of marked content, as the parent tree has
    them.
    """

    number: int
    height: float
    array: int
    annotations: tuple[int, ...]
    owners: bytes
    marked: int


@dataclass(frozen=True, slots=True)
class Shell:
    """A file laid out once, its slots open and its brand's colours named.

    `tokens` are the objects that name the practice, in pieces: between them comes its
    name or its website. `links` is what the parent tree says of links, `next_parent` the
    next free key in it; `resources` what pages draw with, its parts written. `allowed` are the
    typefaces that it may use, `said` its words, of which only a check makes something.
    """

    pdf: bytes
    size: int
    previous: int
    root: int
    info: int
    metadata: int
    identifier: bytes
    openings: tuple[Opening, ...]
    pages: tuple[ShellPage, ...]
    tokens: Mapping[int, bytes]
    metadata_packet: bytes
    colour_spaces: int
    other_colour_spaces: bytes
    resources: int
    states: bytes
    drawn: bytes
    other_resources: bytes
    fonts: int
    codes: Mapping[str, frozenset[Code]]
    parent_tree: int
    links: bytes
    next_parent: int
    laid_out: tuple[Page, ...]
    families: tuple[str, ...]
    findings: tuple[Finding, ...]
    allowed: frozenset[str]
    said: Said
