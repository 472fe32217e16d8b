"""Styles: what no rule sets stands there before it is asked for, what nobody asks for nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Table = tuple[frozenset[str], dict[str, Any]]  # inherited and set by a rule; all other values


def fill_styles() -> None:
    """Write into a style at once what neither its own rules nor those above it set.

    Of two hundred properties rules set twenty; of each the engine asks whether it is inherited,
    logical, a variable or a formula. Here they are copied, from a table for all that set the same.
    """
    from weasyprint import css

    initial = css.INITIAL_VALUES
    # Decorations of text are not called inherited, and are handed down all the same.
    inherited = {each for each in initial if each.startswith("text_decoration_")}
    inherited |= set(css.INHERITED)
    # The computed value of these two hangs together with others.
    left = {"display", "page", *css.INITIAL_NOT_COMPUTED}
    values = {name: value for name, value in initial.items() if name not in left}
    # A border that no rule draws has no width (CSS Backgrounds 3, 3.3).
    values |= {name: 0 for name in css.INITIAL_NOT_COMPUTED if name.endswith("_width")}
    own = {name: value for name, value in values.items() if name not in inherited}
    from_above = {name: value for name, value in values.items() if name in inherited}
    sets, tables = _sets(), dict[Any, Table]()
    plain = css.ComputedStyle.__missing__

    def table_of(style: Any) -> Table:
        table: Table | None = vars(style).get("table")
        if table is None:
            parent, rules = style.parent_style, frozenset(style.cascaded)
            above = table_of(parent)[0] if parent is not None else frozenset[str]()
            if (rules, above) not in tables:
                here = frozenset[str]().union(*(sets.get(name, ()) for name in rules))
                set_ = above | (here & inherited)
                rest = {name: value for name, value in own.items() if name not in here}
                rest |= {name: value for name, value in from_above.items() if name not in set_}
                tables[rules, above] = set_, rest
            table = style.table = tables[rules, above]
        return table

    def fill(style: Any) -> None:
        style.filled, said = True, dict(style)
        style.clear()  # an empty dictionary takes a whole one over at a blow
        style.update(table_of(style)[1])
        style.update(said)
        for name in {"position", "float"} - style.cascaded.keys():
            style.specified.setdefault(name, initial[name])

    def missing(style: Any, name: str) -> Any:
        rules, parent = style.cascaded, style.parent_style
        if name == "anchor" and name not in rules:  # most styles are asked for nothing else
            return style.setdefault(name, None)
        if "filled" not in vars(style):
            fill(style)
            if name in style:
                return style[name]
        if name == "display":
            style["position"], style["float"]  # it asks what these were specified as
        if parent is not None and name not in rules and (name in inherited or name[:2] == "__"):
            value = style[name] = parent[name]
            return value
        return plain(style, name)

    css.ComputedStyle.__missing__ = missing


def _sets() -> dict[str, set[str]]:
    """The properties on which a rule about one bears: itself, and those of which it is a name."""
    from weasyprint import css

    sets: dict[str, set[str]] = {}
    for name in css.INITIAL_VALUES:
        logical = css.PHYSICAL_FUNCTIONS.get(name)
        names = {logical(block="ttb", inline=way) for way in ("ltr", "rtl")} if logical else set()
        for each in {name} | names:
            sets.setdefault(each, set()).add(name)
    for name, bears in sets.items():
        if name.endswith("_style"):
            bears |= {each.replace("_style", "_width") for each in bears}
    return sets


def solve_once() -> None:
    """Work out a value that holds variables once in a document, and not for each element."""
    from weasyprint.css.tokens import Pending

    known: dict[Any, Any] = {}
    plain = Pending.solve

    def solve(pending: Any, tokens: Any, wanted: str, base_url: str) -> Any:
        if "image" in wanted:  # in a gradient, lengths are computed in place
            return plain(pending, tokens, wanted, base_url)
        key = pending, wanted, base_url, *map(id, tokens)
        if key not in known:
            known[key] = plain(pending, tokens, wanted, base_url), tokens
        return known[key][0]

    with_each_document(known.clear)
    Pending.solve = solve


def make_styles_when_asked() -> None:
    """Make the style of a pseudo-element when it is asked for: one in five is."""
    from weasyprint.css import ComputedStyle, StyleFor

    plain_set, plain_call = StyleFor.set_computed_styles, StyleFor.__call__

    def set_styles(styles: Any, element: Any, parent: Any, **more: Any) -> None:
        pseudo_type = more.get("pseudo_type")
        if pseudo_type and more.get("target_collector"):  # while the document begins
            rules = styles.get_cascaded_styles()[element, pseudo_type]
            if "anchor" not in rules:
                later = vars(styles).setdefault("later", {})
                later[element, pseudo_type] = rules, more["root"], more["base_url"]
                return
        plain_set(styles, element, parent, **more)

    def style_for(styles: Any, element: Any, pseudo_type: Any = None) -> Any:
        if pseudo_type and (later := vars(styles).get("later", {}).pop((element, pseudo_type), ())):
            rules, root, base_url = later
            made = styles.get_computed_styles()
            around = made[element, None], rules, pseudo_type, made[root, None], base_url
            style = ComputedStyle(*around, styles.font_config, styles.initial_page_sizes)
            made[element, pseudo_type] = style
            style["anchor"]  # as the engine does, for which an empty style is none
        return plain_call(styles, element, pseudo_type)

    StyleFor.set_computed_styles, StyleFor.__call__ = set_styles, style_for


def with_each_document(begin: Callable[[], None]) -> None:
    """Do something when a document begins; the engine has one at a time in a process."""
    from weasyprint.css import StyleFor

    plain = StyleFor.__init__

    def start(*arguments: Any, **options: Any) -> None:
        begin()
        plain(*arguments, **options)

    StyleFor.__init__ = start
