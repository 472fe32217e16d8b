"""A mistake in a text is a finding at its line, and nothing in it runs."""

from __future__ import annotations

import pytest
from converting import (
    CONTENT,
    WORDS,
    findings,
    leaflet,
)

from press.merge.text import convert


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            "a\n\n![Een maan](mon.svg)",
            "3: error: there is no picture 'mon.svg' in sources/images"
            " (did you mean 'moon.svg'?) [S043]",
        ),
        (
            "![](moon.svg)",
            "1: error: the picture 'moon.svg' has no alternative text"
            " (write it between the square brackets: ![what it shows](…)) [S013]",
        ),
        (
            "a\n[b](wandeln)",
            "2: error: there is no leaflet 'wandeln' in this language (nl)"
            " (did you mean 'wandelen'?) [S044]",
        ),
        (
            "[b](sleeping)",
            "1: error: there is no leaflet 'sleeping' in this language (nl)"
            " (known are slapen, wandelen) [S044]",
        ),
        ("a\n\n[b](#c)", "3: error: there is no place '#c' in this text [S044]"),
        (
            "# Kop",
            "1: error: the heading 'Kop' has a level that cannot stand here"
            " (begin with '##'; below it comes '###', then '####') [S054]",
        ),
        (
            "## Een\n\n#### Te diep\n\n### Twee",
            "3: error: the heading 'Te diep' has a level that cannot stand here"
            " (begin with '##'; below it comes '###', then '####') [S054]",
        ),
        (
            "a\n\nb[^bok]",
            "3: error: there is no source or footnote 'bok' (did you mean 'boek'?) [S045]",
        ),
        (
            "!!! tipp\n    a",
            "1: error: there is no part 'tipp' (did you mean 'tip'?) [S047]",
        ),
        (
            'a\n\n{% include "bel.md" %}',
            "3: error: there is no passage 'bel.md' in sources/passages/nl"
            " (did you mean 'bel-ons.md'?) [S040]",
        ),
        (
            "a\n{{ practice.fone }}",
            "2: error: there is no value 'practice.fone' (did you mean 'practice.phone'?) [S042]",
        ),
        (
            "{{ phone }}",
            "1: error: there is no value 'phone' (did you mean 'practice.phone'?) [S042]",
        ),
    ],
)
def test_a_mistake_in_a_text_is_told_at_its_line(body: str, says: str) -> None:
    assert findings(body) == [says]


@pytest.mark.parametrize(
    "target",
    [
        "http://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "../slapen.md",
        "nl/slapen",
        "//example.org/x",
    ],
)
def test_a_link_that_paper_and_mail_cannot_follow_is_named(target: str) -> None:
    assert findings(f"a\n\n[b]({target})") == [
        f"3: error: a link to '{target}' is not possible on paper or in a mailed file"
        " (link to a leaflet, or to an address with https, mailto or tel) [S046]"
    ]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("{{ practice.phone | upper }}", "a template expression"),
        ("{{ practice['phone'] }}", "a template expression"),
        ("{{ ''.__class__ }}", "a template expression"),
        ("{{ 7 * 7 }}", "a template expression"),
        ("{% set a = 1 %}", "a template command"),
        ("{% for a in b %}{% endfor %}", "a template command"),
        ("{% include practice.name %}", "a template command"),
        ("{{ " + "(" * 3000, "a template expression that cannot be read"),
        ("{{ " + "9" * 5000 + " }}", "a template expression"),
        ("{% if", "a template command"),
        ("{{", "a template expression that cannot be read"),
        ("Wat {# niemand leest #}.", "a template command"),
    ],
)
def test_a_text_runs_nothing(body: str, what: str) -> None:
    assert findings(f"a\n\n{body}") == [
        f"3: error: {what} (a text may hold {{{{ practice.phone }}}} and the like,"
        ' and {% include "…" %} lines) [S041]'
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5000,
        ">" * 300 + " a",
        "\n".join("    " * depth + "- a" for depth in range(60)),
        "\n".join("    " * depth + "!!! tip" for depth in range(60)),
    ],
    ids=["boxes", "quotations", "lists", "parts"],
)
def test_a_text_that_is_nested_too_deep_is_refused(body: str) -> None:
    assert findings(body) == [
        "1: error: lists, quotations or other blocks stand too deep inside each other"
        " (write it on fewer levels: take spaces and '>' from the front of lines) [S018]"
    ]


def test_markdown_that_its_library_cannot_read_is_a_finding() -> None:
    assert findings("a\n\n[^]:") == [
        "1: error: this cannot be read as Markdown"
        " (is there a '[^' or a ':' that has lost its other half?) [S018]"
    ]


def test_a_passage_that_includes_itself_is_a_finding() -> None:
    passage = CONTENT.passages["nl", "bel-ons.md"]
    looped = type(passage)('Kijk:\n\n{% include "bel-ons.md" %}\n', passage.origin)
    content = type(CONTENT)(CONTENT.leaflets, {("nl", "bel-ons.md"): looped}, CONTENT.images)
    text = convert(leaflet('{% include "bel-ons.md" %}'), content, WORDS["nl"])
    assert [str(finding) for finding in text.findings] == [
        "sources/passages/nl/bel-ons.md:3: error:"
        " the passage 'bel-ons.md' includes itself: bel-ons.md → bel-ons.md [S040]"
    ]


def test_a_mistake_in_a_passage_is_told_at_the_passage() -> None:
    passage = CONTENT.passages["nl", "bel-ons.md"]
    wrong = type(passage)("Zie [x](weg).\n\nEn {{ practice.fon }}.", passage.origin)
    content = type(CONTENT)(CONTENT.leaflets, {("nl", "bel-ons.md"): wrong}, CONTENT.images)
    text = convert(leaflet('Eerst.\n\n{% include "bel-ons.md" %}'), content, WORDS["nl"])
    assert sorted(str(finding.origin) for finding in text.findings) == [
        "sources/passages/nl/bel-ons.md:1",
        "sources/passages/nl/bel-ons.md:3",
    ]
