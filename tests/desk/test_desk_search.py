"""What is found by what is typed: titles, keywords, codes, with one slip of the keys."""

from __future__ import annotations

import random
import time
from datetime import date

import pytest

from press.desk.records import Catalogue, Entry, Form, Gone
from press.desk.search import Index, by_code

TODAY = date(2026, 11, 30)
ICPC, ICD = "2.16.840.1.113883.2.4.4.31.1", "2.16.840.1.113883.6.3"


def entry(
    name: str,
    title: str,
    *keywords: str,
    codes: tuple[tuple[str, str], ...] = (),
    due: date = date(2028, 1, 1),
    held: str = "",
) -> Entry:
    language, slug = name.split("/")
    forms = (Form("a4", "form_normal", f"{name}.a4"),)
    return Entry(name, language, slug, title, "", "1.0", due, forms, keywords, codes, held)


def catalogue(*entries: Entry, gone: tuple[Gone, ...] = ()) -> Catalogue:
    return Catalogue("1", "brug", "De Brug", ("nl", "en"), entries, gone)


HERNIA = entry("nl/hernia", "Hernia in de rug", "spit", "ischias", codes=(("ICPC", "L86"),))
KNIE = entry("nl/artrose-knie", "Artrose van de knie", "slijtage", codes=(("ICPC", "L90"),))
HOOFD = entry("nl/spanningshoofdpijn", "Spanningshoofdpijn", "migraine", "één-op-één")
KOORTS = entry("en/fever", "Fever in children", "high temperature", codes=(("ICD-10", "R50.9"),))
ALL = catalogue(HERNIA, KNIE, HOOFD, KOORTS)


def found(typed: str, of: Catalogue = ALL) -> list[str]:
    return [each.name for each in Index(of).find(typed, lambda _: 0.0)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("hernia", "nl/hernia"),
        ("HERNIA", "nl/hernia"),
        ("spit", "nl/hernia"),
        ("l86", "nl/hernia"),
        ("knie artrose", "nl/artrose-knie"),
        ("hoofdpijn", "nl/spanningshoofdpijn"),
        ("een op een", "nl/spanningshoofdpijn"),
        ("r50.9", "en/fever"),
        ("temperature", "en/fever"),
    ],
)
def test_a_leaflet_is_found_by_title_keyword_code_and_part_of_a_word(typed: str, name: str) -> None:
    assert found(typed)[0] == name


def slips(word: str) -> list[str]:
    """Every word that one slip of the keys makes of a word, by a rule of its own."""
    many = [word[:at] + word[at + 1 :] for at in range(len(word))]
    many += [word[:at] + "q" + word[at:] for at in range(len(word) + 1)]
    many += [word[:at] + "q" + word[at + 1 :] for at in range(len(word))]
    many += [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]
    return many


@pytest.mark.parametrize("word", ["hernia", "artrose", "migraine", "fever", "slijtage"])
def test_one_slip_of_the_keys_is_forgiven_wherever_it_is(word: str) -> None:
    (first, *_) = found(word)
    assert {first} == {each for slip in slips(word) for each in found(slip)[:1]}


def test_a_word_as_it_is_comes_before_one_with_a_slip() -> None:
    both = catalogue(entry("nl/a", "Knoe"), entry("nl/b", "Knie"))
    assert found("knie", both) == ["nl/b", "nl/a"]


def test_every_word_counts_and_if_none_meets_all_those_that_meet_most() -> None:
    assert found("hernia knie") == ["nl/artrose-knie", "nl/hernia"]
    assert found("hernia rug") == ["nl/hernia"]
    assert found("xyzzy") == []


def test_what_is_used_most_comes_first_where_nothing_is_typed_and_between_equals() -> None:
    used = {"nl/artrose-knie": 3.0, "en/fever": 1.0}
    index = Index(ALL)
    names = [each.name for each in index.find("", lambda name: used.get(name, 0.0))]
    assert names == ["nl/artrose-knie", "en/fever", "nl/hernia", "nl/spanningshoofdpijn"]


def test_a_leaflet_that_was_taken_back_is_found_and_comes_last() -> None:
    gone = Gone("nl/hernia-oud", "nl", "hernia-oud", "nl/hernia")
    assert found("hernia", catalogue(HERNIA, gone=(gone,))) == ["nl/hernia", "nl/hernia-oud"]


@pytest.mark.parametrize("typed", ["", " ", "\0", "*" * 5000, "(" * 300, "a" * 5000, "\u202e"])
def test_whatever_is_typed_is_answered(typed: str) -> None:
    assert isinstance(found(typed), list)


@pytest.mark.slow
def test_five_thousand_leaflets_are_searched_in_a_tenth_of_a_second() -> None:
    """A thousand leaflets in five languages; measured in the processor's time."""
    rng = random.Random(5)
    letters = "abcdefghijklmnoprstuvwz"
    words = ["".join(rng.choices(letters, k=rng.randint(4, 14))) for _ in range(6000)]
    rows = [
        entry(f"{language}/s{number}", " ".join(rng.sample(words, 4)), *rng.sample(words, 5))
        for language in ("nl", "en", "tr", "ar", "pl")
        for number in range(1000)
    ]
    index = Index(catalogue(*rows))
    asked = [" ".join(rng.sample(words, 2))[:-1] for _ in range(10)]
    start = time.process_time()
    for each in asked:
        assert index.find(each, lambda _: 0.0)
    assert (time.process_time() - start) / len(asked) < 0.1


# --- codes ---


def coded(code: str, system: str = ICPC, language: str = "") -> list[tuple[str, str]]:
    rows = catalogue(
        entry("nl/a", "A", codes=(("ICPC", "L86"),)),
        entry("nl/b", "B", codes=(("ICPC", "L86.01"),)),
        entry("en/c", "C", codes=(("ICPC", "L86"),)),
        entry("nl/d", "D", codes=(("ICD-10", "L86"), ("ICD-10", "M54.5"))),
        entry("nl/e", "E", codes=(("ICPC", "L86"),), held="a draft"),
        entry("nl/f", "F", codes=(("ICPC", "L86"),), due=date(2026, 1, 1)),
    )
    return [(each.name, said) for each, said in by_code(rows, code, system, language, TODAY)]


def test_exact_codes_come_before_their_parents_and_no_other_system_answers() -> None:
    assert coded("L86.01") == [("nl/b", "L86.01"), ("nl/a", "L86"), ("en/c", "L86")]
    assert coded("l86") == [("nl/a", "L86"), ("en/c", "L86")]
    assert coded("L86", language="nl") == [("nl/a", "L86")]
    assert coded("M54.50", ICD) == [("nl/d", "M54.5")]


@pytest.mark.parametrize(
    ("code", "system"),
    [
        ("L8", ICPC),  # what is narrower is never given for what is wider
        ("L87", ICPC),
        ("L86", ""),
        ("L86", "1.2.3"),
        ("", ICPC),
        (".", ICPC),
        ("L86.", "2.16.840.1.113883.6.96"),
    ],
)
def test_nothing_is_guessed(code: str, system: str) -> None:
    assert coded(code, system) == []
