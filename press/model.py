"""The records that pass between the stages. They hold values, no files and no logic.

What a person writes in a file is a pydantic model, so that `reading` can check
every key and value; what one stage makes for the next is a plain dataclass.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

Medium = Literal["screen", "print", "prepress"]
Kind = Literal["leaflet", "booklet", "sheet"]
Severity = Literal["error", "warning", "info"]

# --- mistakes ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A place in a source: path relative to the house, line counted from 1 (0: the whole file)."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


_NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    """A text on one line of a terminal: what would steer it is written as Python writes it."""
    return _NOT_SHOWN.sub(lambda sign: ascii(sign[0])[1:-1], text)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check has to say. Codes are stable: S source, T text, P page, D delivery."""

    code: str
    severity: Severity
    message: str
    origin: Origin
    hint: str = ""

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return shown(f"{self.origin}: {self.severity}: {self.message}{hint} [{self.code}]")

    @property
    def sort_key(self) -> tuple[Origin, str, str]:
        return (self.origin, self.code, self.message)


# --- what people write ------------------------------------------------------------------

_WINDOWS_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")
_IDENTIFIER = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\Z")


def is_identifier(text: str) -> bool:
    """True for a name that is safe as a file name and in an address on every system."""
    return bool(_IDENTIFIER.match(text)) and not _WINDOWS_DEVICE.match(text)


def _identifier(text: str) -> str:
    if not is_identifier(text):
        raise ValueError("write only a-z, 0-9 and '-', at most 64 characters")
    return text


def _one_line(text: str) -> str:
    if any(ord(c) < 32 or ord(c) == 127 for c in text) or "=?" in text:
        raise ValueError("write it on one line, without control characters or '=?'")
    return text


def _fact_name(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", text):
        raise ValueError("name a fact with a-z, 0-9 and '_' only, beginning with a letter")
    return text


def _day(text: object) -> object:
    # pydantic would take 86400 for a day as well: it counts seconds from 1970.
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(text)):
        raise PydanticCustomError("date_parsing", "not a date")
    return text


def matching(pattern: str, says: str) -> AfterValidator:
    """Check that a text matches as a whole; `says` tells the writer how to write it."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(says)
        return text

    return AfterValidator(check)


Day = Annotated[date, BeforeValidator(_day)]
Identifier = Annotated[str, AfterValidator(_identifier)]
FactName = Annotated[str, AfterValidator(_fact_name)]
Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_one_line)]
LocalText = Line | dict[str, Line]
"""A text, or one for each language: `{nl: maandag, en: Monday}`."""


def in_language(text: LocalText | None, language: str) -> str:
    """The text in that language, else in the first that is given, else nothing."""
    if isinstance(text, dict):
        return text.get(language) or next(iter(text.values()), "")
    return text or ""


class Written(BaseModel):
    """Base of what stands in a file: unknown keys are mistakes, values do not change."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Source(Written):
    """A publication that the leaflet rests on; `id` is what `[^id]` in the text refers to."""

    id: Annotated[str, matching(r"[a-z0-9-]+", "write only a-z, 0-9 and '-'")]
    text: Line
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    url: Annotated[str, matching(r"https?://\S+", "begin with https://")] | None = None
    doi: Annotated[str, matching(r"10\.\d{4,9}/\S+", "write it as 10.1002/14651858")] | None = None


class Head(Written):
    """The front matter of a leaflet: what a writer may and must say about it (PIF TICK)."""

    title: Line
    summary: Line
    version: Line
    published: Day
    reviewed: Day
    review_due: Day
    authors: Annotated[tuple[Line, ...], Field(min_length=1)]
    sources: tuple[Source, ...] = ()
    id: Line | None = None
    short: Identifier | None = None
    picture: Line | None = None
    picture_alt: Line | None = None
    keywords: tuple[Line, ...] = ()
    codes: dict[str, Line] = {}
    translation_of: Identifier | None = None
    translation_of_version: Line | None = None
    tested: Line | None = None
    allow: dict[str, Line] = {}
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

    @property
    def address_path(self) -> str:
        """What follows the website in the short address of this leaflet."""
        return self.short or self.slug


