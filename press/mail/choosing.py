"""What a person typed -> the variants to attach, all in one language.

A leaflet that is asked for in a language in which it goes by another name is sent as its
translation (`translation_of`); what is not translated is refused. Languages never mix.
"""

from __future__ import annotations

from collections.abc import Iterable

from press import build
from press.build import Order, Project, translation
from press.errors import UsageError
from press.model import Finding, Layout, Medium, Practice, Publication, Severity, Variant
from press.reading import did_you_mean


def in_one_language(
    project: Project, practice: Practice, slugs: Iterable[str], language: str, layout: str
) -> tuple[Publication, ...]:
    """The publications of these names in one language: that one, or else that of the first name.

    UsageError for a name that there is not, that is not translated, or for two that are one.
    """
    found: dict[str, Publication] = {}
    for slug in slugs:
        publication = find(project, practice, slug, language, layout)
        language = language or publication.language
        same = next((each for each, other in found.items() if other == publication), "")
        if same and same != slug:
            raise UsageError(
                f"'{same}' and '{slug}' are one leaflet in two languages: name one of them, and"
                " --language"
            )
        found[slug] = publication
    if language not in practice.languages:
        known = ", ".join(practice.languages)
        raise UsageError(f"the practice '{practice.id}' hands out {known}, nothing in '{language}'")
    return tuple(found.values())


def find(
    project: Project, practice: Practice, slug: str, language: str, layout: str
) -> Publication:
    """A publication by its name, or its translation into a language; without one the practice's."""
    named = [each for each in project.publications if each.slug == slug]
    if not named:
        content = project.library.content
        if any(name == slug for _, name in content.withdrawn):
            raise UsageError(f"'{slug}' is withdrawn")
        there = [(each.language, each.slug) for each in content.leaflets]
        if any(name == slug for _, name in [*there, *content.unread]):
            raise UsageError(f"'{slug}' cannot be printed as it is: leaflet check {slug}")
        hint = did_you_mean(slug, sorted({each.slug for each in project.publications}))
        raise UsageError(f"there is no publication '{slug}'" + (f" ({hint})" if hint else ""))
    named.sort(key=lambda each: _turn(each, practice, _layout(project, layout)))
    if not language:
        return named[0]
    for each in named:
        if translated := translation(project, each, language):
            return translated
    raise UsageError(f"'{slug}' is not there in '{language}', and nothing there translates it")


def variant_of(
    project: Project,
    practice: Practice,
    publication: Publication,
    layout: str,
    medium: Medium = "screen",
) -> Variant:
    """The one variant to give: in that layout, else the practice's first, else a4, else any."""
    layouts = (layout,) if layout else ()
    order = Order((publication.slug,), (practice.id,), layouts, (publication.language,), (medium,))
    planned = [each for each in build.plan(project, order) if _is(each, publication)]
    if not planned and not layout:
        # A practice that names the layouts of its leaflets has said nothing of its booklets.
        usual = tuple(each.name for each in _printed(project) if publication.kind in each.unasked)
        order = Order(*(order.publications, order.practices, usual, order.languages, order.media))
        planned = [each for each in build.plan(project, order) if _is(each, publication)]
    if not planned:
        raise UsageError(_why_not(project, practice, publication, layout))
    preferred = [*practice.layouts, "a4"]
    place = {name: number for number, name in reversed(list(enumerate(preferred)))}
    return min(planned, key=lambda each: place.get(each.layout.name, len(preferred)))


def practice_of(project: Project, name: str) -> Practice:
    """The practice of that name."""
    for practice in project.practices:
        if practice.id == name:
            return practice
    for finding in project.findings:
        if finding.severity == "error" and f"practices/{name}/" in finding.origin.path:
            raise UsageError(f"the practice '{name}' cannot be used\n{finding}")
    hint = did_you_mean(name, [practice.id for practice in project.practices])
    raise UsageError(f"there is no practice '{name}'" + (f" ({hint})" if hint else ""))


def held_back(
    variants: Iterable[Variant], done: str, severity: Severity = "error"
) -> list[Finding]:
    """D007: which publications are concepts, and why they are not `done`: sent, printed."""
    hint = "a concept goes out to nobody: see docs/governance.md"
    found = {each.publication.origin: each.publication for each in variants}
    return [
        Finding("D007", severity, f"{each.slug} is not {done}: {each.held}", origin, hint)
        for origin, each in found.items()
        if each.held
    ]


def _turn(
    publication: Publication, practice: Practice, layout: Layout | None
) -> tuple[bool, int, bool]:
    """Which of publications of one name comes first.

    A layout that is made for booklets means the booklet, any other the leaflet; then the
    practice's languages in their order.
    """
    languages = practice.languages
    place = languages.index(publication.language) if publication.language in languages else 99
    meant = layout is not None and publication.kind in layout.unasked
    return (not meant, place, publication.is_booklet)


def _printed(project: Project) -> list[Layout]:
    """The layouts that make pages to print: nothing else is mailed."""
    return [each for each in project.layouts if each.format == "pdf"]


def _is(variant: Variant, publication: Publication) -> bool:
    """Whether it is of this publication, whatever picture its practice chose for the front."""
    return variant.publication.origin == publication.origin


def _layout(project: Project, name: str) -> Layout | None:
    return next((layout for layout in project.layouts if layout.name == name), None)


def _why_not(project: Project, practice: Practice, publication: Publication, layout: str) -> str:
    takes = [each.name for each in _printed(project) if publication.kind in each.takes]
    name = publication.slug
    if layout and layout not in takes:
        return f"'{layout}' is no layout for a {publication.kind} (choose {', '.join(takes)})"
    return f"the practice '{practice.id}' does not hand out '{name}'"
