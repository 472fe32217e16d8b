"""Document -> Shell: empties the slots of a file laid out for nobody, and names its colours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import pikepdf

from press.errors import SlotError
from press.imprint import scan
from press.imprint.furniture import inside, roots_of
from press.imprint.records import Opening, Shell, ShellPage
from press.imprint.spaces import name_colours
from press.imprint.writing import in_place
from press.model import Document


def open_shell(
    document: Document,
    names: Mapping[str, str],
    tokens: tuple[str, ...],
) -> Shell:
    """Make a shell of a document that `render` laid out for a stand-in.

    `names` are those of the stand-in's colours, by `#rrggbb`, `tokens` its name and its
    website; in inks all other colours are converted.
    """
    with pikepdf.open(BytesIO(document.pdf)) as pdf:
        opening = _Emptying(pdf, names, tokens, document.variant.in_inks)
        opening.empty()
        saved = _saved(pdf)
    with pikepdf.open(BytesIO(saved)) as pdf:
        return _Reading(pdf, saved, opening, tokens).shell(document)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """The file, none of whose streams ends in a carriage return (see `update.stored`).

    Those that qpdf makes itself are others when the objects in them have other numbers: a
    few that are nothing push them on.
    """
    while True:
        saved = BytesIO()
        pdf.save(
            saved,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            deterministic_id=True,
            fix_metadata_version=False,
        )
        if not re.search(rb"\r\nendstream", saved.getvalue()):
            return saved.getvalue()
        nothing: Any = pdf.Root.get("/LeafletPad", pikepdf.Array([]))
        nothing.append(pdf.make_indirect(pikepdf.Dictionary()))
        pdf.Root["/LeafletPad"] = nothing


class _Emptying:
    """Takes out what the slots hold; each becomes a part of its page's content, empty."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        names: Mapping[str, str],
        tokens: tuple[str, ...],
        inks: bool,
    ) -> None:
        self.tokens, self.inks = tokens, inks
        self.pdf = pdf
        self.names = scan.operands(names)
        self.drawn: list[tuple[int, scan.Drawn]] = []
        self.annotations: dict[int, list[int]] = {}
        self.roots = roots_of(pdf)

    def empty(self) -> None:
        pages = list(self.pdf.pages)
        self.resources: Any = pages[0].Resources
        removed = [self._empty_page(index, page) for index, page in enumerate(pages)]
        self.packet = b""
        if "/Metadata" in self.pdf.Root:  # an imprint puts its own in the place of this
            self.packet = self.pdf.Root.Metadata.read_bytes()
            self.pdf.Root.Metadata.write(b" ")
        name_colours(self.pdf, self.names, inks=self.inks)
        self._drop_unused(pages)
        if "/StructTreeRoot" in self.pdf.Root:
            self._empty_tree(removed)

    def _empty_page(self, index: int, page: Any) -> set[int]:
        """Empty the slots of one page; the numbers of the marked content that was in them."""
        removed: set[int] = set()
        content = page.Contents.read_bytes()
        order: list[int] = []
        annotations = list(page.get("/Annots", []))
        in_slot: dict[int, int] = {}

        between = list(scan.between_slots(content))
        parts = [self._stream(between[0])]
        on_page = list(scan.slots(content))
        for drawn, behind in zip(on_page, between[1:], strict=True):
            which = len(self.drawn)
            self.drawn.append((index, drawn))
            opened = self.pdf.make_indirect(pikepdf.Dictionary(LeafletOpening=which))
            parts += [opened, self._stream(behind)] if behind.strip() else [opened]
            removed.update(scan.mcids(drawn.content))
            root = self.roots.get(drawn.number)
            if root is not None and set(_marked(root)) != set(scan.mcids(drawn.content)):
                raise SlotError(f"'{drawn.key}' is drawn in pieces")
            links = inside(page, drawn, on_page) if root is None else _links(root)
            for annotation in links:
                in_slot[annotation.objgen[0]] = which
        page.obj["/Contents"] = pikepdf.Array(parts)
        kept: list[Any] = []
        for annotation in annotations:
            if not self.roots and self._is_nothing(annotation):
                continue
            owner = in_slot.get(annotation.objgen[0])
            if owner is None:
                order.append(len(kept))
                kept.append(annotation)
            elif -1 - owner not in order:
                order.append(-1 - owner)
        self.annotations[index] = order
        if order:
            page["/Annots"] = self.pdf.make_indirect(pikepdf.Array(kept))
        return removed

    def _is_nothing(self, annotation: Any) -> bool:
        """Whether it is where the stand-in's address may break, which takes no room."""
        left, _, right, _ = map(float, annotation.Rect)
        target = str(annotation.get("/A", {}).get("/URI", ""))
        return left == right and any(token in target for token in self.tokens)

    def _stream(self, content: bytes) -> Any:
        stream = self.pdf.make_stream(b"")
        scan.put(stream, content)
        return stream

    def _drop_unused(self, pages: list[Any]) -> None:
        """Take out of the resources what only slots drew."""
        used: set[str] = set()
        for page in pages:
            for part in page.Contents:
                if isinstance(part, pikepdf.Stream):
                    used |= scan.drawn_names(part.read_bytes())
        for key in [*self.resources.XObject.keys()]:
            if key[1:] not in used:
                del self.resources.XObject[key]

    def _empty_tree(self, removed: list[set[int]]) -> None:
        gone: set[int] = set()
        for root in self.roots.values():
            for node in _below(root):
                gone.add(node.objgen[0])
            root["/K"] = pikepdf.Array([])
            for said in ("/A", "/Alt"):
                if said in root:
                    del root[said]
        tree = self.pdf.Root.StructTreeRoot.ParentTree
        kept = pikepdf.Array([])
        entries = list(tree.Nums)
        for key, owner in zip(entries[::2], entries[1::2], strict=True):
            if isinstance(owner, pikepdf.Array):
                own = removed[int(key)] if int(key) < len(removed) else set()
                for mcid in own:
                    owner[mcid] = None
            elif owner.objgen[0] in gone or "/LeafletSlot" in owner:
                continue
            kept.append(key)
            kept.append(owner)
        tree["/Nums"] = kept


