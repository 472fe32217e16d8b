"""Manuscripts of one publication, one after another -> pages to look at first, before the whole.

A document that is made as a whole is laid out twice or more for its pages to be full, tagged,
made to conform and looked over. For a first look its pages end where they ended last time
(`press.render.alike`), those on which nothing was changed stay as they are
(`press.render.laid_again`), and of the others there is a picture and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from press.model import Manuscript, PlacedBlock
from press.render.alike import AsItCame, Settled, signs_of
from press.render.complaints import complaints
from press.render.engine import html_of
from press.render.fetching import Fetcher, resource_of
from press.render.known_breaks import as_it_came
from press.render.laid_again import Again, Kept, LayOut, SpilledError, keep, laid_out_by
from press.render.sheets import as_it_is, shared_sheets
from press.render.text_layer import said_as_written

_FILLED = re.compile(r";? ?(?:margin-top: -?[\d.]+px|height: [\d.]+px; max-height: none)")
"""What draws a page out: there may be less to draw out now."""


@dataclass(frozen=True, slots=True)
class Look:
    """Pages to look at: a file of those that are others, their numbers from 0, how many in all."""

    pdf: bytes
    fresh: tuple[int, ...]
    count: int
    blocks: tuple[PlacedBlock, ...]


@dataclass(slots=True)
class Looking:
    """What is known of a publication from when it was last made, for a first look at the next.

    `settled` and `kept` go with these sheets and with what stood behind each address; `images`
    are the engine's: drawings that were read, photographs that were decoded.
    """

    settled: Settled | None = None
    kept: Kept | None = None
    styles: tuple[tuple[str, str], ...] = ()
    resources: dict[str, object] = field(default_factory=dict)
    images: dict[str, Any] = field(default_factory=dict)
    _came: AsItCame | None = None

    @contextmanager
    def whole(self, manuscript: Manuscript | None = None) -> Iterator[None]:
        """While a document is made as a whole, learn how it is filled; given it, its pages too."""
        last: list[tuple[Any, Any, Any, list[Any]]] = []
        if manuscript:
            self.kept = None
            self.styles, self.resources = manuscript.styles, _resources(manuscript)
            self.images.clear()

        def lay_out(plain: LayOut, html: Any, root_box: Any, context: Any) -> list[Any]:
            root = html.etree_element
            if self._came is None or self._came.elements[0] is not root:
                self._came = as_it_came(root)
            pages = list(plain(html, root_box, context))
            last[:] = [(root, root_box, context, pages)]
            return pages

        with laid_out_by(lay_out):
            yield
        self.settled = None
        for root, root_box, context, pages in last:
            assert self._came
            self.settled = self._came.settled(len(pages))
            self.kept = keep(root, root_box, context, pages) if manuscript else self.kept
        self._came = None

    def first(self, manuscript: Manuscript) -> Look | None:
        """The pages as they come out at first; None where only the whole tells."""
        styles, resources = manuscript.styles, _resources(manuscript)
        if not self.settled or not self.kept or self.styles != styles:
            return None
        if any(self.resources.setdefault(name, now) != now for name, now in resources.items()):
            return None
        for drawn_out in (True, False):
            try:
                return self._first(manuscript, self.settled, self.kept, drawn_out=drawn_out)
            except SpilledError:
                continue
        return None

    def _first(
        self, manuscript: Manuscript, settled: Settled, kept: Kept, *, drawn_out: bool
    ) -> Look:
        """Lay it out; where a page was drawn out to be full, it may hold more as it falls."""
        fetcher, fresh = Fetcher(manuscript.resources), list[int]()
        with complaints() as log:
            sheets, fonts = shared_sheets(manuscript, fetcher, log)
            html = html_of(manuscript, fetcher)
            settled.write(html.etree_element)
            elements = tuple(html.etree_element.iter())
            again = Again(kept, settled.pages, elements, signs_of(elements))
            if not (wanted := again.wanted()):
                self.kept = kept = replace(kept, elements=elements)
                return Look(b"", (), len(kept.pages), kept.blocks())
            if not drawn_out:
                for element in kept.only_on(wanted, elements):
                    if style := element.get("style"):
                        element.set("style", _FILLED.sub("", style))
                again = replace(again, signs=signs_of(elements))
            emptied = again.empty_others()

            def lay_out(_: LayOut, html: Any, root_box: Any, context: Any) -> list[Any]:
                self.kept, made = again.lay_out(html, root_box, context, emptied)
                fresh.extend(made)
                return [self.kept.pages[at].box for at in made]

            with laid_out_by(lay_out):
                laid_out = html.render(stylesheets=sheets, font_config=fonts, cache=self.images)
            with said_as_written(named=False):  # to a hair's breadth as in the file
                pdf = laid_out.write_pdf(uncompressed_pdf=True)
        assert self.kept
        return Look(pdf, tuple(fresh), len(self.kept.pages), self.kept.blocks())


def _resources(manuscript: Manuscript) -> dict[str, object]:
    """What stands behind each address that a page may ask for, as it is now."""
    served = manuscript.resources
    return {name: as_it_is(resource_of(served, name)) for name in served}
