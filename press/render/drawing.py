"""What a page draws, as the engine's operators -> pieces that may be drawn in another order.

A piece is marked content, an artifact, a slot, or whatever else is painted. It looks the same
wherever the state of the graphics is what it was (ISO 32000-1, 8.4): `State` says what that
is, and `Writing` brings it about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from press.model.slots import SLOT_BEGINS, SLOT_ENDS
from press.render.painted import PAINTS, PATH, Area, Operator, area_of, covers

Item: TypeAlias = Any
"""An operator with its operands, or an operand alone: bytes, a text, an object of pydyf."""

_ENDS = {b"BDC": b"EMC", b"BMC": b"EMC", b"BT": b"ET", SLOT_BEGINS: SLOT_ENDS}
"""What ends a piece, by what begins it."""
_PARTS = {
    **dict.fromkeys((b"rg", b"g", b"k", b"cs", b"sc", b"scn"), "fill"),
    **dict.fromkeys((b"RG", b"G", b"K", b"CS", b"SC", b"SCN"), "line"),
    **{name: name.decode() for name in (b"w", b"J", b"j", b"M", b"d", b"ri", b"i")},
    **{name: name.decode() for name in (b"Tc", b"Tw", b"Tz", b"TL", b"Tr", b"Ts")},
}
"""The part of the state that an operator sets; each text names its typeface itself."""
_IN_SPACE = {b"sc", b"scn", b"SC", b"SCN"}
"""Sets a colour in the space that was set before."""


class State(NamedTuple):
    """The state of the graphics: what adds up in its order, and what was last set of the rest."""

    frame: tuple[Operator, ...] = ()
    settings: Mapping[str, tuple[Operator, ...]] = {}

    def after(self, operator: Operator) -> State:
        part = _PARTS.get(operator.name)
        if operator.name == b"gs" and operator.items[0][:2] in (b"/a", b"/A"):  # opacity alone
            part = operator.items[0][:2].decode()
        elif operator.name in (b"cm", b"gs"):
            return State((*self.frame, operator), self.settings)
        elif operator.name == SLOT_ENDS:  # what comes behind it sets all anew
            return State(self.frame)
        if part is None:
            return self
        space = self.settings.get(part, ())[:1] if operator.name in _IN_SPACE else ()
        return State(self.frame, {**self.settings, part: (*space, operator)})


@dataclass
class Piece:
    """Something that is drawn, and the state of the graphics before and behind it.

    `numbers` are those of the marked content in it (MCID); `inner` the pieces of a slot.
    """

    operators: Sequence[Operator]
    start: State
    end: State
    inner: Sequence[Piece] = ()

    @cached_property
    def numbers(self) -> Sequence[int]:
        marks = [operator.items[1] for operator in self.operators if operator.name == b"BDC"]
        return [mark["MCID"] for mark in marks if "MCID" in mark]

    @cached_property
    def is_text(self) -> bool:
        return any(operator.name == b"BT" for operator in self.operators)

    @cached_property
    def is_painted(self) -> bool:
        """Whether it is a figure or a slot, which are more than lines of text."""
        return bool(self.inner) or any(each.items[0] == "/Figure" for each in self.operators)

    @cached_property
    def area(self) -> Area | None:
        """Where it paints something other than text."""
        return area_of((*self.start.frame, *self.operators))


def pieces_of(stream: Iterable[Item]) -> list[Piece]:
    """What a page draws, in its order; a figure and the ground that it lies on are one piece."""
    return _on_their_grounds(_Reading(State()).pieces(list(_operators(stream))))


def _on_their_grounds(pieces: Iterable[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for piece in pieces:
        if found and _is_ground_of(found[-1], piece):
            ground = found.pop()
            piece = Piece([*ground.operators, *piece.operators], ground.start, piece.end)
        found.append(piece)
    return found


def _is_ground_of(ground: Piece, figure: Piece) -> bool:
    drawn_together = figure.is_painted and not figure.inner and ground.end == figure.start
    return drawn_together and not ground.numbers and covers(figure.area, ground.area)


def _operators(stream: Iterable[Item]) -> Iterator[Operator]:
    operands: list[Item] = []
    for item in stream:
        if not isinstance(item, bytes):
            operands.append(item)
            continue
        for line in item.split(b"\n") if b"\n" in item else (item,):  # a path is one item
            name = line.rpartition(b" ")[2]
            if name == line and name.startswith(b"/"):
                operands.append(line)
            elif line:
                if line.startswith(b"%"):
                    name = SLOT_ENDS if line.startswith(SLOT_ENDS) else SLOT_BEGINS
                yield Operator(name, (*operands, line))
                operands = []


class _Reading:
    """Goes through operators and knows the state of the graphics."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.outer: list[State] = []
        self.path: list[Operator] = []
        self.clips: list[Operator] = []

    def pieces(self, operators: Sequence[Operator]) -> list[Piece]:
        found, at = [], 0
        while at < len(operators):
            start, path = self.state, self.path
            end = _end(operators, at)
            for operator in operators[at:end]:
                self._step(operator)
            first = operators[at].name
            if first in _ENDS:
                inside = operators[at + 1 : end - 1] if first == SLOT_BEGINS else ()
                inner = _on_their_grounds(_Reading(State(start.frame)).pieces(inside))
                found.append(Piece(operators[at:end], start, self.state, inner))
            elif first in PAINTS:
                found.append(Piece([*path, operators[at]], start, start))
            at = end
        return found

    def _step(self, operator: Operator) -> None:
        name = operator.name
        if name in PATH:
            self.path.append(operator)
        elif name in (b"W", b"W*"):
            self.clips.append(operator)
        elif name == b"q":
            self.outer.append(self.state)
        elif name == b"Q":
            self.state = self.outer.pop()
        elif name in PAINTS or name == b"n":
            if self.clips:
                clip = (*self.path, *self.clips, Operator(b"n", (b"n",)))
                self.state = State((*self.state.frame, *clip), self.state.settings)
            self.path, self.clips = [], []
        else:
            self.state = self.state.after(operator)


