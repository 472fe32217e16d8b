"""The trifold: what fits its six panels, what is said of what does not, how it is read."""

from __future__ import annotations

import re

import page as validator
import pypdfium2
import pytest
from bound import TRIFOLD, boxes, findings, least_margin, text
from printed import Printed

pytestmark = pytest.mark.slow

SHORT = """
!!! summary
    - **Slaap genoeg.**

## Eerste

Tekst een.

## Tweede

Tekst twee.

## Derde

Tekst drie.

## Vierde

Tekst vier.

!!! disclaimer
    Dit is uitleg.
"""
LEAFLET = "sources/leaflets/nl/dromen.md"
STEP = 25.2 / 72 * 25.4
"""mm that one more paragraph of one line takes."""


@pytest.fixture(scope="module")
def short() -> Printed:
    result = text(SHORT, TRIFOLD)
    assert findings(result) == []
    assert result.document
    return Printed(result.document.pdf)


# --- the sheet --------------------------------------------------------------------------


def test_a_short_leaflet_is_one_sheet_of_a4_printed_on_both_sides(short: Printed) -> None:
    assert len(short.pages) == 2
    assert boxes(short.bytes, "mediabox") == {(0, 0, 297, 210)}


@pytest.mark.parametrize(
    ("page", "words", "from_left", "to"),
    [
        (1, "Tekst vier.", 0, 97),
        (1, "Bel voor een afspraak", 97, 197),
        (1, "Over dromen", 197, 297),
        (2, "Tekst een.", 0, 100),
        (2, "Tekst twee.", 100, 200),
        (2, "Tekst drie.", 200, 297),
    ],
)
def test_each_panel_has_its_place(
    short: Printed, page: int, words: str, from_left: int, to: int
) -> None:
    with pypdfium2.PdfDocument(short.bytes) as pdf:
        letters = pdf[page - 1].get_textpage()
        found = letters.search(words).get_next()
        assert found
        left, right = (letters.get_charbox(found[0] + n)[2 * bool(n)] for n in (0, found[1] - 1))
    assert from_left + 5 < left / 72 * 25.4 < right / 72 * 25.4 < to - 5


@pytest.mark.parametrize("profile", ["ua1", "3u"])
def test_the_file_is_what_it_says_that_it_is(short: Printed, profile: str) -> None:
    result = validator.validate_pdf_bytes(short.bytes, profile=profile)
    assert [failure.rule_id for failure in result.failures] == []


def test_it_is_read_from_the_cover_to_the_inside_the_flap_and_the_back(short: Printed) -> None:
    assert short.headings == [
        ("H1", "Over dromen"),
        ("H2", "In het kort"),
        ("H2", "Eerste"),
        ("H2", "Tweede"),
        ("H2", "Derde"),
        ("H2", "Vierde"),
        ("H2", "Goed om te weten"),
    ]
    read = short.tags.all("Document")[0].text
    order = ["Voor u", "Slaap genoeg.", "Tekst een.", "Tekst drie.", "Tekst vier.", "Bel voor een"]
    places = [read.index(words) for words in order]
    assert places == sorted(places)
    assert read.index("Dit is uitleg.") > read.index("Bel voor een")


def test_every_word_is_in_the_tags(short: Printed) -> None:
    read = short.tags.all("Document")[0].text
    assert sorted(read.replace(" ", "")) == sorted(short.text.replace(" ", ""))


def test_on_an_office_printer_nothing_is_printed_at_the_edge() -> None:
    result = text(SHORT, TRIFOLD, "print")
    assert result.document
    sheet = Printed(result.document.pdf)
    for number in (1, 2):
        picture = sheet.picture(number, 72).convert("RGB")
        width, height = picture.size
        edge = {picture.getpixel((x, y)) for x in range(width) for y in (2, height - 3)}
        edge |= {picture.getpixel((x, y)) for y in range(height) for x in (2, width - 3)}
        assert edge == {(255, 255, 255)}
    assert least_margin(result.document.pdf) >= 5


