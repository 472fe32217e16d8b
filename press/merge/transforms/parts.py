"""x-part -> the parts of a leaflet: summary, key point, exercise, steps, red flags, references.

What each kind is stands in `press.model.parts`.
"""

from __future__ import annotations

from lxml.html import HtmlElement
from lxml.html.builder import E

from press.merge.account import MADE
from press.merge.html import HEADINGS, is_allowed
from press.merge.shaped import Shaped
from press.merge.transforms.links import card_in_row, slug_of
from press.merge.tree import classes, move_content, row_of, take_line
from press.model import Words
from press.model.parts import RED_FLAGS, Part, part_of
from press.reading import did_you_mean


def make_parts(root: HtmlElement, words: Words, shaped: Shaped) -> None:
    """`!!! tip "Title"` becomes a section or, in the margin, an aside with its title."""
    for element in list(root.iter("x-part")):
        kind, *more = element.attrib.pop("kinds").split()
        if kind not in words.parts:
            hint = did_you_mean(kind, list(words.parts))
            shaped.error("S047", f"there is no part '{kind}'", row_of(element), hint)
            element.tag = "section"
            continue
        _check(element, kind, more, shaped)
        part = part_of(kind)
        element.tag = "aside" if part.stands == "margin" else "section"
        margin = ["margin"] if part.stands == "margin" else []
        element.set("class", " ".join(["part", kind, *more, *margin]))
        title = _take_title(element, part, words)
        body = _boxed(element, "margin-body") if margin else element
        if title is not None:
            _entitle(body, part, title)
        _arrange(body, part, shaped)


def _check(element: HtmlElement, kind: str, more: list[str], shaped: Shaped) -> None:
    """What a part may not be or hold, and that it holds something."""
    row = row_of(element)
    if strange := [name for name in more if not is_allowed("div", "class", name)]:
        message = f"a part is of one kind, and '{strange[0]}' is no more of it"
        shaped.error("S047", message, row, f'put a title in quotes: !!! {kind} "Title"')
    inside = next((part for part in element.iterancestors("section", "aside")), None)
    if inside is not None and classes(inside)[:1] == ["part"]:
        message = f"the part '{kind}' stands inside another part"
        shaped.error("S064", message, row, "end that part first: write this one at its level")
    for heading in element.iter(*HEADINGS):
        message = f"a heading inside the part '{kind}'"
        hint = "end the part before it, or write **these words** bold"
        shaped.error("S064", message, row_of(heading), hint)
    content = [child for child in element if child.tag != "x-title"]
    if not any(_says(child) for child in content):
        hint = "indent what belongs to it by four spaces"
        shaped.error("S064", f"the part '{kind}' is empty", row, hint)


def _says(element: HtmlElement) -> bool:
    """Whether there is anything in an element to be read or written on."""
    held = next(element.iter("img", "x-value", "x-blank", "x-card", "table", "hr"), None)
    return held is not None or bool(str(element.text_content()).strip())


def _take_title(element: HtmlElement, part: Part, words: Words) -> HtmlElement | None:
    """The part's title: the writer's, else the house's word for it; none if it has none."""
    written = element.find("x-title")
    if written is not None:
        written.drop_tree()
        if len(written) or (written.text or "").strip():
            return written
        if part.kind != RED_FLAGS:
            return None
    if part.title == "own":
        return None
    made: HtmlElement = E("x-title", words.parts[part.kind])
    made.set(MADE, "")
    return made


def _entitle(body: HtmlElement, part: Part, title: HtmlElement) -> None:
    """Put the title over a part, or into its first line."""
    if part.title == "run in":
        _run_in(body, title)
        return
    heading = E.p() if part.stands == "margin" else E(_level(body))
    heading.set("class", "part-title")
    body.insert(0, _as_title(title, heading))


