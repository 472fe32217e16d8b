"""A web page -> Document: its main text; navigation, forms and the like are told and left out.

What the main text is, the page's own elements and roles say (HTML, 4.3; ARIA landmarks), and
names that pages give to what is not text. No guess leaves anything out unsaid.
"""

from __future__ import annotations

import re

from lxml import html as lxml_html
from lxml.html import HtmlElement

from press.importing.leaflets.record import (
    Block,
    Cell,
    Document,
    NotReadError,
)
from press.importing.leaflets.web_parts import known_of_page
from press.importing.leaflets.web_runs import BLOCKS, Beside, PageRuns, note_name
from press.importing.leaflets.word import is_layout
from press.importing.leaflets.word_beside import note_pieces


def read_page(text: str, beside: Beside, *, whole: bool = False) -> Document:
    """Read a page; with `whole` all of it is its main text."""
    try:
        root = lxml_html.document_fromstring(text or " ")
    except (lxml_html.etree.ParserError, ValueError) as error:
        raise NotReadError("there is nothing on this page", "save it anew") from error
    page = _Page(root, beside, whole)
    page.block(root)
    return page.gathering.document(known_of_page(root))


class _Page(PageRuns):
    """Goes through a page."""

    # --- blocks ---

    def block(self, element: HtmlElement) -> None:
        """Read an element that stands by itself, and what is in it."""
        tag = str(element.tag) if isinstance(element.tag, str) else ""
        if not tag or tag in ("script", "style", "template"):
            return
        self.flush()
        with self.fate(element, tag):
            match tag:
                case "table":
                    self._table(element)
                case "ul" | "ol" | "menu" | "dir":
                    self._list(element, tag)
                case "hr":
                    pass
                case _:
                    self._inside(element, self._kind(element, tag))

    def _kind(self, element: HtmlElement, tag: str) -> dict[str, object]:
        """What a paragraph in an element is."""
        depth = len(self.lists) - 1
        if re.fullmatch("h[1-6]", tag):
            return {"kind": "heading", "level": int(tag[1])}
        if tag in ("dt", "summary"):
            return {"kind": "term"}
        if tag == "dd":
            return {"kind": "answer"}
        if tag in ("figcaption", "caption"):
            return {"kind": "text", "name": "caption"}
        if tag == "blockquote":
            return {"kind": "quote"}
        if tag in ("p", "div", "pre", "section") and self.kind["kind"] in ("quote", "answer"):
            return self.kind
        if tag in ("p", "div") and self.kind["kind"] == "item" and not self.kind.get("said"):
            return self.kind
        return {"kind": "text", "level": depth}

    def _inside(self, element: HtmlElement, kind: dict[str, object]) -> None:
        was, self.kind = self.kind, kind
        self.text(element, element.text)
        for each in element:
            if isinstance(each.tag, str) and each.tag in BLOCKS and each.tag not in ("head",):
                self.block(each)
            elif each.tag == "head":
                self._inside(each, {"kind": "text"})
            else:
                self.inline(each)
            self.text(element, each.tail)
        self.flush()
        self.kind = was
        if kind["kind"] == "term" and element.tag == "summary":
            self.kind = {"kind": "answer"}

    def _list(self, element: HtmlElement, tag: str) -> None:
        start = element.get("start") or "1"
        numbered = tag == "ol"
        self.lists.append([int(start) if start.isdigit() else 1])
        begins = len(self.lists) == 1
        for each in element:
            if each.tag == "li" and self.whole and (each.get("id") or "").startswith("fn"):
                self._note(each, each.get("id"))
            elif each.tag == "li":
                number = self.lists[-1][0] if numbered else 0
                self.lists[-1][0] += 1
                depth = len(self.lists) - 1
                self._inside_item(
                    each, {"kind": "item", "level": depth, "number": number, "begins": begins}
                )
                begins = False
            else:
                self.block(each)
            self.text(element, each.tail)
        self.flush()
        self.lists.pop()

    def _inside_item(self, element: HtmlElement, kind: dict[str, object]) -> None:
        self.flush()
        tick = element.find(".//input[@type='checkbox']")
        if tick is not None:
            kind["tick"] = True
        with self.fate(element, "li"):
            self._inside(element, kind)

    def flush(self) -> None:
        """End the paragraph that is being read."""
        pieces, self.pieces = self.pieces, []
        if self.gathering.fates:
            self.gathering.leave_out("\n", self.gathering.fates[0])
        if any(piece.text.strip() for piece in pieces):
            kind = {name: what for name, what in self.kind.items() if name != "said"}
            self.gathering.add(kind.pop("kind"), pieces, **kind)  # type: ignore[arg-type]
            self.kind["said"] = True
            if self.kind["kind"] == "item":
                self.kind = {"kind": "text", "level": self.kind["level"]}

    def _note(self, element: HtmlElement, name: str) -> None:
        """A note of Markdown, as its converter writes it below the text."""
        lists, self.lists = self.lists, []
        with self.gathering.other_part("", "a note"):
            self._inside(element, {"kind": "text"})
            pieces = note_pieces(self.gathering.blocks)
        self.gathering.notes[note_name(name)] = Block("text", pieces, name)
        self.lists = lists

    def _table(self, table: HtmlElement) -> None:
        gathering, outer = self.gathering, self.gathering.blocks
        place, at = self.place(table), gathering.at + 1
        lists, self.lists = self.lists, []
        rows: list[tuple[Cell, ...]] = []
        held = list(table)
        while held:
            each = held.pop(0)
            if each.tag in ("thead", "tbody", "tfoot"):
                held[:0] = list(each)
            elif each.tag == "tr":
                rows.append(tuple(self._cell(cell) for cell in each if cell.tag in ("td", "th")))
            else:
                gathering.blocks = []
                self.block(each) if each.tag in BLOCKS else self.inline(each)
                self.flush()
                outer += gathering.blocks
        gathering.blocks, self.lists = outer, lists
        cells = [cell for row in rows for cell in row]
        if is_layout(cells):
            if cells:
                gathering.tell(
                    "table that sets places", "its cells stand below each other, row by row"
                )
            outer += [block for cell in cells for block in cell.blocks]
        elif any(cell.blocks for cell in cells):
            if any(cell.columns > 1 or cell.rows > 1 for cell in cells):
                gathering.tell("merged cells", "merged in the leaflet too")
            outer.append(Block("table", (), place, "", at, rows=tuple(filter(None, rows))))

    def _cell(self, element: HtmlElement) -> Cell:
        self.gathering.blocks = []
        self.block(element)
        over = [element.get(name) or "1" for name in ("colspan", "rowspan")]
        columns, rows = (min(max(int(n), 1), 60) if n.isdigit() else 1 for n in over)
        return Cell(tuple(self.gathering.blocks), columns, rows, element.tag == "th")
