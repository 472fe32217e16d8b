"""Variant -> the colours that its pages are laid out in, and the separations in their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from press.colour.derive import BLACK, WHITE, derive
from press.colour.inks import Ink, inks_of
from press.model import Variant

Separation: TypeAlias = "str | Ink"
"""A colour as `#rrggbb`, or in ink."""

TOKEN_COLOURS: Mapping[str, str] = {
    name: f"#01{7 * number + 3:02x}{251 - 11 * number:02x}"
    for number, name in enumerate(sorted(derive(BLACK, BLACK, BLACK, WHITE)))
}
"""A colour of no brand for each of a brand's colours, by name."""
TOKENS: Mapping[str, str] = {colour: name for name, colour in TOKEN_COLOURS.items()}
"""The name of each colour that a page is laid out in before it gets a brand's."""


def names_of(variant: Variant) -> Mapping[str, str]:
    """The name of each colour of a variant that is to be the brand's.

    In ink a logo's too: what it has of the brand's colours is printed with their inks.
    """
    brand = variant.practice.brand
    own = {colour: name for name, colour in reversed([*brand.colours.items()])}
    return {**own, **TOKENS} if variant.in_inks else TOKENS


def separations_of(variant: Variant) -> Mapping[str, Separation]:
    """What takes their place, by name."""
    brand = variant.practice.brand
    return inks_of(brand.colours, brand.cmyk, brand.spots) if variant.in_inks else brand.colours
