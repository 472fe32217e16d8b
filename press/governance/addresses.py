"""Leaflets -> `addresses.yaml`: every address ever published, and where each leads today.

Paper is read for years. So no address is ever taken out: one whose leaflet has another
address now leads there, and one whose leaflet is gone says so (`press.site`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import Field

from press.files import put
from press.model import (
    Content,
    Finding,
    House,
    Identifier,
    Leaflet,
    OneLine,
    Origin,
    Written,
)
from press.reading import read_file, validate

NAME = "addresses.yaml"
_MOST = 10_000_000
"""Bytes of the record: a hundred thousand addresses, none of which is ever taken out."""
_HEAD = (
    "# Every address that was published, with its leaflet and versions, by 'leaflet site'.\n"
    "# Paper names them, so take none out. Where a leaflet got another name, write that here.\n"
)


class AddressFile(Written):
    """What was published at an address: a leaflet by its name and number, in these versions."""

    leaflet: Identifier
    id: OneLine | None = None
    versions: tuple[OneLine, ...] = ()


class AddressesFile(Written):
    """What `addresses.yaml` holds: by language, by what follows the website."""

    addresses: dict[Identifier, dict[Identifier, AddressFile]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The record; `lines` are where each address stands, by language and address."""

    known: Mapping[tuple[str, str], AddressFile]
    findings: tuple[Finding, ...] = ()

    def leaflet_at(self, language: str, address: str, content: Content) -> Leaflet | None:
        """The leaflet that an address of paper is for today: by name, else by its number."""
        entry = self.known[language, address]
        slug = content.current(entry.leaflet, language)
        if found := content.leaflet(slug, language):
            return found
        if entry.id is None or (language, entry.leaflet) in content.withdrawn:
            return None
        same = [
            each for each in content.leaflets if each.language == language and each.id == entry.id
        ]
        return same[0] if len(same) == 1 else None


def read_addresses(house: House, content: Content) -> Addresses:
    """The record of a house, and which addresses lead to nothing or to another leaflet."""
    path = house.root / NAME
    if not path.exists():
        return Addresses({})
    yaml, findings = read_file(path, NAME, _MOST)
    file, more = validate(AddressesFile, yaml) if yaml else (None, [])
    findings = [*findings, *more]
    known = {
        (language, address): entry
        for language, entries in (file.addresses if file else {}).items()
        for address, entry in entries.items()
    }
    record = Addresses(known)
    at_address: dict[tuple[str, str], list[Leaflet]] = {}
    for leaflet in content.leaflets:
        at_address.setdefault((leaflet.language, leaflet.address_path), []).append(leaflet)
    unread = {slug for _, slug in content.unread}
    for (language, address), entry in known.items():
        if entry.leaflet in unread or (language, entry.leaflet) in content.withdrawn:
            continue
        line = yaml.origin("addresses", language, address) if yaml else Origin(NAME)
        now = record.leaflet_at(language, address, content)
        if now is None:
            message = f"'{address}' was published, and there is no leaflet '{entry.leaflet}' more"
            hint = f"write its new name here, or: leaflet withdraw {entry.leaflet} --why …"
            findings.append(Finding("S091", "warning", message, line, hint))
        taken = [each for each in at_address.get((language, address), ()) if each is not now]
        for other in taken if now else ():
            message = f"'{address}' was published for '{entry.leaflet}', and is now '{other.slug}'"
            hint = f"give {other.origin.path} another 'short' name"
            findings.append(Finding("S091", "warning", message, line, hint))
    return Addresses(known, tuple(findings))


def with_published(before: Addresses, leaflets: Iterable[Leaflet]) -> Addresses:
    """The record with the addresses and versions of these leaflets; what it has stays."""
    known = dict(before.known)
    for leaflet in leaflets:
        key = leaflet.language, leaflet.address_path
        old = known.get(key)
        versions = old.versions if old else ()
        if leaflet.version not in versions:
            versions = (*versions, leaflet.version)
        if old and old.leaflet != leaflet.slug and old.id != leaflet.id:
            continue  # of another leaflet: a finding says so
        known[key] = AddressFile(leaflet=leaflet.slug, id=leaflet.id, versions=versions)
    return Addresses(known, before.findings)


def write_addresses(house: House, record: Addresses) -> None:
    """Write the record, in the order of its addresses."""
    lines = ["addresses:\n"]
    last = ""
    for (language, address), entry in sorted(record.known.items()):
        if language != last:
            lines.append(f"  {language}:\n")
            last = language
        said = json.loads(entry.model_dump_json(exclude_none=True))
        row = ", ".join(
            f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in said.items()
        )
        lines.append(f"    {json.dumps(address)}: {{{row}}}\n")
    put(house.root / NAME, (_HEAD + "".join(lines)).encode())
