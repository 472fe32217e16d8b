"""leaflet new house: a folder with a first practice, asked for, and a first leaflet of it."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from press.commands import FOUND, as_typed
from press.commands.progress import Progress

if TYPE_CHECKING:
    from press.starters import Beginning

_Read = TypeVar("_Read")
_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})")
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp")


def new_house(
    folder: Path, name: str | None, language: str | None, colours: str | None, logo: Path | None
) -> None:
    """Make the house, build its first leaflet on A4, and say what comes next."""
    from press import build, starters
    from press.choices import BuildChoices, Order
    from press.schema import put_schemas

    first = _asked(name, language, colours, logo)
    for path in starters.new_house(folder, date.today(), first):
        click.echo(str(path))
    put_schemas(folder)
    progress = Progress(as_json=False)
    choices = BuildChoices(Order(layouts=("a4",)), processes=os.cpu_count() or 1)
    try:
        outcome = build.build_house(folder, choices, progress)
    finally:
        progress.close()
    for made in outcome.where.first:
        click.echo(f"\nA first leaflet, a draft yet: {folder / 'output' / made}")
    typed = f"{as_typed()} --root {shlex.quote(str(folder))}"
    click.echo("What next:")
    english = first.language == "en"
    leaflet = "knee-pain --language en" if english else "pijn-in-de-knie"
    for command, does in (
        (f"new leaflet {leaflet}", "a leaflet to write on"),
        ("check --words-only", "what readers will find hard"),
        ("build", "every leaflet in every layout"),
    ):
        click.echo(f"    {typed} {command:40}{does}")
    if outcome.has_errors:
        sys.exit(FOUND)


def _asked(
    name: str | None, language: str | None, colours: str | None, logo: Path | None
) -> Beginning:
    """The first practice, as far as it was said or is said now; else the sample practice."""
    from press.importing.practices import name_of
    from press.starters import Beginning

    first = Beginning()
    said = any(each is not None for each in (name, language, colours, logo))
    if not said and sys.stdin.isatty():
        name = str(click.prompt("Name of the practice", default=first.name))
        language = _again("Language: nl or en", first.language, _language)
        colours = " ".join(_again("Colours, one or two", " ".join(first.colours), _two))
        logo = _again("Logo, a file (Enter: none yet)", "", _logo)
    if language:
        first = replace(first, language=language)
    if name and name != first.name:
        first = replace(first, name=name, folder=name_of(name, first.language) or first.folder)
    if colours:
        first = replace(first, colours=_two(colours))
    return replace(first, logo=_logo(str(logo)) if logo else None)


def _again(question: str, default: str, read: Callable[[str], _Read]) -> _Read:
    """What is typed, asked for again as long as it cannot be used."""
    answer: _Read = click.prompt(
        question, default=default, show_default=bool(default), value_proc=read
    )
    return answer


def _language(typed: str) -> str:
    if typed.strip().lower() not in ("nl", "en"):
        raise click.UsageError(f"there is no first leaflet in '{typed}': write nl or en")
    return typed.strip().lower()


def _logo(typed: str) -> Path | None:
    """The picture of that name, or none if nothing is typed."""
    path = Path(typed.strip()).expanduser()
    if not typed.strip():
        return None
    if not path.is_file() or path.suffix.lower() not in _PICTURES:
        raise click.UsageError(f"the logo '{path}' is no file of the kinds {', '.join(_PICTURES)}")
    return path


def _two(typed: str) -> tuple[str, str]:
    """One colour twice, or two, as they were typed: `#005b5e, e07a1f`."""
    words = [word for word in re.split(r"[\s,;]+", typed) if word]
    found = [f"#{match[1].lower()}" for match in map(_COLOUR.fullmatch, words) if match]
    if len(found) != len(words) or not 1 <= len(found) <= 2:
        raise click.UsageError(f"'{typed}' is not one or two colours: write \"#005b5e #e07a1f\"")
    return found[0], found[-1]
