"""What a reader meets -> pieces and remarks, numbered in the order of the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from press.importing.leaflets.record import Block, Document, Kind, Known, Piece, Remark


class Fate(NamedTuple):
    """What becomes of words that do not go into the leaflet."""

    kind: str
    became: str
    about: str = ""


@dataclass(slots=True)
class Gathering:
    """Goes along with a reader: where it is, and what it found.

    What is said while a fate holds goes into the report, not into the leaflet.
    """

    part: str = ""
    at: int = 0
    place: str = ""
    remarks: list[Remark] = field(default_factory=list)
    changes: list[Remark] = field(default_factory=list)
    notes: dict[str, Block] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)
    heading: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    _kept: int = 0
    _last: int = 0
    _gap: bool = False
    """Whether words fell away that parted those before from those behind."""

    def document(self, known: Known) -> Document:
        """All that was gathered."""
        return Document(
            tuple(self.blocks), tuple(self.remarks), self.notes, known, tuple(self.changes)
        )

    def next_place(self, what: str) -> None:
        """Come to the next paragraph, table or line."""
        self.counts[what] += 1
        self._gap = False
        under = f" under '{self.heading}'" if self.heading else ""
        self.place = f"{what} {self.counts[what]}{under}"

    @contextmanager
    def fate(self, kind: str, became: str, about: str = "") -> Iterator[None]:
        """What is said meanwhile is left out; the outer of two fates is told."""
        self.fates.append(Fate(kind, became, about))
        try:
            yield
        finally:
            self.fates.pop()

    @contextmanager
    def other_part(self, part: str, what: str) -> Iterator[None]:
        """Read another piece of the file, which is counted by itself."""
        was = self.part, self.place, self.heading, self.blocks
        self.part, self.place, self.heading, self.blocks = part, what, "", []
        try:
            yield
        finally:
            self.part, self.place, self.heading, self.blocks = was

    def tell(self, kind: str, became: str, words: str = "", about: str = "") -> None:
        """Something that stands in the leaflet, but otherwise than it stood."""
        words = " ".join(words.split())
        remark = Remark(kind, self.place, became, words, False, self.part, self.at, about)
        last = self.remarks[-1] if self.remarks else None
        if last and (last.kind, last.place, last.about) == (kind, self.place, about):
            self.remarks[-1] = replace(last, words=f"{last.words} {words}".strip())
        else:
            self.remarks.append(remark)

    def leave_out(self, words: str, fate: Fate, *, apart: bool = False) -> None:
        """Words that stand in the report only; those that follow each other are one remark."""
        self.at += 1
        last = self.remarks[-1] if self.remarks else None
        goes_on = last and last.left_out and last.at > self._kept and not apart
        if (
            last
            and goes_on
            and (last.part, last.kind, last.about)
            == (
                self.part,
                fate.kind,
                fate.about,
            )
        ):
            gap = "" if self.counts.total() == self._last else "\n"
            self.remarks[-1] = replace(last, words=last.words + gap + words)
        elif words.strip() or apart:
            self.remarks.append(
                Remark(
                    fate.kind, self.place, fate.became, words, True, self.part, self.at, fate.about
                )
            )
        self._last = self.counts.total()

    def say(self, piece: Piece) -> tuple[Piece, ...]:
        """A piece of text with its number; nothing where it is left out."""
        if self.fates:
            self.leave_out(piece.text, self.fates[0])
            self._gap = self._gap or bool(re.search(r"\s", piece.text))
            return ()
        self.at += 1
        self._kept = self.at
        gap = (Piece(" ", self.at),) if self._gap and piece.text else ()
        self._gap = self._gap and not piece.text
        return (*gap, replace(piece, at=self.at))

    def add(self, kind: Kind, pieces: list[Piece], **more: object) -> None:
        """A block of these pieces, unless there is nothing in it."""
        if self.fates:
            self.leave_out("\n", self.fates[0])
        if not any(piece.text.strip() or piece.note for piece in pieces):
            return
        at = pieces[0].at
        block = Block(kind, tuple(pieces), self.place, self.part, at)
        block = replace(block, **more)  # type: ignore[arg-type]
        if kind == "heading":
            self.heading = " ".join(block.text.split())[:50]
        self.blocks.append(block)
