"""The words of each language: all there, none left in English, as many forms as it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from ruamel.yaml import YAML

from press.model.languages import script_of
from press.model.parts import PARTS
from press.proofread.readability import index_of

LAYOUTS = Path(__file__).parents[2] / "layouts"
LANGUAGES = sorted(path.stem for path in (LAYOUTS / "base/words").glob("*.yaml"))
SAME = {
    "fr": "base.parts.key base.parts.questions base.furniture.sources base.furniture.notes"
    " base.furniture.version base.furniture.page base.furniture.web_contact"
    " mail.delivery.version mail.recall.version mail.reminder.version",
    "nl": "base.parts.tip base.furniture.web_contact",
}
"""What a language says in the same letters as English, and rightly so."""
TOP = {"quotes", "month", "day", "digits", "comma", "full_stop", "apostrophes", "read_by"}


def words(language: str) -> dict[str, Any]:
    """Both files of a language as one table: base.parts.key and the like."""
    said: dict[str, Any] = {}
    for folder in ("base", "mail"):
        loaded = YAML(typ="safe").load(LAYOUTS / folder / f"words/{language}.yaml")
        for table, entries in loaded.items():
            if isinstance(entries, Mapping):
                said |= {f"{folder}.{table}.{key}": text for key, text in entries.items()}
            elif table not in TOP:
                said[f"{folder}.{table}"] = entries
    return said


def forms(text: object) -> Iterator[str]:
    yield from text.values() if isinstance(text, Mapping) else [str(text)]


def test_there_are_thirteen_languages_each_with_letters() -> None:
    thirteen = "ar de en es fa fr nl pl so ti tr uk zh"
    assert set(thirteen.split()) <= set(LANGUAGES)
    letters = sorted(path.stem for path in (LAYOUTS / "mail/words").glob("*.yaml"))
    assert letters == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_missing_and_none_is_left_in_english(language: str) -> None:
    english, said = words("en"), words(language)
    assert said.keys() == english.keys()
    assert {key.split(".")[2] for key in said if key.startswith("base.parts.")} == {*PARTS}
    if language != "en":
        same = {key for key, text in said.items() if text == english[key] and "." in key[5:]}
        assert same == set(SAME.get(language, "").split())
        assert said["base.units"] != english["base.units"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_filled_in_in_every_language(language: str) -> None:
    english, said = words("en"), words(language)
    for key, text in said.items():
        wanted = sorted(re.findall(r"\{\w*\}", str(english[key])))
        for form in forms(text):
            found = sorted(re.findall(r"\{\w*\}", form))
            # "one leaflet" may be said without the figure, and so may "two" in Arabic
            assert found == wanted or (form != text and set(found) | {"{count}"} == {*wanted}), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_count_has_the_forms_that_the_language_has(language: str) -> None:
    """French and Spanish say millions in a form of their own: of leaflets there are fewer."""
    rules = Locale.parse(language).plural_form
    needed = {rules(count) for count in range(1000)}
    for key, text in words(language).items():
        if isinstance(text, Mapping):
            assert set(text) == needed | {"other"}, key
        elif "{count}" in str(text):
            assert needed <= {"one", "other"}, f"{key} needs a form for each of {needed}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_week_has_seven_days_and_signs_fit_into_a_sentence(language: str) -> None:
    said = words(language)
    days = said["base.furniture.days"].split()
    assert len(set(days)) == len(days) == 7
    numbers = [key for key in said if "____" in str(said[key])]
    assert numbers == ["base.furniture.sheet_sets"]
    assert "\u00a0" in said["base.furniture.emergency_call"]


@pytest.mark.slow
def test_the_page_on_languages_says_what_there_is_and_who_has_read_it() -> None:
    """Each row follows from the files; to mend the page copy what is said to be missing."""
    page = (LAYOUTS.parent / "docs/languages.md").read_text()
    for language in LANGUAGES:
        base, mail = (
            YAML(typ="safe").load(LAYOUTS / folder / f"words/{language}.yaml")
            for folder in ("base", "mail")
        )
        own = base["furniture"]["web_language"]
        row = (language, own, script_of(language), index_of(language), *map(_readers, (base, mail)))
        assert f"| {' | '.join(row)} |\n" in page
    assert page.count("\n| ") == len(LANGUAGES) + 2


def _readers(words: Mapping[str, Any]) -> str:
    return ", ".join(words["read_by"]) or "nobody yet"
