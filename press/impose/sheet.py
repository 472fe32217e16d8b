"""Pages and a Side -> a page as large as the sheet, both pages on it, marks around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pikepdf import Dictionary, Name, Page, Pdf, Rectangle, Stream

from press.errors import UsageError
from press.impose.marks import (
    FOLD_DASH,
    bleed_of,
    crop_marks,
    fold_marks,
    grown,
    numbers,
    registration,
    strokes,
)
from press.impose.order import Side
from press.units import MM

_PAPERS = ((297 * MM, 210 * MM), (353 * MM, 250 * MM))
"""A4 and B4, landscape: ISO 216 rounds halves down, so two A5 or B5 pages are 1 mm narrower."""
_ROUNDED = 1 * MM
_TOLERANCE = 0.5
"""pt: what sizes may differ by and still be the same."""


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """What all sides share, in pt: the medium, both pages in its middle, their bleed."""

    medium: Rectangle
    trim: Rectangle
    bleed: float

    @property
    def fold(self) -> float:
        return self.medium.width / 2


def first_unlike(pages: Sequence[Page]) -> int:
    """The number of the first page that is trimmed to another size than page 1, or 0."""
    first, *others = (Rectangle(page.trimbox) for page in pages)
    for number, trim in enumerate(others, 2):
        by = max(abs(trim.width - first.width), abs(trim.height - first.height))
        if by > _TOLERANCE:
            return number
    return 0


def sheet_for(pages: Sequence[Page], size: tuple[float, float] | None) -> PaperSheet:
    """The sheet for two of these pages: of that width and height in pt, else just as large."""
    page = Rectangle(pages[0].trimbox)
    width, height = size or _paper(2 * page.width, page.height)
    left, foot = width / 2 - page.width, (height - page.height) / 2
    if min(left, foot) < -_TOLERANCE:
        raise UsageError("the sheet is smaller than two pages side by side")
    trim = Rectangle(left, foot, width - left, height - foot)
    return PaperSheet(Rectangle(0, 0, width, height), trim, max(map(bleed_of, pages)))


def _paper(width: float, height: float) -> tuple[float, float]:
    """The paper that twice a page means: A4 for two A5, though they are 296 mm wide."""
    for paper in _PAPERS:
        spare = paper[0] - width
        if -_TOLERANCE < spare < _ROUNDED + _TOLERANCE and abs(paper[1] - height) < _TOLERANCE:
            return paper
    return width, height


def print_side(pdf: Pdf, side: Side, pages: Sequence[Page], sheet: PaperSheet) -> Page:
    """Draw the pages of a side, and the marks that the sheet has room for."""
    forms, drawing = Dictionary(), [_marks(sheet)]
    if side.turned:
        turn = numbers(-1, 0, 0, -1, sheet.medium.width, sheet.medium.height)
        drawing.append(f"{turn} cm".encode())
    for name, number in (("/Left", side.left), ("/Right", side.right)):
        if number is not None:
            page, creep = pages[number - 1], side.creep * MM
            forms[name], shift = _placed(pdf, page, sheet, creep, on_left=name == "/Left")
            drawing.append(f"q 1 0 0 1 {numbers(*shift)} cm {name} Do Q".encode())
    printed = Dictionary(
        Type=Name.Page,
        MediaBox=sheet.medium.as_array(),
        TrimBox=sheet.trim.as_array(),
        Resources=Dictionary(XObject=forms, ColorSpace=Dictionary(Registration=registration())),
        Contents=pdf.make_stream(b"\n".join(drawing)),
    )
    return Page(pdf.make_indirect(printed))


def _marks(sheet: PaperSheet) -> bytes:
    crops = strokes(crop_marks(sheet.trim, sheet.medium, sheet.bleed))
    folds = strokes(fold_marks(sheet.trim, sheet.medium, sheet.bleed), dash=FOLD_DASH)
    return b"\n".join([crops, folds])


def _placed(
    pdf: Pdf, page: Page, sheet: PaperSheet, creep: float, *, on_left: bool
) -> tuple[Stream, tuple[float, float]]:
    """A page as a form, and how far it moves so that its trim ends at the fold, less the creep.

    The form shows the bleed on three sides; at the fold it ends, creep included.
    """
    trim = Rectangle(page.trimbox)
    seen = Rectangle(page.mediabox) & grown(trim, sheet.bleed)
    up = sheet.trim.lly - trim.lly
    if on_left:
        seen.urx, shift = trim.urx - creep, (sheet.fold + creep - trim.urx, up)
    else:
        seen.llx, shift = trim.llx + creep, (sheet.fold - creep - trim.llx, up)
    return _form(pdf, page, seen), shift


def _form(pdf: Pdf, page: Page, box: Rectangle) -> Stream:
    """The page's drawing as a Form XObject that shows what is in the box (ISO 32000-1, 8.10).

    Its bytes are taken as they are packed: unpacking them all takes twice the time.
    """
    page.contents_coalesce()
    contents = page.obj.Contents
    form = pdf.make_stream(
        contents.read_raw_bytes(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=box.as_array(),
        Resources=page.resources,
    )
    for key in ("/Filter", "/DecodeParms"):
        if key in contents:
            form[key] = contents[key]
    return form
