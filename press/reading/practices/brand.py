"""A brand as written -> Brand: references resolved, typefaces and logos found, choices made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from press.model import Brand, Finding, is_identifier
from press.reading import Yaml, as_written, validate
from press.reading.practices.logos import make_logos
from press.reading.practices.palette import make_colours, undefined_colours
from press.reading.practices.place import Place
from press.reading.practices.typefaces import choose_typefaces
from press.reading.practices.written import BrandFile, LogoPart


def make_brand(
    yaml: Yaml, place: Place, families: Mapping[str, frozenset[str]]
) -> tuple[Brand | None, list[Finding]]:
    """Make a brand of what stands in `_brand.yml`; `families` are the house's typefaces."""
    written, findings = validate(BrandFile, yaml)
    if written is None:
        return None, findings
    colours, more = make_colours(written.color, yaml)
    findings += more
    findings += [each for each in undefined_colours(written, yaml) if each not in findings]
    typefaces, more = choose_typefaces(written.typography, yaml, place, families)
    findings += more
    logo, logo_on_dark, more = make_logos(written.logo or LogoPart(), yaml, place, colours)
    findings += more
    choices, more = _choices(written.defaults.get("leaflet"), yaml)
    findings += more
    if typefaces is None:
        return None, findings
    brand = Brand(
        colours=colours,
        base_family=typefaces.base_family,
        heading_family=typefaces.heading_family,
        heading_weight=typefaces.heading_weight,
        base_size=typefaces.base_size,
        choices=choices,
        logo=logo,
        logo_on_dark=logo_on_dark,
        faces=typefaces.faces,
        cmyk=_print_values(written),
        spots={str(name): spot for name, spot in written.color.spot.items()},
    )
    return brand, findings + list(_spots(written, yaml))


def _print_values(written: BrandFile) -> dict[str, tuple[float, float, float, float]]:
    """The practice's own CMYK values, from percent to parts."""
    known = written.color.cmyk if written.color else {}
    return {name: (c / 100, m / 100, y / 100, k / 100) for name, (c, m, y, k) in known.items()}


_PROCESS = ("all", "none", "black", "cyan", "magenta", "yellow", "registration")
"""What no spot colour may be called (ISO 32000-1, 8.6.6.4 and 8.6.6.5)."""
_LONGEST = 127
"""Bytes of a name (ISO 32000-1, annex C)."""


def _spots(written: BrandFile, yaml: Yaml) -> Iterator[Finding]:
    """Spot colours that cannot be called so, and those of which no proof can be made."""
    for name, spot in written.color.spot.items():
        origin = yaml.origin("color", "spot", name)
        if spot.casefold() in _PROCESS or len(spot.encode()) > _LONGEST:
            message = f"a spot colour cannot be called '{spot}'"
            yield Finding("S039", "error", message, origin, "write it as in the colour guide")
        elif name not in written.color.cmyk:
            message = f"what '{spot}' looks like is guessed, as its print values are not there"
            hint = f"add '{name}: [cyan, magenta, yellow, black]' in percent under 'cmyk:'"
            yield Finding("S039", "warning", message, origin, hint)


def _choices(written: Any, yaml: Yaml) -> tuple[Mapping[str, str], list[Finding]]:
    """The forms chosen under `defaults: leaflet:`; which there are is the layouts' affair."""
    key = ("defaults", "leaflet")
    hint = "write lines as 'corners: round'"
    if written is None:
        return {}, []
    if not isinstance(written, dict):
        message = "'defaults.leaflet' is not a list of choices"
        return {}, [Finding("S028", "error", message, yaml.origin(*key), hint)]
    choices: dict[str, str] = {}
    findings = []
    for kind, choice in written.items():
        if isinstance(choice, str) and is_identifier(choice) and is_identifier(kind):
            choices[kind] = choice
        else:
            message = f"'{kind}' is not a choice of one word: {as_written(choice)}"
            findings.append(Finding("S028", "error", message, yaml.origin(*key, kind), hint))
    return choices, findings
