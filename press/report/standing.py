"""Check -> what practices have of each leaflet: rows of the report's tables of versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from press.governance.issued import Current
from press.report.checked import Check

State = Literal["current", "older", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Received:
    """What a practice was last delivered of a leaflet, and how often it mailed which version
    and handed it out at the desk.

    `version` is empty and `on` None where it was never delivered.
    """

    practice: str
    version: str
    on: date | None
    state: State
    mailed: Mapping[str, int]
    handed: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class GivenOut:
    """A leaflet that went out, by its name (nl/slapen): what is current, and who has what."""

    name: str
    title: str
    language: str
    current: str
    mailed: Mapping[str, int]
    handed: Mapping[str, int]
    practices: tuple[Received, ...]

    @property
    def behind(self) -> int:
        """Practices that have another version than the current one, or what was taken back."""
        return sum(each.state != "current" for each in self.practices)


def given_out(check: Check) -> list[GivenOut]:
    """Every leaflet that was published, delivered or mailed, by its name."""
    known = {f"{each.leaflet.language}/{each.leaflet.slug}": each.leaflet for each in check.reports}
    current = {each.leaflet: each for each in check.current}
    names = sorted(current.keys() | {name for _, name in (*check.mailed, *check.handed)})
    rows = []
    for name in names:
        each, leaflet = current.get(name), known.get(name)
        said = leaflet.version if leaflet else ""
        if each and (each.withdrawn or each.published):
            said = "" if each.withdrawn or not each.published else each.published.version
        mailed, handed = (
            {who: counts for (who, what), counts in every.items() if what == name}
            for every in (check.mailed, check.handed)
        )
        rows.append(
            GivenOut(
                *(name, leaflet.title if leaflet else name, name.partition("/")[0], said),
                _summed(mailed.values()),
                _summed(handed.values()),
                tuple(_received(each, said, mailed, handed)),
            )
        )
    return rows


def _received(
    each: Current | None,
    current: str,
    mailed: Mapping[str, Mapping[str, int]],
    handed: Mapping[str, Mapping[str, int]],
) -> Iterable[Received]:
    """What each practice has of a leaflet."""
    held = {event.practice: (event, files) for event, files in each.delivered} if each else {}
    for practice in sorted(held.keys() | mailed.keys() | handed.keys()):
        event, files = held.get(practice, (None, ()))
        version = files[0].version if files else ""
        state: State = "withdrawn" if each and each.withdrawn else "current"
        if state == "current" and version not in ("", current):
            state = "older"
        on = event.on if event else None
        counts = mailed.get(practice, {}), handed.get(practice, {})
        yield Received(practice, version, on, state, *counts)


def _summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in counts:
        for version, number in each.items():
            found[version] = found.get(version, 0) + number
    return found