class ExerciseFile(Written):
    """What `sources/exercises/<language>/<slug>.md` holds: one exercise, to be handed out."""

    title: Line
    purpose: Line
    picture: Line
    picture_alt: Line
    steps: Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
    dose: Line
    caution: Line | None = None
    version: Line
    reviewed: date
    review_due: date


class Exercise(ExerciseFile):
    """An exercise with its name and where it stands."""

    slug: Identifier
    language: str
    origin: Origin


class BookletFile(Written):
    """What `sources/booklets/<language>/<slug>.yaml` holds: leaflets bound together, in order."""

    title: Line
    subtitle: Line | None = None
    summary: Line
    version: Line
    published: Day
    reviewed: Day
    review_due: Day
    leaflets: Annotated[tuple[Identifier, ...], Field(min_length=2, max_length=100)]
    id: Line | None = None
    picture: Line | None = None
    picture_alt: Line | None = None
    keywords: tuple[Line, ...] = ()


class Address(Written):
    street: Line
    postcode: Line
    city: Line
    country: Line | None = None


class OutOfHours(Written):
    """Whom to call outside opening hours."""

    name: LocalText
    phone: Line | None = None


class Printer(Written):
    """The practice's own duplex printer: how it turns the sheet, how thick its paper is in mm."""

    flip: Literal["short-edge", "long-edge"] = "short-edge"
    paper: Annotated[float, Field(ge=0, le=1)] = 0.1


class Logo(Written):
    """A picture inside the practice's folder, and what a screen reader says for it."""

    path: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class FontFace:
    """One font file: `url` under which the page asks for it, `path` where it lies."""

    family: str
    weight: str
    style: str
    url: str
    path: Path


@dataclass(frozen=True, slots=True)
class Brand:
    """The look of a practice, resolved: colours as #rrggbb, every choice made.

    `colours` holds the names that a layout may use (`press.colours` lists them);
    `choices` the forms chosen among what layouts offer: masthead, corners, margin,
    summary; `faces` the practice's own font files, empty if it uses the house's.
    """

    colours: Mapping[str, str]
    base_family: str
    heading_family: str
    heading_weight: str
    base_size: float
    choices: Mapping[str, str]
    logo: Logo | None
    logo_on_dark: Logo | None
    faces: tuple[FontFace, ...] = ()
    cmyk: Mapping[str, tuple[float, float, float, float]] = field(default_factory=dict)
    """Print values of primary and secondary where the practice knows them, 0 to 1."""
    spots: Mapping[str, str] = field(default_factory=dict)
    """Names of the spot colours that a print shop has for primary and secondary."""


_one_address = matching(
    r"[\w.!#$%&'*+/?^`{|}~=-]+@[^\s@<>,;:\"'()\[\]]+\.[^\s@<>,;:\"'()\[\]]+",
    "write one address and nothing else, as folders@praktijk.nl",
)


class Account(Written):
    """A mail account: its server, who sends, and how many messages a minute it allows.

    A password never stands in the file: `password_env` names a variable of the
    environment, `password_file` a file, `token_command` a command that prints an
    OAuth2 token.
    """

    model_config = ConfigDict(populate_by_name=True)

    host: Annotated[Line, matching(r"[A-Za-z0-9._:-]+", "write a name, as smtp.praktijk.nl")]
    sender: Annotated[Line, Field(alias="from"), _one_address]
    security: Literal["starttls", "tls"] = "starttls"
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    user: Line | None = None
    password_env: (
        Annotated[str, matching(r"[A-Za-z_][A-Za-z0-9_]*", "write the name of a variable")] | None
    ) = None
    password_file: Line | None = None
    token_command: tuple[Line, ...] = ()
    reply_to: Annotated[Line, _one_address] | None = None
    rate: Annotated[int, Field(ge=1, le=1_000_000)] = 20

    @model_validator(mode="after")
    def _one_secret(self) -> Account:
        secrets = [self.password_env, self.password_file, self.token_command]
        if sum(map(bool, secrets)) != bool(self.user):
            raise ValueError(
                "with 'user' give one of password_env, password_file and token_command; "
                "without it none"
            )
        return self

    @property
    def at_port(self) -> int:
        """The port: 587 for starttls and 465 for tls unless another is given (RFC 8314)."""
        return self.port or (465 if self.security == "tls" else 587)


