"""Leaflets -> what is published of them: archive and record, one snapshot for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from press.errors import UsageError
from press.governance.archive import publish, take_snapshot
from press.governance.issued import Event, read_issued
from press.governance.issued import note as note_down
from press.governance.signatures import read_signatures
from press.governance.text import Texts
from press.model import Leaflet, Library, PublishedFile


def publish_all(
    library: Library, leaflets: Sequence[Leaflet], note: str, today: date
) -> list[tuple[Leaflet, PublishedFile]]:
    """Publish the leaflets whose version is not there yet; those that were.

    UsageError if one of them cannot be printed, or is there with other words; then those
    before it are published. What a run that died kept and did not record is recorded now.
    """
    house = library.house
    events, _ = read_issued(house)
    known: set[tuple[str, str]] = set()
    for each in events:
        if each.what == "published":
            known.add((each.leaflet, each.version))
        elif each.what == "withdrawn":
            known -= {row for row in known if row[0] == each.leaflet}
    new = [each for each in leaflets if (_name(each), each.version) not in known]
    if not new:
        return []
    read = Texts(library).read(new)
    snapshot, done = take_snapshot(house), []
    for leaflet in new:
        text = read.get(leaflet.origin)
        if text is None:
            raise UsageError(f"{leaflet.slug} cannot be printed: leaflet check {leaflet.slug}")
        signed, _ = read_signatures(house, leaflet)
        valid = tuple(each for each, _ in signed if each.digest == text.digest)
        entry = publish(house, leaflet, text, valid, snapshot, note, today)
        event = Event(
            on=entry.on,
            what="published",
            leaflet=_name(leaflet),
            version=entry.version,
            digest=entry.digest,
            snapshot=entry.snapshot,
        )
        note_down(house, [event])
        done.append((leaflet, entry))
    return done


def _name(leaflet: Leaflet) -> str:
    return f"{leaflet.language}/{leaflet.slug}"
