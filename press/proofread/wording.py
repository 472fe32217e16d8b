"""Which words a text uses: hard ones, unexplained ones, cut short ones, two forms of address.

Each word is one finding, where it first stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from press.model import Finding, Origin
from press.proofread.language import FILES, Abbreviations, Address, HardWords, Terms
from press.proofread.record import Copy, finding
from press.proofread.text import RUNNING, Block
from press.proofread.words import WORD
from press.proofread.words import sentences as split

_MOST_IN_PHRASE = 5
_CAPITALS = re.compile(r"(?<![\w-])([A-ZÀ-ÖØ-Þ]{2,7}\d?)(?=(?:['’]?s)?(?!\w))")
_ROMAN = re.compile(r"[IVX]+\Z")
_MOST_IN_CATCHWORD = 8


class Use(NamedTuple):
    """A word where it stands: the block, from which character, to which."""

    block: Block
    start: int
    end: int

    @property
    def origin(self) -> Origin:
        return self.block.origin(self.start)


def hard_words(copy: Copy) -> Iterator[Finding]:
    """A word has an everyday one in its place, unless the text explains it."""
    listed = copy.lists.get(HardWords)
    if listed is None:
        return
    for word, uses in _uses(copy, listed.forms).items():
        if _explained(copy, word, uses):
            continue
        times = f", {len(uses)} times" if len(uses) > 1 else ""
        written = uses[0].block.text[uses[0].start : uses[0].end]
        message = f"a hard word: '{_flat(written)}'{times}"
        yield finding("T010", uses[0].origin, message, f"say '{listed.words[word]}'")


def unexplained_terms(copy: Copy) -> Iterator[Finding]:
    """A medical term is explained where it first stands, or in a box `!!! term`."""
    listed = copy.lists.get(Terms)
    if listed is None:
        return
    for word, uses in _uses(copy, listed.forms).items():
        if not _explained(copy, word, uses):
            message = f"'{word}' is not explained"
            hint = f"write behind it: ({listed.words[word]}), or add a box '!!! term'"
            yield finding("T011", uses[0].origin, message, hint)


def unexplained_abbreviations(copy: Copy) -> Iterator[Finding]:
    """N2: an abbreviation is explained where it first stands, or in a box `!!! term`."""
    listed = copy.lists.get(Abbreviations)
    if listed is None:
        return
    known = {word.upper() for word in listed.known}
    found: dict[str, list[Use]] = {}
    for block in _running_first(copy):
        for match in _CAPITALS.finditer(block.text):
            if match[1].upper() not in known and not _ROMAN.match(match[1]):
                found.setdefault(match[1], []).append(Use(block, *match.span(1)))
    for word, uses in found.items():
        if not _explained(copy, word, uses):
            means = listed.meanings.get(word)
            hint = f"write it out first: {means} ({word})" if means else "write it out first"
            yield finding("T012", uses[0].origin, f"'{word}' is not explained", hint)


def words_cut_short(copy: Copy) -> Iterator[Finding]:
    """N2: a word that is cut short ("bijv.") is written out."""
    listed = copy.lists.get(Abbreviations)
    if listed is None:
        return
    for short, means in listed.dotted.items():
        pattern = re.compile(rf"(?i)(?<![\w.]){re.escape(short)}(?!\w)")
        uses = [
            block.origin(m.start())
            for block in copy.text.blocks
            for m in pattern.finditer(block.text)
        ]
        if uses:
            times = f", {len(uses)} times" if len(uses) > 1 else ""
            yield finding("T013", uses[0], f"a word cut short: '{short}'{times}", f"say '{means}'")


def forms_of_address(copy: Copy) -> Iterator[Finding]:
    """K3: a text addresses its reader in one form only."""
    listed = copy.lists.get(Address)
    form_of = (
        {word: form for form, words in listed.forms.items() for word in words} if listed else {}
    )
    found: dict[str, list[Use]] = {}
    for block in copy.text.blocks:
        for match in WORD.finditer(block.text):
            if form := form_of.get(match[0].lower()):
                found.setdefault(form, []).append(Use(block, *match.span()))
    if len(found) < 2:
        return
    most = max(found, key=lambda form: len(found[form]))
    for form, uses in found.items():
        if form != most:
            message = f"'{uses[0].block.text[uses[0].start : uses[0].end]}' beside '{most}'"
            times = f"'{form}' {len(uses)} ×, '{most}' {len(found[most])} ×"
            hint = f"address the reader in one form throughout; here {times}"
            yield finding("T014", uses[0].origin, message, hint)


def missing_lists(copy: Copy) -> Iterator[Finding]:
    """Say once for a language which lists it has not, since rules then keep silent."""
    missing = [f"{name}.yaml" for name in FILES if name not in copy.lists.files]
    if missing:
        language = copy.lists.language
        message = f"no lists for the language '{language}': {', '.join(missing)}"
        hint = (
            "the rules that need them keep silent; write them as press/proofread/lists/nl has them"
        )
        yield finding("T015", Origin(f"sources/language/{language}"), message, hint)


def _uses(copy: Copy, forms: Mapping[str, str]) -> dict[str, list[Use]]:
    """Where listed words and phrases stand, by the word that the list has; the longest wins."""
    found: dict[str, list[Use]] = {}
    for block in _running_first(copy):
        spans = [match.span() for match in WORD.finditer(block.text)]
        lower, skip = block.text.lower(), 0
        for index, (start, _) in enumerate(spans):
            if index < skip:
                continue
            for last in range(min(index + _MOST_IN_PHRASE, len(spans)) - 1, index - 1, -1):
                end = spans[last][1]
                if word := forms.get(_flat(lower[start:end])):
                    found.setdefault(word, []).append(Use(block, start, end))
                    skip = last + 1
                    break
    return found


def _running_first(copy: Copy) -> tuple[Block, ...]:
    """The text, then headings: a word in a heading may be explained right below."""
    headings = copy.text.running("heading", "title", "question")
    return copy.text.running(*RUNNING) + headings


def _explained(copy: Copy, word: str, uses: list[Use]) -> bool:
    """Whether a word is explained in a box of its own or at its first use."""
    written = {_flat(use.block.text[use.start : use.end]).lower() for use in uses} | {word.lower()}
    for box in copy.text.boxes:
        if box.kind == "term" and _flat(box.title).lower() in written:
            return True
    block, start, end = uses[0]
    if block.text[end:].lstrip(" \n'’s").startswith("("):
        return True
    before = block.text[:start]
    return before.count("(") > before.count(")") or _defined(copy, uses[0])


def _defined(copy: Copy, use: Use) -> bool:
    """Whether the sentence of this use, or the next, says what the word means."""
    found = split(use.block.text, copy.lists.dots)
    at = next((i for i, one in enumerate(found) if one.start + len(one.text) > use.start), 0)
    here = found[at]
    catchword = here.start < use.block.lead and len(here.words) <= _MOST_IN_CATCHWORD
    if catchword and at + 1 < len(found):
        return True  # "**Hernia.** Een schijf drukt op een zenuw."
    terms = copy.lists.get(Terms)
    signals = "|".join(map(re.escape, terms.signals)) if terms else ""
    if not signals:
        return False
    next_one = found[at + 1].text if at + 1 < len(found) else ""
    said = re.compile(rf"(?i)\b(?:{signals})\b")
    return bool(said.search(here.text) or said.match(next_one))


def _flat(text: str) -> str:
    return " ".join(text.split())
