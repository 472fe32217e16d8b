"""Practices -> those whose brands agree in what moves text: for them a leaflet is laid out once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from press.build.project import Project
from press.imprint import Refused
from press.model import Layout, Practice, Variant
from press.pipeline import OutputOptions

LEAST = 2
"""Practices of a family from which imprinting is worth its while."""


@dataclass(frozen=True, slots=True)
class LayoutFamily:
    """What of a brand moves text or draws a page: typefaces, sizes, forms, digits.

    `own_faces` is the practice's name where its typefaces are its own: nobody else's are these.
    """

    base: str
    headings: str
    heading_weight: str
    base_size: float
    choices: tuple[tuple[str, str], ...]
    own_faces: str
    digits: str


def family_of(practice: Practice, layout: Layout) -> LayoutFamily:
    """The family of a practice in a layout."""
    brand = practice.brand
    return LayoutFamily(
        brand.base_family,
        brand.heading_family,
        brand.heading_weight,
        brand.base_size,
        tuple(layout.choose(brand.choices).items()),
        practice.id if brand.faces else "",
        repr(practice.digits),
    )


class LayoutFamilies:
    """How many practices of a house are of a family, in each layout."""

    def __init__(self, project: Project) -> None:
        self.sizes = Counter(
            (layout.name, family_of(practice, layout))
            for layout in project.layouts
            for practice in project.practices
        )
        self._layouts = project.layouts

    def alone(self, practice: Practice) -> frozenset[str]:
        """The layouts in which nobody else is of a practice's family."""
        return frozenset(
            layout.name
            for layout in self._layouts
            if self.sizes[layout.name, family_of(practice, layout)] < LEAST
        )

    def refusal(self, variant: Variant, options: OutputOptions) -> Refused | None:
        """Why a variant is rendered; nothing if it is to be imprinted."""
        if not options.imprint:
            return Refused("--no-imprint")
        if variant.format != "pdf":
            return Refused("it has no pages")
        if variant.publication.is_bilingual:
            return Refused("it is in two languages")
        if variant.publication.held:
            return Refused("it is a concept")
        layout = variant.layout
        if self.sizes[layout.name, family_of(variant.practice, layout)] < LEAST:
            return Refused("no other practice has its typefaces and forms")
        return None
