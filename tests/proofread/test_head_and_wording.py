"""The head of a leaflet, and the words it should not use."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from proofreading import BODY, proof, said

from press.model import Origin


def test_a_head_in_order_has_no_findings() -> None:
    codes = {finding.code for finding in proof("").findings}
    assert not {code for code in codes if code < "T010"}


@pytest.mark.parametrize(
    ("code", "head", "says"),
    [
        ("T001", {"sources": ()}, "9: the leaflet names no source"),
        ("T002", {"id": None}, "2: the leaflet has no identifier"),
        (
            "T003",
            {"review_due": date(2026, 11, 20)},
            "7: the review was due on 2026-11-20, 2 days ago",
        ),
        ("T004", {"review_due": date(2026, 11, 22)}, "7: the review is due today"),
        ("T004", {"review_due": date(2027, 1, 21)}, "7: the review is due in 60 days"),
        (
            "T005",
            {"review_due": date(2029, 1, 6)},
            "7: the next review is more than 36 months after the last",
        ),
        (
            "T006",
            {"sources": ({"id": "a", "text": "A", "doi": "10.1000/1"},)},
            "9: no year for the source 'a'",
        ),
        (
            "T007",
            {"sources": ({"id": "a", "text": "A", "year": 2}, {"id": "b", "text": "B", "year": 2})},
            "9: no link for the sources 'a', 'b'",
        ),
        ("T008", {"tested": None}, "2: the head does not say who tried the text out"),
        ("T008", {"tested": "vier patiënten"}, "11: 'tested' does not say when"),
    ],
)
def test_the_head_is_judged(code: str, head: dict[str, Any], says: str) -> None:
    for source in head.get("sources", ()):
        source.update({"year": 2020} if "year" in source else {})
    assert said(code, "", **head) == [says]


def test_a_text_may_say_that_nobody_tried_it_out() -> None:
    assert said("T008", "", tested="not yet") == []


def test_a_review_in_61_days_or_36_months_is_in_time() -> None:
    assert said("T004", "", review_due=date(2027, 1, 22)) == []
    assert said("T005", "", review_due=date(2029, 1, 5)) == []
    assert said("T005", "", reviewed=date(2024, 2, 29), review_due=date(2027, 3, 1)) == []


def test_a_hard_word_has_an_everyday_one_beside_it() -> None:
    found = proof("U krijgt een prik.\n\nDe injecties helpen. Na de injectie\ngaat u naar huis.")
    (one,) = [finding for finding in found.findings if finding.code == "T010"]
    assert (one.message, one.hint) == ("a hard word: 'injecties', 2 times", "say 'prik'")
    assert one.origin == Origin("proef.md", BODY + 2)


def test_a_phrase_is_found_over_the_end_of_a_line() -> None:
    assert said("T010", "Bel in\ngeval van koorts.") == [f"{BODY}: a hard word: 'in geval van'"]


def test_a_hard_word_that_is_explained_may_stay() -> None:
    assert said("T010", "Dat is preventie (voorkomen dat u ziek wordt).") == []
    assert said("T010", 'Preventie helpt.\n\n!!! term "Preventie"\n    Voorkomen.') == []


def test_the_title_of_another_leaflet_is_not_this_ones_wording() -> None:
    assert said("T010", "Lees [Preventie van pijn](preventie-van-pijn).") == []
    assert said("T010", "Lees [preventie](https://www.example.org).") != []


@pytest.mark.parametrize(
    "explained",
    [
        "Dit is artrose (slijtage van een gewricht).",
        "Slijtage van een gewricht (artrose) komt veel voor.",
        "Slijtage heet artrose.",
        "Artrose is een slijtage.",
        "U heeft artrose. Dat is slijtage.",
        "**Artrose.** Het gewricht slijt.",
        'U heeft artrose.\n\n!!! term "Artrose"\n    Slijtage.',
        'U heeft artrose.\n\n!!! term "Slijtage"\n    Artsen zeggen artrose.',
        "## Artrose\n\nDit is artrose (slijtage).",
    ],
)
def test_a_term_is_explained_in_many_ways(explained: str) -> None:
    assert said("T011", explained) == []


def test_a_term_is_explained_where_it_first_stands() -> None:
    text = "U heeft artrose.\n\nArtrose (slijtage) komt vaak voor."
    assert said("T011", text) == [f"{BODY}: 'artrose' is not explained"]


def test_an_abbreviation_is_explained_where_it_first_stands() -> None:
    assert said("T012", "U krijgt een MRI-scan.") == [f"{BODY}: 'MRI' is not explained"]
    for explained in (
        "Een scan met magneten (MRI) helpt. De MRI is gratis.",
        "De MRI-scan (een foto met magneten) helpt.",
        'Een MRI helpt.\n\n!!! term "MRI"\n    Scan met magneten.',
        "Kijk op TV. Deel IV is NIET lang.",
    ):
        assert said("T012", explained) == []


def test_words_cut_short_are_to_be_written_out() -> None:
    assert said("T013", "Neem bijv. een boek, of\neen krant e.d.") == [
        f"{BODY}: a word cut short: 'bijv.'",
        f"{BODY + 1}: a word cut short: 'e.d.'",
    ]
    assert said("T013", "Kijk op www.bijv.nl en bel dr. Smit.") == []


def test_a_text_keeps_to_one_form_of_address() -> None:
    text = "U belt ons. Neem uw pas mee.\n\nHeb je pijn? Bel ons."
    assert said("T014", text) == [f"{BODY + 2}: 'je' beside 'u'"]
    assert said("T014", "U belt ons. Neem uw pas mee.") == []


def test_a_language_without_lists_is_named_once_and_judged_by_the_rest() -> None:
    fy = proof("Skilje ús: 0612345678. Ferkeard, injectie, MRI, je en u.", "fy")
    codes = [finding.code for finding in fy.findings]
    assert "T020" in codes and not {"T010", "T011", "T012", "T013", "T014", "T040"} & set(codes)
    (one,) = [finding for finding in fy.findings if finding.code == "T015"]
    assert one.origin == Origin("sources/language/fy")
    assert one in proof("Oars.", "fy").findings
