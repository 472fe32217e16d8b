"""PDF -> how it lies on paper: over which edge its sheets turn, how large they are, its passes.

The file says it itself (/Duplex in its viewer preferences): a leaflet turns over its long
edge, a folded leaflet and a booklet, which lie, over their short edge, or as the practice's
printer turns them. One truth for the dialogue of a PDF reader and for a print job.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from pikepdf import Dictionary, Name, ObjectStreamMode, Page, Pdf

from press.units import MM

Sides = Literal["one-sided", "two-sided-long-edge", "two-sided-short-edge"]
"""PWG 5100.13 and RFC 8011, 5.2.8: the keywords that a printer knows."""
_SIDES: dict[str, Sides] = {
    "/Simplex": "one-sided",
    "/DuplexFlipLongEdge": "two-sided-long-edge",
    "/DuplexFlipShortEdge": "two-sided-short-edge",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """How a file is printed: on which sides, on paper of which size (short, long edge in mm)."""

    sides: Sides
    short: float
    long: float
    pages: int


def paper_of(pdf: bytes) -> Paper:
    """How a file lies on paper; one that does not say so turns as its first page stands."""
    with Pdf.open(BytesIO(pdf)) as file:
        box = file.pages[0].mediabox
        width, height = (float(box[at + 2] - box[at]) / MM for at in (0, 1))
        if int(file.pages[0].get("/Rotate", 0)) % 180:
            width, height = height, width
        said = file.Root.get("/ViewerPreferences", Dictionary()).get("/Duplex")
        turns: Sides = "two-sided-short-edge" if width > height else "two-sided-long-edge"
        sides = _SIDES.get(str(said), turns) if len(file.pages) > 1 else "one-sided"
        return Paper(sides, min(width, height), max(width, height), len(file.pages))


def with_turned_backs(pdf: bytes) -> bytes:
    """The same pages, each second one upside down: for a printer that turns the other way."""
    with Pdf.open(BytesIO(pdf)) as file:
        for page in file.pages[1::2]:
            page.rotate(180, relative=True)
        return _saved(file)


def fronts_of(pdf: bytes, copies: int, last: bytes) -> bytes:
    """The first pass without duplex: the fronts of all sheets, then a sheet with what to do."""
    with Pdf.open(BytesIO(pdf)) as file, Pdf.open(BytesIO(last)) as note:
        del file.pages[1::2]
        _repeat(file, copies)
        file.pages.append(note.pages[0])
        return _saved(file)


def backs_of(pdf: bytes, copies: int, *, from_the_last: bool, turned: bool) -> bytes:
    """The second pass: the backs in the order in which sheets are drawn in, blank where none is.

    A sheet that is laid back keeps the edge that goes first: it is turned over its long edge,
    so what is to turn over the short edge must be `turned`.
    """
    with Pdf.open(BytesIO(pdf)) as file:
        if len(file.pages) % 2:
            box = file.pages[-1].mediabox
            blank = Dictionary(Type=Name.Page, MediaBox=box, Resources=Dictionary())
            file.pages.append(Page(file.make_indirect(blank)))
        del file.pages[::2]
        for page in file.pages if turned else ():
            page.rotate(180, relative=True)
        _repeat(file, copies)
        if from_the_last:
            file.pages.reverse()
        return _saved(file)


def _repeat(file: Pdf, copies: int) -> None:
    once = list(file.pages)
    for _ in range(copies - 1):
        file.pages.extend(once)


def _saved(file: Pdf) -> bytes:
    """What is left is for a printer: what speaks of pages by their number goes."""
    for key in ("/PageLabels", "/Outlines", "/StructTreeRoot", "/Names", "/Dests"):
        if key in file.Root:
            del file.Root[key]
    out = BytesIO()
    file.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()
