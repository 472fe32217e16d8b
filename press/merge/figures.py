"""A text in whatever language -> its figures, levelled: numbers, doses, times, telephones.

The same figure is written in many ways: 1,5 and 1.5, 18.00 uur and 6 p.m., ٣ and 3. Levelled
they are the same, so that two languages can be compared. A number in words is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_FIGURE = re.compile(
    r"(?P<number>\d+(?:[.,:\u066b\u066c]\d+)*)(?:[\s\u00a0]*(?P<half>[ap])\.?\s?m\b)?", re.I
)
_SEPARATOR = re.compile(r"[.,:\u066b\u066c]")
_OTHER_FORMS = (
    (re.compile(r"(?<=\d)[\s\u00a0]?h[\s\u00a0]?(?=\d\d\b)"), ":"),  # 8 h 30
    (re.compile(r"(?<=\d)[\u00a0\u202f](?=\d{3}\b)"), ","),  # 1 000
)
_NOON = 12


def figures_in(said: str) -> Counter[str]:
    """The figures in a text, each as often as it is there, however its language writes them."""
    level = "".join(map(_western, said))
    for written, other in _OTHER_FORMS:
        level = written.sub(other, level)
    return Counter(map(_levelled, _FIGURE.finditer(level)))


def _western(sign: str) -> str:
    return str(unicodedata.digit(sign)) if unicodedata.category(sign) == "Nd" else sign


def _levelled(found: re.Match[str]) -> str:
    parts = _SEPARATOR.split(found["number"])
    if found["half"]:
        late = found["half"] in "pP"
        parts[0] = str(int(parts[0]) % _NOON + _NOON * late)
    if len(parts) == 2 and parts[1] == "00":
        parts.pop()  # the full hour
    if len(parts) > 1 and parts[0] != "0" and all(len(part) == 3 for part in parts[1:]):
        return "".join(parts)  # thousands
    return ".".join(parts)
