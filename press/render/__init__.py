"""Manuscript -> Document: pages laid out by WeasyPrint, tagged, PDF/UA-1 and PDF/A-3u in one.

    engine   the fence around WeasyPrint: what it may fetch, its fonts, its log
    weasyprint_patches  the engine's busiest places, done with less
    audit    the laid-out boxes: what does not fit
    fill_pages  pages as full as they can be, with nothing parted that is one
    page_flow   the text on endless pages, measured
    page_breaks, break_costs, break_rules  where its pages end, at the least cost
    page_fill   how full they are
    warning_signs  which boxes, leads and headings belong together
    kept_whole  what was to stay whole and is torn
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

from press.model import CONFORMANCE, Document, Finding, Manuscript, Origin, Page, StyleSheets
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
from press.render.fill_pages import fill_pages
from press.render.fit import check_fit
from press.render.kept_whole import check_whole
from press.render.outlines import remembered_outlines
from press.render.page_checks import What, audit
from press.render.page_fill import fills_of
from press.render.slots import marked_slots, name_slots
from press.render.standards import map_every_glyph, whole_streams, with_standards
from press.render.tags import mend, noted
from press.units import PX

if TYPE_CHECKING:
    import pydyf
    from weasyprint.document import Document as LaidOut

__all__ = ["lacking", "render", "warm"]

_DPI = 330
"""Dots an inch to which photographs are brought down: 300 remain however they are rounded."""


def render(manuscript: Manuscript, *, what: What = "leaflet") -> Document:
    """Lay out and paint a manuscript; with an error among the findings it is not to be kept.

    Where the engine itself breaks off, there are no pages, and a finding says why.
    """
    try:
        return _render(manuscript, what=what)
    except Exception as error:
        if not broke_off(error):
            raise
        message = f"the engine cannot lay this out: {type(error).__name__}: {error}"
        origin = Origin(f"layouts/{manuscript.variant.layout.name}/layout.html")
        hint = "look for sizes that no page has, and for what stands very deep"
        return Document(
            manuscript.variant, b"", (), (), (Finding("P006", "error", message, origin, hint),)
        )


def _render(manuscript: Manuscript, *, what: What) -> Document:
    """Lay out and paint.

    In a shell and in furniture, slots are marked (`press.render.slots`); what is said of a
    shell is said of all but its slots, what is said of furniture of the slots.
    """
    variant = manuscript.variant
    asked = CONFORMANCE[variant.standard]
    fetcher = Fetcher(manuscript.resources)
    with complaints() as log:
        sheets, fonts = shared_sheets(manuscript, fetcher, log)
        html = html_of(manuscript, fetcher)
        options = {"pdf_variant": asked.profile, "pdf_tags": asked.is_tagged, "dpi": _DPI}
        attached = attachments_of(manuscript)

        def lay_out(more: str = "") -> LaidOut:
            last = [weasyprint().CSS(string=more)] if more else []
            return html.render(stylesheets=[*sheets, *last], font_config=fonts, **options)

        findings: list[Finding] = []
        if what != "furniture" and variant.layout.binding != "folded":  # folds have panels
            root, layout = html.etree_element, variant.layout
            try:
                laid_out = fill_pages(
                    root,
                    lay_out,
                    sheets,
                    underfull=layout.pages.underfull,
                    facing=layout.binding == "stitched",
                )
            except Exception as error:  # whatever it is: a leaflet is not refused for it
                html = html_of(manuscript, fetcher)
                root, laid_out = html.etree_element, lay_out()
                findings.append(_not_filled(error, manuscript))
            fills = fills_of(laid_out)
            findings += [*check_fit(fills, manuscript), *check_whole(fills, root, manuscript)]
        else:
            laid_out = lay_out()
        findings += audit(laid_out, manuscript, what)
        findings += check_links(laid_out, manuscript)
        with ExitStack() as patches:
            patches.enter_context(remembered_outlines())
            if what != "leaflet":
                slots = patches.enter_context(marked_slots(variant.practice.name))
            if not asked.is_tagged:
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
        Page(number, page.width * PX, page.height * PX)
        for number, page in enumerate(laid_out.pages, 1)
    )
    used, missing = fonts_of(laid_out, manuscript)
    findings += [*missing, *log.findings(manuscript), *fetcher.findings(manuscript)]
    return Document(variant, pdf, pages, used, _once(findings))


def _not_filled(error: Exception, manuscript: Manuscript) -> Finding:
    message = f"pages are left as they fall: {type(error).__name__}: {error}"
    hint = "report it, with the leaflet"
    return Finding("P044", "warning", message, manuscript.variant.layout.origin, hint)


def warm(sheets: Iterable[StyleSheets]) -> None:
    """Load the engine and parse sheets, so that processes forked from this one begin with them."""
    weasyprint()
    for each in sheets:
        share(each.styles, each.media, each.resources)


def _once(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key))
