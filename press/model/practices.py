"""What practices write: who they are, what they hand out, their account for mail."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator

from press.model.brand import Brand
from press.model.emergency import emergency_number
from press.model.findings import Origin
from press.model.languages import closest
from press.model.values import (
    Asked,
    FactName,
    Form,
    Identifier,
    Language,
    LocalText,
    OneLine,
    Written,
    in_language,
)


class Address(Written):
    street: OneLine
    postcode: OneLine
    city: OneLine
    country: OneLine | None = None


class OutOfHours(Written):
    """Whom to call outside opening hours."""

    name: LocalText
    phone: OneLine | None = None


class Urgent(Written):
    """Whom to call about a warning sign, where it is neither the practice nor the reader's GP."""

    name: LocalText
    phone: OneLine


_Digits = Literal["western", "native"]
Digits = _Digits | dict[Language, _Digits]
"""0 to 9, or those of a language's own script: in all, or by language."""
LayBack = Literal["printed-side-up", "printed-side-down"]


class Printer(Written):
    """The practice's own printer: its address, how it turns the sheet, its paper in mm.

    `tray` is the printer's own name for one; `lay_back` how a sheet is laid into a printer
    without duplex for its second side, the edge first that came out last.
    """

    uri: (
        Annotated[OneLine, Form(r"ipps?://[^\s/?#@]+(/\S*)?", "write ipp://ADDRESS/ipp/print")]
        | None
    ) = None
    flip: Literal["short-edge", "long-edge"] = "short-edge"
    paper: Annotated[float, Field(ge=0, le=1)] = 0.1
    tray: OneLine | None = None
    lay_back: LayBack = "printed-side-up"


_ATOM = r"[^\s@<>,;:'()\[\]" + '"]+'
one_address = Form(
    rf"[\w.!#$%&'*+/?^`{{|}}~=-]+@{_ATOM}\.{_ATOM}",
    "write one address and nothing else, as folders@praktijk.nl",
)


class Account(Written):
    """A mail account: its server, who sends, and how many messages a minute it allows.

    A password never stands in the file: `password_env` names a variable of the
    environment, `password_file` a file, `token_command` a command that prints an
    OAuth2 token.
    """

    model_config = ConfigDict(populate_by_name=True)

    host: Annotated[OneLine, Form(r"[A-Za-z0-9._:-]+", "write a name, as smtp.praktijk.nl")]
    sender: Annotated[OneLine, Field(alias="from"), one_address]
    security: Literal["starttls", "tls"] = "starttls"
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    user: OneLine | None = None
    password_env: (
        Annotated[str, Form(r"[A-Za-z_][A-Za-z0-9_]*", "write the name of a variable")] | None
    ) = None
    password_file: OneLine | None = None
    token_command: tuple[OneLine, ...] = ()
    reply_to: Annotated[OneLine, one_address] | None = None
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


class SideBySide(Written):
    """Leaflets that are printed in two languages, side by side; all that are in both if none
    are named.
    """

    languages: tuple[Language, Language]
    publications: tuple[Identifier, ...] = ()


_ADDRESS = Asked(r"[^\s@]+@(?:[^\s@]+\.[^\s@]+|test)", "write an address, as balie@praktijk.nl")
A_WEBSITE = Asked(
    r"""https://[^\s/?#@"'<>\\^`{|}]+(?:/[^\s"'<>\\^`{|}]*)?""",
    "write it with https://, as in https://www.praktijk.nl",
)


