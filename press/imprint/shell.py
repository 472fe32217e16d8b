"""Document -> Shell: a file laid out for nobody, its slots opened, and where its objects are."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from press.errors import SlotError
from press.imprint import scan
from press.imprint.emptying import OPENING, Emptying
from press.imprint.records import Opening, Shell, ShellPage
from press.imprint.structure import height_of, roots_of
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
        opening = Emptying(pdf, names, tokens, document.variant.in_inks)
        opening.empty()
        saved = _saved(pdf)
    with pikepdf.open(BytesIO(saved)) as pdf:
        return _Reading(pdf, saved, opening, tokens).shell(document)


def _saved(pdf: Pdf) -> bytes:
    """The file, none of whose streams ends in a carriage return (see `update.stored`).

    Those that qpdf makes itself are others when the objects in them have other numbers: a
    few that are nothing push them on.
    """
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            _end_well(thing)
    for _ in range(_MOST_TRIES):
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
        nothing = pdf.Root.get("/LeafletPad", Array([]))
        nothing.append(pdf.make_indirect(Dictionary()))
        pdf.Root["/LeafletPad"] = nothing
    raise SlotError("a stream in it ends in a carriage return, however it is written")


def _end_well(stream: Any) -> None:
    """Put a byte behind what would end in a carriage return: what a filter reads has an end.

    What has no filter is deflated by qpdf; its last byte is that of the sum (RFC 1950, 2.2).
    """
    data, inner = stream.read_raw_bytes(), stream.get("/Filter")
    parms: Any = stream.get("/DecodeParms")
    if inner is None:
        if data.endswith(b"\r") or zlib.adler32(data) & 0xFF == ord("\r"):
            packed = zlib.compress(data)
            end = b"\n" * packed.endswith(b"\r")
            stream.write(packed + end, filter=pikepdf.Name.FlateDecode)
    elif data.endswith(b"\r"):
        stream.write(data + b"\n", filter=inner, decode_parms=parms)


_MOST_TRIES = 40
"""Files that are written before it is given up that none of qpdf's own streams ends so."""


class _Reading:
    """Finds in the saved file the numbers that its objects have come to."""

    def __init__(self, pdf: Pdf, saved: bytes, emptied: Emptying, tokens: tuple[str, ...]) -> None:
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
            codes={name[1:]: scan.codes_of(font) for name, font in resources.Font.items()},
            parent_tree=tree,
            links=links,
            next_parent=next_parent,
            laid_out=document.pages,
            families=document.fonts,
            findings=document.findings,
            allowed=document.families,
            said=document.said,
        )

    def _other(self, resources: Object) -> bytes:
        """What pages draw with besides graphics states and pictures."""
        kinds = [
            kind for kind in sorted(resources.keys()) if kind not in ("/ExtGState", "/XObject")
        ]
        others = Dictionary({kind: resources[kind] for kind in kinds})
        return in_place(others)[2:-2]

    def _openings(self) -> Iterator[Opening]:
        streams = {
            int(part[f"/{OPENING}"]): part.objgen[0]
            for page in self.pdf.pages
            for part in page.Contents
            if isinstance(part, Dictionary) and not isinstance(part, Stream)
        }
        for which, (page, slot) in enumerate(self.emptied.drawn):
            root = self.roots.get(slot.number)
            yield Opening(
                slot.look,
                slot.height,
                page,
                slot.left,
                slot.top,
                streams[which],
                root.objgen[0] if root is not None else 0,
                root.P.objgen[0] if root is not None else 0,
            )

    def _pages(self) -> Iterator[ShellPage]:
        for index, page in enumerate(self.pdf.pages):
            array, order = page.get("/Annots"), self.emptied.annotations[index]
            numbers = [] if array is None else [thing.objgen[0] for thing in array]
            yield ShellPage(
                page.obj.objgen[0],
                height_of(page),
                array.objgen[0] if array is not None else 0,
                tuple(each if each < 0 else numbers[each] for each in order),
                *self._owners(index),
            )

    def _owners(self, page: int) -> tuple[bytes, int]:
        """What the parent tree says of a page: its key comes with its number among the pages."""
        if "/StructTreeRoot" not in self.pdf.Root:
            return b"", 0
        owners = self.pdf.Root.StructTreeRoot.ParentTree.Nums[2 * page + 1]
        return in_place(owners)[1:-1], len(owners)

    def _links(self) -> tuple[int, bytes, int]:
        """The parent tree, what it says of links, and its next free key."""
        pages = len(self.pdf.pages)
        if "/StructTreeRoot" not in self.pdf.Root:
            return 0, b"", 0
        tree = self.pdf.Root.StructTreeRoot.ParentTree
        entries = list(tree.Nums)[2 * pages :]
        links = in_place(Array(entries))[1:-1]
        return tree.objgen[0], links, max([pages - 1, *map(int, entries[::2])]) + 1

    def _tokens(self) -> Iterator[tuple[int, bytes]]:
        """Every object that names the stand-in: its information and the links in its text."""
        for thing in self.pdf.objects:
            if isinstance(thing, Stream):
                if scan.is_content(thing) and any(t in thing.read_bytes() for t in self.tokens):
                    raise SlotError("its name stands in a page")
                continue
            if not isinstance(thing, Dictionary | Array):
                continue
            said = thing.unparse(resolved=True)  # what it refers to is an object of its own
            if any(token in said for token in self.tokens):
                yield thing.objgen[0], in_place(thing)
