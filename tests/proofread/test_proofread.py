"""Proofreading as a whole: passages, lists of a house, what is allowed, and any text at all.

`proofread/everything.md` breaks every rule, as far as one leaflet can; beside it stands
what is said of it (`pytest --rewrite` writes that anew).
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from proofreading import BODY, HERE, LISTS, TODAY, leaflet, proof, prose, read, said

from press.model import House, Origin, Passage
from press.proofread import Lists, load_lists, proofread
from press.proofread.proof import SEVERITY
from press.proofread.words import Dots, sentences, words
from press.reading.content import load_leaflet


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
    whole = proofread(text, prose(text, passages), LISTS, today=TODAY)
    assert whole.reading.words == 10


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
@pytest.mark.slow
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
@pytest.mark.slow
def test_any_text_can_be_proofread(body: str, language: str) -> None:
    passages = {(language, "p.md"): Passage('- a\n{% include "p.md" %}\n\n!!! tip', Origin("p", 1))}
    text = leaflet(body, language)
    found = proofread(text, prose(text, passages), LISTS, today=TODAY, names=("De Linde",))
    lines = body.count("\n") + 1
    for one in found.findings:
        assert one.severity == SEVERITY[one.code] and one.message
        assert one.origin.path != "proef.md" or one.origin.line < BODY + lines


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
@pytest.mark.slow
def test_a_hostile_text_takes_no_time(body: str) -> None:
    start = time.process_time()
    proof(body)
    assert time.process_time() - start < 2


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
