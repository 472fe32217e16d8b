"""Imposition: which page stands where, what is drawn of it, and what the file then says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import page as validator
import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary, Name, Pdf, Rectangle

from press.errors import UsageError
from press.impose import impose, mark
from press.impose.order import Direction, Side, filled, sides
from press.model import (
    Document,
    Layout,
    Leaflet,
    Manuscript,
    Origin,
    PageLimits,
    Practice,
    Printer,
    Publication,
    Variant,
)
from press.render import render

MM = 72 / 25.4
A5 = (148 * MM, 210 * MM)
A4_LANDSCAPE = (297 * MM, 210 * MM)
SRA4 = (320 * MM, 225 * MM)
NOTE = "dubbelzijdig, over korte zijde spiegelen"
TABLE = Path(__file__).parents[1] / "golden/booklet_order.txt"
FONT = Path(__file__).parents[2] / "fonts/source-sans-3/SourceSans3-Regular.ttf"
BOTH: tuple[Direction, ...] = ("ltr", "rtl")
FLIPS = (Printer(flip="short-edge"), Printer(flip="long-edge"))
SOME = (1, 2, 3, 4, 5, 8, 12, 15, 16)


# --- the order --------------------------------------------------------------------------


def test_the_order_of_1_to_64_pages_is_that_of_the_table(request: pytest.FixtureRequest) -> None:
    lines = [f"{pages:2}  {written(sides_of(pages))}" for pages in range(1, 65)]
    text = "\n".join([TABLE_HEAD, *lines, ""])
    if request.config.getoption("--rewrite"):
        TABLE.write_text(text, encoding="utf-8")
    assert text == TABLE.read_text(encoding="utf-8")


TABLE_HEAD = """\
# Pages on the sheets of a booklet bound on the left: front, back of sheet 1; front, back of
# sheet 2; and so on, left|right as each side is read, – for a blank. Folding gives 1, 2, 3 …"""


def sides_of(
    pages: int, direction: Direction = "ltr", printer: Printer | None = None
) -> tuple[Side, ...]:
    return sides(pages, direction=direction, printer=printer or Printer())


def written(order: tuple[Side, ...]) -> str:
    pairs = [f"{side.left or '–'}|{side.right or '–'}" for side in order]
    return "   ".join(" ".join(pairs[at : at + 2]) for at in range(0, len(pairs), 2))


def test_sixteen_pages_bound_on_the_right_are_mirrored() -> None:
    assert written(sides_of(16, "rtl")) == ("1|16 15|2   3|14 13|4   5|12 11|6   7|10 9|8")


@pytest.mark.parametrize("printer", FLIPS, ids=lambda printer: printer.flip)
@pytest.mark.parametrize("direction", BOTH)
def test_folding_the_sheets_gives_every_page_once_in_order_and_upright(
    direction: Direction, printer: Printer
) -> None:
    for pages in range(1, 65):
        printed = [
            Printed(side.right, side.left, upright=False)
            if side.turned
            else Printed(side.left, side.right, upright=True)
            for side in sides_of(pages, direction, printer)
        ]
        faces = list(folded(printed, direction, printer))
        assert [number for number, _ in faces] == list(filled(pages))
        assert all(upright for number, upright in faces if number)


@dataclass(frozen=True)
class Printed:
    """What lies in the printer's tray: the pages at the left and right end of a side."""

    left: int | None
    right: int | None
    upright: bool


def folded(
    printed: list[Printed], direction: Direction, printer: Printer
) -> Iterator[tuple[int | None, bool]]:
    """Turn, nest, fold and read sheets of paper: the pages in order, and whether they stand."""
    leaves: list[tuple[tuple[int | None, bool], tuple[int | None, bool]]] = []
    for front, back in reversed(list(zip(printed[::2], printed[1::2], strict=True))):
        short = printer.flip == "short-edge"
        # Turned over its short edge the sheet's left and right change places, else its top and
        # foot: what stands behind the front's left end, and whether it stands on its head.
        behind_left, behind_right = (back.right, back.left) if short else (back.left, back.right)
        upright = back.upright if short else not back.upright
        left = (front.left, front.upright), (behind_left, upright)
        right = (front.right, front.upright), (behind_right, upright)
        # Fronts lie outside. The half at the fore edge's side is read front first, before
        # what lies inside it; the other half back first, after it.
        first, last = (right, left) if direction == "ltr" else (left, right)
        leaves = [first, *leaves, (last[1], last[0])]
    for leaf in leaves:
        yield from leaf


