"""Practices -> those whose brands agree in what moves text: for them a leaflet is laid out once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from press.build.project import Project
from press.imprint import Refused
from press.model import Practice, Variant
from press.pipeline import OutputOptions

LEAST = 2
"""Practices of a family from which imprinting is worth its while."""


@dataclass(frozen=True, slots=True)
class LayoutFamily:
    """What of a brand moves text: typefaces, sizes, forms.

    `own_faces` is the practice's name where its typefaces are its own: nobody else's are these.
    """

    base: str
    headings: str
    heading_weight: str
    base_size: float
    choices: tuple[tuple[str, str], ...]
    own_faces: str


def family_of(practice: Practice) -> LayoutFamily:
    """The family of a practice."""
    brand = practice.brand
    return LayoutFamily(
        brand.base_family,
        brand.heading_family,
        brand.heading_weight,
        brand.base_size,
        tuple(sorted(brand.choices.items())),
        practice.id if brand.faces else "",
    )


class LayoutFamilies:
    """How many practices of a house are of a family."""

    def __init__(self, project: Project) -> None:
        self.sizes = Counter(family_of(practice) for practice in project.practices)

    def refusal(self, variant: Variant, options: OutputOptions) -> Refused | None:
        """Why a variant is rendered; nothing if it is to be imprinted."""
        if not options.imprint:
            return Refused("--no-imprint")
        if self.sizes[family_of(variant.practice)] < LEAST:
            return Refused("no other practice has its typefaces and forms")
        return None
