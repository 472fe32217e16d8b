"""The tree of a text: its pieces of text one by one, its elements' classes and lines, its HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from html import escape

from lxml import html as lxml_html
from lxml.html import HtmlElement
from lxml.html.builder import E

from press.merge.html import INLINE


def replace_text(
    root: HtmlElement,
    pattern: re.Pattern[str],
    make: Callable[[re.Match[str]], HtmlElement],
) -> None:
    """Replace each match in the texts of a tree by an element."""
    for owner, attribute in texts_of(root):
        text = getattr(owner, attribute)
        matches = list(pattern.finditer(text))
        above = owner if attribute == "text" else owner.getparent()
        if not matches:
            continue
        setattr(owner, attribute, text[: matches[0].start()])
        index = 0 if attribute == "text" else above.index(owner) + 1
        ends = [match.start() for match in matches[1:]] + [len(text)]
        for offset, (match, end) in enumerate(zip(matches, ends, strict=True)):
            element = make(match)
            element.tail = text[match.end() : end]
            above.insert(index + offset, element)


def texts_of(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Every text of the tree, as the element and attribute (text or tail) that hold it."""
    for element in list(root.iter()):
        if element.text:
            yield element, "text"
        if element.tail and element is not root:
            yield element, "tail"


def classes(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").split()


def add_class(element: HtmlElement, name: str) -> None:
    element.set("class", " ".join([*classes(element), name]))


def row_of(element: HtmlElement) -> int:
    """The row of the source where an element, or the nearest around it that knows, begins."""
    while element.get("data-line") is None and element.getparent() is not None:
        element = element.getparent()
    return int(element.get("data-line", "0"))


def take_line(element: HtmlElement, other: HtmlElement) -> HtmlElement:
    """Give an element the line of another, whose words it takes over."""
    if (line := other.get("data-line")) is not None:
        element.set("data-line", line)
    return element


def keep_lines_of_blocks(root: HtmlElement) -> None:
    """Leave lines on blocks only; a paragraph in an item or a note has that of what it is in.

    A title that is run into a line keeps its own.
    """
    for element in root.iter():
        above = element.getparent()
        inside = element.tag == "p" and above is not None and above.tag in ("li", "x-text")
        inline = element.tag in INLINE and element.get("class") != "part-title"
        if inside or inline or element.tag in _HOLDERS:
            element.attrib.pop("data-line", None)


_HOLDERS = frozenset({"thead", "tbody", "tfoot", "x-notes", "x-note"})
"""Elements that no finding is about."""


def append_text(element: HtmlElement, text: str) -> None:
    """Put text at the end of what an element holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def move_content(source: HtmlElement, target: HtmlElement) -> HtmlElement:
    """Move what an element holds to the end of another."""
    append_text(target, source.text or "")
    for child in list(source):
        target.append(child)
    source.text = None
    return target


def holding(elements: Iterable[HtmlElement]) -> HtmlElement:
    """A box around elements, to handle them as one; they are taken as copies."""
    box: HtmlElement = E.div()
    box.extend(deepcopy(element) for element in elements)
    return box


def say(element: HtmlElement, template: str) -> HtmlElement:
    """Give an element a line of text, its {{ values }} as elements that are filled in later."""
    pieces = VALUE.split(template)
    element.text = pieces[0]
    for name, behind in zip(pieces[1::2], pieces[2::2], strict=True):
        value: HtmlElement = E("x-value", name=name)
        value.tail = behind
        element.append(value)
    return element


VALUE = re.compile(r"\{\{ ?([\w.]+) ?\}\}")
"""Where a line of text, such as an address, names a value of the practice."""


def read_html(html: str) -> list[HtmlElement]:
    """The elements of a piece of HTML that a template wrote."""
    return [each for each in lxml_html.fragments_fromstring(html) if not isinstance(each, str)]


def write(element: HtmlElement) -> str:
    """An element as HTML."""
    return str(lxml_html.tostring(element, encoding="unicode", with_tail=False))


def write_inside(element: HtmlElement) -> str:
    """What stands in an element as HTML."""
    return escape(element.text or "", quote=False) + "".join(
        str(lxml_html.tostring(child, encoding="unicode")) for child in element
    )
