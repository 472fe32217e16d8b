"""A finished page -> its lines as the eye reads Latin and figures in them: from the left.

From where each glyph stands, not from the order of the text in the file: a telephone number
that is drawn back to front is found back to front. Letters that are written from right to left
are left out, and so are brackets, which readers turn around.
"""

from __future__ import annotations

import ctypes
import unicodedata
from itertools import groupby

import pypdfium2
import pypdfium2.raw as raw

_FROM_RIGHT = ("R", "AL", "NSM", "BN")


def lines_of(pdf: bytes) -> list[str]:
    """The lines of all pages, without spaces."""
    lines: list[str] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            rows = sorted(_glyphs(page), key=lambda glyph: glyph[0])
            for _, row in groupby(rows, key=lambda glyph: glyph[0]):
                lines.append("".join(sign for _, _, sign in sorted(row, key=lambda each: each[1])))
    return lines


def plain(said: str) -> str:
    """What is looked for in a line: the same signs, no spaces."""
    return "".join(sign for sign in said if sign.isprintable() and _is_shown(sign))


def _is_shown(sign: str) -> bool:
    hidden = sign in "()[]" or sign.isspace()
    return not hidden and unicodedata.bidirectional(sign) not in _FROM_RIGHT


def _glyphs(page: pypdfium2.PdfPage) -> list[tuple[int, float, str]]:
    """Each glyph by its baseline in pt, and its place on it."""
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    for number in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, number))
        if not sign.isprintable() or not _is_shown(sign):
            continue
        raw.FPDFText_GetCharOrigin(text, number, x, y)
        found.append((round(y.value), x.value, sign))
    return found
