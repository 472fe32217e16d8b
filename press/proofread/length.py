"""How long things are, and how easily they read: sentences, paragraphs, sections, lists.

The measures are those of rules.md, "Language"; Thuisarts.nl writes five to ten words.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Block, Box, Finding, Origin
from press.model.prose import VALUE
from press.proofread.proof import Copy, finding
from press.proofread.readability import ENOUGH, counted
from press.proofread.words import sentences as split
from press.proofread.words import words

LEAST_FLESCH, MOST_LIX = 60, 40
MOST_SENTENCES = 5
"""Of a paragraph."""
MOST_ITEMS = 9


def sentences(copy: Copy) -> Iterator[Finding]:
    """A sentence of more than 15 words is long, one of more than 20 too long; or as the
    language's limits.yaml says."""
    limits = copy.lists.limits
    for block in copy.text.running("text", "item", "question"):
        for sentence in split(block.text, copy.lists.dots):
            number = len(sentence.words)
            if number <= limits.long:
                continue
            code = "T031" if number <= limits.too_long else "T030"
            message = f"a sentence of {number} words: '{_beginning(sentence.text)}'"
            hint = f"make two of it; at most {limits.long} words"
            yield finding(code, block.origin(sentence.start), message, hint)


def mean_sentence(copy: Copy) -> Iterator[Finding]:
    """Sentences have 12 words at most in the mean."""
    mean, most = copy.reading.mean_sentence, copy.lists.limits.mean
    if copy.reading.words >= ENOUGH and mean > most:
        message = f"a sentence has {mean} words in the mean; at most {most}"
        yield finding("T032", _start(copy), message, "make shorter sentences")


def reading_index(copy: Copy) -> Iterator[Finding]:
    """The index says that the text is normal or easier. LIX is a hint only."""
    reading = copy.reading
    if reading.value is None or reading.words < ENOUGH:
        return
    hint = "use shorter words and shorter sentences"
    message = f"the text reads {reading.meaning}: {reading.index} {reading.value}"
    if reading.index == "LIX":
        if reading.value > MOST_LIX:
            yield finding("T034", _start(copy), f"{message}; at most {MOST_LIX}", hint)
    elif reading.value < LEAST_FLESCH:
        message = f"{message}; at least {LEAST_FLESCH}, better 70"
        yield finding("T033", _start(copy), message, hint)


def paragraphs(copy: Copy) -> Iterator[Finding]:
    """A paragraph has five sentences and 60 words at most."""
    most = copy.lists.limits.paragraph
    for block in copy.text.running("text", "item"):
        found = split(block.text, copy.lists.dots)
        number = sum(len(sentence.words) for sentence in found)
        if len(found) > MOST_SENTENCES or number > most:
            message = f"a paragraph of {len(found)} sentences and {number} words"
            hint = f"make two of it; at most {MOST_SENTENCES} sentences and {most} words"
            yield finding("T035", block.origin(), message, hint)


def sections(copy: Copy) -> Iterator[Finding]:
    """After 150 words there is a heading. A box is set apart, and so is counted apart; of
    red flags each group, which its line is the heading of."""
    numbers: dict[tuple[int, int, int], int] = {}
    begins: dict[tuple[int, int, int], Block] = {}
    groups, most = 0, copy.lists.limits.section
    for block in copy.text.running("text", "item"):
        groups += block.kind == "text" and block.box is not None and block.box.kind == "red-flags"
        key = (block.after, _place(block.box, copy.text.boxes), groups)
        begins.setdefault(key, block)
        numbers[key] = numbers.get(key, 0) + len(words(block.text))
    for key, number in numbers.items():
        if number > most:
            message = f"{number} words without a heading"
            hint = f"put a heading (##) in between; at most {most} words"
            yield finding("T036", begins[key].origin(), message, hint)


def lists(copy: Copy) -> Iterator[Finding]:
    """A list has nine items at most."""
    for found in copy.text.lists:
        if found.items > MOST_ITEMS:
            message = f"a list of {found.items} items"
            hint = f"make two of it, each with its own line above; at most {MOST_ITEMS}"
            yield finding("T037", found.origin, message, hint)


def _beginning(sentence: str) -> str:
    """The first words of a sentence, to find it by."""
    found = sentence.replace(VALUE, "{{ … }}").split()
    return " ".join(found[:6]) + (" …" if len(found) > 6 else "")


def _place(box: Box | None, boxes: tuple[Box, ...]) -> int:
    """The number of a box, 0 for the text outside boxes."""
    return next((number for number, other in enumerate(boxes, 1) if other is box), 0)


def _start(copy: Copy) -> Origin:
    """Where the text begins: the first block that counts."""
    for block in copy.text.blocks:
        if counted(block, copy.lists.dots):
            return block.origin()
    return copy.leaflet.origin
