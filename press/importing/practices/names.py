"""A practice's name -> the name of its folder: readable, the same every time."""

from __future__ import annotations

import re
from unicodedata import normalize

from press.model import is_identifier
from press.model.languages import without_marks

_MOST = 56
"""Characters, so that a number fits behind (an identifier has 64)."""
_UMLAUT = re.compile(r"(?<![aeiouy])([äöü])")
"""Not behind a vowel: there the dots part two sounds, as in coöperatie and reünie."""
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
)
_AND = {"nl": "en", "de": "und", "en": "and", "fr": "et"}


def name_of(written: str, language: str) -> str:
    """The name of a folder for a practice; nothing where no letter of it can be written so.

    `Praxis Müller & Söhne` becomes `praxis-mueller-und-soehne`.
    """
    text = normalize("NFC", written).lower().translate(_LETTERS)
    text = _UMLAUT.sub(r"\1e", text)
    text = without_marks(text)
    text = re.sub(r"[&+]", f" {_AND.get(language, '')} ", text)
    text = re.sub(r"['’‘`´.]", "", text)  # 's-Hertogenbosch, O'Brien, B.V.
    words = re.findall(r"[a-z0-9]+", text)
    name = "-".join(words)
    if len(name) > _MOST:
        name = name[: _MOST + 1].rpartition("-")[0] or name[:_MOST]
    return name if is_identifier(name) or not name else f"practice-{name}"


def numbered(name: str, number: int) -> str:
    """The name for the first, second, third … of practices that are called the same."""
    return name if number == 1 else f"{name}-{number}"
