"""Preflight of type: sizes, lines, and words that are split."""

from __future__ import annotations

from dataclasses import replace

import pytest
from preflighted import (
    BLEED,
    HEAD,
    SENTENCE,
    TEXT,
    codes,
    pdf_of,
    said,
    variant,
)

from press.installed import INSTALLED
from press.model import Document, Page, Said
from press.preflight.finished import read
from press.reading.house import open_house
from press.reading.layouts import load_layouts

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_plain_page_is_right(media: str) -> None:
    assert said(media=media) == []


def test_a_plain_page_with_bleed_is_right_for_the_print_shop() -> None:
    assert said(TEXT, BLEED, media="prepress") == []


def test_a_page_without_tags_is_read_by_where_its_text_stands() -> None:
    assert said(TEXT, BLEED, tags=False, media="prepress") == []
    justified = "p { text-align: justify }"
    assert codes(TEXT, BLEED + justified, tags=False, media="prepress") == {"P024"}


def test_an_empty_page_is_no_mistake() -> None:
    assert said("<p></p>") == []


def test_running_text_is_at_least_twelve_points() -> None:
    assert said(TEXT, "body { font-size: 11pt }")[0] == (
        "error: running text is set in 11 pt, at least 12 pt:"
        " 'Bewegen helpt bij pijn in de rug, ook …' on page 1"
        " (give it a larger 'font-size' in layout.css) [P020]"
    )


def test_running_text_is_what_a_writer_wrote_however_short() -> None:
    small = f"<p style='font-size: 9.5pt; line-height: 14pt'>{SENTENCE * 3}</p>"
    pdf = pdf_of(f"<p>Neem rust.</p>{small}", "", HEAD)
    words = (("Neem", "a.md:7"), ("rust.", "a.md:7"), *((word, "") for word in SENTENCE.split()))
    document = Document(variant(), pdf, (Page(1, 0, 0),), (), ())
    assert read(document).body == 9.5
    assert read(replace(document, said=Said(words))).body == 12


def test_a_layout_may_ask_for_larger_text() -> None:
    assert "P020" in codes(TEXT, "body { font-size: 16pt }", checks={"body": 18})
    assert said(TEXT, "body { font-size: 18pt }", checks={"body": 18}) == []


def test_the_layout_for_large_print_asks_for_large_print() -> None:
    layouts, _ = load_layouts(open_house(INSTALLED)[0])
    asked = {layout.name: layout.checks.body for layout in layouts}
    assert (asked["a4"], asked["a4-large-print"]) == (12, 18)


def test_nothing_is_smaller_than_nine_points() -> None:
    small = "<p style='font-size: 8pt; line-height: 12pt'>Uitgave 3</p>"
    assert said(TEXT + small) == [
        "error: type of 8 pt, at least 9 pt: 'Uitgave 3' on page 1"
        " (give it a larger 'font-size' in layout.css) [P021]"
    ]
    assert said(TEXT + small.replace("8pt;", "9pt;")) == []


def test_text_that_is_scaled_has_the_size_in_which_it_is_seen() -> None:
    scaled = "<p style='transform: scale(0.6)'>Uitgave 3</p>"
    assert said(TEXT + scaled)[0].startswith("error: type of 7.2 pt")


NOTE = "<sup style='font-size: 9pt; line-height: 0; position: relative; top: -4pt'>1</sup>"


def test_a_figure_that_refers_to_a_note_has_9_points() -> None:
    large = {"least": 16.0, "body": 12.0}
    assert said(TEXT.replace("rug,", f"rug{NOTE},")) == []
    head = f"<h1>Rugpijn{NOTE}</h1>"
    assert said(head, "h1 { font-size: 18pt }", checks=large) == []
    [line] = said(TEXT.replace("rug,", f"rug{NOTE.replace('9pt', '7.9pt')},"))
    assert line.startswith("error: type of 7.9 pt, at least 9 pt: '1'")


def test_no_line_begins_with_the_number_of_a_note() -> None:
    [line] = said(TEXT.replace("rug,", f"rug.<br>{NOTE}", 1))
    assert line.startswith("error: a line begins with the number of a note on page 1: '1")
    assert line.endswith("[P047]")


