"""A slot as it was laid out, its words and others -> the slot in the others, or nothing.

The lines of a block are set again, each text in the typeface and size that it had. They must
break as before: each line fits, and what begins the next one does not fit behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

import pikepdf

from press.imprint import scan
from press.imprint.records import OWN_CODE, Annotation, Box, Element, OwnText, Slot, Written
from press.imprint.scan import Code, number
from press.imprint.writing import joined
from press.model.set_lines import SetLine, Setter, SetText, Shaped, SlotWords
from press.units import PX

Pictures: TypeAlias = Mapping[str, "tuple[Written, bytes | None]"]
"""Pictures by name, written, with their data."""
_CHUNK = re.compile(rb"BT\n1 0 0 -1 (\S+) (\S+) Tm\n(/\S+ \S+ Tf)\n((?:\[[^\]]*\] TJ\n)?)ET\n")
_STRING = re.compile(rb"\((?:\\.|[^\\()])*\)|(?<!<)<[0-9a-fA-F]+>(?!>)", re.S)
_BREAKS = re.compile(r"[^\w.,:;@'’_()&+\u2060\u00a0-]|-(?!\u2060)")
"""What a line might be broken at within a word (UAX 14), and what is not known."""
_NEAR = 3e-6
_SURE = 0.01
"""px: of what fits by less, or does not, it is not certain that the engine finds the same."""


class _UncertainError(Exception):
    """What the engine would make of it is not known."""


@dataclass(slots=True)
class _Text:
    """A text of a slot, and what becomes of it."""

    old: SetText
    said: str
    shaped: Shaped | None = None
    left: float = 0.0

    @property
    def width(self) -> float:
        return self.shaped.width if self.shaped else self.old.width


def cast(
    slot: Slot,
    pictures: Pictures,
    lines: Sequence[SetLine],
    words: tuple[SlotWords, SlotWords],
    setter: Setter,
) -> tuple[Slot, Pictures] | None:
    """A slot and its pictures, laid out in the first of these words, in the second."""
    try:
        return _Casting(slot, pictures, lines, *words, setter).cast()
    except _UncertainError:
        return None


class _Casting:
    def __init__(
        self,
        slot: Slot,
        pictures: Pictures,
        lines: Sequence[SetLine],
        old: SlotWords,
        new: SlotWords,
        setter: Setter,
    ) -> None:
        self.slot, self.old, self.new, self.setter = slot, old, new, setter
        self.pictures = dict(pictures)
        self.drawn = dict(slot.drawn)
        self.lines = lines
        self.texts = [
            [_Text(text, text.text, left=text.left) for text in line.texts if text.text.strip()]
            for line in lines
        ]
        self.forced: set[int] = set()
        self.content = b"\0".join(slot.content)
        self.codes: dict[str, dict[int, tuple[bytes, int]]] = {}

    def cast(self) -> tuple[Slot, Pictures]:
        if [len(each) for each in (self.old.words, self.old.names, self.old.links)] != [
            len(each) for each in (self.new.words, self.new.names, self.new.links)
        ]:
            raise _UncertainError
        if self.old.words != self.new.words:
            self._say()
            for block in dict.fromkeys(line.block for line in self.lines):
                self._set(block)
            self._write()
        self._draw()
        strings = self._strings()
        moved = replace(
            self.slot,
            content=tuple(self.content.split(b"\0")),
            drawn=self.drawn,
            codes=self._codes(),
            elements=tuple(
                Element(self._renamed(each.entries, strings), each.kids)
                for each in self.slot.elements
            ),
            annotations=tuple(
                Annotation(self._box(each.box), self._renamed(each.entries, strings))
                for each in self.slot.annotations
            ),
        )
        return moved, self.pictures

    # --- which text says what ---

    def _seen(self) -> list[tuple[int, _Text]]:
        """The texts that say something, with the numbers of their lines."""
        return [
            (number, text)
            for number, line in enumerate(self.texts)
            for text in line
            if text.old.text.strip(" \u200b\u2060")
        ]

    def _say(self) -> None:
        """Give each text what it says now."""
        seen, at = self._seen(), 0
        for old, new in zip(self.old.words, self.new.words, strict=True):
            if "\n" in (old, new):
                if old != new:
                    raise _UncertainError
                if at < len(seen):
                    self.forced.add(seen[at][0])
                continue
            left, first = old.strip(" "), at
            while left:
                said = seen[at][1].old.text.strip(" ") if at < len(seen) else ""
                if not said or not left.startswith(said):
                    raise _UncertainError
                left, at = left[len(said) :].lstrip(" "), at + 1
            if old != new:
                self._replace([text for _, text in seen[first:at]], seen[first:at], new)
        if at != len(seen):
            raise _UncertainError

    def _replace(
        self, texts: Sequence[_Text], where: Sequence[tuple[int, _Text]], new: str
    ) -> None:
        """Say something new in a text, or in the lines that one fills."""
        if len(texts) == 1:
            text, said = texts[0], texts[0].old.text
            before = " " if said.startswith(" ") else ""
            text.said = before + new.strip(" ") + (" " if said.endswith(" ") else "")
            return
        block = self.lines[where[0][0]].block
        all_of = [n for n, line in enumerate(self.lines) if line.block == block]
        if all_of != [n for n, _ in where] or any(len(self.texts[n]) != 1 for n in all_of):
            raise _UncertainError
        words = new.strip(" ").split(" ")
        if any(map(_may_break, words)):
            raise _UncertainError
        for which, text in enumerate(texts):
            if which == len(texts) - 1:
                text.said, words = " ".join(words), []
            else:
                text.said, words = self._filled(text, words, self.lines[all_of[which]].room)
            if not text.said:
                raise _UncertainError

    def _filled(self, text: _Text, words: list[str], room: float) -> tuple[str, list[str]]:
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
                raise _UncertainError
        raise _UncertainError

    # --- where it stands ---

    def _shaped(self, text: _Text, said: str) -> Shaped:
        shaped = self.setter.shape(said, text.old.setting) if text.old.setting else None
        if shaped is None:
            raise _UncertainError
        return shaped

    def _set(self, block: int) -> None:
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

    def _place(self, line: SetLine, texts: Sequence[_Text]) -> None:
        """See to it that a line fits, and find where its texts stand."""
        more = sum(text.width - text.old.width for text in texts)
        moved = {"left": 0.0, "center": -more / 2, "right": -more}.get(line.align)
        turned = any(one.old.left > other.old.left for one, other in pairwise(texts))
        long = sum(text.width for text in texts)
        if moved is None or turned or not line.room or long > line.room - _SURE:
            raise _UncertainError
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
            raise _UncertainError

    def _to_word(self, number: int, following: int, *, new: bool) -> float:
        """How long a line would be with what the following one begins with."""
        long = sum(text.width if new else text.old.width for text in self.texts[number])
        for text in self.texts[following]:
            said = (text.said if new else text.old.text).strip(" ")
            word = said.split(" ")[0]
            if _may_break(word.strip("\u200b")):
                raise _UncertainError
            if word.strip("\u200b"):
                long += self._shaped(text, word).width
            if word == "\u200b" or word != said or text.said.endswith(" "):
                break
        return long

    # --- how it is written ---

    def _write(self) -> None:
        """Write texts anew where they are said anew or stand elsewhere."""
        found: dict[tuple[bytes, bytes], list[re.Match[bytes]]] = {}
        for match in _CHUNK.finditer(self.content):
            found.setdefault((match[1], match[2]), []).append(match)
        instead: dict[int, tuple[int, bytes]] = {}
        for line in self.texts:
            for text in line:
                where = (number(text.old.left), number(text.old.down))
                chunks = found.get(where)
                if text.shaped is None and text.left == text.old.left:
                    if chunks:
                        chunks.pop(0)
                    continue
                if not chunks:
                    raise _UncertainError
                match = chunks.pop(0)
                instead[match.start()] = match.end(), self._chunk(match, text)
        parts, at = [], 0
        for start, (end, chunk) in sorted(instead.items()):
            parts += [self.content[at:start], chunk]
            at = end
        self.content = b"".join([*parts, self.content[at:]])

    def _chunk(self, match: re.Match[bytes], text: _Text) -> bytes:
        """What a text writes where it stands now: what is behind its old words stays there."""
        shown = match[4]
        if text.shaped is not None and text.old.setting is not None:
            before = self._shaped(text, text.old.text).shown
            if not before or not text.shaped.shown or not shown.startswith(before[: -len(b"] TJ")]):
                raise _UncertainError
            behind = shown[len(before) - len(b"] TJ") :]
            shown = text.shaped.shown[: -len(b"] TJ")] + behind
            known = self.codes.setdefault(text.old.setting.font, {})
            for code, meant in text.shaped.codes.items():
                if known.setdefault(code, meant) != meant:
                    raise _UncertainError
        where = number(text.left), number(text.old.down), match[3], shown
        return b"BT\n1 0 0 -1 %s %s Tm\n%s\n%sET\n" % where

    def _codes(self) -> Mapping[str, frozenset[Code]]:
        """The codes that the slot takes of each typeface."""
        known = {name: {code[0]: code for code in codes} for name, codes in self.slot.codes.items()}
        for name, codes in self.codes.items():
            of = known.setdefault(name, {})
            for code, (said, drawn) in codes.items():
                if of.setdefault(code, (code, said, drawn)) != (code, said, drawn):
                    raise _UncertainError
        return {
            name: frozenset(known[name][code] for code in shown)
            for name, shown in scan.shown(self.content).items()
        }

    def _box(self, box: Box) -> Box:
        """A link's box around the words that it stood around."""
        top, foot = (self.slot.top + each for each in sorted((box.y0, box.y1)))
        texts = [text for line in self.texts for text in line if top < text.old.down < foot]
        if all(text.shaped is None and text.left == text.old.left for text in texts):
            return box
        return replace(box, x0=self._edge(box.x0, texts), x1=self._edge(box.x1, texts))

    def _edge(self, edge: float, texts: Sequence[_Text]) -> float:
        for text in texts:
            for old, new in (
                (text.old.left, text.left),
                (text.old.left + text.old.width, text.left + text.width),
            ):
                if abs(old - self.slot.left - edge) < _NEAR:
                    return float(number(new * PX)) / PX - self.slot.left
        raise _UncertainError

    # --- what it names ---

    def _strings(self) -> Mapping[str, str]:
        """What elements and links say, and what they say now."""
        pairs = zip(
            (*self.old.names, *self.old.links, *self.old.words),
            (*self.new.names, *self.new.links, *self.new.words),
            strict=True,
        )
        strings: dict[str, str] = {}
        for old, new in pairs:
            if old != new and not old.strip():
                raise _UncertainError
            if strings.setdefault(old.strip(), new.strip()) != new.strip():
                raise _UncertainError
        return strings

    def _renamed(self, written: Written, strings: Mapping[str, str]) -> Written:
        """An element's or a link's entries, with what is said now."""
        changed = [old for old, new in strings.items() if old != new]

        def now(said: str) -> str:
            if said not in strings and any(old in said for old in changed):
                raise _UncertainError
            return strings.get(said, said)

        def instead(match: re.Match[bytes]) -> bytes:
            said = str(pikepdf.Object.parse(match[0]))
            return _string(now(said)) if now(said) != said else match[0]

        if not changed:
            return written
        pieces: list[bytes | str | Box | OwnText] = []
        for piece in written:
            if isinstance(piece, bytes):
                pieces.append(_STRING.sub(instead, piece))
            else:
                pieces.append(OwnText(now(piece.text)) if isinstance(piece, OwnText) else piece)
        return joined(pieces)

    def _draw(self) -> None:
        """Put the pictures of the new addresses in the places of the old ones."""
        for old, new in zip(self.old.names, self.new.names, strict=True):
            if old == new or not old.startswith("qr/"):
                continue
            was, now = self.setter.called(old), self.setter.picture(new)
            names = [name for name in self.drawn if name.endswith(f"-{was}")]
            if now is None or len(names) != 1:
                raise _UncertainError
            called = names[0].removesuffix(was) + self.setter.called(new)
            picture = self.drawn.pop(names[0])
            self.content = self.content.replace(
                b"/%s Do" % names[0].encode(), b"/%s Do" % called.encode()
            )
            if picture == OWN_CODE:
                self.drawn[called] = OWN_CODE
                continue
            entries, _ = self.pictures.pop(picture)
            size = b"/Height %d/" % now.height, b"/Width %d" % now.width
            if not all(isinstance(entries[0], bytes) and each in entries[0] for each in size):
                raise _UncertainError
            self.drawn[called] = called
            self.pictures[called] = entries, now.data


def _may_break(word: str) -> bool:
    """Whether a line might be broken within a word."""
    return _BREAKS.search(word.rstrip("-/?!")) is not None


def _string(text: str) -> bytes:
    """A text string as the engine writes it (ISO 32000-1, 7.9.2.2)."""
    if text.isascii():
        return pikepdf.String(text).unparse()
    return pikepdf.String(b"\xfe\xff" + text.encode("utf-16-be")).unparse()
