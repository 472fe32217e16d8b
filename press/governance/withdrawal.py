"""A leaflet taken back -> a small file beside it; and what is withdrawn in a house.

Withdrawn is also what was published and has lost its source: it is not printed, what
refers to it refers to its successor or to nothing, and nobody else is held back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TypeAlias

from press.errors import UsageError
from press.files import put
from press.governance.issued import Event, note
from press.model import Finding, House, Origin, WithdrawnFile, is_identifier
from press.reading import read_file, validate

SUFFIX = ".withdrawn.yaml"
Withdrawn: TypeAlias = "Mapping[tuple[str, str], str]"
"""By language and name: the name of the leaflet that takes its place, or nothing."""


def load_withdrawn(house: House) -> tuple[Withdrawn, list[Finding]]:
    """What is withdrawn; a file that cannot be read withdraws all the same."""
    found: dict[tuple[str, str], str] = {}
    findings: list[Finding] = []
    for path in sorted((house.sources / "leaflets").glob(f"*/*{SUFFIX}")):
        yaml, more = read_file(path, house.name_of(path))
        findings += more
        file, more = validate(WithdrawnFile, yaml) if yaml else (None, [])
        findings += more
        name = path.parent.name, path.name.removesuffix(SUFFIX)
        found[name] = (file.instead or "") if file else ""
    for language, slug in _without_source(house):
        if (language, slug) not in found:
            found[language, slug] = ""
            message = f"{language}/{slug} was published and its source is gone: it is withdrawn"
            hint = f"say so: leaflet withdraw {slug} --why …, or take its source back from git"
            place = Origin(f"sources/leaflets/{language}/{slug}.md")
            findings.append(Finding("S084", "warning", message, place, hint))
    return found, findings


def names_of(house: House) -> tuple[str, ...]:
    """What is withdrawn, as nl/slapen."""
    return tuple(f"{language}/{slug}" for language, slug in load_withdrawn(house)[0])


def why_of(house: House, language: str, slug: str) -> WithdrawnFile | None:
    """What was said of a withdrawal, if it was said and can be read."""
    path = _path(house, language, slug)
    yaml, _ = read_file(path, house.name_of(path)) if path.exists() else (None, [])
    return validate(WithdrawnFile, yaml)[0] if yaml else None


def withdraw(
    house: House, language: str, slug: str, why: str, instead: str, version: str, today: date
) -> Path:
    """Take a leaflet back; UsageError if it is taken back already, or `why` is no line."""
    path = _path(house, language, slug)
    if path.exists():
        raise UsageError(f"{language}/{slug} is withdrawn already: {house.name_of(path)}")
    try:
        said = WithdrawnFile(why=why, on=today, instead=instead or None)
    except ValueError:
        raise UsageError("say why on one line, at most 200 characters") from None
    rows = json.loads(said.model_dump_json(exclude_none=True))
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in rows.items()]
    put(path, "".join(lines).encode())
    note(
        house,
        [
            Event(
                on=today,
                what="withdrawn",
                leaflet=f"{language}/{slug}",
                version=version,
                why=said.why,
                instead=instead,
            )
        ],
    )
    return path


def _path(house: House, language: str, slug: str) -> Path:
    return house.sources / "leaflets" / language / f"{slug}{SUFFIX}"


def _without_source(house: House) -> list[tuple[str, str]]:
    """What was published and is there no more, by language and name."""
    return [
        (folder.parent.name, folder.name)
        for folder in sorted((house.archive / "published").glob("*/*"))
        if is_identifier(folder.name)
        and not (house.sources / "leaflets" / folder.parent.name / f"{folder.name}.md").exists()
    ]
