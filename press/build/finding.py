"""Project, words -> leaflets, booklets and exercises that hold them all, the nearest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from press.build.plan import plan
from press.build.project import Project
from press.choices import Order
from press.errors import UsageError
from press.model import Exercise, Publication
from press.model.languages import without_marks

_SNIPPET = 90
"""Signs of the line in which something was found."""


class Hit(NamedTuple):
    """Something that holds the words: what it is, the line they stand in, its files."""

    slug: str
    language: str
    kind: str
    title: str
    where: str
    files: tuple[str, ...]
    """Below the output folder, as far as they are there."""


def find(project: Project, words: str, order: Order) -> list[Hit]:
    """What holds all words; of a practice, what it hands out. UsageError without a word."""
    wanted = _words(words)
    if not wanted:
        raise UsageError(f"there is no word in '{words}'")
    variants = plan(project, order)
    files: dict[tuple[str, str, str], list[str]] = {}
    for variant in variants:
        it = variant.publication
        files.setdefault((it.slug, it.language, it.kind), []).append(variant.path)
    hits = []
    for it in project.publications:
        key = (it.slug, it.language, it.kind)
        named = not order.languages or it.language in order.languages
        if not named or (order.practices and key not in files):
            continue
        if found := _found(wanted, f"{it.title} {it.slug}", _lines(it)):
            there = [each for each in files.get(key, ()) if (project.house.output / each).is_file()]
            hits.append((found[0], Hit(*key, it.title, found[1], tuple(there))))
    for exercise in project.library.content.exercises:
        if not order.languages or exercise.language in order.languages:
            found = _found(wanted, f"{exercise.title} {exercise.slug}", _lines_of(exercise))
            if found:
                hit = Hit(
                    exercise.slug, exercise.language, "exercise", exercise.title, found[1], ()
                )
                hits.append((found[0], hit))
    return [hit for _, hit in sorted(hits, key=lambda pair: (pair[0], pair[1]))]


def meant(project: Project, words: str) -> str:
    """The words as the house writes them, where one that is in no text is near to one that is."""
    known = {
        word: None
        for it in project.publications
        for line in (it.title, *_lines(it))
        for word in _words(line)
        if len(word) > 3
    }
    nearest = [
        word
        if any(each.startswith(word) for each in known)
        else next(iter(get_close_matches(word, known, n=1, cutoff=0.75)), word)
        for word in _words(words)
    ]
    return "" if nearest == _words(words) else " ".join(nearest)


def _found(wanted: list[str], title: str, lines: Sequence[str]) -> tuple[int, str] | None:
    """How near the words stand to the title, and the line that has most of them beside it."""
    if all(_has(title, word) for word in wanted):
        return 0, ""
    if not all(any(_has(line, word) for line in (title, *lines)) for word in wanted):
        return None
    best = max(lines, key=lambda line: sum(_has(line, word) for word in wanted))
    number = lines.index(best)
    return (1 if number < 2 else 2), _cut(best, wanted)


def _lines(publication: Publication) -> list[str]:
    """Its summary and keywords, then its text line by line; of a booklet each leaflet's."""
    head = publication.head
    lines = [head.summary, ", ".join(head.keywords)]
    for leaflet in publication.leaflets:
        lines += [
            leaflet.title,
            leaflet.summary,
            *filter(None, map(_plain, leaflet.body.split("\n"))),
        ]
    return lines


def _lines_of(exercise: Exercise) -> list[str]:
    return [exercise.purpose, *exercise.steps, exercise.dose]


def _plain(line: str) -> str:
    """A line of Markdown as it is read: without marks, notes, addresses."""
    line = re.sub(r"\[\^[^\]]*\]|\{[%{].*?[%}]\}|\]\([^)]*\)", "", line)
    return re.sub(r"[#*_>`\[\]|!]+", " ", line).strip(" -=")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", without_marks(text.casefold()))


def _has(text: str, word: str) -> bool:
    """Whether a word of the text begins so."""
    return any(each.startswith(word) for each in _words(text))


def _cut(line: str, wanted: list[str]) -> str:
    """So much of a line around the first of the words as fits on one of a terminal."""
    words = line.split()
    at = next((i for i, each in enumerate(words) if any(_has(each, one) for one in wanted)), 0)
    begin = at
    while begin and len(" ".join(words[begin - 1 : at])) < _SNIPPET // 2:
        begin -= 1
    end = at
    while end < len(words) and len(" ".join(words[begin : end + 1])) <= _SNIPPET:
        end += 1
    before, after = "… " if begin else "", " …" if end < len(words) else ""
    return f"{before}{' '.join(words[begin:end])}{after}"
