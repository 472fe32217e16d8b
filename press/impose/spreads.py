"""Document -> Document: printer's spreads, to print duplex, fold and staple.

Two A5 pages fill an A4 sheet, which leaves no paper outside the booklet for a note on how
to print it. So the note is the file's only bookmark, in a pane that opens with it: seen on
screen in any script, on no paper; and the printer's dialogue gets it as /Duplex.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, OutlineItem, Pdf, String

from press.impose.order import Direction, Side, sides
from press.impose.sheet import first_unlike, print_side, sheet_for
from press.model import Document, Finding, Page, Printer

_KEPT = {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents"}
"""What of the catalogue holds for spreads too; tags, bookmarks, names and attachments do not."""
_CLAIMS = (
    "{http://www.aiim.org/pdfa/ns/id/}",
    "{http://www.aiim.org/pdfua/ns/id/}",
    "{http://www.aiim.org/pdfa/ns/extension/}",
)
"""Namespaces in which metadata name a standard: without tags the file meets none."""
_DUPLEX = {"short-edge": Name.DuplexFlipShortEdge, "long-edge": Name.DuplexFlipLongEdge}


def impose(
    document: Document,
    *,
    direction: Direction,
    printer: Printer,
    note: str = "",
    sheet: tuple[float, float] | None = None,
) -> Document:
    """Put the pages on the sheets of a saddle-stitched booklet, for a duplex printer.

    `direction` is that of the text and so of the binding; `printer` tells the flip and
    the paper in mm; `note` says how to print, in the reader's language. The sheet is twice
    the trimmed page, or `sheet` (width, height in pt) with the pages in its middle; in the
    margin that this leaves stand crop and fold marks.
    Pages of unlike size are a finding; a sheet that is too small is a UsageError.

    The result is for printing only: title, language and colours stay; tags, links,
    bookmarks, attachments and the claims of PDF/A and PDF/UA go.
    """
    with Pdf.open(BytesIO(document.pdf)) as pdf:
        pages = list(pdf.pages)
        if unlike := first_unlike(pages):
            return _with_unlike_page(document, unlike)
        paper = sheet_for(pages, sheet)
        order = sides(len(pages), direction=direction, printer=printer)
        printed = [print_side(pdf, side, pages, paper) for side in order]
        del pdf.pages[:]
        pdf.pages.extend(printed)
        _forget_the_pages(pdf)
        _tell_the_printer(pdf, order, printer, note)
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    width, height = paper.medium.width, paper.medium.height
    made = tuple(Page(number, width, height) for number in range(1, len(order) + 1))
    return replace(document, pdf=out.getvalue(), pages=made)


def _with_unlike_page(document: Document, number: int) -> Document:
    message = f"page {number} has another size than page 1"
    hint = "give all pages of a booklet the same size in @page"
    finding = Finding("P040", "error", message, document.variant.layout.sheet, hint)
    return replace(document, findings=(*document.findings, finding))


def _forget_the_pages(pdf: Pdf) -> None:
    """Drop what speaks of pages in reading order, and the standards that rest on it."""
    for key in set(pdf.Root.keys()) - _KEPT:
        del pdf.Root[key]
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for name in [name for name in metadata if name.startswith(_CLAIMS)]:
            del metadata[name]


def _tell_the_printer(pdf: Pdf, order: Sequence[Side], printer: Printer, note: str) -> None:
    """How to print, for the dialogue and on screen; each side is labelled as `16|1`."""
    pdf.Root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True,
        Duplex=_DUPLEX[printer.flip],
        PrintScaling=Name("/None"),
        PickTrayByPDFSize=True,
    )
    labels = [Dictionary(P=String(f"{side.left or '–'}|{side.right or '–'}")) for side in order]
    numbered = [entry for index_and_label in enumerate(labels) for entry in index_and_label]
    pdf.Root.PageLabels = Dictionary(Nums=Array(numbered))
    if note:
        pdf.Root.PageMode = Name.UseOutlines
        with pdf.open_outline() as outline:
            outline.root.append(OutlineItem(note, 0))
