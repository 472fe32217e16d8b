"""Rules for paper: pictures, boxes, what is near the cut, blank pages (D of the rules)."""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Finding
from press.preflight.record import MM, Box, File, Picture, Sheet, pages, short

_LEAST_RESOLUTION, _GOOD_RESOLUTION = 150, 300
_SAFE = 5 * MM
_BLEED = 3 * MM
_UNPRINTED = 4 * MM
"""What an office printer leaves white along the edges."""
_TOLERANCE = 0.3
"""pt: a tenth of a mm."""
_MOST_BLANKS = 3
_PALE = 245
"""Of 255: lighter than this is paper."""


def pictures_are_sharp(file: File) -> Iterator[Finding]:
    """P029: D3. Codes are left out: their squares stay sharp at any size."""
    pictures = [picture for sheet in file.sheets for picture in _pictures(sheet)]
    coarse = [one for one in pictures if one.resolution < _LEAST_RESOLUTION - 1]
    fair = [one for one in pictures if one not in coarse and one.resolution < _GOOD_RESOLUTION - 1]
    for found, severity in ((coarse, "error"), (fair, "warning")):
        if found:
            worst = min(found, key=lambda picture: picture.resolution)
            what = f"'{short(worst.place.alt)}'" if worst.place.alt else "a picture"
            others = f" ({len(found)} pictures on {pages([one.page for one in found])})"
            width = (worst.box[2] - worst.box[0]) / MM
            message = (
                f"{what} on page {worst.page} has {worst.resolution:.0f} dots an inch at"
                f" {width:.0f} mm wide, {'at least 150' if severity == 'error' else 'better 300'}"
                f"{others if len(found) > 1 else ''}"
            )
            hint = f"use a picture of {worst.pixels[0] * 300 / worst.resolution:.0f} pixels wide"
            yield Finding("P029", severity, message, file.variant.publication.origin, hint)


def _pictures(sheet: Sheet) -> Iterator[Picture]:
    for picture in sheet.pictures:
        if not any(_overlap(picture.box, code.box) for code in sheet.codes):
            yield picture


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def boxes_are_right(file: File) -> Iterator[Finding]:
    """P031: D2, in files for a print shop."""
    if file.variant.media != "prepress":
        return
    hint = "write 'bleed: 3mm' in each @page of @media prepress"
    for sheet in file.sheets:
        if missing := {"TrimBox", "BleedBox"} - sheet.said_boxes:
            message = f"page {sheet.number} has no {' and no '.join(sorted(missing))}"
        elif (bleed := _room(sheet.trim, sheet.bleed)) < _BLEED - _TOLERANCE:
            message = f"page {sheet.number} has {bleed / MM:.1f} mm of bleed, at least 3 mm"
        elif _room(sheet.bleed, sheet.media) < -_TOLERANCE:
            message = f"on page {sheet.number} the bleed reaches beyond the page"
        elif _unlike(sheet.trim, file.sheets[0].trim):
            message = f"page {sheet.number} is trimmed to another size than page 1"
            hint = "give all pages the same size in @page"
        else:
            continue
        yield file.layout("P031", "error", message, hint)
        return


def _room(inner: Box, outer: Box) -> float:
    """How far the one box lies inside the other, on the side where that is least."""
    low = min(inner[0] - outer[0], inner[1] - outer[1])
    return min(low, outer[2] - inner[2], outer[3] - inner[3])


def _unlike(one: Box, other: Box) -> bool:
    sizes = [(box[2] - box[0], box[3] - box[1]) for box in (one, other)]
    return any(abs(a - b) > 0.5 for a, b in zip(*sizes, strict=True))


def text_is_far_from_the_cut(file: File) -> Iterator[Finding]:
    """P032: D2. On screen nothing is cut."""
    media = file.variant.media
    if media == "screen":
        return
    near = [
        (distance, run)
        for sheet in file.sheets
        for run in sheet.runs
        if (distance := _room(run.box, sheet.trim)) < _SAFE - _TOLERANCE
    ]
    if near:
        distance, run = min(near, key=lambda found: found[0])
        where = pages([run.page for _, run in near])
        message = (
            f"'{short(run.text)}' stands {distance / MM:.1f} mm from the edge, at least 5 mm"
            f" ({where})"
        )
        severity = "error" if media == "prepress" else "warning"
        yield Finding(
            "P032", severity, message, file.variant.layout.origin, "move it away from the edge"
        )


