"""Which words a text uses: hard ones, unexplained ones, cut short ones, two forms of address.

Each word is one finding, where it first stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.model import Finding, Origin
from press.proofread.language import FILES, NEEDED, Abbreviations, Address, HardWords, Terms
from press.proofread.proof import Copy, finding
from press.proofread.uses import Use, explained, running_first, uses_of
from press.proofread.words import WORD

_CAPITALS = re.compile(r"(?<![\w-])([A-ZÀ-ÖØ-Þ]{2,7}\d?)(?=(?:['’]?s)?(?!\w))")
_DOTTED = re.compile(r"(?<![\w./])(?:\w+[./])*\w+\.(?!\w)")
_ROMAN = re.compile(r"[IVX]+\Z")


def hard_words(copy: Copy) -> Iterator[Finding]:
    """A word has an everyday one in its place, unless the text explains it."""
    listed = copy.lists.get(HardWords)
    if listed is None:
        return
    for word, uses in uses_of(copy, listed).items():
        if explained(copy, word, uses):
            continue
        message = f"a hard word: '{uses[0].written}'{_times(len(uses))}"
        yield finding("T010", uses[0].origin, message, f"say '{listed.words[word]}'")


def unexplained_terms(copy: Copy) -> Iterator[Finding]:
    """A medical term is explained where it first stands, or in a box `!!! term`."""
    listed = copy.lists.get(Terms)
    if listed is None:
        return
    for word, uses in uses_of(copy, listed).items():
        if not explained(copy, word, uses):
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
    for block in running_first(copy):
        for match in _CAPITALS.finditer(block.text):
            if match[1].upper() not in known and not _ROMAN.match(match[1]):
                found.setdefault(match[1], []).append(Use(block, *match.span(1)))
    for word, uses in found.items():
        if not explained(copy, word, uses):
            means = listed.meanings.get(word)
            hint = f"write it out first: {means} ({word})" if means else "write it out first"
            yield finding("T012", uses[0].origin, f"'{word}' is not explained", hint)


def words_cut_short(copy: Copy) -> Iterator[Finding]:
    """N2: a word that is cut short ("bijv.") is written out."""
    listed = copy.lists.get(Abbreviations)
    if listed is None:
        return
    found: dict[str, list[Origin]] = {}
    for block in copy.text.blocks:
        for match in _DOTTED.finditer(block.text):
            if match[0].lower() in listed.cut_short:
                found.setdefault(match[0].lower(), []).append(block.origin(match.start()))
    for short, origins in found.items():
        message = f"a word cut short: '{short}'{_times(len(origins))}"
        yield finding("T013", origins[0], message, f"say '{listed.cut_short[short]}'")


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
            message = f"'{uses[0].written}' beside '{most}'"
            times = f"'{form}' {len(uses)} ×, '{most}' {len(found[most])} ×"
            hint = f"address the reader in one form throughout; here {times}"
            yield finding("T014", uses[0].origin, message, hint)


def missing_lists(copy: Copy) -> Iterator[Finding]:
    """Say once for a language which lists it has not, since rules then keep silent."""
    missing = [f"{name}.yaml" for name in FILES if name in NEEDED - copy.lists.files.keys()]
    if missing:
        language = copy.lists.language
        message = f"no lists for the language '{language}': {', '.join(missing)}"
        hint = (
            "the rules that need them keep silent; write them as press/proofread/lists/nl has them"
        )
        yield finding("T015", Origin(f"sources/language/{language}"), message, hint)


def _times(number: int) -> str:
    return f", {number} times" if number > 1 else ""
