"""A slot as it was laid out, its words and others -> the slot in the others, or nothing.

Where each text stands is found in `fitting`; here it is written: in the slot's content, in its
elements and links, and as the pictures of its addresses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import pikepdf

from press.imprint import scan
from press.imprint.fitting import PlacedText, UncertainError, fit, shape, texts_of
from press.imprint.records import OWN_CODE, Annotation, Box, Element, OwnText, Slot, Written
from press.imprint.scan import Code, number
from press.imprint.writing import joined
from press.model.set_lines import SetLine, Setter, SlotWords
from press.units import PX

Pictures: TypeAlias = Mapping[str, "tuple[Written, bytes | None]"]
"""Pictures by name, written, with their data."""
_CHUNK = re.compile(rb"BT\n1 0 0 -1 (\S+) (\S+) Tm\n(/\S+ \S+ Tf)\n((?:\[[^\]]*\] TJ\n)?)ET\n")
_STRING = re.compile(rb"\((?:\\.|[^\\()])*\)|(?<!<)<[0-9a-fA-F]+>(?!>)", re.S)
_NEAR = 3e-6


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
    except UncertainError:
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
        self.lines, self.texts = lines, texts_of(lines)
        self.content = b"\0".join(slot.content)
        self.codes: dict[str, dict[int, tuple[bytes, int]]] = {}

    def cast(self) -> tuple[Slot, Pictures]:
        if [len(each) for each in (self.old.words, self.old.names, self.old.links)] != [
            len(each) for each in (self.new.words, self.new.names, self.new.links)
        ]:
            raise UncertainError
        if self.old.words != self.new.words:
            self.texts = fit(self.lines, self.old, self.new, self.setter)
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
                if not text.is_moved:
                    if chunks:
                        chunks.pop(0)
                    continue
                if not chunks:
                    raise UncertainError
                match = chunks.pop(0)
                instead[match.start()] = match.end(), self._chunk(match, text)
        parts, at = [], 0
        for start, (end, chunk) in sorted(instead.items()):
            parts += [self.content[at:start], chunk]
            at = end
        self.content = b"".join([*parts, self.content[at:]])

    def _chunk(self, match: re.Match[bytes], text: PlacedText) -> bytes:
        """What a text writes where it stands now: what is behind its old words stays there."""
        shown = match[4]
        if text.shaped is not None and text.old.setting is not None:
            before = shape(self.setter, text.old, text.old.text).shown
            if not before or not text.shaped.shown or not shown.startswith(before[: -len(b"] TJ")]):
                raise UncertainError
            behind = shown[len(before) - len(b"] TJ") :]
            shown = text.shaped.shown[: -len(b"] TJ")] + behind
            known = self.codes.setdefault(text.old.setting.font, {})
            for code, meant in text.shaped.codes.items():
                if known.setdefault(code, meant) != meant:
                    raise UncertainError
        where = number(text.left), number(text.old.down), match[3], shown
        return b"BT\n1 0 0 -1 %s %s Tm\n%s\n%sET\n" % where

    def _codes(self) -> Mapping[str, frozenset[Code]]:
        """The codes that the slot takes of each typeface."""
        known = {name: {code[0]: code for code in codes} for name, codes in self.slot.codes.items()}
        for name, codes in self.codes.items():
            of = known.setdefault(name, {})
            for code, (said, drawn) in codes.items():
                if of.setdefault(code, (code, said, drawn)) != (code, said, drawn):
                    raise UncertainError
        return {
            name: frozenset(known[name][code] for code in shown)
            for name, shown in scan.shown(self.content).items()
        }

    def _box(self, box: Box) -> Box:
        """A link's box around the words that it stood around."""
        top, foot = (self.slot.top + each for each in sorted((box.y0, box.y1)))
        texts = [text for line in self.texts for text in line if top < text.old.down < foot]
        if not any(text.is_moved for text in texts):
            return box
        return replace(box, x0=self._edge(box.x0, texts), x1=self._edge(box.x1, texts))

    def _edge(self, edge: float, texts: Sequence[PlacedText]) -> float:
        for text in texts:
            for old, new in (
                (text.old.left, text.left),
                (text.old.left + text.old.width, text.left + text.width),
            ):
                if abs(old - self.slot.left - edge) < _NEAR:
                    return float(number(new * PX)) / PX - self.slot.left
        raise UncertainError

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
                raise UncertainError
            if strings.setdefault(old.strip(), new.strip()) != new.strip():
                raise UncertainError
        return strings

    def _renamed(self, written: Written, strings: Mapping[str, str]) -> Written:
        """An element's or a link's entries, with what is said now."""
        changed = [old for old, new in strings.items() if old != new]

        def now(said: str) -> str:
            if said not in strings and any(old in said for old in changed):
                raise UncertainError
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
                raise UncertainError
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
                raise UncertainError
            self.drawn[called] = called
            self.pictures[called] = entries, now.data


def _string(text: str) -> bytes:
    """A text string as the engine writes it (ISO 32000-1, 7.9.2.2)."""
    if text.isascii():
        return pikepdf.String(text).unparse()
    return pikepdf.String(b"\xfe\xff" + text.encode("utf-16-be")).unparse()
