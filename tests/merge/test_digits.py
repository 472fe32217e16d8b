"""The digits in which the press writes what it says itself, by language and house."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import HOUSE, project_of

from press import build
from press.merge.digits import Digits
from press.model import Practice
from press.model.languages import ten_digits

KNOWN = ("0123 - 45 67 89", "112")


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("1.10", "١.١٠"),
        ("29-2-2026", "29-2-2026"),  # three groups may be a telephone number
        ("7:30 - 20:00", "٧:٣٠ - ٢٠:٠٠"),
        ("8.00–12.00, 13.00–17.00", "٨.٠٠–١٢.٠٠, ١٣.٠٠–١٧.٠٠"),
        ("8.30 (0123 - 45 67 89)", "٨.٣٠ (0123 - 45 67 89)"),
        ("8.30 (+31 20 123 45 67)", "٨.٣٠ (+31 20 123 45 67)"),
        ("8.30, 112", "٨.٣٠, 112"),
        ("8.30 www.24uur.example", "٨.٣٠ www.24uur.example"),
        ("8.30 a1@b2.example", "٨.٣٠ a1@b2.example"),
    ],
)
def test_numbers_are_in_own_digits_but_for_what_is_dialled(said: str, written: str) -> None:
    assert Digits("arabic-indic", KNOWN).written(said) == written
    assert Digits().written(said) == said


def test_digits_are_those_that_unicode_counts_so() -> None:
    assert ten_digits("persian") == "۰۱۲۳۴۵۶۷۸۹"
    assert [int(each) for each in ten_digits("devanagari")] == list(range(10))


@pytest.mark.parametrize(
    ("digits", "arabic", "persian"),
    [
        (None, False, False),
        ("western", False, False),
        ("native", True, True),
        ({"ar": "native"}, True, False),
        ({"fa": "native", "ar": "western"}, False, True),
    ],
)
def test_a_practice_wants_them_in_all_languages_or_some(
    digits: object, arabic: bool, persian: bool
) -> None:
    practice = project_of(HOUSE).practices[0].model_dump() | {"digits": digits}
    wants = Practice.model_validate(practice).wants_native_digits
    assert (wants("ar-ma"), wants("fa")) == (arabic, persian)


def test_the_house_says_it_for_practices_that_do_not(house: Path) -> None:
    (house / "sources/house.yaml").write_text("digits: {ar: native}\n", encoding="utf-8")
    path = house / "sources/practices/brug/practice.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8')}digits: western\n", encoding="utf-8")
    known = {each.id: each.digits for each in build.load(house).practices}
    assert known.pop("brug") == "western"
    assert set(map(str, known.values())) == {"{'ar': 'native'}"}
