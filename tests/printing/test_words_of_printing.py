"""What is said of a printer is said wholly in each language that there is, else in English."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from press import printing
from press.printing import PrintJob, say
from press.printing import words as module
from press.printing.jobs import JobState
from press.printing.words import words_of

FOLDER = Path(printing.__file__).parent / "words"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def job(state: str, why: str = "", about: str = "") -> PrintJob:
    fields = dict.fromkeys(PrintJob.__dataclass_fields__, "")
    return PrintJob(**{**fields, "state": state, "why": why, "about": about})  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_has_the_words_of_english_with_the_same_blank(language: str) -> None:
    english, own = words_of("en"), words_of(language)
    assert {kind: each.keys() for kind, each in own.items()} == {
        kind: each.keys() for kind, each in english.items()
    }
    for kind, each in english.items():
        for name, said in each.items():
            assert own[kind][name].count("{about}") == said.count("{about}")
            assert language == "en" or own[kind][name] != said or said == "PDF"


def test_every_state_of_a_job_has_its_sentence() -> None:
    assert words_of("en")["states"].keys() == set(get_args(JobState))
    assert say(job("refused", "tray", "top"), "nl").endswith("wel: top.")


def test_what_a_language_does_not_say_is_said_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "en.yaml").write_text((FOLDER / "en.yaml").read_text("utf-8"), "utf-8")
    (tmp_path / "fy.yaml").write_text("states: {done: Ôfdrukt.}\n", "utf-8")
    monkeypatch.setattr(module, "_FOLDER", tmp_path)
    words_of.cache_clear()
    assert say(job("done"), "fy") == "Ôfdrukt."
    assert say(job("waiting"), "fy") == say(job("waiting"), "tlh") == say(job("waiting"), "en")
    words_of.cache_clear()
    assert say(job("done"), "nl-be") == say(job("done"), "en")
    words_of.cache_clear()
