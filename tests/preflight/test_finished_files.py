"""Preflight of files: fonts, tags, size, and what a print shop needs."""

from __future__ import annotations

import io
import os
from typing import Any

import pikepdf
import pytest
from preflighted import (
    BLEED,
    HEAD,
    SENTENCE,
    TEXT,
    about,
    codes,
    pdf_of,
    said,
)

pytestmark = pytest.mark.slow


def test_a_font_that_is_not_the_house_s_is_an_error() -> None:
    [line] = said(families=frozenset({"Nunito"}))
    assert line.endswith(
        "is neither the house's nor the brand's"
        " (use a typeface of fonts/ or of the practice) [P030]"
    )


def changed(pdf: bytes, change: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        change(file)
        file.save(out)
    return out.getvalue()


def plain(css: str = "", body: str = TEXT) -> bytes:
    return pdf_of(body, css, HEAD)


def test_a_font_that_is_not_embedded_is_an_error() -> None:
    def lose(file: pikepdf.Pdf) -> None:
        for item in file.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                for key in {"/FontFile2", "/FontFile3"} & set(item.keys()):
                    del item[key]

    [line] = [line for line in about(changed(plain(), lose)) if "P030" in line]
    assert line.endswith("is not in the file (load it with @font-face) [P030]")


def test_a_file_says_its_title_and_language() -> None:
    def forget(file: pikepdf.Pdf) -> None:
        del file.docinfo["/Title"], file.Root.Lang, file.Root.ViewerPreferences

    assert about(changed(plain(), forget)) == [
        "error: the file does not show its title (write <title> in layout.html) [P037]",
        'error: the file has no language (write <html lang="nl">) [P037]',
        "error: the file has no title (write <title> in layout.html) [P037]",
    ]
    assert said(head='<html lang="en"><title>Rug</title>') == [
        "error: the file says that its language is 'en' (write <html lang=\"nl\">) [P037]"
    ]


def test_a_file_for_the_screen_has_tags() -> None:
    assert codes(tags=False) == {"P037"}
    assert codes(tags=False, media="print") == set()


def test_several_pages_have_an_outline() -> None:
    two = f"<p>{SENTENCE}</p><p style='break-before: page'>{SENTENCE}</p>"
    assert said(two) == ["error: the file has no outline (give it headings: <h1>, <h2>) [P037]"]


def fill(file: pikepdf.Pdf, millions: int) -> None:
    file.Root["/Much"] = file.make_indirect(file.make_stream(os.urandom(millions * 1_000_000)))


@pytest.mark.parametrize(("millions", "severity"), [(3, "warning"), (11, "error")])
def test_a_large_file_cannot_be_mailed(millions: int, severity: str) -> None:
    large = changed(plain(), lambda file: fill(file, millions))
    [line] = about(large)
    assert line.startswith(f"{severity}: the file has {millions}.0 MB")
    assert about(large, media="prepress") != [line]


def test_a_print_shop_needs_bleed() -> None:
    assert said(TEXT, "", media="prepress")[0].endswith(
        "(write 'bleed: 3mm' in each @page of @media prepress) [P031]"
    )
    assert said(TEXT, "@page { bleed: 2mm }", media="prepress") == [
        "error: page 1 has 2.0 mm of bleed, at least 3 mm"
        " (write 'bleed: 3mm' in each @page of @media prepress) [P031]"
    ]


def test_a_print_shop_needs_pages_of_one_size() -> None:
    css = BLEED + "@page other { size: A5 } .other { page: other }"
    [line] = said(f"{TEXT}<div class='other'>{TEXT}</div>", css, media="prepress")
    assert line.startswith("error: page 2 is cut to another size than page 1")


def test_a_print_shop_needs_boxes() -> None:
    def lose(file: pikepdf.Pdf) -> None:
        del file.pages[0].obj["/TrimBox"]

    [line] = about(changed(plain(BLEED), lose), media="prepress")
    assert line.startswith("error: page 1 has no TrimBox")


def test_text_stays_away_from_the_cut() -> None:
    near = f"{TEXT}<p style='margin-left: -37mm'>Te ver</p>"
    assert said(near, BLEED, media="prepress") == [
        "error: 'Te ver' stands 3.1 mm from the edge, at least 5 mm (page 1)"
        " (move it away from the edge) [P032]"
    ]
    assert [line[:7] for line in said(near, media="print")] == ["warning"]
    assert said(near, media="screen") == []


def field(beyond: str, more: str = "") -> str:
    where = f"position: absolute; left: calc(-40mm - {beyond}); top: 100mm; height: 50mm"
    width = f"width: calc(210mm + 2 * {beyond})"
    return f"{TEXT}<div style='background: #00797f; {where}; {width}; {more}'></div>"


def test_colour_runs_on_beyond_the_cut() -> None:
    assert said(field("0mm"), BLEED, media="prepress") == [
        "error: colour ends at the cut on page 1, where the edge will show"
        " (let it run 3 mm past the edge in @media prepress) [P039]"
    ]
    assert said(field("3mm"), BLEED, media="prepress") == []


def test_a_swept_corner_may_end_in_the_bleed() -> None:
    swept = field("3mm", "border-bottom-right-radius: 34mm")
    assert said(swept, BLEED, media="prepress") == []


def test_colour_keeps_away_from_the_edges_of_an_office_printer() -> None:
    assert said(field("0mm"), media="print") == [
        "warning: colour runs to the edge on page 1, which office printers leave white"
        " (let it end 5 mm inside the edge in @media print) [P039]"
    ]
    assert said(field("-6mm"), media="print") == []
    assert said(field("0mm"), media="screen") == []


def test_colour_may_run_to_the_fold_of_a_booklet() -> None:
    half = field("-3mm", "width: 150mm; left: -40mm")
    assert said(half, media="print", binding="stitched") == []
    assert codes(half, media="print") == {"P039"}


PAGES = "<p style='break-before: page'></p>"


def test_a_booklet_for_the_print_shop_has_a_multiple_of_four_pages() -> None:
    [line] = said(TEXT + PAGES, BLEED, media="prepress", binding="stitched")
    assert line.startswith("error: 2 pages cannot be stitched")
    assert said(TEXT + PAGES * 3, BLEED, media="prepress", binding="stitched") == []


def test_more_than_three_blank_pages_are_pointed_at() -> None:
    assert said(TEXT + PAGES * 3) == []
    assert said(TEXT + PAGES * 4) == [
        "warning: 4 pages are blank, at most 3 (lengthen or shorten the text by some pages) [P033]"
    ]


def test_a_page_with_a_running_foot_alone_is_blank() -> None:
    css = "@page { @bottom-left { content: 'Praktijk' } }"
    pdf = changed(plain(css, TEXT + PAGES * 4), as_artifacts)
    assert [line[-5:-1] for line in about(pdf)] == ["P033"]


def as_artifacts(file: pikepdf.Pdf) -> None:
    """Take what stands on the last pages out of the tags, as `press.render` does with feet."""
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    for page in list(file.pages)[1:]:
        at = [int(n) for n in list(numbers)[::2]].index(int(page.obj.StructParents))
        owners = numbers[2 * at + 1]
        for index in range(len(owners)):
            owners[index] = file.make_indirect(pikepdf.Dictionary())


def test_a_file_that_is_too_large_for_a_telephone_or_for_mail_is_told() -> None:
    pdf = plain()
    [line] = [each for each in about(pdf + b"\n%" + b"x" * 2_500_000) if "P038" in each]
    assert line.startswith("warning: the file has 2.5 MB, better at most 2 MB")
    [line] = [each for each in about(pdf + b"\n%" + b"x" * 11_000_000) if "P038" in each]
    assert line.startswith("error: the file has 11.0 MB; mail carries at most 10 MB")
    assert line.endswith("[P038]")
