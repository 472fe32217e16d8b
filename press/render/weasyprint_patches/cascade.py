"""The cascade, with fewer styles made and fewer siblings looked at."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any


def make_styles_when_asked() -> None:
    """Make the style of a pseudo-element when it is asked for.

    The engine's own sheet speaks of every element's `::marker`, `::before`, `::after` and notes;
    of a thousand such styles two hundred are asked for (css.StyleFor).
    """
    from weasyprint.css import ComputedStyle, StyleFor

    plain_set, plain_call = StyleFor.set_computed_styles, StyleFor.__call__

    def set_styles(
        styles: Any, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None,
        base_url: Any = None, target_collector: Any = None,
    ) -> None:  # fmt: skip
        if pseudo_type and target_collector:  # while the document begins
            rules = styles.get_cascaded_styles()[element, pseudo_type]
            if "anchor" not in rules:
                later = vars(styles).setdefault("later", {})
                later[element, pseudo_type] = rules, root, base_url
                return
        plain_set(styles, element, parent, root, pseudo_type, base_url, target_collector)

    def style_for(styles: Any, element: Any, pseudo_type: Any = None) -> Any:
        if pseudo_type and (later := vars(styles).get("later", {}).pop((element, pseudo_type), ())):
            rules, root, base_url = later
            made = styles.get_computed_styles()
            own, top = made[element, None], made[root, None]
            style = made[element, pseudo_type] = ComputedStyle(
                own,
                rules,
                pseudo_type,
                top,
                base_url,
                styles.font_config,
                styles.initial_page_sizes,
            )
            style["anchor"]  # as the engine does, for which an empty style is none
        return plain_call(styles, element, pseudo_type)

    StyleFor.set_computed_styles, StyleFor.__call__ = set_styles, style_for


def look_at_what_follows() -> None:
    """Begin with the next sibling, and not with the first, to tell which follow an element.

    `:last-child` and its like ask for no more than one (cssselect2, ElementWrapper).
    """
    wrapper: Any = import_module("cssselect2").ElementWrapper
    plain = wrapper.iter_next_siblings

    def siblings(element: Any) -> Iterator[Any]:
        parent, before = element.parent, element
        if parent is None:
            yield from plain(element)
            return
        children = parent.etree_children
        for index in range(element.index + 1, len(children)):
            before = type(element)(
                children[index],
                parent=parent,
                index=index,
                previous=before,
                in_html_document=element.in_html_document,
            )
            yield before

    wrapper.iter_next_siblings = siblings
