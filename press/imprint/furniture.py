"""Document -> Furniture: takes what stands in each slot out of a file of nothing but slots."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pikepdf

from press.errors import SlotError
from press.imprint import scan
from press.imprint.records import (
    Annotation,
    Element,
    Furniture,
    Slot,
    SlotId,
    Written,
)
from press.imprint.spaces import name_colours
from press.imprint.update import stored
from press.imprint.writing import entries, joined, written
from press.model import Document
from press.units import PX


def take_furniture(document: Document, names: Mapping[str, str], first: int = 0) -> Furniture:
    """The furniture in a document that `render` made of it; `names` are those of its colours.

    Pictures are numbered from `first` on; in inks all other colours are converted.
    """
    with pikepdf.open(BytesIO(document.pdf)) as pdf:
        name_colours(pdf, scan.operands(names), inks=document.variant.in_inks)
        return _Taking(pdf, first).furniture(document)


_FAR = 9_999
"""px: a form's box that cuts nothing off."""
_LARGE = 2_000
"""Bytes from which a drawing becomes a form."""
_MARKED = re.compile(rb"(<</MCID \d+>>\nBDC\n)(.*?)(EMC\n)", re.S)


class _Taking:
    def __init__(self, pdf: pikepdf.Pdf, first: int) -> None:
        self.pdf, self.first = pdf, first
        self.prefix = f"Slot{first}-"
        self.pictures: dict[str, tuple[Written, bytes | None]] = {}
        self.fonts = pdf.pages[0].Resources.Font.objgen
        self.spaces = pdf.pages[0].Resources.ColorSpace.objgen
        self.roots = roots_of(pdf)

    def furniture(self, document: Document) -> Furniture:
        slots: dict[SlotId, Slot] = {}
        for page in self.pdf.pages:
            on_page = list(scan.slots(page.Contents.read_bytes()))
            for drawn in on_page:
                key = (drawn.key, drawn.width, drawn.style)
                if key not in slots:
                    slots[key] = self._slot(page, drawn, on_page)
        states = _own_states(self.pdf.pages[0].Resources.ExtGState, self.prefix, self._name)
        return Furniture(slots, self.pictures, states, document.findings)

    def _slot(self, page: Any, drawn: scan.Drawn, on_page: Sequence[scan.Drawn]) -> Slot:
        order = {mcid: index for index, mcid in enumerate(scan.mcids(drawn.content))}
        elements: list[Element] = []
        owners = [0] * len(order)
        annotations: list[Annotation] = []
        root = self.roots.get(drawn.number)
        if root is not None:
            self._element(root, drawn, page, order, elements, owners, annotations)
        else:
            links = inside(page, drawn, on_page)
            annotations = [self._annotation(each, drawn, page) for each in links]
        content, drawings = self._with_forms(page, drawn)
        pictures = page.Resources.XObject
        named = {
            name: self._name(pictures[f"/{name}"]) for name in scan.drawn_names(content) - drawings
        }
        return Slot(
            left=drawn.left,
            top=drawn.top,
            height=drawn.height,
            content=scan.parted(scan.own_names(content, self.prefix)),
            drawn={
                self.prefix + name: picture
                for name, picture in (named | {name: name for name in drawings}).items()
            },
            glyphs=scan.glyphs(drawn.content),
            elements=tuple(elements),
            owners=tuple(owners),
            annotations=tuple(annotations),
        )

    # --- what it draws with ---

    def _with_forms(self, page: Any, drawn: scan.Drawn) -> tuple[bytes, set[str]]:
        """A slot's content with its large drawings as forms, and their names.

        A logo is written into every file as it is; what is text gets its numbers anew.
        """
        forms: set[str] = set()

        def form(match: re.Match[bytes]) -> bytes:
            name = f"drawing{self.first + len(self.pictures)}"
            inside = match[2]
            if len(inside) < _LARGE or b"Tf" in inside:
                return match[0]
            data = stored(inside, exactly=False)
            resources = page.Resources
            pictures = {
                f"/{name}": resources.XObject[f"/{name}"] for name in scan.drawn_names(inside)
            }
            said: list[bytes | str] = [
                b"/Type/XObject/Subtype/Form%s/BBox[%d %d %d %d]/Resources<</ColorSpace "
                % (data.dictionary, -_FAR, -_FAR, _FAR, _FAR),
                "spaces",
                b" 0 R/ExtGState",
                *written(resources.ExtGState, self._name),
                b"/XObject",
                *written(pikepdf.Dictionary(pictures), self._name),
                b">>",
            ]
            self.pictures[name] = (joined(said), data.data)
            forms.add(name)
            return b"%s/%s Do\n%s" % (match[1], name.encode("ascii"), match[3])

        return _MARKED.sub(form, drawn.content), forms

    def _name(self, thing: Any) -> str:
        """What an object is called; it is taken along when it is called for the first time."""
        if thing.objgen == self.fonts:
            return "fonts"
        if thing.objgen == self.spaces:
            return "spaces"
        name = f"picture{self.first}-{thing.objgen[0]}"
        if name not in self.pictures:
            self.pictures[name] = ((), None)  # a form may hold itself in its resources
            data = thing.read_raw_bytes() if isinstance(thing, pikepdf.Stream) else None
            self.pictures[name] = (written(thing, self._name), data)
        return name

    # --- what it says ---

    def _element(
        self,
        node: Any,
        drawn: scan.Drawn,
        page: Any,
        order: dict[int, int],
        elements: list[Element],
        owners: list[int],
        annotations: list[Annotation],
    ) -> int:
        """Take an element and all in it; its number among the elements."""
        own_number = len(elements)
        elements.append(Element((), ()))
        kids: list[int | str] = []
        for kid in node.get("/K", []):
            if isinstance(kid, int):
                if kid not in order:
                    raise SlotError(f"'{drawn.key}' is drawn in pieces")
                owners[order[kid]] = own_number
                kids.append(order[kid])
            elif kid.get("/Type") == "/OBJR":
                kids.append(f"a{len(annotations)}")
                annotations.append(self._annotation(kid.Obj, drawn, page))
            else:
                inner = self._element(kid, drawn, page, order, elements, owners, annotations)
                kids.append(f"e{inner}")
        own = {
            key: node[key]
            for key in sorted(node.keys())
            if key not in ("/K", "/P", "/Pg", "/LeafletSlot", "/A")
        }
        said = joined((*self._attributes(node, drawn, page), *entries(own, self._name)))
        elements[own_number] = Element(said, tuple(kids))
        return own_number

    def _attributes(self, node: Any, drawn: scan.Drawn, page: Any) -> Written:
        """The attributes of an element; the box of a figure is left open: it lies elsewhere."""
        if "/A" not in node:
            return ()
        box = node.A.get("/BBox")
        if box is None:
            return (b"/A", *written(node.A, self._name))
        left, bottom, right, top = map(float, box)
        height = float(page.TrimBox[3])
        corners = (left / PX - drawn.left, (height - top) / PX - drawn.top)
        size = ((right - left) / PX, (top - bottom) / PX)
        open_box = "box:" + ":".join(f"{side:.6f}" for side in (*corners, *size))
        return (b"/A<</O/Layout/BBox[", open_box, b"]>>")

    def _annotation(self, thing: Any, drawn: scan.Drawn, page: Any) -> Annotation:
        height = float(page.TrimBox[3])
        left, one, right, other = map(float, thing.Rect)
        corners = (
            left / PX - drawn.left,
            (height - one) / PX - drawn.top,
            right / PX - drawn.left,
            (height - other) / PX - drawn.top,
        )
        own = {
            key: thing[key] for key in sorted(thing.keys()) if key not in ("/Rect", "/StructParent")
        }
        return Annotation(corners, entries(own, self._name))


