"""The house report: what it says, and in what order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from lxml import html
from reported import FOUND, TODAY, check, pages, sheets, with_head

from press.model import Finding, Origin
from press.report import Check, page
from press.report.words import distance, many, short_day


def tree(check: Check) -> Any:
    return html.document_fromstring(page(check))


def of_class(within: Any, name: str) -> list[Any]:
    """Every element of that class, in order."""
    return list(within.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]"))


def said(found: list[Any]) -> list[str]:
    """The text of each element, without its white space."""
    return [" ".join(element.text_content().split()) for element in found]


@pytest.mark.parametrize(
    ("found", "failed", "verdict"),
    [
        ((), 0, "No errors and no warnings."),
        (FOUND[:2], 0, "No errors. 2 warnings to look at."),
        (FOUND, 1, "1 error to mend before printing."),
    ],
)
@pytest.mark.slow
def test_the_report_begins_with_what_it_comes_to(
    found: tuple[Finding, ...], failed: int, verdict: str
) -> None:
    made = tree(check(findings=found, failed=failed))
    assert said(of_class(made, "verdict")) == [verdict]


@pytest.mark.slow
def test_the_report_lists_leaflets_by_language_and_title() -> None:
    first, *others = tree(check()).xpath("//section[@id='leaflets']//tbody/tr")
    assert said(first.xpath("th/span")) == ["Sleeping better", "sleeping"]
    assert said([cell for row in others for cell in row.xpath("th/span[1]")]) == [
        "Beter slapen",
        "Elke dag wandelen",
    ]


def test_a_leaflet_has_its_figures_with_bars() -> None:
    row = tree(check()).xpath("//section[@id='leaflets']//tbody/tr")[1]
    figures = ["nl", "40", "5.7", "91.8 very easy", "5 Feb 2028", "0", "2", "0"]
    assert said(row.xpath("td")) == figures
    widths = [bar.get("style") for bar in row.xpath("td/span[@aria-hidden]/b")]
    assert widths == ["width: 29%", "width: 92%"]


@pytest.mark.parametrize(
    ("index", "value", "width", "good"),
    [
        ("Flesch-Douma", 59.0, "width: 59%", False),
        ("Flesch-Douma", -69.3, "width: 0%", False),
        ("Flesch Reading Ease", 118.0, "width: 100%", True),
        ("LIX", 38.0, "width: 62%", True),
        ("LIX", 52.0, "width: 48%", False),
    ],
)
def test_a_bar_shows_ease_and_stays_in_its_track(
    index: str, value: float, width: str, good: bool
) -> None:
    sheet = sheets()[0]
    sheet = replace(sheet, reading=replace(sheet.reading, index=index, value=value))
    bar = of_class(tree(check(sheet)), "bar")[1]
    assert (bar.find("b").get("style"), bar.get("class") == "bar") == (width, good)


def test_a_text_without_sentences_has_words_for_it_instead_of_a_bar() -> None:
    sheet = sheets()[0]
    sheet = replace(sheet, reading=replace(sheet.reading, value=None, meaning="no sentences"))
    assert "no sentences" in said(tree(check(sheet)).xpath("//tbody//td"))


def test_reviews_stand_in_the_order_in_which_they_are_due() -> None:
    days = {"sleeping": 300, "slapen": -10, "wandelen": 30}
    changed = [
        with_head(sheet, review_due=TODAY + timedelta(days=days[sheet.leaflet.slug]))
        for sheet in sheets()
    ]
    rows = of_class(tree(check(*changed)), "timeline")[0].findall("li")
    assert said([of_class(row, "what")[0] for row in rows]) == [
        "Beter slapen",
        "Elke dag wandelen",
        "Sleeping better",
    ]
    assert said([of_class(row, "when")[0] for row in rows]) == [
        "12 November 2026, 10 days ago",
        "22 December 2026, in 30 days",
        "18 September 2027, in 10 months",
    ]
    states = [of_class(row, "track")[0].get("class") for row in rows]
    assert states == ["track overdue", "track soon", "track in-time"]


def test_findings_are_grouped_by_rule_errors_first() -> None:
    rules = of_class(tree(check(findings=FOUND)), "rule")
    assert said([rule.find("h3") for rule in rules]) == [
        "Error P011 '<b>Bron & co' runs over the edge",
        "Warning T010 A hard word: 'frequent'",
        "Information T008 Nobody tried it out",
    ]
    assert said(rules[1].xpath(".//li")) == [
        "a.md:3",
        "b.md:9 a hard word: 'innemen' (say 'slikken')",
    ]
    assert said(rules[1].findall("p")) == ["2 times. Hint: say 'vaak'."]


def test_a_rule_with_many_places_shows_the_first_and_keeps_the_rest() -> None:
    many_places = [replace(FOUND[3], origin=Origin("a.md", line)) for line in range(1, 31)]
    (rule,) = of_class(tree(check(findings=tuple(many_places))), "rule")
    assert said(rule.xpath(".//summary")) == ["26 more of T008"]
    assert len(rule.xpath(".//li")) == 30


def test_what_is_allowed_stands_with_its_reason() -> None:
    sheet = replace(with_head(sheets()[1], allow={"T010": "de naam"}), silenced=FOUND[:1])
    rows = tree(check(sheet)).xpath("//section[@id='allowed']//tbody/tr")
    assert said(rows[0].xpath("*")) == [
        "Beter slapen",
        "T010",
        "A hard word: 'frequent'",
        "de naam",
    ]


def test_a_part_that_has_nothing_is_left_out() -> None:
    made = tree(check())
    assert said(made.xpath(".//h2")) == ["Leaflets", "Reviews", "Findings"]
    assert said(made.xpath("//nav//a")) == ["Leaflets", "Reviews", "Findings"]


def test_pages_are_shown_four_at_first() -> None:
    made = tree(check(pages=(pages(9),)))
    assert said(made.xpath("//section[@id='pages']//p")) == [
        "Leaflet, 9 pages, in a4 for Praktijk De Brug"
    ]
    assert len(made.xpath("//section[@id='pages']/div/article/ul/li")) == 4
    assert said(made.xpath(".//summary")) == ["5 more pages"]


def test_a_house_without_leaflets_has_a_report() -> None:
    made = tree(Check(TODAY, (), (), 0, 0, 0))
    assert said(of_class(made, "made")) == [
        "No leaflets, their words only, checked on 22 November 2026"
    ]


def test_numbers_and_days_are_written_for_people() -> None:
    assert [many(n, "error") for n in (0, 1, 1204)] == ["No errors", "1 error", "1,204 errors"]
    assert short_day(date(2027, 9, 3)) == "3 Sep 2027"
    assert [distance(TODAY, TODAY + timedelta(days=n)) for n in (-400, -1, 0, 1, 60, 61)] == [
        "13 months ago",
        "1 day ago",
        "today",
        "in 1 day",
        "in 60 days",
        "in 2 months",
    ]


def test_what_people_wrote_stays_text() -> None:
    evil = "</style></script><script>alert(1)</script><img src=x onerror=alert(1)> & 'co' \""
    sheet = with_head(sheets()[1], title=evil, allow={"T010": evil})
    told = replace(FOUND[0], message=evil, hint=evil, origin=Origin(evil, 1))
    made = tree(check(replace(sheet, silenced=(told,)), findings=(told,)))
    assert not made.xpath("//script | //*[@onerror] | //img[@src='x']")
    assert said(made.xpath("//section[@id='leaflets']//tbody//th/span[1]")) == [evil]


def test_the_report_asks_for_no_other_file_and_runs_nothing() -> None:
    made = page(check(findings=FOUND, pages=(pages(2),)))
    for address in re.findall(r'(?:href|src)="([^"]*)"', made):
        assert address.startswith(("#", "data:image/webp;base64,"))
    assert "url(" not in made and "@import" not in made and "<script" not in made
    assert "default-src 'none'" in made


def test_every_place_that_is_linked_to_is_there_once() -> None:
    made = tree(check(findings=FOUND, pages=(pages(6),)))
    names = made.xpath("//@id")
    assert len(names) == len(set(names))
    assert {link[1:] for link in made.xpath("//a/@href")} <= set(names)


def test_who_hears_the_page_is_told_its_structure() -> None:
    made = tree(check(findings=FOUND, pages=(pages(6),)))
    levels = [int(heading.tag[1]) for heading in made.xpath("//h1 | //h2 | //h3")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - level <= 1 for level, later in pairwise(levels))
    assert made.find("body").getchildren()[0].text == "Go to the report"
    assert [len(made.xpath(f".//{name}")) for name in ("header", "nav", "main", "footer")] == [
        1
    ] * 4
    for table in made.xpath(".//table"):
        assert table.find("caption").text
        assert set(table.xpath(".//th/@scope")) == {"col", "row"}
    assert all(image.get("alt") for image in made.xpath(".//img"))
    assert made.xpath("//span[@lang='nl']")


@pytest.mark.slow
def test_check_writes_the_report_where_it_is_asked_to(run: Run, house: Path) -> None:
    target = house / "output/report.html"
    arguments = ("--practice", "molen", "--layout", "a4", "--report", str(target))
    assert run("check", "slapen", *arguments).code == 0
    made = html.parse(str(target))
    assert made.xpath("string(//section[@id='pages']//h3)") == "Beter slapen"
    assert made.xpath("//img/@src")[0].startswith("data:image/webp;base64,UklGR")
