"""A list in the structure tree -> the same in order: labels, bodies, and how it is numbered."""

from __future__ import annotations

from typing import Any

from press.render.tag_tree import Tree

_NUMBERED = {"a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
"""How a list is numbered, by the attribute `type` of `ol` (ISO 32000-1, table 347)."""


def order_list(tree: Tree, node: Any) -> None:
    """A list holds items; an item holds a label and a body (ISO 32000-1, 14.8.4.3.3).

    A drawn number (::before) becomes the label; `dt` the label of the `dd` behind it.
    """
    items: list[Any] = []
    for kid in tree.kids(node):
        if kid["S"] == "/LI":
            _, tag = tree.source(kid)
            if tag == "dd" and items and tree.source(items[-1])[1] == "dt":
                _join(tree, items[-1], kid)
            else:
                items.append(kid)
        elif kid["S"] in ("/L", "/Caption"):
            items.append(kid)
    tree.set_kids(node, [item.reference for item in items])
    for item in items:
        if item["S"] == "/LI":
            _order_item(tree, item)
    node["A"] = tree.dictionary({"O": "/List", "ListNumbering": f"/{_numbering(tree, node)}"})


def _numbering(tree: Tree, node: Any) -> str:
    """How a list is numbered (ISO 32000-1, table 347); terms and bare items are not."""
    element, tag = tree.source(node)
    items = [kid for item in tree.kids(node) for kid in tree.kids(item)]
    labels = [kid for kid in items if kid["S"] == "/Lbl"]
    if element is None or tag == "dl" or not labels:
        return "None"
    if tag == "ol":
        return _NUMBERED.get(element.get("type", ""), "Decimal")
    return "Decimal" if tree.notes.labels.get(labels[0].number, "").isdigit() else "Disc"


def _join(tree: Tree, term: Any, description: Any) -> None:
    """`dt` and `dd` are one item: the term its label."""
    for body in tree.kids(term):
        body["S"] = "/Lbl"
    for body in tree.kids(description):
        body["P"] = term.reference
        term["K"].append(body.reference)


def _order_item(tree: Tree, item: Any) -> None:
    for body in [kid for kid in tree.kids(item) if kid["S"] == "/LBody"]:
        for kid in tree.kids(body):
            if tree.source(kid)[1] == "li::before":
                body["K"].remove(kid.reference)
                kid["S"], kid["P"] = "/Lbl", item.reference
                item["K"].insert(0, kid.reference)
