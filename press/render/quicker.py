"""The engine's busiest places, done with less: the same values, and the same bytes, sooner.

Each of these was found with a profiler and kept because paired rounds showed that it takes
at least three hundredths off a document (`bench/peers.py`); each reads what the engine does
not promise, so `tests/test_quicker.py` compares every file with the untouched engine's.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

_SPECIAL = ("position", "float", "display", "page")
"""Properties whose computed value hangs together with others."""
_TEXT = (
    *("direction", "lang", "font_language_override", "text_decoration_line"),
    *("font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_kerning"),
    *("font_variation_settings", "font_feature_settings", "font_variant_caps"),
    *("font_variant_ligatures", "font_variant_position", "font_variant_numeric"),
    *("font_variant_alternates", "font_variant_east_asian"),
)
"""What the setting-up of a text depends on."""
_TWO = re.compile(r"([^ \n]*) ([^ \n]*)(?: |$)")


def quicken() -> None:
    """Put the quicker ways in the place of the engine's."""
    for place in (look_up_styles, set_up_text, draw_paths, write_once):
        place()


def look_up_styles() -> None:
    """Give what no rule sets at once: the parent's value, or the initial one.

    Each of a box's two hundred properties is looked up by itself (css.ComputedStyle); nine in
    ten are set by no rule, and the engine asks for each whether it could be a logical
    one, hold a variable, or a formula.
    """
    from weasyprint import css

    inherited: dict[str, tuple[str, ...]] = {}
    initial: dict[str, tuple[tuple[str, ...], Any]] = {}
    for name, value in css.INITIAL_VALUES.items():
        if name in _SPECIAL or name.startswith("text_decoration_"):
            continue
        logical = css.PHYSICAL_FUNCTIONS.get(name)
        # The names under which a rule may set it: its own, and the logical ones.
        names = (name,)
        if logical:
            names += tuple({logical(block="ttb", inline=way) for way in ("ltr", "rtl")})
        if name in css.INHERITED:
            inherited[name] = names
        elif name not in css.INITIAL_NOT_COMPUTED:
            initial[name] = names, value
    plain = css.ComputedStyle.__missing__

    def missing(style: Any, name: str) -> Any:
        rules = style.cascaded
        if name in inherited:
            parent = style.parent_style
            if parent is not None and rules.keys().isdisjoint(inherited[name]):
                value = style[name] = parent[name]
                return value
        elif name in initial:
            names, value = initial[name]
            if rules.keys().isdisjoint(names):
                style[name] = value
                return value
        return plain(style, name)

    css.ComputedStyle.__missing__ = missing


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

    def setup(layout: Any, style: Any) -> None:
        known = vars(style.font_config).setdefault("set_up_texts", {})
        mark = tuple([str(style[name]) for name in _TEXT])
        if mark not in known:
            first = Layout.__new__(Layout)
            plain(first, style)
            del first.style
            known[mark] = first
        vars(layout).update(vars(known[mark]))
        layout.style = style
        copy = pango.pango_layout_copy(known[mark].layout)
        layout.layout = ffi.gc(copy, gobject.g_object_unref)

    Layout.setup = setup


def draw_paths() -> None:
    """Read a drawing's numbers as numbers before asking for their units."""
    # The package has functions of the same names as these modules.
    path: Any = import_module("weasyprint.svg.path")
    utils = import_module("weasyprint.svg.utils")
    plain_point, plain_size = path.point, utils.size

    def point(svg: Any, string: str, font_size: float) -> Any:
        if match := _TWO.match(string):
            try:
                return float(match[1]), float(match[2]), string[match.end() :]
            except ValueError:
                pass
        return plain_point(svg, string, font_size)

    def size(string: Any, font_size: Any = None, percentage_reference: Any = None) -> Any:
        try:
            return float(string)
        except (ValueError, TypeError):
            return plain_size(string, font_size, percentage_reference)

    path.point = point
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint.svg") and vars(module).get("size") is plain_size:
            vars(module)["size"] = size


def write_once() -> None:
    """Turn each object into bytes once; the engine does it again for the file's identifier."""
    import pydyf

    plain = pydyf.PDF.write

    def write(file: Any, *arguments: Any, **more: Any) -> None:
        kinds = (pydyf.Dictionary, pydyf.Stream)
        known: dict[int, tuple[Any, bytes]] = {}
        before = {kind: kind.data for kind in kinds}

        def once(kind: Any) -> property:
            make: Callable[[Any], bytes] = before[kind].fget

            def data(thing: Any) -> bytes:
                if thing.number is None:  # inside another: it is asked for no more
                    return make(thing)
                if id(thing) not in known:
                    known[id(thing)] = thing, make(thing)
                return known[id(thing)][1]

            return property(data)

        for kind in kinds:
            kind.data = once(kind)
        try:
            plain(file, *arguments, **more)
        finally:
            for kind, data in before.items():
                kind.data = data

    pydyf.PDF.write = write