@pytest.mark.parametrize(("between", "told"), [("", False), ("<br>", True)])
def test_a_line_from_right_to_left_begins_at_its_right(between: str, told: bool) -> None:
    arabic = "ألم أسفل الظهر شائع في كل مكان"
    text = f"<p dir='rtl' lang='ar'>{arabic}.{between}{NOTE} {arabic}.<br>{arabic}.</p>"
    assert any(line.endswith("[P047]") for line in said(TEXT + text)) is told


def test_type_in_a_picture_may_be_small() -> None:
    drawing = (
        "<svg width='200' height='40'><title>Logo van De Linde</title>"
        "<text y='20' font-size='8' fill='#ddd' font-family='Source'>fysiotherapie</text></svg>"
    )
    assert said(f"{TEXT}<p>{drawing}</p>") == []


def test_lines_have_at_most_75_characters() -> None:
    [line] = said(TEXT, "@page { margin: 20mm 15mm }")
    assert line.startswith("warning: lines of running text have 10")
    assert line.endswith("at most 75 (make the column narrower or the type larger) [P022]")


def test_lines_of_a_note_do_not_count_as_lines_of_running_text() -> None:
    note = f"<p style='font-size: 9pt; margin: 0 -25mm'>{SENTENCE * 8}</p>"
    assert said(TEXT * 2 + note) == []


def test_baselines_are_at_least_three_millimetres_apart() -> None:
    note = f"<p style='font-size: 9pt; line-height: 8pt'>{SENTENCE * 2}</p>"
    assert said(TEXT + note) == [
        "error: baselines are 2.8 mm apart on page 1, at least 3 mm"
        " (raise 'line-height', as of 'Bewegen helpt bij pijn in de rug, ook …') [P023]"
    ]


def test_running_text_has_room_between_its_lines() -> None:
    assert said(TEXT, "body { line-height: 1.2 }") == [
        "warning: running text has a line height of 1.20, better 1.4"
        " (raise 'line-height' in layout.css) [P023]"
    ]


def test_a_box_set_closer_with_more_letters_than_the_paragraphs_is_not_running_text() -> None:
    box = f"<ul style='font-size: 11pt; line-height: 1.2'><li>{SENTENCE * 12}</li></ul>"
    assert said(TEXT + box) == []


def test_a_typeface_with_a_low_x_is_set_larger_on_the_same_lines() -> None:
    assert said(TEXT, "p { font-size: 12.8pt; line-height: 16.8pt }") == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_justified_text_is_an_error(direction: str) -> None:
    css = f"body {{ direction: {direction} }} p {{ text-align: justify }}"
    assert codes(TEXT, css) == {"P024"}
    assert codes(TEXT, f"body {{ direction: {direction} }}") == set()


def test_italics_in_running_text_are_pointed_at() -> None:
    assert said(TEXT.replace("pijn", "<i>pijn</i>")) == [
        "warning: italics in running text: 'pijn' on page 1"
        " (set 'em' and 'i' bold in layout.css) [P025]"
    ]


def test_a_block_of_capitals_is_pointed_at() -> None:
    assert said(TEXT + "<p>LET OP: BEL DE ARTS METEEN bij koorts.</p>") == [
        "warning: words in capitals on page 1: 'LET OP: BEL DE ARTS METEEN'"
        " (write them small; bold says more) [P025]"
    ]
    assert said(TEXT + "<p>Een MRI of een CT is niet nodig. Bel 112. 1234 AB Dorp.</p>") == []


LONG = (
    "<h1>Verzekering</h1><p>Arbeidsongeschiktheidsverzekeringen, ziektekostenverzekeringen,"
    " fysiotherapeutenregistratie, beweegstimuleringsmaatregelen, aansprakelijkheidswaardering,"
    " rugklachtenbehandelingsmethode, huisartsenpostbereikbaarheid en samenwerkingsverbanden.</p>"
)


def test_split_words_are_pointed_at() -> None:
    [line] = said(LONG, "p { hyphens: auto }")
    assert line.startswith("warning: words are split at the ends of lines on page 1: '")
    assert said(LONG) == []


def test_words_may_be_split_in_a_narrow_column_but_not_in_large_print() -> None:
    narrow = "p { hyphens: auto; width: 60mm }"
    assert said(LONG, narrow) == []
    assert codes(LONG, narrow + "body { font-size: 18pt }", checks={"body": 18}) == {"P026"}


def test_a_hyphen_that_was_written_splits_no_word() -> None:
    assert (
        said(f"<h1>Foto</h1><p>{'Een aller-aller-allerlaatste röntgen-foto-bespreking. ' * 9}")
        == []
    )
