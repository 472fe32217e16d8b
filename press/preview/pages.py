"""A variant, again and again as it is written -> its pages as pictures: a first look, the whole."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pypdfium2

from press.build import Project
from press.choices import OutputOptions
from press.merge import merge
from press.model import Variant, has_errors
from press.pipeline import produce
from press.preview.records import Picture, Shown, View
from press.render.alike import Settled
from press.render.first_look import Looking

_ZOOM = 96 / 72
"""CSS pixels in a pt."""
_SHARP = 2
"""Dots in a CSS pixel: a page can be enlarged and stays sharp."""
_OPTIONS = OutputOptions(blocks=True)


@dataclass(slots=True)
class Pages:
    """The pages of a view, and what is known from making them for the next time."""

    looking: Looking = field(default_factory=Looking)
    pictures: tuple[Picture, ...] = ()
    blank_pages: int = 0

    def first(self, view: View, variant: Variant, project: Project) -> Shown | None:
        """The pages as they come out at first; None where only the whole tells.

        That is made in any case: whatever goes wrong here, it says what.
        """
        since = time.perf_counter()
        try:
            manuscript = merge(variant, project.library, blank_pages=self.blank_pages)
            if has_errors(manuscript.findings) or not (look := self.looking.first(manuscript)):
                return None
            made = dict(zip(look.fresh, _pictures(look.pdf), strict=True))
            self.pictures = tuple(made.get(at) or self.pictures[at] for at in range(look.count))
        except Exception:
            self.looking = Looking()
            return None
        seconds = time.perf_counter() - since
        return Shown(view, self.pictures, look.blocks, (), seconds, first=True)

    def whole(
        self, view: View, variant: Variant, project: Project, *, learn: bool = False
    ) -> Shown:
        """The pages of the file of `leaflet build`; with `learn` a first look can follow."""
        since = time.perf_counter()
        manuscript = merge(variant, project.library) if learn else None
        with self.looking.whole(manuscript):
            result = produce(variant, project.library, _OPTIONS)
        document = result.document
        if document is None or has_errors(result.findings):
            if learn:
                self.looking = Looking()
            return Shown(view, (), (), result.findings, time.perf_counter() - since)
        self.pictures, self.blank_pages = tuple(_pictures(document.pdf)), document.blank_pages
        seconds = time.perf_counter() - since
        return Shown(view, self.pictures, document.blocks, result.findings, seconds)

    def learn(self, shown: Shown, settled: Settled | None, blank_pages: int) -> None:
        """Take over what another process learnt by making the whole."""
        if shown.pages:
            self.pictures, self.blank_pages = shown.pages, blank_pages
            self.looking.settled = settled


def _pictures(pdf: bytes) -> Iterator[Picture]:
    if not pdf:
        return
    file = pypdfium2.PdfDocument(pdf)
    try:
        for page in file:
            width, height = (round(side * _ZOOM) for side in page.get_size())
            out = BytesIO()
            image = page.render(scale=_ZOOM * _SHARP).to_pil()
            image.save(out, "JPEG", quality=88, subsampling=0)
            yield Picture(out.getvalue(), width, height)
    finally:
        file.close()