def test_blanks_stand_directly_before_the_back_cover() -> None:
    for pages in range(2, 65):
        order = filled(pages)
        blanks = -pages % 4
        assert len(order) == pages + blanks
        assert order == (*range(1, pages), *[None] * blanks, pages)


def test_a_single_page_is_a_cover_with_blanks_behind_it() -> None:
    assert filled(1) == (1, None, None, None)


def test_no_page_is_no_booklet() -> None:
    with pytest.raises(ValueError, match="at least one page"):
        filled(0)


def test_inner_sheets_move_toward_the_fold_by_the_paper_around_them() -> None:
    order = sides_of(16, printer=Printer(paper=0.12))
    assert [side.creep for side in order] == pytest.approx(
        [0, 0, 0.12, 0.12, 0.24, 0.24, 0.36, 0.36]
    )


def test_a_long_edge_printer_gets_its_backs_upside_down() -> None:
    assert [side.turned for side in sides_of(8, printer=FLIPS[1])] == [False, True, False, True]
    assert not any(side.turned for side in sides_of(8, printer=FLIPS[0]))


# --- what is drawn ----------------------------------------------------------------------


@pytest.mark.parametrize("printer", FLIPS, ids=lambda printer: printer.flip)
@pytest.mark.parametrize("direction", BOTH)
@pytest.mark.parametrize("pages", SOME)
def test_the_printed_sheets_fold_into_the_booklet(
    pages: int, direction: Direction, printer: Printer
) -> None:
    imposed = impose(numbered(pages), direction=direction, printer=printer)
    faces = folded(seen(imposed), direction, printer)
    assert [number for number, _ in faces] == list(filled(pages))


def seen(imposed: Document) -> list[Printed]:
    """The numbers that stand at the left and right end of each side, and whether upright."""
    found = []
    with pypdfium2.PdfDocument(imposed.pdf) as pdf:
        for sheet in pdf:
            text, (width, height) = sheet.get_textpage(), sheet.get_size()
            ends = [
                text.get_text_bounded(left=left, right=right, bottom=0, top=height).strip()
                for left, right in ((0, width / 2), (width / 2, width))
            ]
            # The numbers stand at the head of their pages.
            high = text.get_charbox(0)[1] > height / 2 if any(ends) else True
            left, right = (int(end) if end else None for end in ends)
            found.append(Printed(left, right, upright=high))
    return found


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
        "layouts/a5-booklet/layout.yaml: error: page 3 has another size than page 1"
        " (give all pages of a booklet the same size in @page) [P040]"
    ]


def test_a_sheet_that_is_too_small_is_refused() -> None:
    with pytest.raises(UsageError, match="smaller than two pages"):
        impose(numbered(4), direction="ltr", printer=Printer(), sheet=A5)


# --- what the file says -----------------------------------------------------------------


@pytest.fixture(scope="module")
def booklet() -> Document:
    """Eight pages as the press renders them: tagged, with links, bookmarks and a typeface."""
    pages = "".join(
        f'<h1 id="n{n}">Bladzijde {n}</h1><p>Tekst over slapen, deel {n}.'
        f' <a href="#n1">terug</a> of <a href="https://slapen.example">verder</a></p>'
        for n in range(1, 9)
    )
    css = """
        @font-face { font-family: "Source Sans 3"; src: url(text.ttf) }
        @page { size: 148mm 210mm; margin: 15mm; @bottom-center { content: counter(page) } }
        html { font-family: "Source Sans 3" }
        h1 { break-before: page; font-weight: normal }
    """
    html = f'<!DOCTYPE html><html lang="nl"><title>Beter slapen</title><body>{pages}</body></html>'
    manuscript = Manuscript(
        VARIANT, html, (("a5.css", css),), {"text.ttf": FONT}, frozenset({"Source Sans 3"})
    )
    document = render(manuscript)
    assert not document.findings and len(document.pages) == 8
    return document


