"""Where a finding stands in a text, and the changes that are offered for it."""

from __future__ import annotations

import pytest
from conftest import HEAD

from press.lsp.marks import marks_of
from press.model import Finding, Origin, Severity
from press.reading import read_yaml

NAME = "sources/leaflets/nl/x.md"


def found(code: str, message: str, line: int, hint: str = "") -> Finding:
    severity: Severity = "error" if code.startswith("S") else "warning"
    return Finding(code, severity, message, Origin(NAME, line), hint)


def mended(text: str, finding: Finding, name: str = NAME) -> list[str]:
    """The line of each change as it becomes."""
    [mark] = marks_of(text, name, [finding])
    lines = text.split("\n")
    return [
        lines[fix.first[0]][: fix.first[1]] + fix.new + lines[fix.last[0]][fix.last[1] :]
        for fix in mark.fixes
    ]


@pytest.mark.parametrize(
    ("line", "code", "message", "hint", "mended_line"),
    [
        ("titel: Pijn", "S002", "unknown key 'titel'", "did you mean 'title'?", "title: Pijn"),
        (
            "  - {id: a, tekst: b}",
            "S002",
            "unknown key 'sources.1.tekst'",
            "did you mean 'text'?",
            "  - {id: a, text: b}",
        ),
        (
            "Bel {{ practice.fone }}.",
            "S042",
            "there is no value 'practice.fone'",
            "did you mean 'practice.phone'?",
            "Bel {{ practice.phone }}.",
        ),
        (
            "    primary: teel",
            "S025",
            "'primary' cannot be 'teel': it is not a colour",
            "did you mean 'teal'?",
            "    primary: teal",
        ),
        (
            "- Een Injectie helpt, de injectie is klein.",
            "T010",
            "a hard word: 'Injectie', 2 times",
            "say 'prik'",
            "- Een Prik helpt, de injectie is klein.",
        ),
        (
            "Dat is artrose of niet.",
            "T011",
            "'artrose' is not explained",
            "write behind it: (slijtage van een gewricht), or add a box '!!! term'",
            "Dat is artrose (slijtage van een gewricht) of niet.",
        ),
        (
            "De MRI is klaar.",
            "T012",
            "'MRI' is not explained",
            "write it out first: scan met magneten (MRI)",
            "De scan met magneten (MRI) is klaar.",
        ),
    ],
    ids=["key", "key inside", "value", "colour", "hard word", "term", "abbreviation"],
)
def test_a_finding_that_knows_what_is_meant_offers_it(
    line: str, code: str, message: str, hint: str, mended_line: str
) -> None:
    assert mended(f"eerst\n{line}\n", found(code, message, 2, hint)) == [mended_line]


def test_every_choice_is_offered_and_a_hint_without_one_offers_nothing() -> None:
    text = "flip: lng\n"
    choice = found(
        "S008", "'printer.flip' cannot be 'lng'", 1, "choose 'short-edge' or 'long-edge'"
    )
    assert mended(text, choice) == ["flip: short-edge", "flip: long-edge"]
    assert mended(text, found("T030", "a sentence of 30 words", 1, "make two of it")) == []


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("title: Pijn: wat nu?", 'title: "Pijn: wat nu?"'),
        ("authors: [huisarts", "authors: [huisarts]"),
        ("keywords:[a, b]", "keywords: [a, b]"),
    ],
)
def test_yaml_that_cannot_be_read_is_mended_in_a_head_and_in_a_file(
    line: str, becomes: str
) -> None:
    head = f"{HEAD}{line}\nid: T-1\n"
    _, [finding] = read_yaml(head, "x.yaml")
    assert mended(head, finding, "x.yaml") == [becomes]
    _, [finding] = read_yaml(head, NAME, first_line=2)
    assert mended(f"---\n{head}---\ntekst: [\n", finding) == [becomes]


def test_a_finding_without_words_of_the_text_marks_the_line_it_names_or_the_nearest() -> None:
    text = "eerst\n    de regel \n"
    assert marks_of(text, NAME, [found("T030", "too long", 2)])[0].first == (1, 4)
    assert marks_of(text, NAME, [found("T030", "too long", 2)])[0].last == (1, 12)
    for line in (0, 99):
        assert marks_of("x", NAME, [found("S012", "gone", line)])[0].first == (0, 0)
