"""A practice or the house, and what is said -> Letter: layouts/mail in one language.

`mail/message.*` goes with leaflets to a patient, `mail/delivery.*` with a new set to a
practice, `mail/recall.*` to a practice that has a leaflet which was taken back,
`mail/reminder.*` to who must review leaflets of the house.
The words lie in mail/words/<language>.yaml. Nothing in a letter is fetched from anywhere
when it is opened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, UndefinedError

from press.colour.derive import BLACK, WHITE, derive
from press.merge.dates import written
from press.merge.sandbox import Sandbox
from press.model import Finding, House, Letter, OneLine, Origin, Practice, Written, values
from press.reading import did_you_mean, read_file, validate

Kind = Literal["message", "delivery", "recall", "reminder"]
_FOLDER = "mail"
_PLAIN = derive(BLACK, BLACK, BLACK, WHITE)
"""The colours of a letter of the house, which has no brand."""


class LetterWords(Written):
    """What letters say in one language: mail/words/<language>.yaml. {Names} are filled in.

    A house with words of its own may lack some kinds of letters: those are the press's.
    """

    direction: Literal["ltr", "rtl"] = "ltr"
    message: dict[str, OneLine]
    delivery: dict[str, OneLine]
    recall: dict[str, OneLine] | None = None
    reminder: dict[str, OneLine] | None = None


def letter_language(house: House, languages: Sequence[str]) -> str:
    """The first of these languages that the press has letters in; English if there is none."""
    known = {
        path.stem
        for folder in house.layouts
        for path in (folder / _FOLDER / "words").glob("*.yaml")
    }
    return next((each for each in languages if each in known), "en")


def write_letter(
    kind: Kind, practice: Practice | None, house: House, language: str, said: Mapping[str, Any]
) -> tuple[Letter | None, list[Finding]]:
    """Write a letter; `said` is what its templates and words may name besides the practice.

    A reminder has no practice: it is the house's own.
    """
    words, findings = _load_words(house, language, kind)
    if words is None:
        return None, findings
    if kind == "message" and practice and not practice.phone:
        message = "the letter asks to call, and the practice has no telephone number"
        return None, [Finding("D006", "error", message, practice.origin, "add 'phone:'")]
    known = {"practice": practice.name, "phone": practice.phone or ""} if practice else {}
    given = {name: _as_words(value, language) for name, value in said.items()}
    known |= {name: str(value) for name, value in given.items() if isinstance(value, str | int)}
    spoken: Mapping[str, str] = getattr(words, kind) or {}
    try:
        say = {name: text.format_map(known) for name, text in spoken.items()}
        given = {
            **({"signed": practice.name} if practice else {}),
            **given,
            "say": say,
            "language": language,
            "direction": words.direction,
            "practice": practice,
            "values": values(practice, language) if practice else {},
            "colours": practice.brand.colours if practice else _PLAIN,
        }
        text = _fill(house, f"{kind}.txt", given, plain_text=True)
        html = _fill(house, f"{kind}.html", given)
        return Letter(language, say["subject"], text, html, say["attachment"]), findings
    except (TemplateError, LookupError, ValueError, AttributeError) as error:
        return None, [_not_written(error, kind, language, sorted(known))]


def _not_written(error: Exception, kind: Kind, language: str, known: list[str]) -> Finding:
    """What stands in the way of a letter: mostly a name in its words that nothing has."""
    place = Origin(f"layouts/{_FOLDER}/words/{language}.yaml")
    lacking = re.search(r"no attribute '(\w+)'$", str(error))
    if isinstance(error, KeyError):
        why = f"there is nothing to fill in for {{{error.args[0]}}}"
        hint = did_you_mean(str(error.args[0]), known)
    elif isinstance(error, UndefinedError) and lacking:
        why, hint = f"it has no words for '{lacking[1]}'", "add them, as the press's own have them"
    elif isinstance(error, TemplateError):
        why, hint, place = str(error), "", Origin(f"layouts/{_FOLDER}/{kind}.html")
    else:
        why = "a name in braces is not one that can be filled in"
        hint = f"known are {', '.join(known)}"
    return Finding("D006", "error", f"the letter cannot be written: {why}", place, hint)


def _as_words(value: Any, language: str) -> Any:
    """A day as the language writes it; anything else as it is."""
    if value is None:
        return ""
    return written(value, "d MMMM yyyy", language) if isinstance(value, date) else value


def _load_words(
    house: House, language: str, kind: Kind
) -> tuple[LetterWords | None, list[Finding]]:
    """The words of a language, from the first folder of layouts that has them for this kind."""
    known: list[str] = []
    for folder in house.layouts:
        path = folder / _FOLDER / "words" / f"{language}.yaml"
        known += [other.stem for other in path.parent.glob("*.yaml")]
        if path.is_file():
            words, findings = _read_words(path, f"layouts/{_FOLDER}/words/{language}.yaml")
            if words is None or getattr(words, kind) is not None:
                return words, findings
    message = f"the press has no letter in the language '{language}'"
    hint = did_you_mean(language, sorted(set(known)))
    origin = Origin(f"layouts/{_FOLDER}/words/{language}.yaml")
    return None, [Finding("D001", "error", message, origin, f"add this file; {hint}")]


def _read_words(path: Path, name: str) -> tuple[LetterWords | None, list[Finding]]:
    yaml, findings = read_file(path, name)
    if yaml is None:
        return None, findings
    words, more = validate(LetterWords, yaml)
    return words, [*findings, *more]


def _fill(house: House, name: str, given: Mapping[str, Any], *, plain_text: bool = False) -> str:
    environment = Sandbox(
        loader=FileSystemLoader(house.layouts),
        autoescape=not plain_text,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.pop("safe", None)
    environment.filters["day"] = lambda value: _as_words(value, given["language"])
    return environment.get_template(f"{_FOLDER}/{name}").render(given).strip() + "\n"
