"""Listed words in a text: where each stands, and whether the text explains it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from press.model import Block, Origin
from press.model.prose import RUNNING
from press.proofread.language import HardWords, Terms
from press.proofread.proof import Copy
from press.proofread.words import BEGIN, END, WORD, sentences

_MOST_IN_PHRASE = 5
_MOST_IN_CATCHWORD = 8
_IN_BRACKETS = re.compile(r"[-‑\w'’]*\s*\(")
"""What follows a word that is explained behind it: "MRI-scan (foto met magneten)"."""


class Use(NamedTuple):
    """A word where it stands: the block, from which character, to which."""

    block: Block
    start: int
    end: int

    @property
    def origin(self) -> Origin:
        return self.block.origin(self.start)

    @property
    def written(self) -> str:
        return flat(self.block.text[self.start : self.end])


def uses_of(copy: Copy, listed: HardWords) -> dict[str, list[Use]]:
    """Where listed words and phrases stand, by the word that the list has; the longest wins.

    The title of another leaflet, in a link to it, is not this text's.
    """
    found: dict[str, list[Use]] = {}
    for block in running_first(copy):
        skip = 0
        for start, end in _candidates(block, listed.openers):
            word = listed.forms.get(flat(block.text[start:end].lower()))
            if word is None or start < skip:
                continue
            skip = end
            linked = any(first <= start < last for first, last in block.links)
            if word and not linked:
                found.setdefault(word, []).append(Use(block, start, end))
    return found


def _candidates(block: Block, openers: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The words of a block, and before each that opens a phrase the phrases, longest first."""
    spans = [match.span() for match in WORD.finditer(block.text)]
    for index, (start, end) in enumerate(spans):
        if block.text[start:end].lower() in openers:
            for _, last in reversed(spans[index + 1 : index + _MOST_IN_PHRASE]):
                yield start, last
        yield start, end


def running_first(copy: Copy) -> tuple[Block, ...]:
    """The text, then headings: a word in a heading may be explained right below."""
    headings = copy.text.running("heading", "title", "question")
    return copy.text.running(*RUNNING) + headings


def explained(copy: Copy, word: str, uses: list[Use]) -> bool:
    """Whether a word is explained in a box `!!! term` or at its first use."""
    forms = {use.written.lower() for use in uses} | {word.lower()}
    for box in copy.text.boxes:
        if box.kind == "term" and flat(box.title).lower() in forms:
            return True
    if any(use.block.box and use.block.box.kind == "term" for use in uses):
        return True
    use = uses[0]
    if _IN_BRACKETS.match(use.block.text, use.end):
        return True
    before = use.block.text[: use.start]
    return before.count("(") > before.count(")") or _defined(copy, use)


def _defined(copy: Copy, use: Use) -> bool:
    """Whether the sentence of this use, or the next, says what the word means."""
    found = sentences(use.block.text, copy.lists.dots)
    at = next((i for i, one in enumerate(found) if one.start + len(one.text) > use.start), 0)
    here, following = found[at], found[at + 1].text if at + 1 < len(found) else ""
    if following and here.start < use.block.lead and len(here.words) <= _MOST_IN_CATCHWORD:
        return True  # "**Hernia.** Een schijf drukt op een zenuw."
    if (terms := copy.lists.get(Terms)) is None:
        return False
    behind = use.block.text[use.end :].lstrip(" ,\n")
    return bool(
        _one_of(terms.signals.anywhere).search(here.text)
        or _one_of(terms.signals.behind).match(behind)
        or _one_of(terms.signals.next).match(following)
    )


@lru_cache(maxsize=64)
def _one_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these phrases as whole words; of none, what matches nothing."""
    return re.compile(
        rf"(?i){BEGIN}(?:{'|'.join(map(re.escape, phrases))}){END}" if phrases else r"(?!)"
    )


def flat(text: str) -> str:
    return " ".join(text.split())
