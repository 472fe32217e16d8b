"""Lines of a slot as they were set, other words -> where each text stands in those words.

The lines of a block are set again, each text in the typeface and size that it had. They must
break as before: each line fits, and what begins the next one does not fit behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from press.model.set_lines import SetLine, Setter, SetText, Shaped, SlotWords

_BREAKS = re.compile(r"[^\w.,:;@'’_()&+\u2060\u00a0-]|-(?!\u2060)")
"""What a line might be broken at within a word (UAX 14), and what is not known."""
_SURE = 0.01
"""px: of what fits by less, or does not, it is not certain that the engine finds the same."""


class UncertainError(Exception):
    """What the engine would make of it is not known."""


@dataclass(slots=True)
class PlacedText:
    """A text of a slot: what it says now, and where it begins (px).

    `shaped` is None where it says what it did.
    """

    old: SetText
    said: str
    left: float
    shaped: Shaped | None = None

    @property
    def width(self) -> float:
        return self.shaped.width if self.shaped else self.old.width

    @property
    def is_moved(self) -> bool:
        """Whether it is not written as it was."""
        return self.shaped is not None or self.left != self.old.left


def fit(
    lines: Sequence[SetLine], old: SlotWords, new: SlotWords, setter: Setter
) -> list[list[PlacedText]]:
    """The texts of each line, set in the new words; UncertainError where they may not fit."""
    fitting = _Fitting(lines, setter)
    fitting.say(old.words, new.words)
    for block in dict.fromkeys(line.block for line in lines):
        fitting.set_block(block)
    return fitting.texts


def texts_of(lines: Sequence[SetLine]) -> list[list[PlacedText]]:
    """The texts of each line that are not blank, as they were set."""
    return [
        [PlacedText(text, text.text, text.left) for text in line.texts if text.text.strip()]
        for line in lines
    ]


def shape(setter: Setter, text: SetText, said: str) -> Shaped:
    """What these words write in the typeface and size of a text."""
    shaped = setter.shape(said, text.setting) if text.setting else None
    if shaped is None:
        raise UncertainError
    return shaped


class _Fitting:
    def __init__(self, lines: Sequence[SetLine], setter: Setter) -> None:
        self.lines, self.setter = lines, setter
        self.texts = texts_of(lines)
        self.forced: set[int] = set()
        """Lines that begin after a break that is written."""

    # --- which text says what ---

    def _seen(self) -> list[tuple[int, PlacedText]]:
        """The texts that say something, with the numbers of their lines."""
        return [
            (number, text)
            for number, line in enumerate(self.texts)
            for text in line
            if text.old.text.strip(" \u200b\u2060")
        ]

    def say(self, words: Sequence[str], new_words: Sequence[str]) -> None:
        """Give each text what it says now."""
        seen, at = self._seen(), 0
        for old, new in zip(words, new_words, strict=True):
            if "\n" in (old, new):
                if old != new:
                    raise UncertainError
                if at < len(seen):
                    self.forced.add(seen[at][0])
                continue
            left, first = old.strip(" "), at
            while left:
                said = seen[at][1].old.text.strip(" ") if at < len(seen) else ""
                if not said or not left.startswith(said):
                    raise UncertainError
                left, at = left[len(said) :].lstrip(" "), at + 1
            if old != new:
                self._replace(seen[first:at], new)
        if at != len(seen):
            raise UncertainError

    def _replace(self, seen: Sequence[tuple[int, PlacedText]], new: str) -> None:
        """Say something new in a text, or in the lines that one fills."""
        if len(seen) == 1:
            text, said = seen[0][1], seen[0][1].old.text
            before = " " if said.startswith(" ") else ""
            text.said = before + new.strip(" ") + (" " if said.endswith(" ") else "")
            return
        block = self.lines[seen[0][0]].block
        all_of = [n for n, line in enumerate(self.lines) if line.block == block]
        if all_of != [n for n, _ in seen] or any(len(self.texts[n]) != 1 for n in all_of):
            raise UncertainError
        words = new.strip(" ").split(" ")
        if any(map(_may_break, words)):
            raise UncertainError
        for which, (_, text) in enumerate(seen):
            if which == len(seen) - 1:
                text.said, words = " ".join(words), []
            else:
                text.said, words = self._filled(text, words, self.lines[all_of[which]].room)
            if not text.said:
                raise UncertainError

    def _filled(self, text: PlacedText, words: list[str], room: float) -> tuple[str, list[str]]:
        """As many words as a line has room for, and the rest.

        The engine measures them as they stand in the whole, and then again by themselves.
        """
        space = self._shaped(text, " ").width
        for count in range(1, len(words) + 1):
            said = " ".join(words[:count])
            alone, inside = self._shaped(text, said), self._shaped(text, f"{said} ")
            widths = sorted((alone.width, inside.width - space))
            if widths[0] > room + _SURE:
                return " ".join(words[: count - 1]), words[count - 1 :]
            if widths[1] > room - _SURE:
                raise UncertainError
        raise UncertainError

    # --- where it stands ---

    def _shaped(self, text: PlacedText, said: str) -> Shaped:
        return shape(self.setter, text.old, said)

    def set_block(self, block: int) -> None:
        """Set the lines of a block in which something is said anew."""
        numbers = [n for n, line in enumerate(self.lines) if line.block == block]
        texts = [text for n in numbers for text in self.texts[n]]
        if all(text.said == text.old.text for text in texts):
            return
        for text in texts:
            if text.said != text.old.text:
                text.shaped = self._shaped(text, text.said)
        anew = {n for n in numbers if any(t.shaped is not None for t in self.texts[n])}
        for n in sorted(anew):
            self._place(self.lines[n], self.texts[n])
        for n, following in pairwise(numbers):
            if following not in self.forced and anew & {n, following}:
                self._must_break(n, following)

    def _place(self, line: SetLine, texts: Sequence[PlacedText]) -> None:
        """See to it that a line fits, and find where its texts stand."""
        more = sum(text.width - text.old.width for text in texts)
        moved = {"left": 0.0, "center": -more / 2, "right": -more}.get(line.align)
        turned = any(one.old.left > other.old.left for one, other in pairwise(texts))
        long = sum(text.width for text in texts)
        if moved is None or turned or not line.room or long > line.room - _SURE:
            raise UncertainError
        for text in texts:
            text.left = text.old.left + moved
            moved += text.width - text.old.width

    def _must_break(self, number: int, following: int) -> None:
        """See to it that what begins the following line would not fit into this one.

        Where it would have, the line was ended there, and is.
        """
        room = self.lines[number].room
        if self._to_word(number, following, new=False) < room - _SURE:
            return
        if self._to_word(number, following, new=True) < room + _SURE:
            raise UncertainError

    def _to_word(self, number: int, following: int, *, new: bool) -> float:
        """How long a line would be with what the following one begins with."""
        long = sum(text.width if new else text.old.width for text in self.texts[number])
        for text in self.texts[following]:
            said = (text.said if new else text.old.text).strip(" ")
            word = said.split(" ")[0]
            if _may_break(word.strip("\u200b")):
                raise UncertainError
            if word.strip("\u200b"):
                long += self._shaped(text, word).width
            if word == "\u200b" or word != said or text.said.endswith(" "):
                break
        return long


def _may_break(word: str) -> bool:
    """Whether a line might be broken within a word."""
    return _BREAKS.search(word.rstrip("-/?!")) is not None
