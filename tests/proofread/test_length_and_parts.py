"""How long sentences, paragraphs and lists are, and what a leaflet lacks."""

from __future__ import annotations

import pytest
from proofreading import BODY, proof, said


def test_a_sentence_of_16_words_is_long_and_one_of_21_too_long() -> None:
    text = " ".join(["Woord"] * 15)
    assert said("T031", f"{text}.") == []
    assert said("T031", f"Kort.\nNu {text}.") == [
        f"{BODY + 1}: a sentence of 16 words: 'Nu Woord Woord Woord Woord Woord …'"
    ]
    assert said("T030", f"- {text} {text}") != []
    assert said("T031", f"Op ____ met {{{{ practice.name }}}} {text}.") == [
        f"{BODY}: a sentence of 18 words: 'Op ____ met {{{{ … }}}} …'"
    ]


def test_the_mean_and_the_index_are_judged_from_a_hundred_words_on() -> None:
    hard = "Multidisciplinaire revalidatiebehandelingen veronderstellen inspanningsbereidheid. "
    assert said("T033", hard) == []
    assert said("T033", hard * 25)[0].startswith(f"{BODY}: the text reads very difficult")
    assert said("T032", "Een zin van net iets meer dan twaalf woorden is al te lang. " * 8) == [
        f"{BODY}: a sentence has 13.0 words in the mean; at most 12"
    ]


def test_lix_is_a_hint_only() -> None:
    (one,) = [f for f in proof("langewoorden " * 120 + ".", "sv").findings if f.code == "T034"]
    assert one.severity == "info"


def test_a_paragraph_has_five_sentences_and_60_words_at_most() -> None:
    assert said("T035", "Zo is het. " * 5) == []
    assert said("T035", "Zo is het. " * 6) == [f"{BODY}: a paragraph of 6 sentences and 18 words"]
    assert said("T035", "een twee drie " * 21) != []


def test_a_section_has_a_heading_after_150_words() -> None:
    part = "Zo is het goed. " * 4 + "\n\n"
    assert said("T036", part * 9) == []
    assert said("T036", f"## Kop\n\n{part * 10}") == [f"{BODY + 2}: 160 words without a heading"]
    assert said("T036", f"{part * 5}\n## Kop\n\n{part * 5}") == []
    boxed = "!!! tip\n    " + part.strip() + "\n\n"
    assert said("T036", part * 5 + boxed * 5) == []


def test_a_list_has_nine_items_at_most() -> None:
    assert said("T037", "- een\n" * 9) == []
    assert said("T037", "Neem mee:\n\n" + "- een\n" * 10) == [f"{BODY + 2}: a list of 10 items"]


WHOLE = """\
!!! summary
    - **Slecht slapen gaat over.**

## Wat is slecht slapen?

## Waardoor komt het?

## Wat kunt u zelf doen?

## Wat doen wij?

!!! red-flags
    - U valt overdag in slaap.

!!! questions
    Mag ik lezen?
    :   Ja.

!!! fill-in
    ____
"""


def test_a_whole_leaflet_lacks_nothing() -> None:
    assert [f for f in proof(WHOLE).findings if "T040" <= f.code < "T050"] == []


@pytest.mark.parametrize(
    ("code", "without", "says"),
    [
        ("T040", "## Waardoor komt het?", "1: there is no section on the causes"),
        ("T041", "!!! summary", "21: the leaflet has no summary"),
        ("T044", "## Wat kunt u zelf doen?", "21: the leaflet names nothing to do"),
        ("T045", "!!! fill-in", "21: the leaflet has nothing to fill in or tick off"),
    ],
)
def test_what_a_leaflet_lacks_is_named(code: str, without: str, says: str) -> None:
    assert said(code, WHOLE.replace(without, "")) == [says]


def test_a_summary_stands_at_the_top() -> None:
    assert said("T042", f"## Kop\n\n{WHOLE}") == [
        f"{BODY + 2}: the summary does not stand at the top"
    ]


def test_a_summary_has_three_points_at_most() -> None:
    text = WHOLE.replace("\n\n##", "\n    - b\n    - c\n    - d\n\n##", 1)
    assert said("T043", text) == [f"{BODY}: a summary of 4 points"]


def test_each_group_of_red_flags_has_its_line_for_a_heading() -> None:
    group = "    Bel nu:\n\n" + "    - Zo is het goed.\n" * 20 + "\n"
    assert said("T036", f"!!! red-flags\n{group * 2}") == []
    assert said("T036", f"!!! red-flags\n    Bel nu:\n\n{'    - Zo is het goed.' * 40}") != []


def test_a_language_may_have_limits_of_its_own() -> None:
    """Chinese has no blanks: its signs are counted, and more of them are right."""
    assert said("T031", f"{'每天走路' * 6}。", "zh") == []
    assert said("T031", f"{'每天走路' * 7}。", "zh") == [
        f"{BODY}: a sentence of 28 words: '{'每天走路' * 7}。'"
    ]
    assert said("T015", "好。", "zh") == [] != said("T015", "Goed.", "fy")
