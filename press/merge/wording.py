"""The furniture's page -> what of it practices say, slot by slot, and the frame around that.

Pages of the same frame are laid out alike but for their words: what was laid out for one can
be set in the words of another (`press.imprint.fitting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html as lxml_html
from lxml.html import HtmlElement

from press.model.set_lines import SlotWords, Wording
from press.model.slots import SLOT, SlotKey

_NAMES = ("href", "src", "alt")
"""Attributes in slots that only say something."""
_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u2060"))


def wording_of(page: str) -> Wording | None:
    """What a page of furniture says; nothing if slots of one name differ."""
    # No end of <wbr> is one: what follows would be in it (HTML, 13.1.2).
    root: HtmlElement = lxml_html.document_fromstring(
        page.replace("</wbr>", "").replace("<wbr>", "<wbr></wbr>")
    )
    said: dict[SlotKey, SlotWords] = {}
    for slot in root.iterfind(f".//*[@{SLOT}]"):
        key, words = SlotKey.read(slot.get(SLOT, "")), _taken(slot)
        if key is None or said.setdefault(key, words) != words:
            return None
    in_margins = ("data-practice", "data-phone")
    name, phone = (_taken_from(root, attribute) for attribute in in_margins)
    for author in root.iterfind(".//meta[@name='author']"):
        author.set("content", "")
    return Wording(lxml_html.tostring(root, encoding="unicode"), said, name, phone)


def _taken_from(root: HtmlElement, attribute: str) -> str:
    """The value of an attribute, which is taken out."""
    value = ""
    for element in root.iterfind(f".//*[@{attribute}]"):
        value = element.get(attribute, "")
        element.set(attribute, "")
    return value


def _taken(slot: HtmlElement) -> SlotWords:
    """What a slot says; in its place stands that it says something."""
    links = tuple(
        "".join(element.itertext()).translate(_UNSEEN).strip() for element in slot.iter("a")
    )
    words, names = [], []
    for element in slot.iter():
        for attribute in _NAMES:
            if attribute in element.attrib:
                names.append(element.attrib[attribute])
                element.set(attribute, "")
    for text in _texts(slot):
        words.append(text)
    return SlotWords(tuple(words), tuple(names), links)


def _texts(element: HtmlElement) -> Iterator[str]:
    """The texts in an element, and its line breaks; each is taken out."""
    if element.text and isinstance(element.tag, str):
        yield from _said(element.text)
        element.text = _blank(element.text)
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif isinstance(child.tag, str):
            yield from _texts(child)
        if child.tail:
            yield from _said(child.tail)
            child.tail = _blank(child.tail)


def _said(text: str) -> Iterator[str]:
    whole = re.sub(r"[ \t\n\r\f]+", " ", text)
    if whole.strip(" "):
        yield whole


def _blank(text: str) -> str:
    """The same, its words left out."""
    return re.sub(r"[^ \t\n\r\f]+(?:[ \t\n\r\f]+[^ \t\n\r\f]+)*", "x", text)
