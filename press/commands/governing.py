"""What sign, publish, changes and withdraw share: which leaflet is meant, and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from press.commands import Command
from press.commands.completing import LANGUAGE

if TYPE_CHECKING:
    from datetime import date

    from press.build import Project
    from press.governance.text import ReadText
    from press.model import House, Leaflet


def language(command: Command) -> Command:
    """The choice of a language, where a leaflet's name is there in several."""
    option = click.option(
        "--language", default="", type=LANGUAGE, help="If the name is there in several."
    )
    return option(command)


def day(_: click.Context, __: click.Parameter, typed: str | None) -> date | None:
    """A day as it is typed: 2026-11-30."""
    from datetime import date

    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise click.BadParameter("write year-month-day: 2026-11-30") from None


def tidied(house: House) -> None:
    """Take away what a run that was killed left half written where nothing else would."""
    from time import time

    from press.files import sweep

    for folder in (house.archive, house.root / "sources/leaflets"):
        sweep(folder, before=time() - _A_WHILE)


_A_WHILE = 60
"""Seconds that nobody takes to write a file: what is younger may be another's who writes now."""


def leaflet_of(project: Project, slug: str, language: str) -> Leaflet:
    """The one leaflet of that name; UsageError if there is none, or one in each language."""
    from press.errors import UsageError
    from press.reading import did_you_mean

    found = [
        each
        for each in project.library.content.leaflets
        if each.slug == slug and language in ("", each.language)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        languages = ", ".join(each.language for each in found)
        raise UsageError(f"'{slug}' is there in {languages}: name one with --language")
    unread = [f"{lang}/{name}" for lang, name in project.library.content.unread if name == slug]
    if unread:
        raise UsageError(f"{unread[0]} cannot be read: leaflet check {slug}")
    hint = did_you_mean(slug, [each.slug for each in project.library.content.leaflets])
    where = f" in '{language}'" if language else ""
    raise UsageError(f"there is no leaflet '{slug}'{where}" + (f" ({hint})" if hint else ""))


def words_of(project: Project, leaflet: Leaflet) -> ReadText:
    """The words of a leaflet as its reader gets them; UsageError if it cannot be printed."""
    from press.errors import UsageError
    from press.governance.text import Texts

    text = Texts(project.library).read([leaflet]).get(leaflet.origin)
    if text is None:
        raise UsageError(f"{leaflet.slug} cannot be printed as it is: leaflet check {leaflet.slug}")
    return text
