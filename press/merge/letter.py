"""A practice or the house, and what is said -> Letter: layouts/mail in one language.

`mail/message.*` goes with leaflets to a patient, `mail/delivery.*` with a new set to a
practice, `mail/recall.*` to a practice that has a leaflet which was taken back,
`mail/reminder.*` to who must review leaflets of the house.
The words lie in mail/words/<language>.yaml. Nothing in a letter is fetched from anywhere
when it is opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal

from jinja2 import TemplateError, UndefinedError

from press.colour.derive import BLACK, WHITE, derive
from press.merge.dates import written
from press.merge.sandbox import sandbox
from press.model import Finding, House, Letter, OneLine, Origin, Practice, Written, values
from press.model.languages import closest, direction_of, plural_of
from press.reading import did_you_mean, read_file, validate

Kind = Literal["message", "delivery", "recall", "reminder"]
_FOLDER = "mail"
_PLAIN = derive(BLACK, BLACK, BLACK, WHITE)
"""The colours of a letter of the house, which has no brand."""


Said = OneLine | dict[Literal["zero", "one", "two", "few", "many", "other"], OneLine]
"""A text; where it tells of `count` things, one for each form that the language has (CLDR)."""


class LetterWords(Written):
    """What letters say in one language: mail/words/<language>.yaml. {Names} are filled in.

    A house with words of its own may lack some kinds of letters: those are the press's.
    """

    read_by: tuple[OneLine, ...] = ()
    """Who has read these words as their own language, and when: nobody yet where it is empty."""
    day: OneLine = "d MMMM yyyy"
    """How a day is written, in the letters of CLDR."""
    message: dict[str, Said]
    delivery: dict[str, Said]
    recall: dict[str, Said] | None = None
    reminder: dict[str, Said] | None = None


def write_letter(
    kind: Kind,
    practice: Practice | None,
    house: House,
    languages: Sequence[str],
    said: Mapping[str, Any],
) -> tuple[Letter | None, list[Finding]]:
    """Write a letter; `said` is what its templates and words may name besides the practice.

    In the first of these languages that has words for letters. A patient who has none gets no
    letter; who works here gets an English one, and that is told. A reminder has no practice.
    """
    language, words, findings = _load_words(house, languages, kind)
    if words is None:
        return None, findings
    if kind == "message" and practice and not practice.phone:
        message = "the letter asks to call, and the practice has no telephone number"
        return None, [Finding("D006", "error", message, practice.origin, "add 'phone:'")]
    direction = direction_of(language)
    known = {"practice": practice.name, "phone": practice.phone or ""} if practice else {}
    if direction == "rtl" and "phone" in known:
        known["phone"] = f"\u2066{known['phone']}\u2069"  # else its groups change places (UAX 9)
    day = partial(_as_words, pattern=words.day, language=language)
    given = {name: day(value) for name, value in said.items()}
    known |= {name: str(value) for name, value in given.items() if isinstance(value, str | int)}
    spoken: Mapping[str, Said] = getattr(words, kind) or {}
    form = plural_of(said.get("count", 1), language)
    try:
        say = {name: _formed(text, form).format_map(known) for name, text in spoken.items()}
        given = {
            **({"signed": practice.name} if practice else {}),
            **given,
            "say": say,
            "language": language,
            "direction": direction,
            "practice": practice,
            "values": values(practice, language) if practice else {},
            "colours": practice.brand.colours if practice else _PLAIN,
        }
        text = _fill(house, f"{kind}.txt", given, day, plain_text=True)
        html = _fill(house, f"{kind}.html", given, day)
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


def _formed(text: Said, form: str) -> str:
    """A text in the form for a number of things."""
    if isinstance(text, str):
        return text
    said = {str(name): one for name, one in text.items()}
    return said.get(form, said["other"])


def _as_words(value: object, pattern: str, language: str) -> object:
    """A day as the language writes it; anything else as it is."""
    if value is None:
        return ""
    return written(value, pattern, language) if isinstance(value, date) else value


def _load_words(
    house: House, languages: Sequence[str], kind: Kind
) -> tuple[str, LetterWords | None, list[Finding]]:
    """The language of a letter and its words, of the first folder that has them for this kind."""
    folders = [folder / _FOLDER / "words" for folder in house.layouts]
    known = {path.stem for folder in folders for path in folder.glob("*.yaml")}
    found = next((each for each in languages if closest(each, known)), "")
    findings = [] if found else [_unknown(kind, languages[0], known)]
    if not found and kind == "message":
        return "", None, findings
    language = found or "en"
    stem = closest(language, known)
    for folder in folders:
        if (path := folder / f"{stem}.yaml").is_file():
            words, more = _read_words(path, f"layouts/{_FOLDER}/words/{stem}.yaml")
            if words is None or getattr(words, kind) is not None:
                return language, words, [*findings, *more]
    return language, None, [*findings, _unknown("message", language, known)]


def _unknown(kind: Kind, language: str, known: Collection[str]) -> Finding:
    """That there is no letter in a language; of one that goes out in English a warning."""
    message = f"the press has no letter in the language '{language}'"
    if kind != "message":
        message += ": this one is in English"
    hint = f"add this file; {did_you_mean(language, sorted(known))}".rstrip("; ")
    origin = Origin(f"layouts/{_FOLDER}/words/{language}.yaml")
    return Finding("D001", "error" if kind == "message" else "warning", message, origin, hint)


def _read_words(path: Path, name: str) -> tuple[LetterWords | None, list[Finding]]:
    yaml, findings = read_file(path, name)
    if yaml is None:
        return None, findings
    words, more = validate(LetterWords, yaml)
    return words, [*findings, *more]


def _fill(
    house: House,
    name: str,
    given: Mapping[str, Any],
    day: Callable[[object], object],
    *,
    plain_text: bool = False,
) -> str:
    environment = sandbox(house.layouts, autoescape=not plain_text)
    environment.filters["day"] = day
    return environment.get_template(f"{_FOLDER}/{name}").render(given).strip() + "\n"
