"""Styles, with fewer questions: what no rule sets stands there before it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any

from press.render.weasyprint_patches.seams import with_each_document

Table = tuple[frozenset[str], dict[str, Any]]
"""What is inherited and was set by a rule, here or above; and the values of all the rest."""

_SPECIAL = {"display", "page"}
"""Properties whose computed value hangs together with others."""


def fill_styles() -> None:
    """Write into a style at once what neither its own rules nor those above it set.

    A box has two hundred properties, nine in ten of them set by no rule. Of each by itself the
    engine asks whether it is inherited, might be a logical one, hold a variable, or a formula
    (css.ComputedStyle). Here they are copied from a table, of which there is one for all
    elements that set the same; the engine is left with what rules set.
    """
    from weasyprint import css

    initial = css.INITIAL_VALUES
    inherited = {name for name in initial if name in css.INHERITED or _is_propagated(name)}
    values = {
        name: value
        for name, value in initial.items()
        if name not in css.INITIAL_NOT_COMPUTED and name not in _SPECIAL
    }
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
        for name in ("position", "float"):
            if name not in style.cascaded:
                style.specified.setdefault(name, initial[name])

    def missing(style: Any, name: str) -> Any:
        rules, parent = style.cascaded, style.parent_style
        if name == "anchor" and name not in rules:  # most styles are asked for nothing else
            style[name] = None
            return None
        if "filled" not in vars(style):
            fill(style)
            if name in style:
                return style[name]
        if name == "display":  # it asks what these were specified as
            style["position"], style["float"]
        if parent is not None and name not in rules and (name in inherited or name[:2] == "__"):
            value = style[name] = parent[name]
            return value
        return plain(style, name)

    css.ComputedStyle.__missing__ = missing
    _fill_anonymous(own, from_above, fill, table_of)


def _fill_anonymous(
    own: dict[str, Any],
    from_above: dict[str, Any],
    fill: Callable[[Any], None],
    table_of: Callable[[Any], Table],
) -> None:
    """The same for boxes that no rule can speak of: they have what is around them."""
    from weasyprint import css

    plain_begin, plain = css.AnonymousStyle.__init__, css.AnonymousStyle.__missing__
    getters: dict[frozenset[str], tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]] = {}

    def begin(style: Any, parent: Any) -> None:
        style.update(own)
        plain_begin(style, parent)

    def missing(style: Any, name: str) -> Any:
        parent = style.parent_style
        if type(parent) is css.ComputedStyle and "filled" not in vars(style):
            style.filled = True
            if "filled" not in vars(parent):
                fill(parent)
            set_ = table_of(parent)[0]
            if set_ not in getters:
                names = tuple(name for name in from_above if name not in set_)
                getters[set_] = names, itemgetter(*names)
            names, get = getters[set_]
            for each, value in zip(names, get(parent), strict=True):
                style.setdefault(each, value)
            if name in style:
                return style[name]
        if name in from_above:
            value = style[name] = parent[name]
            return value
        return plain(style, name)

    css.AnonymousStyle.__init__, css.AnonymousStyle.__missing__ = begin, missing


def _is_propagated(name: str) -> bool:
    """What is not called inherited, and is handed down all the same (css.text_decoration)."""
    return name.startswith("text_decoration_")


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
    """Work out a value that holds variables once in a document, and not for each element.

    Most elements have their variables from the root, so that the tokens are the very same. A
    gradient is left out: its lengths are computed in place.
    """
    from weasyprint.css.tokens import Pending

    known: dict[Any, Any] = {}
    plain = Pending.solve

    def solve(pending: Any, tokens: Any, wanted: str, base_url: str) -> Any:
        if "image" in wanted:
            return plain(pending, tokens, wanted, base_url)
        key = pending, wanted, base_url, *map(id, tokens)
        if key not in known:
            known[key] = plain(pending, tokens, wanted, base_url), tokens
        return known[key][0]

    with_each_document(known.clear)
    Pending.solve = solve
