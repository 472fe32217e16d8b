"""Document -> Furniture: takes what stands in each slot out of a file of nothing but slots."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Object, Page, Pdf, Stream

from press.errors import SlotError
from press.imprint import scan
from press.imprint.records import (
    OWN_CODE,
    Annotation,
    Box,
    Element,
    Furniture,
    Inner,
    Link,
    Marked,
    OwnText,
    Slot,
    Written,
)
from press.imprint.spaces import name_colours
from press.imprint.structure import box_on, links_inside, roots_of
from press.imprint.update import stored
from press.imprint.writing import Name, entries, joined, written
from press.model import Document
from press.model.set_lines import SetLine
from press.model.slots import IN_TREE, OWN_PAGE, DrawnSlot, SlotLook, drawn_slots


def take_furniture(
    document: Document, names: Mapping[str, str], part: int = 0, code: bytes = b""
) -> tuple[Furniture, Mapping[SlotLook, tuple[SetLine, ...]]]:
    """The furniture in a document that `render` made of it, and how its lines are set.

    `names` are those of its colours, `part` its number where there are several. In inks all
    other colours are converted. `code` are the pixels of the code that stands for that of
    the leaflet, where the layout has one.
    """
    with pikepdf.open(BytesIO(document.pdf)) as pdf:
        name_colours(pdf, scan.operands(names), inks=document.variant.in_inks)
        taking = _Taking(pdf, part, code)
        furniture = taking.furniture(document)
        if code and not taking.has_code:  # it would be printed as it is, and leads to nothing
            raise SlotError("the code of the leaflet is not found in it")
        return furniture, taking.lines


def put_together(parts: Sequence[Furniture]) -> Furniture:
    """The furniture of several files as one; of a slot that is in two the first."""
    slots = {key: slot for each in reversed(parts) for key, slot in each.slots.items()}
    pictures = {name: picture for each in parts for name, picture in each.pictures.items()}
    states = tuple(piece for each in parts for piece in each.states)
    said = {look: text for each in reversed(parts) for look, text in each.said.items()}
    return replace(parts[0], slots=slots, pictures=pictures, states=states, said=said)


_FAR = 9_999
"""px: a form's box that cuts nothing off."""
_LARGE = 2_000
"""Bytes from which a drawing becomes a form."""
_MARKED = re.compile(rb"(<</MCID \d+>>\nBDC\n)(.*?)(EMC\n)", re.S)


class _Taking:
    def __init__(self, pdf: Pdf, part: int, code: bytes) -> None:
        self.pdf, self.part = pdf, part
        self.code, self.has_code = code, False
        self.prefix = f"Slot{part}-"
        self.lines: dict[SlotLook, tuple[SetLine, ...]] = {}
        self.pictures: dict[str, tuple[Written, bytes | None]] = {}
        self.fonts = pdf.pages[0].Resources.Font.objgen
        self.spaces = pdf.pages[0].Resources.ColorSpace.objgen
        fonts = pdf.pages[0].Resources.Font
        self.codes = {name[1:]: scan.codes_of(font) for name, font in fonts.items()}
        self.roots = roots_of(pdf)

    def furniture(self, document: Document) -> Furniture:
        slots: dict[SlotLook, Slot] = {}
        words: dict[SlotLook, Sequence[bytes]] = {}
        for number, page in enumerate(self.pdf.pages):
            found = list(drawn_slots(page.Contents.read_bytes()))
            on_page = [drawn for drawn, _ in found]
            for drawn, content in found:
                if drawn.look not in slots:
                    slots[drawn.look] = self._slot(page, drawn, content, on_page)
                    words[drawn.look] = scan.words(content)
                    place = number, drawn.left, drawn.top
                    self.lines[drawn.look] = tuple(
                        each for each in document.lines if (each.page, each.left, each.top) == place
                    )
                elif scan.words(content) != words[drawn.look]:
                    raise SlotError(f"the layout has two slots '{drawn.look.key.kind}' that differ")
        states = _own_states(self.pdf.pages[0].Resources.ExtGState, self.prefix, self._name)
        return Furniture(slots, self.pictures, states, document.findings)

    def _slot(
        self, page: Page, drawn: DrawnSlot, content: bytes, on_page: Sequence[DrawnSlot]
    ) -> Slot:
        taken = _Taken(page, drawn, content, self._name)
        root = self.roots.get(drawn.number)
        if root is not None:
            taken.element(root)
        else:
            for link in links_inside(page, drawn, on_page):
                taken.annotation(link)
        content, drawings = self._with_forms(page, content)
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
            codes={
                name: frozenset(code for code in self.codes[name] if code[0] in shown)
                for name, shown in scan.shown(taken.content).items()
            },
            elements=tuple(taken.elements),
            owners=tuple(taken.owners),
            annotations=tuple(taken.annotations),
        )

    # --- what it draws with ---

    def _with_forms(self, page: Page, content: bytes) -> tuple[bytes, set[str]]:
        """A slot's content with its large drawings as forms, and their names.

        A logo is written into every file as it is; what is text gets its numbers anew.
        """
        forms: set[str] = set()

        def form(match: re.Match[bytes]) -> bytes:
            name = f"drawing{self.part}-{len(self.pictures)}"
            inside = match[2]
            if len(inside) < _LARGE or b"Tf" in inside:
                return match[0]
            data = stored(inside, exactly=False)
            resources = page.Resources
            pictures = {
                f"/{name}": resources.XObject[f"/{name}"] for name in scan.drawn_names(inside)
            }
            pieces: list[bytes | str | Box | OwnText] = [
                b"/Type/XObject/Subtype/Form%s/BBox[%d %d %d %d]/Resources<</ColorSpace "
                % (data.dictionary, -_FAR, -_FAR, _FAR, _FAR),
                "spaces",
                b" 0 R/ExtGState",
                *written(resources.ExtGState, self._name),
                b"/XObject",
                *written(Dictionary(pictures), self._name),
                b">>",
            ]
            self.pictures[name] = (joined(pieces), data.data)
            forms.add(name)
            return b"%s/%s Do\n%s" % (match[1], name.encode("ascii"), match[3])

        return _MARKED.sub(form, content), forms

    def _name(self, thing: Object) -> str:
        """What an object is called; it is taken along when it is called for the first time."""
        if thing.objgen == self.fonts:
            return "fonts"
        if thing.objgen == self.spaces:
            return "spaces"
        if self._is_code(thing):
            self.has_code = True
            return OWN_CODE
        name = f"picture{self.part}-{thing.objgen[0]}"
        if name not in self.pictures:
            self.pictures[name] = ((), None)  # a form may hold itself in its resources
            data = thing.read_raw_bytes() if isinstance(thing, Stream) else None
            self.pictures[name] = (written(thing, self._name), data)
        return name

    def _is_code(self, thing: Object) -> bool:
        is_picture = isinstance(thing, Stream) and thing.get("/Subtype") == "/Image"
        return bool(self.code) and is_picture and thing.read_bytes() == self.code


