"""What the engine says of a document, aloud or not at all -> Findings."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

from press.model import Finding, Manuscript, Origin
from press.render.boxes import Face, LaidOut, replaced
from press.render.engine import weasyprint
from press.render.fetching import ORIGIN
from press.render.missing_signs import borrowed_signs, missing_signs
from press.render.places import place_of, resource_place

_NOWHERE = re.compile(r"No anchor (#\S*) for internal URI reference")
_LINKS = ("https://", "mailto:", "tel:")


def check_links(laid_out: LaidOut, manuscript: Manuscript) -> list[Finding]:
    """Find links that lead out of the file to what a reader cannot or may not open."""
    targets = (
        target for page in laid_out.pages for kind, target, *_ in page.links if kind != "internal"
    )
    return [
        Finding(
            "P005",
            "error",
            f"a link to '{target.removeprefix(ORIGIN)}' is not possible in a mailed file",
            place_of(target.removeprefix(ORIGIN), manuscript),
            "link to an address with https, mailto or tel",
        )
        for target in dict.fromkeys(targets)
        if not target.startswith(_LINKS) or target.startswith(ORIGIN)
    ]


class Log(logging.Handler):
    """Collects what WeasyPrint says while it goes on regardless."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[Said] = []
        self.sheet = ""
        """The style sheet that is being read."""

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append((self.sheet, record.getMessage()))

    def findings(self, manuscript: Manuscript) -> list[Finding]:
        return [
            _complaint(sheet, message, manuscript)
            for sheet, message in dict.fromkeys(self.messages)
            if not message.startswith(_SAID)
        ]


@contextmanager
def complaints() -> Iterator[Log]:
    """Collect the engine's warnings; it renders one document at a time in a process."""
    weasyprint()
    log, logger = Log(), logging.getLogger("weasyprint")
    with replaced(logger, handlers=[log], propagate=False):
        yield log


def _complaint(sheet: str, message: str, manuscript: Manuscript) -> Finding:
    """An engine's warning as a finding, at the place that it speaks of if that is known."""
    if sheet or re.search(r" at \d+:\d+|CSS|media type", message):
        return _of_sheet(sheet, " ".join(message.split()), manuscript)
    if re.search("font", message, re.I):
        origin = manuscript.variant.publication.leaflets[0].origin
        return Finding("P003", "error", message, origin)
    name = next((name for name in manuscript.places if name in message), "")
    origin = resource_place(name, manuscript)
    if nowhere := _NOWHERE.match(message):
        said = f"a link leads to '{nowhere[1]}', and no element has that name"
        hint = f"give the element that is meant 'id=\"{nowhere[1][1:]}\"', or take the link out"
        return Finding("P002", "error", said, origin, hint)
    hint = "mend what it names, in the layout or the text"
    return Finding("P002", "error", f"the engine says: {message}", origin, hint)


def _of_sheet(sheet: str, message: str, manuscript: Manuscript) -> Finding:
    """A warning of a style sheet: WeasyPrint says what it ignores, where, and why."""
    origin, why = manuscript.variant.layout.sheet, ""
    if place := re.search(r" at (\d+):(\d+)(?:, (.+?))?\.?$", message):
        if sheet.startswith("layouts/"):
            origin = Origin(sheet, int(place[1]), int(place[2]))
        message, why = message[: place.start()], place[3] or ""
    what = message.removeprefix("Ignored ").removeprefix("Invalid or unsupported ")
    what = re.sub(r"\s+`", "`", what)
    said = f"not used: {what}" + (f", {why}" if why else "")
    return Finding("P004", "warning", said, origin, "mend it there, or take it out")


Said: TypeAlias = tuple[str, str]
"""The style sheet in which something was said, if it was in one, and what."""

_SAID = ("Failed to load", ".notdef glyph", "Using fontTools instead of HarfBuzz-Subset")
"""Begins what is said elsewhere: by the fetcher and the fonts with the place in the sources,
and by `lacking` once for all files."""


def fonts_of(laid_out: LaidOut, manuscript: Manuscript) -> tuple[tuple[str, ...], list[Finding]]:
    """The families in the file, and findings for signs that the brand's families lack.

    For such a sign the engine silently takes another family of the house, if one has it.
    """
    brand = manuscript.variant.practice.brand
    used: set[str] = set()
    findings = []
    for font in laid_out.fonts.values():
        used.add(font.family)
        if font.family not in manuscript.families:
            findings.append(_foreign(font, manuscript))
        elif font.family not in (brand.base_family, brand.heading_family):
            findings += borrowed_signs(font.family, font.to_unicode.values(), manuscript)
    missing = {chr(code) for font in laid_out.fonts.values() for code in font.missing}
    findings += missing_signs(missing, manuscript)
    return tuple(sorted(used)), findings


def _foreign(font: Face, manuscript: Manuscript) -> Finding:
    """What would be printed in a family that is not the brand's: a few signs, letters last."""
    signs = sorted(set(font.to_unicode.values()), key=lambda sign: (sign.isascii(), sign))
    shown = [sign for sign in signs if sign.strip()][:5]
    message = f"{' '.join(shown)} would be printed in '{font.family}'"
    place = place_of(shown[0] if shown else " ", manuscript)
    return Finding("P003", "error", message, place, "no typeface of the brand has it")
