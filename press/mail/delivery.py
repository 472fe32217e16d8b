"""A practice's documents -> a zip with a manifest, and what has changed since the last one."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from press import build, files, model
from press.build import Order, Project
from press.build.current import CurrentFile, current_files
from press.errors import UsageError
from press.mail.accounts import house_route, route_for
from press.mail.choosing import held_back, practice_of
from press.mail.compose import (
    OutgoingMail,
    given,
    sender_for,
    versions_of,
)
from press.mail.messages import MOST_ATTACHED, attachments_of, make_content
from press.mail.outbox import Outbox
from press.merge.letter import write_letter
from press.model import Finding, Medium, Practice, Publication
from press.workers import Limits

_MANIFEST = "manifest.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip knows: the same files give the same bytes on any day."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A practice's files in one zip, and the message that tells of them."""

    path: Path
    manifest: str
    changes: Mapping[str, list[dict[str, str]]]
    outgoing: OutgoingMail

    @property
    def has_news(self) -> bool:
        return any(self.changes.values())


def make_delivery(
    project: Project, name: str, media: tuple[Medium, ...], outbox: Outbox, limits: Limits
) -> tuple[Delivery | None, list[Finding]]:
    """Build all files of a practice, zip them, and compare with what it last was sent."""
    practice = practice_of(project, name)
    variants = build.plan(project, Order(practices=(name,), media=media))
    held = {v.publication.origin: v.publication for v in variants if v.publication.held}
    wanted = [variant for variant in variants if not variant.publication.held]
    documents, findings = current_files(project, wanted, limits)
    findings += held_back(variants, "delivered", "warning")
    if model.has_errors(findings):
        return None, findings
    if not documents:
        raise UsageError(f"the practice '{name}' has no files of that kind")
    manifest = make_manifest(documents)
    packed = make_zip(documents, manifest)
    path = files.write_at(project.house.output, f"{name}/{name}.zip", packed)
    last = outbox.ledger.last_delivery(name)
    # What is held back is neither withdrawn nor new: the practice keeps what it has of it.
    manifest = with_rows(manifest, last[1] if last else None, held.values())
    changes = compare(last[1] if last else None, manifest)
    since = datetime.fromtimestamp(last[0], UTC).date() if last else None
    outgoing, more = _make_parcel(project, practice, packed, changes, since)
    if outgoing:
        publications = [document.variant.publication for document in documents]
        brings = dict.fromkeys(name for each in publications for name in versions_of(each))
        rows = tuple(given(document.variant, document.pdf) for document in documents)
        outgoing = replace(outgoing, leaflets=", ".join(brings), given=rows)
    findings += more
    return (Delivery(path, manifest, changes, outgoing) if outgoing else None), findings


def with_rows(manifest: str, last: str | None, held: Iterable[Publication]) -> str:
    """A manifest with the rows that the last one had of these publications."""
    names = {(each.language, each.slug) for each in held}
    old = _by_publication(last)
    kept = [row for name in old if name in names for row in old[name]]
    rows = sorted([*rows_of(manifest), *kept], key=lambda row: row["path"])
    return _as_json(rows)


def _as_json(rows: Sequence[Mapping[str, object]]) -> str:
    return json.dumps({"files": rows}, ensure_ascii=False, indent=2) + "\n"


def make_manifest(documents: Iterable[CurrentFile]) -> str:
    """JSON that names each file with its hash, size, version and date of review."""
    files: list[dict[str, object]] = []
    for document in documents:
        leaflets = document.variant.publication.leaflets
        files.append(
            {
                "path": document.variant.path,
                "publication": document.variant.publication.slug,
                "language": document.variant.publication.language,
                "title": document.variant.publication.title,
                "version": " ".join(dict.fromkeys(leaflet.version for leaflet in leaflets)),
                "review_due": min(leaflet.review_due for leaflet in leaflets).isoformat(),
                "size": len(document.pdf),
                "sha256": hashlib.sha256(document.pdf).hexdigest(),
            }
        )
    files.sort(key=lambda file: str(file["path"]))
    return _as_json(files)


