"""Plans the variants and runs the line over them: the one module that knows the order."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from press.allowed import sift
from press.content import load_content, load_publications, untranslated
from press.errors import UsageError
from press.exercises import load_exercises, passages_of, sheet
from press.house import open_house
from press.impose import impose, mark
from press.layouts import families, load_faces, load_layouts, load_words
from press.merge import merge
from press.model import (
    Document,
    Finding,
    House,
    Kind,
    Layout,
    Leaflet,
    Manuscript,
    Medium,
    Practice,
    Publication,
    Stock,
    Variant,
)
from press.practices import load_practices
from press.proofread import Proof, load_lists, proofread
from press.reading import did_you_mean
from press.render import render


@dataclass(frozen=True, slots=True)
class Works:
    """A loaded house: everything that variants can be made of, and what was wrong in it."""

    stock: Stock
    publications: tuple[Publication, ...]
    practices: tuple[Practice, ...]
    layouts: tuple[Layout, ...]
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...] = ()

    @property
    def house(self) -> House:
        return self.stock.house


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for; an empty choice means all."""

    publications: tuple[str, ...] = ()
    practices: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    media: tuple[Medium, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a variant: its document unless an error stood in the way.

    `silenced` is what a leaflet's head allows.
    """

    variant: Variant
    document: Document | None
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...] = ()

    @property
    def failed(self) -> bool:
        return self.document is None


def load(root: Path) -> Works:
    """Load a house; what is broken is left out and named among the findings."""
    house, findings = open_house(root)
    content, more = load_content(house)
    findings += more
    exercises, more = load_exercises(house)
    findings += more
    content = replace(
        content,
        passages={**content.passages, **passages_of(exercises)},
        exercises=tuple(exercises),
    )
    layouts, more = load_layouts(house)
    findings += more
    words, more = load_words(house)
    findings += more
    faces = load_faces(house)
    practices, found = load_practices(house, families(faces))
    publications, more = load_publications(house, content)
    findings += more
    stock = Stock(house, content, words, faces)
    findings += found
    kept, silenced = sift(sort(findings), content.leaflets)
    whole = tuple(each for each in publications if not _broken(each, kept))
    works = Works(stock, whole, practices, layouts, kept, silenced)
    return replace(works, findings=sort([*kept, *_unknown_wishes(works)]))


def _unknown_wishes(works: Works) -> Iterator[Finding]:
    """What a practice asks for under `layouts` and `publications`, and the house does not have."""
    broken = _names_in(works.findings)
    layouts = {layout.name for layout in works.layouts}
    publications = {publication.slug for publication in works.publications}
    for practice in works.practices:
        for kind, wished, known in (
            ("layout", practice.layouts, layouts),
            ("publication", practice.publications, publications),
        ):
            for name in sorted(set(wished) - known - broken):
                message, hint = f"there is no {kind} '{name}'", did_you_mean(name, sorted(known))
                yield Finding("S056", "error", message, practice.origin, hint)


def _broken(publication: Publication, findings: tuple[Finding, ...]) -> bool:
    """Whether there is an error in a file that a publication is made from."""
    files = {publication.origin.path, *(leaflet.origin.path for leaflet in publication.leaflets)}
    return has_errors(finding for finding in findings if finding.origin.path in files)


def proofread_all(
    works: Works, order: Order, today: date
) -> tuple[tuple[tuple[Leaflet, Proof], ...], tuple[Finding, ...]]:
    """Proofread once each leaflet that is asked for; give also what is wrong in the lists.

    A leaflet that no practice hands out yet is read too, unless practices or layouts
    are chosen.
    """
    if order.practices or order.layouts:
        asked = tuple(variant.publication for variant in plan(works, order))
    else:
        _must_be_known(works, order)
        asked = tuple(each for each in works.publications if _asked(each, order))
    lists, findings = load_lists(works.house)
    leaflets = {
        leaflet.origin: leaflet for publication in asked for leaflet in publication.leaflets
    }
    names = tuple(practice.name for practice in works.practices)
    passages = works.stock.content.passages
    proofs = tuple(
        (leaflet, proofread(leaflet, lists, today=today, passages=passages, names=names))
        for leaflet in sorted(leaflets.values(), key=lambda leaflet: leaflet.origin)
    )
    return proofs, sort([*findings, *untranslated(works.stock.content)])


def with_sheet(works: Works, exercises: tuple[str, ...], languages: tuple[str, ...]) -> Works:
    """The house with one thing to print: a patient's own sheet of these exercises."""
    content = works.stock.content
    has = {exercise.language for exercise in content.exercises if exercise.slug == exercises[0]}
    sheets = tuple(
        sheet(exercises, language, content.exercises, works.stock.words[language])
        for language in (languages or tuple(sorted(has)) or ("nl",))
        if language in works.stock.words
    )
    return replace(works, publications=sheets)


def plan(works: Works, order: Order) -> tuple[Variant, ...]:
    """Every variant that is asked for and that its practice wants, in a fixed order."""
    _must_be_known(works, order)
    return tuple(
        Variant(publication, practice, layout, medium)
        for practice in works.practices
        if _chosen(practice.id, order.practices)
        for publication in works.publications
        if _asked(publication, order)
        and publication.language in practice.languages
        and _chosen(publication.slug, practice.publications)
        for layout in works.layouts
        if _fits(publication, layout, order.layouts or practice.layouts)
        for medium in layout.media
        if _chosen(medium, order.media or ("screen",))
    )


def _must_be_known(works: Works, order: Order) -> None:
    """Refuse a choice that fits nothing."""
    broken = _names_in(works.findings)
    for kind, asked, known in (
        ("publication", order.publications, {p.slug for p in works.publications}),
        ("practice", order.practices, {p.id for p in works.practices}),
        ("layout", order.layouts, {layout.name for layout in works.layouts}),
        ("language", order.languages, {p.language for p in works.publications}),
    ):
        _must_exist(kind, asked, known, broken)


def _asked(publication: Publication, order: Order) -> bool:
    """Whether the order names this publication and its language, or leaves them open."""
    return _chosen(publication.slug, order.publications) and _chosen(
        publication.language, order.languages
    )


@dataclass(frozen=True, slots=True)
class Finish:
    """What files get besides: crop marks and CMYK for a print shop, their source inside."""

    marks: bool = False
    cmyk: bool = False
    attach_source: bool = False


def run(
    variants: Iterable[Variant],
    stock: Stock,
    finish: Finish = Finish(),
) -> Iterator[Result]:
    """Run the line over each variant; one that has an error yields its findings only."""
    for variant in variants:
        yield produce(variant, stock, finish)


def produce(variant: Variant, stock: Stock, finish: Finish) -> Result:
    """Merge, render and, where the medium asks for it, impose one variant."""
    cmyk = finish.cmyk and variant.media == "prepress"

    def manuscript_of(blank_pages: int = 0) -> Manuscript:
        made = merge(variant, stock, blank_pages=blank_pages, cmyk=cmyk)
        return replace(made, attached=variant.publication.leaflets if finish.attach_source else ())

    manuscript = manuscript_of()
    if has_errors(manuscript.findings):
        return Result(variant, None, manuscript.findings)
    document = render(manuscript, cmyk=cmyk)
    stitched = variant.layout.binding == "stitched"
    if stitched and (missing := -len(document.pages) % 4):
        # The layout's pages for notes make the booklet full; what it lacks, imposition fills.
        document = render(manuscript_of(missing), cmyk=cmyk)
    findings = (*manuscript.findings, *document.findings, *_limits(document))
    if stitched and variant.media == "print":
        words = stock.words[variant.publication.language]
        flip = variant.practice.printer.flip.replace("-", "_")
        document = impose(
            document,
            direction=words.direction,
            printer=variant.practice.printer,
            note=words.furniture[f"flip_{flip}"],
        )
    if finish.marks and variant.media == "prepress":
        document = mark(document, _BLEED)
    return _result(document, [*findings, *document.findings])


def examine(result: Result) -> Result:
    """Look over the finished pages, as check does and build does not."""
    if result.document is None:
        return result
    from press.preflight import preflight  # building does without its libraries

    found = preflight(result.document)
    return _result(result.document, [*result.findings, *result.silenced, *found])


def _result(document: Document, findings: list[Finding]) -> Result:
    """A document with what is said of it, unless that holds an error that no head allows."""
    variant = document.variant
    kept, silenced = sift(sort(findings), variant.publication.leaflets)
    return Result(variant, None if has_errors(kept) else document, kept, silenced)


_BLEED = 3 / 25.4 * 72
"""3 mm in pt, as layouts set it for prepress."""


def _limits(document: Document) -> Iterator[Finding]:
    """Whether the publication has as many pages as the layout is made for."""
    variant, pages = document.variant, len(document.pages)
    least, most = variant.layout.pages.least, variant.layout.pages.most
    if not least <= pages <= most:
        message = (
            f"{variant.publication.slug} has {pages} pages in the layout"
            f" '{variant.layout.name}', which takes {least} to {most}"
        )
        origin = variant.publication.origin
        yield Finding("P012", "error", message, origin, "choose another layout or another length")


def write(document: Document, output: Path) -> Path:
    """Write a document so that its file is the old one or the new one, whole, at any moment."""
    path = output / document.variant.path
    if not path.parent.resolve().is_relative_to(output.resolve()):
        raise UsageError(f"{path.parent} is a link to a place outside {output}")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(document.pdf)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def sort(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, by place."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key))


def _chosen(name: str, choices: tuple[str, ...]) -> bool:
    return not choices or name in choices


def _fits(publication: Publication, layout: Layout, asked: tuple[str, ...]) -> bool:
    """Whether a publication is made in a layout: asked for by name, or made unasked."""
    kind: Kind = "booklet" if publication.is_booklet else "leaflet"
    if kind not in layout.takes:
        return False
    if asked:
        return layout.name in asked
    meant = not publication.is_booklet and layout.name in publication.leaflets[0].layouts
    return meant or kind in layout.unasked


def _names_in(findings: Iterable[Finding]) -> set[str]:
    """Names in the paths of findings: what is there but broken is not unknown."""
    paths = [PurePosixPath(finding.origin.path) for finding in findings]
    return {name for path in paths for name in (*path.parts, path.stem)}


def _must_exist(kind: str, asked: tuple[str, ...], known: set[str], broken: set[str]) -> None:
    for name in asked:
        if name not in known | broken:
            hint = did_you_mean(name, sorted(known))
            raise UsageError(f"there is no {kind} '{name}'" + (f" ({hint})" if hint else ""))