class PracticeFile(Written):
    """What `practice.yaml` holds, except for the brand."""

    name: Annotated[OneLine, Field(max_length=100)]
    address: Address
    phone: OneLine | None = None
    email: Annotated[OneLine, _ADDRESS]
    website: Annotated[OneLine, A_WEBSITE] | None = None
    feedback: Annotated[OneLine, _ADDRESS] | None = None
    """Where readers write what they think of a leaflet, if not to `email`."""
    hours: LocalText | None = None
    """When it is open."""
    out_of_hours: OutOfHours | None = None
    """Whom to call when it is closed."""
    urgent: Literal["practice", "gp"] | Urgent | None = None
    """Whom to call about a warning sign: this practice, or the reader's own GP, or who is named."""
    emergency: OneLine | None = None
    """The number to call when a life is at risk; without it that of the country."""
    call_for: LocalText | None = None
    """What to call it for, in a few words."""
    digits: Digits | None = None
    """Which digits the press writes in, by language; without it as the house says."""
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    """The languages in which it hands leaflets out; the first is its own."""
    bilingual: tuple[SideBySide, ...] = ()
    """What it prints in two languages, side by side."""
    publications: tuple[Identifier, ...] = ()
    """The leaflets and booklets that it hands out; all if left out."""
    layouts: tuple[Identifier, ...] = ()
    """The layouts that it wants; the usual ones if left out."""
    pictures: dict[Identifier, OneLine] = Field(default_factory=dict)
    """Which of a publication's pictures stands on its front, by the publication's name."""
    printer: Printer = Printer()
    """Its own printer."""
    facts: dict[FactName, LocalText] = Field(default_factory=dict)
    """Values of its own, which texts name as {{ practice.facts.NAME }}."""
    mail: Account | None = None
    """Its own account for mail."""


class Practice(PracticeFile):
    """An organisation that hands leaflets out. `folder` is where its logo and fonts lie."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    id: Identifier
    brand: Brand
    folder: Path
    origin: Origin
    lines: Mapping[str, int] = {}
    """Where each key of practice.yaml stands."""

    @property
    def emergency_number(self) -> str:
        """The number to call when a life is at risk; '' if it is neither given nor known."""
        if self.emergency is not None:
            return self.emergency
        return emergency_number(self.address.country, self.languages)

    def wants_native_digits(self, language: str) -> bool:
        """Whether page numbers, days and the like are in a language's own digits."""
        if isinstance(self.digits, dict):
            return self.digits.get(closest(language, self.digits)) == "native"
        return self.digits == "native"

    @property
    def calls_gp(self) -> bool:
        """Whether a warning sign is for the reader's own GP: unless the practice says otherwise.

        A desk that cannot judge "I cannot pass urine" must not be called for it.
        """
        return self.urgent in (None, "gp")

    @property
    def urgent_name(self) -> LocalText | None:
        """Who is named to be called about a warning sign."""
        return self.urgent.name if isinstance(self.urgent, Urgent) else None

    @property
    def urgent_phone(self) -> str | None:
        """The number that stands large where a leaflet says when to call, if there is one."""
        if isinstance(self.urgent, Urgent):
            return self.urgent.phone
        return self.phone if self.urgent == "practice" else None


def values(practice: Practice, language: str) -> dict[str, str]:
    """What a text may say of a practice as {{ practice.… }}, in that language, by dotted name."""
    address, out = practice.address, practice.out_of_hours
    texts = {
        "name": practice.name,
        "phone": practice.phone or "",
        "email": practice.email,
        "website": (practice.website or "").removeprefix("https://").rstrip("/"),
        "address.street": address.street,
        "address.postcode": address.postcode,
        "address.city": address.city,
        "hours": in_language(practice.hours, language),
        "emergency": practice.emergency_number,
        "out_of_hours.name": in_language(out.name, language) if out else "",
        "out_of_hours.phone": (out.phone or "") if out else "",
    }
    facts = {f"facts.{name}": in_language(text, language) for name, text in practice.facts.items()}
    return {name: text for name, text in (texts | facts).items() if text}


def fixed_runs(practice: Practice) -> tuple[str, ...]:
    """What a practice is reached by, which reads alike among words of any direction."""
    address, out = practice.address, practice.out_of_hours
    place = f"{address.postcode} {address.city}"
    said = [practice.phone, practice.urgent_phone, practice.emergency, out and out.phone]
    said += [practice.email, practice.feedback, address.street, place, f"{address.street}, {place}"]
    return tuple(each for each in said if each and not any(map(_is_from_the_right, each)))


def _is_from_the_right(sign: str) -> bool:
    return unicodedata.bidirectional(sign) in ("R", "AL")
