"""Document -> File: the finished PDF read once, for all rules."""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import pairwise

import pypdfium2
from pikepdf import Name, Page, Pdf

from press.model import Document
from press.preflight import catalogue, poppler
from press.preflight.catalogue import Tags, box_of, links_of, said_boxes
from press.preflight.drawing import SCALE, draw
from press.preflight.page_data import File, PageData, Place, Run, TextLine
from press.preflight.words import level


def read(document: Document, like: File | None = None) -> File:
    """Read all that rules ask of a document.

    Where it was imprinted on the same shell as another that was read, what is `like` in both is
    taken from there, and what a screen reader and another reader read is left out.
    """
    with Pdf.open(BytesIO(document.pdf)) as pdf:
        tags = Tags(pdf)
        pages = tuple(_pages(document, pdf, tags))
        runs = [run for page in pages for run in page.runs if run.place.kind != "Figure"]
        generated = document.said.generated
        return File(
            document=document,
            pages=pages,
            lines=tuple(_lines(runs)),
            body=_size_of_most(_paragraphs(_of_the_text(runs, document.said.words))),
            fonts=like.fonts if like else catalogue.fonts_of(pdf),
            title=catalogue.title_of(pdf),
            language=str(pdf.Root.get(Name.Lang, "")),
            is_tagged=catalogue.is_tagged(pdf),
            shows_title=catalogue.shows_title(pdf),
            has_outline=catalogue.has_outline(pdf),
            read="" if like else tags.read([page.said for page in pages], generated),
            other=() if like else poppler.read(document.pdf),
        )


def _pages(document: Document, pdf: Pdf, tags: Tags) -> Iterator[PageData]:
    painted = pypdfium2.PdfDocument(document.pdf)
    try:
        for number, page in enumerate(pdf.pages, 1):
            yield _page_data(painted[number - 1], page, number, tags)
    finally:
        painted.close()


def _page_data(painted: pypdfium2.PdfPage, page: Page, number: int, tags: Tags) -> PageData:
    media = box_of(page, "mediabox")
    found, ground = draw(painted, number, partial(tags.place, page), media)
    return PageData(
        number=number,
        media=media,
        trim=box_of(page, "trimbox"),
        bleed=box_of(page, "bleedbox"),
        said_boxes=said_boxes(page),
        runs=tuple(found.runs if tags else _in_blocks(found.runs)),
        pictures=tuple(found.pictures),
        codes=tuple(found.codes),
        said=found.said,
        links=tuple(links_of(page)),
        ground=ground,
        scale=SCALE,
    )


def _in_blocks(runs: list[Run]) -> Iterator[Run]:
    """Runs of a file without tags, such as one in CMYK, put into blocks by where they stand."""
    block, left = 0, 0.0
    for before, run in pairwise([None, *runs]):
        if run is None:
            continue
        follows = before is not None and _follows(before, run)
        below = before is not None and 0 < before.baseline - run.baseline < 1.8 * run.size
        if not follows:
            block += not (below and abs(run.box[0] - left) < 2)
            left = run.box[0]
        yield replace(run, place=Place(block, "P"))


def _follows(before: Run, run: Run) -> bool:
    """Whether a run goes on in the line of the one before."""
    near = -1 < run.box[0] - before.box[2] < run.size
    return near and abs(before.baseline - run.baseline) < run.size / 2


def _lines(runs: list[Run]) -> Iterator[TextLine]:
    """The lines of text, block by block; furniture and what stands askew are left out."""
    blocks: dict[tuple[int, int], list[Run]] = defaultdict(list)
    for run in runs:
        if run.level and run.place.block is not None:
            blocks[run.page, run.place.block].append(run)
    for block in blocks.values():
        rows: list[list[Run]] = []
        for run in block:
            # Raised figures are drawn after the rest of their block, and belong in their line.
            row = next((row for row in reversed(rows) if _is_in(row, run)), None)
            if row is None:
                rows.append([run])
            else:
                insort(row, run, key=lambda one: one.box[0])
        for row in rows:
            yield _line(row, last=row is rows[-1])


def _is_in(row: list[Run], run: Run) -> bool:
    """Whether a run stands on the baseline of a row, or is raised from it, and touches it."""
    size = max(run.size, row[0].size)
    left, right = min(one.box[0] for one in row), max(one.box[2] for one in row)
    near = left - 2 * size < run.box[2] and run.box[0] < right + 2 * size
    return near and abs(row[0].baseline - run.baseline) < size / 2


def _line(row: list[Run], *, last: bool) -> TextLine:
    main = max(row, key=lambda run: len(run.text))
    return TextLine(
        runs=tuple(row),
        text=" ".join("".join(run.text for run in row).split()),
        size=main.size,
        baseline=main.baseline,
        left=min(run.box[0] for run in row),
        right=max(run.box[2] for run in row),
        last=last,
    )


def _of_the_text(runs: list[Run], said: Iterable[tuple[str, str]]) -> list[Run]:
    """The runs of blocks that the text has most of, whose words have a line; all, if none are.

    In a short leaflet furniture has more letters than the text.
    """
    written = level(" ".join(word for word, place in said if place.rpartition(":")[2].isdigit()))
    blocks: dict[int | None, int] = defaultdict(int)
    for run in runs:
        words = " ".join(level(run.text).split())
        blocks[run.place.block] += len(words) if words in written else -len(words)
    return [run for run in runs if blocks[run.place.block] > 0] or runs


def _paragraphs(runs: list[Run]) -> list[Run]:
    """The runs that stand in paragraphs; all, if none do.

    In a short leaflet a box of warning signs, which is set closer, has more letters than they.
    """
    return [run for run in runs if run.place.kind == "P"] or runs


def _size_of_most(runs: Iterable[Run]) -> float:
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.size, 1)] += len(run.text.strip())
    return sizes.most_common(1)[0][0] if sizes else 0
