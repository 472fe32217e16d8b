"""A folder -> House: where sources, layouts and fonts are looked for, in what order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from press.errors import HouseError
from press.installed import INSTALLED
from press.model import (
    Account,
    Digits,
    Finding,
    Form,
    House,
    Identifier,
    OneLine,
    Written,
    one_address,
)
from press.reading import read_file, validate

_Website = Annotated[OneLine, Form(r"https://[^\s/]+(/\S*)?", "begin with https://")]


class HouseFile(Written):
    """What `sources/house.yaml` may hold: what practices without their own fall back on."""

    name: OneLine | None = None
    """What the house is called."""
    website: _Website | None = None
    mail: Account | None = None
    """The account that practices without their own mail from."""
    mail_hosts: tuple[OneLine, ...] = ()
    """Mail servers that practices may use although they are not on the internet."""
    approve: tuple[Identifier, ...] = ()
    """Roles that must have signed a text before it goes out."""
    owners: dict[Identifier, Annotated[OneLine, one_address]] = Field(default_factory=dict)
    """Who is reminded of reviews: a role, and where it is written."""
    operator: Annotated[OneLine, one_address] | None = None
    """Who runs the house, and gets the reports of `leaflet report --mail`."""
    digits: Digits | None = None
    """In which digits the press writes for practices that do not say it themselves."""
    strict: bool = False
    """Whether a practice whose typeface is not here is refused; else it gets the nearest."""


def open_house(root: Path) -> tuple[House, list[Finding]]:
    """Open the house at `root`; layouts and fonts that it lacks are the installed press's."""
    root = root.resolve()
    sources = root / "sources"
    if not sources.is_dir():
        raise HouseError(
            f"{root} is not a house: it has no folder 'sources'\n"
            "Make one with 'leaflet new house DIR', or name one with --root DIR."
        )
    settings = HouseFile()
    findings: list[Finding] = []
    path = sources / "house.yaml"
    if path.exists():
        name = "sources/house.yaml"
        yaml, findings = read_file(path, name)
        if yaml and yaml.data is not None:
            record, more = validate(HouseFile, yaml)
            settings = record or settings
            findings += more
    return (
        House(
            root=root,
            layouts=_existing(root / "layouts", INSTALLED / "layouts"),
            fonts=_existing(root / "fonts", INSTALLED / "fonts"),
            website=settings.website,
            name=settings.name,
            mail=settings.mail,
            mail_hosts=settings.mail_hosts,
            approve=settings.approve,
            owners=settings.owners,
            operator=settings.operator or "",
            digits=settings.digits,
            strict=settings.strict,
        ),
        findings,
    )


def _existing(*folders: Path) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))
