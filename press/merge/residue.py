"""Markup that came through as text: a paragraph that holds `**`, `| a |` or `- een`.

Asked of each piece of text before its codes are turned back, so that a sign which was escaped
(`\\*`) or stands between letters and numbers is no markup. What can only be markup is an error:
it would be printed; what a text may mean as it stands is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from press.merge.coded import CODE, Coded
from press.model import Severity

_LIST = "put a blank line before a list, and begin each item with '- ' or '1. '"
_APART = "put a blank line before it"
_ROW, _BAR = "a row of a table inside a paragraph", "a '|' outside a table"
_NO_MARK = "\ufffc"


class Residue(NamedTuple):
    """Markup in a text: its row, what it is, the words around it, what to write."""

    row: int
    severity: Severity
    what: str
    words: str
    hint: str


_PATTERNS: tuple[tuple[str, Severity, str, str], ...] = (
    (r"\*\*|__", "error", "'**' opens or closes nothing", "write **these words** without spaces"),
    (
        r"(?<!\w)[*_](?=[\w\[]|\Z)|(?:(?<=\w)|(?<=\A ))[*_](?!\w)",
        "warning",
        "a '*' or '_' opens or closes nothing",
        "write \\* for the sign itself",
    ),
    (r"~{2,}", "error", "'~~' strikes nothing out here", "leave out what does not hold"),
    (r"(?<!=)==(?!=)(?=\S)", "error", "'==' marks nothing here", "write **these words**"),
    (r"(?<=\w)[~^]\w+[~^]", "error", "'~' or '^' around a sign", "write ² and ₂, or <sup>2</sup>"),
    (r"(?<!\+)\+\+(?=\w)", "error", "'++' marks nothing here", "write **these words**"),
    (r"`+", "warning", "a '`' marks nothing here", "take it out"),
    (r"(?<=\n) *(?:[-+*•▪◦‣]|\d+\)|[a-z]\)) +(?=\S)", "error", "a list inside a paragraph", _LIST),
    (
        r"(?<=\n) *(?:\d{1,2}\.|\((?:\d{1,2}|[a-z])\)|[ivx]{1,4}[.)]|[–—]) +(?=\S)",
        "warning",
        "a list inside a paragraph?",
        _LIST,
    ),
    (r"(?<=[\r\n]) *[-+•▪◦‣](?=[^\W\d_])", "warning", "an item without a space?", _LIST),
    (r"(?<=\n) *\d{1,2}[.)](?=[^\W\d_])", "warning", "an item without a space?", _LIST),
    (
        r"(?<=[\r\n]) *\|(?=.*\|)|[-—–:]{2,} *\| *[-—–:]{2,}",
        "error",
        _ROW,
        "the second line is |---|---|, with as many cells as the first",
    ),
    (r"(?<=[\r\n]) *\#{1,6}(?=\s)", "error", "a heading inside a paragraph", _APART),
    (r"(?<=[\r\n]) *!!!", "error", "a part inside a paragraph", 'write it as !!! tip "Title"'),
    (
        r"\]\(|\][ ]\((?=[^()\s]*[./#:][^()\s]*\))|!\[",
        "error",
        "a link or picture that is none",
        "write [words](address) without spaces in the address or before it",
    ),
    (r"\{[:#.]", "error", "'{' with marks that belong to nothing", "take it out"),
    (r"\\(?=\n|\Z)", "error", "a '\\' at the end of a paragraph", "take it out"),
    (
        r"(?<=[\r\n]) *(?::::|\?\?\?\+?(?= *\w)|\[!\w+\])",
        "error",
        "a box of another program",
        'write it as !!! tip "Title"',
    ),
    (r"(?<=[\r\n]) *>(?=.*\S)", "error", "a quotation inside a paragraph", _APART),
    (r"\^\[|\[\^(?![^\]\s]+\])", "error", "a note that is none", "write [^1] here, [^1]: …"),
    (r"(?<=\S) ?\|(?= ?\S)", "warning", _BAR, "write \\| for the sign itself"),
    (r"(?<!\w)\[[xX ]?\](?= )", "warning", "a box to tick outside a list", "write '- [ ] …'"),
    ("\ufffc!--", "error", "a comment that is not closed", "close it with -->"),
)
_ALL = re.compile("|".join(f"(?P<p{n}>{pattern})" for n, (pattern, *_) in enumerate(_PATTERNS)))
_MAYBE = re.compile(r"[*_~=^`|#\[\]{}\\:•▪◦‣!]|\n *[-+–—\da-z]")


def residue_in(
    said: str, coded: Coded, row: int, *, begins: bool, in_item: bool
) -> Iterator[Residue]:
    """The markup in a piece of text in codes.

    `row` is where the text before it ended, `begins` whether a block begins with it.
    """
    if not begins and not _MAYBE.search(said):
        return
    said = ("\r" if begins else " ") + said
    plain = CODE.sub(lambda letter: _sign(coded, letter[0]), said)
    matches = [
        (found, _PATTERNS[int((found.lastgroup or "p0")[1:])]) for found in _ALL.finditer(plain)
    ]
    has_rows = any(pattern[2] == _ROW for _, pattern in matches)
    for found, (_, severity, what, hint) in matches:
        if (in_item and found[0].startswith("[")) or (has_rows and what == _BAR):
            continue  # a box to tick; a row of which the first sign is said
        words = CODE.sub(
            lambda letter: coded.of(letter[0]).text,
            said[max(1, found.start() - 12) : found.end() + 14],
        )
        at = _row(said, found.start(), coded, row)
        yield Residue(at, severity, what, " ".join(words.split()), hint)


def _sign(coded: Coded, letter: str) -> str:
    """What stands for a code where markup is looked for: one sign, as the code is one."""
    code = coded.of(letter)
    return _NO_MARK if code.kind == "sign" or len(code.text) != 1 else code.text


def _row(said: str, at: int, coded: Coded, row: int) -> int:
    """The row of a place in a text: counted from the code before it, else from the one behind."""
    before, behind = CODE.findall(said[:at]), CODE.search(said, at)
    if before:
        last = said.rfind(before[-1], 0, at)
        return coded.of(before[-1]).row + said.count("\n", last, at)
    if behind:
        return coded.of(behind[0]).row - said.count("\n", at, behind.start())
    return row
