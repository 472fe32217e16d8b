"""Texts of the small house, converted: their trees and findings as a test compares them."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import HOUSE
from lxml.html import HtmlElement

from press.merge.text import Text, convert
from press.merge.tree import holding, write_inside
from press.model import Leaflet
from press.reading.content import load_content
from press.reading.house import open_house
from press.reading.layouts import load_words

TEXTS = Path(__file__).parents[1] / "golden/text"
CONTENT = load_content(open_house(HOUSE)[0])[0]
WORDS = load_words(open_house(HOUSE)[0])[0]
FOR_PEOPLE = [
    (r"<x-call></x-call>", "{call}"),
    (r'<x-card slug="(.*?)" place="(?:(row)|margin)"></x-card>', r"{card \1 \2}"),
    (r' x-note="(.*?)">', r">{note \1}"),
    (r'<x-value name="(.*?)"></x-value>', r"{\1}"),
    (r' data-made=""| data-line="[^"]*"', ""),
    (r"(?<=[\"#])slapen--", ""),
]
"""What stands for the elements that the press fills in later."""


def leaflet(body: str, slug: str = "slapen", language: str = "nl") -> Leaflet:
    """A leaflet of the small house with another text."""
    known = CONTENT.leaflet(slug, language)
    assert known
    return known.model_copy(update={"body": body})


def converted(body: str, language: str = "nl") -> Text:
    return convert(leaflet(body), CONTENT, WORDS[language])


def findings(body: str) -> list[str]:
    """What is wrong in a text, its lines counted from 1."""
    text = leaflet(body).model_copy(update={"body_line": 1})
    wrong = convert(text, CONTENT, WORDS["nl"]).findings
    return [str(finding).removeprefix("sources/leaflets/nl/slapen.md:") for finding in wrong]


def html(root: HtmlElement) -> str:
    """A tree as HTML, what is filled in later in braces."""
    written = write_inside(root)
    for pattern, words in FOR_PEOPLE:
        written = re.sub(pattern, words, written)
    return written


def readable(text: Text) -> str:
    """A converted text as it is kept, then what comes at the end."""
    pieces = [html(text.root).strip()]
    if text.closing:
        closing = "".join(html(holding([part])) for part in text.closing)
        pieces.append(f"<!-- at the end -->\n{closing}")
    notes = [
        f"{name}: {html(note).strip()}" for name, note in text.written.items() if name != "boek"
    ]
    if notes:
        pieces.append("<!-- notes -->\n" + "\n".join(notes))
    if text.findings:
        found = "\n".join(re.sub(r"^[^:]*:", "", str(one)) for one in text.findings)
        pieces.append(f"<!-- findings -->\n{found}")
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(pieces)) + "\n"