def make_zip(documents: Iterable[CurrentFile], manifest: str) -> bytes:
    """A zip of files and manifest, byte-identical for the same files.

    Stored, not deflated: PDF is compressed already, and what zlib makes differs by version.
    """
    files = {document.variant.path: document.pdf for document in documents}
    files[_MANIFEST] = manifest.encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for path, data in sorted(files.items()):
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, data)
    return made.getvalue()


def compare(old: str | None, new: str) -> dict[str, list[dict[str, str]]]:
    """The publications that are new, changed and withdrawn between two manifests."""
    before, now = _by_publication(old), _by_publication(new)
    return {
        "new": [_named(now[key]) for key in now if key not in before],
        "changed": [
            _named(now[key])
            for key in now
            if key in before and _hashes(now[key]) != _hashes(before[key])
        ],
        "withdrawn": [_named(before[key]) for key in before if key not in now],
    }


def _by_publication(manifest: str | None) -> dict[tuple[str, str], list[dict[str, str]]]:
    """The files of each publication: a publication has one in each layout and medium."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for file in rows_of(manifest):
        found.setdefault((file["language"], file["publication"]), []).append(file)
    return found


def rows_of(manifest: str | None) -> list[dict[str, str]]:
    """The files of a manifest; what is strange in one that was kept is not known."""
    try:
        files = json.loads(manifest or "{}").get("files", [])
    except (ValueError, AttributeError, RecursionError):
        return []
    rows = [row for row in files if isinstance(row, dict)] if isinstance(files, list) else []
    return [row for row in rows if all(type(row.get(key)) is str for key in _KEYS)]


_KEYS = ("path", "sha256", "language", "publication", "title", "version")


def _hashes(files: list[dict[str, str]]) -> set[tuple[str, str]]:
    return {(file["path"], file["sha256"]) for file in files}


def _named(files: list[dict[str, str]]) -> dict[str, str]:
    return {name: files[0][name] for name in ("title", "language", "version")}


def _make_parcel(
    project: Project,
    practice: Practice,
    packed: bytes,
    changes: Mapping[str, list[dict[str, str]]],
    since: date | None,
) -> tuple[OutgoingMail | None, list[Finding]]:
    """The message to the practice; a zip too large for mail is named and stays behind."""
    attached = len(packed) <= MOST_ATTACHED
    route = house_route(project.house) or route_for(project.house, practice)
    email = route.account.sender if route else practice.email
    sender = sender_for(route, project.house.name or practice.name, email)
    said = {
        "changes": changes,
        "attached": attached,
        "megabytes": f"{len(packed) / 1e6:.0f}",
        "since": since,
        "signed": project.house.name or practice.name,
    }
    letter, findings = write_letter("delivery", practice, project.house, practice.languages, said)
    if letter is None:
        return None, findings
    files = attachments_of(letter, [packed], ".zip") if attached else []
    content = make_content(sender, letter, files, automatic=True, subscribed=True)
    sizes = tuple((file.name, len(file.data)) for file in files)
    what = f"delivery {hashlib.sha256(packed).hexdigest()}"
    return OutgoingMail(practice, route, sender, letter, sizes, content, what), findings


def differs_from_delivered(outbox: Outbox, outgoing: OutgoingMail) -> list[str]:
    """What goes out now and is not what the practice was last delivered, in words."""
    last = outbox.ledger.last_delivery(outgoing.practice.id)
    if last is None:
        return []
    rows = {row["path"]: row for row in rows_of(last[1])}
    day = datetime.fromtimestamp(last[0], UTC).date()
    return [
        f"The practice has another file of {each.leaflet}: version {row['version']},"
        f" delivered {day}."
        for each in outgoing.given
        if (row := rows.get(each.path)) and row["sha256"] != each.sha256
    ]
