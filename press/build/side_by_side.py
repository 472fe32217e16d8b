"""Publications, two languages -> publications in both: a leaflet and its translation beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations

from press.errors import UsageError
from press.model import Publication


def side_by_side(
    publications: Iterable[Publication], languages: Sequence[str]
) -> tuple[Publication, ...]:
    """Each leaflet that is in both languages, as one publication; the first language leads."""
    first, second = languages
    leaflets = [each for each in publications if each.kind == "leaflet"]
    beside = {_original(each): each for each in leaflets if each.language == second}
    return tuple(
        _both(each, other)
        for each in leaflets
        if each.language == first and (other := beside.get(_original(each)))
    )


def every_pair(publications: Sequence[Publication]) -> Iterator[tuple[str, str]]:
    """Any two languages in which a leaflet is there."""
    spoken = sorted({each.language for each in publications})
    yield from (pair for pair in permutations(spoken, 2) if side_by_side(publications, pair))


def names_of(publication: Publication) -> set[str]:
    """By what names a publication may be asked for."""
    return (
        {publication.slug, *_slugs(publication)} if publication.is_bilingual else {publication.slug}
    )


def must_be_in_both(
    publications: Sequence[Publication], languages: Sequence[str], asked: Sequence[str]
) -> None:
    """Refuse two languages that nothing which is asked for has."""
    if len(set(languages)) != 2:
        raise UsageError("name two languages, as --languages nl,ar")
    there = set().union(*map(names_of, side_by_side(publications, languages)))
    both = " and ".join(languages)
    if not there:
        raise UsageError(f"no leaflet is there in both {both}")
    for slug in asked:
        if slug not in there:
            raise UsageError(f"'{slug}' is not there in both {both}")


def _both(one: Publication, other: Publication) -> Publication:
    held = "; ".join(dict.fromkeys(filter(None, (one.held, other.held))))
    return Publication(
        slug=one.slug,
        language=one.language,
        head=one.head,
        leaflets=(*one.leaflets, *other.leaflets),
        origin=one.origin,
        lines=one.lines,
        held=held,
    )


def _original(publication: Publication) -> str:
    leaflet = publication.leaflets[0]
    return leaflet.translation_of or leaflet.slug


def _slugs(publication: Publication) -> Iterator[str]:
    return (leaflet.slug for leaflet in publication.leaflets)
