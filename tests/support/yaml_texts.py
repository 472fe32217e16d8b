"""Any values that YAML can hold, and what a text of it holds."""

from __future__ import annotations

from hypothesis import strategies as some

from press.reading import (
    Value,
    read_yaml,
)


def data(text: str) -> Value:
    """What a text that is right holds."""
    yaml, findings = read_yaml(text, "x.yaml")
    assert yaml, findings
    return yaml.data


WORDS = some.text(some.characters(exclude_categories=("C", "Zl", "Zp")), max_size=20)

VALUES = some.recursive(
    WORDS,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
