"""Proofreading: what is said of a leaflet's words, on leaflets of a line or two.

`proofread/everything.md` breaks every rule, as far as one leaflet can; beside it stands
what is said of it (`pytest --rewrite` writes that anew).
"""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.merge import read_text
from press.model import Content, House, Leaflet, Origin, Passage, Prose
from press.proofread import Lists, Proof, Reading, load_lists, proofread, reading
from press.proofread.proof import SEVERITY
from press.proofread.readability import brouwer, flesch, flesch_amstad, flesch_douma, lix, meaning
from press.proofread.syllables import syllables
from press.proofread.words import Dots, sentences, words
from press.reading.content import load_leaflet

HERE = Path(__file__).parents[1] / "golden"
LISTS, _ = load_lists(House(root=HERE / "nowhere", layouts=(), fonts=()))
TODAY = date(2026, 11, 22)
HEAD: dict[str, Any] = {
    "title": "Rustig slapen",
    "summary": "Voor u.",
    "version": "1.0",
    "published": date(2026, 1, 5),
    "reviewed": date(2026, 1, 5),
    "review_due": date(2028, 1, 5),
    "authors": ("arts",),
    "sources": ({"id": "nhg", "text": "NHG.", "year": 2020, "url": "https://www.nhg.org/a"},),
    "id": "PROEF-01",
    "tested": "vier patiënten, mei 2026",
}
LINES = {key: line for line, key in enumerate(HEAD, 2)}
BODY = 20
"""The line on which the text of the leaflets here begins."""


def leaflet(body: str, language: str = "nl", **head: Any) -> Leaflet:
    """A leaflet whose head is in order, but for what is given."""
    head = {**HEAD, **head}
    origin = Origin("proef.md", 1)
    made: dict[str, Any] = {
        "slug": "proef",
        "body_line": BODY,
        "origin": origin,
        "lines": {**LINES, "allow": 15},
    }
    return Leaflet(language=language, body=body, **made, **head)


def prose(of: Leaflet, passages: dict[tuple[str, str], Passage] | None = None) -> Prose:
    """The text of a leaflet in a house that has nothing but these passages."""
    return read_text(of, Content((), passages or {}, {}), None)[0]


def proof(body: str, language: str = "nl", /, **head: Any) -> Proof:
    one = leaflet(body, language, **head)
    return proofread(one, prose(one), LISTS, today=TODAY)


def said(code: str, body: str, language: str = "nl", /, **head: Any) -> list[str]:
    """What the rule of a code says of a text, each with its line."""
    found = proof(body, language, **head).findings
    return [f"{one.origin.line}: {one.message}" for one in found if one.code == code]


def read(body: str, language: str = "nl") -> Reading:
    one = leaflet(body, language)
    return reading(one, prose(one), LISTS)


# --- formulas ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("per_sentence", "per_100_words", "douma", "of_brouwer"),
    [(10, 150, 82.0, 75.0), (15, 165, 65.8, 55.0), (20, 180, 49.6, 35.0)],
)
def test_dutch_indices_have_the_values_of_the_rules(
    per_sentence: float, per_100_words: float, douma: float, of_brouwer: float
) -> None:
    assert flesch_douma(per_sentence, per_100_words / 100) == pytest.approx(douma, abs=0.05)
    assert brouwer(per_sentence, per_100_words / 100) == pytest.approx(of_brouwer, abs=0.05)


def test_the_other_indices_have_their_own_coefficients() -> None:
    assert flesch(10, 1.5) == pytest.approx(69.8, abs=0.05)
    assert flesch_amstad(10, 1.5) == pytest.approx(82.25)
    assert lix(10, 0.2) == pytest.approx(30)


@pytest.mark.parametrize(
    ("language", "index"),
    [
        ("nl", "Flesch-Douma"),
        ("en", "Flesch Reading Ease"),
        ("de", "Flesch-Amstad"),
        ("tr", "LIX"),
    ],
)
def test_a_reading_says_which_index_was_used(language: str, index: str) -> None:
    assert read("Een twee drie.", language).index == index


def test_a_reading_counts_and_says_what_its_value_means() -> None:
    assert read("U heeft pijn. Rust helpt niet.") == Reading(
        words=6,
        sentences=2,
        syllables=6,
        mean_sentence=3.0,
        index="Flesch-Douma",
        value=127.0,
        meaning="very easy",
        others=(("Brouwer", 122.3), ("LIX", 3.0)),
    )


