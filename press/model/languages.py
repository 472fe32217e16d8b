"""Code of a language -> what CLDR knows of it: its script and direction, parents, plural forms."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import Literal
from unicodedata import combining, normalize

Direction = Literal["ltr", "rtl"]

_RIGHT_TO_LEFT = frozenset(
    ("Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi")
)
"""Scripts in use that run from right to left (Unicode, DerivedBidiClass)."""


OwnDigits = Literal[
    "arabic-indic",
    "bengali",
    "devanagari",
    "gujarati",
    "gurmukhi",
    "khmer",
    "lao",
    "myanmar",
    "persian",
    "thai",
]
"""Digits of other scripts than Latin, counted as 0 to 9 are (CSS Counter Styles 3, 6.1)."""


def parents_of(language: str) -> tuple[str, ...]:
    """The languages that this one is a kind of, closest first: zh-hant-hk, so zh-hant, zh."""
    parts = language.split("-")
    return tuple("-".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))


def closest(language: str, known: Collection[str]) -> str:
    """The language itself if it is known, else the closest parent that is; else nothing."""
    return next((each for each in (language, *parents_of(language)) if each in known), "")


@lru_cache(maxsize=256)
def script_of(language: str) -> str:
    """In which script a language is written (ISO 15924); Latn where nobody knows.

    A code may say so itself (az-arab); else it is what is likely for the language and its
    region (CLDR, likely subtags).
    """
    from babel.core import get_global

    code, *more = language.split("-")
    if script := next((part.title() for part in more if len(part) == 4), ""):
        return script
    likely = get_global("likely_subtags")
    regions = [part.upper() for part in more if len(part) == 2]
    full = next(
        (likely[each] for each in (*(f"{code}_{r}" for r in regions), code) if each in likely), ""
    )
    return str(full).split("_")[1] if full else "Latn"


def direction_of(language: str) -> Direction:
    """Which way a language is written."""
    return "rtl" if script_of(language) in _RIGHT_TO_LEFT else "ltr"


def ten_digits(name: OwnDigits) -> str:
    """These digits from nought to nine, which stand in this order in Unicode."""
    script = {"persian": "extended arabic-indic"}.get(name, name)
    nought = ord(unicodedata.lookup(f"{script} digit zero"))
    return "".join(chr(nought + number) for number in range(10))


@lru_cache(maxsize=1024)
def plural_of(count: int, language: str) -> str:
    """The plural form for a number of things: one, two, few, many or other (CLDR)."""
    from babel import Locale, UnknownLocaleError

    for each in (language, *parents_of(language)):
        try:
            return str(Locale.parse(each, sep="-").plural_form(count))
        except (UnknownLocaleError, ValueError):
            continue
    return "one" if count == 1 else "other"


def without_marks(text: str) -> str:
    """A text without its letters' marks: of 'Café' the letters 'Cafe'."""
    return "".join(sign for sign in normalize("NFKD", text) if not combining(sign))
