"""The booklet: read on screen, printed as spreads on A4, and single pages for a print shop."""

from __future__ import annotations

from io import BytesIO

import page as validator
import pikepdf
import pypdfium2
import pytest
from bound import (
    BOOKLET,
    CHAPTERS,
    boxes,
    findings,
    least_margin,
    made,
    printed,
    sizes,
    text,
)
from PIL import ImageChops
from PIL.Image import Image
from printed import Printed, tidy

from press import pipeline
from press.model import Printer

pytestmark = pytest.mark.slow

A5 = (148.0, 210.0)
LONG_EDGE = Printer(flip="long-edge")
PARAGRAPH = "Loop elke dag een rondje buiten en rust daarna even uit. " * 5 + "\n\n"


# --- screen -----------------------------------------------------------------------------


def test_on_screen_pages_are_single_and_in_the_order_of_reading() -> None:
    booklet = printed("samen", BOOKLET)
    assert boxes(booklet.bytes, "mediabox") == {(0, 0, *A5)}
    order = ["Slapen en rust", "Inhoud", *(summary for _, summary in CHAPTERS.values())]
    found = [next(n for n, page in enumerate(booklet.pages) if said in page) for said in order]
    assert found == sorted(found)
    assert "Bel voor een afspraak" in booklet.pages[-1]
    read = booklet.tags.all("Document")[0].text
    assert sorted(order, key=read.index) == order


@pytest.mark.parametrize("profile", ["ua1", "3u"])
@pytest.mark.parametrize("slug", ["samen", "ademen"])
def test_on_screen_the_booklet_is_what_it_says_that_it_is(slug: str, profile: str) -> None:
    result = validator.validate_pdf_bytes(made(slug, BOOKLET).pdf, profile=profile)
    assert [failure.rule_id for failure in result.failures] == []


def test_the_gutter_is_on_the_inner_side() -> None:
    """19 mm at the fold, 15 mm at the fore edge: read from where paragraphs begin."""
    booklet = printed("ademen", BOOKLET)
    lefts = {number: _left_of(booklet, number, "Leg uw hand") for number in (2, 3)}
    assert lefts[3] - lefts[2] == pytest.approx(4, abs=0.1)


def _left_of(booklet: Printed, number: int, words: str) -> float:
    """Where these words begin, in mm from the left edge of the page."""
    with pypdfium2.PdfDocument(booklet.bytes) as pdf:
        page = pdf[number - 1].get_textpage()
        found = page.search(words).get_next()
        assert found
        return float(page.get_charbox(found[0])[0]) / 72 * 25.4


def test_body_text_is_12_points() -> None:
    letters = [size for size, sign in sizes(made("ademen", BOOKLET).pdf) if sign.isalpha()]
    assert max(set(letters), key=letters.count) == 12


# --- filled up --------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["samen", "ademen"])
def test_pages_for_notes_before_the_back_cover_make_a_multiple_of_four(slug: str) -> None:
    booklet = printed(slug, BOOKLET)
    assert len(booklet.pages) % 4 == 0
    notes = [n for n, page in enumerate(booklet.pages, 1) if page.startswith("Mijn aantekeningen")]
    assert notes == list(range(len(booklet.pages) - len(notes), len(booklet.pages)))
    assert 1 <= len(notes) <= 3


@pytest.mark.slow
@pytest.mark.parametrize(
    "paragraphs",
    [14, 18, 22, 26, *(pytest.param(more, marks=pytest.mark.whole) for more in (30, 34, 38))],
)
def test_every_length_becomes_a_multiple_of_four(paragraphs: int) -> None:
    result = text("\n## Kop\n\n" + PARAGRAPH * paragraphs, BOOKLET)
    assert result.document
    pages = Printed(result.document.pdf).pages
    assert len(pages) % 4 == 0
    assert sum(page.startswith("Mijn aantekeningen") for page in pages) <= 3
    assert "Bel voor een afspraak" in pages[-1]


def test_a_long_leaflet_can_be_a_booklet_a_short_one_cannot() -> None:
    assert len(made("ademen", BOOKLET).pages) == 8
    assert findings(text("\n## Kop\n\n" + PARAGRAPH, BOOKLET)) == [
        "sources/leaflets/nl/dromen.md:1: error: dromen has 4 pages in the layout 'a5-booklet',"
        " which takes 8 to 64 (choose another layout or another length) [P012]"
    ]


# --- print ------------------------------------------------------------------------------


def halves(pdf: bytes) -> list[tuple[str, str]]:
    """What can be selected on the left and the right of each printed side."""
    found = []
    with pypdfium2.PdfDocument(pdf) as opened:
        for side in opened:
            words, (width, height) = side.get_textpage(), side.get_size()
            ends = [(0, width / 2), (width / 2, width)]
            left, right = (
                tidy(words.get_text_bounded(left=a, right=b, bottom=0, top=height)) for a, b in ends
            )
            found.append((left, right))
    return found


def test_the_first_printed_side_has_the_back_cover_left_and_the_cover_right() -> None:
    left, right = halves(made("ademen", BOOKLET, "print").pdf)[0]
    assert "Bel voor een afspraak" in left
    assert right.startswith("Rustig ademen")


