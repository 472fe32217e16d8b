"""The corpus: whatever is put into a house, it costs itself and nothing gets through."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from corpus_house import (
    ENTRIES,
    Outcome,
    text_of,
)

pytestmark = pytest.mark.slow


_FINDING = re.compile(r"(?P<place>[^ ]+): (?:error|warning|info): .* \[(?P<code>[STPD]\d{3})\]")


@pytest.mark.parametrize("key", ENTRIES)
def test_an_entry_comes_to_what_it_should(key: str, outcome: Outcome) -> None:
    entry = ENTRIES[key]
    own = [line for line in outcome.told if entry.owns(line)]
    found = {f"{m['place']} {m['code']}" for m in map(_FINDING.fullmatch, own) if m}
    found = {one for one in found if not one.endswith(_OF_WORDS)}
    written = {path for path in entry.unwritten if files_of(outcome.output / path)}
    if killed := entry.has("killed"):
        assert any(killed in line for line in own), own
        assert written == set()
    elif refused := entry.has("refused"):
        assert found == set(refused), own
        assert written == set()
        assert [text for text in entry.has("says") if text not in "\n".join(own)] == []
    else:
        assert found == set(entry.has("told")), own
        for path in entry.has("cleaned"):
            text = text_of(outcome.output / path)
            assert not [word for word in entry.has("gone") if word in text]
        assert entry.has("cleaned")


def files_of(path: Path) -> list[str]:
    """What the press wrote in this place, which may be a file or a folder, and no link."""
    folders = os.walk(path) if not path.is_symlink() else ()
    below = [name for _, _, names in folders for name in names if name.endswith(".pdf")]
    return [path.name] if path.is_file() else below


_OF_WORDS = tuple(f" T{number:03}" for number in range(90))
"""What proofreading has to say of an entry is not asked here."""
