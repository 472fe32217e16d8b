"""A telephone number as people write it -> what is dialled, or why it is none (E.123, E.164)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

FEWEST, MOST = 3, 15
"""Digits: 112 has three, an international number at most fifteen (E.164, 6.1)."""
FORM: Final = "write a number, as in 010 123 45 67 or +31 10 123 45 67"
_ABROAD = re.compile(r"\+|00(?=[1-9])")
_TRUNK = re.compile(r"\(0\)")
_BETWEEN = re.compile(r"[\s\u00a0().\-‐‑–]+")
"""What stands between digits to be read by; none of it is dialled."""
_LETTERS = re.compile(r"[^\W\d_]+\.?")
_EXTENSION = re.compile(
    r"[\s,;]*(?:\b(?:ext(?:ension)?|tst|toestel|toest|poste|durchwahl|dw|app)|x|#)"
    r"[.:\s]*(\d{1,6})(?!\d)",
    re.IGNORECASE,
)
_APART = re.compile(r"[;,|&]|\b(?:of|en|or|and|oder|und|ou|et)\b|(?<=\d)\s*(?=\+)", re.IGNORECASE)
"""What stands between two numbers; a slash does too, if it does not part an area code."""
_LABEL = re.compile(
    r"(?:\b(?:tel(?:efoon|ephone|efon)?|tél(?:éphone)?|phone|fon|t|mob(?:iel|ile|il)?|gsm|handy)\b"
    r"|[☎☏✆📞📱]\ufe0f?)[.:\s]*",
    re.IGNORECASE,
)
"""What may stand before a number to say what it is."""
_CODE_IN_BRACKETS = re.compile(r"\(\s*(\+\s*\d{1,3})\s*\)")
_CODE_BEFORE_SLASH = re.compile(r"(\+\d{1,3})\s*/")
_ENDING = re.compile(r"\d{1,2}")
"""A second number of which only the end is written: `020 123 45 67 / 89`."""
_AREA, _AREA_ABROAD = 6, 10
"""The most digits of an area code with its zero, and of one behind 00 and a country code."""


def dialled(written: str) -> str:
    """The digits of a number, with a '+' before a country code.

    A trunk zero in brackets behind the country code, as in +31 (0)10, is for callers in that
    country only and is left out (E.123, 7.1). A slash may part the area code from the rest.
    An extension is added as links say it (`;ext=12`; RFC 3966, 5.3); of two numbers the first
    is dialled. Raises ValueError, saying what is wrong, for what is no number or more than two.
    """
    said = unicodedata.normalize("NFKC", written).strip()
    # An extension may stand behind a comma, which else parts two numbers.
    said = _EXTENSION.sub(r" x\1", _LABEL.sub("", said, count=1) if _LABEL.match(said) else said)
    said = _CODE_BEFORE_SLASH.sub(r"\1 ", _CODE_IN_BRACKETS.sub(r"\1 ", said))
    numbers = [
        number.strip()
        for part in _APART.split(said)
        for number in ([part] if _has_area(part) else part.split("/"))
    ]
    if len(numbers) > 2:
        raise ValueError("these are more than two numbers")
    first, *others = numbers
    for other in others:
        if not _ENDING.fullmatch(other):
            _one(other)
    return _one(first)


def _has_area(said: str) -> bool:
    """Whether a slash parts an area code from its number, and not one number from another."""
    area, _, rest = said.strip().partition("/")
    most = _AREA_ABROAD if _ABROAD.match(area) else _AREA
    # A number that can be dialled without its area, as 112, does not begin with 0.
    begins = area.startswith(("0", "(0", "+"))
    is_short = len(re.findall(r"\d", area)) <= most
    return begins and is_short and rest.strip()[:1].isdigit() and "/" not in rest


def _one(said: str) -> str:
    """The digits of one number, and its extension."""
    extension = _EXTENSION.search(said)
    said = _EXTENSION.sub("", said)
    if _LETTERS.search(said):
        raise ValueError("a word is not dialled with it")
    abroad = _ABROAD.match(said)
    rest = said[abroad.end() :] if abroad else said
    rest = _BETWEEN.sub("", (_TRUNK.sub("", rest, count=1) if abroad else rest).replace("/", ""))
    if not rest.isascii() or not rest.isdigit():
        raise ValueError("there is something in it that is not dialled")
    if not FEWEST <= len(rest) <= MOST:
        raise ValueError(f"it has {len(rest)} digits")
    digits = (abroad[0] if abroad else "") + rest
    return f"{digits};ext={extension[1]}" if extension else digits
