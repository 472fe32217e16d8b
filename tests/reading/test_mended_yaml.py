"""YAML that cannot be read: where, what is wrong in plain words, and the line as it can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Write

from press.reading.content import load_leaflet
from press.reading.yaml import read_yaml

MENDED = {
    "title: Pijn: wat nu?\nv: 1": (1, 'write: title: "Pijn: wat nu?"'),
    'v: 1\ntitle: Zeg: "nee"\nw: 2': (2, "write: title: 'Zeg: \"nee\"'"),
    "summary: Voor wie: dit\n  leest.\nv: 1": (1, 'write: summary: "Voor wie: dit leest."'),
    "title Pijn\nv: 1": (1, "write: title: Pijn"),
    'title:"Pijn"\nv: 1': (1, 'write: title: "Pijn"'),
    "title: \u201cPijn: nu\u201d\nv: 1": (1, 'write: title: "Pijn: nu"'),
    "title: 'open\nv: 1\nw: 2": (1, 'write: title: "open"'),
    "authors: [een, twee\nv: 1": (1, "write: authors: [een, twee]"),
    "v: 1\n\ttitle: Pijn": (2, "write it with no space before it: title: Pijn"),
    "hours:\n  nl: ma\n   en: Mon\nv: 1": (3, "write it with 2 spaces before it: en: Mon"),
    "steps:\n- Til: zo: op\n- Rust": (2, 'write: - Til: "zo: op"'),
    "title: @huis\nv: 1": (1, 'write: title: "@huis"'),
    "title: Een: twee\nsummary: Drie: vier": (1, 'write: title: "Een: twee"'),
    "title: Pijn\n}{": (2, "is a ':' or a quotation mark missing, or a text not in quotes?"),
}


@pytest.mark.parametrize("text", MENDED)
def test_a_line_that_cannot_be_read_is_shown_as_it_can(text: str) -> None:
    yaml, (finding,) = read_yaml(text, "x.yaml")
    assert yaml is None and finding.code == "S001"
    assert (finding.origin.line, finding.hint) == MENDED[text]


@pytest.mark.parametrize("text", [text for text, (_, hint) in MENDED.items() if "write: " in hint])
def test_a_line_that_is_written_as_it_says_is_read(text: str) -> None:
    """Also where it stood on two lines, and where the next line has a mistake of its own."""
    line, hint = MENDED[text]
    lines = text.split("\n")
    rest = [each for each in lines[line:] if each.strip() and not each.startswith("  ")]
    own = " " * (len(lines[line - 1]) - len(lines[line - 1].lstrip()))
    mended = [*lines[: line - 1], own + hint.removeprefix("write: "), *rest]
    yaml, findings = read_yaml("\n".join(mended), "x.yaml")
    assert yaml or findings[0].origin.line > line


def test_nothing_that_only_a_programmer_knows_is_said() -> None:
    for text in MENDED:
        (finding,) = read_yaml(text, "x.yaml")[1]
        assert not {"mapping", "scalar", "token", "block", "parser"} & {*finding.message.split()}


@pytest.mark.parametrize("key", ["version", "id"])
def test_curly_quotation_marks_around_a_number_are_not_printed_with_it(
    write: Write, house: Path, key: str
) -> None:
    path = write("Tekst.", head='id: "RUG-01"\n')
    text = re.sub(
        rf'^({key}): "(.*)"$', "\\1: \u201c\\2\u201d", path.read_text("utf-8"), flags=re.M
    )
    path.write_text(text, "utf-8")
    _, findings = load_leaflet(path, "proef.md", "nl")
    assert [(each.code, each.hint) for each in findings] == [
        ("S008", 'write it in straight quotes: "1.0"')
    ]


def test_a_misspelt_key_is_told_once(write: Write) -> None:
    path = write("Tekst.")
    path.write_text(path.read_text("utf-8").replace("summary:", "sumary:"), "utf-8")
    _, findings = load_leaflet(path, "proef.md", "nl")
    assert [str(each) for each in findings] == [
        "proef.md:3: error: unknown key 'sumary' (did you mean 'summary'?) [S002]"
    ]
