"""A leaflet in two languages: block beside block, and refused where they do not say the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import HEAD_LINES
from lxml import html as lxml_html
from lxml.html import HtmlElement
from two_languages import ARABIC, DUTCH, both, write_both

from press.model import Manuscript

pytestmark = pytest.mark.slow


@pytest.fixture
def two(house: Path) -> Path:
    """The house with its leaflet in two languages."""
    write_both(house)
    return house


def page_of(made: Manuscript) -> HtmlElement:
    page: HtmlElement = lxml_html.document_fromstring(made.html)
    return page


def rows(page: HtmlElement) -> list[tuple[str, str]]:
    """What stands side by side in the text."""
    return [
        (said(row[0]), said(row[1]))
        for row in page.find_class("pair")
        if next(row.iterancestors("section"), None) is not None
        and "both" in row.iterancestors("section").__next__().get("class", "")
    ]


def said(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def test_each_block_stands_beside_its_own(two: Path) -> None:
    made = both(two)
    assert made.findings == ()
    page = page_of(made)
    beside = dict(rows(page))
    assert beside["Wat doet u?"] == "ماذا تفعل؟"
    assert beside["Wandel elke dag."] == "امش كل يوم."
    assert beside["Na 2 dagen."] == "بعد 2 يومين."
    assert [each for each in beside if "niet wakker" in each]


def test_each_side_says_its_language_and_direction(two: Path) -> None:
    page = page_of(both(two))
    told = {(each.get("lang"), each.get("dir")) for each in page.find_class("side")}
    assert (page.get("lang"), page.get("dir"), told) == (
        *("nl", "ltr"),
        {("nl", "ltr"), ("ar", "rtl")},
    )
    assert page_of(both(two, "ar", "nl")).get("dir") == "rtl"


def test_a_picture_that_both_have_is_seen_once_and_said_in_both(two: Path) -> None:
    page = page_of(both(two))
    across = page.find_class("across")
    assert [[image.get("alt") for image in each.iter("img")] for each in across] == [
        ["Een maan.", "قمر."]
    ]
    assert across[0][1].get("class") == "again"


def test_two_pictures_stand_side_by_side(house: Path) -> None:
    (house / "sources/images/sun.svg").write_bytes((house / "sources/images/moon.svg").read_bytes())
    write_both(house, other=ARABIC.replace("moon.svg", "sun.svg"))
    page = page_of(both(house))
    assert not page.find_class("across")
    assert len(page.find_class("pair-figure")[0].findall(".//img")) == 2


def test_a_section_is_read_in_one_language_and_then_in_the_other(two: Path) -> None:
    page = page_of(both(two))
    sections = page.find_class("both")
    assert [each.get("data-read") for each in sections] == ["whole"] * 3
    last = {each.get("lang") for each in page.iterfind(".//*[@data-read='last']")}
    assert last == {"ar"}


def test_two_paragraphs_may_be_one_in_the_other_language(house: Path) -> None:
    write_both(house, other=ARABIC.replace("١٫٥.\n\n", "١٫٥. "))
    made = both(house)
    assert made.findings == ()
    beside = dict(rows(page_of(made)))
    assert any("Wandel" in one and "8.00" in one for one in beside)


def line(body: str, begins: str, more: int = 0) -> int:
    """The line of a leaflet's file in which its text says this, behind so many more of its head."""
    rows = body.splitlines()
    return HEAD_LINES + more + 1 + next(n for n, row in enumerate(rows) if row.startswith(begins))


@pytest.mark.parametrize(
    ("gone", "instead", "says", "at", "here"),
    [
        ("    - تتقيأ 2 مرتين.\n", "", "1 item here, 2 items", "!!! red", "!!! red"),
        ("## متى تتصل؟\n", "", "2 sections here, 3 sections", "## Wanneer", "!!! red"),
        ("- نم 8 ساعات.\n- اشرب الماء.\n", "نم 8\n", "a picture here, a list", "- Slaap", "!["),
        ("!!! red-", "!!! tip-", "the part 'tip-flags' here, the part 'red-flags'", "", ""),
        ("!!! red-flags", "!!! tip", "the part 'tip' here, the part 'red-flags'", "!!! r", "!!! t"),
    ],
)
def test_what_does_not_go_together_is_told_with_both_lines(
    house: Path, gone: str, instead: str, says: str, at: str, here: str
) -> None:
    assert gone in ARABIC
    arabic = ARABIC.replace(gone, instead)
    write_both(house, other=arabic)
    told = both(house)
    (finding,) = told.findings
    if not at:  # a mistake in the text itself is told alone
        assert finding.code == "S047"
        return
    assert finding.code == "S111"
    assert not rows(page_of(told))
    beside = f"sources/leaflets/nl/pillen.md:{line(DUTCH, at)}"
    assert finding.message == f"{says} in {beside}: they do not go side by side"
    assert str(finding.origin) == f"sources/leaflets/ar/pills.md:{line(arabic, here, 2)}"


def test_a_figure_that_differs_is_told_with_both_lines(house: Path) -> None:
    write_both(house, other=ARABIC.replace("٢٠:٠٠", "22:00").replace("١٫٥", "2,5"))
    (finding,) = both(house).findings
    assert (finding.code, finding.severity) == ("P050", "error")
    beside = f"sources/leaflets/nl/pillen.md:{line(DUTCH, 'Neem')}"
    assert finding.message == f"the figures differ: 2.5, 22 here, 1.5, 20 in {beside}"
    assert str(finding.origin) == f"sources/leaflets/ar/pills.md:{line(ARABIC, 'خذ', 2)}"


def test_a_translation_of_another_version_is_refused(house: Path) -> None:
    write_both(house, version="0.9")
    findings = [each for each in both(house).findings if each.code == "S110"]
    assert [str(each.origin) for each in findings] == ["sources/leaflets/ar/pills.md:9"]
    assert findings[0].message == "this translates 0.9 of 'pillen', which is now 1.0"


def test_a_text_of_the_practice_that_is_not_in_a_language_is_told(house: Path) -> None:
    write_both(house)
    path = house / "sources/practices/brug/practice.yaml"
    path.write_text(path.read_text().replace("Monday to Friday, ar:", "Monday to Friday, de:"))
    (told,) = both(house).findings
    assert told.code == "S029"
    assert told.message == "'maandag t/m vrijdag' is not given in 'ar', and printed as it is"


def test_both_sides_are_what_was_written(two: Path) -> None:
    page = said(page_of(both(two)))
    for text in (DUTCH, ARABIC):
        for line in text.splitlines():
            words = line.strip(" -#*!").split("{{")[0].replace("*", "").strip()
            if words and not line.startswith("!"):
                assert words in page
