"""A page that nests plainly -> its tree, the one that the HTML standard gives it.

A page of the press closes what it opens, in order, and says `tbody` where there is one. The
engine's parser, made for whatever the web holds, takes 20 ms to find nothing to mend in it.
What the standard could treat in a way of its own is left to that parser (HTML, 13.2.6).
"""

from __future__ import annotations

import re
from importlib import import_module
from io import StringIO
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

_PAGE = re.compile(
    r"<!doctype html>\s*<html([^<>]*)>\s*<head>(.*?)</head>(\s*)<body([^<>]*)>(.*)"
    r"</body>(\s*)</html>(\s*)",
    re.ASCII | re.DOTALL,
)
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z][a-z-]*(?:="[^"<>]*")?)*)\s*>', re.ASCII)
_ATTRIBUTES = re.compile(r'(?:\s+[a-z][a-z-]*(?:="[^"<>]*")?)*\s*', re.ASCII)
_ATTRIBUTE = re.compile(r'([a-z][a-z-]*)(?:="([^"]*)")?')
_SIGNS = {
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&nbsp;": "\u00a0",
    "&#34;": '"',
    "&#39;": "'",
    "&amp;": "&",
}
_SIGN = re.compile("|".join(_SIGNS))
_STRANGE = re.compile(
    rf"&(?!{'|'.join(sign[1:] for sign in _SIGNS)})"
    r"|[\x00-\x08\x0b-\x1f\ud800-\udfff]"
)

_VOID = {"br", "img", "wbr"}
_WORDS = {
    *("abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "q", "s", "small", "span", "strong"),
    *("sub", "sup", "u"),
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | {
    *("article", "aside", "blockquote", "div", "dl", "figcaption", "figure", "footer", "header"),
    *("main", "nav", "ol", "p", "section", "table", "ul"),
}
_PARENTS = {
    "meta": {"head"},
    "title": {"head"},
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "caption": {"table"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "tr": {"thead", "tbody", "tfoot"},
    "th": {"tr"},
    "td": {"tr"},
}
_NO_WORDS = {"head", "table", "thead", "tbody", "tfoot", "tr"}
_NOTHING_ELSE = _NO_WORDS | {"title"}
"""Elements that hold what names them in `_PARENTS`, and nothing else."""


class _StrangeError(Exception):
    """The page is none that nests plainly."""


def read_pages() -> None:
    """Read a page that nests plainly without the engine's parser."""
    parser: Any = import_module("tinyhtml5")
    plain = parser.parse

    def parse(document: Any, **options: Any) -> Any:
        if isinstance(document, StringIO) and options == {"namespace_html_elements": False}:
            root = tree_of(document.getvalue())
            if root is not None:
                return root
        return plain(document, **options)

    parser.parse = parse


def tree_of(page: str) -> Element | None:
    """The tree of a page that nests plainly; nothing if this one may not."""
    parts = _PAGE.fullmatch(page)
    if not parts or _STRANGE.search(page):
        return None
    root, head, between, body, content, after, last = parts.groups()
    builder = TreeBuilder()
    try:
        builder.start("html", _attributes(root))
        builder.start("head", {})
        _read(head, "head", builder)
        builder.end("head")
        builder.data(between)
        builder.start("body", _attributes(body))
        _read(content, "body", builder)
        builder.data(after + last)  # space behind the end belongs to the body (13.2.6.4.19)
    except _StrangeError:
        return None
    builder.end("body")
    builder.end("html")
    return builder.close()


def _read(markup: str, inside: str, builder: TreeBuilder) -> None:
    """Give a builder what an element holds."""
    open_, at = [inside], 0
    for tag in _TAG.finditer(markup):
        if tag.start() > at:
            _say(markup[at : tag.start()], open_[-1], builder)
        at = tag.end()
        end, name, attributes = tag.groups()
        if end:
            if open_.pop() != name or attributes or not open_:
                raise _StrangeError
            builder.end(name)
            continue
        if not _may_stand(name, open_):
            raise _StrangeError
        builder.start(name, _attributes(attributes))
        if name in _VOID or name == "meta":
            builder.end(name)
        else:
            open_.append(name)
    if len(open_) > 1:
        raise _StrangeError
    _say(markup[at:], inside, builder)


def _may_stand(name: str, open_: list[str]) -> bool:
    """Whether an element opens where it stands, without closing or opening another."""
    parent = open_[-1]
    if name in _PARENTS:
        return parent in _PARENTS[name]
    if parent in _NOTHING_ELSE:
        return False
    if name in _BLOCKS:
        return "p" not in open_ and not (name in _HEADINGS and parent in _HEADINGS)
    return name in _WORDS or name in _VOID or (name == "a" and "a" not in open_)


def _say(text: str, parent: str, builder: TreeBuilder) -> None:
    if "<" in text or (parent in _NO_WORDS and text.strip(" \n\t")):
        raise _StrangeError
    builder.data(_plain(text))


def _attributes(said: str) -> dict[str, str]:
    if not said:
        return {}
    if not _ATTRIBUTES.fullmatch(said):
        raise _StrangeError
    found = _ATTRIBUTE.findall(said)
    named = {name: _plain(value) for name, value in found}
    if len(named) < len(found):
        raise _StrangeError
    return named


def _plain(text: str) -> str:
    return _SIGN.sub(lambda sign: _SIGNS[sign[0]], text) if "&" in text else text
