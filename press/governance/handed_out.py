"""What a desk hands out -> `archive/handed-out.jsonl`, a line each; lines -> how often what.

A line holds a day, a practice, a leaflet with its version and layout, and how it went: nothing
of a patient, and no hour that one could be known by. It is only added to.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from press.files import append, content_of
from press.model import Day, House, Written

How = Literal["printed", "mailed", "opened"]
"""On paper by the desk's printer, by mail, or as a file in the desk's browser."""


class Handed(Written):
    """One leaflet (nl/slapen) that was handed out, so many times at once."""

    on: Day
    practice: str
    leaflet: str
    version: str
    language: str
    layout: str
    how: How
    number: int = 1


def handed_path(house: House) -> Path:
    return house.archive / "handed-out.jsonl"


def note(house: House, handed: Iterable[Handed]) -> None:
    """Add lines to the record; on the disk when this returns."""
    lines = [f"{each.model_dump_json()}\n" for each in handed]
    if lines:
        append(handed_path(house), "".join(lines).encode())


def read_handed(house: House) -> tuple[Handed, ...]:
    """The record in its order; what cannot be read in it counts for nothing."""
    try:
        lines = content_of(handed_path(house)).split(b"\n")
    except OSError:
        return ()
    found = []
    for line in lines:
        try:
            found.append(Handed.model_validate_json(line))
        except ValidationError:
            continue
    return tuple(found)


HandedOut = dict[tuple[str, str], dict[str, int]]
"""By practice and leaflet (nl/slapen): how often which version was handed out at the desk."""


def handed_until(house: House, until: date) -> HandedOut:
    """What desks printed and opened until a day; what they mailed the outbox counts too."""
    counts: HandedOut = {}
    for each in read_handed(house):
        if each.on <= until and each.how != "mailed":
            versions = counts.setdefault((each.practice, each.leaflet), {})
            versions[each.version] = versions.get(each.version, 0) + each.number
    return counts
