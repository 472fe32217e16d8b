"""A desk that takes files over, and what it says of them."""

from __future__ import annotations

import json
from datetime import date

import pytest
from conftest import HOUSE

from press.importing.leaflets import Desk, open_desk
from press.importing.leaflets.drafting import Draft

TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return open_desk(HOUSE, TODAY, changes="accept", language="nl", apply=False)[1]


def text_of(made: Draft) -> str:
    """The leaflet that was made, without its head."""
    assert made.files, made.findings
    return made.files[f"leaflets/{made.language}/{made.slug}.md"].decode().split("---\n", 2)[2]


def told(made: Draft) -> dict[str, tuple[str, str]]:
    """What the report says of each kind: what became of it, and its words."""
    assert made.files, made.findings
    data = json.loads(made.files[f"leaflets/{made.language}/imported/{made.slug}.json"])
    said: dict[str, tuple[str, str]] = {}
    for row in data["remarks"]:
        words = f"{said.get(row['kind'], ('', ''))[1]} {row['words']}"
        said[row["kind"]] = (row["became"], " ".join(words.split()))
    return said
