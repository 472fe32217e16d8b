"""Texts, set and shaped fewer times."""

from __future__ import annotations

from typing import Any

from press.render.weasyprint_patches.seams import by_values, replace, with_each_document

_TEXT = (
    *("direction", "lang", "font_language_override", "text_decoration_line"),
    *("font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_kerning"),
    *("font_variation_settings", "font_feature_settings", "font_variant_caps"),
    *("font_variant_ligatures", "font_variant_position", "font_variant_numeric"),
    *("font_variant_alternates", "font_variant_east_asian"),
)
"""What the setting-up of a text depends on."""


def set_up_text() -> None:
    """Copy the setting-up of a text (fonts, language, features) from one that is set alike.

    The engine makes a context, a description and a list of features for each piece of each
    line (text.line_break.Layout). A copy shares the context and has its own attributes
    (Pango, pango_layout_copy).
    """
    from weasyprint.text.ffi import ffi, gobject, pango
    from weasyprint.text.line_break import Layout

    ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *src);")
    plain = Layout.setup

    def first_of(style: Any) -> dict[str, Any]:
        known: dict[Any, dict[str, Any]] = vars(style.font_config).setdefault("set_up_texts", {})
        mark = tuple([str(style[name]) for name in _TEXT])
        if mark not in known:
            first = Layout.__new__(Layout)
            plain(first, style)
            known[mark] = {name: value for name, value in vars(first).items() if name != "style"}
        return known[mark]

    set_up = by_values(_TEXT, first_of)

    def setup(layout: Any, style: Any) -> None:
        own = vars(layout)
        own.update(set_up(style))
        own["style"] = style
        own["layout"] = ffi.gc(pango.pango_layout_copy(own["layout"]), gobject.g_object_unref)

    Layout.setup = setup


def know_lines() -> None:
    """Know the height of a line of a style, for which the engine makes a key of its properties."""
    from weasyprint.text import line_break

    plain = line_break.strut
    replace(plain, by_values((*_TEXT, "line_height"), plain))


def measure_less() -> None:
    """Measure the narrowest that a text can be only where that decides something.

    For it the engine breaks and hyphenates each word by itself (layout.preferred). What fits
    at its widest needs no narrowest (CSS 2, 10.3.5); a line beside which nothing floats has all
    the room there is (9.5); and a flexible box is measured twice.
    """
    from weasyprint.layout import inline, preferred

    shrink, split = preferred.shrink_to_fit, preferred.split_first_line
    narrowest_line = inline.inline_min_content_width
    known: dict[Any, Any] = {}

    def shrink_to_fit(context: Any, box: Any, available: float) -> Any:
        widest = preferred.max_content_width(context, box, outer=False)
        if widest <= available:
            return widest
        return min(max(preferred.min_content_width(context, box, outer=False), available), widest)

    def split_first_line(
        text: str, style: Any, context: Any, width: Any, spacing: Any, **more: Any
    ) -> Any:
        key = text, id(style), width, spacing, *more.values()
        if key not in known:
            known[key] = split(text, style, context, width, spacing, **more)[1:], style
        return None, *known[key][0]

    def line_width(context: Any, line: Any, **more: Any) -> Any:
        if line.style["direction"] == "rtl":  # there the engine asks again for what was measured
            return narrowest_line(context, line, **more)
        top, (height, _) = line.position_y, inline.strut(line.style)
        for shape in context.excluded_shapes:
            end = shape.position_y + shape.margin_height()
            if shape.position_y <= top + height and end >= top:
                return narrowest_line(context, line, **more)
        return 0

    replace(shrink, shrink_to_fit)
    preferred.split_first_line, inline.inline_min_content_width = split_first_line, line_width
    with_each_document(known.clear)
