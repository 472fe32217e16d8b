"""What a file from elsewhere holds, as every reader gives it: blocks and remarks, in its order.

Each thing knows where it stood: `part`, the piece of the file that was counted by itself (the
text, a header, the notes); `place`, as a person finds it; `at`, its number in the reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Mark = Literal["bold", "italic", "sup", "sub"]
Kind = Literal["text", "heading", "item", "quote", "term", "answer", "picture", "table", "part"]


class NotReadError(Exception):
    """A file that cannot be taken over; says why, and what to do."""

    def __init__(self, why: str, hint: str = "") -> None:
        super().__init__(why)
        self.why, self.hint = why, hint


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; a line break in it is a line break.

    `note` is the name of a note that it refers to, `value` what the practice fills in.
    """

    text: str = ""
    at: int = 0
    marks: frozenset[Mark] = frozenset()
    href: str = ""
    note: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: its bytes, what it shows, what stands below it; `name` once it is remade."""

    data: bytes
    alt: str = ""
    caption: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item, picture, table or part of a leaflet.

    `level` is that of a heading (0: the title), or how deep an item stands (-1: in no list).
    `number` is an item's own, 0 in a list with bullets. A part is called `name`, has a title
    (`pieces`) and holds `blocks`. `styled` says that the file itself calls a title a title.
    """

    kind: Kind
    pieces: tuple[Piece, ...] = ()
    place: str = ""
    part: str = ""
    at: int = 0
    level: int = -1
    number: int = 0
    tick: bool = False
    begins: bool = False
    """Whether a new list begins with this item."""
    image: Image | None = None
    rows: tuple[tuple[Cell, ...], ...] = ()
    name: str = ""
    blocks: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, over so many columns and rows."""

    blocks: tuple[Block, ...] = ()
    columns: int = 1
    rows: int = 1
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be told of a place, and what became of it.

    `left_out`: the words stand in the report only; else in the leaflet too.
    """

    kind: str
    place: str
    became: str
    words: str = ""
    left_out: bool = False
    part: str = ""
    at: int = 0
    about: str = ""
    """What stands beside: who wrote a comment, where a link led."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a file says about itself, as far as a leaflet's head has a place for it."""

    title: str = ""
    summary: str = ""
    author: str = ""
    language: str = ""
    changed: date | None = None
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read. `notes` are by name, in their order.

    `changes` are tracked changes that nobody decided on. Of a file that another program turned
    into one that we read, that program may have lost words: `through` is its name.
    """

    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()
    notes: Mapping[str, Block] = field(default_factory=dict)
    known: Known = Known()
    changes: tuple[Remark, ...] = ()
    through: str = ""
