"""Document with bleed -> the same pages with crop marks outside the bleed, for a print shop.

Own marks, since WeasyPrint paints its marks inside the bleed, where the cut leaves them
on the page. All lines are 0.25 pt in registration black, which prints on every plate
(ISO 32000-1, 8.6.6.4), and stand at least 3 mm from the trim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Page, Pdf, Rectangle

from press.model import Document, Finding
from press.units import MM

_OFFSET = 3 * MM
_LENGTH = 5 * MM
_ROOM = 1 * MM
"""Left free between a mark and the edge of the medium."""
FOLD_DASH = "[3 2] 0"
_TOLERANCE = 0.1
"""pt: what rounding may cost."""


def mark(document: Document, bleed: float) -> Document:
    """Widen each page by crop marks, and by fold marks where the layout has folds.

    `bleed` in pt is how far the colour of a page reaches past the trim.
    TrimBox and BleedBox say where trim and bleed are, and nothing is painted past the
    bleed but marks. Tags and standards stay: marks are artifacts. A page without that
    much bleed is a finding.
    """
    with Pdf.open(BytesIO(document.pdf)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            if bleed_of(page) < bleed - _TOLERANCE:
                return _with_short_bleed(document, number, bleed)
            trim = Rectangle(page.trimbox)
            folds = document.variant.folds(number, trim.width / MM)
            _mark_page(pdf, page, bleed, folds)
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
    return replace(document, pdf=out.getvalue())


def bleed_of(page: Page) -> float:
    """How far the page is painted past its trim on the side where that is least, in pt."""
    trim, painted = Rectangle(page.trimbox), Rectangle(page.mediabox)
    low = min(trim.llx - painted.llx, trim.lly - painted.lly)
    return min(low, painted.urx - trim.urx, painted.ury - trim.ury)


def _with_short_bleed(document: Document, number: int, bleed: float) -> Document:
    finding = Finding(
        "P041",
        "error",
        f"page {number} has less than {bleed / MM:.1f} mm of bleed",
        document.variant.layout.sheet,
        f"write 'bleed: {round(bleed / MM, 1):g}mm' in each @page of @media prepress",
    )
    return replace(document, findings=(*document.findings, finding))


def _mark_page(pdf: Pdf, page: Page, bleed: float, folds: Sequence[float] = ()) -> None:
    trim = Rectangle(page.trimbox)
    painted = grown(trim, bleed)
    medium = grown(trim, offset(bleed) + _LENGTH + _ROOM)
    page.trimbox, page.BleedBox = trim.as_array(), painted.as_array()
    page.mediabox = page.cropbox = medium.as_array()
    # The engine may have painted past the old medium; the larger one would show it.
    clip = f"q {numbers(painted.llx, painted.lly, painted.width, painted.height)} re W n"
    lines = strokes(crop_marks(trim, medium, bleed))
    for fold in folds:
        dashed = fold_marks(trim, medium, bleed, trim.llx + fold * MM)
        lines += b"\n" + strokes(dashed, FOLD_DASH)
    page.contents_add(pdf.make_stream(clip.encode()), prepend=True)
    page.contents_add(pdf.make_stream(b"Q\n/Artifact BMC\n" + lines + b"\nEMC"))
    resources = page.resources
    if Name.ColorSpace not in resources:
        resources.ColorSpace = Dictionary()
    resources.ColorSpace.Registration = registration()


# --- lines ------------------------------------------------------------------------------

Segment = tuple[float, float, float, float]
"""From x, y to x, y, in pt."""


def crop_marks(trim: Rectangle, medium: Rectangle, bleed: float) -> list[Segment]:
    """Two lines at each corner that has room for them, in line with the edges of the trim."""
    lines: list[Segment] = []
    for start, end in _outside(trim.llx, trim.urx, medium.llx, medium.urx, bleed):
        lines += [(start, y, end, y) for y in (trim.lly, trim.ury)]
    for start, end in _outside(trim.lly, trim.ury, medium.lly, medium.ury, bleed):
        lines += [(x, start, x, end) for x in (trim.llx, trim.urx)]
    return lines


def fold_marks(
    trim: Rectangle, medium: Rectangle, bleed: float, fold: float | None = None
) -> list[Segment]:
    """A line above and below the fold: at this x in pt, or in the middle of the trim."""
    fold = (trim.llx + trim.urx) / 2 if fold is None else fold
    outside = _outside(trim.lly, trim.ury, medium.lly, medium.ury, bleed)
    return [(fold, start, fold, end) for start, end in outside]


def _outside(
    low: float, high: float, least: float, most: float, bleed: float
) -> list[tuple[float, float]]:
    """From where to where marks reach below `low` and above `high`, if there is room."""
    away = offset(bleed)
    below = min(_LENGTH, low - least - _ROOM - away)
    above = min(_LENGTH, most - _ROOM - high - away)
    spans = [(low - away - below, low - away)] if below > _ROOM else []
    return spans + ([(high + away, high + away + above)] if above > _ROOM else [])


def strokes(lines: list[Segment], dash: str = "[] 0") -> bytes:
    """The operators that draw the lines; the page's resources must hold `registration`."""
    drawn = [f"{numbers(*line[:2])} m {numbers(*line[2:])} l S" for line in lines]
    return "\n".join(["q /Registration CS 1 SCN 0.25 w", f"{dash} d", *drawn, "Q"]).encode()


def offset(bleed: float) -> float:
    """How far marks stand from the trim, in pt: 3 mm, and outside the bleed."""
    return max(_OFFSET, bleed)


def registration() -> Array:
    """The colour space of registration black: all inks, or black where there are none to tell."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)
    return Array([Name.Separation, Name.All, Name.DeviceGray, tint])


def grown(box: Rectangle, by: float) -> Rectangle:
    """The box with that much more on each side, in pt."""
    return Rectangle(box.llx - by, box.lly - by, box.urx + by, box.ury + by)


def numbers(*values: float) -> str:
    """Numbers as PDF writes them; a thousandth of a point is finer than any printer."""
    return " ".join(f"{value:.3f}" for value in values)
