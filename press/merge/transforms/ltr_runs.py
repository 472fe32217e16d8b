"""Text -> what of it is read from left to right in any language, and stands on one line.

Telephone numbers, doses, dates, signed numbers, addresses, Latin words with figures. A number
alone and a range of two are left to the rules for text (UAX 9): a range begins where its
reader does. A percentage and a minus are set as the languages' own forms of them are, which
begin with a mark that says so (CLDR, `ar` and `fa` with Latin digits).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

_LETTER = "A-Za-z\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u03bc"
_SPACE = "[ \u00a0\u202f\u2009]"
_HOLD = "\u2060?"
_WORD = (
    rf"[{_LETTER}\d]+(?:[.,:/'’·+×_-]{_HOLD}[{_LETTER}\d]+|[-‐‑–]{_HOLD}[{_LETTER}\d]+)*"
    rf"(?:{_SPACE}?[%‰°€]C?|\+)?"
)
_SIGN = rf"(?:[-+±−]|[<>≤≥≈~€$£]{_SPACE}?)"
_LISTED = rf",(?={_SPACE}(?:[{_LETTER}]|\d{{4}}{_SPACE}[A-Z]{{2}}))"
"""A comma before another Latin word, or a postcode."""
_BETWEEN = rf"(?:(?:{_LISTED})?{_SPACE}(?:[-–&×=/]{_SPACE})?|\){_SPACE}?|{_SPACE}?\()"
_ADDRESS = r"(?:https?://)?(?:[\w.+-]+@)?(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:[/?][^\s()<>«»]*[\w/])?"
_RUN = re.compile(
    rf"(?<![{_LETTER}\d])(?:{_ADDRESS}(?![{_LETTER}])"
    rf"|(?:{_SIGN}|\()?{_WORD}(?:{_BETWEEN}{_SIGN}?{_WORD})*)",
    re.ASCII,
)
_NUMBER = r"\d+(?:[.,:]\d+)*"
_PLAIN = re.compile(rf"{_NUMBER}(?:{_SPACE}?[-–]{_HOLD}{_SPACE}?{_NUMBER})?")
"""A number, or a range of two."""
_HOURS = re.compile(rf"\d\d?[.:]\d\d{_SPACE}?[-–]{_HOLD}{_SPACE}?\d\d?[.:]\d\d")
_GROUPED = re.compile(rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+")
_TELEPHONE = re.compile(
    rf"(?:\+\d|\(?0\d)[\d().\-–/ \u00a0\u202f]{{2,}}\d"
    rf"|\d+(?:{_SPACE}?[-./–]{_SPACE}?\d+|{_SPACE}\d+){{2,}}"
    r"|(?!(?:19|20)\d\d[-–])\d{2,4}[-–]\d{4,}"
)
"""Begins with a zero or a plus, or has three groups and more, as a date has too, or a long end:
a range of thousands that is taken for one is still the range that it was."""
_DIALLED = re.compile(
    rf"{_HOURS.pattern}|{_ADDRESS}(?![{_LETTER}])|(?<![\w,.:])(?:{_TELEPHONE.pattern})(?![\w:])",
    re.ASCII,
)
_ONLY_NUMBERS = re.compile(rf"{_NUMBER}(?:{_SPACE}{_NUMBER})*")
_IN_WORDS = " \u00a0'’&-"
_SHORT = 28
"""Signs of a run that any line has room for."""


def ltr_runs(text: str, known: Collection[str] = ()) -> Iterator[tuple[int, int]]:
    """Where the runs of a text begin and end; `known` are some whatever they look like."""
    at = 0
    for start, end in _known(text, known):
        yield from _unknown(text, at, start)
        yield start, end
        at = end
    yield from _unknown(text, at, len(text))


def _known(text: str, known: Collection[str]) -> Iterator[tuple[int, int]]:
    if pattern := _any_of(frozenset(known)):
        for match in pattern.finditer(text):
            yield match.span()


@lru_cache(maxsize=8)
def _any_of(known: frozenset[str]) -> re.Pattern[str] | None:
    """Any of these runs, the longest first, whatever holds them together."""
    longest = sorted(filter(None, known), key=lambda each: (-len(each), each))
    said = (re.sub(r"(?:\\ )+", f"{_SPACE}+", re.escape(each)) for each in longest)
    return re.compile(rf"(?<!\w)(?:{'|'.join(said)})(?!\w)", re.ASCII) if longest else None


def _unknown(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _RUN.finditer(text, start, end):
        first, said = match.start(), match[0]
        if said.startswith("(") and not (")" in said and _TELEPHONE.fullmatch(said)):
            first, said = first + 1, said[1:]  # a bracket of the text around
        if _is_told(said):
            yield first, match.end()


def _is_told(said: str) -> bool:
    """Whether the rules for text would set a run back to front."""
    if _TELEPHONE.fullmatch(said):
        return not _HOURS.fullmatch(said)
    beside = _ONLY_NUMBERS.fullmatch(said) and not _GROUPED.fullmatch(said)
    return not beside and not _PLAIN.fullmatch(said)


def in_western(text: str, known: Collection[str] = ()) -> Iterator[tuple[str, bool]]:
    """A text in pieces, each with whether it is a telephone number or an address.

    `known` are some whatever they look like.
    """
    dialled = [found.span() for found in _DIALLED.finditer(text) if not _HOURS.fullmatch(found[0])]
    at = 0
    for start, end in sorted({*dialled, *_known(text, known)}):
        if start >= at:
            yield text[at:start], False
            yield text[start:end], True
            at = end
    yield text[at:], False


def is_words(run: str) -> bool:
    """Whether a run is Latin words and no more: in one piece the rules for text do with it."""
    return all(sign.isalpha() or sign in _IN_WORDS for sign in run)


def is_held(run: str) -> bool:
    """Whether a run stands on one line: a name of many words, or an address, need not."""
    return len(run) <= _SHORT and not re.fullmatch(_ADDRESS, run, re.ASCII)


def held(run: str) -> str:
    """A run, or a part of one, that no line parts."""
    run = re.sub(_SPACE, "\u00a0", run)
    return re.sub(rf"(?<=[{_LETTER}\d])([-–/])(?=[{_LETTER}\d])", "\\1\u2060", run)


def with_held_numbers(text: str) -> str:
    """A text of any language whose telephone numbers and postcodes no line parts."""
    if not any(map(str.isdigit, text)):
        return text
    return _IN_ONE.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


_IN_ONE = re.compile(
    rf"(?<![\w,.])(?:{_TELEPHONE.pattern}|{_GROUPED.pattern}|\d{{4}} [A-Z]{{2}})(?!\w)", re.ASCII
)