class PracticeFile(Written):
    """What `practice.yaml` holds, except for the brand."""

    name: Annotated[Line, Field(max_length=100)]
    address: Address
    phone: Line | None = None
    email: Line
    website: Line | None = None
    feedback: Line | None = None
    hours: LocalText | None = None
    out_of_hours: OutOfHours | None = None
    call_for: LocalText | None = None
    languages: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    publications: tuple[Identifier, ...] = ()
    layouts: tuple[Identifier, ...] = ()
    printer: Printer = Printer()
    facts: dict[FactName, LocalText] = {}
    mail: Account | None = None


class Practice(PracticeFile):
    """An organisation that hands leaflets out. `folder` is where its logo and fonts lie."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    id: Identifier
    brand: Brand
    folder: Path
    origin: Origin
    lines: Mapping[str, int] = {}
    """Where each key of practice.yaml stands."""


def values(practice: Practice, language: str) -> dict[str, str]:
    """What a text may say of a practice as {{ practice.… }}, in that language, by dotted name."""
    address, out = practice.address, practice.out_of_hours
    said = {
        "name": practice.name,
        "phone": practice.phone or "",
        "email": practice.email,
        "website": (practice.website or "").removeprefix("https://").rstrip("/"),
        "address.street": address.street,
        "address.postcode": address.postcode,
        "address.city": address.city,
        "hours": in_language(practice.hours, language),
        "out_of_hours.name": in_language(out.name, language) if out else "",
        "out_of_hours.phone": (out.phone or "") if out else "",
    }
    facts = {f"facts.{name}": in_language(text, language) for name, text in practice.facts.items()}
    return {name: text for name, text in (said | facts).items() if text}


class PageLimits(Written):
    """How many pages a publication may have in a layout."""

    least: Annotated[int, Field(ge=1)] = 1
    most: Annotated[int, Field(ge=1)] = 64
    most_empty: Annotated[float, Field(gt=0, le=1)] = 1 / 3
    """How much of a page may stay empty at its foot, as a part of its depth."""


class Checks(Written):
    """What the finished pages of a layout must satisfy, in pt; by default clear print (UKAAF)."""

    body: Annotated[float, Field(ge=6, le=72)] = 12
    """The least size of running text; from 16 on it is large print."""
    least: Annotated[float, Field(ge=6, le=72)] = 9
    """The least size of anything."""


class LayoutFile(Written):
    """What `layout.yaml` holds."""

    description: LocalText
    takes: Annotated[tuple[Kind, ...], Field(min_length=1)] = ("leaflet",)
    unasked: tuple[Kind, ...] = ()
    """Kinds of publication that are built without being asked for by `--layout`."""
    binding: Literal["none", "stitched", "folded"] = "none"
    pages: PageLimits = PageLimits()
    media: Annotated[tuple[Medium, ...], Field(min_length=1)] = ("screen",)
    styles: tuple[Line, ...] = ("base/base.css", "{layout}/layout.css")
    """Style sheets in the order of the cascade; {layout} is this layout's name."""
    checks: Checks = Checks()
    offers: dict[FactName, Annotated[tuple[Line, ...], Field(min_length=1)]] = {}
    """Choices that a brand may make here, the first being the one taken when it does not."""


class Layout(LayoutFile):
    """A folder that gives page size and design; `template` is the HTML, `css` the sheets."""

    name: Identifier
    folder: Path
    origin: Origin


class Words(Written):
    """The words that the press itself says in one language: base/words/<language>.yaml."""

    direction: Literal["ltr", "rtl"] = "ltr"
    parts: dict[str, Line]
    """The title of each part of a leaflet that its writer does not title."""
    signs: dict[str, Line]
    """What a sign says to who cannot see it: yes, no, warning."""
    units: tuple[Line, ...]
    """Words that stay on the line of the number before them."""
    furniture: dict[str, Line]
    """Everything around the text; {names} in it are filled in."""

    __hash__ = object.__hash__


