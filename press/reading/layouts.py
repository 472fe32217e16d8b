"""layouts, fonts -> Layout, FontFace, Words: what a designer made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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
from press.model.languages import closest
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

    Of a house's own words the press's say what is missing, and those of the language that
    theirs is a kind of: a house that wrote its words before a layout had more to say goes on.
    """
    words: dict[str, Words] = {}
    whole: Words | None = None
    findings: list[Finding] = []
    for root in reversed(house.layouts):
        for path in sorted((root / BASE / "words").glob("*.yaml")):
            yaml, more = read_file(path, house.name_of(path))
            findings += more
            language = path.stem.lower()
            record, more = (
                validate(Words, yaml, {"language": language, "spoken": language})
                if yaml
                else (None, [])
            )
            findings += more
            if record:
                before = words.get(closest(language, words))
                words[language] = _completed(record, before) if before else record
        # The press's own: a house may have layouts that say more.
        whole = whole or words.get(_WHOLE)
    return words, [*findings, *_unsaid(words, whole)]


def _completed(own: Words, before: Words) -> Words:
    """Words with those that they leave out taken from others."""
    taken = {name: getattr(before, name) for name in _TAKEN - own.model_fields_set}
    for name in _TABLES:
        taken[name] = getattr(before, name) | getattr(own, name)
    return own.model_copy(update=taken)


_TABLES = ("parts", "signs", "furniture")
_TAKEN = frozenset(Words.model_fields) - {"language", "spoken", "read_by", *_TABLES}


def _unsaid(words: dict[str, Words], whole: Words | None) -> Iterator[Finding]:
    """Words that a language lacks; without titles and signs it cannot be printed and is left out.

    What layouts say besides may be newer than a house's own words.
    """
    for language, each in list(words.items()) if whole else ():
        lacks = {
            table: [name for name in getattr(whole, table) if name not in getattr(each, table)]
            for table in _TABLES
        }
        if not any(lacks.values()):
            continue
        needed = bool(lacks["parts"] or lacks["signs"])
        if needed:
            del words[language]
        missing = ", ".join(name for names in lacks.values() for name in names)
        message = f"words that are not given in '{language}': {missing}"
        place = Origin(f"layouts/{BASE}/words/{language}.yaml")
        hint = f"add them, as {_WHOLE}.yaml has them"
        yield Finding("S120", "error" if needed else "warning", message, place, hint)


_WHOLE = "en"
"""The language whose words are all there, by which others are measured."""


def with_parents(words: Mapping[str, Words], languages: Iterable[str]) -> Mapping[str, Words]:
    """Words also for languages of which only a parent has any: nl-be says what nl says."""
    more = {
        each: words[parent].model_copy(update={"language": each})
        for each in languages
        if each not in words and (parent := closest(each, words))
    }
    return {**words, **more}


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
