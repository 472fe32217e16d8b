"""Pictures are sharp at the size in which they are printed (D3), and hide no words."""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Finding, Severity
from press.preflight.page_data import Box, File, PageData, Picture, page_numbers, short
from press.units import MM

_LEAST, _GOOD = 150, 300
"""Dots an inch."""


def pictures_are_sharp(file: File) -> Iterator[Finding]:
    """P029: D3. Codes are left out: their squares stay sharp at any size."""
    found = [picture for page in file.pages for picture in _pictures(page)]
    coarse = [one for one in found if one.resolution < _LEAST - 1]
    fair = [one for one in found if _LEAST - 1 <= one.resolution < _GOOD - 1]
    if coarse:
        yield _finding(file, coarse, "error", f"at least {_LEAST}")
    if fair:
        yield _finding(file, fair, "warning", f"better {_GOOD}")


def pictures_hide_no_words(file: File) -> Iterator[Finding]:
    """P046: what is painted over is lost to the eye, though it can be copied and heard."""
    for page in file.pages:
        for picture in page.pictures:
            hidden = [run for run in page.runs[: picture.behind] if _hides(picture.box, run.box)]
            if hidden:
                what = f"'{short(''.join(run.text for run in hidden))}' on page {page.number}"
                hint = "give the picture room in layout.css, also for the white around a code"
                yield file.layout("P046", "error", f"a picture is painted over {what}", hint)


def _hides(picture: Box, run: Box) -> bool:
    """Whether a picture covers more than the edge of a run."""
    high = min(picture[3], run[3]) - max(picture[1], run[1])
    wide = min(picture[2], run[2]) - max(picture[0], run[0])
    return high > 0.15 * (run[3] - run[1]) and wide > 0.5


def _finding(file: File, found: list[Picture], severity: Severity, wanted: str) -> Finding:
    worst = min(found, key=lambda picture: picture.resolution)
    what = f"'{short(worst.place.alt)}'" if worst.place.alt else "a picture"
    others = f" ({len(found)} pictures on {page_numbers([one.page for one in found])})"
    message = (
        f"{what} on page {worst.page} has {worst.resolution:.0f} dots an inch where it is"
        f" {(worst.box[2] - worst.box[0]) / MM:.0f} mm wide, {wanted}"
        f"{others if len(found) > 1 else ''}"
    )
    width = worst.pixels[0] * _GOOD / worst.resolution
    return file.text("P029", severity, message, f"use a picture {width:.0f} pixels wide")


def _pictures(page: PageData) -> Iterator[Picture]:
    for picture in page.pictures:
        if not any(_overlap(picture.box, code.box) for code in page.codes):
            yield picture


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
