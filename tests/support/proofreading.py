"""Leaflets of a line or two, proofread: what is said of their words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from press.merge import read_text
from press.model import Content, House, Leaflet, Origin, Passage, Prose
from press.proofread import Proof, Reading, load_lists, proofread

HERE = Path(__file__).parents[1] / "golden"
LISTS, _ = load_lists(House(root=HERE / "nowhere", layouts=(), fonts=()))
TODAY = date(2026, 11, 22)
HEAD: dict[str, Any] = {
    "title": "Rustig slapen",
    "summary": "Voor u.",
    "version": "1.0",
    "published": date(2026, 1, 5),
    "reviewed": date(2026, 1, 5),
    "review_due": date(2028, 1, 5),
    "authors": ("arts",),
    "sources": ({"id": "nhg", "text": "NHG.", "year": 2020, "url": "https://www.nhg.org/a"},),
    "id": "PROEF-01",
    "tested": "vier patiënten, mei 2026",
}
LINES = {key: line for line, key in enumerate(HEAD, 2)}
BODY = 20
"""The line on which the text of the leaflets here begins."""


def leaflet(body: str, language: str = "nl", **head: Any) -> Leaflet:
    """A leaflet whose head is in order, but for what is given."""
    head = {**HEAD, **head}
    origin = Origin("proef.md", 1)
    made: dict[str, Any] = {
        "slug": "proef",
        "body_line": BODY,
        "origin": origin,
        "lines": {**LINES, "allow": 15},
    }
    return Leaflet(language=language, body=body, **made, **head)


def prose(of: Leaflet, passages: dict[tuple[str, str], Passage] | None = None) -> Prose:
    """The text of a leaflet in a house that has nothing but these passages."""
    return read_text(of, Content((), passages or {}, {}), None)[0]


def proof(body: str, language: str = "nl", /, **head: Any) -> Proof:
    one = leaflet(body, language, **head)
    return proofread(one, prose(one), LISTS, today=TODAY)


def said(code: str, body: str, language: str = "nl", /, **head: Any) -> list[str]:
    """What the rule of a code says of a text, each with its line."""
    found = proof(body, language, **head).findings
    return [f"{one.origin.line}: {one.message}" for one in found if one.code == code]


def read(body: str, language: str = "nl") -> Reading:
    one = leaflet(body, language)
    return proofread(one, prose(one), LISTS, today=TODAY).reading
