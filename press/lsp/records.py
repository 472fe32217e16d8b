"""What the server asks of a house, and what it is told: plain records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from press.model import Finding

Position = tuple[int, int]
"""A line and a sign on it, both from 0."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that mends something: what to put in the place of what stands from `first` on."""

    title: str
    first: Position
    last: Position
    new: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding in a text, from where to where it stands, and what mends it."""

    finding: Finding
    first: Position
    last: Position
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A name that texts may use: what it means, and where it is defined.

    `places` are paths in the house with lines from 1.
    """

    name: str
    about: str = ""
    places: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a house, by their kind; what differs by language by that too."""

    kinds: Mapping[tuple[str, str], tuple[Name, ...]] = field(default_factory=dict)

    def of(self, kind: str, language: str) -> tuple[Name, ...]:
        """The names of a kind in a language, and those that are the same in all."""
        return (*self.kinds.get((kind, language), ()), *self.kinds.get((kind, ""), ()))


@dataclass(frozen=True, slots=True)
class Ask:
    """What to check: the texts that are open, by their path in the house, as they are edited.

    `at_once` is the one that was just changed: it alone is checked, without looking again at
    the rest of the house.
    """

    edited: Mapping[str, str]
    at_once: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What is found in these texts; `names` once the whole house was read."""

    marks: Mapping[str, tuple[Mark, ...]]
    names: Names | None = None
