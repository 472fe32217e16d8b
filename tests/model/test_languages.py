"""What follows from the code of a language: direction, parents, plural forms."""

from __future__ import annotations

import pytest

from press.model import in_language
from press.model.languages import closest, direction_of, parents_of, plural_of, script_of


@pytest.mark.parametrize(
    ("language", "script", "direction"),
    [
        ("nl", "Latn", "ltr"),
        ("uk", "Cyrl", "ltr"),
        ("ti", "Ethi", "ltr"),
        ("zh", "Hans", "ltr"),
        ("zh-hant", "Hant", "ltr"),
        ("ar", "Arab", "rtl"),
        ("fa-af", "Arab", "rtl"),
        ("he", "Hebr", "rtl"),
        ("yi", "Hebr", "rtl"),
        ("ckb", "Arab", "rtl"),
        ("dv", "Thaa", "rtl"),
        ("ps", "Arab", "rtl"),
        ("pa", "Guru", "ltr"),
        ("pa-pk", "Arab", "rtl"),
        ("az", "Latn", "ltr"),
        ("az-arab", "Arab", "rtl"),
        ("xx", "Latn", "ltr"),
    ],
)
def test_a_language_has_its_script_and_direction(
    language: str, script: str, direction: str
) -> None:
    assert (script_of(language), direction_of(language)) == (script, direction)


def test_a_language_with_a_region_is_a_kind_of_another() -> None:
    assert parents_of("zh-hant-hk") == ("zh-hant", "zh")
    assert parents_of("nl") == ()
    assert closest("zh-hant-hk", {"zh", "nl"}) == "zh"
    assert closest("pt-br", {"pt-br", "pt"}) == "pt-br"
    assert closest("fy", {"nl"}) == ""


def test_a_text_in_some_languages_is_read_in_the_nearest() -> None:
    text = {"en": "Monday", "nl": "maandag"}
    assert in_language(text, "nl-be") == "maandag"
    assert in_language(text, "fy") == "Monday"


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("nl", {1: "one", 2: "other"}),
        ("pl", {1: "one", 2: "few", 5: "many", 12: "many", 22: "few"}),
        ("uk-ua", {1: "one", 3: "few", 11: "many", 21: "one"}),
        ("ar", {0: "zero", 1: "one", 2: "two", 3: "few", 11: "many", 100: "other"}),
        ("zh", {1: "other", 2: "other"}),
        ("qqq", {1: "one", 2: "other"}),
    ],
)
def test_a_number_of_things_has_the_form_of_its_language(
    language: str, forms: dict[int, str]
) -> None:
    assert {count: plural_of(count, language) for count in forms} == forms
