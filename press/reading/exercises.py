"""sources/exercises -> Exercise, the passages that leaflets include, and a patient's own sheet.

An exercise is written once. A leaflet shows it with `{% include "exercises/bridge" %}`;
a practice hands out those that it chooses, in its own order, with a week to fill in.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from press.errors import UsageError
from press.model import (
    Exercise,
    Finding,
    House,
    Leaflet,
    Origin,
    Passage,
    Publication,
    Words,
)
from press.reading import (
    Each,
    ReadAs,
    did_you_mean,
    lies_inside,
    one_by_one,
    read_headed,
    validate,
)
from press.reading.files import outside

_TO_FILL_IN = {1: (2, 5), 2: (2, 0), 3: (1, 2), 5: (2, 7), 6: (2, 5), 7: (2, 0), 8: (1, 3)}
"""Weeks and lines for questions that fill the pages of so many exercises."""

_STOP = "exercise-sheet.md"
"""The passage that stands above the week of every sheet, if the house has it."""

_LONGEST_NAME = 64
"""Of a file, as of every identifier."""


_BLANK = re.compile("_{2,}")
"""Where somebody writes with a pen, unless it is typed in."""


@dataclass(frozen=True, slots=True)
class Dose:
    """How often one patient does an exercise: numbers for the blanks, '' to leave them blank."""

    sets: str = ""
    times: str = ""


def load_exercises(house: House, each: Each = one_by_one) -> tuple[list[Exercise], list[Finding]]:
    """Load every exercise; a broken one costs only itself."""

    def load(path: Path) -> tuple[Exercise | None, list[Finding]]:
        return load_exercise(path, house.name_of(path))

    exercises, findings, paths = [], [], []
    for path in sorted((house.sources / "exercises").glob("*/*.md")):
        if lies_inside(path, house.root):
            paths.append(path)
        else:
            findings.append(outside(house.name_of(path)))
    for exercise, more in each(load, paths, ReadAs(Exercise)):
        findings += more
        if exercise:
            exercises.append(exercise)
    return exercises, findings


def load_exercise(path: Path, name: str) -> tuple[Exercise | None, list[Finding]]:
    """Read one exercise; `name` is the path that findings show."""
    file, findings = read_headed(path, name, "an exercise")
    if file is None:
        return None, findings
    if file.body.strip():
        message = "an exercise is written in its head only"
        hint = "put it under 'steps', 'dose' or 'caution'"
        return None, [Finding("S053", "error", message, Origin(name, file.body_line), hint)]
    given = {"slug": path.stem, "language": path.parent.name, "origin": Origin(name, 1)}
    return validate(Exercise, file.yaml, given)


def passages_of(exercises: Sequence[Exercise]) -> Mapping[tuple[str, str], Passage]:
    """Each exercise as the passage that a leaflet may include."""
    return {
        (exercise.language, f"exercises/{exercise.slug}"): Passage(_part(exercise), exercise.origin)
        for exercise in exercises
    }


def _part(exercise: Exercise, sets: str = "", given: Dose | None = None) -> str:
    """An exercise in the words of a leaflet: the part `!!! exercise`, `sets` below its dose."""
    given = given or Dose()
    dose, sets = _filled(exercise.dose, given.times), _filled(sets, given.sets)
    steps = [f"{number}. {step}" for number, step in enumerate(exercise.steps, 1)]
    lines = [
        f"![{exercise.picture_alt}]({exercise.picture})",
        "",
        exercise.purpose,
        "",
        *steps,
        "",
        f"{dose}<br>{sets}" if sets and exercise.sets else dose,
        *(["{: .own-dose }"] if given != Dose() else []),
    ]
    if exercise.caution:
        lines += ["", exercise.caution]
    body = "\n".join(f"    {line}".rstrip() for line in lines)
    return f'!!! exercise "{exercise.title}"\n{body}\n'


def _filled(text: str, number: str) -> str:
    """A text with a number in its first blank; digits only, whatever was typed."""
    return _BLANK.sub(number, text, count=1) if number.isdecimal() else text


def page_of(exercise: Exercise) -> Leaflet:
    """An exercise as a text of its own, as a web page shows it."""
    steps = [f"{number}. {step}" for number, step in enumerate(exercise.steps, 1)]
    blocks = [
        f"![{exercise.picture_alt}]({exercise.picture})",
        "\n".join(steps),
        exercise.dose,
        exercise.caution or "",
    ]
    return Leaflet(
        slug=exercise.slug,
        language=exercise.language,
        title=exercise.title,
        summary=exercise.purpose,
        version=exercise.version,
        published=exercise.reviewed,
        reviewed=exercise.reviewed,
        review_due=exercise.review_due,
        authors=("-",),
        body="\n\n".join(filter(None, blocks)),
        body_line=1,
        origin=exercise.origin,
    )


def sheet(
    slugs: Sequence[str],
    language: str,
    known: Sequence[Exercise],
    words: Words,
    passages: Container[tuple[str, str]] = (),
    doses: Mapping[str, Dose] | None = None,
) -> Publication:
    """A patient's own sheet: these exercises in this order, and a week to fill in.

    In front of the week stands when to stop and call, if the house has that passage.
    """
    by_slug = {exercise.slug: exercise for exercise in known if exercise.language == language}
    chosen = []
    for slug in slugs:
        if slug not in by_slug:
            hint = did_you_mean(slug, sorted(by_slug))
            raise UsageError(
                f"there is no exercise '{slug}' in the language '{language}'"
                + (f" ({hint})" if hint else "")
            )
        chosen.append(by_slug[slug])
    say = words.furniture
    sets, given = say.get("sheet_sets", ""), doses or {}
    parts = "\n".join(_part(each, sets, given.get(each.slug)) for each in chosen)
    days = say["days"].split()
    rows = "\n".join(f"    | **{exercise.title}** |{' |' * len(days)}" for exercise in chosen)
    week = (
        f"    | {say['sheet_week']} ________ | {' | '.join(days)} |\n"
        f"    |{' --- |' * (len(days) + 1)}\n{rows}\n\n"
    )
    weeks, lines = _TO_FILL_IN.get(len(chosen), (1, 0))
    stop = f'    {{% include "{_STOP}" %}}\n\n' if (language, _STOP) in passages else ""
    body = f'{parts}\n!!! diary "{say["sheet_diary"]}"\n{stop}{week * weeks}'
    if lines:
        body += f'!!! fill-in "{say["sheet_questions"]}"\n' + "    ____\n\n" * lines
    origin = chosen[0].origin
    leaflet = Leaflet(
        slug=_called(slugs),
        language=language,
        title=say["sheet_title"],
        summary=say["sheet_summary"],
        version=max(exercise.version for exercise in chosen),
        published=min(exercise.reviewed for exercise in chosen),
        reviewed=min(exercise.reviewed for exercise in chosen),
        review_due=min(exercise.review_due for exercise in chosen),
        authors=(say["sheet_author"],),
        picture=chosen[0].picture,
        picture_alt=chosen[0].picture_alt,
        body=body,
        body_line=1,
        origin=origin,
    )
    return Publication(leaflet.slug, language, leaflet, (leaflet,), origin, {}, is_sheet=True)


def _called(slugs: Sequence[str]) -> str:
    """A file name that says which exercises are in it, the same for the same list.

    Where there is no room for all it names the first, and ends in six signs of a digest
    of the whole list: no two lists share a file.
    """
    name = "-".join(["exercises", *slugs])
    if len(name) <= _LONGEST_NAME:
        return name
    end = f"-and-more-{sha256(name.encode()).hexdigest()[:6]}"
    return name[: _LONGEST_NAME - len(end) + 1].rpartition("-")[0] + end
