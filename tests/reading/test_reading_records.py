"""Reading heads and records: in a writer's words, every mistake at its line."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from conftest import HEAD
from hypothesis import given
from hypothesis import strategies as some
from strategies import as_yaml
from yaml_texts import VALUES, WORDS, data

from press.model import Head, Source
from press.reading import (
    Value,
    did_you_mean,
    read_yaml,
    split_head,
    validate,
)


def mistakes(head: str) -> list[str]:
    """The findings about a head that is YAML."""
    yaml, _ = read_yaml(head, "x.md", first_line=2)
    assert yaml
    return [str(finding) for finding in validate(Head, yaml)[1]]


def changed(key: str, line: str) -> str:
    """The head that tests use with another line for a key, or with one more line."""
    lines = [old for old in HEAD.splitlines() if not old.startswith(f"{key}:")]
    return "\n".join([line, *lines]) + "\n"


@pytest.mark.parametrize(
    ("text", "head", "body", "line"),
    [
        ("---\na: 1\n---\n\nText", "a: 1\n", "\nText", 4),
        ("---\na: 1\n---  \nText\n", "a: 1\n", "Text\n", 4),
        ("---\na: 1\n---", "a: 1\n", "", 4),
        ("---\n---\nText", "", "Text", 3),
        ("---\na: 1\n---\nText\n\n---\n\nMore", "a: 1\n", "Text\n\n---\n\nMore", 4),
    ],
)
def test_a_head_stands_between_two_rules(text: str, head: str, body: str, line: int) -> None:
    assert split_head(text, "x.md") == (head, body, line, [])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "# Title\n",
            "x.md:1: error: the file does not begin with '---' and a head"
            " (begin with '---', then title, summary and so on, then '---') [S005]",
        ),
        (
            "---\ntitle: x\n",
            "x.md:1: error: the head has no end (close it with a line '---') [S005]",
        ),
    ],
)
def test_a_text_without_a_head_is_a_finding(text: str, says: str) -> None:
    assert [str(finding) for finding in split_head(text, "x.md")[3]] == [says]


def test_a_head_that_is_right_becomes_a_record() -> None:
    yaml, _ = read_yaml(HEAD, "x.md", first_line=2)
    assert yaml
    head, findings = validate(Head, yaml)
    assert head, findings
    assert (head.title, head.version, head.review_due.year) == ("Proef", "1.0", 2028)


@pytest.mark.parametrize(
    ("key", "line", "says"),
    [
        ("titel", "titel: x", "unknown key 'titel' (did you mean 'title'?) [S002]"),
        ("body", "body: x", "unknown key 'body' [S002]"),
        ("title", "x-title: x", "unknown key 'x-title' (did you mean 'title'?) [S002]"),
        ("title", "title:", "'title' is missing (add 'title:') [S006]"),
        ("title", "title: ''", "'title' is empty [S008]"),
        ("title", "title: [a]", "'title' has the wrong form: [a] [S008]"),
        (
            "title",
            f"title: {'x' * 201}",
            "'title' is longer than 200 characters (shorten it by 1) [S008]",
        ),
        (
            "title",
            "title: '=?utf-8?q?a?='",
            "'title' is not right: '=?utf-8?q?a?='"
            " (write it on one line, without control characters or '=?') [S008]",
        ),
        (
            "reviewed",
            "reviewed: 30-11-2026",
            "'reviewed' is not a date: '30-11-2026' (write year-month-day: 2026-11-30) [S007]",
        ),
        (
            "reviewed",
            "reviewed: 2026-02-30",
            "'reviewed' is not a date: '2026-02-30' (write year-month-day: 2026-11-30) [S007]",
        ),
        (
            "reviewed",
            "reviewed: 86400",
            "'reviewed' is not a date: '86400' (write year-month-day: 2026-11-30) [S007]",
        ),
        ("authors", "authors: []", "'authors' is empty [S008]"),
        (
            "authors",
            "authors: huisarts",
            "'authors' is not a list (write [one, two] or lines with '- ') [S008]",
        ),
        (
            "short",
            "short: ../x",
            "'short' is not right: '../x' (write only a-z, 0-9 and '-', at most 64 characters)"
            " [S008]",
        ),
        ("codes", "codes: L03", "'codes' has the wrong form: 'L03' [S008]"),
        (
            "sources",
            "sources: [{id: x, text: y, titel: z}]",
            "unknown key 'sources.1.titel' (known are doi, id, language, text, url, year) [S002]",
        ),
        (
            "sources",
            "sources: [{id: x, text: y, year: soon}]",
            "'sources.1.year' is not a number: 'soon' [S008]",
        ),
        (
            "sources",
            "sources: [{id: x, text: y, url: www.example.org}]",
            "'sources.1.url' is not right: 'www.example.org' (begin with https://) [S008]",
        ),
        (
            "sources",
            "sources: [{id: x, text: y, doi: 'doi:10.1/x'}]",
            "'sources.1.doi' is not right: 'doi:10.1/x' (write it as 10.1002/14651858) [S008]",
        ),
    ],
)
def test_a_mistake_in_a_head_is_said_in_a_writers_words(key: str, line: str, says: str) -> None:
    # The lines of a head are counted from 2; what is missing is missing in the whole head.
    assert f"x.md:2: error: {says}" in mistakes(changed(key, line))


def test_of_thousands_of_mistakes_the_first_are_told() -> None:
    told = mistakes("".join(f"titel{number}: x\n" for number in range(3000)))
    assert told[0] == "x.md:2: error: unknown key 'titel0' (did you mean 'title'?) [S002]"
    assert told[50:] == [
        "x.md: error: there are more mistakes than the first 50 (mend these first) [S059]"
    ]


def test_every_mistake_is_told_at_once_and_at_its_line() -> None:
    head = changed("reviewed", "reviewed: soon") + "titel: x\nkeywords: rug\n"
    assert [mistake.split(" ")[0] for mistake in mistakes(head)] == [
        "x.md:9:",
        "x.md:2:",
        "x.md:10:",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "x.yaml:1: error: there is nothing here [S005]"),
        ("- a", "x.yaml:1: error: expected 'key: value' lines [S005]"),
        ("just words", "x.yaml:1: error: expected 'key: value' lines [S005]"),
    ],
)
def test_a_file_that_holds_no_keys_is_a_finding(text: str, says: str) -> None:
    yaml, _ = read_yaml(text, "x.yaml")
    assert yaml
    assert [str(finding) for finding in validate(Source, yaml)[1]] == [says]


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("titel", ["title", "text"], "did you mean 'title'?"),
        ("TITLE", ["title", "text"], "did you mean 'title'?"),
        ("qqq", ["b", "a"], "known are a, b"),
        ("qqq", [f"name{number}" for number in range(20)], ""),
        ("qqq", [], ""),
    ],
)
def test_a_hint_names_what_was_meant_or_what_there_is(
    word: str, known: list[str], hint: str
) -> None:
    assert did_you_mean(word, known) == hint


@given(some.dictionaries(WORDS, VALUES, min_size=1, max_size=4), some.text(max_size=60))
@pytest.mark.slow
def test_a_head_and_a_body_come_apart_as_they_were_put_together(
    values: Mapping[str, Value], body: str
) -> None:
    head, rest, line, findings = split_head(f"---\n{as_yaml(values)}---\n{body}", "x.md")
    assert (data(head), rest, findings) == (values, body, [])
    assert line == as_yaml(values).count("\n") + 3
