"""A leaflet, who signs it -> a line in its file of signatures; and what such files say."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TypeAlias

from press.errors import UsageError
from press.files import put
from press.governance.changes import compare, in_short
from press.governance.text import ReadText
from press.model import Finding, House, Leaflet, Origin, Signature, SignedFile, is_identifier
from press.reading import read_file, validate

Signed: TypeAlias = "tuple[tuple[Signature, Origin], ...]"
"""Signatures with where each stands, the oldest first."""
SUFFIX = ".signed.yaml"
_HEAD = "# Who stands for the words of this leaflet: written by 'leaflet sign'.\nsigned:\n"


def signed_path(house: House, leaflet: Leaflet) -> Path:
    return house.root / f"{leaflet.origin.path.removesuffix('.md')}{SUFFIX}"


def text_path(house: House, digest: str) -> Path:
    """Where the words of a digest are kept."""
    return house.archive / "texts" / f"{digest}.txt"


def read_signatures(house: House, leaflet: Leaflet) -> tuple[Signed, list[Finding]]:
    """The signatures of a leaflet; none if there is no file."""
    path = signed_path(house, leaflet)
    if not path.exists():
        return (), []
    yaml, findings = read_file(path, house.name_of(path))
    if yaml is None:
        return (), findings
    file, more = validate(SignedFile, yaml)
    signed = file.signed if file else ()
    places = [yaml.origin("signed", index) for index in range(len(signed))]
    return tuple(zip(signed, places, strict=True)), [*findings, *more]


def sign(house: House, leaflet: Leaflet, text: ReadText, signature: Signature) -> Path:
    """Add a signature for these words, and keep the words; UsageError if the file is damaged.

    One that is there already, as after a run that was killed, is not added again.
    """
    signed, findings = read_signatures(house, leaflet)
    if findings:
        raise UsageError(f"{leaflet.slug} is not signed: mend this first\n{findings[0]}")
    keep_text(house, text)
    path = signed_path(house, leaflet)
    known = [each for each, _ in signed]
    if signature not in known:
        put(path, as_yaml([*known, signature]).encode())
    return path


def new_signature(
    leaflet: Leaflet, text: ReadText, role: str, name: str, on: date, today: date
) -> Signature:
    """A signature for these words; UsageError for what no signature can be."""
    if not is_identifier(role):
        raise UsageError(f"'{role}' is no role: write only a-z, 0-9 and '-'")
    if on > today:
        raise UsageError(f"{on} is still to come: nobody can have signed then")
    try:
        return Signature(role=role, name=name, on=on, version=leaflet.version, digest=text.digest)
    except ValueError:
        raise UsageError("write the name on one line, at most 200 characters") from None


def keep_text(house: House, text: ReadText) -> None:
    """Keep words by their digest; what is there is not written again."""
    put(text_path(house, text.digest), text.data, only_if_new=True)


def kept_text(house: House, digest: str) -> ReadText | None:
    """The words that were kept, if they are there and still what they were."""
    try:
        text = ReadText(tuple(text_path(house, digest).read_text("utf-8").splitlines()))
    except (OSError, UnicodeError):
        return None
    return text if text.digest == digest else None


def as_yaml(signed: Iterable[Signature]) -> str:
    """Signatures as a person reads them; every text in quotation marks, as JSON writes it."""
    out = [_HEAD]
    for each in signed:
        rows = {name: str(value) for name, value in each}
        lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in rows.items()]
        out.append("  - " + "\n    ".join(lines) + "\n")
    return "".join(out)


def lacking(house: House, signed: Signed, digest: str | None) -> tuple[str, ...]:
    """The roles that the house asks for and that have not signed these words."""
    given = {each.role for each, _ in signed if each.digest == digest}
    return tuple(role for role in house.approve if role not in given)


def signed_otherwise(
    house: House,
    signed: Signed,
    digest: str,
    text: ReadText | None,
) -> list[Finding]:
    """Whose last signature is for other words than these, with the words."""
    last = {each.role: (each, place) for each, place in signed}
    findings = []
    for role, (each, place) in last.items():
        if each.digest == digest:
            continue
        then = kept_text(house, each.digest)
        words = f", {in_short(compare(then, text))}" if then and text else ""
        message = f"{each.name} ({role}) signed another text (version {each.version}{words})"
        slug = Path(place.path).name.removesuffix(SUFFIX)
        hint = f"have it read again: leaflet sign {slug} --role {role}"
        findings.append(Finding("S080", "warning", message, place, hint))
    return findings


def dated_ahead(house: House, leaflet: Leaflet, today: date) -> list[Finding]:
    """What a leaflet says of days that are still to come: a review, a signature."""
    signed, _ = read_signatures(house, leaflet)
    reviewed, hint = [], "write the day on which it was"
    if leaflet.reviewed > today:
        message = f"the text was reviewed on {leaflet.reviewed}, which is still to come"
        place = Origin(leaflet.origin.path, leaflet.lines.get("reviewed", 1))
        reviewed = [Finding("S085", "warning", message, place, hint)]
    return reviewed + [
        Finding(
            "S085", "error", f"this was signed on {each.on}, which is still to come", place, hint
        )
        for each, place in signed
        if each.on > today
    ]
