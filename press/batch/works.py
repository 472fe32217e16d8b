"""A folder -> Works: the house loaded, and its words proofread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from press.allowed import sift
from press.batch.apart import Readers
from press.batch.findings import has_errors, names_in, sort
from press.content import load_content, load_publications
from press.exercises import load_exercises, passages_of, sheet
from press.house import open_house
from press.layouts import families, load_faces, load_layouts, load_words
from press.model import (
    Finding,
    House,
    Layout,
    Origin,
    Practice,
    Publication,
    Stock,
)
from press.practices import load_practices
from press.reading import did_you_mean


@dataclass(frozen=True, slots=True)
class Works:
    """A loaded house: everything that variants can be made of, and what was wrong in it."""

    stock: Stock
    publications: tuple[Publication, ...]
    practices: tuple[Practice, ...]
    layouts: tuple[Layout, ...]
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...] = ()
    troubles: tuple[str, ...] = ()
    """Tracebacks of mistakes of ours, met while reading."""

    @property
    def house(self) -> House:
        return self.stock.house


def load(root: Path) -> Works:
    """Load a house; what is broken is left out and named among the findings.

    What writers and practices wrote is read in children: nothing in it is trusted.
    """
    house, findings = open_house(root)
    readers = Readers(house)
    content, more = load_content(house, readers)
    findings += more
    exercises, more = load_exercises(house, readers)
    findings += more
    content = replace(
        content,
        passages={**content.passages, **passages_of(exercises)},
        exercises=tuple(exercises),
    )
    layouts, more = load_layouts(house)
    findings += more
    words, more = load_words(house)
    findings += more
    faces = load_faces(house)
    practices, found = load_practices(house, families(faces), readers)
    publications, more = load_publications(house, content, readers)
    findings += more
    stock = Stock(house, content, words, faces)
    findings += found
    kept, silenced = sift(sort(findings), content.leaflets)
    whole = tuple(each for each in publications if not _broken(each, kept))
    works = Works(stock, whole, practices, layouts, kept, silenced, tuple(readers.troubles))
    return replace(works, findings=sort([*kept, *_unknown_wishes(works)]))


def _unknown_wishes(works: Works) -> Iterator[Finding]:
    """What a practice asks for under `layouts` and `publications`, and the house does not have."""
    broken = names_in(works.findings)
    layouts = {layout.name for layout in works.layouts}
    publications = {publication.slug for publication in works.publications}
    for practice in works.practices:
        for kind, wished, known in (
            ("layout", practice.layouts, layouts),
            ("publication", practice.publications, publications),
        ):
            for name in sorted(set(wished) - known - broken):
                message, hint = f"there is no {kind} '{name}'", did_you_mean(name, sorted(known))
                place = Origin(practice.origin.path, practice.lines.get(f"{kind}s", 1))
                yield Finding("S056", "error", message, place, hint)


def _broken(publication: Publication, findings: tuple[Finding, ...]) -> bool:
    """Whether there is an error in a file that a publication is made from."""
    files = {publication.origin.path, *(leaflet.origin.path for leaflet in publication.leaflets)}
    return has_errors(finding for finding in findings if finding.origin.path in files)


def with_sheet(works: Works, exercises: tuple[str, ...], languages: tuple[str, ...]) -> Works:
    """The house with one thing to print: a patient's own sheet of these exercises."""
    content = works.stock.content
    has = {exercise.language for exercise in content.exercises if exercise.slug == exercises[0]}
    sheets = tuple(
        sheet(exercises, language, content.exercises, works.stock.words[language])
        for language in (languages or tuple(sorted(has)) or ("nl",))
        if language in works.stock.words
    )
    return replace(works, publications=sheets)
