"""Country and languages of a practice -> the number to call when a life is at risk.

112 in all of the European Union (Directive (EU) 2018/1972, article 109) and in the countries
around it that joined; elsewhere what the state's own emergency service says.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_NUMBERS = {
    "112": "AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT"
    " RO SE SI SK TR UA",
    "999": "GB",
    "911": "CA US",
    "000": "AU",
    "111": "NZ",
}
_OF_TERRITORY = {code: number for number, codes in _NUMBERS.items() for code in codes.split()}


@lru_cache(maxsize=256)
def emergency_number(country: str | None, languages: Sequence[str]) -> str:
    """The number of a country, or of the languages' if no country is given; '' if not known.

    A country is a code (ISO 3166-1) or a name in one of these languages or in English
    (CLDR). English says nothing of where a practice is: it is left out of the languages.
    """
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    if country is None:
        likely = get_global("likely_subtags")
        homes = [likely.get(one, "")[-2:] for one in languages if one.split("-")[0] != "en"]
        return next((_OF_TERRITORY[home] for home in homes if home in _OF_TERRITORY), "")
    wanted = country.strip().casefold().removeprefix("the ")
    if wanted.upper() in _OF_TERRITORY:
        return _OF_TERRITORY[wanted.upper()]
    for language in (*languages, "en"):
        try:
            names = Locale.parse(language, sep="-").territories
        except (UnknownLocaleError, ValueError):
            continue
        for code, number in _OF_TERRITORY.items():
            if names.get(code, "").casefold() == wanted:
                return number
    return ""
