"""A practice's furniture, and the words of another -> the other's, without laying it out.

A mould is furniture that the engine laid out, how its lines are set, and in which words. Where
another practice says something else in the same frame, only the lines change in which it is
said. That is done where it is certain what the engine would make of it: each line is as long
as it may be and breaks where the mould's does, all in one typeface (`press.imprint.casting`).
What is not certain is laid out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from press.imprint.casting import cast
from press.imprint.records import Furniture, Slot, Written
from press.model.set_lines import SetLine, Setter, SlotWords, Wording
from press.model.slots import SlotKind, SlotLook


@dataclass(frozen=True, slots=True)
class Mould:
    """Furniture that was laid out, how its lines are set, and what it says."""

    furniture: Furniture
    lines: Mapping[SlotLook, tuple[SetLine, ...]]
    wording: Wording


@dataclass(frozen=True, slots=True)
class Moulds:
    """Those of one frame; another is added when none of them takes a practice's words."""

    moulds: tuple[Mould, ...]


def recast(moulds: Moulds, wording: Wording, setter: Setter) -> Furniture | None:
    """The furniture of a page of the moulds' frame; nothing if it must be laid out."""
    first = moulds.moulds[0].furniture
    slots: dict[SlotLook, Slot] = {}
    pictures: dict[str, tuple[Written, bytes | None]] = {}
    drawn: dict[str, tuple[Written, bytes | None]] = {}
    for look in first.slots:
        made = _first_of(moulds, look, wording, setter)
        if made is None:
            return None
        number, slot, known = made
        renamed = {name: f"{name}.{number}" if number else name for name in known}
        for name, (entries, data) in known.items():
            named = tuple(
                renamed.get(piece, piece) if isinstance(piece, str) else piece for piece in entries
            )
            pictures[renamed[name]] = named, data
        for called, picture in slot.drawn.items():  # one name may not mean two pictures
            if drawn.setdefault(called, known[picture]) != known[picture]:
                return None
        places = {called: renamed[picture] for called, picture in slot.drawn.items()}
        slots[look] = replace(slot, drawn=places)
    return Furniture(slots, pictures, first.states, first.findings)


def _first_of(
    moulds: Moulds, look: SlotLook, wording: Wording, setter: Setter
) -> tuple[int, Slot, Mapping[str, tuple[Written, bytes | None]]] | None:
    """A slot of the first mould that takes these words, its pictures, and which mould it was."""
    for number, mould in enumerate(moulds.moulds):
        made = _recast(mould, look, wording, setter)
        if made is not None:
            return number, *made
    return None


def _recast(
    mould: Mould, look: SlotLook, wording: Wording, setter: Setter
) -> tuple[Slot, Mapping[str, tuple[Written, bytes | None]]] | None:
    """A slot in these words and the pictures in it; nothing if this mould does not take them."""
    slot, lines = mould.furniture.slots.get(look), mould.lines.get(look, ())
    if slot is None:
        return None
    if look.key.kind is SlotKind.MARGIN_BOX:
        old = _in_margin(lines, mould.wording, mould.wording)
        new = _in_margin(lines, mould.wording, wording)
    else:
        old, new = mould.wording.slots.get(look.key), wording.slots.get(look.key)
    if old is None or new is None:
        return None
    pictures = _inside(slot.drawn.values(), mould.furniture.pictures)
    return (slot, pictures) if old == new else cast(slot, pictures, lines, (old, new), setter)


def _in_margin(lines: Sequence[SetLine], mould: Wording, wording: Wording) -> SlotWords | None:
    """What a margin box of the mould says, in other words; nothing if it says something else."""
    instead = {mould.name: wording.name, mould.phone: wording.phone}
    said = [text.text.strip() for line in lines for text in line.texts if text.text.strip()]
    if any(text not in instead for text in said):
        return None
    return SlotWords(tuple(instead[text] for text in said), (), ())


def _inside(
    names: Iterable[str], pictures: Mapping[str, tuple[Written, bytes | None]]
) -> Mapping[str, tuple[Written, bytes | None]]:
    """These pictures, and those in them."""
    found: dict[str, tuple[Written, bytes | None]] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in pictures and name not in found:
            found[name] = pictures[name]
            waiting += [piece for piece in pictures[name][0] if isinstance(piece, str)]
    return found
