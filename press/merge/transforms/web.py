"""A text -> the text for a screen: what is written on paper is typed, wide tables scroll.

No style stands in it, since a page of a site says no style of its own (CSP).
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement
from lxml.html.builder import E

from press.merge.tree import add_class, classes
from press.model import Words

_PRESS = ("data-line", "data-made", "data-slot", "data-grows", "data-fits", "style")
"""Attributes for the stages of the press alone."""
_MM_A_SIGN = 2.2
_LONGEST_NAME = 120
"""Signs of what a screen reader says of a box to fill in."""


def for_screen(root: HtmlElement, words: Words, files: str, *, typed: bool = True) -> None:
    """Make a text ready; `files` leads to the folder of what it asks for.

    What is not `typed`, as in a book, keeps its blanks.
    """
    for picture in root.iter("img"):
        picture.set("src", files + picture.get("src", ""))
        if typed and "sign" in classes(picture):
            _in_both_schemes(picture)
    for aside in list(root.iter("aside")):
        aside.tag = "div"
        aside.set("role", "note")
    if typed:
        _to_type(root, words.furniture["web_fill_in"])
    for table in list(root.iter("table")):
        _let_scroll(table, words.furniture["web_table"])
    for element in root.iter():
        for name in _PRESS:
            element.attrib.pop(name, None)
        if side := element.attrib.pop("align", None):
            add_class(element, f"to-{side}")


def _in_both_schemes(sign: HtmlElement) -> None:
    """A sign in the brand's dark colour, and in a light one where the screen is dark."""
    light = sign.get("src", "").replace("/dark/", "/on-dark/")
    both: HtmlElement = E.picture(E.source(srcset=light, media="(prefers-color-scheme: dark)"))
    both.tail, sign.tail = sign.tail, None
    sign.addprevious(both)
    both.append(sign)


def _let_scroll(table: HtmlElement, called: str) -> None:
    """A table in a group of its own, which keys can scroll (WCAG 2.2, 1.4.10, 2.1.1)."""
    caption = table.find("caption")
    name = str(caption.text_content()).strip() if caption is not None else called
    region: HtmlElement = E.div(
        {"class": "scroll", "role": "group", "tabindex": "0", "aria-label": name}
    )
    region.tail, table.tail = table.tail, None
    table.addprevious(region)
    region.append(table)


# --- what is filled in -------------------------------------------------------------------


def _to_type(root: HtmlElement, fill_in: str) -> None:
    for blank in list(root.find_class("blank")):
        width = re.search(r"width: ([\d.]+)mm", blank.get("style", ""))
        signs = round(float(width[1]) / _MM_A_SIGN) if width else 10
        name = _name(blank.getparent(), fill_in)
        box = E.input({"class": "blank", "size": str(min(signs, 40)), "aria-label": name})
        box.tail = blank.tail
        blank.getparent().replace(blank, box)
    for line in list(root.find_class("writing-line")):
        before = line.getprevious()
        if before is not None and before.tag == "textarea" and not (before.tail or "").strip():
            before.set("rows", str(int(before.get("rows", "1")) + 1))
            before.tail = line.tail
            line.getparent().remove(line)
            continue
        line.tag = "textarea"
        line.set("rows", "2")
        line.set("aria-label", _title_above(line) or fill_in)
    for table in root.find_class("boxes"):
        _boxes(table, fill_in)
    for item in root.find_class("tick-box"):
        tick = E.input({"type": "checkbox", "aria-label": _name(item, fill_in)})
        tick.tail, item.text = item.text, None
        item.insert(0, tick)


def _boxes(table: HtmlElement, fill_in: str) -> None:
    """An empty cell is typed into; it is called by its row and column."""
    heads = [_said(cell) for cell in table.iterfind("thead/tr/*")]
    for row in table.iterfind("tbody/tr"):
        first = _said(row[0]) if len(row) else ""
        for number, cell in enumerate(row):
            if cell.tag == "td" and not len(cell) and not (cell.text or "").strip():
                head = heads[number] if number < len(heads) else ""
                name = ", ".join(filter(None, (first, head)))[:_LONGEST_NAME] or fill_in
                cell.append(E.textarea({"rows": "2", "aria-label": name}))
                add_class(cell, "typed")


def _said(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def _name(around: HtmlElement | None, fill_in: str) -> str:
    """What a box is called: the words of the line that it stands in."""
    said = _said(around) if around is not None else ""
    return said[:_LONGEST_NAME] or fill_in


def _title_above(line: HtmlElement) -> str:
    part = next(line.iterancestors("section"), None)
    titles = part.find_class("part-title") if part is not None else []
    before = line.getprevious()
    if before is not None and before.tag == "p":
        return _said(before)[:_LONGEST_NAME]
    return _said(titles[0])[:_LONGEST_NAME] if titles else ""
