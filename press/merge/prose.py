"""The tree of a text -> Prose: its blocks in plain words, as proofreading reads them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from press.merge.html import HEADINGS, IN_TEXT
from press.merge.lines import Lines
from press.merge.transforms.blocks import TICK
from press.merge.transforms.links import slug_of
from press.model import Block, BlockKind, Box, ItemList, Origin, Prose
from press.model.prose import BLANK, VALUE

_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(HEADINGS, "heading"),
    "x-title": "title",
    "dt": "question",
    "td": "cell",
    "th": "cell",
}


def read_prose(root: HtmlElement, lines: Lines) -> Prose:
    """Read the tree of a text, before anything of it is moved or added to."""
    walk = _Walk(lines.origin)
    walk.inside(root, None)
    numbered = tuple(zip(lines.lines, lines.origins, strict=True))
    return Prose(numbered, tuple(walk.blocks), tuple(walk.boxes), tuple(walk.lists), walk.ticks)


@dataclass(slots=True)
class _Walk:
    """Goes through a tree and keeps what it is in."""

    origin: Callable[[int], Origin]
    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    lists: list[ItemList] = field(default_factory=list)
    within: list[Box] = field(default_factory=list)
    listed: int = 0
    headings: int = 0
    row: int = 0
    ticks: bool = False

    def inside(self, element: HtmlElement, kind: BlockKind | None) -> None:
        """Take what an element holds: runs of words, and the blocks between them."""
        self.row = int(element.get("data-line", self.row))
        run = _Run(element.text or "")
        for child in element:
            if child.tag in IN_TEXT:
                run.take(child)
            else:
                self._add(run, kind)
                self._block(child, kind)
                run = _Run("")
            run.text += child.tail or ""
        self._add(run, kind)

    def _block(self, element: HtmlElement, kind: BlockKind | None) -> None:
        tag = str(element.tag)
        row = int(element.get("data-line", self.row))
        box = self.within[-1] if self.within else None
        kind = _KINDS.get(tag, kind)
        if tag == "x-notes":
            return
        if tag == "x-part":
            title = element.find("x-title")
            said = "" if title is None else " ".join(_Run.of(title).text.split())
            self.boxes.append(Box(element.get("kinds", "").split()[0], said, self.origin(row)))
            self.within.append(self.boxes[-1])
            self.inside(element, kind)
            self.within.pop()
        elif tag in ("ul", "ol"):
            items = sum(child.tag == "li" for child in element)
            self.lists.append(ItemList(self.origin(row), box, items))
            self.listed += 1
            self.inside(element, kind)
            self.listed -= 1
        else:
            self.ticks = self.ticks or (tag == "li" and _is_ticked(element))
            self.headings += kind == "heading"
            self.inside(element, kind)

    def _add(self, run: _Run, kind: BlockKind | None) -> None:
        """A run of words as a block, unless it has none."""
        text = unicodedata.normalize("NFC", run.text)
        skipped = len(text) - len(text.lstrip())
        if not text.replace(BLANK, "").strip():
            return
        if run.row is not None:
            self.row = run.row
        text = text[skipped:].rstrip()
        origins = tuple(self.origin(self.row + line) for line in range(text.count("\n") + 1))
        links = tuple((start - skipped, end - skipped) for start, end in run.links)
        box = self.within[-1] if self.within else None
        kind = kind or ("item" if self.listed else "text")
        lead = max(run.lead - skipped, 0)
        self.blocks.append(Block(kind, text, origins, box, lead, links, self.headings))


def _is_ticked(item: HtmlElement) -> bool:
    first = item.find("p")
    said = item.text or "" if first is None or (item.text or "").strip() else first.text or ""
    return bool(TICK.match(said))


@dataclass(slots=True)
class _Run:
    """Words that stand together: how much of their start is bold, where links to leaflets are."""

    text: str
    lead: int = 0
    links: list[tuple[int, int]] = field(default_factory=list)
    row: int | None = None

    @classmethod
    def of(cls, element: HtmlElement) -> _Run:
        run = cls("")
        run.take(element)
        return run

    def take(self, element: HtmlElement) -> None:
        """Add what an element in running text says."""
        start, bold = len(self.text), not self.text.strip() and element.tag in ("strong", "b")
        self._note_row(element)
        match str(element.tag):
            case "x-value":
                self.text += VALUE
            case "x-blank":
                self.text += BLANK
            case "br":
                self.text += "" if (element.tail or "").startswith("\n") else "\n"
            case _:
                self.text += element.text or ""
                for child in element:
                    self.take(child)
                    self.text += child.tail or ""
        if bold:
            self.lead = len(self.text)
        if element.tag == "a" and slug_of(element.get("href")):
            self.links.append((start, len(self.text)))

    def _note_row(self, element: HtmlElement) -> None:
        """The row of the run's beginning, told by the first element in it that has one."""
        if self.row is None and (line := element.get("data-line")) is not None:
            self.row = int(line) - self.text.lstrip().count("\n")