def _end(operators: Sequence[Operator], at: int) -> int:
    """Where a piece ends that begins here; just behind, if none does."""
    last = _ENDS.get(operators[at].name)
    same = {name for name, end in _ENDS.items() if end == last}
    depth = 0
    for end in range(at, len(operators)):
        depth += operators[end].name in same
        depth -= operators[end].name == last
        if depth == 0:
            return end + 1
    return len(operators)


class Writing:
    """Pieces written behind each other, in whatever order, each in the state that it needs."""

    def __init__(self, start: State) -> None:
        self.items: list[Item] = []
        self._levels = [State(start.frame)]

    def put(self, piece: Piece, items: Iterable[Item], end: State) -> None:
        """Write a piece as these items, which leave the graphics in this state."""
        self._come_to(piece.start)
        self.items += items
        self._levels[-1] = end

    def end(self) -> list[Item]:
        """All that was written; the state is what it was at the beginning."""
        return [*self.items, *[b"Q"] * (len(self._levels) - 1)]

    def _come_to(self, state: State) -> None:
        while len(self._levels) > 1 and not _leads_to(self._levels[-1], state):
            self._levels.pop()
            self.items.append(b"Q")
        here = self._levels[-1]
        if len(self._levels) == 1 or here.frame != state.frame:
            self.items.append(b"q")
            self._write(state.frame[len(here.frame) :])
            self._levels.append(state)
        for part, operators in state.settings.items():
            if here.settings.get(part) != operators:
                self._write(operators)

    def _write(self, operators: Iterable[Operator]) -> None:
        self.items += [item for operator in operators for item in operator.items]


def _leads_to(here: State, there: State) -> bool:
    """Whether nothing must be undone on the way from one state to another."""
    begun = there.frame[: len(here.frame)] == here.frame
    return begun and here.settings.keys() <= there.settings.keys()
