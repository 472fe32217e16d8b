"""The engine's busiest places, done with less: the same values, and the same bytes, sooner.

    pages    a page that nests plainly is read without a parser for the whole web
    cascade  styles are made when they are asked for
    styles   what no rule sets is there at once; variables are solved once a document
    boxes    sizes, grounds and the flow of a box are known from its style
    texts    a text is set up by copying, and measured less
    lines    a line is drawn as it was laid out, glyph by known glyph
    writing  numbers of drawings are read as numbers, objects of the file written once

Each was found with a profiler and kept because paired rounds showed that its module takes at
least three hundredths off a document (`bench/peers.py`); each reads what the engine does
not promise, so `tests/render/test_weasyprint_patches.py` compares every file with the untouched
engine's, and another version of the engine is left as it is.
"""

from __future__ import annotations

from press.render.weasyprint_patches import boxes, cascade, lines, pages, styles, texts, writing

_ENGINE = "70.0"

QUICKER = (
    pages.read_pages,
    cascade.make_styles_when_asked,
    cascade.look_at_what_follows,
    styles.fill_styles,
    styles.solve_once,
    boxes.resolve_sizes_once,
    boxes.leave_bare_boxes,
    boxes.know_the_flow,
    boxes.collapse_margins,
    texts.set_up_text,
    texts.know_lines,
    texts.measure_less,
    lines.keep_lines,
    lines.draw_lines,
    writing.draw_paths,
    writing.write_once,
)


def quicken() -> None:
    """Put the quicker ways in the place of the engine's."""
    import weasyprint

    if weasyprint.__version__ == _ENGINE:
        for place in QUICKER:
            place()
