"""Manuscript -> Document: pages laid out by WeasyPrint, tagged, PDF/UA-1 and PDF/A-3u in one.

    engine   the fence around WeasyPrint: what it may fetch, its fonts, its log
    audit    the laid-out boxes: what does not fit
    finish   what the engine cannot do in the finished file

The only home of WeasyPrint. It is pinned, since `audit` and `finish` read what it
does not promise; a test fails when its version moves.
"""

from __future__ import annotations

from press.model import Document, Finding, Manuscript, Page
from press.render.audit import audit
from press.render.engine import Fetcher, complaints, fonts_of, html_of, shared_sheets
from press.render.finish import finish, with_standards

_STANDARD = "pdf/a-3u"
_PX = 0.75
"""CSS pixels to points."""


def render(manuscript: Manuscript) -> Document:
    """Lay out and paint a manuscript; with an error among the findings it is not to be kept."""
    variant = manuscript.variant
    origin = variant.publication.leaflets[0].origin
    fetcher = Fetcher(manuscript.resources)
    with complaints() as log:
        sheets, fonts = shared_sheets(manuscript, fetcher)
        html = html_of(manuscript, fetcher)
        options = {"pdf_variant": _STANDARD, "pdf_tags": True}
        laid_out = html.render(stylesheets=list(sheets), font_config=fonts, **options)
        findings = audit(laid_out, manuscript)
        with_standards(laid_out)
        pdf = laid_out.write_pdf(finisher=finish, **options)
    pages = tuple(
        Page(number, page.width * _PX, page.height * _PX)
        for number, page in enumerate(laid_out.pages, 1)
    )
    used, missing = fonts_of(laid_out, manuscript, origin)
    findings += [*missing, *log.findings(manuscript), *fetcher.findings(manuscript)]
    return Document(variant, pdf, pages, used, _once(findings))


def _once(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key))
