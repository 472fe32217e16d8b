"""Whether a leaflet has what leaflets have: sections, a summary, something to do (K1, S1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.model import Finding, Origin
from press.model.parts import part_of
from press.proofread.language import Sections
from press.proofread.proof import Copy, finding
from press.proofread.words import BEGIN

MOST_POINTS = 3
"""Of a summary: who reads on remembers three things (CDC Clear Communication Index)."""

_SECTIONS = {
    "what": "what it is",
    "causes": "the causes",
    "self_help": "what you can do yourself",
    "practice": "what the practice does",
    "contact": "when to call",
    "questions": "questions",
}


def sections_present(copy: Copy) -> Iterator[Finding]:
    """K1: a leaflet has the six sections, told by the words of its headings."""
    sections = copy.lists.get(Sections)
    if sections is None:
        return
    found = _found(copy, sections)
    missing = [said for section, said in _SECTIONS.items() if section not in found]
    if missing:
        message = f"there is no section on {_listed(missing)}"
        hint = "add it under a heading, or say in 'allow' why this leaflet goes without"
        yield finding("T040", copy.leaflet.origin, message, hint)


def summary(copy: Copy) -> Iterator[Finding]:
    """S1: a summary of at most three points stands at the top in its own box."""
    boxes = [box for box in copy.text.boxes if box.kind == "summary"]
    if not boxes:
        hint = "begin the text with a box '!!! summary' of three points at most"
        yield finding("T041", _first(copy), "the leaflet has no summary", hint)
        return
    first = copy.text.blocks[0] if copy.text.blocks else None
    if first and first.box is not boxes[0]:
        message = "the summary does not stand at the top"
        yield finding("T042", boxes[0].origin, message, "put it before the first heading")
    points = sum(found.items for found in copy.text.lists if found.box is boxes[0])
    if points > MOST_POINTS:
        message = f"a summary of {points} points"
        hint = f"keep the {MOST_POINTS} that a reader must not forget"
        yield finding("T043", boxes[0].origin, message, hint)


def action(copy: Copy) -> Iterator[Finding]:
    """S1: a leaflet says what its reader can do."""
    sections = copy.lists.get(Sections)
    if sections is None or any(part_of(box.kind).section == "self_help" for box in copy.text.boxes):
        return
    if "self_help" not in _found(copy, sections):
        hint = "say what the reader can do, in steps ('!!! steps') or under a heading"
        yield finding("T044", _first(copy), "the leaflet names nothing to do", hint)


def tool(copy: Copy) -> Iterator[Finding]:
    """S1: a leaflet has a tool: a checklist, a diary, something to fill in."""
    has_tool = any(part_of(box.kind).tool for box in copy.text.boxes)
    if not has_tool and not copy.text.ticks:
        hint = "add '!!! fill-in', '!!! diary' or a list to tick off ('- [ ] …')"
        yield finding("T045", _first(copy), "the leaflet has nothing to fill in or tick off", hint)


def _found(copy: Copy, sections: Sections) -> set[str]:
    """The sections that the headings and boxes of a text make up."""
    found = {part_of(box.kind).section for box in copy.text.boxes}
    headings = [block.text for block in copy.text.running("heading", "title", "question")]
    headings.append(copy.leaflet.title)
    for section in _SECTIONS:
        words = "|".join(map(re.escape, getattr(sections, section)))
        if words and any(re.search(rf"(?i){BEGIN}(?:{words})", heading) for heading in headings):
            found.add(section)
    return found


def _first(copy: Copy) -> Origin:
    return copy.text.blocks[0].origin() if copy.text.blocks else copy.leaflet.origin


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
