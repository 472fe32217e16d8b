"""The figures of a text, levelled: the same in whatever language they are written."""

from __future__ import annotations

import pytest

from press.merge.figures import figures_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,5 mg", "1.5 mg"),
        ("om 18.00 uur", "at 6 p.m."),
        ("om 12.30 uur", "at 12:30 pm"),
        ("om 0.15 uur", "at 12.15 a.m."),
        ("à 8 h 30", "8:30"),
        ("1.000 stappen", "1,000 steps"),
        ("1\u00a0000 pas", "1000 steps"),
        ("٣ مرات", "3 keer"),
        ("۳٫۵", "3,5"),
        ("2–3 keer", "3 to 2"),
        ("020 - 123 45 67", "020 - 123 45 67"),
    ],
)
def test_figures_are_the_same_however_they_are_written(one: str, other: str) -> None:
    assert figures_in(one) == figures_in(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("500 mg", "50 mg"),
        ("1,5", "15"),
        ("8.00 uur", "8 p.m."),
        ("2 keer 3", "3 keer"),
        ("0,125 mg", "125 mg"),
        ("0123 - 45 67 89", "0123 - 45 67 98"),
    ],
)
def test_figures_that_differ_differ(one: str, other: str) -> None:
    assert figures_in(one) != figures_in(other)
