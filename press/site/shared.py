"""Project -> Shared: what the sites of a house have in common, asked once, in children."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from press.build import Inputs, Order, Project, plan
from press.build.inputs import whole
from press.cache import BuildCache
from press.errors import UsageError
from press.governance.addresses import NAME, Addresses, read_addresses, with_published
from press.governance.archive import published, published_folder
from press.governance.changes import compare
from press.governance.signatures import kept_text, read_signatures, signed_path
from press.governance.text import Texts as KeptTexts
from press.model import (
    FORMATS,
    Layout,
    Leaflet,
    Origin,
    Practice,
    Publication,
    PublishedFile,
    Variant,
    has_errors,
    in_language,
)
from press.reading.exercises import page_of
from press.site.pages import Download
from press.site.plan import Page, Shared
from press.site.texts import TextReader, Texts

_MOST_CHANGES = 12
"""Changes between two versions that a page lists."""
_TYPES = {"pdf": "application/pdf", "epub": "application/epub+zip"}


def read_shared(project: Project, reader: TextReader) -> tuple[Shared, Texts]:
    """What all sites are planned from, and their texts, with what is wrong in these."""
    library = project.library
    before = read_addresses(project.house, library.content)
    if has_errors(before.findings):
        first = next(each for each in before.findings if each.severity == "error")
        raise UsageError(f"mend {NAME} first, since paper names what it holds\n{first}")
    leaflets = [
        each
        for each in project.publications
        if each.kind == "leaflet" and not each.held and each.language in library.words
    ]
    exercises = [
        Page(f"{each.language}/exercises/{each.slug}/", _publication(page_of(each)), each)
        for each in library.content.exercises
        if each.language in library.words
    ]
    languages = project.practices[0].languages if project.practices else ()
    paths = [
        (each, f"{library.content.path_of(each.leaflets[0], languages)}/") for each in leaflets
    ]
    read = reader.read([*paths, *((page.publication, page.path) for page in exercises)])
    texts = [each.leaflets[0] for each in leaflets]
    record = with_published(before, texts)
    changes = _changes(project, texts, record)
    signed = {each.origin: _signed(project, each) for each in texts}
    return Shared(project, record, read.references, tuple(exercises), changes, signed), read


def _publication(leaflet: Leaflet) -> Publication:
    return Publication(leaflet.slug, leaflet.language, leaflet, (leaflet,), leaflet.origin, {})


def _signed(project: Project, leaflet: Leaflet) -> tuple[str, ...]:
    """Who signed the leaflet in this version, with their roles."""
    if not signed_path(project.house, leaflet).exists():
        return ()
    signatures, _ = read_signatures(project.house, leaflet)
    own = [each for each, _ in signatures if each.version == leaflet.version]
    return tuple(f"{each.name} ({each.role})" for each in own)


def _changes(
    project: Project, leaflets: Sequence[Leaflet], record: Addresses
) -> Mapping[Origin, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Earlier versions of each leaflet, the newest first, with what changed since."""
    kept: dict[Origin, list[PublishedFile]] = {}
    for leaflet in leaflets:
        if published_folder(project.house, leaflet.language, leaflet.slug).is_dir():
            kept[leaflet.origin] = published(project.house, leaflet)[0]
    older = [each for each in leaflets if len(kept.get(each.origin, ())) > 1]
    now = KeptTexts(project.library).read(older)
    found: dict[Origin, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for leaflet in leaflets:
        entry = record.known.get((leaflet.language, leaflet.address_path))
        entries = kept.get(leaflet.origin, [])
        versions: dict[str, tuple[str, ...]] = dict.fromkeys(entry.versions if entry else (), ())
        for number, old in enumerate(entries):
            notes = [each.note for each in entries[number + 1 :] if each.note]
            then, text = kept_text(project.house, old.digest), now.get(leaflet.origin)
            listed = compare(then, text) if then and text else ()
            words = [f"{each.section}: {each.in_words}" for each in listed[:_MOST_CHANGES]]
            versions[old.version] = (*notes, *words)
        versions.pop(leaflet.version, None)
        if versions:
            found[leaflet.origin] = tuple(reversed(versions.items()))
    return found


def offered_files(
    project: Project, practices: Sequence[Practice], cache: BuildCache, inputs: Inputs
) -> Mapping[str, Sequence[Download]]:
    """The files for readers that `leaflet build` made and that are up to date, by practice."""
    if not cache.records:
        return {}
    found: dict[str, list[Download]] = {}
    names = tuple(each.id for each in practices)
    variants = [
        each for form in FORMATS for each in plan(project, Order(practices=names, format=form))
    ]
    for variant in variants:
        record = cache.records.get(variant.path)
        if record is None or variant.publication.held:
            continue
        if record.inputs != whole(inputs.of(variant)) or not cache.stands(record):
            continue
        file = Download(
            variant.publication.language,
            variant.publication.folder,
            variant.publication.slug,
            variant.publication.is_booklet,
            called(variant.layout),
            _TYPES[variant.format],
            variant.format.upper(),
            cache.output / variant.path,
            record.stamp.size,
            record.sha256,
        )
        found.setdefault(variant.practice.id, []).extend(_in_each_language(file, variant, project))
    return found


def _in_each_language(file: Download, variant: Variant, project: Project) -> Iterator[Download]:
    """A file as each of its languages offers it; one in two is called by their names."""
    publication, words = variant.publication, project.library.words
    if not publication.is_bilingual:
        yield file
        return
    names = [words[each].furniture["web_language"] for each in publication.languages]
    for leaflet in publication.leaflets:
        if leaflet.language in variant.practice.languages:
            spoken, slug = leaflet.language, leaflet.slug
            yield replace(file, language=spoken, slug=slug, word=" + ".join(names))


def called(layout: Layout) -> str:
    """What a layout's files are called on a site: a word of the furniture, or its own name."""
    if layout.binding == "stitched":
        return "web_booklet"
    if layout.binding == "folded":
        return "web_folded"
    if layout.checks.body >= 16:
        return "large_print"
    return "web_normal" if layout.format == "pdf" else in_language(layout.description, "")
