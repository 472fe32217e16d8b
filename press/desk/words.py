"""words/<language>.yaml -> what the desk's pages say, in the language of whoever sits there.

A word file more is a language more: its keys are those of en.yaml, {names} are filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from pydantic import TypeAdapter, ValidationError

from press.errors import PressError
from press.model.languages import direction_of
from press.reading import read_file

_FOLDER = Path(__file__).parent / "words"
_TEXTS = TypeAdapter(dict[str, str])


@dataclass(frozen=True, slots=True)
class Face:
    """The pages in one language: its code and its words."""

    language: str
    texts: Mapping[str, str]

    def __hash__(self) -> int:
        return hash(self.language)

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    def __call__(self, word: str, **values: object) -> str:
        """What is said for a word; a word that the file does not know is said as it is."""
        text = self.texts.get(word)
        return word if text is None else text.format_map(values)

    def day(self, day: object) -> str:
        """A day as this language writes it."""
        return format_date(day, "d MMMM yyyy", locale=self.language)  # type: ignore[arg-type]

    def names(self, codes: Iterable[str]) -> str:
        """What this language calls these."""
        return " + ".join(map(self.language_name, codes))

    def language_name(self, code: str) -> str:
        """What this language calls a language."""
        name = Locale.parse(self.language).languages.get(code.partition("-")[0])
        return str(name or code)


@cache
def faces() -> Mapping[str, Face]:
    """Every language that the desk speaks, by its code."""
    found = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        yaml, findings = read_file(path, f"press/desk/words/{path.name}")
        try:
            texts = _TEXTS.validate_python(yaml.data if yaml else None)
        except ValidationError:
            raise PressError(f"{path} cannot be read\n{findings}") from None
        found[path.stem] = Face(path.stem, texts)
    return found


def face_for(chosen: str, accepted: str, practice: tuple[str, ...]) -> Face:
    """The face that was chosen, else what the browser asks for, else the practice's own."""
    known = faces()
    asked = [part.partition(";")[0].strip().lower()[:2] for part in accepted.split(",")]
    for language in (chosen, *asked, *practice, "nl"):
        if language in known:
            return known[language]
    return next(iter(known.values()))
