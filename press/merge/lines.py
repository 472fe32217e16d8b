"""Leaflet and passages -> Lines: the text as it will be read, each line with its place.

What would take its reader minutes is refused here: with passages that include passages a
small text grows without end, and Python-Markdown looks for the end of each opening
bracket in all that follows it (5,000 of them take it 4 s, 20,000 a minute).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from press.model import Content, Finding, Leaflet, Origin
from press.reading import MOST_MARKDOWN, did_you_mean

MOST_LINES = 5_000
MOST_BRACKETS = 1_000
MOST_COLUMNS = 40
_MOST_NESTED = 5
_INCLUDE = re.compile(r"^(\s*)\{%-?\s*include\s+[\"']([^\"']+)[\"']\s*-?%\}\s*$")


@dataclass(frozen=True, slots=True)
class Lines:
    """A text after its passages are put in: each line with the place that it came from."""

    lines: tuple[str, ...]
    origins: tuple[Origin, ...]

    def origin(self, row: int) -> Origin:
        """Where a row, counted from 0, was written."""
        return self.origins[min(row, len(self.origins) - 1)]


def with_passages(leaflet: Leaflet, content: Content, findings: list[Finding]) -> Lines | None:
    """Put in the passages that the text includes; None if there is too much of something."""
    lines: list[str] = []
    origins: list[Origin] = []
    left = MOST_MARKDOWN

    def put(text: str, path: str, first: int, indent: str, within: tuple[str, ...]) -> None:
        nonlocal left
        for number, line in enumerate(text.split("\n"), first):
            if left < 0 or len(lines) > MOST_LINES:
                return
            left -= len(indent) + len(line)
            origin = Origin(path, number)
            include = _INCLUDE.match(line)
            if not include:
                lines.append(indent + line if line.strip() else line)
                origins.append(origin)
                continue
            name = include[2]
            passage = content.passages.get((leaflet.language, name))
            if passage is None:
                known = [file for lang, file in content.passages if lang == leaflet.language]
                message = f"there is no passage '{name}' in sources/passages/{leaflet.language}"
                hint = did_you_mean(name, known)
                findings.append(Finding("S040", "error", message, origin, hint))
            elif name in within or len(within) >= _MOST_NESTED:
                message = f"the passage '{name}' includes itself: {' → '.join((*within, name))}"
                findings.append(Finding("S040", "error", message, origin))
            else:
                path_of = passage.origin.path
                put(passage.text.rstrip("\n"), path_of, 1, indent + include[1], (*within, name))

    put(leaflet.body, leaflet.origin.path, leaflet.body_line, "", ())
    whole = Lines(tuple(lines), tuple(origins))
    if too_much := _too_much(whole, left):
        findings.append(too_much)
        return None
    return whole


def _too_much(text: Lines, left: int) -> Finding | None:
    """What there is too much of, where it begins to be."""
    if left < 0 or len(text.lines) > MOST_LINES:
        most = f"{MOST_LINES:,} lines or {MOST_MARKDOWN // 1000} kB"
        message = f"the text with its passages has more than {most}"
        return Finding("S057", "error", message, text.origins[-1], "make two leaflets of it")
    brackets = 0
    for line, origin in zip(text.lines, text.origins, strict=True):
        brackets += line.count("[")
        if brackets > MOST_BRACKETS:
            message = f"the text has more than {MOST_BRACKETS:,} opening brackets '['"
            return Finding("S057", "error", message, origin, "take out those that are not links")
        if line.count("|") > MOST_COLUMNS + 1:
            message = f"a line with more than {MOST_COLUMNS} columns of a table"
            return Finding("S057", "error", message, origin, "no page is as wide: make two of it")
    return None
