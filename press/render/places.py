"""What stands on a page -> where somebody wrote it, for findings about pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from press.model import Manuscript, Origin, values

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def place_of(text: str, manuscript: Manuscript) -> Origin:
    """The line of a leaflet, or the practice's file, that has these characters.

    Where they are not found, as in a passage or in words that a line end splits, it is
    the leaflet as a whole.
    """
    publication, practice = manuscript.variant.publication, manuscript.variant.practice
    for leaflet in publication.leaflets:
        path = leaflet.origin.path
        for number, line in enumerate(leaflet.body.split("\n"), leaflet.body_line):
            if text in line:
                return Origin(path, number)
        for key, number in leaflet.lines.items():
            if text in str(getattr(leaflet, key, "")):
                return Origin(path, number)
    if any(text in said for said in values(practice, publication.language).values()):
        return practice.origin
    return publication.leaflets[0].origin


def place_of_element(element: Element, manuscript: Manuscript) -> Origin:
    """The line of a leaflet that has an element's first words, as far as one has them."""
    leaflets = manuscript.variant.publication.leaflets
    for text in element.itertext():
        if len(words := text.strip()) > 1:
            place = place_of(words, manuscript)
            if place.line > 1 and any(place.path == each.origin.path for each in leaflets):
                return place
    return leaflets[0].origin
