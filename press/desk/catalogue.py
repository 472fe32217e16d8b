"""Project, Practice -> Catalogue: what a practice can hand out, as the desk lists it."""

from __future__ import annotations

from collections.abc import Iterator

from press.build import Order, Project, plan
from press.desk.records import Catalogue, Entry, Form, Gone
from press.model import Layout, Practice, Publication, Variant, in_language

_LARGE = 16
"""Points of running text from which on it is large print (UKAAF)."""


def catalogue(project: Project, practice: Practice, state: str) -> Catalogue:
    """All that a practice hands out, in every language and layout that it has."""
    found: dict[str, tuple[Publication, list[Variant]]] = {}
    for variant in plan(project, Order(practices=(practice.id,))):
        name = name_of(variant.publication)
        found.setdefault(name, (variant.publication, []))[1].append(variant)
    languages = tuple(each for each in practice.languages if each in project.library.words)
    content = project.library.content
    return Catalogue(
        state,
        practice.id,
        practice.name,
        languages,
        tuple(_entry(name, *row, practice) for name, row in found.items()),
        tuple(_gone(project, practice)),
        tuple(each for each in content.exercises if each.language in languages),
    )


def name_of(publication: Publication) -> str:
    """What it is called in addresses and records: nl/slapen, nl+ar/slapen, nl/booklets/rug."""
    folder = "booklets/" if publication.is_booklet else ""
    return f"{publication.folder}/{folder}{publication.slug}"


def called(layout: Layout) -> str:
    """The word of the desk's for a layout, as its words files have it; else its description."""
    if layout.binding != "none":
        return {"stitched": "form_booklet", "folded": "form_folded"}[layout.binding]
    if layout.checks.body >= _LARGE:
        return "form_large"
    return "form_sheet" if "sheet" in layout.takes else "form_normal"


def _entry(
    name: str, publication: Publication, variants: list[Variant], practice: Practice
) -> Entry:
    head = publication.head
    codes = {
        (system, code)
        for leaflet in publication.leaflets
        for system, codes in leaflet.codes.items()
        for code in codes.replace(",", " ").replace(";", " ").split()
    }
    return Entry(
        name,
        publication.language,
        publication.slug,
        publication.title,
        head.summary.replace("\u00a0", " "),
        head.version,
        head.review_due,
        tuple(_form(each) for each in sorted(variants, key=lambda each: _turn(each, practice))),
        head.keywords,
        tuple(sorted(codes)),
        publication.held,
        publication.is_booklet,
    )


def _form(variant: Variant) -> Form:
    item = variant.path.partition("/")[2].removesuffix(f".{variant.format}")
    layout = variant.layout
    word = called(layout)
    known = word != "form_normal" or layout.name == "a4"
    described = in_language(layout.description, variant.publication.language)
    return Form(layout.name, word if known else described, item)


def _turn(variant: Variant, practice: Practice) -> tuple[int, bool, str]:
    """Normal print before large, unless the practice has an order of its own."""
    name, wished = variant.layout.name, practice.layouts
    place = wished.index(name) if name in wished else len(wished)
    return place, variant.layout.checks.body >= _LARGE, name


def _gone(project: Project, practice: Practice) -> Iterator[Gone]:
    content = project.library.content
    for language, slug in sorted(content.withdrawn):
        wanted = not practice.publications or slug in practice.publications
        if language in practice.languages and wanted:
            instead = content.current(slug, language)
            there = instead != slug and content.leaflet(instead, language)
            yield Gone(
                f"{language}/{slug}", language, slug, f"{language}/{instead}" if there else ""
            )
