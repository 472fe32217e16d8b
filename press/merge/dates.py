"""A day -> the day as a language writes it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from press.model.languages import parents_of


@lru_cache(maxsize=1024)
def written(day: date, pattern: str, language: str) -> str:
    """A day in a pattern of CLDR, such as 'LLLL yyyy'; `language` as in nl, nl-be, zh-hant."""
    return format_date(day, pattern, locale=_locale_of(language))


@lru_cache(maxsize=64)
def _locale_of(language: str) -> Locale:
    """The locale of a language; of one that nobody knows, its language without the region."""
    for name in (language, *parents_of(language)):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
