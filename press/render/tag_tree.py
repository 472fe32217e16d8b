"""A file about to be written -> its structure tree, as it can be walked and changed.

Below a structure element stand numbers of marked content on its own page, dictionaries that
name marked content on another page (/MCR), and references to elements and to links' areas
(/OBJR). The parent tree says the same from below: whose each piece of marked content and each
area is (ISO 32000-1, 14.7.4.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    import pydyf

Node: TypeAlias = "dict[str, Any]"
"""A structure element: pydyf's dictionary, with `number` and `reference`."""
Kid: TypeAlias = "int | dict[str, Any] | str | bytes"


@dataclass(slots=True)
class Notes:
    """What was noted while the engine wrote its tags.

    `sources`: the HTML element and tag behind a structure element, by its object number;
    `anonymous` are those that CSS made around text that stands beside blocks.
    `line_ends`: by page from 0, the marked content behind which a space belongs;
    `generated`: page and number of the marked content that CSS wrote; `labels`: what the
    numbers and dots say that it puts before items, by their elements' object number.
    """

    sources: dict[int, tuple[Element, str]] = field(default_factory=dict)
    anonymous: set[int] = field(default_factory=set)
    line_ends: dict[int, dict[int, str]] = field(default_factory=dict)
    generated: set[tuple[int, int]] = field(default_factory=set)
    labels: dict[int, str] = field(default_factory=dict)


class Tree:
    """The structure elements of a file."""

    def __init__(self, pdf: pydyf.PDF, notes: Notes) -> None:
        import pydyf

        self.pdf: Any = pdf
        self.notes = notes
        self._known: dict[str | bytes, Any] = {}
        self.array, self.dictionary = pydyf.Array, pydyf.Dictionary
        root = self.object(self.pdf.catalog["StructTreeRoot"])
        self.document: Any = self.object(root["K"][0])
        self.parents: list[Any] = self.object(root["ParentTree"])["Nums"]
        references = map(text_of, self.pdf.page_references)
        self.page_numbers = {each: number for number, each in enumerate(references)}
        self._areas = {
            key: place
            for place, key in enumerate(self.parents[::2])
            if key >= len(self.page_numbers)
        }

    def object(self, reference: Any) -> Any:
        known = self._known.get(reference)
        if known is None:
            known = self._known[reference] = self.pdf.objects[int(reference.split()[0])]
        return known

    def inner(self, kid: Kid) -> Any:
        """The object that a kid refers to, or None of marked content."""
        return None if isinstance(kid, int | dict) else self.object(kid)

    def element(self, kid: Kid) -> Any:
        """The structure element that a kid refers to, or None."""
        inner = self.inner(kid)
        return inner if inner is not None and inner.get("Type") == "/StructElem" else None

    def kids(self, node: Any) -> list[Any]:
        """The structure elements directly below one."""
        found = []
        for kid in node.get("K", ()):
            if not isinstance(kid, int | dict):
                inner = self.object(kid)
                if inner.get("Type") == "/StructElem":
                    found.append(inner)
        return found

    def walk(self, node: Any) -> Iterator[Any]:
        """A node and all below it, in the order in which they are read."""
        waiting = [node]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(self.kids(node))

    def set_kids(self, node: Any, kids: Iterable[Kid]) -> None:
        """Put these below a node, and nothing else; elements know it from now on."""
        node["K"] = self.array(kids)
        for kid in self.kids(node):
            kid["P"] = node.reference

    # --- what stands behind an element ---

    def source(self, node: Any) -> tuple[Element | None, str]:
        """Its HTML element, and its tag: with `::before` and the like for what CSS made of it."""
        return self.notes.sources.get(node.number, (None, ""))

    def attribute(self, node: Any, name: str) -> str | None:
        element, tag = self.source(node)
        return element.get(name) if element is not None and "::" not in tag else None

    def page(self, node: Any) -> int:
        """The page that it begins on, from 0."""
        return self.page_numbers[text_of(node["Pg"])] if "Pg" in node else 0

    # --- whose marked content is ---

    def marked(self, node: Any) -> Iterator[tuple[int, int]]:
        """Page and number of the marked content right below it."""
        places = (self.marked_at(node, kid) for kid in node.get("K", ()))
        yield from (place for place in places if place is not None)

    def marked_at(self, node: Any, kid: Kid) -> tuple[int, int] | None:
        """Page and number of marked content that stands below a node; None of what is none."""
        if isinstance(kid, int):
            return self.page(node), kid
        if isinstance(kid, dict):
            return self.page_numbers[text_of(kid["Pg"])], kid["MCID"]
        return None

    def moved(self, kid: Kid, node: Any, to: Any) -> Kid:
        """A kid of one element as a kid of another, whose page may be another."""
        if isinstance(kid, int) and node["Pg"] != to["Pg"]:
            mark: Node = self.dictionary({"Type": "/MCR", "Pg": node["Pg"], "MCID": kid})
            return mark
        return kid

    def own(self, owner: Any) -> None:
        """Make the parent tree say that this element owns what stands right below it."""
        for page, number in self.marked(owner):
            self.parents[2 * page + 1][number] = owner.reference
        for kid in owner["K"]:
            inner = self.inner(kid)
            if inner is not None and inner.get("Type") == "/OBJR":
                place = self._areas[self.object(inner["Obj"])["StructParent"]]
                self.parents[2 * place + 1] = owner.reference


def text_of(reference: Any) -> str:
    return reference.decode() if isinstance(reference, bytes) else str(reference)


def mark_as_artifacts(stream: list[Any], numbers: set[int]) -> None:
    """Turn marked content into artifacts: `/P <</MCID 3>> BDC` into `/Artifact BMC`."""
    for index, operator in enumerate(stream):
        if operator != b"BDC":
            continue
        properties = stream[index - 1]
        if isinstance(properties, dict) and properties.get("MCID") in numbers:
            stream[index - 2 : index + 1] = [b"", b"/Artifact", b"BMC"]
