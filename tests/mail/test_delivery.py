"""What a practice was delivered, as it is kept: strange rows are not known."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from press.mail.delivery import compare, rows_of

ROW = {
    "path": "brug/nl/slapen.a4.pdf",
    "publication": "slapen",
    "language": "nl",
    "title": "Slapen",
    "version": "1.0",
    "sha256": "0" * 64,
}
JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
)


@pytest.mark.parametrize("kept", ["", "{", "[]", "null", '"x"', "[" * 9_000, '{"files": 1}'])
def test_a_manifest_that_is_none_has_no_rows(kept: str) -> None:
    assert rows_of(kept) == []
    assert compare(kept, json.dumps({"files": [ROW]}))["new"] == [
        {"title": "Slapen", "language": "nl", "version": "1.0"}
    ]


@given(row=JSON, key=some.sampled_from(sorted(ROW)), value=JSON)
@pytest.mark.slow
def test_a_strange_row_is_not_known_and_the_others_are(
    row: object, key: str, value: object
) -> None:
    changed = {**ROW, key: value}
    rows = rows_of(json.dumps({"files": [row, ROW, changed]}))
    assert rows[0] == ROW
    assert rows[1:] == ([changed] if isinstance(value, str) else [])
