"""Project, Practice -> Catalogue: what a practice can hand out, as the desk lists it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from press.build import Order, Project, plan
from press.desk.records import Catalogue, Entry, Form, Gone
from press.model import Layout, Practice, Publication, Variant, in_language

_LARGE = 16
"""Points of running text from which on it is large print (UKAAF)."""


def catalogue(project: Project, practice: Practice, state: str) -> Catalogue:
    """All that a practice hands out, in every language and layout that it has."""
    order = Order(practices=(practice.id,))
    found = _by_name(plan(project, order))
    for pair in _pairs(project, practice):
        besides = _by_name(plan(project, replace(order, side_by_side=pair)))
        for name, (publication, variants, _) in besides.items():
            found.setdefault(name, (publication, variants, True))
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


_Rows: TypeAlias = "dict[str, tuple[Publication, tuple[Variant, ...], bool]]"
"""By name what is handed out, in which layouts, and whether only when it is asked for."""


def _by_name(variants: Iterable[Variant]) -> _Rows:
    found: _Rows = {}
    for each in variants:
        name = name_of(each.publication)
        known = found[name][1] if name in found else ()
        found[name] = (each.publication, (*known, each), False)
    return found


def _pairs(project: Project, practice: Practice) -> Iterator[tuple[str, str]]:
    """The practice's own language, which who works there reads, with each other that there is."""
    own = practice.languages[0]
    there = {each.language for each in project.publications} & project.library.words.keys()
    yield from ((own, other) for other in sorted(there - {own}) if own in there)


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
    name: str,
    publication: Publication,
    variants: Iterable[Variant],
    is_besides: bool,
    practice: Practice,
) -> Entry:
    head = publication.head
    beside = publication.leaflets[1:] if publication.is_bilingual else ()
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
        min(each.review_due for each in (head, *beside)),
        tuple(_form(each) for each in sorted(variants, key=lambda each: _turn(each, practice))),
        (*head.keywords, *(word for each in beside for word in (each.title, *each.keywords))),
        tuple(sorted(codes)),
        publication.held,
        publication.is_booklet,
        is_besides,
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