def test_folded_sheets_give_the_pages_in_order_with_their_words() -> None:
    sides = halves(made("ademen", BOOKLET, "print").pdf)
    pages = printed("ademen", BOOKLET).pages
    last = len(pages)
    assert len(sides) == last // 2
    for sheet in range(last // 4):
        front, back = sides[2 * sheet : 2 * sheet + 2]
        numbers = (last - 2 * sheet, 2 * sheet + 1), (2 * sheet + 2, last - 2 * sheet - 1)
        for side, (left, right) in zip((front, back), numbers, strict=True):
            assert _signs(side[0]) == _signs(pages[left - 1])
            assert _signs(side[1]) == _signs(pages[right - 1])


def _signs(words: str) -> list[str]:
    """The signs of a text in no order: halves of a sheet are read line by line across."""
    return sorted(words.replace(" ", ""))


def test_sheets_are_a4_across_and_not_much_larger_than_the_pages() -> None:
    sheets = made("ademen", BOOKLET, "print")
    assert boxes(sheets.pdf, "mediabox") == {(0, 0, 297, 210)}
    assert len(sheets.pdf) <= 1.3 * len(made("ademen", BOOKLET).pdf)


@pytest.mark.parametrize(
    ("printer", "duplex", "says"),
    [
        (None, "/DuplexFlipShortEdge", "over de korte zijde spiegelen"),
        (LONG_EDGE, "/DuplexFlipLongEdge", "over de lange zijde spiegelen"),
    ],
    ids=["short-edge", "long-edge"],
)
def test_the_file_tells_printer_and_reader_how_to_turn_the_sheet(
    printer: Printer | None, duplex: str, says: str
) -> None:
    sheets = made("ademen", BOOKLET, "print", printer=printer)
    with pikepdf.open(BytesIO(sheets.pdf)) as pdf:
        assert str(pdf.Root.ViewerPreferences.Duplex) == duplex
        assert str(pdf.Root.ViewerPreferences.PrintScaling) == "/None"
        with pdf.open_outline() as outline:
            assert says in outline.root[0].title
    assert says not in Printed(sheets.pdf).text  # it does not print on the booklet


def test_a_printer_that_turns_over_the_long_edge_gets_the_backs_upside_down() -> None:
    short = Printed(made("ademen", BOOKLET, "print").pdf)
    long = Printed(made("ademen", BOOKLET, "print", printer=LONG_EDGE).pdf)
    for number in range(1, len(short.pages) + 1):
        one, other = short.picture(number, 40), long.picture(number, 40)
        upright = number % 2 == 1
        assert _unlike(one, other if upright else other.rotate(180)) < 0.02
        assert _unlike(one, other.rotate(180) if upright else other) > 0.02


def _unlike(one: Image, other: Image) -> float:
    """The share of dots in which two pictures differ by more than anti-aliasing does."""
    difference = ImageChops.difference(one.convert("L"), other.convert("L"))
    counts = difference.histogram()
    return sum(counts[96:]) / sum(counts)


# --- prepress ---------------------------------------------------------------------------


def test_for_a_print_shop_pages_are_single_with_bleed_and_without_marks() -> None:
    pages = made("ademen", BOOKLET, "prepress").pdf
    assert boxes(pages, "trimbox") == {(0, 0, *A5)}
    assert boxes(pages, "bleedbox") == boxes(pages, "mediabox") == {(-3, -3, 151, 213)}


def test_no_words_come_within_5_mm_of_the_cut() -> None:
    assert least_margin(made("ademen", BOOKLET, "prepress").pdf) >= 5


def test_colour_runs_into_the_bleed() -> None:
    """The cover's picture and panel reach the very edge of the medium, 3 mm past the cut."""
    cover = printed("ademen", BOOKLET, "prepress").picture(1, 72).convert("RGB")
    across = (1, cover.width // 2, cover.width - 2)
    assert {cover.getpixel((x, 1)) for x in across} == {(0xE0, 0xB3, 0x6A)}
    assert {cover.getpixel((x, cover.height - 2)) for x in across} == {(0x1F, 0x3A, 0x5F)}


@pytest.mark.slow
def test_marks_come_when_asked_for() -> None:
    marked = made("ademen", BOOKLET, "prepress", options=pipeline.OutputOptions(marks=True)).pdf
    plain = made("ademen", BOOKLET, "prepress").pdf
    assert boxes(marked, "trimbox") == {(0, 0, *A5)}
    assert boxes(marked, "bleedbox") == {(-3, -3, 151, 213)}
    assert boxes(marked, "mediabox") == {(-9, -9, 157, 219)}
    assert b"/Registration" not in plain
    assert any(b"/Registration CS" in stream for stream in Printed(marked).streams())


@pytest.mark.slow
def test_on_screen_marks_are_not_made() -> None:
    marked = made("ademen", BOOKLET, options=pipeline.OutputOptions(marks=True))
    assert marked.pdf == made("ademen", BOOKLET).pdf
