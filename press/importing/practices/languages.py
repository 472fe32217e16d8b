"""A language as people write it in a list -> its code: `Nederlands`, `Dutch`, `nl-NL`, `NL`."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

_TOLD_IN = ("en", "nl", "de", "fr")
"""Languages in whose words a list may name others, besides each in its own."""
_KNOWN = (
    *("nl", "en", "de", "fr", "es", "pl", "tr", "uk", "ar", "fa", "so", "ti", "zh", "pt", "it"),
    *("ro", "bg", "ru", "hu", "el", "hr", "sr", "sq", "ku", "ur", "hi", "bn"),
)
"""Languages that practices hand leaflets out in; a code is taken for any other too."""


def language_of(word: str) -> str:
    """The code of a language, without the region that it is spoken in; nothing if it is none."""
    word = word.strip().casefold()
    if word in _names():
        return _names()[word]
    language, _, region = word.replace("_", "-").partition("-")
    try:
        Locale(language)
    except (UnknownLocaleError, ValueError):
        return ""
    if len(language) > 3:
        return ""
    # A region of its own words is kept: nl-be, pt-br; the usual one says nothing.
    return language if not region or region == _usual(language) else f"{language}-{region}"


def _usual(language: str) -> str:
    """The region that a language alone means (CLDR, likely subtags)."""
    from babel.core import get_global

    likely = str(get_global("likely_subtags").get(language, ""))
    return likely.rpartition("_")[2].lower()


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for code in _KNOWN:
        for told in (*_TOLD_IN, code):
            name = Locale(code).get_language_name(told)
            if name:
                names.setdefault(name.casefold(), code)
    return names
