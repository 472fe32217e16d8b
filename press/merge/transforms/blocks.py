"""The blocks of a text: headings, pictures, lists, boxes to tick, tables."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from lxml.html import HtmlElement
from lxml.html.builder import E
from markdown.extensions.toc import slugify, unique

from press.merge.html import HEADINGS, IN_TEXT
from press.merge.shaped import Shaped
from press.merge.tree import add_class, append_text, row_of, say

TICK = re.compile(r"\s*\[([ xX])\] ")
"""A box to tick, at the beginning of an item, or one that is ticked."""


def wrap_stray(root: HtmlElement) -> None:
    """Words that a block of HTML left outside every element become a paragraph."""
    pieces: list[HtmlElement | str] = [root.text or ""]
    for child in list(root):
        tail, child.tail = child.tail or "", None
        pieces += [child, tail]
    root.text, paragraph = None, None
    for child in list(root):
        root.remove(child)
    for piece in pieces:
        if isinstance(piece, str):
            if paragraph is None and not piece.strip():
                if len(root):
                    root[-1].tail = (root[-1].tail or "") + piece
                continue
        elif piece.tag not in IN_TEXT:
            root.append(piece)
            paragraph = None
            continue
        if paragraph is None:
            paragraph = E.p({"data-line": str(row_of(root[-1]) if len(root) else 0)})
            root.append(paragraph)
        if isinstance(piece, str):
            append_text(paragraph, piece)
        else:
            paragraph.append(piece)
            paragraph.set("data-line", piece.get("data-line", paragraph.get("data-line", "0")))


def drop_empty(root: HtmlElement) -> None:
    """Take out paragraphs that hold nothing, as HTML that ends by itself leaves them."""
    for element in [each for each in root.iter("p") if _is_nothing(each)]:
        element.drop_tree()


def check_headings(root: HtmlElement, shaped: Shaped) -> None:
    """Headings begin at the second level, below the title, and skip none (14289-1, 7.4.2)."""
    last = 1
    for heading in root.iter(*HEADINGS):
        level, said = int(heading.tag[1]), " ".join(str(heading.text_content()).split())
        if not 2 <= level <= min(last + 1, 4):
            message = f"the heading '{said}' has a level that cannot stand here"
            hint = "begin with '##'; below it comes '###', then '####'"
            shaped.error("S054", message, row_of(heading), hint)
        last = level


def name_headings(root: HtmlElement) -> None:
    """Give each heading the name that links and the table of contents lead to."""
    names = {element.get("id") for element in root.iter() if element.get("id")}
    for heading in root.iter(*HEADINGS):
        if not heading.get("id"):
            heading.set("id", unique(slugify(str(heading.text_content()), "-"), names))


def make_figures(root: HtmlElement, shaped: Shaped) -> None:
    """A paragraph that is only a picture becomes a figure, the picture's title its caption."""
    for picture in list(root.iter("img")):
        source = picture.get("src") or ""
        name = unicodedata.normalize("NFC", unquote(source))
        name = name.removeprefix("../").removeprefix("images/")
        row = row_of(picture)
        shaped.pictures.setdefault(name, row)
        picture.set("src", f"images/{name}")
        if not (picture.get("alt") or picture.get("x-alt") or "").strip():
            message = f"the picture '{name}' has no alternative text"
            hint = "write it between the square brackets: ![what it shows](…)"
            shaped.error("S013", message, row, hint)
        _out_of_link(picture, name, shaped)
        caption = picture.attrib.pop("title", "") or picture.attrib.pop("x-title", "")
        if not _make_figure(picture, caption) and caption:
            hint = "a picture has a caption on a line of its own only"
            shaped.error("S061", f"'{caption}' is not printed", row, hint)


def _out_of_link(picture: HtmlElement, name: str, shaped: Shaped) -> None:
    """A picture cannot be pressed on paper: it is printed before the link that it stood in."""
    link = next(picture.iterancestors("a"), None)
    if link is None:
        return
    message = f"the picture '{name}' is printed without its link"
    shaped.warn("S046", message, row_of(picture), "say in words where to look")
    picture.drop_tree()
    picture.tail = None
    link.addprevious(picture)
    if not str(link.text_content()).strip() and not len(link):
        link.drop_tree()


def _make_figure(picture: HtmlElement, caption: str) -> bool:
    """Make a figure of a paragraph that is nothing but this picture."""
    above = picture.getparent()
    alone = above is not None and above.tag == "p" and len(above) == 1
    if not alone or (above.text or "").strip() or (picture.tail or "").strip():
        return False
    above.tag = "figure"
    if picture.get("class"):
        above.set("class", picture.attrib.pop("class"))
    if caption:
        above.append(say(E.figcaption(), caption))
    return True


def make_lists(root: HtmlElement) -> None:
    """A paragraph in a list item is taken out of its tags: loose items are not valid PDF/UA.

    An item that begins with [ ] gets a box to tick, with [x] a ticked one; a list that goes on
    at 3 counts from there, and from the number 10 on its text stands clear of two figures or
    more.
    """
    for item in list(root.iter("li", "x-text")):
        paragraphs = item.findall("p")
        for later in paragraphs[1:]:
            later.insert(0, E.br())
            later[0].tail, later.text = later.text, None
        for paragraph in paragraphs:
            paragraph.drop_tag()
        # A line end at its start makes WeasyPrint 70 break its first line far too early.
        item.text = (item.text or "").lstrip() or None
        if tick := TICK.match(item.text or ""):
            item.text = " " + (item.text or "")[tick.end() :]
            add_class(item, "tick-box" if tick[1] == " " else "tick-box ticked")
            above = item.getparent()
            if above is not None and "task-list" not in (above.get("class") or ""):
                add_class(above, "task-list")
    for ordered in root.iter("ol"):
        first = int(ordered.get("start") or 1)
        if first != 1:
            # Items are counted by the style sheet, which knows nothing of 'start'.
            ordered.set("style", f"counter-reset: item {first - 1}")
        last = first + len(ordered.findall("li")) - 1
        if last > 9:
            add_class(ordered, "two-figures" if last < 100 else "many-figures")


def _is_nothing(element: HtmlElement) -> bool:
    """Whether there is nothing in an element, such as the place of a link back from a note."""
    return not len(element) and not (element.text or "").strip()


def make_tables(root: HtmlElement) -> None:
    """Heads are told whether they head a column or a row; a table to fill in gets boxes.

    A first column of which every cell is bold heads its rows.
    """
    for table in root.iter("table"):
        firsts = [row[0] for row in table.iterfind("tbody/tr") if len(row)]
        if firsts and all(map(_is_bold, firsts)):
            for cell in firsts:
                cell.tag = "th"
        for row in table.iter("tr"):
            has_cells = row.find("td") is not None
            for head in row.iterchildren("th"):
                if head.get("scope") is None:
                    head.set("scope", "row" if has_cells else "col")
        cells = list(table.iter("td"))
        empty = [cell for cell in cells if not _is_filled(cell)]
        if len(empty) * 2 > len(cells):
            add_class(table, "boxes")


def _is_filled(cell: HtmlElement) -> bool:
    held = next(cell.iter("img", "x-value", "x-blank"), None)
    return held is not None or bool(str(cell.text_content()).strip())


def _is_bold(cell: HtmlElement) -> bool:
    """Whether a cell holds bold words and nothing else."""
    if cell.tag != "td" or len(cell) != 1 or cell[0].tag not in ("strong", "b"):
        return False
    around = (cell.text or "") + (cell[0].tail or "")
    return not around.strip() and _is_filled(cell)
