"""Clean HTML -> the parts of a leaflet: summary, key point, exercise, steps, references…

Works on the tree that Markdown made. Each rule is one function; `shape` lists
them in order.
"""

from __future__ import annotations

import re

from lxml import html as lxml_html
from lxml.etree import iterwalk
from lxml.html import HtmlElement
from lxml.html.builder import E

from press.merge.flow import mark_beside
from press.merge.links import make_links, slug_of
from press.merge.shaped import CALL, CARD, CARD_END, IN_ROW, NOTE, NOTE_END, Notes, Shaped
from press.merge.tree import html_in
from press.merge.typesetting import (
    BLANK,
    balance_headings,
    draw_blanks,
    draw_signs,
    hold_notes,
    number_lists,
    pair_exercises,
    share_addresses,
    take_closing,
    typeset,
)
from press.model import Words

IN_MARGIN = {"key", "term"}
"""Parts that stand in the margin column beside the text."""
UNTITLED = {"steps", "questions", "exercise", "fill-in", "diary"}
"""Parts that have no title unless the writer gives one."""
RUN_IN = {"tip"}
"""Parts whose title runs into the first line."""

_DEEPEST = 40
"""Levels of blocks in each other. The engine runs out of Python's stack at about 150."""


def shape(html: str, language: str, words: Words) -> Shaped:
    """Give the tree of a text the structure that layouts style."""
    shaped = Shaped()
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    if _depth(root) > _DEEPEST:
        raise RecursionError("too deep to be laid out")
    shaped.notes = _take_notes(root, shaped)
    _find_unknown_notes(root, shaped)
    _find_wrong_headings(root, shaped)
    _make_parts(root, words, shaped)
    _make_figures(root, shaped)
    _tighten_lists(root)
    _make_tables(root)
    number_lists(root)
    make_links(root, shaped)
    pair_exercises(root)
    draw_blanks(root)
    draw_signs(root, words)
    typeset(root, language, words)
    balance_headings(root, words)
    hold_notes(root)
    share_addresses(root)
    shaped.closing = take_closing(root)
    mark_beside(root)
    shaped.html = html_in(root)
    return shaped


def _depth(root: HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


# --- notes ------------------------------------------------------------------------------


def _take_notes(root: HtmlElement, shaped: Shaped) -> Notes:
    """Take the list of footnotes off the end; Markdown's numbers are not in the text's order."""
    cited: dict[str, None] = {}
    for reference in root.find_class("footnote-ref"):
        target = (reference.get("href") or "").removeprefix("#fn:")
        if any(
            "footnote" in (above.get("class") or "") for above in reference.iterancestors("div")
        ):
            shaped.notes_in_notes.append(target)
            continue
        cited[target] = None
        reference.text = f"{NOTE}{target}{NOTE_END}"
        reference.attrib.pop("href")
        if (above := reference.getparent()) is not None:
            above.attrib.pop("id", None)
    written = {}
    for holder in root.find_class("footnote"):
        for link in list(holder.find_class("footnote-backref")):
            link.drop_tree()
        for item in holder.iter("li"):
            identifier = (item.get("id") or "").removeprefix("fn:")
            written[identifier] = "".join(html_in(child) for child in item) or html_in(item)
        holder.drop_tree()
    return Notes(tuple(cited), written)


def _find_wrong_headings(root: HtmlElement, shaped: Shaped) -> None:
    """Headings begin at the second level, below the title, and skip none (14289-1, 7.4.2)."""
    last = 1
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.tag[1])
        if not 2 <= level <= min(last + 1, 4):
            shaped.wrong_headings.append(heading.text_content().strip())
        last = level


def _find_unknown_notes(root: HtmlElement, shaped: Shaped) -> None:
    for text in root.itertext():
        shaped.unknown_notes += re.findall(r"\[\^([^\]\s]+)\]", text)


# --- parts ------------------------------------------------------------------------------


def _make_parts(root: HtmlElement, words: Words, shaped: Shaped) -> None:
    """`!!! tip "Title"` becomes a section or, in the margin, an aside with its title."""
    for part in list(root.find_class("admonition")):
        kinds = [name for name in (part.get("class") or "").split() if name != "admonition"]
        kind = kinds[0] if kinds else ""
        if kind not in words.parts:
            shaped.unknown_parts.append(kind)
            continue
        title = _take_title(part, kind, words)
        part.set("class", f"part {' '.join(kinds)}")
        part.tag = "aside" if kind in IN_MARGIN else "section"
        if kind in IN_MARGIN:
            part.set("class", f"{part.get('class')} margin")
        if kind in IN_MARGIN:
            _wrap(part, "margin-body")
            part = part[0]
        if title and kind in RUN_IN:
            _run_in(part, title)
        elif title:
            heading = E.p(title) if kind in IN_MARGIN else E(_level(part), title)
            heading.set("class", "part-title")
            part.insert(0, heading)
        _arrange(part, kind)


