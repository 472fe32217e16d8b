"""The record of a text in codes: each code with what it stands for, and what was taken away."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["word", "sign", "value", "blank", "anchor", "untitled", "html"]

_FIRST, _LAST = 0x20000, 0x2A6DF
CODE: Final = re.compile("[\U00020000-\U0002a6df]")


class TooManyError(Exception):
    """More words than there are codes."""


@dataclass(frozen=True, slots=True)
class Code:
    """What is printed for a code, and the row it stands on (from 0).

    `text` is the letter or sign; of a value its name, of a blank what was typed, of HTML the
    block in codes. An anchor says where something without words stands.
    """

    kind: Kind
    text: str
    row: int
    word: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """HTML that is taken away: an element or an attribute of one, with its value."""

    element: str
    row: int
    attribute: str = ""
    value: str = ""


@dataclass(slots=True)
class Coded:
    """A text in codes. `refused` are template commands, as the row and what is wrong."""

    text: str = ""
    codes: list[Code] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    strange: list[tuple[int, str]] = field(default_factory=list)
    """Characters that no source may hold, written as entities."""

    def put(self, kind: Kind, text: str, row: int, word: str = "") -> str:
        if len(self.codes) > _LAST - _FIRST:
            raise TooManyError
        self.codes.append(Code(kind, text, row, word))
        return chr(_FIRST + len(self.codes) - 1)

    def number(self, letter: str) -> int:
        return ord(letter) - _FIRST

    def of(self, letter: str) -> Code:
        return self.codes[ord(letter) - _FIRST]
