"""What designers write: layouts, and the words of the furniture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from press.model.findings import Origin
from press.model.languages import Direction, OwnDigits, direction_of, script_of
from press.model.values import (
    FactName,
    Form,
    Format,
    Identifier,
    Kind,
    LocalText,
    Medium,
    OneLine,
    Written,
)


class PageLimits(Written):
    """How many pages a publication may have in a layout."""

    least: Annotated[int, Field(ge=1)] = 1
    most: Annotated[int, Field(ge=1)] = 64
    underfull: Annotated[float, Field(gt=0, le=1000)] = 35
    """How far above its foot a page may end, in mm."""


class Checks(Written):
    """What the finished pages of a layout must satisfy, in pt; by default clear print (UKAAF)."""

    body: Annotated[float, Field(ge=6, le=72)] = 12
    """The least size of running text; from 16 on it is large print."""
    least: Annotated[float, Field(ge=6, le=72)] = 9
    """The least size of anything."""


class LayoutFile(Written):
    """What `layout.yaml` holds."""

    description: LocalText
    """What it is, in a line, in each language."""
    takes: Annotated[tuple[Kind, ...], Field(min_length=1)] = ("leaflet",)
    """The kinds of publication that it can print."""
    unasked: tuple[Kind, ...] = ()
    """Kinds of publication that are built without being asked for by `--layout`."""
    binding: Literal["none", "stitched", "folded"] = "none"
    """What becomes of its sheets."""
    folds: tuple[tuple[Annotated[float, Field(gt=0)], ...], ...] = ()
    """Where each page is folded, in mm from its left edge: marked for a print shop."""
    pages: PageLimits = PageLimits()
    """How many pages a publication may have in it."""
    format: Format = "pdf"
    """What it makes: pages to print, a web page, a book to read on a device."""
    media: Annotated[tuple[Medium, ...], Field(min_length=1)] = ("screen",)
    """What it is made for: a screen, an office printer, a print shop."""
    styles: tuple[OneLine, ...] = (
        "base/base.css",
        "base/panels.css",
        "{layout}/layout.css",
    )
    """Style sheets in the order of the cascade; {layout} is this layout's name."""
    checks: Checks = Checks()
    """What its pages must satisfy."""
    offers: dict[FactName, Annotated[tuple[OneLine, ...], Field(min_length=1)]] = Field(
        default_factory=dict
    )
    """Choices that a brand may make here, the first being the one taken when it does not."""
    follows: dict[FactName, FactName] = Field(default_factory=dict)
    """Kinds of choice that go with another: not made, they stand in its place of their row."""

    @field_validator("follows")
    @classmethod
    def _can_follow(cls, follows: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        offers: dict[str, tuple[str, ...]] = info.data.get("offers", {})
        kinds = list(offers)
        for kind, leader in follows.items() if offers else ():
            if kind not in kinds or leader not in kinds[: kinds.index(kind)]:
                raise ValueError(f"'{kind}' must stand in 'offers', behind '{leader}'")
            if len(offers[kind]) < len(offers[leader]):
                raise ValueError(f"'offers.{kind}' must be as long as 'offers.{leader}'")
        return follows


class Layout(LayoutFile):
    """A folder that gives page size and design; `template` is the HTML, `css` the sheets."""

    name: Identifier
    folder: Path
    origin: Origin

    @property
    def sheet(self) -> Origin:
        """The style sheet of its own that a designer mends, the first if it has several."""
        own = (name for name in self.styles if name.startswith((f"{self.name}/", "{layout}/")))
        name = next(own, "").replace("{layout}", self.name)
        return Origin(f"layouts/{name}") if name else self.origin

    def choose(self, wished: Mapping[str, str]) -> dict[str, str]:
        """A choice of each kind: what is wished if it is offered, else what the layout takes."""
        chosen: dict[str, str] = {}
        for kind, offered in self.offers.items():
            place = 0
            if leader := self.follows.get(kind):
                place = self.offers[leader].index(chosen[leader])
            wish = wished.get(kind)
            chosen[kind] = wish if wish in offered else offered[place]
        return chosen


class Words(Written):
    """The words that the press itself says in one language: base/words/<language>.yaml.

    A file may leave out what the press's own of that language says, or that of the language
    which it is a kind of.
    """

    language: str = "en"
    """What is written around texts in: which way it runs follows from it."""
    spoken: str = "en"
    """The name of the file: what it is written in, where only a parent has words."""
    read_by: tuple[OneLine, ...] = ()
    """Who has read these words as their own language, and when: nobody yet where it is empty."""
    quotes: Annotated[
        OneLine, Form(r"[^ ]+( [^ ]+){3}", "write four, parted by blanks: ‘ ’ “ ”")
    ] = "‘ ’ “ ”"
    """What stands for straight quotation marks: single, then double, parted by blanks."""
    apostrophes: tuple[OneLine, ...] = ()
    """Words of a letter before which an opening ‘ is an apostrophe: 's avonds."""
    month: OneLine = "LLLL yyyy"
    """How a month is written, in the letters of CLDR."""
    digits: OwnDigits | None = None
    """The language's own digits, where it has others than 0 to 9, as CSS calls them."""
    comma: OneLine = ","
    """What parts the items of a list in a sentence."""
    full_stop: OneLine = "."
    """What ends a sentence."""
    parts: dict[str, OneLine] = Field(default_factory=dict)
    """The title of each part of a leaflet that its writer does not title."""
    signs: dict[str, OneLine] = Field(default_factory=dict)
    """What a sign says to who cannot see it: yes, no, warning."""
    units: tuple[OneLine, ...] = ()
    """Words that stay on the line of the number before them."""
    together: tuple[OneLine, ...] = ()
    """Words, in small letters, after which no line of a title ends: articles and the like."""
    furniture: dict[str, OneLine] = Field(default_factory=dict)
    """Everything around the text; {names} in it are filled in."""

    __hash__ = object.__hash__

    @property
    def direction(self) -> Direction:
        """Which way the language is written."""
        return direction_of(self.language)

    @property
    def script(self) -> str:
        """In which script the language is written (ISO 15924), in small letters: latn, arab."""
        return script_of(self.language).lower()