def colour_runs_off_the_page(file: File) -> Iterator[Finding]:
    """P039: D2, colour that touches the cut goes on to the end of the bleed; D8, an office
    printer cannot print to the edge."""
    if file.variant.media == "prepress":
        stops = [sheet.number for sheet in file.sheets if _stops_at_the_cut(sheet)]
        if stops:
            message = f"colour ends at the cut on {pages(stops)}"
            hint = "let it run 3 mm past the edge in @media prepress"
            yield file.layout("P039", "error", message, hint)
    if file.variant.media == "print":
        reach = [sheet.number for sheet in file.sheets if _prints_at_the_edge(sheet)]
        if reach:
            message = (
                f"colour runs to the edge of {pages(reach)}, which office printers leave white"
            )
            hint = "let it end 5 mm inside the edge in @media print"
            yield file.layout("P039", "warning", message, hint)


def _stops_at_the_cut(sheet: Sheet) -> bool:
    """Whether there is colour just inside the trim, and paper just before the end of the bleed."""
    inside, outside = _lines_along(sheet, sheet.trim, 1.5), _lines_along(sheet, sheet.bleed, 1.5)
    return any(
        sum(_is_colour(one) and not _is_colour(other) for one, other in zip(a, b, strict=True)) > 4
        for a, b in zip(inside, outside, strict=True)
    )


def _lines_along(sheet: Sheet, box: Box, inward: float) -> list[list[tuple[int, int, int]]]:
    """The pixels just inside each edge of a box, over the length of the trim."""
    scale, ground = sheet.scale, sheet.ground

    def across(x: float) -> int:
        return min(max(round((x - sheet.media[0]) * scale), 0), ground.width - 1)

    def down(y: float) -> int:
        return min(max(round((sheet.media[3] - y) * scale), 0), ground.height - 1)

    left, right = across(box[0] + inward), across(box[2] - inward) - 1
    top, bottom = down(box[3] - inward), down(box[1] + inward) - 1
    columns = range(across(sheet.trim[0] + 4), across(sheet.trim[2] - 4))
    rows = range(down(sheet.trim[3] - 4), down(sheet.trim[1] + 4))
    pixel = ground.load()
    return [
        [pixel[left, y] for y in rows],
        [pixel[right, y] for y in rows],
        [pixel[x, top] for x in columns],
        [pixel[x, bottom] for x in columns],
    ]


def _is_colour(pixel: tuple[int, int, int]) -> bool:
    return min(pixel) < _PALE


def _prints_at_the_edge(sheet: Sheet) -> bool:
    lines = _lines_along(sheet, sheet.trim, _UNPRINTED - 2)
    return any(sum(map(_is_colour, line)) > 4 for line in lines)


def booklet_is_whole(file: File) -> Iterator[Finding]:
    """P033: D1. For an office printer imposition fills up; a print shop wants it full."""
    count = len(file.sheets)
    stitched = file.variant.layout.binding == "stitched"
    if stitched and file.variant.media == "prepress" and count % 4:
        message = f"{count} pages cannot be stitched: it takes a multiple of four"
        hint = "let the layout fill up with 'blank_pages'"
        yield file.layout("P033", "error", message, hint)
    blank = [sheet.number for sheet in file.sheets if _is_blank(sheet)]
    filled = -count % 4 if stitched else 0
    if len(blank) + filled > _MOST_BLANKS:
        message = f"{len(blank) + filled} blank pages, at most {_MOST_BLANKS}"
        yield file.text("P033", "warning", message, "lengthen or shorten the text by a few pages")


def _is_blank(sheet: Sheet) -> bool:
    """Whether nothing stands on a page but furniture."""
    if any(run.place.block is not None for run in sheet.runs):
        return False
    colours = sheet.ground.getcolors(4)
    return colours is not None and len(colours) == 1