class _Taken:
    """What a slot says: its structure elements, its links, and whose its marked content is."""

    def __init__(self, page: Page, drawn: DrawnSlot, content: bytes, name: Name) -> None:
        self.page, self.drawn, self.content, self.name = page, drawn, content, name
        self.order = {mcid: index for index, mcid in enumerate(scan.mcids(content))}
        self.elements: list[Element] = []
        self.owners = [0] * len(self.order)
        self.annotations: list[Annotation] = []

    def element(self, node: Object) -> Inner:
        """Take an element and all in it."""
        element = Inner(len(self.elements))
        self.elements.append(Element((), ()))
        kids: list[Marked | Inner | Link] = []
        for kid in node.get("/K", pikepdf.Array()):
            if isinstance(kid, int):
                kids.append(self._marked(kid, element))
            elif kid.get("/Type") == "/OBJR":
                kids.append(self.annotation(kid.Obj))
            else:
                kids.append(self.element(kid))
        rest = _without(node, "/K", "/P", "/Pg", f"/{IN_TREE}", "/A")
        alt = rest.get("/Alt")
        says: Written = ()
        if alt is not None and OWN_PAGE in str(alt):
            says = (b"/Alt", OwnText(str(alt)))
            rest = {key: value for key, value in rest.items() if key != "/Alt"}
        written_entries = joined((*self._attributes(node), *says, *entries(rest, self.name)))
        self.elements[element.number] = Element(written_entries, tuple(kids))
        return element

    def annotation(self, thing: Object) -> Link:
        """Take a link."""
        rest = _without(thing, "/Rect", "/StructParent")
        self.annotations.append(Annotation(self._box(thing.Rect), entries(rest, self.name)))
        return Link(len(self.annotations) - 1)

    def _marked(self, mcid: int, owner: Inner) -> Marked:
        if mcid not in self.order:
            raise SlotError(f"'{self.drawn.look.key.kind}' is drawn in pieces")
        self.owners[self.order[mcid]] = owner.number
        return Marked(self.order[mcid])

    def _attributes(self, node: Object) -> Written:
        """The attributes of an element; the box of a figure is left open: it lies elsewhere."""
        if "/A" not in node:
            return ()
        box = node.A.get("/BBox")
        if box is None:
            return (b"/A", *written(node.A, self.name))
        return (b"/A<</O/Layout/BBox[", self._box(box), b"]>>")

    def _box(self, rectangle: Object) -> Box:
        return box_on(self.page, rectangle).moved(-self.drawn.left, -self.drawn.top)


def _without(thing: Object, *keys: str) -> Mapping[str, Object]:
    """The entries of a dictionary by their keys in order, but for these."""
    return {key: thing[key] for key in sorted(thing.keys()) if key not in keys}


def _own_states(states: Object, prefix: str, name: Name) -> Written:
    """The graphics states under the names that slots call them by."""
    pieces: list[bytes | str | Box | OwnText] = []
    for key in sorted(states.keys()):
        pieces.append(f"/{prefix}{key[1:]}".encode("ascii"))
        pieces += written(states[key], name)
    return joined(pieces)
