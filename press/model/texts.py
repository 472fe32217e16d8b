"""What writers write: leaflets, exercises, booklets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from press.model.findings import Origin
from press.model.values import Day, Identifier, OneLine, Written, matching

NOT_YET = "not yet"
"""What `tested` says of a text that no reader has tried out."""

Unquoted = Annotated[
    OneLine, matching('[^"\u00ab\u00bb\u2018-\u201f]*', 'write it in straight quotes: "1.0"')
]
"""A name or number: quotation marks as a word processor makes them would be printed with it."""


class Source(Written):
    """A publication that the leaflet rests on; `id` is what `[^id]` in the text refers to.

    `text` is printed as it stands: its title, who wrote it, where it appeared.
    """

    id: Annotated[str, matching(r"[a-z0-9-]+", "write only a-z, 0-9 and '-'")]
    text: OneLine
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    url: Annotated[str, matching(r"https?://\S+", "begin with https://")] | None = None
    doi: Annotated[str, matching(r"10\.\d{4,9}/\S+", "write it as 10.1002/14651858")] | None = None
    language: Annotated[str, matching(r"[a-z]{2,3}", "write it as nl or en")] | None = None
    """What it is called in, where that is not the leaflet's own: it is read aloud so."""


Percent = Annotated[int, Field(ge=0, le=100)]


class Front(Written):
    """A picture for a front, in the place of the head's own, and what a screen reader says."""

    file: OneLine
    alt: OneLine
    focus: tuple[Percent, Percent] = (50, 50)
    """What must stay in sight where it is cropped: from the left and from the top, in percent."""


class Head(Written):
    """The front matter of a leaflet: what a writer may and must say about it (PIF TICK)."""

    title: OneLine
    summary: OneLine
    version: Unquoted
    status: Literal["draft"] | None = None
    """A draft is printed as a concept and goes out to nobody."""
    published: Day
    reviewed: Day
    review_due: Day
    owner: Identifier | None = None
    """The role that reviews it, of those under `owners` in house.yaml; else each of them."""
    authors: Annotated[tuple[OneLine, ...], Field(min_length=1)]
    sources: tuple[Source, ...] = ()
    id: Unquoted | None = None
    short: Identifier | None = None
    picture: OneLine | None = None
    picture_alt: OneLine | None = None
    picture_focus: tuple[Percent, Percent] = (50, 50)
    pictures: tuple[Front, ...] = ()
    """Others that a practice may have on the front in its place."""
    keywords: tuple[OneLine, ...] = ()
    codes: dict[str, OneLine] = Field(default_factory=dict)
    translation_of: Identifier | None = None
    translation_of_version: Unquoted | None = None
    read_by: OneLine | None = None
    """Who read a translation as their own language, and when; or NOT_YET."""
    tested: OneLine | None = None
    """Who tried the text out, and when; or NOT_YET, which is printed as well."""
    allow: dict[str, OneLine] = Field(default_factory=dict)
    layouts: tuple[Identifier, ...] = ()
    """Layouts that this leaflet was written for, built besides those that take every leaflet."""


class Leaflet(Head):
    """One subject: one Markdown file. `body_line` is the line where the text begins."""

    slug: Identifier
    language: str
    body: Annotated[str, StringConstraints(strip_whitespace=False)]  # lines are counted in it
    body_line: int
    origin: Origin
    lines: Mapping[str, int] = {}
    """Where each key of the head stands."""
    written: str = ""
    """The whole file, as its writer wrote it."""
    has_bad_head: bool = False
    """Its head has mistakes: it is read for what else is wrong in it, and never printed."""

    @property
    def address_path(self) -> str:
        """What follows the website in the short address of this leaflet."""
        return self.short or self.slug


class ExerciseFile(Written):
    """What `sources/exercises/<language>/<slug>.md` holds: one exercise, to be handed out."""

    title: OneLine
    purpose: OneLine
    picture: OneLine
    picture_alt: OneLine
    steps: Annotated[tuple[OneLine, ...], Field(min_length=1, max_length=6)]
    dose: OneLine
    sets: bool = True
    """Whether a patient's own sheet has a blank for how many sets, as a walk has not."""
    caution: OneLine | None = None
    version: Unquoted
    reviewed: date
    review_due: date


class Exercise(ExerciseFile):
    """An exercise with its name and where it stands."""

    slug: Identifier
    language: str
    origin: Origin


class BookletFile(Written):
    """What `sources/booklets/<language>/<slug>.yaml` holds: leaflets bound together, in order."""

    title: OneLine
    subtitle: OneLine | None = None
    summary: OneLine
    version: Unquoted
    published: Day
    reviewed: Day
    review_due: Day
    owner: Identifier | None = None
    leaflets: Annotated[tuple[Identifier, ...], Field(min_length=2, max_length=100)]
    id: Unquoted | None = None
    tested: OneLine | None = None
    picture: OneLine | None = None
    picture_alt: OneLine | None = None
    picture_focus: tuple[Percent, Percent] = (50, 50)
    pictures: tuple[Front, ...] = ()
    keywords: tuple[OneLine, ...] = ()
