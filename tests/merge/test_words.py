"""No word lost: what a writer writes is what a patient reads, in any text at all."""

from __future__ import annotations

import re
from random import Random

import pytest
from conftest import HOUSE
from grammar import Writer
from hypothesis import given, settings
from hypothesis import strategies as some
from lxml.html import HtmlElement

from press.merge.text import Text, convert
from press.reading.content import load_content
from press.reading.house import open_house
from press.reading.layouts import load_words

CONTENT = load_content(open_house(HOUSE)[0])[0]
WORDS = load_words(open_house(HOUSE)[0])[0]
LEAFLET = CONTENT.leaflet("slapen", "nl")


def converted(body: str) -> Text:
    assert LEAFLET
    return convert(LEAFLET.model_copy(update={"body": body, "body_line": 1}), CONTENT, WORDS["nl"])


def words_of(*trees: HtmlElement) -> list[str]:
    """The words of trees in their order, but for those that the press adds."""
    out: list[str] = []

    def walk(element: HtmlElement) -> None:
        if element.get("data-made") is None and element.tag != "x-notes":
            out.extend([" " if element.tag in ("p", "li", "td", "th", "br") else ""])
            out.append(element.text or "")
            for child in element:
                walk(child)
                out.append(child.tail or "")

    for tree in trees:
        walk(tree)
    return [word for word in re.findall(r"[^\W\d_]+", "".join(out)) if word != "s"]


def check(seed: int, blocks: int, *, odd: bool) -> None:
    made = Writer(Random(seed), odd=odd).text(blocks)
    body = "\n".join(made.lines)
    text = converted(body)
    if not odd:
        assert [str(one) for one in text.findings] == [], body
    if any(one.severity == "error" for one in text.findings):
        return
    assert text.first is not None
    assert words_of(text.first) == made.words, body
    noted = dict(made.notes)
    notes = {name: words_of(text.written[name]) for name in text.cited}
    assert notes == noted, body
    printed = words_of(text.root, *text.closing)
    assert sorted(printed) == sorted(made.words), body


SEEDS = some.integers(min_value=0, max_value=2**32)


@given(SEEDS, some.integers(min_value=1, max_value=6))
@settings(max_examples=100)
def test_words_in_are_words_out_in_their_order(seed: int, blocks: int) -> None:
    check(seed, blocks, odd=False)


@given(SEEDS, some.integers(min_value=1, max_value=6))
@settings(max_examples=100)
def test_however_oddly_it_is_written_or_it_is_a_finding(seed: int, blocks: int) -> None:
    check(seed, blocks, odd=True)


@pytest.mark.whole
@given(SEEDS, some.integers(min_value=1, max_value=6), some.booleans())
@settings(max_examples=20_000)
def test_no_word_is_lost_in_twenty_thousand_texts(seed: int, blocks: int, odd: bool) -> None:
    check(seed, blocks, odd=odd)


def test_odd_texts_are_mostly_read_as_they_are_meant() -> None:
    """Else the tests above would say nothing: a finding for everything is no reading."""
    clean = 0
    for seed in range(60):
        text = converted("\n".join(Writer(Random(seed), odd=True).text(2).lines))
        clean += not any(one.severity == "error" for one in text.findings)
    assert clean > 30, clean
