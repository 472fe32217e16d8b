"""What the window asks its renderer, and what that answers, as plain records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from press.model import Finding, PlacedBlock

Files: TypeAlias = "Mapping[str, bytes]"
"""A page of a website and what it asks for, by path below the site's root; the page first."""


@dataclass(frozen=True, slots=True, order=True)
class View:
    """One thing to look at: a publication for a practice in a layout."""

    practice: str
    language: str
    slug: str
    layout: str

    @classmethod
    def of(cls, text: str) -> View | None:
        """A view from its name in an address; None if it is none."""
        parts = text.split("/")
        return cls(*parts) if len(parts) == 4 and all(parts) else None

    def __str__(self) -> str:
        return f"{self.practice}/{self.language}/{self.slug}/{self.layout}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page: a JPEG, its size in CSS pixels at 100 %."""

    jpeg: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of the words and the files, before a page is made."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of a view: its pages, or none where something stands in the way.

    `files` are a page of a website, in the place of pictures, and `texts` the blocks of its text,
    each with its place: nothing of the press stands in such a page. A `first` look says nothing of
    what is wrong on the pages; the whole, which says it, follows unless something is saved.
    """

    view: View
    pages: tuple[Picture, ...]
    blocks: tuple[PlacedBlock, ...]
    findings: tuple[Finding, ...]
    seconds: float = 0.0
    files: Files = field(default_factory=dict)
    texts: tuple[tuple[str, str], ...] = ()
    first: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be looked at: each publication with its title, practices, layouts for it.

    What comes after it may be given up.
    """

    publications: tuple[tuple[str, str, str], ...]
    """Language, name and title."""
    practices: tuple[tuple[str, str], ...]
    """Name and what it is called."""
    views: tuple[View, ...]
    web: tuple[str, ...] = ()
    """The layouts that are pages of a website: they have no file of their own."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the window wants: these views, the first before the others.

    `file` asks for the file of a view as `leaflet build` writes it, and nothing else.
    """

    views: tuple[View, ...]
    file: View | None = None


News = Words | Shown | Choices | bytes
"""What a renderer says."""
