"""Mend the tags that WeasyPrint writes, so that a screen reader reads what the page shows.

The engine builds one structure element for each box. `noted` writes down which
HTML element each came from; `mend` then repairs the tree in place, before the
file is written. Each repair names the issue of WeasyPrint, or the clause of
ISO 14289-1 (PDF/UA-1) or ISO 32000-1 that asks for it. In short:

    artifacts      running heads and feet are not content             #1836
    links          everything inside a link belongs to the link       14289-1, 7.18.5
    lists          label and body, nothing else                       32000-1, 14.8.4.3.3
    tables         header cells say what they head                    14289-1, 7.5
    notes          a margin note is read after what it belongs to
    folds          what is folded in is read after what is inside
    languages      a foreign phrase says its language                 14289-1, 7.2
    figures        boxes in the units of the page                     32000-1, table 344
    lines          a space where a line ends at one                  14289-1, 7.2
    empty          an element without content is not there
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from press.render.lines import ends_with_space, write_spaces
from press.units import PX

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    import pydyf
    from weasyprint.document import Document as LaidOut

_ROLES = {"aside": "Sect", "header": "Div", "footer": "Div", "figure": "Div"}
"""HTML elements that WeasyPrint writes as NonStruct, though they group content."""


@dataclass(slots=True)
class Notes:
    """What was noted while the engine wrote its tags.

    `sources`: the HTML element and tag behind a structure element, by its object number.
    `line_ends`: by page from 0, the marked content behind which a space belongs.
    """

    sources: dict[int, tuple[Element, str]] = field(default_factory=dict)
    line_ends: dict[int, set[int]] = field(default_factory=dict)


@contextmanager
def noted() -> Iterator[Notes]:
    """Note what the engine knows of its boxes and does not write."""
    from weasyprint.formatting_structure.boxes import PageBox
    from weasyprint.pdf import tags

    plain, notes = tags._build_box_tree, Notes()

    def noting(
        box: Any, parent: Any, pdf: Any, page: int, nums: Any, annotations: Any, marked: Any
    ) -> Iterator[Any]:
        if isinstance(box, PageBox):
            notes.line_ends[page] = ends_with_space(box, marked)
        for element in plain(box, parent, pdf, page, nums, annotations, marked):
            source = getattr(box, "_box", box)  # a placeholder stands for an absolute box
            if source.element is not None and not isinstance(source.element, str):
                tag = source.element_tag or ""
                notes.sources.setdefault(element.number, (source.element, tag))
            yield element

    tags._build_box_tree = noting
    try:
        yield notes
    finally:
        tags._build_box_tree = plain


def mend(document: LaidOut, pdf: pydyf.PDF, notes: Notes) -> None:
    """Repair the structure tree of a file that is about to be written."""
    write_spaces(document, pdf, notes.line_ends)
    tree = _Tree(pdf, notes)
    tree.make_artifacts()
    for node in list(tree.walk(tree.document)):
        tree.name_roles(node)
        match node["S"]:
            case "/Link":
                tree.gather_link(node)
            case "/L":
                tree.order_list(node)
            case "/TH":
                tree.say_scope(node)
            case "/Figure":
                tree.place_figure(node)
    tree.prune(tree.document)
    tree.read_notes_after(tree.document)
    tree.read_what_is_folded_in_last()
    tree.say_languages()


class _Tree:
    """The structure elements of a file, and the repairs on them."""

    def __init__(self, pdf: pydyf.PDF, notes: Notes) -> None:
        import pydyf

        self.pdf, self.sources, self.array = pdf, notes.sources, pydyf.Array
        self.dictionary = pydyf.Dictionary
        root = self.object(pdf.catalog["StructTreeRoot"])
        self.document = self.object(root["K"][0])
        self.parents = self.object(root["ParentTree"])["Nums"]

    def object(self, reference: Any) -> Any:
        return self.pdf.objects[int(reference.split()[0])]

    def kids(self, node: Any) -> list[Any]:
        """The structure elements directly below one; marked content and references are left out."""
        kids = [self.object(kid) for kid in node.get("K", ()) if type(kid) is not int]
        return [kid for kid in kids if kid.get("Type") == "/StructElem"]

    def walk(self, node: Any) -> Iterator[Any]:
        """A node and all below it, in the order in which they are read."""
        waiting = [node]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(self.kids(node))

    def source(self, node: Any) -> tuple[Element | None, str]:
        return self.sources.get(node.number, (None, ""))

    # --- artifacts ---

    def make_artifacts(self) -> None:
        """What is not in the tree becomes an artifact on its page (WeasyPrint #1836)."""
        in_tree = {node.number for node in self.walk(self.document)}
        pages = [self.object(reference) for reference in self.pdf.page_references]
        for index, page in enumerate(pages):
            owners = self.parents[2 * index + 1]
            strays = {
                mcid
                for mcid, owner in enumerate(owners)
                if int(_text(owner).split()[0]) not in in_tree
            }
            if strays:
                _mark_as_artifacts(self.object(page["Contents"]).stream, strays)
                for mcid in strays:
                    owners[mcid] = "null"
        for node in self.pdf.objects:
            stray = isinstance(node, dict) and node.get("Type") == "/StructElem"
            if stray and node.number not in in_tree:
                node.clear()

    # --- single elements ---

    def name_roles(self, node: Any) -> None:
        """Group what HTML groups."""
        _, tag = self.source(node)
        if node["S"] == "/NonStruct" and tag in _ROLES:
            node["S"] = f"/{_ROLES[tag]}"

    def gather_link(self, link: Any) -> None:
        """Put content and annotations of everything inside a link directly into it."""
        gathered: list[Any] = []

        def gather(node: Any) -> None:
            for kid in node["K"]:
                inner = None if isinstance(kid, int) else self.object(kid)
                if inner is None or inner.get("Type") == "/OBJR":
                    gathered.append(kid)
                else:
                    gather(inner)
                    inner["K"] = self.array()

        gather(link)
        link["K"] = self.array(gathered)
        self._own(link, gathered)

    def _own(self, owner: Any, kids: list[Any]) -> None:
        """Make the parent tree say that this element owns its marked content and annotations."""
        page = self.pdf.page_references.index(_text(owner["Pg"]).encode())
        for kid in kids:
            if isinstance(kid, int):
                self.parents[2 * page + 1][kid] = owner.reference
            else:
                annotation = self.object(self.object(kid)["Obj"])
                pages = len(self.pdf.page_references)
                place = self.parents.index(annotation["StructParent"], 2 * pages)
                self.parents[place + 1] = owner.reference

    def order_list(self, node: Any) -> None:
        """A list holds items; an item holds a label and a body (ISO 32000-1, 14.8.4.3.3).

        A drawn number (::before) becomes the label; `dt` the label of the `dd` behind it.
        """
        items: list[Any] = []
        for kid in self.kids(node):
            if kid["S"] == "/LI":
                _, tag = self.source(kid)
                if tag == "dd" and items and self.source(items[-1])[1] == "dt":
                    self._join(items[-1], kid)
                else:
                    items.append(kid)
            elif kid["S"] in ("/L", "/Caption"):
                items.append(kid)
        node["K"] = self.array([item.reference for item in items])
        for item in items:
            if item["S"] == "/LI":
                self._order_item(item)

    def _join(self, term: Any, description: Any) -> None:
        """`dt` and `dd` are one item: the term its label."""
        for body in self.kids(term):
            body["S"] = "/Lbl"
        for body in self.kids(description):
            body["P"] = term.reference
            term["K"].append(body.reference)

    def _order_item(self, item: Any) -> None:
        for body in [kid for kid in self.kids(item) if kid["S"] == "/LBody"]:
            for kid in self.kids(body):
                if self.source(kid)[1] == "li::before":
                    body["K"].remove(kid.reference)
                    kid["S"], kid["P"] = "/Lbl", item.reference
                    item["K"].insert(0, kid.reference)

    def say_scope(self, cell: Any) -> None:
        """A header cell says whether it heads a column or a row (ISO 14289-1, 7.5)."""
        element, _ = self.source(cell)
        row = element is not None and element.get("scope") == "row"
        cell["A"]["Scope"] = "/Row" if row else "/Column"

    def place_figure(self, figure: Any) -> None:
        """The box of a figure, from CSS pixels down to points up (ISO 32000-1, table 344)."""
        page = self.object(figure["Pg"])
        left, top, right, bottom = (float(side) * PX for side in figure["A"]["BBox"])
        height = float(page["TrimBox"][3])
        figure["A"]["BBox"] = self.array([left, height - bottom, right, height - top])

    # --- the tree ---

    def prune(self, node: Any) -> bool:
        """Drop what holds nothing; True if the node itself holds something."""
        kept = []
        for kid in node["K"]:
            inner = None if isinstance(kid, int) else self.object(kid)
            if inner is None or inner.get("Type") != "/StructElem" or self.prune(inner):
                kept.append(kid)
            else:
                inner.clear()
        node["K"] = self.array(kept)
        return bool(kept) or node["S"] in ("/TD", "/TH")

    def read_notes_after(self, node: Any) -> None:
        """A margin note stands before its paragraph on the page, and is read after it.

        A block that two pages share is tagged in two pieces; the note is read after both.
        """
        kids = self.kids(node)
        order: list[Any] = []
        waiting: list[Any] = []
        for kid, following in zip_longest(kids, kids[1:]):
            self.read_notes_after(kid)
            element, tag = self.source(kid)
            if tag == "aside" and element is not None and "margin" in element.get("class", ""):
                waiting.append(kid)
                continue
            order.append(kid)
            goes_on = following is not None and element is not None
            if not (goes_on and self.source(following)[0] is element):
                order += waiting
                waiting = []
        order += waiting
        if order != kids:
            node["K"] = self.array([kid.reference for kid in order])

    def read_what_is_folded_in_last(self) -> None:
        """What `data-read="last"` marks is printed on the first side and read at the end."""
        last = []
        for node in list(self.walk(self.document)):
            kids = self.kids(node)
            folded = [kid for kid in kids if self._attribute(kid, "data-read") == "last"]
            if folded:
                node["K"] = self.array([kid.reference for kid in kids if kid not in folded])
                last += folded
        for node in last:
            node["P"] = self.document.reference
            self.document["K"].append(node.reference)

    def _attribute(self, node: Any, name: str) -> str | None:
        element, tag = self.source(node)
        return element.get(name) if element is not None and "::" not in tag else None

    def say_languages(self) -> None:
        """Write the language of every element whose HTML has one of its own."""
        import pydyf

        for node in self.walk(self.document):
            element, tag = self.source(node)
            if element is not None and tag != "html" and (language := element.get("lang")):
                node["Lang"] = pydyf.String(language)


def _mark_as_artifacts(stream: list[Any], mcids: set[int]) -> None:
    """Turn marked content into artifacts: `/P <</MCID 3>> BDC` into `/Artifact BMC`."""
    for index, operator in enumerate(stream):
        if operator != b"BDC":
            continue
        properties = stream[index - 1]
        if isinstance(properties, dict) and properties.get("MCID") in mcids:
            stream[index - 2 : index + 1] = [b"", b"/Artifact", b"BMC"]


def _text(reference: Any) -> str:
    return reference.decode() if isinstance(reference, bytes) else str(reference)
