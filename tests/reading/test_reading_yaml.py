"""Reading files and YAML: what they may hold, and how a mistake is answered, at its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import HOUSE
from hypothesis import given
from hypothesis import strategies as some
from strategies import as_yaml
from yaml_texts import VALUES, WORDS, data

from press.model import Head, Words
from press.reading import (
    MOST_YAML,
    Value,
    read_text,
    read_yaml,
    validate,
)
from press.reading.yaml import _read_quickly


def refusal(text: str) -> str:
    """The one finding about a text that is refused."""
    yaml, findings = read_yaml(text, "x.yaml")
    assert yaml is None
    assert len(findings) == 1, findings
    return str(findings[0])


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
        (
            b"x" * 4001,
            "x.md: error: the file is 4 kB; at most 4 kB is read (make two of it) [S010]",
        ),
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
        "x.md: error: the file cannot be read: No such file or directory"
        " (give leave to read it, or copy it here anew) [S012]"
    )


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
            "x.yaml:1: error: '&' and '*' references are not allowed here:"
            " write it out, or put a text in quotes [S003]",
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
        ("a: b: c", "x.yaml:1:5: error: this cannot be read: a second ':' in a text"),
        ("a: 1\n\tb: 2", "x.yaml:2:1: error: this cannot be read: a tab stands"),
        ("a: 'open", "x.yaml:1:4: error: this cannot be read: a quotation mark"),
        ('a: "\\U00110000"', "x.yaml:1: error: this cannot be read: a code behind"),
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
@pytest.mark.slow
def test_what_yaml_can_and_leaflets_need_not_is_refused(text: str, says: str) -> None:
    assert refusal(text).startswith(says)


def test_lines_are_those_of_the_file() -> None:
    yaml, _ = read_yaml("a: 1\nb:\n  c:\n    - one\n    - two\n", "x.md", first_line=2)
    assert yaml
    places = [yaml.origin("b"), yaml.origin("b", "c", 1), yaml.origin("b", "d"), yaml.origin("e")]
    assert [str(place) for place in places] == ["x.md:3", "x.md:6", "x.md:3", "x.md:2"]


@given(some.dictionaries(WORDS, VALUES, min_size=1, max_size=4))
@pytest.mark.slow
def test_what_is_written_as_yaml_is_read_back(values: Mapping[str, Value]) -> None:
    assert data(as_yaml(values)) == values


@given(some.text(max_size=80) | some.text("-:[]{}&*!|>'\"%@`,?#\n\t\\ ab0", max_size=40))
def test_any_text_is_yaml_or_a_finding_with_its_line(text: str) -> None:
    text = text.replace("\r", "\n")  # as `read_text` gives it
    yaml, findings = read_yaml(text, "x.yaml")
    assert (yaml is None) == bool(findings)
    for kind in (Head, Words):
        findings += validate(kind, yaml)[1] if yaml else []
    for finding in findings:
        assert finding.origin.line in range(1, text.count("\n") + 2)
        assert len(str(finding).splitlines()) == 1


@given(some.text("-:[]{}&*!'\"%@`,?#\n\\ ab0~é.=<|>\t", max_size=40))
def test_the_quick_parser_reads_what_the_other_does_or_leaves_it_alone(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        quick = read_yaml(text, "x.yaml")
        patch.setattr("press.reading.yaml._read_quickly", lambda *_: None)
        assert read_yaml(text, "x.yaml") == quick


def test_the_quick_parser_reads_the_files_of_the_house() -> None:
    paths = [
        path
        for path in (HOUSE / "sources").rglob("*.y*ml")
        if not {"|", ">"} & set(path.read_text())
    ]
    quickly = [_read_quickly(path.read_text("utf-8"), path.name, 1) for path in paths]
    assert len(paths) > 3 and all(quickly)


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
