"""Colours as brand.yml names them -> the brand's colours, each with its contrast assured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from press.colour.derive import BLACK, TEXT, WHITE, ColourError, contrast, derive, is_colour, parse
from press.model import Finding, Severity
from press.reading import Yaml, did_you_mean
from press.reading.practices.written import BrandFile, ColourPair, ColourPart, TypeOptions, TypePart

_Key = tuple[str, ...]
"""Where a colour stands: ("color", "primary") or ("color", "palette", "teal")."""


def make_colours(written: ColourPart, yaml: Yaml) -> tuple[Mapping[str, str], list[Finding]]:
    """Make all colours by name (`colour.derive`); what is left open is black on white."""
    findings = list(_empty(yaml))
    found: dict[str, str] = {}
    for name in ("primary", "secondary", "foreground", "background"):
        colour, more = _resolve(("color", name), written, yaml)
        findings += [finding for finding in more if finding not in findings]
        if colour:
            found[name] = colour
    if "primary" not in found and not findings:
        message = "the brand has no primary colour; the colour of the text is used"
        hint = "add 'primary:' under 'color:'"
        findings.append(Finding("S025", "warning", message, yaml.origin("color"), hint))
    foreground = found.get("foreground", BLACK)
    primary = found.get("primary", foreground)
    secondary = found.get("secondary", primary)
    colours = derive(primary, secondary, foreground, found.get("background", WHITE))
    return colours, findings or list(_hard_to_read(found, colours, yaml))


def undefined_colours(written: BrandFile, yaml: Yaml) -> Iterator[Finding]:
    """Colours under `typography` that are none: leaflets set words in colours of their own."""
    parts = written.typography
    for name, field in TypePart.model_fields.items():
        options = getattr(parts, name)
        if not isinstance(options, TypeOptions):
            continue
        for key, value in (
            ("color", options.color),
            ("background-color", options.background_color),
        ):
            pair = value.model_dump() if isinstance(value, ColourPair) else {}
            place = ("typography", field.alias or name, key)
            if place in yaml.lines and value is None:
                yield _nothing(place, yaml, "warning")
            for said in dict.fromkeys(filter(None, pair.values())):
                yield from _undefined(said, place, written.color, yaml)


def _undefined(said: str, place: _Key, written: ColourPart, yaml: Yaml) -> Iterator[Finding]:
    first = _refers_to(said, written, [place])
    if first is not None:
        _, findings = _resolve(first, written, yaml)
        yield from findings
        return
    if not is_colour(said):
        message = f"'{'.'.join(place[1:])}' cannot be {said!r}: it is not a colour"
        yield Finding("S025", "warning", message, yaml.origin(*place), _hint(said, written))


def _resolve(start: _Key, written: ColourPart, yaml: Yaml) -> tuple[str | None, list[Finding]]:
    """Follow a colour through the names it refers to, to `#rrggbb`."""
    seen: list[_Key] = [start]
    while True:
        value = _said(seen[-1], written)
        if value is None:
            return None, []
        key = _refers_to(value, written, seen)
        if key is None:
            break
        if key in seen:
            return None, [_circle(seen[seen.index(key) :], yaml)]
        seen.append(key)
    try:
        return parse(value), []
    except ColourError as error:
        message = f"'{seen[-1][-1]}' cannot be {value!r}: {error}"
        hint = _hint(value, written)
        return None, [Finding("S025", "error", message, yaml.origin(*seen[-1]), hint)]


def _circle(keys: list[_Key], yaml: Yaml) -> Finding:
    """The finding for colours in a circle: the same one, whichever of them was asked for."""
    first = keys.index(min(keys))
    keys = keys[first:] + keys[:first]
    circle = " → ".join(key[-1] for key in [*keys, keys[0]])
    message = f"these colours refer to each other in a circle: {circle}"
    return Finding("S025", "error", message, yaml.origin(*keys[0]), "give one of them a colour")


def _said(key: _Key, written: ColourPart) -> str | None:
    """What stands there. Print is on paper, so of a pair it is the light page's colour."""
    pair = written.palette.get(key[2]) if len(key) == 3 else getattr(written, key[1])
    return pair.light if pair else None


def _refers_to(value: str, written: ColourPart, seen: list[_Key]) -> _Key | None:
    """The colour that a value names, or nothing if it is a colour itself.

    A name means a semantic colour first and one of the palette after that; within the
    palette it is the other way round. So `primary: primary` takes the palette's.
    (As in Posit's package: `BrandColor.resolve_palette_values`.)
    """
    semantic, palette = ("color", value), ("color", "palette", value)
    names = ColourPart.model_fields.keys() - {"palette"}
    is_semantic = value in names and getattr(written, value) is not None
    from_palette = seen[-1][:2] == ("color", "palette")
    if value in written.palette and (from_palette or not is_semantic or semantic in seen):
        return palette
    return semantic if is_semantic else None


def _hint(value: str, written: ColourPart) -> str:
    if re.fullmatch(r"(?:[0-9A-Fa-f]{3}){1,2}", value):
        return f'write "#{value}", in quotes'
    return did_you_mean(value, list(written.palette)) if written.palette else "write '#rrggbb'"


def _empty(yaml: Yaml) -> Iterator[Finding]:
    """Colours without a value: to YAML the colour in `primary: #008f95` is a comment."""
    colours = yaml.data.get("color") or {}
    palette = colours.get("palette") or {}
    keys: list[_Key] = [("color", key) for key, value in colours.items() if value is None]
    keys += [("color", "palette", key) for key, value in palette.items() if value is None]
    for key in keys:
        yield _nothing(key, yaml, "error")


def _nothing(key: _Key, yaml: Yaml, severity: Severity) -> Finding:
    message = f"'{'.'.join(key)}' is empty"
    hint = 'a colour that begins with # stands in quotes: "#008f95"'
    return Finding("S025", severity, message, yaml.origin(*key), hint)


def _hard_to_read(
    found: Mapping[str, str], colours: Mapping[str, str], yaml: Yaml
) -> Iterator[Finding]:
    """Colours of the brand in which words could not be read, and what is used instead."""
    primary = found.get("primary", BLACK)
    if (ratio := contrast(primary, WHITE)) < TEXT:
        message = f"words in the primary colour {primary} are hard to read on white ({ratio:.1f}:1)"
        hint = f"words get a darker shade of it, {colours['dark']}; areas keep the colour itself"
        yield Finding("S027", "info", message, yaml.origin("color", "primary"), hint)
    for name in ("foreground", "background"):
        if name in found and found[name] != colours[name]:
            message = f"running text is hard to read with the {name} {found[name]}"
            hint = f"{colours[name]} is used instead"
            yield Finding("S027", "warning", message, yaml.origin("color", name), hint)
