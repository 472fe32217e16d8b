"""The tree of a text: its pieces of text one by one, and back to HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import unquote

from lxml import html as lxml_html
from lxml.html import HtmlElement


def replace_text(
    root: HtmlElement, pattern: re.Pattern[str], make: Callable[[re.Match[str]], HtmlElement]
) -> None:
    """Replace each match in the texts of a tree by an element."""
    for owner, attribute in texts_of(root):
        text = getattr(owner, attribute)
        matches = list(pattern.finditer(text))
        if not matches:
            continue
        setattr(owner, attribute, text[: matches[0].start()])
        above = owner if attribute == "text" else owner.getparent()
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


def html_in(element: HtmlElement) -> str:
    """The HTML inside an element."""
    return escape(element.text or "", quote=False) + "".join(
        html_of(child) + escape(child.tail or "", quote=False) for child in element
    )


def html_of(element: HtmlElement) -> str:
    """The HTML of an element. Marks inside an address come back from lxml's %-encoding."""
    html = str(lxml_html.tostring(element, encoding="unicode", with_tail=False))
    return re.sub(r"%EE%8[0-9A-F]%[89AB][0-9A-F]", lambda mark: unquote(mark[0]), html)
