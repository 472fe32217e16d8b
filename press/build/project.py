"""A folder -> Project: the house loaded, and its words proofread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from press.build.fronts import by_name, fronts_not_there, unknown_fronts
from press.build.side_by_side import names_of, side_by_side
from press.choices import Order
from press.errors import UsageError
from press.governance.addresses import read_addresses
from press.governance.judging import Judgement, judge
from press.governance.withdrawal import load_withdrawn
from press.model import (
    Finding,
    House,
    Layout,
    Library,
    Origin,
    Practice,
    Publication,
    has_errors,
    names_in,
    sort_findings,
    suppress,
)
from press.model.languages import script_of
from press.reading import did_you_mean
from press.reading.content import load_content, load_publications
from press.reading.exercises import Dose, load_exercises, passages_of, sheet
from press.reading.house import open_house
from press.reading.layouts import families, load_faces, load_layouts, load_words, with_parents
from press.reading.practices import load_practices
from press.reading.unused import unused_files
from press.workers.isolated import Readers


@dataclass(frozen=True, slots=True)
class Project:
    """A loaded house: everything that variants can be made of, and what was wrong in it."""

    library: Library
    publications: tuple[Publication, ...]
    practices: tuple[Practice, ...]
    layouts: tuple[Layout, ...]
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...] = ()
    unsigned: Mapping[Origin, tuple[str, ...]] = field(default_factory=dict)
    """The roles whose signature a leaflet lacks, by its place."""
    troubles: tuple[str, ...] = ()
    """Tracebacks of mistakes of ours, met while reading."""

    @property
    def house(self) -> House:
        return self.library.house


def load(root: Path, *, readers_of: Callable[[House], Readers] = Readers) -> Project:
    """Load a house; what is broken is left out and named among the findings.

    What writers and practices wrote is read in children: nothing in it is trusted. It is kept
    for the next time. Who is such a child gives other `readers_of` a house.
    """
    house, findings = open_house(root)
    readers = readers_of(house)
    withdrawn, more = load_withdrawn(house)
    findings += more
    content, more = load_content(house, readers, withdrawn)
    findings += more
    exercises, more = load_exercises(house, readers)
    findings += more
    content = replace(
        content,
        passages={**content.passages, **passages_of(exercises)},
        exercises=tuple(exercises),
    )
    layouts, more = readers.whole(load_layouts, *house.layouts)
    findings += more
    words, more = readers.whole(load_words, *house.layouts)
    findings += more
    faces = readers.whole(load_faces, *house.fonts)
    practices, found = load_practices(house, families(faces), readers)
    practices = tuple(
        each if each.digits else each.model_copy(update={"digits": house.digits})
        for each in practices
    )
    publications, more = load_publications(house, content, readers)
    findings += more
    readers.readings.remember()
    findings += unused_files(house)
    languages = {each.language for each in content.leaflets}
    languages |= {each.language for each in content.exercises}
    languages |= {language for practice in practices for language in practice.languages}
    library = Library(house, content, with_parents(words, languages), faces)
    judged = judge(library)
    findings += [*found, *judged.findings, *read_addresses(house, content).findings]
    publications = [_judged(each, judged) for each in publications]
    kept, silenced = suppress(sort_findings(findings), content.leaflets)
    whole = tuple(each for each in publications if not _broken(each, kept))
    project = Project(
        *(library, whole, practices, layouts, kept, silenced),
        unsigned=judged.unsigned,
        troubles=tuple(readers.troubles),
    )
    more = [*_unknown_wishes(project), *_unknown_languages(project), *_nobody_to_call(project)]
    return replace(project, findings=sort_findings([*kept, *more]))


def _judged(publication: Publication, judged: Judgement) -> Publication:
    """A publication that knows why it may not go out: as one of its leaflets may not."""
    held = {each.slug: judged.held.get(each.origin, "") for each in publication.leaflets}
    why = [f"{slug}: {said}" if len(held) > 1 else said for slug, said in held.items() if said]
    return replace(publication, held="; ".join(why)) if why else publication


def _unknown_wishes(project: Project) -> Iterator[Finding]:
    """What a practice asks for, and the house does not have: layouts, publications, languages."""
    broken = names_in(project.findings)
    layouts = {layout.name for layout in project.layouts}
    publications = {publication.slug for publication in project.publications}
    publications |= {slug for _, slug in project.library.content.withdrawn}
    called = by_name(project.publications)
    for practice in project.practices:
        side_by_side = [name for wish in practice.bilingual for name in wish.publications]
        for key, kind, wished, known in (
            ("layouts", "layout", practice.layouts, layouts),
            ("publications", "publication", practice.publications, publications),
            ("bilingual", "publication", side_by_side, publications),
        ):
            for name in sorted(set(wished) - known - broken):
                message, hint = f"there is no {kind} '{name}'", did_you_mean(name, sorted(known))
                place = Origin(practice.origin.path, practice.lines.get(key, 1))
                yield Finding("S056", "error", message, place, hint)
        yield from _not_in_both(practice, project.publications)
        yield from unknown_fronts(practice, called)
    for publication in project.publications:
        yield from fronts_not_there(publication, project.library.content.images)


def _unknown_languages(project: Project) -> Iterator[Finding]:
    """Languages without words, each once: of a practice, else of texts that nobody hands out."""
    places: dict[str, Origin] = {}
    for practice in project.practices:
        for key, languages in (
            ("languages", practice.languages),
            ("bilingual", [each for wish in practice.bilingual for each in wish.languages]),
        ):
            for language in languages:
                place = Origin(practice.origin.path, practice.lines.get(key, 1))
                places.setdefault(language, place)
    asked = set(places)
    content = project.library.content
    for leaflet in content.leaflets:
        places.setdefault(leaflet.language, leaflet.origin)
    for exercise in content.exercises:
        places.setdefault(exercise.language, exercise.origin)
    known = project.library.words
    broken = {finding.origin.path for finding in project.findings}
    for language, place in sorted(places.items()):
        file = f"layouts/base/words/{language}.yaml"
        hint = f"add {file}: docs/languages.md says how"
        if language not in known and file not in broken:
            message = f"the press has no words in the language '{language}'"
            yield Finding("S017", "error" if language in asked else "warning", message, place, hint)
        elif language in known and script_of(parent := known[language].spoken) != script_of(
            language
        ):
            message = (
                f"the words around texts in '{language}' are those of '{parent}', in another script"
            )
            yield Finding("S121", "warning", message, place, hint)


def _not_in_both(practice: Practice, publications: Sequence[Publication]) -> Iterator[Finding]:
    """What a practice wants in two languages, and is there in one at most."""
    place = Origin(practice.origin.path, practice.lines.get("bilingual", 1))
    for wish in practice.bilingual:
        there = side_by_side(publications, wish.languages)
        known = {name for each in there for name in names_of(each)}
        both = " and ".join(wish.languages)
        missing = [f"'{name}'" for name in wish.publications if name not in known]
        for what in missing or ([] if there else ["a leaflet"]):
            message = f"{what} is not there in both {both}: it is not printed side by side"
            yield Finding("S112", "warning", message, place, "have it translated")


def _nobody_to_call(project: Project) -> Iterator[Finding]:
    """Practices that do not say whom to call, in a house whose texts have warning signs."""
    content = project.library.content
    texts = [leaflet.body for leaflet in content.leaflets]
    texts += [passage.text for passage in content.passages.values()]
    if not any("!!! red-flags" in text for text in texts):
        return
    for practice in project.practices:
        if practice.urgent is None:
            message = "nothing says whom to call for a warning sign: leaflets say 'your own GP'"
            hint = "write 'urgent: practice', 'urgent: gp', or a name and a phone under 'urgent:'"
            yield Finding("S074", "warning", message, practice.origin, hint)
        if not practice.emergency_number:
            message = "no emergency number is known for this practice, and none is printed"
            hint = "write 'emergency: 112', or 'country:' under 'address:'"
            yield Finding("S075", "warning", message, practice.origin, hint)


def _broken(publication: Publication, findings: tuple[Finding, ...]) -> bool:
    """Whether there is an error in a file that a publication is made from."""
    files = {publication.origin.path, *(leaflet.origin.path for leaflet in publication.leaflets)}
    return has_errors(finding for finding in findings if finding.origin.path in files)


def with_sheet(
    project: Project,
    exercises: tuple[str, ...],
    order: Order,
    doses: Mapping[str, Dose] | None = None,
) -> Project:
    """The house with one thing to print: a patient's own sheet of these exercises.

    It is in the language that is asked for, else in the first of the practice's that has
    them all. UsageError without a practice: whose sheet would it be?
    """
    practices = [each for each in project.practices if each.id in order.practices]
    if not order.practices:
        known = ", ".join(each.id for each in project.practices[:10])
        raise UsageError(f"a patient's own sheet is one practice's: add --practice ID ({known})")
    content = project.library.content
    has = {(each.slug, each.language) for each in content.exercises}
    spoken = tuple(dict.fromkeys(language for each in practices for language in each.languages))
    whole = [each for each in spoken if all((slug, each) in has for slug in exercises)]
    sheets = tuple(
        sheet(exercises, language, content.exercises, words, content.passages, doses)
        for language in (order.languages or whole[:1] or spoken[:1])
        if (words := project.library.words.get(language))
    )
    return replace(project, publications=sheets)
