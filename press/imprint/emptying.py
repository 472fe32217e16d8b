"""A file laid out for nobody -> the same with its slots open and its colours named."""

from __future__ import annotations

from collections.abc import Mapping

from pikepdf import Array, Dictionary, Object, Page, Pdf, Stream

from press.errors import SlotError
from press.imprint import scan
from press.imprint.spaces import name_colours
from press.imprint.structure import annotations_of, below, links, links_inside, marked, roots_of
from press.model.slots import IN_TREE, DrawnSlot, between_slots, drawn_slots

OPENING = "LeafletOpening"
"""Under it stands the number of an opening in the place of what it will draw."""


class Emptying:
    """Takes out what the slots hold; each becomes a part of its page's content, empty."""

    def __init__(
        self,
        pdf: Pdf,
        names: Mapping[str, str],
        tokens: tuple[str, ...],
        inks: bool,
    ) -> None:
        self.tokens, self.inks = tokens, inks
        self.pdf = pdf
        self.names = scan.operands(names)
        self.drawn: list[tuple[int, DrawnSlot]] = []
        self.annotations: dict[int, list[int]] = {}
        self.roots = roots_of(pdf)

    def empty(self) -> None:
        pages = list(self.pdf.pages)
        self.resources = pages[0].Resources
        removed = [self._empty_page(index, page) for index, page in enumerate(pages)]
        self.packet = b""
        if "/Metadata" in self.pdf.Root:  # an imprint puts its own in the place of this
            self.packet = self.pdf.Root.Metadata.read_bytes()
            self.pdf.Root.Metadata.write(b" ")
        name_colours(self.pdf, self.names, inks=self.inks)
        self._drop_unused(pages)
        if "/StructTreeRoot" in self.pdf.Root:
            self._empty_tree(removed)

    def _empty_page(self, index: int, page: Page) -> set[int]:
        """Empty the slots of one page; the numbers of the marked content that was in them."""
        removed: set[int] = set()
        content = page.Contents.read_bytes()
        order: list[int] = []
        in_slot: dict[int, int] = {}

        between = list(between_slots(content))
        parts: list[Object] = [self._stream(between[0])]
        on_page = list(drawn_slots(content))
        slots = [slot for slot, _ in on_page]
        for (slot, drawing), behind in zip(on_page, between[1:], strict=True):
            which = len(self.drawn)
            self.drawn.append((index, slot))
            opened = self.pdf.make_indirect(Dictionary({f"/{OPENING}": which}))
            parts += [opened, self._stream(behind)] if behind.strip() else [opened]
            removed.update(scan.mcids(drawing))
            root = self.roots.get(slot.number)
            if root is not None and set(marked(root)) != set(scan.mcids(drawing)):
                raise SlotError(f"'{slot.look.key.kind}' is drawn in pieces")
            for link in links_inside(page, slot, slots) if root is None else links(root):
                in_slot[link.objgen[0]] = which
        page.obj["/Contents"] = Array(parts)
        kept: list[Object] = []
        for annotation in annotations_of(page):
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
            page["/Annots"] = self.pdf.make_indirect(Array(kept))
        return removed

    def _is_nothing(self, annotation: Object) -> bool:
        """Whether it is where the stand-in's address may break, which takes no room."""
        left, _, right, _ = map(float, annotation.Rect)
        action = annotation.get("/A")
        target = "" if action is None else str(action.get("/URI", ""))
        return left == right and any(token in target for token in self.tokens)

    def _stream(self, content: bytes) -> Stream:
        stream = self.pdf.make_stream(b"")
        scan.put(stream, scan.with_named_colours(content, self.names, inks=self.inks))
        return stream

    def _drop_unused(self, pages: list[Page]) -> None:
        """Take out of the resources what only slots drew."""
        used: set[str] = set()
        for page in pages:
            for part in page.Contents:
                if isinstance(part, Stream):
                    used |= scan.drawn_names(part.read_bytes())
        for name in [*self.resources.XObject.keys()]:
            if name[1:] not in used:
                del self.resources.XObject[name]

    def _empty_tree(self, removed: list[set[int]]) -> None:
        gone: set[int] = set()
        for root in self.roots.values():
            for node in below(root):
                gone.add(node.objgen[0])
            root["/K"] = Array([])
            for entry in ("/A", "/Alt"):
                if entry in root:
                    del root[entry]
        tree = self.pdf.Root.StructTreeRoot.ParentTree
        kept = Array([])
        entries = list(tree.Nums)
        for key, owner in zip(entries[::2], entries[1::2], strict=True):
            if isinstance(owner, Array):
                gone_here = removed[int(key)] if int(key) < len(removed) else set()
                for mcid in gone_here:
                    owner[mcid] = None
            elif owner.objgen[0] in gone or f"/{IN_TREE}" in owner:
                continue
            kept.append(key)
            kept.append(owner)
        tree["/Nums"] = kept