@pytest.fixture(scope="module")
def imposed(booklet: Document) -> Document:
    return impose(booklet, direction="ltr", printer=Printer(), note=NOTE)


def test_the_text_of_each_page_can_still_be_selected(imposed: Document) -> None:
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(imposed.pdf)]
    pairs = [(8, 1), (2, 7), (6, 3), (4, 5)]
    for text, pair in zip(texts, pairs, strict=True):
        for number in range(1, 9):
            assert (f"slapen, deel {number}." in text) == (number in pair)


def test_the_file_is_not_larger_and_holds_each_typeface_once(
    booklet: Document, imposed: Document
) -> None:
    assert len(imposed.pdf) <= 1.1 * len(booklet.pdf)
    with opened(booklet) as before, opened(imposed) as after:
        assert typefaces(after) == typefaces(before)
        assert len(typefaces(after)) == 1


def test_the_same_booklet_is_imposed_to_the_same_bytes(
    booklet: Document, imposed: Document
) -> None:
    assert impose(booklet, direction="ltr", printer=Printer(), note=NOTE).pdf == imposed.pdf


def test_title_and_language_stay(imposed: Document) -> None:
    with opened(imposed) as pdf:
        assert str(pdf.docinfo.Title) == "Beter slapen"
        assert str(pdf.Root.Lang) == "nl"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Beter slapen"


def test_the_output_intent_stays(booklet: Document, imposed: Document) -> None:
    with opened(booklet) as before, opened(imposed) as after:
        kept = [
            [bytes(intent.DestOutputProfile.read_bytes()) for intent in pdf.Root.OutputIntents]
            for pdf in (before, after)
        ]
        assert kept[0] == kept[1] != []


def test_nothing_is_left_of_tags_links_and_standards(imposed: Document) -> None:
    with opened(imposed) as pdf:
        assert set(pdf.Root.keys()) == {
            *("/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents"),
            *("/ViewerPreferences", "/PageLabels", "/PageMode", "/Outlines"),
        }
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                assert thing.get("/Type") not in (Name.StructElem, Name.StructTreeRoot, Name.Annot)
                assert not {"/StructParents", "/StructParent", "/Annots"} & set(thing.keys())
        claims = pdf.Root.Metadata.read_bytes()
        for prefix in (b"pdfaid:", b"pdfuaid:", b"pdfaExtension:", b"pdfaSchema:"):
            assert prefix not in claims


@pytest.mark.parametrize(
    ("flip", "duplex"),
    [("short-edge", "/DuplexFlipShortEdge"), ("long-edge", "/DuplexFlipLongEdge")],
)
def test_the_dialogue_is_told_to_print_duplex_and_unscaled(
    booklet: Document, flip: str, duplex: str
) -> None:
    printer = Printer.model_validate({"flip": flip})
    with opened(impose(booklet, direction="ltr", printer=printer)) as pdf:
        preferences = pdf.Root.ViewerPreferences
        assert preferences.Duplex == duplex
        assert preferences.PrintScaling == "/None"


def test_the_note_is_the_only_bookmark_and_is_seen_when_the_file_opens(
    booklet: Document, imposed: Document
) -> None:
    with opened(imposed) as pdf:
        assert bookmarks(pdf) == [NOTE]
        assert pdf.Root.PageMode == Name.UseOutlines
    with opened(impose(booklet, direction="ltr", printer=Printer())) as pdf:
        assert "/Outlines" not in pdf.Root and "/PageMode" not in pdf.Root


def test_each_side_is_labelled_with_its_pages() -> None:
    with opened(impose(numbered(6), direction="ltr", printer=Printer())) as pdf:
        assert [page.label for page in pdf.pages] == ["6|1", "2|–", "–|3", "4|5"]


# --- crop marks -------------------------------------------------------------------------

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
        "layouts/a5-booklet/layout.yaml: error: page 1 has less than 3.0 mm of bleed"
        " (write 'bleed: 3mm' in each @page of @media prepress) [P041]"
    ]


# --- documents to work on, and ways to look at them -------------------------------------

