"""What the server and the back room say to each other: values, and what goes wrong.

It loads nothing of what makes leaflets, so that the server, which makes none, starts at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from press.errors import PressError
from press.model import Exercise
from press.reading.exercises import Dose


@dataclass(frozen=True, slots=True)
class Asking:
    """When something is asked: the day, and the moment in seconds since 1970."""

    today: date
    now: float


class RefusedError(PressError):
    """It cannot be done; the text names a word of the desk's words file that says why."""


class UnmadeError(PressError):
    """A file cannot be made: its text has mistakes, or took too long."""


class BackroomError(PressError):
    """There is no answer: its child died, the back room is full, or something there is broken."""


@dataclass(frozen=True, slots=True)
class Form:
    """A layout in which a publication is there; `word` is what the desk calls it."""

    layout: str
    word: str
    item: str
    """The file's path below the practice's folder, without its ending: nl/slapen.a4"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A leaflet or booklet of a practice, by its name (nl/slapen); `held` says why it stays in."""

    name: str
    language: str
    slug: str
    title: str
    summary: str
    version: str
    review_due: date
    forms: tuple[Form, ...]
    keywords: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    """Each with its system: (ICPC, L03)."""
    held: str = ""
    is_booklet: bool = False
    is_besides: bool = False
    """It is made in two languages only where somebody at the desk asks for the second."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Its own language, and the one that stands beside it."""
        return tuple(self.name.partition("/")[0].split("+"))

    def form(self, layout: str) -> Form | None:
        """Its form in that layout, if it is there in it."""
        return next((form for form in self.forms if form.layout == layout), None)

    def is_overdue(self, today: date) -> bool:
        return self.review_due < today


@dataclass(frozen=True, slots=True)
class Gone:
    """A leaflet that was taken back, and the name of what takes its place, or ''."""

    name: str
    language: str
    slug: str
    instead: str
    is_besides: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the desk of one practice knows; `state` changes with the house."""

    state: str
    practice: str
    title: str
    languages: tuple[str, ...]
    entries: tuple[Entry, ...]
    gone: tuple[Gone, ...] = ()
    exercises: tuple[Exercise, ...] = field(default=())

    @property
    def all_languages(self) -> tuple[str, ...]:
        """Those of the practice, and those in which it can give a leaflet beside its own."""
        spoken = {language for entry in self.entries for language in entry.languages}
        return (*self.languages, *sorted(spoken.difference(self.languages)))

    def with_languages(self, entry: Entry) -> Iterator[tuple[Entry, Form]]:
        """Each form in which a leaflet is there: by itself, and beside another language."""
        named = (entry.language, entry.slug, entry.is_booklet)
        for each in self.entries:
            if (each.language, each.slug, each.is_booklet) == named:
                yield from ((each, form) for form in each.forms)

    def entry(self, name: str) -> Entry | None:
        """The leaflet or booklet of that name."""
        return next((entry for entry in self.entries if entry.name == name), None)

    def of_item(self, item: str) -> tuple[Entry, Form] | None:
        """The publication and form that an address names: nl/slapen.a4; without a form its first.

        Names never hold a full stop, so nothing is guessed.
        """
        name, _, layout = item.partition(".")
        entry = self.entry(name)
        form = entry.form(layout) if entry and layout else entry.forms[0] if entry else None
        return (entry, form) if entry and form else None


@dataclass(frozen=True, slots=True)
class File:
    """A file that may go out: its item (nl/slapen.a4), its bytes."""

    item: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message would be: letter, files with their sizes in bytes, language, from whom."""

    language: str
    subject: str
    text: str
    sender: str
    files: tuple[tuple[str, int], ...]
    why_not: str = ""
    """Why it cannot go, as a command line says it: no account. Nothing if it can."""


@dataclass(frozen=True, slots=True)
class SheetOrder:
    """A patient's own sheet: exercises in their order, what is typed in for each, and a name."""

    language: str
    doses: Mapping[str, Dose]
    layout: str = ""
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PaperWishes:
    """On which printer, how often, and whether in grey."""

    printer: str
    copies: int = 1
    grey: bool = False


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A print job, its state, and the sentence for who stands at the desk."""

    job: str
    state: str
    said: str
