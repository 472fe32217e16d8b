"""Leaflets and booklets, a day -> who owes what: a review that is due, a signature.

Who owns a text: the role that its head names, else each under `owners` in house.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from press.model import BookletFile, House, Leaflet, Origin, Publication

OVERDUE = "overdue"
_AHEAD = (30, 60, 90)
"""Days before a review is due, at which its owners are reminded."""


@dataclass(frozen=True, slots=True)
class Review:
    """When a text must be reviewed, by its name (nl/slapen), and the roles that own it."""

    owners: tuple[str, ...]
    name: str
    title: str
    language: str
    version: str
    reviewed: date
    due: date

    def stage(self, today: date) -> str:
        """How near it is: `90`, `60`, `30` days ahead, `overdue`; nothing if further away."""
        left = (self.due - today).days
        if left < 0:
            return OVERDUE
        return next((str(days) for days in _AHEAD if left <= days), "")


@dataclass(frozen=True, slots=True)
class Owed:
    """What a role owes: the review of a text, due on a day, or its signature if there is none.

    `role` is empty where nobody owns the text.
    """

    role: str
    name: str
    title: str
    language: str
    version: str
    due: date | None = None


def reviews(
    house: House, leaflets: Iterable[Leaflet], publications: Iterable[Publication]
) -> list[Review]:
    """When each leaflet and booklet must be reviewed, the first one first; drafts are not out."""

    def review(name: str, language: str, head: Leaflet | BookletFile) -> Review:
        owners = (head.owner,) if head.owner else tuple(house.owners)
        title = head.title.replace("\u00a0", " ")
        return Review(owners, name, title, language, head.version, head.reviewed, head.review_due)

    found = [
        review(f"{each.language}/{each.slug}", each.language, each)
        for each in leaflets
        if each.status != "draft"
    ]
    found += [
        review(f"{each.language}/booklets/{each.slug}", each.language, each.head)
        for each in publications
        if each.is_booklet
    ]
    return sorted(found, key=lambda each: (each.due, each.name))


def owed(
    due: Iterable[Review],
    leaflets: Iterable[Leaflet],
    unsigned: Mapping[Origin, tuple[str, ...]],
    today: date,
) -> list[Owed]:
    """Who owes what on a day, by role: reviews that are near or overdue, then signatures."""
    rows = [
        Owed(role, each.name, each.title, each.language, each.version, each.due)
        for each in due
        if each.stage(today)
        for role in each.owners or ("",)
    ]
    rows += [
        Owed(role, f"{each.language}/{each.slug}", each.title, each.language, each.version)
        for each in leaflets
        for role in unsigned.get(each.origin, ())
    ]
    return sorted(rows, key=lambda row: (row.role, row.due is None, row.due or today, row.name))