def _own_states(states: Any, prefix: str, name: Any) -> Written:
    """The graphics states under the names that slots call them by."""
    pieces: list[bytes | str] = []
    for key in sorted(states.keys()):
        pieces.append(f"/{prefix}{key[1:]}".encode("ascii"))
        pieces += written(states[key], name)
    return joined(pieces)


def roots_of(pdf: pikepdf.Pdf) -> dict[int, Any]:
    """The structure element of each slot, by the slot's number.

    Boxes that the engine puts into a slot of itself come from the same element of the page.
    """
    roots: dict[int, Any] = {}
    if "/StructTreeRoot" not in pdf.Root:
        return roots
    for thing in pdf.objects:
        number = thing.get("/LeafletSlot") if isinstance(thing, pikepdf.Dictionary) else None
        if number is not None and thing.P.get("/LeafletSlot") != number:
            roots[int(number)] = thing
    return roots


def inside(page: Any, which: scan.Drawn, slots: Sequence[scan.Drawn]) -> list[Any]:
    """The annotations of a page that lie in one of its slots.

    Slots may overlap by a hair: of those that one lies in it belongs to the one at whose
    top left it stands.
    """
    height = float(page.TrimBox[3])
    found = []
    for thing in page.get("/Annots", []):
        left, one, right, other = map(float, thing.Rect)
        across, down = (left + right) / 2 / PX, (height - (one + other) / 2) / PX
        holders = [
            slot
            for slot in slots
            if slot.left <= across <= slot.left + slot.width
            and slot.top <= down <= slot.top + slot.height
        ]
        if holders and min(holders, key=lambda s: (across - s.left) + (down - s.top)) is which:
            found.append(thing)
    return found
