"""Bytes -> text, by what it reads as: spreadsheets do not say which letters they mean.

UTF-8 and UTF-16 show themselves. Of the old encodings each byte means something in several:
0x9F is ü on a Macintosh and Ÿ in Windows. Each is tried, and every letter beyond ASCII is
judged where it stands: a small letter between small ones speaks for it, a capital inside a
word, a sign between letters against it.
"""

from __future__ import annotations

import re
from itertools import pairwise

_CLEAR = 1.0
"""By how much the best reading must be ahead of the next that reads otherwise."""
_SHOWN = 3
"""Words that show how a list was read."""

_WEST = ("éüöäëèçßñáóí", "úàêâîïôûåæøœãõ")
_CENTRE = ("óáéíöüä", "ąćęłńśźżčďěňřšťůýžőűôľĺŕúăâîşţđëç")
_TURKISH = ("çğıöşü", "âîûéëäè")
_CYRILLIC = ("оаеитнсрвлкмдпуяьібзйг", "чжшюцїщєґхфыэёъ")
_GREEK = ("αοιετσνηυρπκμλςωόάίέή", "γδθχφβξζψύώϊϋΐΰ")
_ENCODINGS = {
    "windows-1252": (_WEST, 0.5, "Windows (western)"),
    "mac_roman": (_WEST, 0.0, "Macintosh"),
    "cp850": (_WEST, 0.0, "MS-DOS"),
    "cp437": (_WEST, 0.0, "MS-DOS"),
    "windows-1250": (_CENTRE, -1.5, "Windows (central European)"),
    "windows-1254": (_TURKISH, -1.5, "Windows (Turkish)"),
    "windows-1251": (_CYRILLIC, -1.5, "Windows (Cyrillic)"),
    "windows-1253": (_GREEK, -1.5, "Windows (Greek)"),
}
"""Each encoding with letters that its users write much and less, what it is given, its name.

What offices in the west of Europe have comes first; the others take evidence.
"""
_OPENING, _CLOSING = "“„‘«–—", "”»–—"
_FITTING = "€§°…·•™®©²³½¼¾£µ\u00a0ªº¿¡"


class UnclearError(ValueError):
    """It cannot be told which letters are meant."""


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and what was guessed of its encoding with some words as they were read.

    Nothing is guessed of UTF-8, UTF-16 and plain ASCII. Raises UnclearError where two
    readings are as good as each other, or none is.
    """
    if content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return _strictly(content, "utf-32"), ""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(content, "utf-16"), ""
    if len(content) > 3 and content[:4].count(0) == 2:
        return _strictly(content, "utf-16-be" if content[0] == 0 else "utf-16-le"), ""
    if b"\0" in content:
        raise UnclearError("this is not a text")
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return _best(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise UnclearError(f"this is cut short or damaged {encoding.upper()}") from None


def _best(content: bytes) -> tuple[str, str]:
    readings: dict[str, tuple[float, str]] = {}
    for encoding, (letters, given, name) in _ENCODINGS.items():
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _score(text, letters) + given
        if text not in readings or readings[text][0] < score:
            readings[text] = score, name
    ranked = sorted(readings.items(), key=lambda item: -item[1][0])
    text, (score, name) = ranked[0]
    if score < 0:
        raise UnclearError("this is not a text that the press can read")
    if len(ranked) > 1 and score - ranked[1][1][0] < _CLEAR:
        mine, other = _differing(text, ranked[1][0])
        raise UnclearError(f"it cannot be told whether the list says '{mine}' or '{other}'")
    return text, f"read as {name}: {', '.join(_odd_words(text)[:_SHOWN])}"


def _score(text: str, letters: tuple[str, str]) -> float:
    """How well the signs beyond ASCII fit where they stand: each kind of place counts once."""
    places = {text[max(at - 1, 0) : at + 2] for at, sign in enumerate(text) if not sign.isascii()}
    return sum(_fits(place, letters) for place in places)


def _fits(place: str, letters: tuple[str, str]) -> float:
    """A sign with its neighbours: for it, or against it."""
    index = 1 if len(place) == 3 else next(at for at, c in enumerate(place) if not c.isascii())
    sign, before, behind = place[index], place[:index][-1:], place[index + 1 :][:1]
    if not sign.isalpha():
        if (sign in _OPENING and not before.isalpha()) or (
            sign in _CLOSING and not behind.isalpha()
        ):
            return 1.0
        if sign == "’":
            return 1.0
        beside = before.isalpha() or behind.isalpha()
        return 0.5 if sign in _FITTING and not beside else -3.0
    if "\u0370" <= sign <= "\u04ff" and (_is_latin(before) or _is_latin(behind)):
        return -3.0
    in_small = before.isalpha() and (before.islower() or behind.islower())
    if (sign.isupper() and in_small) or (sign.islower() and behind.isupper()):
        return -3.0
    much, less = letters
    small = sign.lower()
    return 2.0 if small in much else 1.0 if small in less else -1.0


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()


def _odd_words(text: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
    return list(dict.fromkeys(word for word in words if not word.isascii()))


def _differing(one: str, other: str) -> tuple[str, str]:
    """The first words in which two readings differ; encodings of one byte keep places."""
    at = next(index for index, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
    edges = [0, *(m.end() for m in re.finditer(r"[;,\t\r\n\" ]", one)), len(one) + 1]
    start, end = next((a, b) for a, b in pairwise(edges) if a <= at < b)
    return one[start : end - 1].strip(), other[start : end - 1].strip()
