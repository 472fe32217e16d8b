"""Rules for paper: where it is cut, what is near the cut, what stays white (D1, D2, D8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter

from press.model import Finding, Severity
from press.preflight.page_data import Box, File, PageData, page_numbers, short
from press.units import MM

_SAFE = 5 * MM
_BLEED = 3 * MM
_UNPRINTED = 4 * MM
"""What an office printer leaves white along the edges."""
_TOLERANCE = 0.3
"""pt: a tenth of a mm."""
_MOST_BLANKS = 3
_WHITE = 253
"""Of 255: what is lighter is paper."""
_LEAST_COLOUR = 4
"""Pixels along an edge, about 2 mm: less is a line's end."""


def boxes_are_right(file: File) -> Iterator[Finding]:
    """P031: D2, in files for a print shop. The first page that is wrong stands for all."""
    if file.variant.medium != "prepress":
        return
    for page in file.pages:
        if wrong := _wrong_with_boxes(page, file.pages[0]):
            yield file.layout("P031", "error", f"page {page.number} {wrong[0]}", wrong[1])
            return


def _wrong_with_boxes(page: PageData, first: PageData) -> tuple[str, str] | None:
    with_bleed = "write 'bleed: 3mm' in each @page of @media prepress"
    if missing := {"TrimBox", "BleedBox"} - page.said_boxes:
        return f"has no {' and no '.join(sorted(missing))}", with_bleed
    bleed = _room(page.trim, page.bleed)
    if bleed < _BLEED - _TOLERANCE:
        return f"has {bleed / MM:.1f} mm of bleed, at least 3 mm", with_bleed
    if _room(page.bleed, page.media) < -_TOLERANCE:
        return "ends before its bleed does", with_bleed
    sizes = [(box[2] - box[0], box[3] - box[1]) for box in (page.trim, first.trim)]
    if any(abs(one - other) > _TOLERANCE for one, other in zip(*sizes, strict=True)):
        return "is cut to another size than page 1", "give all pages the same size in @page"
    return None


def _room(inner: Box, outer: Box) -> float:
    """How far the one box lies inside the other, on the side where that is least."""
    low = min(inner[0] - outer[0], inner[1] - outer[1])
    return min(low, outer[2] - inner[2], outer[3] - inner[3])


def text_is_far_from_the_cut(file: File) -> Iterator[Finding]:
    """P032: D2. On a screen nothing is cut."""
    media = file.variant.medium
    if media == "screen":
        return
    near = [
        (distance, run)
        for page in file.pages
        for run in page.runs
        if (distance := _room(run.box, page.trim)) < _SAFE - _TOLERANCE
    ]
    if near:
        distance, run = min(near, key=lambda found: found[0])
        message = (
            f"'{short(run.text)}' stands {distance / MM:.1f} mm from the edge, at least 5 mm"
            f" ({page_numbers([run.page for _, run in near])})"
        )
        severity: Severity = "error" if media == "prepress" else "warning"
        yield file.layout("P032", severity, message, "move it away from the edge")


def colour_ends_where_it_may(file: File) -> Iterator[Finding]:
    """P039: D2, D8. For a shop colour runs on through the bleed; an office printer
    leaves the edges white."""
    media = file.variant.medium
    if media == "prepress" and (stops := _numbers(file, _stops_at_the_cut)):
        message = f"colour ends at the cut on {stops}, where the edge will show"
        hint = "let it run 3 mm past the edge in @media prepress"
        yield file.layout("P039", "error", message, hint)
    reach = partial(_reaches_the_edge, fold=_fold_of(file))
    if media == "print" and (reaches := _numbers(file, reach)):
        message = f"colour runs to the edge on {reaches}, which office printers leave white"
        hint = "let it end 5 mm inside the edge in @media print"
        yield file.layout("P039", "warning", message, hint)


def _numbers(file: File, rule: Callable[[PageData], bool]) -> str:
    found = [page.number for page in file.pages if rule(page)]
    return page_numbers(found) if found else ""


def _stops_at_the_cut(page: PageData) -> bool:
    """Whether an area just inside the cut is not there any more where the bleed ends.

    What runs on over half of its length bleeds; its end may be a curve.
    """
    within, beyond = _along(page, page.trim, 1.5), _along(page, page.bleed, 1.5)
    for inner, outer in zip(within, beyond, strict=True):
        for level, pixels in groupby(zip(inner, outer, strict=False), key=itemgetter(0)):
            area = [past for _, past in pixels]
            run_on = sum(abs(past - level) < 8 for past in area)
            if level < _WHITE and len(area) > _LEAST_COLOUR and run_on < len(area) / 2:
                return True
    return False


def _reaches_the_edge(page: PageData, fold: int | None) -> bool:
    """Whether there is colour where a printer prints none; at a fold it may."""
    edges = list(_along(page, page.trim, _UNPRINTED - 1.5))
    left, bottom, right, top = page.trim
    if fold is not None and right - left < top - bottom:  # on a spread the fold is in the middle
        del edges[(page.number + fold) % 2]
    return any(sum(level < _WHITE for level in edge) > _LEAST_COLOUR for edge in edges)


def _fold_of(file: File) -> int | None:
    """0 if even pages are folded on their left edge, 1 if odd ones are, as a book is read."""
    if file.variant.layout.binding != "stitched":
        return None
    return 0 if file.is_right_to_left else 1


def _along(page: PageData, box: Box, inward: float) -> tuple[bytes, bytes, bytes, bytes]:
    """The grey along the left, right, lower and upper edge of a box, so far inside it.

    Corners are left out. All are as long as the trim.
    """
    left, bottom, right, top = page.trim
    across, up = (left + 4, right - 4), (bottom + 4, top - 4)
    lines = (
        (box[0] + inward, up[0], box[0] + inward, up[1]),
        (box[2] - inward, up[0], box[2] - inward, up[1]),
        (across[0], box[1] + inward, across[1], box[1] + inward),
        (across[0], box[3] - inward, across[1], box[3] - inward),
    )
    grey = [page.under(line).convert("L").tobytes() for line in lines]
    return grey[0], grey[1], grey[2], grey[3]


def booklet_is_whole(file: File) -> Iterator[Finding]:
    """P033: D1. A print shop wants it full; for an office printer imposition fills it up."""
    count = len(file.pages)
    stitched = file.variant.layout.binding == "stitched"
    if stitched and file.variant.medium == "prepress" and count % 4:
        message = f"{count} pages cannot be stitched, which takes a multiple of four"
        hint = "let layout.html print 'blank_pages' pages for notes"
        yield file.layout("P033", "error", message, hint)
    blanks = sum(_is_blank(page) for page in file.pages) + (-count % 4 if stitched else 0)
    if blanks > _MOST_BLANKS:
        message = f"{blanks} pages are blank, at most {_MOST_BLANKS}"
        yield file.text("P033", "warning", message, "lengthen or shorten the text by some pages")


def _is_blank(page: PageData) -> bool:
    """Whether nothing stands on a page but furniture."""
    if any(run.place.block is not None for run in page.runs):
        return False
    return page.ground.getcolors(1) is not None
