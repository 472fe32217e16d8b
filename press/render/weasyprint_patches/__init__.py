"""WeasyPrint -> the same values and bytes, sooner: what the press changes in the engine for speed.

`PATCHES` is all of it. Each was found with a profiler and is kept because by itself it saves
three hundredths of a document or more (medians of paired rounds of processor time). Each reads what
the engine does not promise: `tests/render/test_weasyprint_patches.py` compares files with those of
the engine without them. With other versions of its libraries, or with LEAFLET_PLAIN_ENGINE=1 for a
bug report, all are off (`press.installed.patches_off`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from press.installed import patches_off
from press.render.weasyprint_patches import boxes, styles


class Patch(NamedTuple):
    """A change in the engine; `saves` is in hundredths of a document that has no other patch,
    `touches` what it reads or replaces, `upstream` an issue or pull request."""

    name: str
    library: str
    saves: float
    falls_away_with: str
    make: Callable[[], None]
    touches: tuple[str, ...]
    upstream: str = ""


# fmt: off
PATCHES = (
    Patch("styles are filled at once", "weasyprint", 10,
          "styles that do not ask of each property what it is", styles.fill_styles,
          ("weasyprint.css.INHERITED", "weasyprint.css.INITIAL_NOT_COMPUTED",
           "weasyprint.css.INITIAL_VALUES", "weasyprint.css.PHYSICAL_FUNCTIONS",
           "weasyprint.css.ComputedStyle.__missing__")),
    Patch("styles of pseudo-elements are made when asked for", "weasyprint", 4.5,
          "a cascade that leaves out what no box asks for", styles.make_styles_when_asked,
          ("weasyprint.css.ComputedStyle", "weasyprint.css.StyleFor.__call__",
           "weasyprint.css.StyleFor.set_computed_styles")),
    Patch("variables are solved once", "weasyprint", 4,
          "a cache of solved values", styles.solve_once,
          ("weasyprint.css.tokens.Pending.solve", "weasyprint.css.StyleFor.__init__")),
    Patch("what a box has from its style is known", "weasyprint", 5,
          "sizes and grounds that are worked out once for all boxes of a style", boxes.know_boxes,
          ("weasyprint.formatting_structure.boxes.Box.is_in_normal_flow",
           "weasyprint.layout.percent.resolve_percentages", "weasyprint.draw.color.get_color",
           "weasyprint.layout.background.layout_box_backgrounds",
           "weasyprint.text.line_break.strut")),
    Patch("texts are set up by copying", "weasyprint", 5,
          "one Pango context for all texts that are set alike", boxes.set_up_text,
          ("weasyprint.text.ffi.ffi", "weasyprint.text.ffi.gobject", "weasyprint.text.ffi.pango",
           "weasyprint.text.line_break.Layout.setup")),
    Patch("outlines of drawings are read once", "weasyprint", 13,
          "drawings that are kept from file to file", boxes.remember_outlines,
          ("weasyprint.svg.TAGS", "weasyprint.svg.path.path", "weasyprint.svg.utils.size",
           "weasyprint.svg.utils.PointError")),
)
# fmt: on


def patch() -> None:
    """Change the engine, unless the patches are off."""
    if not patches_off():
        for each in PATCHES:
            each.make()
