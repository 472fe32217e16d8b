"""Publication -> what its text refers to, and what of a practice it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from press.build.imprint_furniture import or_refused
from press.imprint import Refused
from press.merge import cards_of, reads_practice, targets_of
from press.model import Publication
from press.workers import Task

Texts: TypeAlias = "dict[TextKey, Referring | Refused]"
"""What each publication refers to, or why that is not known."""


@dataclass(frozen=True, slots=True)
class Referring:
    """The leaflets that a publication refers to, and those with a card in it: where it stands.

    `names` is a value of the practice that it names: its shell is nobody else's.
    """

    targets: tuple[str, ...]
    cards: frozenset[tuple[str, str]]
    names: str


@dataclass(frozen=True, slots=True)
class TextKey:
    """Which publication it is."""

    language: str
    slug: str
    is_booklet: bool

    @classmethod
    def of(cls, publication: Publication) -> TextKey:
        return cls(publication.language, publication.slug, publication.is_booklet)


@or_refused
def read_text(task: Task, number: int) -> Referring | Refused:
    """What a variant's publication refers to."""
    of = task.variants[number].publication, task.library
    return Referring(targets_of(*of), cards_of(*of), reads_practice(*of))
