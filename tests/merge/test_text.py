"""From Markdown to the parts of a leaflet: `text/<name>.md` becomes `text/<name>.html`.

After a change that is meant, `pytest tests/merge/test_text.py --rewrite` writes the expected
texts anew: read their differences before you keep them.
"""

from __future__ import annotations

from copy import deepcopy

import pytest
from converting import (
    CONTENT,
    TEXTS,
    WORDS,
    converted,
    html,
    leaflet,
    readable,
)

from press.merge.html import without_unread
from press.merge.text import convert
from press.merge.transforms import filling
from press.merge.transforms.filling import fill


@pytest.mark.parametrize("name", sorted(path.stem for path in TEXTS.glob("*.md")))
def test_a_text_becomes_what_is_expected(name: str, request: pytest.FixtureRequest) -> None:
    body = (TEXTS / f"{name}.md").read_text(encoding="utf-8")
    text = convert(leaflet(body).model_copy(update={"body_line": 1}), CONTENT, WORDS["nl"])
    expected = TEXTS / f"{name}.html"
    if request.config.getoption("--rewrite"):
        expected.write_text(readable(text), encoding="utf-8")
    assert readable(text) == expected.read_text(encoding="utf-8")


def test_no_expectation_is_left_of_a_text_that_is_gone() -> None:
    assert {path.stem for path in TEXTS.glob("*.html")} == {p.stem for p in TEXTS.glob("*.md")}


def test_parts_are_titled_in_the_language_of_the_text() -> None:
    english = convert(leaflet("!!! key\n    Wear is normal.\n"), CONTENT, WORDS["en"])
    assert '<p class="part-title">Important</p>' in html(english.root)


def test_every_part_that_has_words_is_made() -> None:
    for kind in WORDS["nl"].parts:
        assert converted(f"!!! {kind}\n    Tekst.\n").findings == ()


def filled(body: str, value: str) -> str:
    text = converted(body)
    root = deepcopy(text.root)
    fill(root, dict.fromkeys(text.values, value))
    return html(root).strip()


def test_values_are_put_in_escaped() -> None:
    assert filled("{{ practice.name }}", '<b class="x">&amp;\'</b>') == (
        '<p>&lt;b class="x"&gt;&amp;amp;\'&lt;/b&gt;</p>'
    )


def test_a_number_to_dial_has_digits_only_and_no_trunk_zero() -> None:
    linked = "[{{ practice.phone }}](tel:{{ practice.phone }})"
    number = "+31\u00a0(0)123\u00a0-\u00a045"
    assert f'<a href="tel:+3112345">{number}</a>' in filled(linked, "+31 (0)123 - 45")


def test_a_comment_is_taken_out_where_it_stands_though_capitals_grow_when_they_are_small() -> None:
    """'İ' in small letters is two letters (UAX 44, SpecialCasing)."""
    assert without_unread("İİİ <!-- weg --> blijft") == ("İİİ  blijft", [])


def test_words_in_braces_that_are_no_value_stay_words() -> None:
    assert filling.filled(
        "{{niets}} {{practice.phone}} {{practice.x}}", {"practice.phone": "010"}
    ) == ("{{niets}} 010 ")


def test_a_paragraph_is_no_title_whatever_class_a_writer_gives_it() -> None:
    for kind, titled in (("tip", ""), ("tip", ' "Zo"'), ("key", "")):
        plain = html(converted(f"!!! {kind}{titled}\n    Tekst.\n").root)
        classed = converted(f"!!! {kind}{titled}\n    Tekst.\n    {{: .admonition-title }}\n")
        assert html(classed.root) == plain
        assert [each.code for each in classed.findings] != []
