"""Project, Order -> the same order in the names of its language; or why it fits nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from press.build.project import Project
from press.choices import Order
from press.errors import UsageError
from press.model import Practice, Publication, has_errors


def in_its_languages(project: Project, order: Order) -> Order:
    """An order whose publications have the names that they have in its languages.

    UsageError for one that is there in none of them, and that nothing translates.
    """
    if not order.languages:
        return order
    names: list[str] = []
    for slug in order.publications:
        named = [each for each in project.publications if each.slug == slug]
        there = {
            found.slug
            for each in named
            for language in order.languages
            if (found := translation(project, each, language))
        }
        if named and not there:
            languages = ", ".join(sorted({each.language for each in named}))
            wanted = " or ".join(order.languages)
            raise UsageError(
                f"'{slug}' is there in {languages}, and nothing in {wanted} translates it"
            )
        names += sorted(there) or [slug]
    return replace(order, publications=tuple(dict.fromkeys(names)))


def translation(project: Project, publication: Publication, language: str) -> Publication | None:
    """The same publication in a language: of its own name first; None if there is none."""
    same = [
        each
        for each in project.publications
        if each.language == language
        and each.kind == publication.kind
        and (_original(each) == _original(publication) or _is_named_alike(each, publication))
    ]
    return min(same, key=lambda each: (each.slug != publication.slug, each.slug), default=None)


def must_come_to_something(project: Project, order: Order, variants: Sequence[object]) -> None:
    """Refuse choices that nothing is made of, though nothing is broken; say which of them."""
    chosen = order.publications or order.practices or order.layouts or order.languages
    chosen = chosen or order.media
    if not chosen or variants or not project.publications or has_errors(project.findings):
        return
    pairs = [
        (practice, it)
        for practice in project.practices
        for it in project.publications
        if practice.id in (order.practices or (practice.id,))
        and it.slug in (order.publications or (it.slug,))
        and it.language in (order.languages or (it.language,))
    ]
    raise UsageError(f"nothing is made of this: {_why(project, order, pairs)}")


def _why(project: Project, order: Order, pairs: Sequence[tuple[Practice, Publication]]) -> str:
    whose = ", ".join(dict.fromkeys(practice.id for practice, _ in pairs))
    spoken = [(practice, it) for practice, it in pairs if it.language in practice.languages]
    if not spoken:
        languages = " or ".join(sorted({it.language for _, it in pairs})) or "that language"
        return f"{whose or 'no practice'} hands out nothing in {languages}"
    handed = [
        (practice, it)
        for practice, it in spoken
        if it.slug in (practice.publications or (it.slug,))
    ]
    if not handed:
        names = ", ".join(sorted({it.slug for _, it in spoken}))
        return f"{whose} does not hand out {names} (see 'publications' in its practice.yaml)"
    kinds = {it.kind for _, it in handed}
    fit = [each for each in project.layouts if kinds & {*each.takes}]
    fit = [each for each in fit if each.format == order.format]
    named = [each for each in fit if each.name in (order.layouts or (each.name,))]
    if named and order.media:
        media = " or ".join(order.media)
        return f"{', '.join(each.name for each in named)} is not made for {media}"
    names = ", ".join(each.name for each in fit)
    return f"a {' or '.join(sorted(kinds))} comes in the layouts {names}"


def _original(publication: Publication) -> tuple[str, ...]:
    """What a publication is made of, by the names of what is translated."""
    return tuple(each.translation_of or each.slug for each in publication.leaflets)


def _is_named_alike(one: Publication, other: Publication) -> bool:
    """Booklets of one name are one booklet, though a language may lack a leaflet of it."""
    return one.is_booklet and one.slug == other.slug