class _Reading:
    """Finds in the saved file the numbers that its objects have come to."""

    def __init__(
        self, pdf: pikepdf.Pdf, saved: bytes, emptied: _Emptying, tokens: tuple[str, ...]
    ) -> None:
        self.pdf, self.saved, self.emptied = pdf, saved, emptied
        self.tokens = [token.encode("ascii") for token in tokens]
        self.roots = roots_of(pdf)

    def shell(self, document: Document) -> Shell:
        pdf = self.pdf
        resources = pdf.pages[0].Resources
        tree, links, next_parent = self._links()
        packet = self.emptied.packet
        return Shell(
            pdf=self.saved,
            size=int(pdf.trailer.Size),
            previous=int(re.findall(rb"startxref\s+(\d+)", self.saved)[-1]),
            root=pdf.Root.objgen[0],
            info=pdf.trailer.Info.objgen[0],
            metadata=pdf.Root.Metadata.objgen[0] if packet else 0,
            identifier=bytes(pdf.trailer.ID[0]),
            openings=tuple(self._openings()),
            pages=tuple(self._pages()),
            tokens=dict(self._tokens()),
            metadata_packet=packet,
            colour_spaces=resources.ColorSpace.objgen[0],
            other_colour_spaces=in_place(resources.ColorSpace),
            resources=resources.objgen[0],
            states=in_place(resources.ExtGState)[2:-2],
            drawn=in_place(resources.XObject)[2:-2],
            other_resources=self._other(resources),
            fonts=resources.Font.objgen[0],
            glyphs={
                name[1:]: scan.mapped(font.ToUnicode.read_bytes())
                for name, font in resources.Font.items()
            },
            parent_tree=tree,
            links=links,
            next_parent=next_parent,
            laid_out=document.pages,
            families=document.fonts,
            findings=document.findings,
        )

    def _other(self, resources: Any) -> bytes:
        """What pages draw with besides graphics states and pictures."""
        kinds = [
            kind for kind in sorted(resources.keys()) if kind not in ("/ExtGState", "/XObject")
        ]
        own = pikepdf.Dictionary({kind: resources[kind] for kind in kinds})
        return in_place(own)[2:-2]

    def _openings(self) -> Iterator[Opening]:
        streams = {
            int(part.LeafletOpening): part.objgen[0]
            for page in self.pdf.pages
            for part in page.Contents
            if isinstance(part, pikepdf.Dictionary) and not isinstance(part, pikepdf.Stream)
        }
        for which, (page, drawn) in enumerate(self.emptied.drawn):
            root = self.roots.get(drawn.number)
            yield Opening(
                (drawn.key, drawn.width, drawn.style),
                drawn.height,
                page,
                drawn.left,
                drawn.top,
                streams[which],
                root.objgen[0] if root is not None else 0,
                root.P.objgen[0] if root is not None else 0,
            )

    def _pages(self) -> Iterator[ShellPage]:
        for index, page in enumerate(self.pdf.pages):
            array: Any = page.get("/Annots")
            order = self.emptied.annotations[index]
            yield ShellPage(
                page.obj.objgen[0],
                float(page.TrimBox[3]),
                array.objgen[0] if array is not None else 0,
                tuple(array[each].objgen[0] if each >= 0 else each for each in order),
                *self._owners(index),
            )

    def _owners(self, page: int) -> tuple[bytes, int]:
        """What the parent tree says of a page: its key comes with its number among the pages."""
        if "/StructTreeRoot" not in self.pdf.Root:
            return b"", 0
        owners: Any = self.pdf.Root.StructTreeRoot.ParentTree.Nums[2 * page + 1]
        return in_place(owners)[1:-1], len(owners)

    def _links(self) -> tuple[int, bytes, int]:
        """The parent tree, what it says of links, and its next free key."""
        pages = len(self.pdf.pages)
        if "/StructTreeRoot" not in self.pdf.Root:
            return 0, b"", 0
        tree = self.pdf.Root.StructTreeRoot.ParentTree
        entries = list(tree.Nums)[2 * pages :]
        said = in_place(pikepdf.Array(entries))[1:-1]
        return tree.objgen[0], said, max([pages - 1, *map(int, entries[::2])]) + 1

    def _tokens(self) -> Iterator[tuple[int, bytes]]:
        """Every object that names the stand-in: its information and the links in its text."""
        for thing in self.pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                if scan.is_content(thing) and any(t in thing.read_bytes() for t in self.tokens):
                    raise SlotError("its name stands in a page")
                continue
            if not isinstance(thing, pikepdf.Dictionary | pikepdf.Array):
                continue
            said = in_place(thing)
            if any(token in said for token in self.tokens):
                yield thing.objgen[0], said


def _below(root: Any) -> Iterator[Any]:
    """All structure elements below one."""
    for kid in root.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            yield kid
            yield from _below(kid)


def _marked(root: Any) -> Iterator[int]:
    """The marked content in a structure element."""
    for kid in root.get("/K", []):
        if isinstance(kid, int):
            yield kid
        elif kid.get("/Type") == "/StructElem":
            yield from _marked(kid)


def _links(root: Any) -> Iterator[Any]:
    """The annotations in a structure element."""
    for kid in root.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary):
            if kid.get("/Type") == "/OBJR":
                yield kid.Obj
            else:
                yield from _links(kid)
