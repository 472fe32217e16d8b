"""No source of the press is so long that it must have two jobs."""

from __future__ import annotations

from pathlib import Path

PRESS = Path(__file__).parents[1] / "press"
MOST = 300
"""Lines."""


def test_no_source_of_the_press_is_longer_than_one_job_needs() -> None:
    sources = list(PRESS.rglob("*.py"))
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sources}
    assert {path: count for path, count in lines.items() if count > MOST} == {}
