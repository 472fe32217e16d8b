"""The small house proofread on a day that does not change, and findings as a check tells them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import HOUSE, project_of

import press.commands.check
from press import build
from press.build.proofs import proofread_all
from press.model import Finding, Leaflet, Origin, Severity
from press.proofread import Proof

TODAY = date(2026, 11, 22)
Proofs = tuple[tuple[Leaflet, Proof], ...]


class Today(date):
    """The day of these tests: what is due by then does not change with the calendar."""

    @classmethod
    def today(cls) -> Today:
        return cls(2026, 11, 22)


@pytest.fixture
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """`leaflet check` on a day that stays."""
    monkeypatch.setattr(press.commands.check, "date", Today)


def finding(
    code: str = "T010", path: str = "sources/leaflets/nl/slapen.md", **said: Any
) -> Finding:
    """A finding about a leaflet of the small house."""
    severity: Severity = said.pop("severity", "warning")
    line = said.pop("line", 7)
    return Finding(code, severity, said.pop("message", "a hard word"), Origin(path, line), **said)


@cache
def proofs(house: Path = HOUSE, /, **order: Any) -> Proofs:
    """The leaflets that an order asks for, proofread."""
    return proofread_all(project_of(house), build.Order(**order), TODAY)[0]
