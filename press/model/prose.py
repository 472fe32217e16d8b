"""A text as it is proofread: its blocks in plain words, each line with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from press.model.findings import Origin

BlockKind = Literal["text", "item", "cell", "heading", "title", "question"]
RUNNING: Final[tuple[BlockKind, ...]] = ("text", "item", "cell")
"""Kinds of blocks that are not headings."""
COLONS: Final = ":：፦"
"""What ends a line that leads to a list: Latin, Chinese, Ethiopic."""
VALUE: Final = "\ufffc"
"""Stands for a {{ practice.… }}: one word that the practice fills in."""
BLANK: Final = "____"


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a leaflet, such as `!!! tip "Title"`; the title only if the writer gives one."""

    kind: str
    title: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item or cell as plain text; `origins` has a place for each line.

    `lead` is how many characters at the start are bold, `links` from where to where
    links to other leaflets reach, `after` is how many headings stand before it.
    """

    kind: BlockKind
    text: str
    origins: tuple[Origin, ...]
    box: Box | None = None
    lead: int = 0
    links: tuple[tuple[int, int], ...] = ()
    after: int = 0

    def origin(self, offset: int = 0) -> Origin:
        """Where the character at this offset stands."""
        return self.origins[min(self.text.count("\n", 0, offset), len(self.origins) - 1)]


@dataclass(slots=True)
class ItemList:
    """A list: where it begins, how many items it has."""

    origin: Origin
    box: Box | None
    items: int = 0


@dataclass(frozen=True, slots=True)
class Prose:
    """A leaflet's text; `lines` are its source lines with their places, passages put in."""

    lines: tuple[tuple[str, Origin], ...] = ()
    blocks: tuple[Block, ...] = ()
    boxes: tuple[Box, ...] = ()
    lists: tuple[ItemList, ...] = ()
    ticks: bool = False
    """Whether there is a list to tick off."""

    def running(self, *kinds: BlockKind) -> tuple[Block, ...]:
        """The blocks of these kinds, in the order of the text."""
        return tuple(block for block in self.blocks if block.kind in kinds)
