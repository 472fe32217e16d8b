"""Contrast of words with what lies under them, in colour and as a printer turns it grey (A1).

WCAG 2.2, 1.4.3: 4.5, or 3 from 18 pt and from 14 pt bold. The ground of each word is
taken from the image of its page without text, so it is right on fields, tints and
photographs alike. A printer makes grey by another sum than the eye
(ISO 32000-1, 10.3.2), so that a pair which is right in colour may fail on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import cast

from press.colour import derive as colours
from press.model import Finding
from press.preflight.page_data import File, PageData, Run, page_numbers, short

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

_OF_LARGE = 3.0
_COVERED = 0.15
"""So much of a word's ground may be worse: edges, the line of a frame."""
_ROUNDED = 0.05


@dataclass(frozen=True, slots=True)
class _Pair:
    run: Run
    ground: str
    ratio: float
    wanted: float


def words_can_be_read(file: File) -> Iterator[Finding]:
    """P027: every word on the pages, in colour, and in grey where colour is right."""
    # What lies aslant over a concept is not there to be read, nor is it there in the end.
    aslant = bool(file.variant.publication.held)
    pairs = [
        _pair(run, page)
        for page in file.pages
        for run in page.runs
        if run.place.kind != "Figure" and (run.level or not aslant)
    ]
    bad = [pair for pair in pairs if pair.ratio < pair.wanted - _ROUNDED]
    grey = [pair for pair in pairs if pair not in bad and _in_grey(pair) < pair.wanted - _ROUNDED]
    if bad:
        worst = min(bad, key=lambda pair: pair.ratio / pair.wanted)
        yield _finding(file, bad, worst, worst.ratio, "")
    if grey:
        worst = min(grey, key=lambda pair: _in_grey(pair) / pair.wanted)
        yield _finding(file, grey, worst, _in_grey(worst), " when printed in grey")


def _finding(file: File, bad: list[_Pair], worst: _Pair, ratio: float, how: str) -> Finding:
    where = page_numbers([pair.run.page for pair in bad])
    message = (
        f"words in {worst.run.colour} on {worst.ground} have a contrast of {ratio:.1f}{how},"
        f" at least {worst.wanted:g}: '{short(worst.run.text)}' ({where})"
    )
    hint = "use 'dark' on light grounds, white or 'on-dark' on dark ones"
    return file.layout("P027", "warning" if how else "error", message, hint)


def _pair(run: Run, page: PageData) -> _Pair:
    """A run and the ground on which it is hardest to read."""
    left, bottom, right, top = run.box
    if run.level:  # of letters that reach higher or lower little is seen
        bottom, top = run.baseline, run.baseline + run.size / 2
    ground = page.under((left, bottom, right, top))
    pixels = ground.width * ground.height
    found = cast("list[tuple[int, Colour]]", ground.getcolors(pixels) or [])
    grounds = sorted((_contrast(run.colour, run.opacity, rgb), rgb, count) for count, rgb in found)
    covered = accumulate(count for _, _, count in grounds)
    ratio, rgb, _ = next(
        ground
        for ground, pixels_so_far in zip(grounds, covered, strict=True)
        if pixels_so_far >= _COVERED * pixels
    )
    large = run.size >= 18 - _ROUNDED or (run.bold and run.size >= 14 - _ROUNDED)
    return _Pair(run, colours.hex_of(*rgb), ratio, _OF_LARGE if large else colours.TEXT)


@lru_cache(maxsize=65536)
def _contrast(colour: str, opacity: float, ground: Colour) -> float:
    if opacity < 1:
        seen = zip(colours.bytes_of(colour), ground, strict=True)
        colour = colours.hex_of(*(round(opacity * c + (1 - opacity) * g) for c, g in seen))
    return colours.contrast(colour, colours.hex_of(*ground))


def _in_grey(pair: _Pair) -> float:
    return _contrast_in_grey(pair.run.colour, pair.ground)


@lru_cache(maxsize=65536)
def _contrast_in_grey(one: str, other: str) -> float:
    return colours.contrast(colours.grey(one), colours.grey(other))


_PAIRS = (
    ("foreground", "background", colours.BODY),
    ("dark", "background", colours.TEXT),
    *(
        (words, ground, colours.TEXT)
        for words in ("dark", "foreground")
        for ground in ("tint-1", "tint-2", "tint-3", "second-tint-1", "second-tint-2")
    ),
    *((colour, "white", colours.TEXT) for colour in ("dark", "solid")),
    *((f"on-{ground}", ground, colours.TEXT) for ground in ("dark", "solid")),
    *((colour, "white", colours.RULE) for colour in ("rule", "second-rule")),
)
"""What `press.colour.derive` promises that a layout may set on what."""


def brand_keeps_its_promise(file: File) -> Iterator[Finding]:
    """P028: every pair of a brand that a layout may use, whether on these pages or not."""
    practice = file.variant.practice
    brand = {**practice.brand.colours, "white": colours.WHITE}
    short_of: list[tuple[float, str, str, float, str]] = []
    for one, other, wanted in _PAIRS:
        if one in brand and other in brand:
            plain = colours.contrast(brand[one], brand[other])
            grey = _contrast_in_grey(brand[one], brand[other])
            for ratio, how in ((plain, ""), (grey, " when printed in grey")):
                if ratio < wanted - _ROUNDED:
                    short_of.append((ratio / wanted, one, other, ratio, how))
    if short_of:
        _, one, other, ratio, how = min(short_of)
        message = f"'{one}' on '{other}' has a contrast of {ratio:.1f} in this brand{how}"
        hint = "choose a darker primary or a lighter secondary colour"
        yield Finding("P028", "warning", message, practice.origin, hint)
