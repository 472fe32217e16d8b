"""Manuscript -> Document: pages laid out by WeasyPrint, tagged, PDF/UA-1 and PDF/A-3u in one.

    engine   WeasyPrint without the fonts of the machine; pages parsed for it
    fetching, sheets, complaints   what it may fetch, its style sheets, what it says
    boxes    its boxes, typed; every private name of it that is used
    weasyprint_patches  the engine's busiest places, done with less
    page_checks  the laid-out boxes: what does not fit
    fill_pages  pages as full as they can be, with nothing parted that is one
    page_flow   the text on endless pages, measured
    page_breaks, break_costs, break_rules  where its pages end, at the least cost
    page_fill   how full they are
    known_breaks  the same breaks for a page that differs in words, colours and pictures only
    warning_signs  which boxes, leads and headings belong together
    kept_whole  what was to stay whole and is torn
    fit      what a designer would send back
    first_look, alike   what a small change makes of pages that are known, to look at
    laid_again, one_chapter  only the pages that are others, only the chapters they are in
    words    what is said, in the order of reading
    labels   what bookmarks, links and the file are called
    slots    where the furniture is that a practice fills
    text_layer, codes, typefaces  glyphs that say what was written
    set_lines, shaping  how furniture's lines are set, and lines set without the engine
    tags, tag_tree, joined_tags, list_tags, lines  the structure that a screen reader reads, mended
    content_order, drawing, painted  words drawn in the order in which they are read
    standards  what the file says that it conforms to

The only home of WeasyPrint. It is pinned, since the press reads what it does not
promise; `boxes.PRIVATE` and the table of patches list all of that.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from press.model import (
    CONFORMANCE,
    Document,
    Finding,
    Manuscript,
    Origin,
    Page,
    Said,
    StyleSheets,
    sort_findings,
)
from press.render.boxes import LaidOut
from press.render.complaints import check_links, complaints, fonts_of
from press.render.engine import attachments_of, broke_off, html_of, lacking, weasyprint
from press.render.fetching import Fetcher
from press.render.fill_pages import fill_pages
from press.render.fit import check_fit
from press.render.kept_whole import check_whole
from press.render.known_breaks import filled_as_before
from press.render.labels import name_plainly
from press.render.page_checks import What, audit
from press.render.page_fill import fills_of
from press.render.places import blocks_of
from press.render.set_lines import set_lines
from press.render.shaping import HarfBuzz
from press.render.sheets import share, shared_sheets
from press.render.slots import marked_slots, name_slots
from press.render.standards import (
    into_bytes,
    say_direction,
    tell_the_printer,
    whole_streams,
    with_standards,
)
from press.render.tag_tree import Notes
from press.render.tags import mend, noted
from press.render.text_layer import said_as_written
from press.render.words import Styles, styles_kept, words_of
from press.units import PX

if TYPE_CHECKING:
    import pydyf

__all__ = ["HarfBuzz", "lacking", "render", "warm"]

_DPI = 330
"""Dots an inch to which photographs are brought down: 300 remain however they are rounded."""


def render(
    manuscript: Manuscript, *, what: What = "leaflet", with_blocks: bool = False
) -> Document:
    """Lay out and paint a manuscript; with an error among the findings it is not to be kept.

    Where the engine itself breaks off, there are no pages, and a finding says why.
    """
    try:
        return _render(manuscript, what=what, with_blocks=with_blocks)
    except Exception as error:
        if not broke_off(error):
            raise
        message = "the engine breaks off at this, and there are no pages"
        origin = Origin(f"layouts/{manuscript.variant.layout.name}/layout.html")
        said = f"; it said: {error}" if str(error) else ""
        hint = f"look for sizes that no page has, and for what stands very deep{said}"
        return Document(
            manuscript.variant, b"", (), (), (Finding("P006", "error", message, origin, hint),)
        )


def _render(manuscript: Manuscript, *, what: What, with_blocks: bool) -> Document:
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
        options: dict[str, Any] = {"pdf_variant": asked.profile, "dpi": _DPI}
        options["pdf_tags"] = asked.is_tagged
        styles: dict[int, Styles] = {}

        def lay_out(more: str = "") -> LaidOut:
            last = [weasyprint().CSS(string=more)] if more else []
            with styles_kept() as kept:
                made = html.render(stylesheets=[*sheets, *last], font_config=fonts, **options)
            styles[id(made)] = kept[-1]
            return cast(LaidOut, made)

        findings: list[Finding] = []
        if what != "furniture" and variant.layout.binding != "folded":  # folds have panels
            root, layout = html.etree_element, variant.layout
            fill = partial(
                fill_pages,
                root,
                lay_out,
                sheets,
                underfull=layout.pages.underfull,
                facing=layout.binding == "stitched",
            )
            try:
                laid_out = filled_as_before(manuscript, root, lay_out, fill)
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
        name_plainly(laid_out)
        notes = Notes()
        with ExitStack() as patches:
            faces = patches.enter_context(said_as_written(named=what != "leaflet"))
            patches.enter_context(whole_streams())
            if what != "leaflet":
                slots = patches.enter_context(marked_slots(variant.practice))
            if asked.is_tagged:
                with_standards(laid_out)
                patches.enter_context(noted(laid_out, notes))
                options["attachments"] = attachments_of(manuscript)

            def finish(document: LaidOut, file: pydyf.PDF) -> None:
                if asked.is_tagged:
                    mend(document, file, notes)
                    if what != "leaflet":
                        name_slots(file, notes.sources, slots)
                say_direction(variant, file)
                if variant.medium == "print":
                    tell_the_printer(document, file)
                into_bytes(file)

            pdf = laid_out.write_pdf(finisher=finish, **options)
    pages = tuple(
        Page(number, page.width * PX, page.height * PX)
        for number, page in enumerate(laid_out.pages, 1)
    )
    used, missing = fonts_of(laid_out, manuscript)
    findings += [*missing, *log.findings(manuscript), *fetcher.findings(manuscript)]
    words = words_of(laid_out, html.etree_element, styles[id(laid_out)])
    said = Said(words, frozenset(notes.generated))
    blocks = blocks_of(laid_out) if with_blocks else ()
    lines = set_lines(laid_out, faces, manuscript.resources) if what == "furniture" else ()
    found = sort_findings(findings)
    return Document(variant, pdf, pages, used, found, said=said, blocks=blocks, lines=lines)


def _not_filled(error: Exception, manuscript: Manuscript) -> Finding:
    message = "the breaks of the pages could not be chosen; they are left as they fall"
    hint = f"report it with the leaflet, and this: {type(error).__name__}: {error}"
    return Finding("P044", "warning", message, manuscript.variant.layout.origin, hint)


def warm(sheets: Iterable[StyleSheets]) -> None:
    """Load the engine and parse sheets, so that processes forked from this one begin with them."""
    weasyprint()
    for each in sheets:
        share(each.styles, each.media, each.resources)
