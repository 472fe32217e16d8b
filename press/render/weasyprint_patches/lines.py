"""Lines of text, drawn as they were laid out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

Glyph = tuple[int, int, int]
"""The number of a glyph in its typeface, its width and its shift to the right (Pango)."""
_EMPTY = 0x0FFFFFFF
"""From this number on it is none of the typeface's (Pango, PANGO_GLYPH_EMPTY)."""


def keep_lines() -> None:
    """Keep a line until it is drawn, instead of setting it up and shaping it again.

    The engine lets go of a line when it knows its size, to save memory, and makes it anew to
    draw it (text.line_break.Layout.deactivate). Spacing and more than one line are left to it.
    """
    from weasyprint.text.ffi import ffi, pango
    from weasyprint.text.line_break import Layout

    let_go, take_up = Layout.deactivate, Layout.reactivate

    def deactivate(layout: Any) -> None:
        own = vars(layout)
        if own.pop("taken_up", False):
            let_go(layout)
        else:
            own["kept"] = True

    def reactivate(layout: Any, style: Any) -> None:
        own = vars(layout)
        own["as_kept"] = own.pop("kept", False) and is_as_drawn(layout, style)
        own["taken_up"] = True
        if not own["as_kept"]:
            take_up(layout, style)

    def is_as_drawn(layout: Any, style: Any) -> bool:
        second = pango.pango_layout_get_line_readonly(layout.layout, 1)
        return (
            layout.style is style
            and not layout.justification_spacing
            and style["word_spacing"] == 0
            and style["letter_spacing"] == "normal"
            and second == ffi.NULL
            and layout.text.isprintable()
        )

    Layout.deactivate, Layout.reactivate = deactivate, reactivate


def draw_lines() -> None:
    """Write a kept line as the engine does (draw.text), each glyph worked out once.

    What a glyph writes depends on its typeface, size, width and shift. Glyphs that rise, that
    no typeface has, or that are pictures are left to the engine, and a line that is cut off.
    """
    from weasyprint.draw import text
    from weasyprint.text.ffi import ffi, gobject, pango
    from weasyprint.text.fonts import get_pango_font_key

    ffi.cdef("void * g_object_ref (void *object);")
    plain, size_of = text.draw_first_line, ffi.sizeof("PangoGlyphInfo")
    fields = size_of // ffi.sizeof("int")

    def draw(stream: Any, box: Any, overflow: str, ellipsis: str, matrix: Any) -> Any:
        layout = box.pango_layout
        if not vars(layout).get("as_kept") or overflow == "ellipsis" or ellipsis != "none":
            return plain(stream, box, overflow, ellipsis, matrix)
        if not box.text.strip() or box.style["font_size"] < 1e-6:  # what is not seen
            return []
        runs = list(runs_of(layout, stream))
        if not all(map(_is_usual, runs)):
            return plain(stream, box, overflow, ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        written, last = "", None
        for run in runs:
            if run.pango_font != last:
                last = run.pango_font
                if written:
                    stream.show_text(written)
                written = ""
                stream.set_font_size(run.font.hash, run.size)
            known = vars(run.font).setdefault("pieces", {}).setdefault(run.size, {})
            pieces = []
            for index, glyph in enumerate(run.glyphs):
                if glyph not in known:
                    known[glyph] = _piece(glyph, index, run, layout.text, stream)
                pieces.append(known[glyph])
            written += "<" + "".join(pieces)
            written = written[:-1] if written[-1] == "<" else written + ">"
        stream.show_text(written)
        return []

    def runs_of(layout: Any, stream: Any) -> Iterator[_Run]:
        run = pango.pango_layout_get_line_readonly(layout.layout, 0).runs[0]
        while run != ffi.NULL:
            item, glyphs = run.data.item, run.data.glyphs
            numbers = ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * size_of)
            said = memoryview(numbers).cast("i").tolist()
            pango_font = item.analysis.font
            font, size = font_of(pango_font, stream, layout.style.font_config)
            shapes = list(zip(said[0::fields], said[1::fields], said[2::fields], strict=True))
            rises = any(said[3::fields])
            yield _Run(pango_font, font, size, shapes, rises, item, glyphs.log_clusters)
            run = run.next

    def font_of(pango_font: Any, stream: Any, config: Any) -> tuple[Any, float]:
        """The typeface of a file, by the name that the engine works out for each run anew."""
        known = vars(config).setdefault("font_names", {})
        if pango_font not in known:
            gobject.g_object_ref(pango_font)  # no other may get its address
            known[pango_font] = get_pango_font_key(pango_font)[::2]
        name, size = known[pango_font]
        if name not in stream._fonts:
            stream.add_font(pango_font)
        return stream._fonts[name], size

    text.draw_first_line = draw


class _Run(NamedTuple):
    """A piece of a line in one typeface."""

    pango_font: Any
    font: Any
    size: float
    glyphs: list[Glyph]
    rises: bool
    item: Any
    clusters: Any


def _is_usual(run: _Run) -> bool:
    """Whether a run has glyphs of a typeface, of some size, on the line, and nothing else."""
    font = run.font
    drawn = font.bitmap or font.svg or font.png or font.colr
    return (
        not drawn
        and run.size > 0
        and not run.rises
        and all(glyph < _EMPTY for glyph, _, _ in run.glyphs)
    )


def _piece(glyph: Glyph, index: int, run: _Run, text: str, stream: Any) -> str:
    """What a glyph writes; its typeface learns what it stands for and how wide it is."""
    from weasyprint.text.ffi import FROM_UNITS, pango

    (name, width, shift), font, size = glyph, run.font, run.size
    if name not in font.to_unicode:
        clusters, count = run.clusters, len(run.glyphs)
        first, length = run.item.offset, run.item.length
        if run.item.analysis.level % 2:  # from right to left
            end = length if index == 0 else clusters[index - 1]
        else:
            end = length if index == count - 1 else clusters[index + 1]
        said = text.encode()[first + clusters[index] : first + end]
        font.to_unicode[name] = said.decode()
    if name not in font.widths:
        pango.pango_font_get_glyph_extents(
            run.pango_font, name, stream.ink_rect, stream.logical_rect
        )
        font.widths[name] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    offset = shift / size
    kerning = font.widths[name] + offset - width * 1000 * FROM_UNITS / size
    before = f">{-offset}<" if offset else ""
    return f"{before}{name:04x}" + (f">{int(kerning)}<" if kerning else "")
