"""Records -> output/manifest.json, output/PRACTICE/index.json; files that nobody claims."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import fields
from pathlib import PurePosixPath

from press.build.inputs import PartName
from press.build.plan import plan
from press.build.project import Project
from press.build.side_by_side import every_pair
from press.cache import INDEX, About, BuildCache, Record, digest_of, is_still
from press.choices import Order
from press.files import LinkError, content_of, link_on_the_way, write_at
from press.model import FORMATS, MEDIA, Variant, names_in

MANIFEST, LINES = "manifest.json", "manifest.jsonl"
_BEGIN, _END = b'"files": [\n', b"\n]}\n"
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


def list_practice(cache: BuildCache, practice: str) -> bytes:
    """Write a practice's index where it is new; the rows of it, nothing where there are none."""
    if cache.is_listed(practice):
        with suppress(OSError):
            listed = content_of(cache.output / practice / INDEX)
            return listed.partition(_BEGIN)[2].removesuffix(_END)
    records = cache.of(practice)
    if not records:
        _remove_index(cache, practice)
        cache.forget_practice(practice)
        return b""
    rows = ",\n".join(_row(records[path]) for path in sorted(records)).encode()
    head = f'{{"practice": {json.dumps(practice)}, '.encode()
    text, path = b"".join((head, _BEGIN, rows, _END)), f"{practice}/{INDEX}"
    with suppress(LinkError):
        if not is_still(cache.output / path, digest := digest_of(text)):
            write_at(cache.output, path, text)
        cache.add_index(practice, digest)
    return rows


def list_files(cache: BuildCache) -> None:
    """Write the index of each practice and the manifest of all files, where they are new.

    The manifest is there twice: as JSON, and with a file on each line for who reads it so.
    """

    def rows() -> Iterator[bytes]:
        for practice in cache.practices():
            with cache.holding(practice):
                if listed := list_practice(cache, practice):
                    yield listed

    def as_json() -> Iterator[bytes]:
        before = b"{" + _BEGIN
        for listed in rows():
            yield before + listed
            before = b",\n"
        yield _END if before == b",\n" else before + _END

    def as_lines() -> Iterator[bytes]:
        yield from (listed.replace(b",\n", b"\n") + b"\n" for listed in rows())

    write_at(cache.output, MANIFEST, as_json())
    write_at(cache.output, LINES, as_lines())


def unclaimed(
    project: Project, cache: BuildCache, practice: str, planned: Collection[str], order: Order
) -> list[str]:
    """Files of a practice within an order that no variant of the house would be any more.

    Paths that are `planned` are not looked at: mostly they are all. What is broken keeps its
    last file: it is not gone.
    """
    records = cache.of(practice)
    others = {path for path in records.keys() - planned if is_within(order, records[path])}
    if not others:
        return []
    broken = names_in(finding for finding in project.findings if finding.severity == "error")
    if any(each.id == practice for each in project.practices):
        others -= _claimed(project, practice, [records[path].about for path in others])
    return [
        path
        for path in sorted(others)
        for about in (records[path].about,)
        if not broken & {about.publication, about.practice, about.layout}
    ]


def _claimed(project: Project, practice: str, others: Iterable[About]) -> set[str]:
    """The path of every variant that a practice can have."""
    orders = [
        Order(practices=(practice,), layouts=layouts, format=form, media=MEDIA)
        for form in FORMATS
        for names in (tuple(each.name for each in project.layouts if each.format == form),)
        for layouts in ((), names)
    ]
    if any(about.kind == "bilingual" for about in others):
        orders += [
            Order(practices=(practice,), media=MEDIA, side_by_side=pair)
            for pair in every_pair(project.publications)
        ]
    return {variant.path for order in orders for variant in plan(project, order)}


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


def withdrawn(
    names: Collection[tuple[str, str]], cache: BuildCache, practice: str = ""
) -> list[str]:
    """Files of leaflets that were taken back, which are given by language and name.

    Of a practice, or of all.
    """
    if not names:
        return []
    records = cache.of(practice) if practice else cache.records
    return [
        path
        for path, record in sorted(records.items())
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
            if left == [INDEX] and len(folder.parts) == 1:
                _remove_index(cache, folder.name)
            with suppress(OSError):  # something else is in it
                (cache.output / folder).rmdir()
    return removed


def _remove_index(cache: BuildCache, practice: str) -> None:
    """Remove an index that the press wrote, if nobody has changed it since."""
    path = f"{practice}/{INDEX}"
    mine = is_still(cache.output / path, cache.index_of(practice))
    if mine and not link_on_the_way(cache.output, path):
        (cache.output / path).unlink()


def _row(record: Record) -> str:
    about = {name: getattr(record.about, name) for name in _ABOUT}
    of_file = {"size": record.stamp.size, "sha256": record.sha256, "inputs": record.inputs}
    return _JSON.encode({"path": record.path, **about, **of_file})
