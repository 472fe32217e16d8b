"""Signs that no typeface has, or only another -> Findings: one for each script or typeface."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from press.model import Finding, Manuscript
from press.render.places import place_of

MOST = 3
"""Signs of a script that are named one by one."""
_MOST_BORROWED = 12


def missing_signs(signs: Iterable[str], manuscript: Manuscript) -> Iterator[Finding]:
    """Say which signs no typeface has, where the first of each script was written."""
    for script, group in groupby(sorted(set(signs), key=_script_of), key=_script_of):
        found = sorted(group)
        shown = ", ".join(f"'{sign}' (U+{ord(sign):04X})" for sign in found[:MOST])
        message, hint = f"no typeface here has {shown}", ""
        if len(found) > MOST:
            name = script if len(script) < 4 else script.capitalize()  # CJK, Hebrew
            letters = f"{name} letters" if script else "signs"
            message = f"no typeface here has {len(found)} {letters}, such as {shown}"
            hint = "add a typeface that has them to fonts/" if script else ""
        yield Finding("P003", "error", message, place_of(found[0], manuscript), hint)


def _script_of(sign: str) -> str:
    """The first word of a letter's name in Unicode, which is its script; of other signs none."""
    name = unicodedata.name(sign, "") if sign.isalpha() else ""
    return name.split(" ")[0].split("-")[0]


def borrowed_signs(family: str, signs: Iterable[str], manuscript: Manuscript) -> Iterator[Finding]:
    """Say which Latin letters, digits and currencies another family lends: a word in two faces.

    Of arrows, ticks and other scripts nothing is said: for these the house has its families.
    """
    letters = [
        sign
        for sign in sorted(set("".join(signs)))
        if unicodedata.name(sign, "").startswith("LATIN")
        or unicodedata.category(sign) in ("Nd", "Sc")
    ]
    if letters:
        shown = " ".join(letters[:_MOST_BORROWED]) + " …" * (len(letters) > _MOST_BORROWED)
        message = f"{shown} printed in '{family}': no typeface of the brand has it"
        hint = "take a typeface with all letters of the text"
        yield Finding("P003", "warning", message, place_of(letters[0], manuscript), hint)