# --- what the stages make ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class House:
    """The folders that a run works on, in order of preference: the house's own come first."""

    root: Path
    layouts: tuple[Path, ...]
    fonts: tuple[Path, ...]
    website: str | None = None
    name: str | None = None
    mail: Account | None = None

    @property
    def sources(self) -> Path:
        return self.root / "sources"

    @property
    def output(self) -> Path:
        return self.root / "output"


@dataclass(frozen=True, slots=True)
class Passage:
    """Wording shared by leaflets: Markdown, and where it begins."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Content:
    """All that writers made: leaflets, passages by (language, file name), pictures by path."""

    leaflets: tuple[Leaflet, ...]
    passages: Mapping[tuple[str, str], Passage]
    images: Mapping[str, Path]
    exercises: tuple[Exercise, ...] = ()
    unread: frozenset[tuple[str, str]] = frozenset()
    """Leaflets that are there and cannot be read, by language and name."""

    def leaflet(self, slug: str, language: str) -> Leaflet | None:
        """The leaflet of that name in that language, if there is one."""
        for leaflet in self.leaflets:
            if leaflet.slug == slug and leaflet.language == language:
                return leaflet
        return None


@dataclass(frozen=True, slots=True)
class Stock:
    """All that variants are made from, besides their practice and layout."""

    house: House
    content: Content
    words: Mapping[str, Words]
    faces: tuple[FontFace, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """What gets printed: one leaflet, a booklet of several, or a patient's own sheet of
    exercises; and what its head says.
    """

    slug: str
    language: str
    head: Leaflet | BookletFile
    leaflets: tuple[Leaflet, ...]
    origin: Origin
    lines: Mapping[str, int]
    is_sheet: bool = False

    @property
    def title(self) -> str:
        return self.head.title

    @property
    def kind(self) -> Kind:
        return "booklet" if self.is_booklet else "sheet" if self.is_sheet else "leaflet"

    @property
    def is_booklet(self) -> bool:
        return isinstance(self.head, BookletFile)


@dataclass(frozen=True, slots=True)
class Variant:
    """One publication for one practice in one layout and medium."""

    publication: Publication
    practice: Practice
    layout: Layout
    media: Medium = "screen"

    @property
    def path(self) -> str:
        """Where its file goes, below the output folder: the only place that forms this path."""
        media = "" if self.media == "screen" else f".{self.media}"
        name = f"{self.publication.slug}.{self.layout.name}{media}.pdf"
        # A booklet may have the name of its main leaflet.
        folder = "booklets/" if self.publication.is_booklet else ""
        return f"{self.practice.id}/{self.publication.language}/{folder}{name}"

    def named_at(self, key: str) -> Origin:
        """Where the publication's own file says this."""
        return Origin(self.publication.origin.path, self.publication.lines.get(key, 1))


@dataclass(frozen=True, slots=True)
class Sheets:
    """Style sheets as (name, CSS text), what medium they are for, and the fonts they name."""

    styles: tuple[tuple[str, str], ...]
    media: Medium
    resources: Mapping[str, bytes | Path]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Merged HTML before rendering.

    `resources` maps each address that the page may ask for to its bytes; nothing
    else is served. `styles` are (name, CSS text) in the order of the cascade.
    `families` are the typefaces that may appear. `places` maps an address back to
    where a writer named it, for the engine's complaints.
    """

    variant: Variant
    html: str
    styles: tuple[tuple[str, str], ...]
    resources: Mapping[str, bytes | Path]
    families: frozenset[str]
    places: Mapping[str, Origin] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    attached: tuple[Leaflet, ...] = ()
    """Leaflets whose source goes into the file with it (PDF/A-3, associated files)."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: number from 1; width and height of the medium and its trim box, in pt."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Document:
    """Rendered pages: the finished file and what was noticed while it was made."""

    variant: Variant
    pdf: bytes
    pages: tuple[Page, ...]
    fonts: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message says, in text and in HTML; `attachment` is what its file is called."""

    language: str
    subject: str
    text: str
    html: str
    attachment: str
