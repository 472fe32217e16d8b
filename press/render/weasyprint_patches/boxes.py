"""Boxes, texts and drawings: what follows from a style or a path alone is worked out once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

from press.render.weasyprint_patches.styles import with_each_document

_SIZES = (
    *("margin_left", "margin_right", "margin_top", "margin_bottom"),
    *("padding_left", "padding_right", "padding_top", "padding_bottom"),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
_CORNERS = [f"border_{y}_{x}_radius" for y in ("top", "bottom") for x in ("left", "right")]
_PAINTED: tuple[str, ...] = ("border_image_source", "mask_border_source", "background_image")
_PAINTED += ("box_shadow", "visibility")
_WIDTHS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_TEXT = (
    *("direction", "lang", "font_language_override", "text_decoration_line"),
    *("font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_kerning"),
    *("font_variation_settings", "font_feature_settings", "font_variant_caps"),
    *("font_variant_ligatures", "font_variant_position", "font_variant_numeric"),
    *("font_variant_alternates", "font_variant_east_asian"),
)


def by_values(names: tuple[str, ...], work: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What is worked out of a style, once in a document for all that agree in these properties."""
    get, known, mark = itemgetter(*names), dict[Any, Any](), work.__qualname__
    with_each_document(known.clear)

    def of(style: Any) -> Any:
        own = vars(style)
        if mark not in own:
            values = tuple([v if type(v) is not set else frozenset(v) for v in get(style)])
            if values not in known:
                known[values] = work(style)
            own[mark] = known[values]
        return own[mark]

    return of


def know_boxes() -> None:
    """Give a box at once its sizes, where none is a share, its place in the flow, its ground."""
    from weasyprint.draw import color
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.layout import background, percent
    from weasyprint.text import line_break

    plain, plain_flow = percent.resolve_percentages, Box.is_in_normal_flow
    plain_ground = background.layout_box_backgrounds

    def fixed(style: Any) -> dict[str, Any] | None:
        values = map(style.__getitem__, _SIZES)
        shares = any(value != "auto" and getattr(value, "unit", "%") == "%" for value in values)
        if shares or style["border_collapse"] == "collapse":
            return None
        bare = SimpleNamespace(style=style)
        plain(bare, (0, 0))
        return {name: value for name, value in vars(bare).items() if name != "style"}

    sizes_of = by_values((*_SIZES, *_WIDTHS, "box_sizing", "border_collapse"), fixed)

    def resolve(box: Any, containing_block: Any) -> None:
        if (sizes := sizes_of(box.style)) is None:
            plain(box, containing_block)
        else:  # a placeholder stands for its box
            vars(getattr(box, "_box", box)).update(sizes)

    def in_flow(box: Any) -> bool:
        style = box.style
        flows = style["float"] == "none" and style["position"] in ("static", "relative")
        return flows or bool(plain_flow(box))

    def is_bare(style: Any) -> bool:  # but for a colour
        pictures = (style["border_image_source"], style["mask_border_source"])
        return (
            style["visibility"] != "hidden"
            and all(kind == "none" for kind, _ in (*pictures, *style["background_image"]))
            and not style["box_shadow"]
            and all((0, "px") in style[corner] for corner in _CORNERS)
        )

    bare = by_values((*_PAINTED, *_CORNERS), is_bare)
    nothing = dict.fromkeys(_CORNERS, (0, 0)) | {"background": None}

    def ground(page: Any, box: Any, get_image: Any, *more: Any, **named: Any) -> None:
        style = box.style
        if more or named or box is page or not bare(style):
            plain_ground(page, box, get_image, *more, **named)
        elif color.get_color(style, "background_color").alpha:
            plain_ground(page, box, get_image)
        else:
            vars(getattr(box, "_box", box)).update(nothing)
            for child in box.all_children():
                ground(page, child, get_image)

    Box.is_in_normal_flow, background.layout_box_backgrounds = in_flow, ground
    _put(plain, resolve)
    strut: Any = line_break.strut
    _put(strut, by_values((*_TEXT, "line_height"), strut))


def _put(plain: Any, quicker: Any) -> None:
    """Put a function in the engine's place, wherever a module of it has imported that."""
    known: str = plain.__name__
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint") and vars(module).get(known) is plain:
            vars(module)[known] = quicker


def set_up_text() -> None:
    """Copy the setting-up of a text (fonts, language, features) from one that is set alike."""
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
        own.update(set_up(style), style=style)
        own["layout"] = ffi.gc(pango.pango_layout_copy(own["layout"]), gobject.g_object_unref)

    Layout.setup = setup


def keep_lines() -> None:
    """Keep a line until it is drawn, instead of setting it up and shaping it again."""
    from weasyprint.text.ffi import ffi, pango
    from weasyprint.text.line_break import Layout

    let_go, take_up = Layout.deactivate, Layout.reactivate
    line_of = pango.pango_layout_get_line_readonly

    def deactivate(layout: Any) -> None:
        if vars(layout).pop("taken_up", False):
            let_go(layout)

    def reactivate(layout: Any, style: Any) -> None:
        plain = not style["word_spacing"] and style["letter_spacing"] == "normal"
        plain = plain and not layout.justification_spacing and layout.text.isprintable()
        kept = plain and vars(layout).get("style") is style
        layout.as_kept = kept and line_of(layout.layout, 1) == ffi.NULL
        layout.taken_up = True
        if not layout.as_kept:
            take_up(layout, style)

    Layout.deactivate, Layout.reactivate = deactivate, reactivate


def remember_outlines() -> None:
    """Read no path twice: what is written depends on its data and the size of type alone."""
    from weasyprint.svg import TAGS

    plain = TAGS["path"]

    def path(svg: Any, node: Any, font_size: float) -> None:
        data = node.get("d", "")
        if "%" in data:  # no path has it; the engine may take it for a share of the drawing
            plain(svg, node, font_size)
        else:
            written, corners = _outline(data, font_size)
            svg.stream.stream.append(written)
            node.vertices.extend(corners)

    TAGS["path"] = path


@lru_cache(maxsize=4096)
def _outline(data: str, font_size: float) -> tuple[bytes, tuple[Any, ...]]:
    """What a path writes into a page, and the corners at which markers would be drawn."""
    import pydyf
    from weasyprint.svg.path import path
    from weasyprint.svg.utils import PointError, size

    def point(x: Any, y: Any, font_size: float) -> tuple[float, float]:
        return size(x, font_size), size(y, font_size)

    svg = SimpleNamespace(stream=pydyf.Stream(), point=point)
    node = SimpleNamespace(get={"d": data}.get, vertices=[])
    with suppress(PointError):  # as the engine does: drawn as far as it can be read
        path(svg, node, font_size)
    return b"\n".join(svg.stream.stream), tuple(node.vertices)
