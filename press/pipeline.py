"""Variant -> Result: one variant through the stages; the one module that knows their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from press.choices import OutputOptions as OutputOptions
from press.colour.separations import names_of, separations_of
from press.epub import bind
from press.impose import impose, mark
from press.imprint import separate
from press.merge import merge
from press.model import (
    Document,
    Finding,
    Library,
    Manuscript,
    Variant,
    has_errors,
    sort_findings,
    suppress,
)
from press.render import render
from press.units import MM


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


@dataclass(frozen=True, slots=True)
class RemoteResult:
    """What another process sends: the file, if there is one, and what was said meanwhile."""

    pdf: bytes | None
    pages: int
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]


PLAIN = OutputOptions()


def produce(variant: Variant, library: Library, options: OutputOptions = PLAIN) -> Result:
    """Merge, render and, where the medium asks for it, impose one variant.

    One that has an error yields its findings only.
    """

    def manuscript_of(blank_pages: int = 0) -> Manuscript:
        made = merge(variant, library, blank_pages=blank_pages)
        return replace(made, attached=variant.publication.leaflets if options.attach_source else ())

    manuscript = manuscript_of()
    if has_errors(manuscript.findings):
        return _result(variant, None, manuscript.findings)
    if variant.format == "epub":
        return _result(variant, bind(manuscript), manuscript.findings)
    document = render(manuscript, with_blocks=options.blocks)
    if not document.pages:
        return _result(variant, None, [*manuscript.findings, *document.findings])
    missing = -len(document.pages) % 4 if variant.layout.binding == "stitched" else 0
    if missing:
        # The layout's pages for notes make the booklet full; what it lacks, imposition fills.
        document = render(manuscript_of(missing), with_blocks=options.blocks)
    if variant.in_inks and document.pages:  # else the engine broke off the second time
        document = separate(variant, document, names_of(variant), separations_of(variant))
    document = replace(document, families=manuscript.families, blank_pages=missing)
    return finished(document, [*manuscript.findings, *document.findings], library, options)


def answer(variant: Variant, library: Library, options: OutputOptions) -> RemoteResult:
    """Produce one variant where its file cannot be written; give what is to be sent home."""
    result = produce(variant, library, options)
    document, said = result.document, (result.findings, result.silenced)
    if document is None:
        return RemoteResult(None, 0, *said)
    return RemoteResult(document.pdf, len(document.pages), *said)


def finished(
    document: Document, findings: Iterable[Finding], library: Library, options: OutputOptions
) -> Result:
    """What a laid-out document becomes: imposed or marked where its medium asks for it."""
    variant = document.variant
    said = [*findings, *_limits(document)]
    stitched = variant.layout.binding == "stitched"
    if stitched and variant.medium == "print":
        words = library.words[variant.publication.language]
        flip = variant.practice.printer.flip.replace("-", "_")
        document = impose(
            document,
            direction=words.direction,
            printer=variant.practice.printer,
            note=words.furniture[f"flip_{flip}"],
        )
    if options.marks and variant.medium == "prepress":
        document = mark(document, _BLEED)
    return _result(variant, document, [*said, *document.findings])


def examine(result: Result) -> Result:
    """Look over the finished pages, as check does and build does not."""
    from press.preflight import preflight  # building does without its libraries

    return _examined(result, preflight)


def examine_alike(results: Iterable[Result]) -> Iterator[Result]:
    """Look over what was imprinted on one shell: the first whole, of the others what differs."""
    from press.preflight import Alike

    judge = Alike().judge
    for result in results:
        yield _examined(result, judge)


def reads_as_written(document: Document, *, by_two: bool) -> bool:
    """Whether a part of files, a shell or furniture, reads as it was written; to two readers."""
    from press.preflight import misread

    return not misread(document, by_two=by_two)


def _examined(result: Result, judge: Callable[[Document], Iterable[Finding]]) -> Result:
    if result.document is None:
        return result
    findings = [*result.findings, *result.silenced, *judge(result.document)]
    return _result(result.variant, result.document, findings)


def _result(variant: Variant, document: Document | None, findings: Iterable[Finding]) -> Result:
    """What is said of a variant; its document is not kept with an error that no head allows."""
    kept, silenced = suppress(sort_findings(findings), variant.publication.leaflets)
    return Result(variant, None if has_errors(kept) else document, kept, silenced)


_BOOKLET = 8
"""Pages from which a leaflet makes a booklet."""
_BLEED = 3 * MM
"""3 mm in pt, as layouts set it for prepress."""


def _limits(document: Document) -> Iterator[Finding]:
    """Whether the publication has as many pages as the layout is made for."""
    variant, pages = document.variant, len(document.pages)
    least, most = variant.layout.pages.least, variant.layout.pages.most
    if not least <= pages <= most:
        takes = f"{least} to {most}" if least < most else f"{most}"
        message = (
            f"{variant.publication.slug} has {pages} page{'s' * (pages != 1)} in the layout"
            f" '{variant.layout.name}', which takes {takes}"
        )
        origin = variant.publication.origin
        hint = "choose another layout or another length"
        if pages > most and pages >= _BOOKLET and variant.layout.binding == "none":
            command = f"leaflet build {variant.publication.slug} --layout a5-booklet"
            hint = f"make a booklet of it: {command}; or shorten it"
        yield Finding("P012", "error", message, origin, hint)