def _wrap(part: HtmlElement, name: str) -> None:
    """Put all that a part holds in one box, which layouts keep on one page."""
    part.text = None
    part.append(E.div({"class": name}, *part))


def _take_title(part: HtmlElement, kind: str, words: Words) -> str:
    """The part's title: the writer's, else the house's word for it."""
    titles = part.find_class("admonition-title")
    if not titles:
        return ""
    title = str(titles[0].text_content() or "").strip()
    titles[0].drop_tree()
    # Python-Markdown makes a title of the type where the writer gives none.
    if title.lower() != kind.replace("-", " ") and title.lower() != kind:
        return title
    return "" if kind in UNTITLED else str(words.parts[kind])


def _level(part: HtmlElement) -> str:
    """The level of a part's heading: one below the heading that it stands under."""
    for before in part.itersiblings(preceding=True):
        if before.tag in ("h2", "h3"):
            return "h3"
    return "h2"


def _run_in(part: HtmlElement, title: str) -> None:
    first = next(part.iter("p"), None)
    if first is None:
        first = E.p()
        part.insert(0, first)
    strong = E.strong(f"{title}.", {"class": "part-title"})
    strong.tail = f" {first.text or ''}"
    first.text = None
    first.insert(0, strong)


def _arrange(part: HtmlElement, kind: str) -> None:
    """What each kind of part adds to its content."""
    match kind:
        case "exercise":
            paragraphs = [child for child in part.iterchildren("p") if child.find("img") is None]
            if paragraphs:
                paragraphs[0].set("class", "purpose")
            for paragraph in paragraphs[1:]:
                blank = BLANK.search(paragraph.text_content())
                paragraph.set("class", "dose" if blank else "caution")
        case "red-flags":
            _, *body = list(part)
            wrapped = E.div({"class": "part-body"}, *body)
            wrapped.append(E.div(CALL, {"class": "call"}))
            part.append(wrapped)
        case "read-also":
            part.set("class", f"{part.get('class')} cards")
            for item in list(part.iter("li")):
                link = item.find(".//a")
                if link is not None and slug_of(link.get("href")):
                    item.clear()
                    item.text = f"{CARD}{slug_of(link.get('href'))}{IN_ROW}{CARD_END}"
                    item.set("class", "card-place")
                    item.append(_stub(link))


def _stub(link: HtmlElement) -> HtmlElement:
    """Keeps a reference findable after its link has become a card."""
    return E.span({"class": "reference-stub", "data-slug": slug_of(link.get("href")) or ""})


def _make_figures(root: HtmlElement, shaped: Shaped) -> None:
    """A paragraph that is only a picture becomes a figure, the picture's title its caption."""
    for picture in list(root.iter("img")):
        source = (picture.get("src") or "").removeprefix("images/").removeprefix("../images/")
        shaped.pictures.append(source)
        picture.set("src", f"images/{source}")
        if not (picture.get("alt") or "").strip():
            shaped.without_alt.append(source)
        above = picture.getparent()
        caption = picture.attrib.pop("title", None)
        alone = above is not None and above.tag == "p" and len(above) == 1
        if alone and not (above.text or "").strip() and not (picture.tail or "").strip():
            above.tag = "figure"
            if picture.get("class"):
                above.set("class", picture.attrib.pop("class"))
            if caption:
                above.append(E.figcaption(caption))


def _tighten_lists(root: HtmlElement) -> None:
    """A paragraph in a list item is taken out of its tags: loose items are not valid PDF/UA."""
    for item in list(root.iter("li")):
        paragraphs = item.findall("p")
        for later in paragraphs[1:]:
            later.insert(0, E.br())
            later[0].tail, later.text = later.text, None
        for paragraph in paragraphs:
            paragraph.drop_tag()
        if "task-list-item" in (item.get("class") or ""):
            item.set("class", "tick-box")
            for wrapper in list(item.iter("label", "span")):
                wrapper.drop_tag()


def _make_tables(root: HtmlElement) -> None:
    for table in root.iter("table"):
        for heading in table.iter("th"):
            heading.set("scope", "col")
        cells = list(table.iter("td"))
        empty = [cell for cell in cells if not cell.text_content().strip()]
        if len(empty) * 2 > len(cells):
            table.set("class", "boxes")
