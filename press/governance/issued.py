"""What was published, withdrawn, delivered -> `archive/issued.jsonl`, which is only added to.

A line of JSON an event. It names practices and leaflets, never a reader: how often something
was mailed the outbox counts (`press.mail.outbox`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from press.errors import PressError
from press.files import append
from press.model import Day, Finding, House, Origin, Written

What = Literal["published", "withdrawn", "delivered", "told"]
_MOST = 200_000_000
"""Bytes of the record that are read."""


class IssuedFile(Written):
    """A file that a practice was given; `leaflet` as nl/slapen, `sha256` of its bytes."""

    path: str
    leaflet: str
    version: str
    sha256: str


class Event(Written):
    """One line: what happened on a day to a leaflet (nl/slapen), or to a practice's files.

    `told` is a practice that was told of a withdrawal. Of a delivery `files` are those that
    the practice did not have already (`news`): a record of whole sets would be a thousand
    times as long.
    """

    on: Day
    what: What
    leaflet: str = ""
    version: str = ""
    digest: str = ""
    snapshot: str = ""
    practice: str = ""
    why: str = ""
    instead: str = ""
    files: tuple[IssuedFile, ...] = ()


def issued_path(house: House) -> Path:
    return house.archive / "issued.jsonl"


def note(house: House, events: Iterable[Event]) -> None:
    """Add events to the record; on the disk when this returns."""
    lines = [f"{event.model_dump_json(exclude_defaults=True)}\n" for event in events]
    if lines:
        append(issued_path(house), "".join(lines).encode())


def read_issued(
    house: House, *, practice: str = "", slug: str = ""
) -> tuple[tuple[Event, ...], list[Finding]]:
    """The record in its order; a line that cannot be read is a finding and left out.

    For one leaflet, or what was delivered to one practice, lines that name neither are
    passed over unread.
    """
    path, name = issued_path(house), "archive/issued.jsonl"
    try:
        with path.open("rb") as file:
            lines = file.read(_MOST).split(b"\n")
    except FileNotFoundError:
        return (), []
    except OSError as error:
        raise PressError(f"{name} cannot be read: {error.strerror}") from None
    events, findings = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip() or not _names(line, practice, slug):
            continue
        try:
            events.append(Event.model_validate_json(line))
        except ValidationError:
            message = "this line of the record cannot be read, and counts for nothing"
            hint = "take it back from git"
            findings.append(Finding("S086", "warning", message, Origin(name, number), hint))
    return tuple(events), findings


def _names(line: bytes, practice: str, slug: str) -> bool:
    """Whether a line can be about a leaflet, and about a practice if it is about one at all."""
    of_another = practice and b'"practice"' in line and f'"{practice}"'.encode() not in line
    return not of_another and f'{slug}"'.encode() in line


@dataclass(frozen=True, slots=True)
class Current:
    """What was current of a leaflet on a day, and who had got what of it until then."""

    leaflet: str
    published: Event | None
    withdrawn: Event | None
    delivered: tuple[tuple[Event, tuple[IssuedFile, ...]], ...]
    """The last delivery to each practice that had it in it, with its files of this leaflet."""


def current_on(
    events: Sequence[Event], day: date, *, practice: str = "", slug: str = ""
) -> list[Current]:
    """What was current on a day, of every leaflet or one, for every practice or one."""
    until = [event for event in events if event.on <= day]
    published: dict[str, Event] = {}
    withdrawn: dict[str, Event] = {}
    last: dict[tuple[str, str], tuple[Event, tuple[IssuedFile, ...]]] = {}
    names: dict[str, None] = {}
    for event in until:
        if event.what == "published":
            published[event.leaflet] = event
            withdrawn.pop(event.leaflet, None)
        elif event.what == "withdrawn":
            withdrawn[event.leaflet] = event
        elif event.what == "delivered":
            for name, files in _by_leaflet(event).items():
                last[event.practice, name] = event, files
        names |= dict.fromkeys([event.leaflet, *(file.leaflet for file in event.files)])
    held: dict[str, list[tuple[Event, tuple[IssuedFile, ...]]]] = {}
    for (who, name), delivered in sorted(last.items(), key=lambda each: each[0]):
        if practice in ("", who):
            held.setdefault(name, []).append(delivered)
    return [
        Current(name, published.get(name), withdrawn.get(name), tuple(held.get(name, ())))
        for name in sorted(names)
        if name and slug in ("", name, name.split("/")[-1])
    ]


def _by_leaflet(event: Event) -> dict[str, tuple[IssuedFile, ...]]:
    found: dict[str, tuple[IssuedFile, ...]] = {}
    for file in event.files:
        found[file.leaflet] = (*found.get(file.leaflet, ()), file)
    return found


def news(
    events: Iterable[Event], practice: str, files: Iterable[IssuedFile]
) -> tuple[IssuedFile, ...]:
    """Those of a practice's files that it does not have, or was to throw away."""
    had: dict[str, IssuedFile] = {}
    for event in events:
        if event.what == "withdrawn" or (event.what == "told" and event.practice == practice):
            had = {path: file for path, file in had.items() if file.leaflet != event.leaflet}
        elif event.practice == practice:
            had |= {file.path: file for file in event.files}
    return tuple(file for file in files if had.get(file.path) != file)


def snapshot_on(events: Sequence[Event], day: date) -> str:
    """The snapshot that was last taken until a day; nothing if none was."""
    taken = [event.snapshot for event in events if event.snapshot and event.on <= day]
    return taken[-1] if taken else ""


def holders(events: Iterable[Event], leaflet: str) -> dict[str, str]:
    """The practices that had a leaflet delivered since they were last told, with its version."""
    found: dict[str, str] = {}
    for event in events:
        if event.what == "told" and event.leaflet == leaflet:
            found.pop(event.practice, None)
        for file in event.files:
            if file.leaflet == leaflet:
                found[event.practice] = file.version
    return found
