"""Crop marks of pages that are not imposed."""

from __future__ import annotations

import page as validator
import pikepdf
import pytest
from imposed import (
    A5,
    MM,
    box,
    coloured,
    drawn_lines,
    opened,
    picture,
    saved,
)
from pikepdf import Rectangle

from press.impose import mark
from press.model import (
    Document,
)

BLEED = 3 * MM


def test_marks_stand_outside_the_bleed_and_the_boxes_say_where_it_is() -> None:
    marked = mark(coloured("RG", A5, bleed=BLEED), BLEED)
    assert not marked.findings
    with opened(marked) as pdf:
        for page in pdf.pages:
            boxes_of = (page.trimbox, pikepdf.Array([*page.BleedBox]), page.mediabox)
            trim, bleed, medium = (Rectangle(each) for each in boxes_of)
            assert (trim.width, trim.height) == pytest.approx(A5)
            grown = (trim.llx - BLEED, trim.lly - BLEED, trim.urx + BLEED, trim.ury + BLEED)
            assert box(bleed.as_array()) == pytest.approx(grown)
            lines = drawn_lines(page)
            assert len(lines) == 8
            for x0, y0, x1, y1 in lines:
                assert medium.llx < x0 <= x1 < medium.urx and medium.lly < y0 <= y1 < medium.ury
                outside = max(trim.llx - x1, x0 - trim.urx, trim.lly - y1, y0 - trim.ury)
                assert outside >= 3 * MM - 0.01
                edges = (trim.llx, trim.urx) if x0 == x1 else (trim.lly, trim.ury)
                assert min(abs((x0 if x0 == x1 else y0) - edge) for edge in edges) < 0.01


def test_marks_are_thin_and_of_all_inks() -> None:
    with opened(mark(coloured("R", A5, bleed=BLEED), BLEED)) as pdf:
        (page,) = pdf.pages
        assert b"/Registration CS 1 SCN 0.25 w" in page.Contents[-1].read_bytes()
        space = page.resources.ColorSpace.Registration
        assert list(map(str, space[:2])) == ["/Separation", "/All"]


def test_what_is_painted_past_the_bleed_stays_unseen() -> None:
    marked = mark(coloured("R", (8, 8), bleed=2, painted=30), 2)
    rows = picture(marked, 0)
    red = [row.count("R") for row in rows if "R" in row]
    # 8 pt and twice 2; the edges do not fall on whole pixels.
    assert {12, 13, 14}.issuperset([len(red), *red])


def test_marks_leave_tags_and_standards_as_they_are(booklet: Document) -> None:
    with opened(booklet) as pdf:
        for page in pdf.pages:
            media = Rectangle(page.mediabox)
            page.trimbox = Rectangle(media.llx + 9, media.lly + 9, media.urx - 9, media.ury - 9)
        document = saved(pdf)
    before = validator.validate_pdf_bytes(document.pdf, profile="3u")
    marked = mark(document, BLEED)
    after = validator.validate_pdf_bytes(marked.pdf, profile="3u")
    assert not {failure.rule_id for failure in after.failures} - {
        failure.rule_id for failure in before.failures
    }
    with opened(marked) as pdf:
        assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root
        assert len(pdf.pages[0].Annots) == 2
    assert mark(document, BLEED).pdf == marked.pdf


def test_a_page_without_bleed_is_a_finding() -> None:
    marked = mark(coloured("R", A5, bleed=1), BLEED)
    assert [str(finding) for finding in marked.findings] == [
        "layouts/a5-booklet/layout.css: error: page 1 has less than 3.0 mm of bleed"
        " (write 'bleed: 3mm' in each @page of @media prepress) [P041]"
    ]
