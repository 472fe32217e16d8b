"""What writers write: leaflets, exercises, booklets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from press.model.findings import Origin
from press.model.values import Day, Form, Identifier, OneLine, Written

NOT_YET = "not yet"
"""What `tested` says of a text that no reader has tried out."""

Unquoted = Annotated[
    OneLine, Form('[^"\u00ab\u00bb\u2018-\u201f]*', 'write it in straight quotes: "1.0"')
]
"""A name or number: quotation marks as a word processor makes them would be printed with it."""


class Source(Written):
    """A publication that the leaflet rests on; `id` is what `[^id]` in the text refers to.

    `text` is printed as it stands: its title, who wrote it, where it appeared.
    """

    id: Annotated[str, Form(r"[a-z0-9-]+", "write only a-z, 0-9 and '-'")]
    text: OneLine
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    url: Annotated[str, Form(r"https?://\S+", "begin with https://")] | None = None
    doi: Annotated[str, Form(r"10\.\d{4,9}/\S+", "write it as 10.1002/14651858")] | None = None
    language: Annotated[str, Form(r"[a-z]{2,3}", "write it as nl or en")] | None = None
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
    """The number of the text, in straight quotes: "1.0"."""
    status: Literal["draft"] | None = None
    """A draft is printed as a concept and goes out to nobody."""
    published: Day
    """The day from which this version holds."""
    reviewed: Day
    """The day on which it was last looked over."""
    review_due: Day
    """The day by which it is looked over again."""
    owner: Identifier | None = None
    """The role that reviews it, of those under `owners` in house.yaml; else each of them."""
    authors: Annotated[tuple[OneLine, ...], Field(min_length=1)]
    """Who wrote it, by their role: [fysiotherapeut, huisarts]."""
    sources: tuple[Source, ...] = ()
    """What it rests on; `[^id]` in the text refers to one."""
    id: Unquoted | None = None
    """An identifier that is printed, as RUG-02."""
    short: Identifier | None = None
    """The last part of its short address; the name of the file if left out."""
    picture: OneLine | None = None
    """The picture on the front, of those in sources/images."""
    picture_alt: OneLine | None = None
    """What it shows, for who cannot see it."""
    picture_focus: tuple[Percent, Percent] = (50, 50)
    """What of it must stay in sight where it is cropped, in percent from left and top."""
    pictures: tuple[Front, ...] = ()
    """Others that a practice may have on the front in its place."""
    keywords: tuple[OneLine, ...] = ()
    """Words by which it is found, besides its own."""
    codes: dict[str, OneLine] = Field(default_factory=dict)
    """Codes of classifications, as {ICPC: L03}."""
    translation_of: Identifier | None = None
    """The leaflet of which this is a translation."""
    translation_of_version: Unquoted | None = None
    """The version that was translated."""
    read_by: OneLine | None = None
    """Who read a translation as their own language, and when; or NOT_YET."""
    tested: OneLine | None = None
    """Who tried the text out, and when; or NOT_YET, which is printed as well."""
    allow: dict[str, OneLine] = Field(default_factory=dict)
    """Findings that are silenced here, each with its reason: {T012: "official name"}."""
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
    """What it is for, in a sentence."""
    picture: OneLine
    """The picture of it, of those in sources/images."""
    picture_alt: OneLine
    """What it shows, for who cannot see it."""
    steps: Annotated[tuple[OneLine, ...], Field(min_length=1, max_length=6)]
    """What to do, a step an entry."""
    dose: OneLine
    """How often: Per dag ____ keer."""
    sets: bool = True
    """Whether a patient's own sheet has a blank for how many sets, as a walk has not."""
    caution: OneLine | None = None
    """What to mind."""
    version: Unquoted
    """The number of the text, in straight quotes: "1.0"."""
    reviewed: Day
    """The day on which it was last looked over."""
    review_due: Day
    """The day by which it is looked over again."""


class Exercise(ExerciseFile):
    """An exercise with its name and where it stands."""

    slug: Identifier
    language: str
    origin: Origin


class BookletFile(Written):
    """What `sources/booklets/<language>/<slug>.yaml` holds: leaflets bound together, in order."""

    title: OneLine
    subtitle: OneLine | None = None
    """What stands on its front below the title, in the place of the summary."""
    summary: OneLine
    version: Unquoted
    """The number of the text, in straight quotes: "1.0"."""
    published: Day
    """The day from which this version holds."""
    reviewed: Day
    """The day on which it was last looked over."""
    review_due: Day
    """The day by which it is looked over again."""
    owner: Identifier | None = None
    """The role that reviews it, of those under `owners` in house.yaml."""
    leaflets: Annotated[tuple[Identifier, ...], Field(min_length=2, max_length=100)]
    """Its chapters: leaflets, in this order."""
    id: Unquoted | None = None
    """An identifier that is printed, as RUG-02."""
    tested: OneLine | None = None
    """Who tried it out, and when; or `not yet`."""
    picture: OneLine | None = None
    """The picture on the front, of those in sources/images."""
    picture_alt: OneLine | None = None
    """What it shows, for who cannot see it."""
    picture_focus: tuple[Percent, Percent] = (50, 50)
    """What of it must stay in sight where it is cropped, in percent from left and top."""
    pictures: tuple[Front, ...] = ()
    """Others that a practice may have on the front in its place."""
    keywords: tuple[OneLine, ...] = ()
    """Words by which it is found, besides its own."""