def test_a_text_without_sentences_has_no_value() -> None:
    assert read("## Alleen een kop") == Reading(0, 0, 0, 0.0, "Flesch-Douma", None, "no sentences")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("Flesch-Douma", 60, "normal"),
        ("Flesch-Douma", 59.9, "fairly difficult"),
        ("Flesch-Douma", 45, "fairly difficult"),
        ("Flesch Reading Ease", 49, "difficult"),
        ("Flesch-Amstad", 29, "very difficult"),
        ("LIX", 29, "very easy"),
        ("LIX", 60, "very difficult"),
    ],
)
def test_a_value_has_its_meaning(name: str, value: float, says: str) -> None:
    assert meaning(name, value) == says


# --- words ------------------------------------------------------------------------------

SYLLABLES = """
    pijn 1   rug 1   arts 1   uw 1   één 1   koorts 1   nieuw 1   naar 1   spieren 2   zenuwen 3
    bewegen 3   oefening 3   oefeningen 4   behandeling 4   ziekenhuis 3   huisarts 2
    afspraak 2   fysiotherapie 6   fysiotherapeut 6   operatie 4   apotheker 4   wervel 2
    gewricht 2   rugklachten 3   alarmnummer 4   medicijnen 4   paracetamol 5   ibuprofen 4
    patiënt 2   patiënten 3   knieën 2   ideeën 3   nieuwe 2   mooie 2   draaien 2   bijna 2
    station 2   radio 3   geopereerd 4   beoordelen 4   museum 3   systeem 2   yoga 2
    bureau 2   website 2   zit-stabureau 4   e-mail 2   coördinatie 5   reïntegratie 5
"""


def test_dutch_words_have_the_syllables_that_are_heard() -> None:
    entries = SYLLABLES.split()
    expected = dict(zip(entries[::2], map(int, entries[1::2]), strict=True))
    assert len(expected) >= 40
    assert {word: syllables(word, "nl") for word in expected} == expected


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [
        ("painkiller", "en", 3),
        ("moved", "en", 1),
        ("muscles", "en", 2),
        ("creating", "en", 3),
        ("treating", "en", 2),
        ("Rückenschmerzen", "de", 4),
        ("Medikamente", "de", 5),
        ("CGT", "nl", 3),
        ("TENS", "nl", 1),
        ("150", "nl", 3),
        ("'s", "nl", 1),
    ],
)
def test_words_of_other_kinds_have_syllables_too(word: str, language: str, count: int) -> None:
    assert syllables(word, language) == count


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bel om 8.30 uur.", ["Bel", "om", "8.30", "uur"]),
        ("Zit-stabureau, foto's, ’s avonds.", ["Zit-stabureau", "foto's", "s", "avonds"]),
        ("✅ … ()", []),
        ("Dat is o.a. d.w.z. 12-14 dagen!", ["Dat", "is", "o.a.", "d.w.z.", "12-14", "dagen"]),
        ("en/of – 80%", ["en", "of", "80"]),
    ],
)
def test_words_are_told_from_signs(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    "written",
    [
        "Bel ons.|Wij zijn open van 8.30 tot 17.00 uur.",
        "Neem iets mee, bijv. Een boek.",
        "Vraag dr. Smit.|Of mw. De Vries.",
        "Loop, fiets, zwem, enz.|Doe wat lukt.",
        "Stop met roken e.d. als dat lukt.|Goed zo!",
        "Brinjikji e.a. zagen dat.|Het was in 2015.",
        "Vraag dr. J. Smit om raad.",
        "Neem vitamine C.|Doe dat elke dag.",
        "Heeft u pijn?|Bel dan.|Echt!",
        "Hij zegt: ‘Doe dit.’|Dan gaat het over.",
        "Wacht…|Het gaat over.",
        "Wacht... en kijk.",
        "1. Sta op.|2. Loop.",
        "U merkt:",
        "een kruik of een douche",
    ],
)
def test_a_sentence_ends_where_it_ends(written: str) -> None:
    dots = LISTS["nl"].dots
    assert [one.text for one in sentences(written.replace("|", " "), dots)] == written.split("|")


def test_headings_catchwords_tables_and_references_are_not_counted() -> None:
    plain = "Uw rug is sterk. Blijf bewegen."
    around = """
## Hoe sterk is uw rug?

!!! term "Rug. Wat dat is."
    Uw rug is sterk.[^nhg]

**Rug.** Blijf [bewegen](bewegen){: .x }.

- pijn in de rug
- stijf

| Wat. | Waar. |
| --- | --- |
| Een zin. | Nog een zin. |

![Een plaatje. Met tekst.](rug.svg "En een titel.")

Mijn naam: ____

[^nhg]: Een noot. Met zinnen.
"""
    assert read(around) == read(plain)
    assert read(plain).words == 6