BRAND = SimpleNamespace(base_family="Source Sans 3", heading_family="Source Sans 3")
LEAFLET = Leaflet.model_construct(slug="slapen", title="Beter slapen", origin=Origin("slapen.md"))
VARIANT = Variant(
    Publication("slapen", "nl", LEAFLET, (LEAFLET,), LEAFLET.origin, {}),
    Practice.model_construct(
        id="debrug",
        brand=SimpleNamespace(base_family="Source Sans 3", heading_family="Source Sans 3"),
    ),
    Layout.model_construct(
        name="a5-booklet",
        binding="stitched",
        pages=PageLimits(underfull=1000),
        origin=Origin("layouts/a5-booklet/layout.yaml"),
    ),
    "print",
)
INKS = {"R": "1 0 0", "G": "0 1 0", "B": "0 0 1", "Y": "1 1 0"}
LETTERS = {(255, 0, 0): "R", (0, 255, 0): "G", (0, 0, 255): "B", (255, 255, 0): "Y"}
LETTERS[255, 255, 255] = "_"


def saved(pdf: Pdf) -> Document:
    out = BytesIO()
    pdf.save(out)
    return Document(VARIANT, out.getvalue(), (), ())


def opened(document: Document) -> Pdf:
    return Pdf.open(BytesIO(document.pdf))


def numbered(pages: int, size: tuple[float, float] = A5) -> Document:
    """Pages with nothing on them but their number, large and at the head."""
    pdf = Pdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    resources = pdf.make_indirect(Dictionary(Font=Dictionary(F=pdf.make_indirect(font))))
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=size)
        text = f"BT /F 48 Tf {size[0] / 2 - 24} {size[1] - 70} Td ({number}) Tj ET"
        page.Contents, page.Resources = pdf.make_stream(text.encode()), resources
    return saved(pdf)


def coloured(
    inks: str,
    size: tuple[float, float] = (4, 6),
    *,
    bleed: float = 0,
    painted: float | None = None,
) -> Document:
    """A page of each ink, painted to the end of its bleed or farther; the trim begins at 0, 0."""
    pdf = Pdf.new()
    for ink in inks:
        page = pdf.add_blank_page(page_size=size)
        reach = bleed if painted is None else painted
        rect = (-reach, -reach, size[0] + 2 * reach, size[1] + 2 * reach)
        drawing = f"{INKS[ink]} rg {' '.join(map(str, rect))} re f"
        page.Contents = pdf.make_stream(drawing.encode())
        page.mediabox = Rectangle(-bleed, -bleed, size[0] + bleed, size[1] + bleed)
        page.trimbox = Rectangle(0, 0, *size)
    return saved(pdf)


def picture(document: Document, index: int) -> list[str]:
    """A page as rows of letters, one a point; other colours than the inks are '?'."""
    image = pypdfium2.PdfDocument(document.pdf)[index].render(scale=1).to_pil().convert("RGB")
    return [
        "".join(LETTERS.get(image.getpixel((x, y)), "?") for x in range(image.width))
        for y in range(image.height)
    ]


def box(array: pikepdf.Array) -> tuple[float, ...]:
    return tuple(float(value) for value in array)


def instructions(page: pikepdf.Page) -> list[tuple[list[float], str]]:
    """What the page itself draws, leaving out the forms on it."""
    return [
        ([float(value) for value in operands if not isinstance(value, str | pikepdf.Object)], name)
        for operands, name in (
            (list(step.operands), str(step.operator)) for step in pikepdf.parse_content_stream(page)
        )
    ]


def drawn_lines(page: pikepdf.Page) -> list[tuple[float, float, float, float]]:
    """The straight lines that a page strokes, from the lower left to the upper right end."""
    steps = instructions(page)
    return [
        (start[0], start[1], end[0], end[1])
        for (start, first), (end, second), (_, third) in zip(
            steps, steps[1:], steps[2:], strict=False
        )
        if (first, second, third) == ("m", "l", "S")
    ]


def filled_paths(page: pikepdf.Page) -> int:
    return sum(operator == "f" for _, operator in instructions(page))


def bookmarks(pdf: Pdf) -> list[str]:
    with pdf.open_outline() as outline:
        return [item.title for item in outline.root]


def typefaces(pdf: Pdf) -> list[str]:
    """The embedded font files, by the name that the file gives them."""
    return sorted(
        str(thing.FontName)
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing
    )
