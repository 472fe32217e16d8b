"""The desk speaks each of its languages wholly."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from press import desk
from press.desk.words import face_for, faces

FOLDER = Path(desk.__file__).parent
USED = {
    word
    for path in (*FOLDER.glob("templates/*.html"),)
    for word in re.findall(r'say\("([a-z_]+)"', path.read_text("utf-8"))
}
"""The words that templates ask for by name."""


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", sorted(faces()))
def test_every_language_has_the_words_of_english_with_the_same_blanks(language: str) -> None:
    english, other = faces()["en"].texts, faces()[language].texts
    assert other.keys() == english.keys()
    assert {word for word in english if blanks(english[word]) != blanks(other[word])} == set()
    assert all(text.strip() for text in other.values())


def test_templates_ask_for_words_that_there_are_and_no_word_is_left_over() -> None:
    said = " ".join(path.read_text("utf-8") for path in FOLDER.rglob("*.py"))
    said += " ".join(path.read_text("utf-8") for path in FOLDER.rglob("*.html"))
    known = faces()["en"].texts
    assert known.keys() >= USED
    assert {word for word in known if f'"{word}"' not in said} == set()


@pytest.mark.parametrize(
    ("chosen", "accepted", "practice", "face"),
    [
        ("en", "nl", ("nl",), "en"),
        ("", "fr-FR, nl;q=0.8, en;q=0.5", ("en",), "nl"),
        ("", "", ("en", "nl"), "en"),
        ("xx", "yy", ("zz",), "nl"),
    ],
)
def test_a_browser_is_spoken_to_in_what_it_asks_for(
    chosen: str, accepted: str, practice: tuple[str, ...], face: str
) -> None:
    assert face_for(chosen, accepted, practice).language == face
