"""Leaflet and passages -> source lines, each with its place, as Markdown that can be parsed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from press.model import Leaflet, Origin, Passage
from press.reading import MOST_MARKDOWN

VALUE = "\ue000"
"""Stands for a {{ practice.… }}: one word that the practice fills in."""
BLANK = "\ue001"
"""Stands for ____, to write on."""

_INCLUDE = re.compile(r"^(\s*)\{%-?\s*include\s+[\"']([^\"']+)[\"']\s*-?%\}\s*$")
_MOST_NESTED, _MOST_LINES = 5, 5_000
_VALUE = re.compile(r"\{\{[^\n{}]*\}\}")


def with_passages(
    leaflet: Leaflet, passages: Mapping[tuple[str, str], Passage]
) -> list[tuple[str, Origin]]:
    """The lines of a text; a passage that is missing or includes itself is left out."""
    lines: list[tuple[str, Origin]] = []
    left = MOST_MARKDOWN

    def put(text: str, path: str, first: int, indent: str, within: tuple[str, ...]) -> None:
        nonlocal left
        for number, line in enumerate(text.split("\n"), first):
            left -= len(line)
            if len(lines) > _MOST_LINES or left < 0:
                return  # the press refuses it; here it only must come to an end
            if not (include := _INCLUDE.match(line)):
                lines.append((indent + line if line.strip() else line, Origin(path, number)))
                continue
            passage = passages.get((leaflet.language, include[2]))
            if passage and include[2] not in within and len(within) < _MOST_NESTED:
                inner = passage.text.rstrip("\n")
                put(inner, passage.origin.path, 1, indent + include[1], (*within, include[2]))

    put(leaflet.body, leaflet.origin.path, leaflet.body_line, "", ())
    return lines


def marked(line: str) -> str:
    """A line with single characters for what Markdown must not read: values and blanks."""
    composed = unicodedata.normalize("NFC", line)
    return re.sub(r"_{3,}", BLANK, _VALUE.sub(VALUE, composed))


def as_written(text: str) -> str:
    """A text with values and blanks as a writer knows them, to quote from."""
    return text.replace(VALUE, "{{ … }}").replace(BLANK, "____")
