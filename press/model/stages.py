"""What one stage makes for the next, from what is printed to the finished document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from press.model.findings import Finding, Origin
from press.model.languages import Direction, direction_of
from press.model.layouts import Layout
from press.model.outputs import CONFORMANCE
from press.model.practices import Practice
from press.model.set_lines import SetLine
from press.model.texts import BookletFile, Leaflet
from press.model.values import Format, Kind, Medium, Standard


@dataclass(frozen=True, slots=True)
class Publication:
    """What gets printed: one leaflet, one in two languages, a booklet of several, or a patient's
    own sheet of exercises; and what its head says.
    """

    slug: str
    language: str
    head: Leaflet | BookletFile
    leaflets: tuple[Leaflet, ...]
    origin: Origin
    lines: Mapping[str, int]
    is_sheet: bool = False
    held: str = ""
    """Why it may not go out: it is printed as a concept. Nothing if it may."""
    for_whom: str = field(default="", repr=False)
    """The name on a patient's own sheet. It goes on the paper and is kept nowhere."""

    @property
    def title(self) -> str:
        """The title as plain words: its no-break spaces are for the page."""
        heads = self.leaflets if self.is_bilingual else (self.head,)
        return " / ".join(head.title for head in heads).replace("\u00a0", " ")

    @property
    def kind(self) -> Kind:
        if self.is_booklet:
            return "booklet"
        return "sheet" if self.is_sheet else "bilingual" if self.is_bilingual else "leaflet"

    @property
    def languages(self) -> tuple[str, ...]:
        """Its own language, and the one that stands beside it."""
        return tuple(dict.fromkeys(leaflet.language for leaflet in self.leaflets))

    @property
    def is_bilingual(self) -> bool:
        return len(self.languages) > 1

    @property
    def folder(self) -> str:
        """What the folder of its files is called: nl, or nl+ar."""
        return "+".join(self.languages)

    @property
    def is_booklet(self) -> bool:
        return isinstance(self.head, BookletFile)


_FOLDERS: Mapping[Kind, str] = {"booklet": "booklets/", "sheet": "sheets/"}


@dataclass(frozen=True, slots=True)
class Variant:
    """One publication for one practice in one layout and medium, as a file of one kind."""

    publication: Publication
    practice: Practice
    layout: Layout
    medium: Medium = "screen"
    format: Format = "pdf"
    standard: Standard = "ua1+a3u"

    @property
    def in_inks(self) -> bool:
        """Whether its colours are for a press, and no longer for a reader."""
        return CONFORMANCE[self.standard].in_inks

    @property
    def path(self) -> str:
        """Where its file goes, below the output folder: the only place that forms this path."""
        medium = "" if self.medium == "screen" else f".{self.medium}"
        name = f"{self.publication.slug}.{self.layout.name}{medium}.{self.format}"
        # A booklet may have the name of its main leaflet.
        folder = _FOLDERS.get(self.publication.kind, "")
        return f"{self.practice.id}/{self.publication.folder}/{folder}{name}"

    @property
    def direction(self) -> Direction:
        """Which way its language is written."""
        return direction_of(self.publication.language)

    def folds(self, page: int, width: float) -> tuple[float, ...]:
        """Where a page of this width is folded, in mm from its left: mirrored from right to left.

        Pages are counted from 1.
        """
        folds = next(iter(self.layout.folds[page - 1 : page]), ())
        if self.direction == "ltr":
            return folds
        return tuple(width - fold for fold in reversed(folds))

    def named_at(self, key: str) -> Origin:
        """Where the publication's own file says this."""
        return Origin(self.publication.origin.path, self.publication.lines.get(key, 1))


@dataclass(frozen=True, slots=True)
class StyleSheets:
    """Style sheets as (name, CSS text), what medium they are for, and the fonts they name."""

    styles: tuple[tuple[str, str], ...]
    media: Medium
    resources: Mapping[str, bytes | Path]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Merged HTML before rendering.

    `resources` maps each address that the page may ask for to its bytes; nothing
    else is served. `styles` are (name, CSS text) in the order of the cascade.
    `families` are the typefaces that may appear. `places` maps an address back to
    where a writer named it, for the engine's complaints.
    """

    variant: Variant
    html: str
    styles: tuple[tuple[str, str], ...]
    resources: Mapping[str, bytes | Path]
    families: frozenset[str]
    places: Mapping[str, Origin] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    attached: tuple[Leaflet, ...] = ()
    """Leaflets whose source goes into the file with it (PDF/A-3, associated files)."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: number from 1; width and height of the medium and its trim box, in pt."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a document in the order of reading, each with its place: "file:line".

    A place is empty where nobody knows it. `generated` is the marked content that CSS wrote, such
    as the numbers of lists: its page, from 0, and its number there. `slots` is what was put
    into each slot of a file that was imprinted.
    """

    words: tuple[tuple[str, str], ...] = ()
    generated: frozenset[tuple[int, int]] = frozenset()
    slots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block of a page and where it was written ("file:line").

    `page` counts from 1; left, top, width and height are parts of the page's.
    """

    line: str
    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Document:
    """Rendered pages: the finished file and what was noticed while it was made.

    `fonts` are the families that it uses, `families` those that it may use: of the house and
    of the brand; none where that is not known.
    """

    variant: Variant
    pdf: bytes
    pages: tuple[Page, ...]
    fonts: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    families: frozenset[str] = frozenset()
    said: Said = Said()
    blocks: tuple[PlacedBlock, ...] = ()
    """Where on its pages each block of a text stands, where that was asked for."""
    lines: tuple[SetLine, ...] = ()
    """Of furniture, how its lines are set."""
    blank_pages: int = 0
    """Pages for notes that were asked of the layout, so that a booklet is full."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message says, in text and in HTML; `attachment` is what its file is called."""

    language: str
    subject: str
    text: str
    html: str
    attachment: str
