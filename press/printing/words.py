"""PrintJob, language -> the sentence for who stands at the desk: what became of it, what to do.

The sentences lie in words/<language>.yaml, those of en.yaml being the whole. A file more is a
language more; what it does not say, and a language that has none, is said in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from press.errors import PressError
from press.printing.jobs import PrintJob
from press.reading import read_file

_FOLDER = Path(__file__).parent / "words"
_TEXTS = TypeAdapter(dict[str, dict[str, str]])
_ENGLISH = "en"


@cache
def words_of(language: str) -> Mapping[str, Mapping[str, str]]:
    """The words in a language: states of a job, why it does not go on, what was wished."""
    path = _FOLDER / f"{language.partition('-')[0]}.yaml"
    english = {} if path.stem == _ENGLISH else words_of(_ENGLISH)
    if not path.is_file():
        return english
    yaml, findings = read_file(path, f"press/printing/words/{path.name}")
    try:
        known = _TEXTS.validate_python(yaml.data if yaml else None)
    except ValidationError:
        raise PressError(f"{path} cannot be read\n{findings}") from None
    return {kind: {**english.get(kind, {}), **said} for kind, said in ({**english} | known).items()}


def say(job: PrintJob, language: str = _ENGLISH) -> str:
    """What became of a job and what to do, in that language or else in English."""
    words = words_of(language)
    about = ", ".join(words["wishes"].get(each, each) for each in job.about.split(", "))
    why = words["why"].get(job.why, "").replace("{about}", about)
    if job.why == "lost":
        return why
    said = words["states"][job.state]
    first, then = (said, why) if job.state in ("refused", "printing") else (why, said)
    return f"{first} {then}".strip()
