"""What the rules of a preflight take: a finished file, read once.

Places are in pt from the left and lower edge of the medium, as PDF counts them; a box
is (left, bottom, right, top).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PIL.Image import Image

from press.model import Document, Finding, Origin, Severity, Variant
from press.model.languages import direction_of

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where content stands in the tags: its block, what kind that is, what is said for it.

    What stands in no block is furniture that a screen reader passes over.
    """

    block: int | None = None
    kind: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one face, size and colour, as it is printed."""

    page: int
    text: str
    box: Box
    baseline: float
    size: float
    font: str
    bold: bool
    italic: bool
    level: bool
    """Whether it stands level: neither turned nor slanted."""
    colour: str
    opacity: float
    place: Place


@dataclass(frozen=True, slots=True)
class TextLine:
    """The runs of a block on one baseline; `last` is the last of its block on the page."""

    runs: tuple[Run, ...]
    text: str
    size: float
    baseline: float
    left: float
    right: float
    last: bool

    @property
    def page(self) -> int:
        return self.runs[0].page

    @property
    def kind(self) -> str:
        return self.runs[0].place.kind


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster picture; `pixels` are its own, `behind` are so many runs of the page."""

    page: int
    box: Box
    pixels: tuple[int, int]
    place: Place
    behind: int = 0

    @property
    def resolution(self) -> float:
        """Dots an inch at the size in which it is printed, where that is least."""
        left, bottom, right, top = self.box
        return min(72 * self.pixels[0] / (right - left), 72 * self.pixels[1] / (top - bottom))


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: what is said for it and what a telephone reads; `box` has the quiet zone.

    `address` is None if nothing can be read. `quiet` is what stays light around the code,
    in modules; `dark` how wide it is without its quiet zone, in pt.
    """

    page: int
    box: Box
    alt: str
    address: str | None = None
    level: str = ""
    quiet: float = 0
    dark: float = 0


@dataclass(frozen=True, slots=True)
class PageData:
    """One page: its boxes, what stands on it, and an image of it without its text."""

    number: int
    media: Box
    trim: Box
    bleed: Box
    said_boxes: frozenset[str]
    """The boxes that the file names, without '/'."""
    runs: tuple[Run, ...]
    pictures: tuple[Picture, ...]
    codes: tuple[Code, ...]
    said: Mapping[int, str]
    """What each piece of marked content says, by its number, as it is."""
    links: tuple[str, ...]
    ground: Image
    scale: float
    """Pixels of `ground` in a pt."""

    def under(self, box: Box) -> Image:
        """What lies under a box: that part of `ground`, at least a pixel each way."""
        left = round((box[0] - self.media[0]) * self.scale)
        top = round((self.media[3] - box[3]) * self.scale)
        right = round((box[2] - self.media[0]) * self.scale)
        bottom = round((self.media[3] - box[1]) * self.scale)
        left, top = (
            min(max(left, 0), self.ground.width - 1),
            min(max(top, 0), self.ground.height - 1),
        )
        right, bottom = min(right, self.ground.width), min(bottom, self.ground.height)
        return self.ground.crop((left, top, max(right, left + 1), max(bottom, top + 1)))


@dataclass(frozen=True, slots=True)
class File:
    """A finished file: its pages, its lines of text, and what it says of itself."""

    document: Document
    pages: tuple[PageData, ...]
    lines: tuple[TextLine, ...]
    body: float
    """The size of most characters in paragraphs, in pt."""
    fonts: Mapping[str, bool]
    """Names of the fonts in the file, and whether they are embedded."""
    title: str
    language: str
    is_tagged: bool
    shows_title: bool
    has_outline: bool
    read: str = ""
    """What a screen reader reads, by the tags; nothing without tags."""
    other: tuple[str, ...] = ()
    """What another reader reads on each page; nothing where there is none."""

    @property
    def variant(self) -> Variant:
        return self.document.variant

    @property
    def is_right_to_left(self) -> bool:
        languages = self.variant.publication.languages
        return any(direction_of(language) == "rtl" for language in languages)

    @property
    def runs(self) -> list[Run]:
        """All text but that in pictures, page by page."""
        runs = (run for page in self.pages for run in page.runs)
        return [run for run in runs if run.place.kind != "Figure"]

    def layout(self, code: str, severity: Severity, message: str, hint: str) -> Finding:
        """A finding that a designer mends."""
        return Finding(code, severity, message, self.variant.layout.sheet, hint)

    def text(self, code: str, severity: Severity, message: str, hint: str) -> Finding:
        """A finding that a writer mends."""
        origin: Origin = self.variant.publication.origin
        return Finding(code, severity, message, origin, hint)


def page_numbers(numbers: list[int]) -> str:
    """Page numbers for a message: 'page 2', 'pages 1, 2 and 5'; of many the first three."""
    found = sorted(set(numbers))
    if len(found) == 1:
        return f"page {found[0]}"
    if len(found) > 4:
        return f"pages {', '.join(map(str, found[:3]))} and {len(found) - 3} more"
    return f"pages {', '.join(map(str, found[:-1]))} and {found[-1]}"


def short(text: str) -> str:
    """The first words of a text, for a message."""
    words = " ".join(text.split())
    return words if len(words) <= 40 else words[:40].rsplit(" ", 1)[0] + " …"
