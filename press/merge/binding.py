"""Texts -> the texts of a booklet: heading levels shifted, what is common said once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

_HEADING = re.compile(r"(</?)h([234])(?=[\s>])")
_RED_FLAGS = re.compile(r'<section class="part red-flags".*?</section>', re.S)
_SECTION = re.compile(r"(?=<h2 id=)")  # a part's own title has no id
EMPTY_CARDS = re.compile(
    r'<aside class="margin card-place">\s*<div class="margin-body">\s*</div>\s*</aside>'
    r'|<li class="card-place">\s*</li>'
    r'|<aside class="cards">\s*<ul>(?:\s|<li class="card-place">\s*</li>)*</ul>\s*</aside>'
)
"""The places of cards that are not needed."""


def bind(texts: Sequence[str], again: str) -> list[str]:
    """Shift headings one level down; red flags that stood before become the short block `again`."""
    seen: dict[str, str] = {}

    def once(match: re.Match[str]) -> str:
        if match[0] in seen:
            return again
        first = ' id="red-flags"' if not seen else ""
        seen[match[0]] = match[0]
        return match[0].replace("<section", f"<section{first}", 1)

    return [_HEADING.sub(_lower, _RED_FLAGS.sub(once, text)) for text in texts]


def sections(html: str) -> list[Markup]:
    """A text cut before each of its main headings; what comes before the first stands first."""
    return [Markup(piece) for piece in _SECTION.split(html)]


def _lower(heading: re.Match[str]) -> str:
    return f"{heading[1]}h{int(heading[2]) + 1}"
