"""Logos as brand.yml names them -> the logo for light ground and the one for dark, to be seen.

A logo that is lost on its ground, as a white one on paper, gives way to the other one of the
pair, or else stands on a plate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from PIL.Image import Image

from press.colour.derive import WHITE
from press.model import Finding, Logo, Origin, has_errors
from press.reading import Yaml
from press.reading.pictures import seen, sketch_picture
from press.reading.practices.place import Place
from press.reading.practices.written import LogoFile, LogoPart

_KEPT = 0.6
"""The share of a logo's outlines that must be seen on its ground."""
_GROUNDS = {"light": (WHITE, "tint-2"), "dark": ("dark",)}
"""What layouts set a logo on: the page and the pale head; the dark column and cover."""
_PLATES = {"light": "dark", "dark": WHITE}


@dataclass(frozen=True, slots=True)
class _Found:
    """A logo's file, its picture in small, and where the brand names it."""

    logo: Logo
    image: Image | None
    origin: Origin


def make_logos(
    written: LogoPart, yaml: Yaml, place: Place, colours: Mapping[str, str]
) -> tuple[Logo | None, Logo | None, list[Finding]]:
    """The logo for light ground and the one for dark; without one the name is set."""
    findings: list[Finding] = []
    found: dict[str, _Found] = {}
    # brand.yml's medium logo is the one for the head of a page.
    size = next((size for size in ("medium", "large", "small") if getattr(written, size)), "")
    for ground in _GROUNDS:
        file = getattr(getattr(written, size), ground) if size else None
        if file:
            logo, more = _logo(file, ("logo", size, ground), written, yaml, place)
            findings += [each for each in more if each not in findings]
            if logo:
                found[ground] = logo
    logos: dict[str, Logo | None] = {}
    for ground in _GROUNDS:
        logos[ground], more = _to_be_seen(ground, found, colours)
        findings += more
    return logos["light"], logos["dark"], findings


def _to_be_seen(
    ground: str, found: Mapping[str, _Found], colours: Mapping[str, str]
) -> tuple[Logo | None, list[Finding]]:
    """The logo for this ground; one for light ground is set on dark if there is no other."""
    own = found.get(ground) or (found.get("light") if ground == "dark" else None)
    if own is None:
        return None, []
    is_given = ground in found
    if _is_seen(own, [colours.get(each, each) for each in _GROUNDS[ground]]):
        return own.logo if is_given else None, []
    message = f"the logo {own.logo.path} is hardly seen on {ground} ground"
    other = found.get("dark" if ground == "light" else "light")
    grounds = [colours.get(each, each) for each in _GROUNDS[ground]]
    plate = colours.get(_PLATES[ground], _PLATES[ground])
    if other and other.logo.path != own.logo.path and _is_seen(other, grounds):
        return other.logo, [_said(f"{message}; {other.logo.path} is used instead", own, is_given)]
    if _is_seen(own, [plate]):
        said = _said(f"{message}; there it stands on a plate of {plate}", own, is_given)
        return own.logo.model_copy(update={"plate": plate}), [said]
    return own.logo if is_given else None, [_said(message, own, is_given)]


def _said(message: str, own: _Found, is_given: bool) -> Finding:
    """A warning; of a logo that was meant for another ground it is only told."""
    hint = "name one for light and one for dark ground: 'light:' and 'dark:'"
    return Finding("S068", "warning" if is_given else "info", message, own.origin, hint)


def _is_seen(found: _Found, grounds: list[str]) -> bool:
    return found.image is None or seen(found.image, grounds) >= _KEPT


def _logo(
    file: LogoFile, key: tuple[str, ...], written: LogoPart, yaml: Yaml, place: Place
) -> tuple[_Found | None, list[Finding]]:
    """One logo: a file inside the practice's folder, or the name of one under `images`."""
    alt = file.alt
    if named := written.images.get(file.path):
        key, file = ("logo", "images", file.path), named
    origin = yaml.origin(*key, "path")
    if re.match(r"(?i)https?:", file.path):
        message = "this logo stands on the network, and nothing is fetched; the name is set instead"
        hint = "save it in the practice's folder and name that file"
        return None, [Finding("S024", "warning", message, origin, hint)]
    names = [] if key[1] == "images" else list(written.images)
    path, findings = place.find(file.path, "S024", origin, names)
    if path is None:
        return None, findings
    relative = path.relative_to(place.folder).as_posix()
    image, more = sketch_picture(path, f"{place.name}/{relative}")
    logo = Logo(path=relative, alt=alt or file.alt or place.called)
    return _Found(logo, None if has_errors(more) else image, origin), findings + more
