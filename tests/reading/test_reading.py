"""Reading: what YAML may hold, and how a mistake in it is answered, at its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import HEAD
from hypothesis import given
from hypothesis import strategies as some
from strategies import as_yaml

from press.model import Head, Source, Words
from press.reading import (
    MOST_YAML,
    Value,
    did_you_mean,
    read_text,
    read_yaml,
    split_head,
    validate,
)


def data(text: str) -> Value:
    """What a text that is right holds."""
    yaml, findings = read_yaml(text, "x.yaml")
    assert yaml, findings
    return yaml.data


def refusal(text: str) -> str:
    """The one finding about a text that is refused."""
    yaml, findings = read_yaml(text, "x.yaml")
    assert yaml is None
    assert len(findings) == 1, findings
    return str(findings[0])


def mistakes(head: str) -> list[str]:
    """The findings about a head that is YAML."""
    yaml, _ = read_yaml(head, "x.md", first_line=2)
    assert yaml
    return [str(finding) for finding in validate(Head, yaml)[1]]


def changed(key: str, line: str) -> str:
    """The head that tests use with another line for a key, or with one more line."""
    lines = [old for old in HEAD.splitlines() if not old.startswith(f"{key}:")]
    return "\n".join([line, *lines]) + "\n"


# --- files ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"caf\xc3\xa9\n", "café\n"),
        (b"\xef\xbb\xbfbegin\n", "begin\n"),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        (b"", ""),
    ],
)
def test_a_text_is_utf_8_with_any_line_ends(tmp_path: Path, content: bytes, text: str) -> None:
    (tmp_path / "x.md").write_bytes(content)
    assert read_text(tmp_path / "x.md", "x.md", 100) == (text, [])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"one\ncaf\xe9\n", "x.md:2: error: this is not UTF-8 text (save it as UTF-8) [S011]"),
        (
            b"een\ntwee\x07",
            "x.md:2: error: a character that cannot be printed (U+0007) (remove it) [S011]",
        ),
        (
            "\ue001".encode(),
            "x.md:1: error: a character that cannot be printed (U+E001) (remove it) [S011]",
        ),
        (
            "a\n\u2028".encode(),
            "x.md:2: error: a character that cannot be printed (U+2028) (remove it) [S011]",
        ),
        (b"x" * 4001, "x.md: error: the file is 4 kB; at most 4 kB is read [S010]"),
    ],
)
def test_a_text_that_cannot_be_used_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "x.md").write_bytes(content)
    text, findings = read_text(tmp_path / "x.md", "x.md", 4000)
    assert (text, [str(finding) for finding in findings]) == (None, [says])


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    text, findings = read_text(tmp_path / "x.md", "x.md", 100)
    assert text is None
    assert str(findings[0]) == (
        "x.md: error: the file cannot be read: No such file or directory [S012]"
    )


# --- YAML -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", {"a": "no"}),
        ("a: 0123", {"a": "0123"}),
        ("a: 1.10", {"a": "1.10"}),
        ("a: 2026-11-30", {"a": "2026-11-30"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: ''", {"a": ""}),
        ("a: ~\nb: null\nc:", {"a": None, "b": None, "c": None}),
        ("a: 'null'", {"a": "null"}),
        ("a: [one, two]\nb:\n  - three", {"a": ["one", "two"], "b": ["three"]}),
        ("a: {b: c}", {"a": {"b": "c"}}),
        ("a: >\n  one\n  two\n", {"a": "one two\n"}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("<<: {a: b}", {"<<": {"a": "b"}}),
        ("# nothing but a comment", None),
        ("", None),
    ],
)
def test_every_value_stays_the_text_that_was_written(text: str, value: Value) -> None:
    assert data(text) == value


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\nb: 2\na: 3", "x.yaml:3: error: the key 'a' stands here twice [S004]"),
        (
            "a: &x 1\nb: *x",
            "x.yaml:1: error: '&' and '*' references are not allowed here [S003]",
        ),
        (
            "a: 1\nb: !!python/object/apply:os.system [id]",
            "x.yaml:2: error: the tag tag:yaml.org,2002:python/object/apply:os.system"
            " is not allowed here [S003]",
        ),
        ("a: !x y", "x.yaml:1: error: the tag !x is not allowed here [S003]"),
        ("a: " + "[" * 2000, "x.yaml:1: error: nested more than 12 deep [S003]"),
        ("- " * 2000, "x.yaml:1: error: nested more than 12 deep [S003]"),
        (
            "{" * 2000,
            "x.yaml:1: error: a key is one text, not a list or lines of its own [S003]",
        ),
        (
            "a: 1\n? |\n  two\n  lines\n: b",
            "x.yaml:2: error: a key is one text, not a list or lines of its own [S003]",
        ),
        (
            "a: 1\n---\nb: 2",
            "x.yaml:2: error: another text begins here; a file holds one [S003]",
        ),
        ("a: b: c", "x.yaml:1: error: not valid YAML: mapping values are not allowed here"),
        ("a: 1\n\tb: 2", "x.yaml:2: error: not valid YAML: found character '\\t'"),
        ("a: 'open", "x.yaml:1: error: not valid YAML: found unexpected end of stream"),
        ('a: "\\U00110000"', "x.yaml:1: error: not valid YAML: chr() arg not in range(0x110000)"),
        (
            'a: 1\nb: "\\ud800"',
            "x.yaml:2: error: a character that cannot be printed (U+D800) (remove it) [S011]",
        ),
        (
            '"\\x07": 1',
            "x.yaml:1: error: a character that cannot be printed (U+0007) (remove it) [S011]",
        ),
        ("a: " + "x" * MOST_YAML, "x.yaml:1: error: more than 100 kB of YAML [S010]"),
    ],
)
def test_what_yaml_can_and_leaflets_need_not_is_refused(text: str, says: str) -> None:
    assert refusal(text).startswith(says)


def test_lines_are_those_of_the_file() -> None:
    yaml, _ = read_yaml("a: 1\nb:\n  c:\n    - one\n    - two\n", "x.md", first_line=2)
    assert yaml
    places = [yaml.origin("b"), yaml.origin("b", "c", 1), yaml.origin("b", "d"), yaml.origin("e")]
    assert [str(place) for place in places] == ["x.md:3", "x.md:6", "x.md:3", "x.md:2"]


# --- front matter -----------------------------------------------------------------------


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


# --- records ----------------------------------------------------------------------------


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
        ("title", "title:", "'title' is missing [S006]"),
        ("title", "title: ''", "'title' is empty [S008]"),
        ("title", "title: [a]", "'title' has the wrong form: ['a'] [S008]"),
        ("title", f"title: {'x' * 201}", "'title' is longer than 200 characters [S008]"),
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
            "unknown key 'sources.1.titel' (known are doi, id, text, url, year) [S002]",
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


# --- any text at all --------------------------------------------------------------------

_WORDS = some.text(some.characters(exclude_categories=("C", "Zl", "Zp")), max_size=20)
_VALUES = some.recursive(
    _WORDS,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(_WORDS, inner, max_size=3),
    max_leaves=8,
)


@given(some.dictionaries(_WORDS, _VALUES, min_size=1, max_size=4))
def test_what_is_written_as_yaml_is_read_back(values: Mapping[str, Value]) -> None:
    assert data(as_yaml(values)) == values


@given(some.dictionaries(_WORDS, _VALUES, min_size=1, max_size=4), some.text(max_size=60))
def test_a_head_and_a_body_come_apart_as_they_were_put_together(
    values: Mapping[str, Value], body: str
) -> None:
    head, rest, line, findings = split_head(f"---\n{as_yaml(values)}---\n{body}", "x.md")
    assert (data(head), rest, findings) == (values, body, [])
    assert line == as_yaml(values).count("\n") + 3


@given(some.text(max_size=80) | some.text("-:[]{}&*!|>'\"%@`,?#\n\t\\ ab0", max_size=40))
def test_any_text_is_yaml_or_a_finding_with_its_line(text: str) -> None:
    yaml, findings = read_yaml(text, "x.yaml")
    assert (yaml is None) == bool(findings)
    for kind in (Head, Words):
        findings += validate(kind, yaml)[1] if yaml else []
    for finding in findings:
        assert finding.origin.line in range(1, text.count("\n") + 2)
        assert len(str(finding).splitlines()) == 1


@pytest.mark.parametrize(
    ("yaml", "behind"),
    [("title: Top 10 # pijn", "# pijn"), ("a:\n  - Rug # en nek", "# en nek")],
)
def test_a_text_that_a_sign_cuts_short_is_refused(yaml: str, behind: str) -> None:
    _, findings = read_yaml(yaml, "x.yaml")
    assert [finding.code for finding in findings] == ["S067"]
    assert behind in findings[0].message


@pytest.mark.parametrize("yaml", ["a: 'Top 10 # pijn'", "a: 2026-01-05  # eerste", "# a\na: b#c"])
def test_other_comments_are_what_they_are(yaml: str) -> None:
    assert read_yaml(yaml, "x.yaml")[1] == []


@pytest.mark.parametrize("sign", ["\u202e", "\u2067", "\u2069", "\u200b", "\ufeff", "\u180e"])
@pytest.mark.parametrize("written", ["\\u{:04x}", "\\U{:08x}"])
def test_no_value_holds_what_turns_or_parts_words_unseen(sign: str, written: str) -> None:
    text = f'name: x\ntitle: "neem 1{written.format(ord(sign))}23"\n'
    what = f"a character that cannot be printed (U+{ord(sign):04X})"
    told = f"x.yaml:2: error: {what} (remove it) [S011]"
    assert [str(each) for each in read_yaml(text, "x.yaml")[1]] == [told]


@pytest.mark.parametrize("joined", ["Pra\u200dktijk", "1\u200c12", "Müll\u2060er"])
def test_no_joiner_hides_between_latin_letters(joined: str) -> None:
    assert read_yaml(f"name: {joined}\n", "x.yaml")[1]


@pytest.mark.parametrize("joined", ["👩\u200d⚕️", "می\u200cخواهم", "क्\u200dष", "שלום\u200f!"])
def test_joiners_and_marks_stand_where_scripts_need_them(joined: str) -> None:
    yaml, findings = read_yaml(f"name: {joined}\n", "x.yaml")
    assert yaml and yaml.data == {"name": joined} and not findings
