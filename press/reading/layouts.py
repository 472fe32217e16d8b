"""layouts, fonts -> Layout, FontFace, Words: what a designer made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from press.model import (
    Finding,
    FontFace,
    House,
    Layout,
    Origin,
    Words,
    is_identifier,
)
from press.model.slots import IN_LAYOUTS, OF_LEAFLET, SLOT, SlotKey
from press.reading import (
    MOST_MARKDOWN,
    did_you_mean,
    read_file,
    read_text,
    validate,
)
from press.reading.fonts import faces_in

BASE = "base"
"""The folder of what layouts share; not itself a layout."""
_SLOT = re.compile(rf"""{SLOT}\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""")
_FILLED_IN = re.compile(r"\{\{.*?\}\}")
_OF_LEAFLET = ":{{ leaflet.slug }}:{{ leaflet.place }}"


def load_layouts(house: House) -> tuple[tuple[Layout, ...], list[Finding]]:
    """Load every layout; of two with one name the house's own wins over the installed."""
    layouts: dict[str, Layout] = {}
    findings: list[Finding] = []
    for root in house.layouts:
        for path in sorted(root.glob("*/layout.yaml")):
            if path.parent.name not in layouts:
                layout, more = _load_layout(path, house.name_of(path))
                findings += more
                if layout:
                    layouts[layout.name] = layout
        for path in sorted(root.glob("*/*.html")):
            findings += _unknown_slots(path, house.name_of(path))
    return tuple(layouts[name] for name in sorted(layouts)), findings


def _unknown_slots(path: Path, name: str) -> Iterator[Finding]:
    """What a template marks as a slot and the press does not know: nothing is imprinted there."""
    text, _ = read_text(path, name, MOST_MARKDOWN)  # what cannot be read is told when it is filled
    for match in _SLOT.finditer(text or ""):
        written = match[1].strip("\"'")
        if SlotKey.read(_FILLED_IN.sub("x", written)):
            continue
        origin = Origin(name, (text or "").count("\n", 0, match.start()) + 1)
        kind = written.partition(":")[0]
        hint = did_you_mean(kind, [*IN_LAYOUTS])
        if kind in IN_LAYOUTS:
            hint = f"write '{kind}{_OF_LEAFLET if kind in OF_LEAFLET else ''}'"
        message = f"there is no slot '{written}': its leaflets are laid out one by one"
        yield Finding("S060", "warning", message, origin, hint)


def _load_layout(path: Path, name: str) -> tuple[Layout | None, list[Finding]]:
    yaml, findings = read_file(path, name)
    if yaml is None:
        return None, findings
    if not is_identifier(path.parent.name):
        message = f"'{path.parent.name}' cannot be the name of a layout"
        return None, [*findings, Finding("S009", "error", message, Origin(name))]
    given = {"name": path.parent.name, "folder": path.parent, "origin": Origin(name, 1)}
    layout, more = validate(Layout, yaml, given)
    findings += more
    if layout and not (layout.folder / "layout.html").is_file():
        findings.append(Finding("S015", "error", "there is no layout.html here", Origin(name)))
        layout = None
    return layout, findings


def load_words(house: House) -> tuple[Mapping[str, Words], list[Finding]]:
    """Load the furniture's words in each language: base/words/<language>.yaml.

    Of a house's own words the press's say what is missing in the furniture: a house that
    wrote its words before a layout had more to say goes on.
    """
    words: dict[str, Words] = {}
    findings: list[Finding] = []
    for root in house.layouts:
        for path in sorted((root / BASE / "words").glob("*.yaml")):
            own = words.get(path.stem)
            name = house.name_of(path)
            yaml, more = read_file(path, name)
            findings += more
            if yaml:
                record, more = validate(Words, yaml)
                findings += more
                if record and own:
                    record = own.model_copy(update={"furniture": record.furniture | own.furniture})
                if record:
                    words[path.stem] = record
    return words, findings


def load_faces(house: House) -> tuple[FontFace, ...]:
    """List the font files of the house, as its fonts.css declares them in @font-face."""
    faces: dict[tuple[str, str, str], FontFace] = {}
    for folder in house.fonts:
        for face in faces_in(folder, house.output):
            faces.setdefault((face.family, face.weight, face.style), face)
    return tuple(faces.values())


def families(faces: tuple[FontFace, ...]) -> Mapping[str, frozenset[str]]:
    """The weights that each family has."""
    found: dict[str, set[str]] = {}
    for face in faces:
        found.setdefault(face.family, set()).add(face.weight)
    return {family: frozenset(weights) for family, weights in found.items()}
