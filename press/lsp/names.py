"""Project -> Names: what texts, heads and practices may name, and where each is defined."""

from __future__ import annotations

from collections.abc import Iterator

from press.build import Project
from press.lsp.records import Name, Names
from press.model import Practice, values
from press.model.parts import PARTS

_MOST_PLACES = 20
"""Places of a name that anybody chooses from: a network has thousands of practices."""


def names_of(project: Project) -> Names:
    """The names of a house: leaflets, passages, exercises, pictures, values, parts and others."""
    kinds: dict[tuple[str, str], dict[str, Name]] = {}
    for kind, language, name in _all(project):
        of_kind = kinds.setdefault((kind, language), {})
        before = of_kind.get(name.name, name)
        places = tuple(dict.fromkeys((*before.places, *name.places)))[:_MOST_PLACES]
        of_kind[name.name] = Name(name.name, before.about or name.about, places)
    return Names({key: tuple(of_kind.values()) for key, of_kind in kinds.items()})


def _all(project: Project) -> Iterator[tuple[str, str, Name]]:
    """Each with its kind, and its language where it is one's."""
    content, house = project.library.content, project.house
    for leaflet in content.leaflets:
        name = Name(leaflet.slug, leaflet.title, ((leaflet.origin.path, 1),))
        yield "leaflet", leaflet.language, name
        if not leaflet.translation_of:
            yield "original", "", name
    for publication in project.publications:
        place = (publication.origin.path, 1)
        yield "publication", "", Name(publication.slug, publication.title, (place,))
    for (language, called), passage in content.passages.items():
        about = " ".join(passage.text.split())[:80]
        place = (passage.origin.path, 1)
        yield "passage", language, Name(called, about, (place,))
    for called, path in content.images.items():
        yield "picture", "", Name(called, "", ((house.name_of(path), 1),))
    for layout in project.layouts:
        place = (layout.origin.path, 1)
        yield "layout", "", Name(layout.name, "", (place,))
    for language, words in project.library.words.items():
        yield "language", "", Name(language)
        for kind in dict.fromkeys((*PARTS, *words.parts)):
            yield "part", language, Name(kind, words.parts.get(kind, ""))
    for role in (*house.owners, *house.approve):
        yield "role", "", Name(role, house.owners.get(role, ""), (("sources/house.yaml", 1),))
    for practice in project.practices:
        yield from (("value", "", each) for each in _values(practice))


def _values(practice: Practice) -> Iterator[Name]:
    """What texts may say of a practice, each where its file has it."""
    said = values(practice, practice.languages[0])
    for name in said:
        line = practice.lines.get(name.partition(".")[0])
        place = ((practice.origin.path, line),) if line else ()
        yield Name(f"practice.{name}", said.get(name, ""), place)
