"""Records -> output/manifest.json and output/PRACTICE/index.json; files that nobody claims."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from press.build.plan import plan
from press.build.project import Project
from press.cache import BuildCache, Record
from press.choices import Order
from press.files import LinkError, link_on_the_way, write_at
from press.model import MEDIA, Variant, names_in

MANIFEST, INDEX = "manifest.json", "index.json"


def about(variant: Variant, pages: int) -> dict[str, str | int]:
    """What the manifest says of a file, besides its bytes."""
    publication = variant.publication
    return {
        "publication": publication.slug,
        "kind": publication.kind,
        "title": publication.title,
        "practice": variant.practice.id,
        "layout": variant.layout.name,
        "medium": variant.medium,
        "language": publication.language,
        "version": publication.head.version,
        "review_due": publication.head.review_due.isoformat(),
        "pages": pages,
    }


def list_files(cache: BuildCache) -> None:
    """Write the manifest of all files and the index of each practice, where they are new."""
    by_practice: dict[str, list[str]] = {}
    for path in sorted(cache.records):
        record = cache.records[path]
        by_practice.setdefault(str(record.about["practice"]), []).append(_row(record))
    _put(cache.output, MANIFEST, {}, [row for rows in by_practice.values() for row in rows])
    for practice, rows in by_practice.items():
        with suppress(LinkError):
            _put(cache.output, f"{practice}/{INDEX}", {"practice": practice}, rows)
    for index in cache.output.glob(f"*/{INDEX}"):
        if index.parent.name not in by_practice and not index.parent.is_symlink():
            index.unlink()


def unclaimed(project: Project, cache: BuildCache, planned: Iterable[Variant]) -> list[str]:
    """Files that the press once wrote and that no variant of the house would be.

    Those `planned` are asked first: mostly they are all. What is broken keeps its last
    file: it is not gone.
    """
    others = cache.records.keys() - {variant.path for variant in planned}
    if not others:
        return []
    claimed = {
        variant.path
        for layouts in (Order(), Order(layouts=tuple(each.name for each in project.layouts)))
        for variant in plan(project, _all_media(layouts))
    }
    broken = names_in(finding for finding in project.findings if finding.severity == "error")
    return [
        path
        for path in sorted(others - claimed)
        if not broken
        & {cache.records[path].about[key] for key in ("publication", "practice", "layout")}
    ]


def is_within(order: Order, record: Record) -> bool:
    """Whether a file is one of those that were chosen: what is pruned lies within the choices."""
    return all(
        not chosen or record.about[key] in chosen
        for key, chosen in (
            ("publication", order.publications),
            ("practice", order.practices),
            ("layout", order.layouts),
            ("language", order.languages),
            ("medium", order.media),
        )
    )


def withdrawn(project: Project, cache: BuildCache) -> list[str]:
    """Files of leaflets that were taken back."""
    names = project.library.content.withdrawn
    return [
        path
        for path, record in sorted(cache.records.items())
        if record.about["kind"] == "leaflet"
        and (record.about["language"], record.about["publication"]) in names
    ]


def prune(cache: BuildCache, paths: Iterable[str]) -> list[str]:
    """Remove files that the press wrote and nobody touched since; the folders they leave empty."""
    removed = []
    for path in paths:
        file = cache.output / path
        mine = not file.exists() or cache.stands(cache.records[path])
        if not mine or link_on_the_way(cache.output, path):
            continue
        file.unlink(missing_ok=True)
        cache.forget(path)
        removed.append(path)
        for folder in file.relative_to(cache.output).parents[:-1]:
            left = list((cache.output / folder).iterdir())
            if [each.name for each in left] == [INDEX]:
                left[0].unlink()
                left = []
            if not left:
                (cache.output / folder).rmdir()
    return removed


def _all_media(order: Order) -> Order:
    return Order(layouts=order.layouts, media=MEDIA)


def _row(record: Record) -> str:
    row = {
        "path": record.path,
        **record.about,
        "size": record.stamp.size,
        "sha256": record.sha256,
        "inputs": record.inputs,
    }
    return json.dumps(row, ensure_ascii=False)


def _put(output: Path, below: str, head: Mapping[str, str], rows: list[str]) -> None:
    """Write files as JSON, a line each: laid out deeper it takes Python ten times as long."""
    before = "".join(f"{json.dumps(key)}: {json.dumps(value)}, " for key, value in head.items())
    listed = ",\n".join(rows)
    text, path = f'{{{before}"files": [\n{listed}\n]}}\n'.encode(), output / below
    if not path.is_file() or path.read_bytes() != text:
        write_at(output, below, text)
