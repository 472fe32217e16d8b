"""Plain text -> words and sentences.

A sentence ends with its mark; what has no mark (a catchword in a list, a line to
fill in) is a piece, and `complete` is false. A colon ends a sentence at the end
of its paragraph: "U kunt merken:".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from press.model.prose import COLONS, VALUE

_SIGN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_LETTER = rf"[^\W_{_SIGN}]"
_MARK = (
    "\u0300-\u036f\u0591-\u05c2\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0963\u0966-\u0dff\u200c\u200d"
)
"""Points and vowels that stand on a letter, and what joins Persian or Indian letters unseen."""
BEGIN, END = rf"(?<!{_LETTER})", rf"(?!{_LETTER})"
"""Where a word begins and ends; among Chinese signs that is anywhere."""
WORD = re.compile(
    rf"(?:{_LETTER}\.){{2,}}|\d+(?:[.,:]\d+)+"
    rf"|{_LETTER}(?:{_LETTER}|[{_MARK}]|['’‑-](?={_LETTER}))*|[{_SIGN}]|{VALUE}"
)
"""d.w.z., then 8.30, then a word with what is joined to it, a Chinese sign, a practice's value."""
_END = re.compile(r"(?<![.!?…؟۔।።፧])[.!?…؟۔।።፧]++[\"'”’»)\]]*+(?=\s|$)|[。！？]++[”’」』）]*+")
"""The marks that end a sentence: Latin, Arabic, Urdu, Indian, Ethiopic; Chinese without a blank."""
_NEXT = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Dots:
    """Words that end in a full stop, in lower case.

    After one of `inside` ("dr.") no sentence ends; after one of `closing` ("enz.")
    a sentence ends if the next word begins with a capital.
    """

    inside: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a piece of one, and where in its text it begins."""

    text: str
    start: int
    complete: bool

    @property
    def words(self) -> list[str]:
        return WORD.findall(self.text)


def words(text: str) -> list[str]:
    """The words of a text; a number is a word, a sign is not."""
    return WORD.findall(text)


def sentences(text: str, dots: Dots) -> list[Sentence]:
    """Split a paragraph into sentences; pieces without a word are dropped."""
    found, start = [], 0
    for mark in _END.finditer(text):
        if _ends(text, start, mark, dots):
            found.append(_sentence(text, start, mark.end(), True))
            start = mark.end()
    found.append(_sentence(text, start, len(text), text.rstrip().endswith(tuple(COLONS))))
    return [sentence for sentence in found if WORD.search(sentence.text)]


def _sentence(text: str, start: int, end: int, complete: bool) -> Sentence:
    inner = text[start:end]
    return Sentence(inner.strip(), start + len(inner) - len(inner.lstrip()), complete)


def _ends(text: str, start: int, mark: re.Match[str], dots: Dots) -> bool:
    """Whether the sentence that begins at `start` ends with this mark."""
    following = _NEXT.search(text, mark.end())
    if following is None:
        return True
    if following[0].islower():
        return False
    if mark[0][0] != "." or mark[0].startswith(".."):
        return True
    before = text[start : mark.start()].split()
    word = before[-1].lstrip("(\"'“‘„«[").lower() + "." if before else "."
    if word in dots.closing:
        return True
    if word in dots.inside:
        return False
    if len(before) == 1 and word[:-1].isdigit():
        return False  # "1. Sta op": a number that counts, not a sentence
    return not _initial(before, dots)


def _initial(before: list[str], dots: Dots) -> bool:
    """A letter before a name ("dr. J. Smit"), as against "vitamine C."."""
    if not before or len(before[-1]) != 1 or not before[-1].isupper():
        return False
    return len(before) == 1 or before[-2].endswith(".") or before[-2].lower() in dots.inside
