"""Markdown as people write it -> as Python-Markdown reads it; each line keeps its row.

Python-Markdown wants four spaces a level, and a blank line before a list or a table.
Writers know other editors (CommonMark, Word), where two will do and none is needed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from press.merge.html import BLOCK, VOID

_ITEM = re.compile(r"(?:(?P<mark>[-*+]|(?P<number>\d{1,9})[.)])(?:(?P<gap> +)(?=\S)|$)|[•▪◦‣·] *)")
_PART = re.compile(
    r"!!! ?(?P<kinds>[\w-]+(?: +[\w-]+)*?) *"
    r"(?:(?::\s*)?[\"“”„«] ?(?P<quoted>.*?) ?(?P<end>[\"“”»])?|: *(?P<said>\S.*?)|) *$"
)
_NOTE = re.compile(r"\[\^[^\]\s]+\]:")
_LABEL = re.compile(r"\[[^\[\]]+\]: *\S+ *(?:[\"'(].*)?$")
_DEFINITION = re.compile(r": {1,3}(?=\S)")
_QUOTATION = re.compile(r">(?! ?\d)")
_RULE = re.compile(r"(?!____)([-*_]) *(?:\1 *){2,}$")
_SEPARATOR = re.compile(r"(?=.*\|)(?=.*-)[|:\- ]+$")
_HTML = re.compile(rf"</?(?:{'|'.join(sorted(BLOCK))})(?=[\s/>])(?!\s+[\w-]+(?:[\s>]|$))", re.I)
_TAGS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_FIRST = re.compile(r"^\s*(?:(?:[-*+•▪◦‣·]|\d{1,9}[.)])\s+)?")
_LEVEL = "    "

_Above = Literal["", "text", "table", "other"]
"""What stands on the line right above: nothing, a paragraph, a table, anything else."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as Python-Markdown wants it, and the row of the source (from 0) where it begins.

    `html` is a block of HTML, of all its rows: nothing in it is Markdown.
    """

    indent: str
    text: str
    row: int
    html: bool = False


@dataclass(slots=True)
class _Box:
    """Something that holds lines: from which column on; -1 for what its first line will say."""

    kind: Literal["item", "part", "note", "definition"]
    column: int
    inside: int

    def holds(self, column: int, *, freely: bool) -> bool:
        """Whether a line at this column stands in it; `freely` after a blank or with a mark."""
        if self.inside < 0 and column > self.column:
            self.inside = column
        least = self.column + (2 if self.kind == "item" else 1)
        if self.kind == "part":
            return column >= least
        return column >= self.inside or (freely and column >= least)


def as_read(lines: Sequence[str]) -> list[Line]:
    """Write lines out at four spaces a level, lists and tables with a blank line before them."""
    reader = _Reader([_FIRST.sub(_plain_spaces, line).expandtabs(4) for line in lines])
    while reader.row < len(reader.lines):
        reader.take()
    return reader.out


def _plain_spaces(start: re.Match[str]) -> str:
    """The start of a line with plain spaces, where Word has put others (U+00A0)."""
    return re.sub(r"[^\S\t]", " ", start[0])


@dataclass(slots=True)
class _Reader:
    lines: list[str]
    out: list[Line] = field(default_factory=list)
    boxes: list[_Box] = field(default_factory=list)
    row: int = 0
    above: _Above = ""
    depth: int = 0
    """How deep the last item stood."""
    itemised: bool = False
    """Whether the lines since the last blank one begin with an item."""
    parted: bool = False
    """Whether a blank line parted something in the list that the reader is in."""

    def take(self) -> None:
        """Write the line that the reader is at, and go on to the next."""
        line = self.lines[self.row]
        said = line.lstrip(" ")
        if not said.strip():
            self.out.append(Line("", "", self.row))
            self.above, self.row = "", self.row + 1
            self.parted = self.parted or self._in_list()
            return
        column = len(line) - len(said)
        item = None if _RULE.match(said) else _ITEM.match(said)
        beside = self._leave(column, said, item)
        if _HTML.match(said):
            self._html()
            return
        if _RULE.match(said) and not (said.startswith("-") and self.above == "text"):
            self._block("<hr>", self.row)
            self.row += 1
            return
        if item and not (self.above == "text" and not beside and _goes_on(item)):
            self._item(said, item, column, beside)
        elif part := _PART.match(said):
            self._put(_head(part), "other")
            self.boxes.append(_Box("part", column, -1))
        elif _NOTE.match(said):
            self._put(said, "text")
            self.boxes.append(_Box("note", column, column + 4))
        elif definition := _DEFINITION.match(said):
            # A block of HTML is no term: then the colon is the text's.
            above = next((line for line in reversed(self.out) if line.text), None)
            self._put(f"\\{said}" if above and above.html else said, "text")
            self.boxes.append(_Box("definition", column, column + definition.end()))
        else:
            self._text(said)
        self.row += 1

    def _leave(self, column: int, said: str, item: re.Match[str] | None) -> bool:
        """Leave the boxes that a line does not stand in; whether it is one more item of a list."""
        left = beside = False
        while self.boxes and not beside:
            box = self.boxes[-1]
            if box.holds(column, freely=bool(item) or not self.above):
                break
            if not item and self.above == "text" and box.kind != "part" and not self._begins(said):
                return False  # a lazy line, which goes on with the paragraph above
            beside = bool(item) and box.kind == "item" and abs(column - box.column) <= 1
            self.boxes.pop()
            left = True
        if left and not beside:
            self._part_from_above()
        return beside

    def _begins(self, said: str) -> bool:
        """Whether a line begins something of its own: a part, a note, a heading, a definition."""
        below = self.lines[self.row + 1] if self.row + 1 < len(self.lines) else ""
        return (
            said.startswith(("#", "!!!", ": "))
            or bool(_QUOTATION.match(said))
            or below.lstrip().startswith(": ")
            or bool(_NOTE.match(said) or _LABEL.match(said) or _HTML.match(said))
        )

    def _item(self, said: str, item: re.Match[str], column: int, beside: bool) -> None:
        goes_on = beside or (self.boxes and self.boxes[-1].kind == "item" and self.above == "text")
        if not goes_on or not self.itemised:
            self._part_from_above()
        if self.parted and len(self.boxes) < self.depth:
            # Python-Markdown loses what is less deep right below items that are parted.
            self._part_from_above()
        self.parted = self.parted and (beside or self._in_list())
        self.depth = len(self.boxes)
        mark = f"{item['number']}." if item["number"] else item["mark"] or "-"
        self._put(f"{mark} {said[item.end() :]}", "text", item=True)
        inside = column + len(item[0]) if item["gap"] is None else column + len(mark)
        inside += min(len(item["gap"] or ""), 4)
        self.boxes.append(_Box("item", column, inside))

    def _in_list(self) -> bool:
        return any(box.kind == "item" for box in self.boxes)

    def _text(self, said: str) -> None:
        below = self.lines[self.row + 1].strip() if self.row + 1 < len(self.lines) else ""
        is_head = "|" in said and bool(_SEPARATOR.match(below)) and self.above != "table"
        if (is_head and self.above == "text") or (self.above == "table" and "|" not in said):
            self._part_from_above()
        if said.endswith("\\") and not said.endswith("\\\\") and below:
            said = f"{said[:-1].rstrip()}  "
        heading = said.startswith("#")
        row = is_head or (self.above == "table" and "|" in said)
        self._put(said, "table" if row else "other" if heading else "text")

    def _html(self) -> None:
        """A block of HTML reaches to a blank line (CommonMark 4.6), or to where all of it ends."""
        first, depth = self.row, 0
        while self.row < len(self.lines) and self.lines[self.row].strip():
            tags = _TAGS.findall(self.lines[self.row])
            depth += sum(-1 if end else name.lower() not in VOID for end, name in tags)
            self.row += 1
            if depth <= 0 and tags:
                break
        self._block("\n".join(self.lines[first : self.row]), first)

    def _block(self, html: str, row: int) -> None:
        self._part_from_above()
        self.out.append(Line(_LEVEL * len(self.boxes), html, row, html=True))
        self.out.append(Line("", "", row))
        self.above = ""

    def _part_from_above(self) -> None:
        if self.above:
            self.out.append(Line("", "", self.row))
            self.above = ""

    def _put(self, said: str, above: _Above, *, item: bool = False) -> None:
        if not self.above:
            self.itemised = item
        self.out.append(Line(_LEVEL * len(self.boxes), said, self.row))
        self.above = above


def _goes_on(item: re.Match[str]) -> bool:
    """Whether a number that is not 1 may be the text's: "… in\\n2019. Daarna" (CommonMark 5.3)."""
    return item["number"] is not None and int(item["number"]) != 1


def _head(part: re.Match[str]) -> str:
    """The head of a part, its title in straight quotes."""
    title = part["quoted"] if part["said"] is None else part["said"]
    return f"!!! {part['kinds']}" + ("" if title is None else f' "{title}"')
