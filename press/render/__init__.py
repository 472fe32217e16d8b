"""Manuscript -> Document: pages laid out by WeasyPrint, tagged, PDF/UA-1 and PDF/A-3u in one.

    engine   the fence around WeasyPrint: what it may fetch, its fonts, its log
    weasyprint_patches  the engine's busiest places, done with less
    audit    the laid-out boxes: what does not fit
    falls    how the text falls over them
    even     earlier breaks, so that no page ends in a hole
    fit      what a designer would send back
    slots    where the furniture is that a practice fills
    outlines the paths of drawings, read once
    places   where a writer wrote what stands on a page
    tags     the structure that a screen reader reads, mended
    standards  what the file says that it conforms to

The only home of WeasyPrint. It is pinned, since `audit` and `tags` read what it
does not promise; a test fails when its version moves.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from press.model import Document, Finding, Manuscript, Origin, Page, StyleSheets
from press.render.engine import (
    Fetcher,
    attachments_of,
    broke_off,
    check_links,
    complaints,
    fonts_of,
    html_of,
    lacking,
    share,
    shared_sheets,
    weasyprint,
)
from press.render.even import evened
from press.render.fit import check_fit
from press.render.outlines import remembered_outlines
from press.render.page_checks import What, audit
from press.render.slots import marked_slots, name_slots
from press.render.standards import map_every_glyph, whole_streams, with_standards
from press.render.tags import mend, noted

if TYPE_CHECKING:
    import pydyf
    from weasyprint.document import Document as LaidOut

__all__ = ["lacking", "render", "warm"]

_STANDARD = "pdf/a-3u"
_PX = 0.75
"""CSS pixels to points."""


def render(manuscript: Manuscript, *, cmyk: bool = False, what: What = "leaflet") -> Document:
    """Lay out and paint a manuscript; with an error among the findings it is not to be kept.

    Where the engine itself breaks off, there are no pages, and a finding says why.
    """
    try:
        return _render(manuscript, cmyk=cmyk, what=what)
    except Exception as error:
        if not broke_off(error):
            raise
        message = f"the engine cannot lay this out: {type(error).__name__}: {error}"
        origin = Origin(f"layouts/{manuscript.variant.layout.name}/layout.html")
        hint = "look for sizes that no page has, and for what stands very deep"
        return Document(
            manuscript.variant, b"", (), (), (Finding("P006", "error", message, origin, hint),)
        )


def _render(manuscript: Manuscript, *, cmyk: bool, what: What) -> Document:
    """Lay out and paint.

    A file with `cmyk` colours claims no standard: PDF/A has one colour space, and of
    PDF/X the engine writes neither output intent nor converted pictures. In a shell and
    in furniture, slots are marked (`press.render.slots`); what is said of a shell is said
    of all but its slots, what is said of furniture of the slots.
    """
    variant = manuscript.variant
    fetcher = Fetcher(manuscript.resources)
    with complaints() as log:
        sheets, fonts = shared_sheets(manuscript, fetcher, log)
        html = html_of(manuscript, fetcher)
        options = {"pdf_variant": None if cmyk else _STANDARD, "pdf_tags": not cmyk}
        attached = attachments_of(manuscript)

        def lay_out() -> LaidOut:
            return html.render(stylesheets=list(sheets), font_config=fonts, **options)

        laid_out = lay_out()
        findings: list[Finding] = []
        if what != "furniture" and variant.layout.binding != "folded":  # folds have panels
            most_empty = variant.layout.pages.most_empty
            laid_out, falls = evened(laid_out, html.etree_element, lay_out, most_empty)
            findings += check_fit(falls, manuscript)
        findings += audit(laid_out, manuscript, what)
        findings += check_links(laid_out, manuscript)
        with ExitStack() as patches:
            patches.enter_context(remembered_outlines())
            if what != "leaflet":
                slots = patches.enter_context(marked_slots(variant.practice))
            if cmyk:
                pdf = laid_out.write_pdf(**options)
            else:
                with_standards(laid_out)
                notes = patches.enter_context(noted())
                patches.enter_context(whole_streams())

                def finish(document: LaidOut, file: pydyf.PDF) -> None:
                    map_every_glyph(file)
                    mend(document, file, notes)
                    if what != "leaflet":
                        name_slots(file, notes.sources, slots)

                pdf = laid_out.write_pdf(finisher=finish, attachments=attached, **options)
    pages = tuple(
        Page(number, page.width * _PX, page.height * _PX)
        for number, page in enumerate(laid_out.pages, 1)
    )
    used, missing = fonts_of(laid_out, manuscript)
    findings += [*missing, *log.findings(manuscript), *fetcher.findings(manuscript)]
    return Document(variant, pdf, pages, used, _once(findings))


def warm(sheets: Iterable[StyleSheets]) -> None:
    """Load the engine and parse sheets, so that processes forked from this one begin with them."""
    weasyprint()
    for each in sheets:
        share(each.styles, each.media, each.resources)


def _once(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key))
