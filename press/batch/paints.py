"""Brand -> the colours that its pages are laid out in, and those that take their place."""

from __future__ import annotations

from collections.abc import Mapping

from press.imprint import Paint
from press.inks import inks_of
from press.merge.slots import COLOURS
from press.model import Brand

TOKENS: Mapping[str, str] = {colour: name for name, colour in COLOURS.items()}
"""The name of each colour that a page is laid out in before it gets a brand's."""


def names_of(brand: Brand, *, inks: bool) -> Mapping[str, str]:
    """The name of each colour that is to be the brand's.

    In ink a logo's too: what it has of the brand's colours is printed with their inks.
    """
    own = {colour: name for name, colour in reversed([*brand.colours.items()])}
    return {**own, **TOKENS} if inks else TOKENS


def paints_of(brand: Brand, *, inks: bool) -> Mapping[str, Paint]:
    """What takes their place, by name."""
    return inks_of(brand.colours, brand.cmyk, brand.spots) if inks else brand.colours
