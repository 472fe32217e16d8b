"""A Word file (.docx) -> Document: its paragraphs, tables and pictures, and all that is said aloud.

The names of elements are those of WordprocessingML (ECMA-376, part 1, 17).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace

from press.importing.leaflets.gathering import Fate
from press.importing.leaflets.package import Element, Package, child, inside, local, value
from press.importing.leaflets.record import Block, Cell, Document, NotReadError, Piece
from press.importing.leaflets.word_beside import (
    drawn_words,
    floating,
    known_of,
    note_pieces,
)
from press.importing.leaflets.word_runs import CHANGES, CONTENTS, SILENT, RunReader, choice

_AROUND = "left out: each layout has its own head and foot"
_UNDER = "its cells stand below each other, row by row"
_MOST_LINES = 4
"""Paragraphs in a cell of a table that is one; with more it only sets places."""


def read_word(content: bytes, changes: str = "") -> Document:
    """Read a Word file; `changes` is `accept`, `reject`, or '' where nobody has decided."""
    package = Package(content)
    targets = (e for e in package.related("").values() if e.type == "officeDocument")
    main = next((e.target for e in targets), "word/document.xml")
    root = package.xml(main)
    if root is None or local(root) != "document":
        raise NotReadError("there is no text of Word in this file", "save it as .docx anew")
    return WordReader(package, main, changes).document(root)


class WordReader(RunReader):
    """Goes through the parts of a Word file."""

    in_note = False

    def document(self, root: Element) -> Document:
        """The file: its text first, then its notes, and what stands around it."""
        marks = (each for each in root.iter() if local(each) == "bookmarkStart")
        self.bookmarks = {value(each, "name") for each in marks}
        self.blocks(root)
        for kind, letter in (("footnotes", "n"), ("endnotes", "e")):
            for part in self._parts(kind):
                self._notes(part, kind[:-1], letter)
        for kind in ("header", "footer"):
            for number, part in enumerate(self._parts(kind), 1):
                with self._beside(part, f"{kind} {number}", Fate(kind, _AROUND)):
                    self.blocks(self._root(part))
        self._comments()
        drawn_words(self.package, self.gathering)
        self.gathering.place = "the file"
        if any(name.endswith("vbaProject.bin") for name in self.package.names):
            self.gathering.tell("macro", "left out, and never run")
        return self.gathering.document(known_of(self))

    def _parts(self, kind: str) -> list[str]:
        return sorted({e.target for e in self.related.values() if e.type == kind and not e.outside})

    def _root(self, part: str) -> list[Element]:
        return inside(self.package.xml(part))

    # --- blocks ---

    def blocks(self, parent: Element | list[Element]) -> None:
        """Read what stands below each other."""
        for each in parent:
            match local(each):
                case "p":
                    self._paragraph(each)
                case "tbl":
                    self._table(each)
                case "sdt":
                    with self.control(each):
                        self.blocks(each)
                case "sectPr":
                    self._section(each)
                case "altChunk":
                    self.gathering.next_place("paragraph")
                    self.gathering.tell("file in the file", "left out: take it over by itself")
                case "AlternateContent":
                    self.blocks(choice(each))
                case "bookmarkStart":
                    self.bookmark(each)
                case name if name in CHANGES:
                    with self.change(each, name):
                        self.blocks(each)
                case name if name not in SILENT:
                    self.blocks(each)

    def _paragraph(self, paragraph: Element) -> None:
        gathering, properties = self.gathering, child(paragraph, "pPr")
        if not self.in_note:
            gathering.next_place("paragraph")
        self.style = self.styles.of_paragraph(properties)
        names = self.styles.names(self.style) or [""]
        for each in inside(child(properties, "rPr")):
            if local(each) in CHANGES:
                with self.change(each, local(each), "the end of this paragraph"):
                    pass
        contents = re.match(r"toc \d|inhopg", names[0])
        with gathering.fate(*CONTENTS) if contents else nullcontext():
            outer, self.floats = self.floats, []
            self._add(self.pieces_in(paragraph), properties, names[0])
            floats, self.floats = self.floats, outer
        for drawing, fates in floats:
            floating(self, drawing, fates)
        self._section(child(properties, "sectPr"))

    def _add(self, pieces: list[Piece], properties: Element | None, style: str) -> None:
        heading, listed = self.styles.heading(properties), self.styles.list_of(properties)
        level = self.lists.level(*listed) if listed else None
        if not any(piece.text.strip() for piece in pieces):
            self.gathering.add("text", pieces)
        elif heading is not None:
            plain = [replace(each, marks=each.marks - {"bold", "italic"}) for each in pieces]
            if level and level.kind not in ("bullet", "none"):
                self.gathering.tell("number of a heading", "left out: headings have none")
            self.gathering.add("heading", plain, level=heading)
        elif listed and level and level.kind != "none":
            self._item(pieces, *listed)
        else:
            is_quote = style in ("quote", "intense quote")
            name = "caption" if style in ("caption", "bijschrift") else ""
            self.gathering.add("quote" if is_quote else "text", pieces, name=name)

    def _item(self, pieces: list[Piece], name: str, depth: int) -> None:
        level, number = self.lists.level(name, depth), self.lists.number(name, depth)
        begins = depth == 0 and name not in self.lists.met
        self.lists.met.add(name)
        self.gathering.add("item", pieces, level=depth, number=number, begins=begins)
        if level.label:
            about = f"'{level.label}' {number}"
            self.gathering.tell("word before a number", "left out: lists have numbers", about=about)
        elif number and level.kind not in ("decimal", "decimalZero"):
            self.gathering.tell("letters or Roman numbers of a list", "numbers take their place")

    def _section(self, section: Element | None) -> None:
        columns = child(section, "cols")
        if value(columns, "num") not in ("", "0", "1"):
            self.gathering.tell("columns", "the text stands in one: a layout sets its own")

    # --- tables ---

    def _table(self, table: Element) -> None:
        gathering, outer = self.gathering, self.gathering.blocks
        gathering.next_place("table")
        place, at = gathering.place, gathering.at
        rows: list[list[Cell]] = []
        merged: dict[int, tuple[int, int]] = {}
        for row in _within(table, "tr"):
            gathering.place = f"{place}, row {len(rows) + 1}"
            properties = child(row, "trPr")
            with self._changed(properties):
                cells = [Cell()] * _count(child(properties, "gridBefore"), 0)
                column = len(cells)
                for cell in _within(row, "tc"):
                    column = self._cell(cell, column, cells, rows, merged)
            head = child(properties, "tblHeader")
            is_head = head is not None and value(head) not in ("0", "false", "off")
            rows.append([replace(each, is_head=is_head) for each in cells])
        gathering.blocks, gathering.place = outer, place
        if rows := [row for row in rows if row]:
            self._tabled(rows, place, at + 1)

    @contextmanager
    def _changed(self, properties: Element | None) -> Iterator[None]:
        """A row or cell that was itself put in or taken out."""
        marks = [each for each in inside(properties) if local(each) in CHANGES]
        with self.change(marks[0], local(marks[0])) if marks else nullcontext():
            yield

    def _cell(
        self,
        cell: Element,
        column: int,
        cells: list[Cell],
        rows: list[list[Cell]],
        merged: dict[int, tuple[int, int]],
    ) -> int:
        """Read a cell that begins in a column; gives the column behind it."""
        properties, gathering = child(cell, "tcPr"), self.gathering
        columns = _count(child(properties, "gridSpan"), 1)
        merge = child(properties, "vMerge")
        goes_on = merge is not None and value(merge) != "restart" and column in merged
        under = gathering.fate("text under a merged cell", "left out: nobody saw it")
        gathering.blocks = []
        with self._changed(properties), under if goes_on else nullcontext():
            self.blocks(cell)
        if goes_on:
            row, number = merged[column]
            rows[row][number] = replace(rows[row][number], rows=rows[row][number].rows + 1)
        else:
            merged.pop(column, None)
            if merge is not None:
                merged[column] = (len(rows), len(cells))
            cells.append(Cell(tuple(gathering.blocks), columns))
        return column + columns

    def _tabled(self, rows: list[list[Cell]], place: str, at: int) -> None:
        """Put what was read into a table, or below each other where it only sets places."""
        gathering = self.gathering
        cells = [cell for row in rows for cell in row]
        sets_places = is_layout(cells)
        if any(cell.columns > 1 or cell.rows > 1 for cell in cells):
            became = _UNDER if sets_places else "merged in the leaflet too"
            gathering.tell("merged cells", became)
        if sets_places:
            box = len(cells) == 1
            kind = "box" if box else "table that sets places"
            gathering.tell(kind, "its text stands as text" if box else _UNDER)
            gathering.blocks += [block for cell in cells for block in cell.blocks]
        elif any(cell.blocks for cell in cells):
            if not any(cell.is_head for cell in rows[0]):
                gathering.tell("table without a head", "its first row heads it")
            rows_of = tuple(tuple(row) for row in rows)
            table = Block("table", (), place, gathering.part, at, rows=rows_of)
            gathering.blocks.append(table)

    # --- beside the text ---

    @contextmanager
    def _beside(self, part: str, place: str, fate: Fate | None) -> Iterator[None]:
        was, self.related = self.related, self.package.related(part)
        self.in_note = True
        with (
            self.gathering.other_part(part, place),
            self.gathering.fate(*fate) if fate else nullcontext(),
        ):
            yield
        self.related, self.in_note = was, False

    def _comments(self) -> None:
        for part in self._parts("comments"):
            for each in self._root(part):
                place = self.commented.get(value(each, "id"), "no place")
                fate = Fate("comment", "left out", value(each, "author"))
                with self._beside(part, place, fate):
                    self.gathering.leave_out("", fate, apart=True)
                    self.blocks(each)

    def _notes(self, part: str, kind: str, letter: str) -> None:
        """Footnotes or endnotes; those that nothing refers to are left out."""
        alone = Fate("note", "left out: nothing in the leaflet refers to it")
        for each in self._root(part):
            name, place = letter + value(each, "id"), f"{kind} {value(each, 'id')}"
            if value(each, "type") not in ("", "normal"):
                continue
            with self._beside(part, place, None if name in self.noted else alone):
                self.blocks(each)
                if pieces := note_pieces(self.gathering.blocks):
                    self.gathering.notes[name] = Block("text", pieces, place, part, name=name)
                    self.gathering.tell(kind, "a note of the leaflet")


def is_layout(cells: list[Cell]) -> bool:
    """Whether a table only sets places: one cell, or cells with more in them than lines.

    One that has notes and merged cells is taken so too: it would be HTML, which has no notes.
    """
    held = [cell.blocks for cell in cells]
    notes = any(piece.note for blocks in held for block in blocks for piece in block.pieces)
    if notes and any(cell.columns > 1 or cell.rows > 1 for cell in cells):
        return True
    return sum(map(bool, held)) == 1 or any(
        len(blocks) > _MOST_LINES or any(block.kind not in ("text", "quote") for block in blocks)
        for blocks in held
    )


def _within(element: Element, name: str) -> Iterator[Element]:
    """Rows or cells, be they wrapped in something."""
    for each in element:
        if local(each) == name:
            yield each
        elif local(each) in ("sdt", "sdtContent", "customXml", "smartTag"):
            yield from _within(each, name)


def _count(element: Element | None, least: int) -> int:
    said = value(element)
    return max(least, min(int(said), 60)) if said.isdigit() else least
