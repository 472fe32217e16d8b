"""WeasyPrint -> the same values and bytes, sooner: what the press changes in the engine for speed.

`PATCHES` is all of it; what it reads of the engine is in `press.render.boxes.PRIVATE`. Each by
itself saves three hundredths of a document or more (medians of paired rounds of processor time).
They are off with other versions, or with LEAFLET_PLAIN_ENGINE=1 (`press.installed.patches_off`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from press.installed import patches_off
from press.render.weasyprint_patches import boxes, styles


class Patch(NamedTuple):
    """A change in the engine; `saves` is in hundredths of a document that has no other patch,
    `upstream` an issue or pull request."""

    name: str
    library: str
    saves: float
    falls_away_with: str
    make: Callable[[], None]
    upstream: str = ""


PATCHES = (
    Patch("styles are filled at once", "weasyprint", 10,
          "styles that do not ask of each property what it is", styles.fill_styles),
    Patch("styles of pseudo-elements are made when asked for", "weasyprint", 4.5,
          "a cascade that leaves out what no box asks for", styles.make_styles_when_asked),
    Patch("variables are solved once", "weasyprint", 4,
          "a cache of solved values", styles.solve_once),
    Patch("what a box has from its style is known", "weasyprint", 5,
          "sizes and grounds that are worked out once for all boxes of a style", boxes.know_boxes),
    Patch("texts are set up by copying", "weasyprint", 5,
          "one Pango context for all texts that are set alike", boxes.set_up_text),
    Patch("lines are kept until they are drawn", "weasyprint", 3,
          "lines that are not shaped anew to be drawn", boxes.keep_lines),
    Patch("outlines of drawings are read once", "weasyprint", 13,
          "drawings that are kept from file to file", boxes.remember_outlines),
)  # fmt: skip


def patch() -> None:
    """Change the engine, unless the patches are off."""
    if not patches_off():
        for each in PATCHES:
            each.make()
