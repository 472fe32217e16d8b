"""A telephone number as people write it -> what is dialled, or why it is none (E.123, E.164)."""

from __future__ import annotations

import re
from typing import Final

FEWEST, MOST = 3, 15
"""Digits: 112 has three, an international number at most fifteen (E.164, 6.1)."""
FORM: Final = "write one number, as in 010 123 45 67 or +31 10 123 45 67"
_ABROAD = re.compile(r"\+|00(?=[1-9])")
_TRUNK = re.compile(r"\(0\)")
_BETWEEN = re.compile(r"[\s\u00a0().\-‐‑–]+")
"""What stands between digits to be read by; none of it is dialled."""
_LETTERS = re.compile(r"[^\W\d_]+\.?")
_SECOND = re.compile(r"[/;,|&]|(?<=\d)\s*\+")


def dialled(written: str) -> str:
    """The digits of a number, with a '+' before a country code.

    A trunk zero in brackets behind the country code, as in +31 (0)10, is for callers in that
    country only and is left out (E.123, 7.1). A slash may part the area code from the rest.
    Raises ValueError, saying what is wrong, for what is no number or more than one.
    """
    said = written.strip()
    if _LETTERS.search(said):
        raise ValueError("an extension or a word is not dialled with it")
    if (second := _SECOND.search(said)) and not _is_area(said, second):
        raise ValueError("these are two numbers")
    abroad = _ABROAD.match(said)
    rest = said[abroad.end() :] if abroad else said
    rest = _BETWEEN.sub("", (_TRUNK.sub("", rest, count=1) if abroad else rest).replace("/", ""))
    if not rest.isascii() or not rest.isdigit():
        raise ValueError("there is something in it that is not dialled")
    if not FEWEST <= len(rest) <= MOST:
        raise ValueError(f"it has {len(rest)} digits")
    return (abroad[0] if abroad else "") + rest


def _is_area(said: str, stroke: re.Match[str]) -> bool:
    """Whether a slash parts an area code from its number, and not one number from another."""
    behind = said[stroke.end() :].strip()
    alone = said.count("/") == 1 and stroke[0] == "/"
    return alone and behind[:1] not in ("0", "+", "(") and len(re.findall(r"\d", said)) <= MOST - 1
