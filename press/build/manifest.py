"""Records -> output/manifest.json and output/PRACTICE/index.json; files that nobody claims."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import fields
from pathlib import Path, PurePosixPath

from press.build.inputs import PartName
from press.build.plan import plan
from press.build.project import Project
from press.build.side_by_side import every_pair
from press.cache import About, BuildCache, Record, digest_of, is_still
from press.choices import Order
from press.files import LinkError, link_on_the_way, write_at
from press.model import FORMATS, MEDIA, Variant, names_in

MANIFEST, INDEX = "manifest.json", "index.json"
_ABOUT = tuple(field.name for field in fields(About))
_JSON = json.JSONEncoder(ensure_ascii=False)


def about(variant: Variant, pages: int) -> About:
    """What the manifest says of a file, besides its bytes."""
    publication = variant.publication
    return About(
        publication=publication.slug,
        kind=publication.kind,
        title=publication.title,
        practice=variant.practice.id,
        layout=variant.layout.name,
        medium=variant.medium,
        language=publication.folder,
        version=publication.head.version,
        review_due=publication.head.review_due.isoformat(),
        pages=pages,
    )


def list_files(cache: BuildCache) -> None:
    """Write the manifest of all files and the index of each practice, where they are new."""
    by_practice: dict[str, list[str]] = {}
    for path in sorted(cache.records):
        record = cache.records[path]
        by_practice.setdefault(record.about.practice, []).append(_row(record))
    _put(cache.output, MANIFEST, {}, [row for rows in by_practice.values() for row in rows])
    for practice, rows in by_practice.items():
        with suppress(LinkError):
            path = f"{practice}/{INDEX}"
            cache.add_index(path, _put(cache.output, path, {"practice": practice}, rows))
    for path in sorted(cache.indexes):
        if path.partition("/")[0] not in by_practice:
            _remove_index(cache, path)


def unclaimed(project: Project, cache: BuildCache, planned: Iterable[Variant]) -> list[str]:
    """Files that the press once wrote and that no variant of the house would be.

    Those `planned` are asked first: mostly they are all. What is broken keeps its last
    file: it is not gone.
    """
    others = cache.records.keys() - {variant.path for variant in planned}
    if not others:
        return []
    named = {
        form: [each.name for each in project.layouts if each.format == form] for form in FORMATS
    }
    claimed = {
        variant.path
        for form, names in named.items()
        for layouts in ((), tuple(names))
        for variant in plan(project, Order(layouts=layouts, format=form, media=MEDIA))
    }
    if any(cache.records[path].about.kind == "bilingual" for path in others):
        for pair in every_pair(project.publications):
            claimed |= {
                variant.path for variant in plan(project, Order(media=MEDIA, side_by_side=pair))
            }
    broken = names_in(finding for finding in project.findings if finding.severity == "error")
    return [
        path
        for path in sorted(others - claimed)
        for about in (cache.records[path].about,)
        if not broken & {about.publication, about.practice, about.layout}
    ]


def is_within(order: Order, record: Record) -> bool:
    """Whether a file is one of those that were chosen: what is pruned lies within the choices."""
    return all(
        not chosen or said in chosen
        for said, chosen in (
            (record.about.publication, order.publications),
            (record.about.practice, order.practices),
            (record.about.layout, order.layouts),
            (record.about.language, order.languages),
            (record.about.medium, order.media),
        )
    )


def withdrawn(names: Collection[tuple[str, str]], cache: BuildCache) -> list[str]:
    """Files of leaflets that were taken back, which are given by language and name."""
    return [
        path
        for path, record in sorted(cache.records.items())
        if (
            record.about.kind == "leaflet"
            and (record.about.language, record.about.publication) in names
        )
        or (record.about.kind == "bilingual" and _texts_of(record, cache) & set(names))
    ]


def _texts_of(record: Record, cache: BuildCache) -> set[tuple[str, str]]:
    """The leaflets that a file was made from, by language and name."""
    made_from = cache.parts.get(record.parts.get(PartName.TEXT, ""), ())
    return {
        (path.parent.name, path.stem)
        for path in map(PurePosixPath, made_from)
        if path.parts[:2] == ("sources", "leaflets")
    }


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
            left = [each.name for each in (cache.output / folder).iterdir()]
            if left == [INDEX]:
                _remove_index(cache, f"{folder}/{INDEX}")
            with suppress(OSError):  # something else is in it
                (cache.output / folder).rmdir()
    return removed


def _remove_index(cache: BuildCache, path: str) -> None:
    """Remove an index that the press wrote, if nobody has changed it since."""
    mine = is_still(cache.output / path, cache.indexes.get(path, ""))
    if mine and not link_on_the_way(cache.output, path):
        (cache.output / path).unlink()
    cache.forget(path)


def _row(record: Record) -> str:
    about = {name: getattr(record.about, name) for name in _ABOUT}
    of_file = {"size": record.stamp.size, "sha256": record.sha256, "inputs": record.inputs}
    return _JSON.encode({"path": record.path, **about, **of_file})


def _put(output: Path, below: str, head: Mapping[str, str], rows: list[str]) -> str:
    """Write files as JSON, a line each: deeper takes Python ten times as long; its digest."""
    before = "".join(f"{json.dumps(key)}: {json.dumps(value)}, " for key, value in head.items())
    listed = ",\n".join(rows)
    text = f'{{{before}"files": [\n{listed}\n]}}\n'.encode()
    digest = digest_of(text)
    if not is_still(output / below, digest):
        write_at(output, below, text)
    return digest