# --- what does not fit ------------------------------------------------------------------


def too_long(words: str, body: str) -> list[str]:
    return findings(text(SHORT.replace(words, body), TRIFOLD))


PANELS = {
    "Tekst een.": "panel 1 on page 2",
    "Tekst twee.": "panel 2 on page 2",
    "Tekst drie.": "panel 3 on page 2",
    "Tekst vier.": "panel 4 (flap) on page 1",
}


def test_a_panel_that_overflows_is_named_with_the_millimetres() -> None:
    """Each paragraph more is 8.9 mm more, however far it runs off the page."""
    excess: dict[str, list[float]] = {panel: [] for panel in PANELS.values()}
    for paragraphs in (24, 25, 43):
        body = SHORT
        for words in PANELS:
            body = body.replace(words, f"{words}\n\n" * paragraphs)
        told = dict(_excess(line, body) for line in findings(text(body, TRIFOLD)))
        assert set(told) == set(PANELS.values())
        for panel, millimetres in told.items():
            excess[panel].append(millimetres)
    for first, second, third in excess.values():
        assert first > 0
        assert second - first == pytest.approx(STEP, abs=0.11)
        assert third - first == pytest.approx(19 * STEP, abs=0.11)
    assert max(excess["panel 2 on page 2"]) < 40 * STEP


def _excess(finding: str, body: str) -> tuple[str, float]:
    """The panel and the millimetres; the text is quoted, and its first line in the file named."""
    told = re.fullmatch(
        rf"{LEAFLET}:(\d+): error: (.+) is (\d+\.\d) mm too small for '(.+)'"
        r" \(shorten the text\) \[P010\]",
        finding,
    )
    assert told, finding
    line, panel, millimetres, words = told.groups()
    assert PANELS[words] == panel
    assert body.splitlines()[int(line) - 11] == words
    return panel, float(millimetres)


def test_the_back_panel_is_named_too() -> None:
    said = too_long("    Dit is uitleg.", "    Dit is uitleg. " + "Vraag het ons. " * 60)
    assert len(said) == 1
    assert "error: the back panel on page 1 is " in said[0]


def test_whatever_runs_out_of_a_panel_is_told_and_never_dropped() -> None:
    """Pictures, boxes to fill in, lines to write on and parts that cannot be split."""
    for bodies in (
        {
            "Tekst twee.": ("Tekst twee.\n\n" * 20 + "![De maan](moon.svg)", "De maan"),
            "Tekst drie.": ("Tekst drie.\n\n" * 19 + "____\n\n" * 3, "____"),
            "Tekst vier.": (TABLE + "| maandag | acht |\n" * 24, "maandag acht"),
        },
        {
            "Tekst twee.": (TABLE + "| | |\n" * 24, "____"),
            "Tekst drie.": ("!!! tip\n\n" + "    Een regel in een vak.\n\n" * 24, "Een regel"),
        },
    ):
        body = SHORT
        for words, (longer, _) in bodies.items():
            body = body.replace(words, longer)
        said = findings(text(body, TRIFOLD))
        assert len(said) == len(bodies)
        for words, (_, last) in bodies.items():
            [line] = [line for line in said if f"error: {PANELS[words]} is " in line]
            assert f"mm too small for '{last}" in line


TABLE = "| Dag | Uur |\n| --- | --- |\n"


def test_a_panel_that_is_just_full_is_right() -> None:
    """Of 182 mm a heading takes 12, a paragraph 9; the last one's margin is no part of it."""
    assert too_long("Tekst twee.", "Tekst twee.\n\n" * 19) == []
    assert too_long("Tekst twee.", "Tekst twee.\n\n" * 20) != []


def test_a_wide_word_in_a_panel_is_told() -> None:
    said = too_long("Tekst twee.", "Aansprakelijkheids" * 4)
    assert len(said) == 1
    assert "error: panel 2 on page 2 is " in said[0]
