"""Two texts -> the words that changed between them, by section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from press.governance.text import ReadText
from press.merge.marking import opcodes

_DIGEST = re.compile(r"[0-9a-f]{32}:")
_AROUND = 4
"""Words shown before and after a change."""
_MOST_SHOWN = 3
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Change:
    """Words taken out and words put in at one place, under the heading that they stand below."""

    section: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        """All of it, as a list at the end of the pages has it."""
        old, new = " ".join(self.old), " ".join(self.new)
        return f"{old} → {new or '–'}" if old else f"+ {new}"

    @property
    def in_its_place(self) -> str:
        """With a few words around it, as `loop [-elke-] [+iedere+] dag`."""
        gone = [f"[-{' '.join(self.old)}-]"] if self.old else []
        new = [f"[+{' '.join(self.new)}+]"] if self.new else []
        return " ".join([*self.before, *gone, *new, *self.after])

    def __str__(self) -> str:
        old, new = _quoted(self.old), _quoted(self.new)
        if self.old and self.new:
            return f"{old} became {new}"
        return f"{old} is gone" if self.old else f"{new} is new"


def compare(old: ReadText, new: ReadText) -> tuple[Change, ...]:
    """The words that differ; where only lines break elsewhere nothing does."""
    before, now = _words(old), _words(new)

    def around(start: int, end: int, section: str) -> tuple[str, ...]:
        return tuple(
            _shown(word, "…:") for word, below in now[max(start, 0) : end] if below == section
        )

    return tuple(
        Change(
            section := (now[there] if there < len(now) else now[-1])[1] if now else "",
            tuple(_shown(word, "earlier-picture:") for word, _ in before[here:here_end]),
            tuple(_shown(word, "other-picture:") for word, _ in now[there:there_end]),
            around(there - _AROUND, there, section),
            around(there_end, there_end + _AROUND, section),
        )
        for what, here, here_end, there, there_end in opcodes(
            [word for word, _ in before], [word for word, _ in now]
        )
        if what != "equal"
    )


def _shown(word: str, picture: str) -> str:
    """A word as a person reads it: the digest of a picture is none."""
    return picture if _DIGEST.fullmatch(word) else word


def in_short(changes: Iterable[Change]) -> str:
    """How many words changed and the first of them, for a finding."""
    changes = tuple(changes)
    count = sum(max(len(each.old), len(each.new)) for each in changes)
    said = "; ".join(map(str, changes[:_MOST_SHOWN]))
    more = f"; and at {len(changes) - _MOST_SHOWN} more places" if len(changes) > 3 else ""
    return f"{count} word{'' if count == 1 else 's'} changed: {said}{more}"


def _words(text: ReadText) -> list[tuple[str, str]]:
    """Each word with the heading that it stands under."""
    section, found = "", []
    for line in text.lines:
        words = line.split()
        if line.startswith("#"):
            section = line.lstrip("# ")
            found.append((words.pop(0), ""))
        found += [(word, section) for word in words]
    return found


def _quoted(words: Sequence[str]) -> str:
    shown = " ".join(words[:_MOST_WORDS])
    return f"'{shown} …'" if len(words) > _MOST_WORDS else f"'{shown}'"
