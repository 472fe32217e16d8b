"""What is done to a text's tree for a practice, a layout or a booklet.

`text/transforms/<name>.md` becomes `<name>.html`; `pytest --rewrite` writes these anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy

import pytest
from converting import TEXTS, converted, html
from lxml.html import HtmlElement

from press.merge.text import Text
from press.merge.transforms import binding, directions, filling, flow, notes
from press.merge.tree import holding

VALUES = {
    "practice.name": "De Eik & Co",
    "practice.phone": "+31 (0)12 345",
    "practice.email": "info@eik.example",
    "practice.address.street": "Eikweg 1",
}


def filled(text: Text) -> list[HtmlElement]:
    """For a practice whose house has an address for one leaflet, and none for the other."""
    root = deepcopy(text.root)
    note = deepcopy(text.written["noot"])
    for tree in (root, note):
        filling.fill(tree, VALUES)
    filling.place_call(root, "<p>Bel +31 (0)12 345</p><p>of 112</p>")
    filling.place_cards(
        root, lambda slug, place: f"<p>{slug}, {place}</p>" if slug == "wandelen" else ""
    )
    filling.lead_on(root, lambda slug: {"href": f"#{slug}"} if slug == "wandelen" else None)
    notes.number(root, {"noot": 7})
    return [root, note]


def bound(text: Text) -> list[HtmlElement]:
    """Twice the same in one booklet."""
    chapters = [deepcopy(text.root), deepcopy(text.root)]
    taken = binding.bind(chapters, lambda called, place: f"<p>{called}: zie {place}</p>")
    return [*chapters, holding(taken)]


def isolated(text: Text) -> list[HtmlElement]:
    root = deepcopy(text.root)
    filling.fill(root, VALUES)
    directions.isolate(root, "rtl")
    return [root]


TRANSFORMS: dict[str, Callable[[Text], list[HtmlElement]]] = {
    "filled": filled,
    "bound": bound,
    "isolated": isolated,
    "in-column": lambda text: [flow.in_column(text.root)],
    "flags-apart": lambda text: [flow.flags_apart(text.root)],
    "in-sections": lambda text: flow.sections(text.root),
}
FOLDER = TEXTS / "transforms"


@pytest.mark.parametrize("name", TRANSFORMS)
def test_a_tree_becomes_what_is_expected(name: str, request: pytest.FixtureRequest) -> None:
    text = converted((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    before = html(text.root)
    pieces = "\n<!-- next -->\n".join(html(tree).strip() + "\n" for tree in TRANSFORMS[name](text))
    pieces = re.sub(r"\n{3,}", "\n\n", pieces)
    expected = FOLDER / f"{name}.html"
    if request.config.getoption("--rewrite"):
        expected.write_text(pieces, encoding="utf-8")
    assert pieces == expected.read_text(encoding="utf-8")
    assert html(text.root) == before, "the text itself is left as it was"


def test_no_tree_is_left_that_nothing_becomes() -> None:
    names = {path.stem for path in FOLDER.iterdir()}
    assert names == set(TRANSFORMS)
