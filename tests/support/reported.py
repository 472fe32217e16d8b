"""Checks of a small house, and the reports of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from conftest import HOUSE, project_of

from press import build
from press.build.proofs import proofread_all
from press.model import Finding, Origin
from press.proof import Thumbnail
from press.report import Check, LeafletReport, Pages, draw_up

TODAY = date(2026, 11, 22)


PROJECT = project_of(HOUSE)


FOUND = (
    Finding("T010", "warning", "a hard word: 'frequent'", Origin("a.md", 3), "say 'vaak'"),
    Finding("T010", "warning", "a hard word: 'innemen'", Origin("b.md", 9), "say 'slikken'"),
    Finding("P011", "error", "'<b>Bron & co' runs over the edge", Origin("a.md", 5)),
    Finding("T008", "info", "nobody tried it out", Origin("a.md", 2)),
)


@cache
def sheets() -> tuple[LeafletReport, ...]:
    proofs, _ = proofread_all(PROJECT, build.Order(), TODAY)
    return draw_up(proofs, (), ())


def check(*changed: LeafletReport, **given: Any) -> Check:
    """A check of the small house in which nothing was found, but for what is given."""
    made: dict[str, Any] = {"checked": 3, "failed": 0, "with_findings": 0, "findings": (), **given}
    return Check(today=TODAY, reports=changed or sheets(), **made)


def with_head(sheet: LeafletReport, **head: Any) -> LeafletReport:
    return replace(sheet, leaflet=sheet.leaflet.model_copy(update=head))


def pages(number: int) -> Pages:
    variant = build.plan(PROJECT, build.Order(layouts=("a4",)))[0]
    return Pages(variant, (Thumbnail(b"webp", 30, 42),) * number)
