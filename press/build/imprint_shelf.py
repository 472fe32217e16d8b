"""Shells and furniture, made and kept -> what is handed on of them, and they again from that.

The process that leads a build holds their keys, and how high furniture is; those that imprint
a file take what they need off the shelf. What the disk did not take is handed on as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from press.cache import ObjectCache
from press.imprint import Furniture, Shell
from press.model.slots import SlotLook

T = TypeVar("T", Shell, Furniture)

_HEIGHTS = "-slots"
"""What the key of furniture ends in where only the heights of its slots are kept."""
_MOST_SHELLS, _MOST_FURNITURE = 16, 4
"""What a process holds of what it took; files come practice by practice."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A shell or furniture by its key; of furniture how high its slots are, in px."""

    key: str
    heights: Mapping[SlotLook, float]


def shelved(objects: ObjectCache, key: str, part: T) -> T | Shelved:
    """Put a shell or furniture on the shelf; give it back where the disk does not take it."""
    if not isinstance(part, Furniture):
        return Shelved(key, {}) if objects.keep(key, part) else part
    known = Shelved(key, heights_of(part))
    return known if objects.keep(key, part) and objects.keep(key + _HEIGHTS, known) else part


def find_shell(objects: ObjectCache, key: str) -> Shelved | None:
    """The shell that lies on the shelf under a key as it was put there, if one does."""
    return Shelved(key, {}) if objects.is_sound(key) else None


def find_furniture(objects: ObjectCache, key: str) -> Shelved | None:
    """The furniture that lies on the shelf under a key as it was put there, if any does."""
    known = objects.take(key + _HEIGHTS, Shelved)
    return known if known and known.key == key and objects.is_sound(key) else None


def heights_of(furniture: Furniture | Shelved) -> Mapping[SlotLook, float]:
    """How high the slots of furniture are, in px."""
    if isinstance(furniture, Shelved):
        return furniture.heights
    return {look: slot.height for look, slot in furniture.slots.items()}


def shell_of(objects: ObjectCache, shell: Shell | Shelved) -> Shell | None:
    """A shell; nothing if it is not on the shelf any more."""
    return _shell(objects, shell.key) if isinstance(shell, Shelved) else shell


def furniture_of(objects: ObjectCache, furniture: Furniture | Shelved) -> Furniture | None:
    """Furniture; nothing if it is not on the shelf any more."""
    return _furniture(objects, furniture.key) if isinstance(furniture, Shelved) else furniture


@lru_cache(maxsize=_MOST_SHELLS)
def _shell(objects: ObjectCache, key: str) -> Shell | None:
    return objects.take(key, Shell)


@lru_cache(maxsize=_MOST_FURNITURE)
def _furniture(objects: ObjectCache, key: str) -> Furniture | None:
    return objects.take(key, Furniture)
