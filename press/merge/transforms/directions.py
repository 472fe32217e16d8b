"""Text written from right to left -> the same, with what runs from left to right held apart.

A telephone number, an address or a dose among Arabic or Hebrew words is set back to front by
the rules for such text, group by group (UAX 9): `89 67 45 - 0123`. An element with a direction
of its own keeps it as it is written (3.3.2).
"""

from __future__ import annotations

import re
from typing import Literal

from lxml.html import HtmlElement
from lxml.html.builder import E

from press.merge.tree import replace_text

Direction = Literal["ltr", "rtl"]

_WORD = r"[A-Za-z0-9]+(?:[.,'’/+-][A-Za-z0-9]+)*[%+]?"
_RUNS = re.compile(
    rf"""
      (?:https?://)?(?:[\w.+-]+@)?(?:[A-Za-z0-9-]+\.)+[A-Za-z]{{2,}}(?:/[^\s()]*[\w/])?
    | (?:\+|\(?0)[\d \u00a0().–/-]{{3,}}\d
    | (?=[\w.,'’/+ \u00a0-]*[A-Za-z])(?=[\w.,'’/+ \u00a0-]*\d){_WORD}(?:[ \u00a0]{_WORD})*
    """,
    re.X | re.A,
)
"""Addresses, telephone numbers, and Latin words with figures: a dose, a postcode. A range of
numbers is left to the rules: its first comes first in the reader's own direction."""


def isolate(root: HtmlElement, direction: Direction) -> None:
    """Hold what runs from left to right apart, wherever the text runs from right to left."""
    if direction == "ltr" and root.find(".//*[@dir='rtl']") is None:
        return

    def is_told(element: HtmlElement) -> bool:
        around = next(
            (each for each in (element, *element.iterancestors()) if each.get("dir")), None
        )
        return (around.get("dir") if around is not None else direction) == "rtl"

    for link in root.iter("a"):  # holds no element: it would not be tagged right
        if is_told(link) and _RUNS.fullmatch(str(link.text_content()).strip()):
            link.set("dir", "ltr")
    replace_text(
        root,
        _RUNS,
        lambda run: E.bdi(run[0], dir="ltr"),
        lambda element: element.tag != "a" and is_told(element),
    )
