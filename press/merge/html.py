"""HTML in Markdown: what is let through, what is taken away, and what is no HTML at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Final


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


INLINE: Final = _names("""
    b i strong em sup sub bdi abbr span a br img
""")
BLOCK: Final = _names("""
    p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd hr div table thead tbody tfoot tr th td caption
    blockquote section figure figcaption
""")
ELEMENTS: Final = INLINE | BLOCK
IN_TEXT: Final = INLINE | {"x-value", "x-blank", "x-note"}
"""What stands in running text, the press's own elements among it."""
HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
VOID: Final = frozenset({"br", "hr", "img"})
_ALONE: Final = _names("""
    area col embed frame input isindex link meta param source track wbr
""")
"""Elements that have no end."""
TAKEN: Final = _ALONE | _names("""
    address applet article aside audio bgsound big body button canvas center circle cite
    code colgroup data datalist del details dfn dialog dir fieldset font footer form
    frameset g head header hgroup html iframe image ins kbd label legend line link main map
    mark marquee math menu meter mi nav nobr noembed noframes noscript object optgroup
    option output path picture pre progress q rect rp rt ruby s samp script search select
    slot small strike style summary svg template text textarea time title tt u use var video
""")
"""Elements whose tags are taken away with a finding; what stands in them stays.

Any other name in angle brackets, such as <uw naam>, is text."""
RUNNING: Final = _names("""
    big bdo cite code data del dfn font ins kbd label mark nobr noindex q s samp small strike
    time tt u var wbr
""")
"""Those of them that stand in a word or between words; any other parts words."""
MEANT: Final = frozenset({"del", "s", "strike"})
"""Elements without which a text says the opposite."""

_NUMBER = re.compile(r"[1-9]\d?\Z")
_OWN = re.compile(r"own-[a-z0-9-]+\Z")
_NAME = re.compile(r"[A-Za-z][\w-]{0,63}\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z")
SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")

_EVERYWHERE: Final[Mapping[str, Callable[[str], object]]] = {
    "class": lambda value: all(map(_OWN.match, value.split())),
    "id": _NAME.match,
    "lang": _LANGUAGE.match,
    "dir": {"ltr", "rtl", "auto"}.__contains__,
}
_CELL: Final[Mapping[str, Callable[[str], object]]] = {
    "align": {"left", "right", "center"}.__contains__,
    "colspan": _NUMBER.match,
    "rowspan": _NUMBER.match,
}
_ATTRIBUTES: Final[Mapping[str, Mapping[str, Callable[[str], object]]]] = {
    "a": {"href": bool},
    "img": {"src": bool, "alt": lambda _: True, "title": bool},
    "ol": {"start": re.compile(r"\d{1,4}\Z").match},
    "td": _CELL,
    "th": {**_CELL, "scope": {"row", "col", "rowgroup", "colgroup"}.__contains__},
}
"""What each attribute may be. A text's classes begin with own-, so that it cannot pose as
what the press makes."""


def is_tag(written: str, name: str, closed: Collection[str]) -> bool:
    """Whether what stands in angle brackets is an element, and not words: <uw naam>, <style>.

    `closed` are the names that are closed somewhere in the text.
    """
    if _WORDS.search(_SAID.sub("", written)):
        return False
    if name in ELEMENTS or "=" in written:
        return True
    return name in TAKEN and (written[1] == "/" or name in closed or name in _ALONE)


_SAID: Final = re.compile(r"""[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)""")
_WORDS: Final = re.compile(r"\s(?!(?:reversed|hidden|nowrap|compact|noshade)\b)\w")


def is_allowed(element: str, attribute: str, value: str) -> bool:
    """Whether an element of a text keeps this attribute."""
    known = _EVERYWHERE.get(attribute) or _ATTRIBUTES.get(element, {}).get(attribute)
    return bool(known and known(value))


def without_unread(text: str) -> tuple[str, list[tuple[str, int]]]:
    """A text without its comments, and without scripts and style sheets, which are named.

    What is not closed is left for what it is: text. Line ends stay.
    """
    lower = _CAPITALS.sub(lambda letters: letters[0].lower(), text)  # as long: "İ".lower() is not
    ends = {start: lower.rfind(end) for start, end in _UNREAD.items()}
    out, taken, at = [], [], 0
    for begin in _BEGIN.finditer(lower):
        start, name = begin.start(), begin[0]
        if start < at or start > ends[name]:
            continue
        end = lower.find(_UNREAD[name], start + len(name)) + len(_UNREAD[name])
        if lower.find(name, start + len(name), end) > 0:
            continue  # it begins again before it ends: this one is not closed
        out += [text[at:start], "\n" * text.count("\n", start, end)]
        if name != "<!--":
            taken.append((name[1:], text.count("\n", 0, start)))
        at = end
    return "".join([*out, text[at:]]), taken


UNREAD: Final = ("script", "style")
"""What stands in these is no text."""
_UNREAD: Final = {"<!--": "-->", **{f"<{name}": f"</{name}>" for name in UNREAD}}
_CAPITALS: Final = re.compile(r"[A-Z]+")
_BEGIN: Final = re.compile("|".join(_UNREAD))