# --- the head ---------------------------------------------------------------------------


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


# --- words ------------------------------------------------------------------------------


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


# --- what each practice has of its own --------------------------------------------------


@pytest.mark.parametrize(
    "number",
    ["010 123 45 67", "(010) 123 45 67", "06-12345678", "+31 6 1234 5678", "0031612345678"],
)
def test_a_telephone_number_is_not_typed_in_a_text(number: str) -> None:
    assert said("T020", f"Bel ons.\n\nOns nummer is {number}.") == [
        f"{BODY + 2}: a telephone number in the text: {number}"
    ]
    assert said("T020", "", summary=f"Bel {number}") != []


@pytest.mark.parametrize(
    "text",
    [
        "Bel 112 of 0900-8844.",
        "Op 06-11-2026 om 08.30 uur.",
        "Pijn: 0 1 2 3 4 5 6 7 8 9 10.",
        "Zie https://doi.org/10.1002/0123456789 en doi:10.1016/S0140-6736.",
        "Bel {{ practice.phone }} of [bel](tel:{{ practice.phone }}).",
        "Dat zijn 100 000 000 mensen.",
    ],
)
def test_other_numbers_are_no_telephone_numbers(text: str) -> None:
    assert said("T020", text) == []


def test_an_email_address_is_not_typed_in_a_text() -> None:
    assert said("T021", "Mail [ons](mailto:balie@lindehof.example).") == [
        f"{BODY}: an e-mail address in the text: balie@lindehof.example"
    ]


def test_the_name_of_a_practice_is_not_typed_in_a_text() -> None:
    text = leaflet("Kom bij Praktijk De Linde.\n\nDe Lindelaan is dichtbij.")
    names = ("Praktijk De Linde", "De Linde", "Notenboom")
    found = proofread(text, prose(text), LISTS, today=TODAY, names=names).findings
    assert [one.origin.line for one in found if one.code == "T022"] == [BODY, BODY]


# --- length -----------------------------------------------------------------------------


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
    (one,) = [f for f in proof("langewoorden " * 120 + ".", "fy").findings if f.code == "T034"]
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


# --- parts ------------------------------------------------------------------------------

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


# --- passages, lists of a house, allow --------------------------------------------------


def test_a_mistake_in_a_passage_is_named_in_the_passage() -> None:
    text = leaflet('Kort.\n\n!!! tip\n    {% include "p.md" %}\n    Na de injectie.')
    place = Origin("sources/passages/nl/p.md", 1)
    passages = {
        ("nl", "p.md"): Passage(
            'Bel 0101234567.\n\nU bent frequent moe.\n{% include "p.md" %}', place
        )
    }
    found = proofread(text, prose(text, passages), LISTS, today=TODAY).findings
    places = {one.code: str(one.origin) for one in found if "T010" <= one.code <= "T020"}
    assert places == {"T010": "proef.md:24", "T020": "sources/passages/nl/p.md:1"} or places == {
        "T010": "sources/passages/nl/p.md:3",
        "T020": "sources/passages/nl/p.md:1",
    }
    assert reading(text, prose(text, passages), LISTS).words == 10


def test_a_house_adds_to_the_lists(tmp_path: Path) -> None:
    folder = tmp_path / "sources/language/nl"
    folder.mkdir(parents=True)
    (folder / "hard-words.yaml").write_text("words: {behept: ziek}\nleave: [injectie]\n")
    lists, findings = load_lists(House(root=tmp_path, layouts=(), fonts=()))
    assert findings == []
    text = leaflet("Na de injectie bent u behept. U bent frequent moe.")
    found = proofread(text, prose(text), lists, today=TODAY).findings
    assert [one.hint for one in found if one.code == "T010"] == ["say 'ziek'", "say 'vaak'"]


def test_a_mistake_in_a_list_has_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "sources/language/nl"
    folder.mkdir(parents=True)
    (folder / "hard-words.yaml").write_text("words: {}\nwoorden: {a: b}\n")
    (folder / "hardwords.yaml").write_text("")
    _, findings = load_lists(House(root=tmp_path, layouts=(), fonts=()))
    assert [str(finding) for finding in findings] == [
        "sources/language/nl/hard-words.yaml:2: error: unknown key 'woorden'"
        " (did you mean 'words'?) [S002]",
        "sources/language/nl/hardwords.yaml: error: there is no list 'hardwords'"
        " (did you mean 'hard-words'?) [S019]",
    ]


