"""Rules for the file itself: fonts, title, tags, size (A4 of the rules; PDF/UA-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.model import Finding
from press.preflight.page_data import File

_LARGE, _TOO_LARGE = 2_000_000, 10_000_000
"""Bytes: what a telephone loads gladly, what mail carries."""


def fonts_are_embedded(file: File) -> Iterator[Finding]:
    """P030: every font is in the file, and is of the house or the brand."""
    loose = sorted(name for name, embedded in file.fonts.items() if not embedded)
    if loose:
        message = f"the font {loose[0]} is not in the file"
        yield file.layout("P030", "error", message, "load it with @font-face")
    known = tuple(_letters(family) for family in file.document.families)
    foreign = sorted(name for name in file.fonts if not _letters(name).startswith(known))
    if known and foreign:
        message = f"the font {foreign[0]} is neither the house's nor the brand's"
        yield file.layout("P030", "error", message, "use a typeface of fonts/ or of the practice")


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


def file_says_what_it_is(file: File) -> Iterator[Finding]:
    """P037: title and language in every file; tags and outline in what is read on a screen."""
    variant = file.variant
    problems = []
    if not file.title:
        problems.append(("has no title", "write <title> in layout.html"))
    if file.language.split("-")[0].lower() != variant.publication.language.split("-")[0].lower():
        said = (
            f"says that its language is '{file.language}'" if file.language else "has no language"
        )
        problems.append((said, f'write <html lang="{variant.publication.language}">'))
    if variant.medium == "screen":
        if not file.is_tagged:
            problems.append(("has no tags for screen readers", "render it with tags"))
        if not file.shows_title:
            problems.append(("does not show its title", "write <title> in layout.html"))
        if not file.has_outline and len(file.pages) > 1:
            problems.append(("has no outline", "give it headings: <h1>, <h2>"))
    for says, hint in problems:
        yield file.layout("P037", "error", f"the file {says}", hint)


def file_is_small_enough(file: File) -> Iterator[Finding]:
    """P038: what is mailed and loaded on a telephone; a file for a print shop may be large."""
    size = len(file.document.pdf)
    if file.variant.medium != "screen" or size <= _LARGE:
        return
    hint = "save its pictures smaller: 300 dots an inch at print size are enough"
    if size > _TOO_LARGE:
        message = f"the file has {size / 1e6:.1f} MB; mail carries at most 10 MB"
        yield file.text("P038", "error", message, hint)
    else:
        message = f"the file has {size / 1e6:.1f} MB, better at most 2 MB"
        yield file.text("P038", "warning", message, hint)
