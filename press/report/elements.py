"""HTML as a tree of the standard library, which escapes whatever text it holds."""

from __future__ import annotations

from typing import TypeAlias
from xml.etree import ElementTree

Element: TypeAlias = ElementTree.Element
Child: TypeAlias = "Element | str | None"


def tag(name: str, /, *children: Child, **attributes: str) -> Element:
    """Make an element; a text among its children stays text. `class_` writes class, `_` is `-`."""
    element = ElementTree.Element(
        name, {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    )
    for child in children:
        if isinstance(child, ElementTree.Element):
            element.append(child)
        elif child and len(element):
            element[-1].tail = (element[-1].tail or "") + child
        elif child:
            element.text = (element.text or "") + child
    return element


def written(root: Element) -> str:
    """The tree as an HTML file."""
    return "<!doctype html>\n" + ElementTree.tostring(root, encoding="unicode", method="html")
