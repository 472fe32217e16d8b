"""Publication, Practice -> the publication with the pictures that the practice has on its fronts.

A leaflet or booklet may have several pictures for its front. The one that a practice chose, or
else one that its name decides, takes the place of `picture`: so whatever is made of the
publication, its digests and shells too, has that picture and no other.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from itertools import chain
from typing import TypeVar

from press.model import BookletFile, Finding, Front, Leaflet, Origin, Practice, Publication
from press.reading import did_you_mean

Headed = TypeVar("Headed", Leaflet, BookletFile)


def with_fronts(publication: Publication, practice: Practice) -> Publication:
    """The publication as this practice hands it out."""
    places = fronts_for(publication, practice)
    if not places:
        return publication
    of_head, *of_leaflets = places
    head = publication.head
    made = tuple(map(_with_front, publication.leaflets, of_leaflets))
    if isinstance(head, BookletFile):
        return replace(publication, head=_with_front(head, of_head), leaflets=made)
    return replace(publication, head=made[0], leaflets=made)


def fronts_for(publication: Publication, practice: Practice) -> tuple[int, ...]:
    """Which of its pictures a practice has on the front of the head, and of each leaflet in it.

    Nothing where there is no choice.
    """
    head, leaflets = publication.head, publication.leaflets
    if not head.pictures and not any(each.pictures for each in leaflets):
        return ()
    own = ((each, each.slug) for each in leaflets)
    return tuple(_front(one, slug, practice) for one, slug in ((head, publication.slug), *own))


def fronts_of(head: Leaflet | BookletFile) -> tuple[Front, ...]:
    """The pictures that a practice may choose among, the head's own first."""
    if not head.picture:
        return head.pictures
    own = Front(file=head.picture, alt=head.picture_alt or "", focus=head.picture_focus)
    return (own, *head.pictures)


def by_name(publications: Iterable[Publication]) -> Mapping[str, Sequence[Publication]]:
    """Publications by what a practice may call them: their own name, or that of their original."""
    called: dict[str, list[Publication]] = {}
    for each in publications:
        for name in {each.slug, getattr(each.head, "translation_of", None)} - {None}:
            called.setdefault(str(name), []).append(each)
    return called


def unknown_fronts(
    practice: Practice, publications: Mapping[str, Sequence[Publication]]
) -> Iterator[Finding]:
    """What a practice chose under `pictures`, and no publication of that name has."""
    for slug, wished in practice.pictures.items():
        called = publications.get(slug, ())
        files = {front.file for each in called for front in fronts_of(each.head)}
        place = Origin(practice.origin.path, practice.lines.get("pictures", 1))
        if not called:
            names = sorted({each.slug for each in chain(*publications.values())})
            message = f"there is no publication '{slug}'"
            yield Finding("S056", "error", message, place, did_you_mean(slug, names))
        elif wished not in files:
            message = f"'{slug}' has no picture '{wished}' for its front"
            hint = did_you_mean(wished, sorted(files)) or "list it under 'pictures' in its head"
            yield Finding("S056", "error", message, place, hint)


def fronts_not_there(publication: Publication, images: Container[str]) -> Iterator[Finding]:
    """Pictures for a front that are not in the house; the one in use is told when it is merged."""
    for front in publication.head.pictures:
        if front.file not in images:
            message = f"there is no picture '{front.file}' in sources/images"
            place = Origin(publication.origin.path, publication.lines.get("pictures", 1))
            yield Finding("S043", "error", message, place)


def _front(head: Leaflet | BookletFile, slug: str, practice: Practice) -> int:
    """Which of `fronts_of` a practice chose, or else its name decides."""
    if not head.pictures:
        return 0
    files = [*filter(None, [head.picture]), *(front.file for front in head.pictures)]
    original = getattr(head, "translation_of", None)
    wished = practice.pictures.get(slug) or practice.pictures.get(original or "")
    return files.index(wished) if wished in files else _number(practice.id) % len(files)


@lru_cache(maxsize=64)
def _number(practice: str) -> int:
    """By its name, not its place among practices: another practice must change nothing here."""
    return int(sha256(practice.encode()).hexdigest(), 16)


def _with_front(head: Headed, place: int) -> Headed:
    if not head.pictures:
        return head
    front = fronts_of(head)[place]
    return head.model_copy(
        update={"picture": front.file, "picture_alt": front.alt, "picture_focus": front.focus}
    )