def test_a_finding_can_be_allowed_with_a_reason_and_is_then_counted_apart() -> None:
    found = proof("Na de injectie.", allow={"T010": "zo heet het op het etiket"})
    assert [one.code for one in found.silenced] == ["T010"]
    assert not {"T010", "T090", "T091"} & {one.code for one in found.findings}


def test_an_allow_that_silences_nothing_is_a_finding() -> None:
    allow = {"T010": "?", "T999": "?", "hard": "?", "P010": "van een andere fase", "P999": "?"}
    assert said("T091", "Kort.", allow=allow) == [
        "15: 'allow' names T010, which does not occur here"
    ]
    assert said("T090", "Kort.", allow=allow) == [
        "15: 'allow' names P999, which no rule has",
        "15: 'allow' names T999, which no rule has",
        "15: 'allow' names hard, which no rule has",
    ]


# --- whatever is written ----------------------------------------------------------------

DUTCH = st.lists(
    st.sampled_from(["u", "pijn", "in", "bel", "ons", "8.30", "dr.", "bijv.", "MRI", "enz."]),
    min_size=1,
    max_size=12,
).map(lambda found: f"{' '.join(found).capitalize()}.")
PARAGRAPH = st.lists(DUTCH, min_size=1, max_size=4).map(" ".join)
LINE = st.sampled_from(
    [
        "", "", "Tekst. Meer tekst!", "## Kop", "!!! term \"MRI\"", "    !!! tip", "    - punt",
        "- [ ] punt", "1. stap", "| a | b |", "| --- | --- |", "Vraag?", ":   Antwoord.",
        '{% include "p.md" %}', "[^a]: noot", "Tekst[^a].", "<div>", "<!-- x", "____", "---",
        "![x](y.svg)", "[x](y)", "**vet.** mager", "> citaat", "{{ practice.phone }}", "```",
    ]
)  # fmt: skip


@given(PARAGRAPH, PARAGRAPH)
@settings(max_examples=50, deadline=None)
def test_counts_add_up_over_paragraphs(first: str, second: str) -> None:
    one, two, both = read(first), read(second), read(f"{first}\n\n{second}")
    assert both.words == one.words + two.words
    assert both.sentences == one.sentences + two.sentences
    assert both.syllables == one.syllables + two.syllables


@given(
    st.text(max_size=300) | st.lists(LINE, max_size=30).map("\n".join),
    st.sampled_from(["nl", "fy"]),
)
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_proofread(body: str, language: str) -> None:
    passages = {(language, "p.md"): Passage('- a\n{% include "p.md" %}\n\n!!! tip', Origin("p", 1))}
    text = leaflet(body, language)
    found = proofread(text, prose(text, passages), LISTS, today=TODAY, names=("De Linde",))
    lines = body.count("\n") + 1
    for one in found.findings:
        assert one.severity == SEVERITY[one.code] and one.message
        assert one.origin.path != "proef.md" or one.origin.line < BODY + lines
    assert found.reading == reading(text, prose(text, passages), LISTS)


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_sentences_lose_no_word(text: str) -> None:
    found = sentences(text, Dots(frozenset({"dr."}), frozenset({"enz."})))
    assert [word for one in found for word in one.words] == words(text)
    assert all(text[one.start :].startswith(one.text) for one in found)


@pytest.mark.parametrize(
    "body",
    ["[" * 10_000, "." * 50_000 + "x", "[^" * 5_000, "{{" * 10_000, "<!--" * 2_000, "0" * 50_000],
)
def test_a_hostile_text_takes_no_time(body: str) -> None:
    start = time.perf_counter()
    proof(body)
    assert time.perf_counter() - start < 2


# --- everything at once -----------------------------------------------------------------


def test_a_leaflet_that_breaks_every_rule_is_told_so(pytestconfig: pytest.Config) -> None:
    path = HERE / "proofread/everything.md"
    text, findings = load_leaflet(path, "everything.md", "nl")
    assert text and not findings
    found = proofread(text, prose(text), LISTS, today=TODAY, names=("Praktijk De Linde",))
    told = "".join(f"{finding}\n" for finding in found.findings)
    told += "".join(f"silenced: {finding}\n" for finding in found.silenced)
    expected = path.with_suffix(".txt")
    if pytestconfig.getoption("rewrite"):
        expected.write_text(told, "utf-8")
    assert told == expected.read_text("utf-8")


def test_no_list_is_given_to_a_stranger() -> None:
    assert proofread(leaflet("Kort."), prose(leaflet("Kort.")), {}, today=TODAY).reading.words == 1
    assert Lists("nl").dots == Dots()
