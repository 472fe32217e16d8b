"""Sheets: where pages, bleed and marks stand on the paper."""

from __future__ import annotations

import pikepdf
import pytest
from imposed import (
    A5,
    MM,
    NOTE,
    box,
    coloured,
    drawn_lines,
    instructions,
    numbered,
    opened,
    picture,
    saved,
)
from pikepdf import Rectangle

from press.errors import UsageError
from press.impose import impose
from press.model import (
    Printer,
)

A4_LANDSCAPE = (297 * MM, 210 * MM)


def test_two_a5_pages_stand_in_the_middle_of_a4() -> None:
    imposed = impose(numbered(8), direction="ltr", printer=Printer(paper=0))
    assert {(page.width, page.height) for page in imposed.pages} == {A4_LANDSCAPE}
    assert [page.number for page in imposed.pages] == [1, 2, 3, 4]
    with opened(imposed) as pdf:
        for page in pdf.pages:
            assert box(page.mediabox) == pytest.approx((0, 0, *A4_LANDSCAPE), abs=0.01)
            trim = (0.5 * MM, 0, 296.5 * MM, 210 * MM)
            assert box(page.trimbox) == pytest.approx(trim, abs=0.01)


def test_a_sheet_of_twice_another_size_is_just_that() -> None:
    imposed = impose(numbered(4, (100, 180)), direction="ltr", printer=Printer())
    assert {(page.width, page.height) for page in imposed.pages} == {(200, 180)}


def test_bleed_is_seen_on_three_sides_and_ends_at_the_fold() -> None:
    imposed = impose(
        coloured("RGBY", bleed=2), direction="ltr", printer=Printer(paper=0), sheet=(14, 12)
    )
    assert picture(imposed, 0) == [
        "______________",
        *["_YYYYYYRRRRRR_"] * 10,
        "______________",
    ]
    assert set(picture(imposed, 1)[1:-1]) == {"_GGGGGGBBBBBB_"}


def test_creep_moves_both_pages_inward_and_cuts_them_at_the_fold() -> None:
    imposed = impose(
        coloured("RGBYRGBY"), direction="ltr", printer=Printer(paper=1 / MM), sheet=(12, 10)
    )
    assert picture(imposed, 0)[4] == "__YYYYRRRR__"
    assert picture(imposed, 2)[4] == "___GGGBBB___"


def test_a_blank_stays_white_to_the_fold() -> None:
    imposed = impose(
        coloured("RGBYR", bleed=1), direction="ltr", printer=Printer(paper=0), sheet=(12, 10)
    )
    rows = [picture(imposed, index)[4] for index in range(4)]
    assert rows == ["_RRRRRRRRRR_", "_GGGGG______", "______BBBBB_", "_YYYYY______"]


def test_a_sheet_with_a_margin_gets_crop_marks_and_fold_marks() -> None:
    spread, sheet = (20, 16), (60, 56)
    imposed = impose(
        coloured("RGBY", (spread[0] / 2, spread[1])),
        direction="ltr",
        printer=Printer(paper=0),
        sheet=sheet,
    )
    with opened(imposed) as pdf:
        trim = Rectangle(pdf.pages[0].trimbox)
        lines = drawn_lines(pdf.pages[0])
    assert box(trim.as_array()) == (20, 20, 40, 36)
    for x0, y0, x1, y1 in lines:
        assert min(x0, y0) >= 0 and max(x1, 60) <= 60 and max(y1, 56) <= 56
        outside = max(trim.llx - x1, x0 - trim.urx, trim.lly - y1, y0 - trim.ury)
        assert outside >= 3 * MM - 0.01
    assert sorted({round(x0) for x0, _, x1, _ in lines if x0 == x1}) == [20, 30, 40]
    assert sorted({round(y0) for _, y0, _, y1 in lines if y0 == y1}) == [20, 36]
    assert len(lines) == 8 + 2


def test_a4_has_no_room_for_marks() -> None:
    imposed = impose(numbered(4), direction="ltr", printer=Printer(), note=NOTE)
    with opened(imposed) as pdf:
        assert [drawn_lines(page) for page in pdf.pages] == [[], []]
        assert not any(filled_paths(page) for page in pdf.pages)


def test_pages_of_unlike_size_are_a_finding() -> None:
    with opened(numbered(4)) as pdf:
        pdf.pages[2].trimbox = Rectangle(0, 0, 300, 300)
        document = saved(pdf)
    imposed = impose(document, direction="ltr", printer=Printer())
    assert [str(finding) for finding in imposed.findings] == [
        "layouts/a5-booklet/layout.css: error: page 3 has another size than page 1"
        " (give all pages of a booklet the same size in @page) [P040]"
    ]


def test_a_sheet_that_is_too_small_is_refused() -> None:
    with pytest.raises(UsageError, match="smaller than two pages"):
        impose(numbered(4), direction="ltr", printer=Printer(), sheet=A5)


def filled_paths(page: pikepdf.Page) -> int:
    return sum(operator == "f" for _, operator in instructions(page))