def _as_title(title: HtmlElement, heading: HtmlElement) -> HtmlElement:
    if title.get(MADE) is not None:
        heading.set(MADE, "")
    move_content(title, take_line(heading, title))
    heading.text = (heading.text or "").strip() if not len(heading) else heading.text
    return heading


def _level(element: HtmlElement) -> str:
    """The level of a part's heading: one below the heading that it stands under."""
    for before in element.itersiblings(preceding=True):
        if before.tag in ("h2", "h3"):
            return "h3"
    return "h2"


def _run_in(body: HtmlElement, title: HtmlElement) -> None:
    """Put a title into the first line of a part, or above what is no line: a list, a picture."""
    first = body[0] if len(body) else None
    if first is None or first.tag != "p" or first.find("img") is not None:
        first = E.p()
        body.insert(0, first)
    strong = _as_title(title, E.strong({"class": "part-title"}))
    if len(strong):
        strong[-1].tail = f"{strong[-1].tail or ''}."
    else:
        strong.text = f"{strong.text}."
    strong.tail = f" {first.text or ''}"
    first.text = None
    first.insert(0, strong)


def _boxed(element: HtmlElement, name: str, first: int = 0) -> HtmlElement:
    """Put what an element holds, from a child on, in one box, which layouts keep on one page."""
    box: HtmlElement = E.div({"class": name}, *element[first:])
    if not first:
        element.text = None
    element.append(box)
    return box


def _arrange(body: HtmlElement, part: Part, shaped: Shaped) -> None:
    """What each kind of part adds to its content."""
    match part.kind:
        case "exercise":
            paragraphs = [child for child in body.iterchildren("p") if child.find("img") is None]
            if paragraphs:
                paragraphs[0].set("class", "purpose")
            for paragraph in paragraphs[1:]:
                blank = paragraph.find(".//x-blank") is not None
                # One without a blank is marked, as on a patient's own sheet.
                filled_in = paragraph.get("class") == "own-dose"
                paragraph.set("class", "dose" if blank or filled_in else "caution")
        case "red-flags":
            box = _boxed(body, "part-body", first=1)
            box.append(E.div({"class": "call", MADE: ""}, E("x-call")))
        case "read-also":
            body.set("class", f"{body.get('class')} cards")
            for item in list(body.iter("li")):
                _make_card(item, shaped)


def _make_card(item: HtmlElement, shaped: Shaped) -> None:
    """An item that refers to a leaflet becomes its card; nothing else of it is printed."""
    link = item.find(".//a")
    slug = slug_of(link.get("href")) if link is not None else None
    if not slug:
        return
    row = row_of(link)
    if str(item.text_content()).split() != str(link.text_content()).split():
        message = "beside the card of a leaflet nothing else of its line is printed"
        shaped.error("S061", message, row, "leave only the link, or say the rest in the text")
    shaped.references.setdefault(slug, row)
    shaped.carded.add(row_of(item))
    tail = item.tail
    item.clear()
    item.tail = tail
    item.set("class", "card-place")
    item.set(MADE, "")
    item.append(card_in_row(slug))


def pair_exercises(root: HtmlElement) -> None:
    """Exercises that follow each other stand in pairs; of an odd number, the last three."""
    for first in list(root.find_class("exercise")):
        above = first.getparent()
        if above is None or "exercises" in classes(above):
            continue
        run = [first]
        while (following := run[-1].getnext()) is not None and "exercise" in classes(following):
            run.append(following)
        row = E.div({"class": "exercises"})
        first.addprevious(row)
        row.extend(run if len(run) == 3 else run[:2])


def take_closing(root: HtmlElement, shaped: Shaped) -> None:
    """Take what comes at the end of all off a text: a booklet says it once.

    It comes to stand beside the sources, and its heading is of their level.
    """
    for element in list(root.find_class("part")):
        if part_of(classes(element)[1]).stands == "end":
            for title in element.iterchildren("h3"):
                title.tag = "h2"
            element.drop_tree()
            shaped.closing.append(element)
