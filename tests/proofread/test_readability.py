"""How hard a text is to read: indices, syllables, words and sentences."""

from __future__ import annotations

import pytest
from proofreading import LISTS, read

from press.proofread import Reading
from press.proofread.readability import brouwer, flesch, flesch_amstad, flesch_douma, lix, meaning
from press.proofread.syllables import syllables
from press.proofread.words import sentences, words


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
        ("de-at", "Flesch-Amstad"),
        ("tr", "Ateşman"),
        ("fr", "LIX"),
        *((language, "not measured") for language in ("pl", "uk", "ar", "fa", "so", "ti", "zh")),
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


def test_a_language_without_a_formula_is_not_measured_and_never_called_hard() -> None:
    """Letters say nothing in Arabic: its long words are words with what others write apart."""
    long = "وبالمستشفيات والاستشارات الفيزيائية للمتخصصين بالمستشفيات."
    reading = read(" ".join([long] * 30), "ar")
    assert (reading.words, reading.sentences, reading.syllables) == (150, 30, 0)
    assert (reading.index, reading.value, reading.meaning) == ("not measured", None, "not measured")
    assert reading.others == ()


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
        ("می‌شود و نمی‌شود", ["می‌شود", "و", "نمی‌شود"]),
        ("العَضَلَة قويّة", ["العَضَلَة", "قويّة"]),
        ("每天走10分钟。", ["每", "天", "走", "10", "分", "钟"]),
    ],
)
def test_words_are_told_from_signs(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    "found",
    [
        ["多走动。", "每天做三次！", "疼吗？", "请打电话。"],
        ["ኣይትፍራሕ። ", "ደውል።"],
        ["هل تشعر بألم؟ ", "اتصل بنا. ", "لا تنتظر!"],
    ],
)
def test_a_sentence_ends_in_other_scripts_too(found: list[str]) -> None:
    """Chinese puts no blank behind its mark."""
    dots = LISTS["nl"].dots
    assert [one.text for one in sentences("".join(found), dots)] == [one.strip() for one in found]


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
