"""Leaflet and passages -> Text: the blocks of its Markdown, each line with its place.

Read from the source, not from the merged page, so that a finding can name the
line that a writer must mend. markdown-it gives each block its lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from press.model import Leaflet, Origin, Passage
from press.proofread.plain import Plain, plain, plain_html
from press.proofread.source import BLANK, marked, with_passages

Kind = Literal["text", "item", "cell", "heading", "title", "question"]
RUNNING: tuple[Kind, ...] = ("text", "item", "cell")
"""Kinds of blocks that are not headings."""

_HOLDERS: Mapping[str, Kind] = {
    "heading_open": "heading",
    "admonition_title_open": "title",
    "dt_open": "question",
    "th_open": "cell",
    "td_open": "cell",
}


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

    kind: Kind
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
class Text:
    """A leaflet's text; `lines` are its source lines with their places, passages put in."""

    lines: tuple[tuple[str, Origin], ...]
    blocks: tuple[Block, ...]
    boxes: tuple[Box, ...]
    lists: tuple[ItemList, ...]
    ticks: bool
    """Whether there is a list to tick off."""

    def running(self, *kinds: Kind) -> tuple[Block, ...]:
        """The blocks of these kinds, in the order of the text."""
        return tuple(block for block in self.blocks if block.kind in kinds)


def read_markdown(leaflet: Leaflet, passages: Mapping[tuple[str, str], Passage]) -> Text:
    """Read a leaflet's Markdown, with the passages that it includes."""
    lines = with_passages(leaflet, passages)
    walk = _Walk([origin for _, origin in lines])
    for token in _MARKDOWN.parse("\n".join(marked(line) for line, _ in lines)):
        if token.type == "footnote_block_open":
            break
        walk.take(token)
    ticks = any(re.match(r"\s*[-*+] \[[ xX]\] ", line) for line, _ in lines)
    return Text(tuple(lines), tuple(walk.blocks), tuple(walk.boxes), tuple(walk.lists), ticks)


_MARKDOWN = (
    MarkdownIt("commonmark", {"html": True})
    .enable("table")
    # An indented or fenced text is not a program here: it is read like any other.
    .disable(["code", "fence"])
    .use(admon_plugin)
    .use(deflist_plugin)
    .use(footnote_plugin, inline=False)
)


@dataclass(slots=True)
class _Walk:
    """Goes through the tokens and keeps what is open.

    Notes that are defined twice, inside lists, leave tokens that close what is not open.
    """

    origins: list[Origin]
    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    lists: list[ItemList] = field(default_factory=list)
    open_boxes: list[Box] = field(default_factory=list)
    open_lists: list[ItemList] = field(default_factory=list)
    holder: Kind | None = None
    line: int = 0
    headings: int = 0

    def take(self, token: Token) -> None:
        """Note what a token opens, closes or says."""
        if token.map:
            self.line = token.map[0]
        match token.type:
            case "admonition_open":
                title = token.content if '"' in token.info else ""
                self.boxes.append(Box(token.meta["tag"], title, self._origin(self.line)))
                self.open_boxes.append(self.boxes[-1])
            case "admonition_close":
                del self.open_boxes[-1:]
            case "bullet_list_open" | "ordered_list_open":
                self.lists.append(ItemList(self._origin(self.line), self._box))
                self.open_lists.append(self.lists[-1])
            case "bullet_list_close" | "ordered_list_close":
                del self.open_lists[-1:]
            case "list_item_open" if self.open_lists:
                self.open_lists[-1].items += 1
            case "inline":
                self._add(plain(token.children or []))
            case "html_block":
                self._add(plain_html(token.content))
            case kind if kind in _HOLDERS:
                self.holder = _HOLDERS[kind]
            case kind if kind.replace("_close", "_open") in _HOLDERS:
                self.holder = None

    def _add(self, said: Plain) -> None:
        kind = self.holder or ("item" if self.open_lists else "text")
        if kind == "title" and self._box:
            said = Plain(self._box.title)
        self.headings += kind == "heading"
        if said.text.replace(BLANK, "").strip():
            lines = range(self.line, self.line + said.text.count("\n") + 1)
            origins = tuple(self._origin(line) for line in lines)
            self.blocks.append(
                Block(kind, said.text, origins, self._box, said.lead, said.links, self.headings)
            )

    @property
    def _box(self) -> Box | None:
        return self.open_boxes[-1] if self.open_boxes else None

    def _origin(self, line: int) -> Origin:
        return self.origins[min(line, len(self.origins) - 1)]
