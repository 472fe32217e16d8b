"""A practice's furniture, and the words of another -> the other's, without laying it out.

A mould is furniture that the engine laid out, how its lines are set, and in which words. Where
another practice says something else in the same frame, only the lines change in which it is
said. That is done where it is certain what the engine would make of it: each line is as long
as it may be and breaks where the mould's does, all in one typeface (`press.imprint.fitting`).
What is not certain is laid out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from press.imprint.casting import Pictures, cast
from press.imprint.records import Furniture, Slot, Written
from press.model.set_lines import SetLine, Setter, SlotWords, Wording
from press.model.slots import SlotKind, SlotLook

_Cast: TypeAlias = tuple[Slot, Pictures]
"""A slot in other words, and the pictures in it."""


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
    """The furniture of a page of the moulds' frame; nothing if it must be laid out.

    A slot that is higher moves those below it. So there must be a mould all of whose slots
    are as high, and what is taken of others stands in the same place there.
    """
    tried: dict[tuple[int, SlotLook], _Cast | None] = {}

    def of(number: int, look: SlotLook) -> _Cast | None:
        if (number, look) not in tried:
            tried[number, look] = _recast(moulds.moulds[number], look, wording, setter)
        return tried[number, look]

    for base in moulds.moulds:
        chosen = {}
        for look, slot in base.furniture.slots.items():
            for number, mould in enumerate(moulds.moulds):
                if _stands_alike(slot, mould.furniture.slots.get(look)) and of(number, look):
                    chosen[look] = number
                    break
            else:
                break
        else:
            return _together(base.furniture, {look: (n, of(n, look)) for look, n in chosen.items()})
    return None


def _stands_alike(slot: Slot, other: Slot | None) -> bool:
    return other is not None and (slot.left, slot.top, slot.height) == (
        other.left,
        other.top,
        other.height,
    )


def _together(
    base: Furniture, chosen: Mapping[SlotLook, tuple[int, _Cast | None]]
) -> Furniture | None:
    """Slots of several moulds as one set; nothing if they call two pictures by one name."""
    slots: dict[SlotLook, Slot] = {}
    pictures: dict[str, tuple[Written, bytes | None]] = {}
    drawn: dict[str, tuple[Written, bytes | None]] = {}
    for look, (number, made) in chosen.items():
        assert made, "what was chosen was made"
        slot, known = made
        renamed = {name: f"{name}.{number}" for name in known}
        for name, (entries, data) in known.items():
            named = tuple(
                renamed.get(piece, piece) if isinstance(piece, str) else piece for piece in entries
            )
            pictures[renamed[name]] = named, data
        for called, picture in slot.drawn.items():
            is_what = known.get(picture, ((picture,), None))  # a leaflet's own code is not here
            if drawn.setdefault(called, is_what) != is_what:
                return None
        places = {called: renamed.get(name, name) for called, name in slot.drawn.items()}
        slots[look] = replace(slot, drawn=places)
    return Furniture(slots, pictures, base.states, base.findings)


def _recast(mould: Mould, look: SlotLook, wording: Wording, setter: Setter) -> _Cast | None:
    """A slot in these words and the pictures in it; nothing if this mould does not take them."""
    slot, lines = mould.furniture.slots.get(look), mould.lines.get(look, ())
    old, new = (_said_in(look, mould, words) for words in (mould.wording, wording))
    if slot is None or old is None or new is None:
        return None
    pictures = _inside(slot.drawn.values(), mould.furniture.pictures)
    return (slot, pictures) if old == new else cast(slot, pictures, lines, (old, new), setter)


def said_by(furniture: Furniture, mould: Mould, wording: Wording) -> Mapping[SlotLook, str]:
    """What each slot of furniture of the mould's frame says in these words."""
    found = {look: _said_in(look, mould, wording) for look in furniture.slots}
    return {look: "".join(words.words) for look, words in found.items() if words}


def _said_in(look: SlotLook, mould: Mould, wording: Wording) -> SlotWords | None:
    """What a slot of the mould's frame says in these words; nothing if that is not known."""
    if look.key.kind is SlotKind.MARGIN_BOX:
        return _in_margin(mould.lines.get(look, ()), mould.wording, wording)
    return wording.slots.get(look.key)


def _in_margin(lines: Sequence[SetLine], mould: Wording, wording: Wording) -> SlotWords | None:
    """What a margin box of the mould says, in other words; nothing if it says something else."""
    instead = {mould.name: wording.name, mould.phone: wording.phone}
    said = [text.text.strip() for line in lines for text in line.texts if text.text.strip()]
    if any(text not in instead for text in said):
        return None
    return SlotWords(tuple(instead[text] for text in said), (), ())


def _inside(names: Iterable[str], pictures: Pictures) -> Pictures:
    """These pictures, and those in them."""
    found: dict[str, tuple[Written, bytes | None]] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in pictures and name not in found:
            found[name] = pictures[name]
            waiting += [piece for piece in pictures[name][0] if isinstance(piece, str)]
    return found
