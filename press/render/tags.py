"""Mend the tags that WeasyPrint writes, so that a screen reader reads what the page shows.

The engine builds one structure element for each box. `noted` writes down which
HTML element each came from; `mend` then repairs the tree in place, before the
file is written. Each repair names the issue of WeasyPrint, or the clause of
ISO 14289-1 (PDF/UA-1) or ISO 32000-1 that asks for it. In short:

    artifacts      running heads and feet are not content             #1836
    pages          what goes on behind a page's end is one element    #2903
    links          everything inside a link belongs to the link       14289-1, 7.18.5
    lists          label and body, nothing else; how numbered         32000-1, 14.8.4.3.3
    tables         header cells say what they head                    14289-1, 7.5
    notes          a margin note is read after what it belongs to
    folds          what is folded in is read after what is inside; the second language of
                   a section after the first
    languages      a foreign phrase says its language                 14289-1, 7.2
    figures        boxes in the units of the page                     32000-1, table 344
    lines          a space where a line ends at one                   14289-1, 7.2
    empty          an element without content is not there
    order          words are drawn in the order in which they are read
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from press.render.boxes import LaidOut, is_anonymous, line_text, pages_of, replaced, source_of
from press.render.content_order import order_content
from press.render.joined_tags import join
from press.render.labels import is_note, label_of, leads_on
from press.render.lines import ends_with_space, write_spaces
from press.render.list_tags import order_list
from press.render.tag_tree import Kid, Notes, Tree, mark_as_artifacts, text_of
from press.units import PX

if TYPE_CHECKING:
    import pydyf

_ROLES = {"aside": "Sect", "header": "Div", "footer": "Div", "figure": "Div"}
"""HTML elements that WeasyPrint writes as NonStruct, though they group content."""
_CHANGES = {"ins": "Ins", "del": "Del"}
"""HTML elements that say what is new and what is gone: the standard has no type for them."""


@contextmanager
def noted(laid_out: LaidOut, notes: Notes) -> Iterator[None]:
    """Note what the engine knows of its boxes and does not write."""
    from weasyprint.formatting_structure.boxes import PageBox
    from weasyprint.pdf import tags

    plain = tags._build_box_tree
    pages = [*pages_of(laid_out), None]

    def noting(
        box: Any, parent: Any, pdf: Any, page: int, nums: Any, annotations: Any, marked: Any
    ) -> Iterator[Any]:
        if isinstance(box, PageBox):
            notes.line_ends[page] = ends_with_space(box, pages[page + 1], marked)
            notes.generated |= {
                (page, mark["mcid"])
                for each, mark in marked.items()
                if "::" in (each.element_tag or "")
            }
        for element in plain(box, parent, pdf, page, nums, annotations, marked):
            made = getattr(box, "_box", box)  # a placeholder stands for an absolute box
            if (source := source_of(made)) is not None:
                notes.sources.setdefault(element.number, (source, made.element_tag or ""))
                if is_anonymous(made):
                    notes.anonymous.add(element.number)
                if made.element_tag == "li::before":
                    notes.labels[element.number] = line_text(made)
            yield element

    with replaced(tags, _build_box_tree=noting):
        yield


def mend(document: LaidOut, pdf: pydyf.PDF, notes: Notes) -> None:
    """Repair the structure tree of a file that is about to be written."""
    write_spaces(document, pdf, notes.line_ends)
    tree = _Mending(pdf, notes)
    tree.make_artifacts()
    join(tree)
    for node in list(tree.walk(tree.document)):
        tree.name_roles(node)
        match node["S"]:
            case "/Link":
                tree.gather_link(node)
            case "/L":
                order_list(tree, node)
            case "/TH":
                tree.say_scope(node)
            case "/Figure":
                tree.place_figure(node)
    tree.prune(tree.document)
    tree.read_notes_after(tree.document)
    tree.read_last()
    tree.say_languages()
    order_content(tree)


class _Mending(Tree):
    """The repairs on the structure elements of a file."""

    def __init__(self, pdf: pydyf.PDF, notes: Notes) -> None:
        import pydyf

        super().__init__(pdf, notes)
        self.string = pydyf.String
        elements = [element for element, _ in notes.sources.values()]
        self.targets = {name: each for each in elements if (name := each.get("id"))}

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
                if int(text_of(owner).split()[0]) not in in_tree
            }
            if strays:
                mark_as_artifacts(self.object(page["Contents"]).stream, strays)
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
        elif tag in _CHANGES and node["S"] in ("/NonStruct", "/Span"):
            node["S"] = f"/{_CHANGES[tag]}"
            # Types of our own say which standard one they are like (32000-1, 14.7.3).
            root = self.object(self.pdf.catalog["StructTreeRoot"])
            root["RoleMap"] = "<< /Ins /Span /Del /Span >>"

    def gather_link(self, link: Any) -> None:
        """Put content and areas of everything inside a link directly into it.

        What is in another language stays an element, to say so.
        """
        link["K"] = self.array(self._gathered(link, link))
        self.own(link)
        if label := self._label(link):
            for kid in link["K"]:
                inner = self.inner(kid)
                if inner is not None and inner.get("Type") == "/OBJR":
                    self.object(inner["Obj"])["Contents"] = self.string(label)

    def _label(self, link: Any) -> str:
        """What a link says of itself, and what the note says that a number leads to.

        Readers list links by it (ISO 14289-1, 7.18.5).
        """
        element, _ = self.source(link)
        if element is None:
            return ""
        if is_note(element):
            note = self.targets.get(element.get("href", "").removeprefix("#"))
            return label_of(note if note is not None else element)
        return label_of(element)

    def _gathered(self, node: Any, link: Any) -> list[Kid]:
        """What stands below a node, as it stands in its link."""
        gathered: list[Kid] = []
        for kid in node["K"]:
            inner = self.element(kid)
            if inner is None:
                gathered.append(self.moved(kid, node, link))
            elif inner is not link and self.attribute(inner, "lang"):
                areas = self._areas_in(inner)
                inner["P"] = link.reference
                gathered += [inner.reference, *areas]
            else:
                gathered += self._gathered(inner, link)
                inner["K"] = self.array()
        return gathered

    def _areas_in(self, node: Any) -> list[Kid]:
        """Take the areas out of an element in a link; they belong to the link."""
        kids = self._gathered(node, node)
        areas = [kid for kid in kids if (inner := self.inner(kid)) and inner["Type"] == "/OBJR"]
        node["K"] = self.array([kid for kid in kids if kid not in areas])
        self.own(node)
        return areas

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
            inner = self.element(kid)
            if inner is None or self.prune(inner):
                kept.append(kid)
            else:
                inner.clear()
        node["K"] = self.array(kept)
        return bool(kept) or node["S"] in ("/TD", "/TH")

    def read_notes_after(self, node: Any) -> None:
        """A margin note stands before its paragraph on the page, and is read after it.

        It parts neither a heading from its text nor "You may notice:" from what is noticed.
        """
        kids = self.kids(node)
        order: list[Any] = []
        waiting: list[Any] = []
        for kid in kids:
            self.read_notes_after(kid)
            if self.source(kid)[1] == "aside" and "margin" in (self.attribute(kid, "class") or ""):
                waiting.append(kid)
                continue
            order.append(kid)
            if not self._leads_on(kid):
                order += waiting
                waiting = []
        order += waiting
        if order != kids:
            node["K"] = self.array([kid.reference for kid in order])

    def _leads_on(self, node: Any) -> bool:
        element, _ = self.source(node)
        whole = node.number not in self.notes.anonymous
        return element is not None and whole and leads_on(element)

    def read_last(self) -> None:
        """What `data-read="last"` marks is read at the end of the `whole` around it, or of all.

        So are what is folded in, and the second of two languages in a section.
        """
        nodes = list(self.walk(self.document))
        for node in [each for each in nodes if self.attribute(each, "data-read") == "last"]:
            parent = whole = self.object(node["P"])
            parent["K"] = self.array([kid for kid in parent["K"] if kid != node.reference])
            while whole is not self.document and self.attribute(whole, "data-read") != "whole":
                whole = self.object(whole["P"])
            node["P"] = whole.reference
            whole["K"].append(node.reference)

    def say_languages(self) -> None:
        """Write the language of every element whose HTML has one of its own."""
        for node in self.walk(self.document):
            element, tag = self.source(node)
            if element is not None and tag != "html" and (language := element.get("lang")):
                node["Lang"] = self.string(language)
