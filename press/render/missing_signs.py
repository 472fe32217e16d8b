"""Signs that no typeface has, or only another -> Findings: one for each script or typeface."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from press.model import Finding, Manuscript
from press.render.places import place_of

MOST = 3
"""Signs of a script that are named one by one."""
_MOST_BORROWED = 12


def missing_signs(signs: Collection[str], manuscript: Manuscript) -> Iterator[Finding]:
    """Say which signs no typeface has, where the first of each script was written."""
    known = {_first_word(sign) for sign in signs if sign.isalpha()}

    def script_of(sign: str) -> str:
        """Its script, be it a letter, a mark or a digit of it; nothing for any other sign."""
        return name if (name := _first_word(sign)) in known else ""

    for script, group in groupby(sorted(set(signs), key=script_of), key=script_of):
        found = sorted(group)
        shown = ", ".join(f"'{sign}' (U+{ord(sign):04X})" for sign in found[:MOST])
        message = f"no typeface here has {shown}"
        if len(found) > MOST:
            name = script if len(script) < 4 else script.capitalize()  # CJK, Hebrew
            letters = f"{name} letters" if script else "signs"
            message = f"no typeface here has {len(found)} {letters}, such as {shown}"
        hint = "add a typeface that has them to fonts/" if script else ""
        yield Finding("P003", "error", message, place_of(found[0], manuscript), hint)


def _first_word(sign: str) -> str:
    """The first word of a sign's name in Unicode, which of letters is their script."""
    name = re.split("[ -]", unicodedata.name(sign, ""))[0]
    return "CJK" if name in _EAST_ASIAN else name


_EAST_ASIAN = frozenset(
    ("HIRAGANA", "KATAKANA", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH")
)
"""What a typeface for Chinese or Japanese has."""


def borrowed_signs(family: str, signs: Iterable[str], manuscript: Manuscript) -> Iterator[Finding]:
    """Say which Latin letters, digits and currencies another family lends: a word in two faces.

    Of another script it is said once that a family lends all of it. Of arrows and ticks nothing
    is said: for these the house has its families.
    """
    lent = sorted(set("".join(signs)))
    letters = [
        sign
        for sign in lent
        if unicodedata.name(sign, "").startswith("LATIN")
        or sign in "0123456789"
        or unicodedata.category(sign) == "Sc"
    ]
    if letters:
        shown = " ".join(letters[:_MOST_BORROWED]) + " …" * (len(letters) > _MOST_BORROWED)
        message = f"{shown} printed in '{family}': no typeface of the brand has it"
        hint = "take a typeface with all letters of the text"
        yield Finding("P003", "warning", message, place_of(letters[0], manuscript), hint)
    scripts = {_first_word(sign): sign for sign in reversed(lent) if sign.isalpha()}
    for script, first in sorted(scripts.items()):
        if script != "LATIN":
            name = script if len(script) < 4 else script.capitalize()
            message = f"{name} letters are printed in '{family}': no typeface of the brand has them"
            yield Finding("P003", "info", message, place_of(first, manuscript))
