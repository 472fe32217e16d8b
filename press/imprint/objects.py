"""One imprint: the objects that put a practice's furniture and colours on a shell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import isqrt
from xml.sax.saxutils import escape

from press.imprint import scan
from press.imprint.records import (
    OWN_CODE,
    Box,
    Furniture,
    Inner,
    Link,
    Marked,
    Naming,
    Opening,
    Shell,
    Slot,
    Written,
)
from press.imprint.scan import number
from press.imprint.spaces import Spaces
from press.imprint.update import Stream, stored
from press.units import PX

_STEP = 50
"""The numbers of marked content in slots begin at a multiple of this, alike in many leaflets."""


@dataclass(frozen=True, slots=True)
class PracticeMarks:
    """What a practice puts on a shell besides its furniture: its colours, name and website.

    Of name and website each comes with the token that stands for it in the shell, and `page`,
    where the leaflet is read, with that in the furniture. `code` is the leaflet's own: the
    pixels of a square in grey.
    """

    colours: Spaces
    name: tuple[str, str]
    website: tuple[str, str]
    page: tuple[str, str]
    code: bytes


class Imprinting:
    """One imprint: the objects of the update, by number."""

    def __init__(self, shell: Shell, furniture: Furniture, marks: PracticeMarks) -> None:
        self.shell, self.furniture, self.marks = shell, furniture, marks
        self.made: dict[int, bytes | Stream] = {}
        self.next = shell.size
        self.numbers = {"fonts": shell.fonts, "spaces": shell.colour_spaces}
        self.drawn: dict[str, str] = {}
        self.pictures: dict[str, int] = {}
        self.owners: list[list[int]] = [[] for _ in shell.pages]
        self.links: list[bytes] = []
        self.in_slots: dict[int, list[int]] = {}

    def objects(self) -> Mapping[int, bytes | Stream]:
        shell = self.shell
        for index, opening in enumerate(shell.openings):
            self._fill(index, opening, self.furniture.slots[opening.slot])
        for page in shell.pages:
            if any(each < 0 for each in page.annotations):
                self._list_annotations(page.array, page.annotations)
        if shell.parent_tree:
            self.made[shell.parent_tree] = self._parents()
        self.made[shell.colour_spaces] = b"%s%s>>" % (
            shell.other_colour_spaces.removesuffix(b">>"),
            self._put(self.marks.colours.entries),
        )
        self._draw_with()
        self._say_names()
        return self.made

    def _number(self) -> int:
        self.next += 1
        return self.next - 1

    # --- slots ---

    def _fill(self, index: int, opening: Opening, slot: Slot) -> None:
        page = self.shell.pages[opening.page]
        self.drawn |= slot.drawn
        elements = [opening.root] + [self._number() for _ in slot.elements[1:]]
        owners = self.owners[opening.page]
        first = _STEP * -(-page.marked // _STEP) + len(owners)
        owners += [elements[owner] for owner in slot.owners]
        across, down = opening.left - slot.left, opening.top - slot.top
        self.made[opening.stream] = _drawn(slot.content, first, round(across, 6), round(down, 6))
        annotations = [self._number() for _ in slot.annotations]
        if annotations:
            self.in_slots[-1 - index] = annotations
        links = {}
        parents = {0: opening.parent}
        for which, element in enumerate(slot.elements):
            kids = []
            for kid in element.kids:
                match kid:
                    case Marked(mcid):
                        kids.append(b"%d" % (first + mcid))
                    case Inner(inner):
                        parents[inner] = elements[which]
                        kids.append(b"%d 0 R" % elements[inner])
                    case Link(link):
                        links[link] = elements[which]
                        place = (annotations[link], page.number)
                        kids.append(b"<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>" % place)
            self.made[elements[which]] = b"<<%s/P %d 0 R/Pg %d 0 R/K[%s]>>" % (
                self._put(element.entries, opening),
                parents[which],
                page.number,
                b" ".join(kids),
            )
        for at, annotation in enumerate(slot.annotations):
            parent = b"/StructParent %d" % self._own(links[at]) if at in links else b""
            self.made[annotations[at]] = b"<<%s/Rect[%s]%s>>" % (
                self._put(annotation.entries),
                self._placed(annotation.box, opening),
                parent,
            )

    def _own(self, owner: int) -> int:
        """A key of the parent tree for a link that belongs to this element."""
        key = self.shell.next_parent + len(self.links)
        self.links.append(b" %d %d 0 R" % (key, owner))
        return key

    def _parents(self) -> bytes:
        """The parent tree: of each page the elements that its marked content belongs to, links."""
        pages = []
        for key, (page, owners) in enumerate(zip(self.shell.pages, self.owners, strict=True)):
            none = b" null" * (-page.marked % _STEP) if owners else b""
            more = none + b"".join(b" %d 0 R" % owner for owner in owners)
            pages.append(b"%d[%s%s]" % (key, page.owners, more))
        return b"<</Nums[%s %s%s]>>" % (b"".join(pages), self.shell.links, b"".join(self.links))

    def _placed(self, box: Box, opening: Opening) -> bytes:
        """A box of a slot where this opening is, in pt from the foot of its page."""
        box, height = box.moved(opening.left, opening.top), self.shell.pages[opening.page].height
        corners = (box.x0 * PX, height - box.y0 * PX, box.x1 * PX, height - box.y1 * PX)
        return b" ".join(map(number, corners))

    def _put(self, thing: Written, opening: Opening | None = None) -> bytes:
        """Written, with numbers in the place of names; what is named comes along."""
        pieces = []
        for piece in thing:
            if isinstance(piece, bytes):
                pieces.append(piece)
            elif isinstance(piece, Box):
                assert opening, "boxes stand in the elements of slots only"
                pieces.append(self._placed(piece, opening))
            elif isinstance(piece, Naming):
                pieces.append(_string(piece.text.replace(*self.marks.page)))
            elif piece in self.numbers:
                pieces.append(b"%d" % self.numbers[piece])
            else:
                pieces.append(b"%d" % self._picture(piece))
        return b"".join(pieces)

    def _picture(self, name: str) -> int:
        if name not in self.pictures:
            new = self.pictures[name] = self._number()
            if name == OWN_CODE:
                self.made[new] = _grey_picture(self.marks.code)
                return new
            streams = self.marks.colours.streams
            entries, data = streams[name] if name in streams else self.furniture.pictures[name]
            head = self._put(entries)
            self.made[new] = head if data is None else Stream(head, data)
        return self.pictures[name]

    def _draw_with(self) -> None:
        """The resources of all pages: those of the shell, and what slots draw with."""
        shell = self.shell
        drawn = [(name, self._picture(picture)) for name, picture in sorted(self.drawn.items())]
        pictures = b"".join(b"/%s %d 0 R" % (name.encode("ascii"), at) for name, at in drawn)
        self.made[shell.resources] = b"<<%s/ExtGState<<%s%s>>/XObject<<%s%s>>>>" % (
            shell.other_resources,
            shell.states,
            self._put(self.furniture.states),
            shell.drawn,
            pictures,
        )

    # --- the rest of the file ---

    def _list_annotations(self, array: int, annotations: tuple[int, ...]) -> None:
        order: list[int] = []
        for each in annotations:
            order += [each] if each >= 0 else self.in_slots.get(each, [])
        self.made[array] = b"[%s]" % b" ".join(b"%d 0 R" % each for each in order)

    def _say_names(self) -> None:
        """The practice's name in the information and the metadata, its website in links."""
        for key, thing in self.shell.tokens.items():
            for token_and_name in self._names():
                thing = thing.replace(*token_and_name)
            self.made[key] = thing
        if self.shell.metadata:
            token, name = self.marks.name
            packet = self.shell.metadata_packet.replace(
                token.encode("ascii"), escape(name).encode("utf-8")
            )
            self.made[self.shell.metadata] = Stream(b"/Type/Metadata/Subtype/XML", packet)

    def _names(self) -> Iterator[tuple[bytes, bytes]]:
        name, website = self.marks.name, self.marks.website
        yield b"(%s)" % name[0].encode("ascii"), _string(name[1])
        yield website[0].encode("ascii"), website[1].encode("ascii")


def _grey_picture(pixels: bytes) -> Stream:
    """A square of pixels as a picture (ISO 32000-1, 8.9.5)."""
    side, data = isqrt(len(pixels)), stored(pixels)
    entries = b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8"
    size = b"/Width %d/Height %d/Interpolate false" % (side, side)
    return Stream(entries + size + data.dictionary, data.data)


@lru_cache(maxsize=2048)
def _drawn(pieces: tuple[bytes, ...], first: int, across: float, down: float) -> Stream:
    """What a slot draws, its marked content numbered and itself brought to where it belongs.

    It leaves no state behind. A practice's contact panel stands at one place in many
    leaflets, with the same numbers: hence the cache.
    """
    content = b"".join(piece + b"%d" % (first + at) for at, piece in enumerate(pieces[:-1]))
    content += pieces[-1]
    if across or down:
        if scan.is_text(content):
            content = scan.text_moved(content, across, down)
        else:
            content = b"1 0 0 1 %s %s cm\n%s" % (number(across), number(down), content)
    return stored(b"q\n%sQ\n" % content, exactly=False)


def _string(text: str) -> bytes:
    """A text string (ISO 32000-1, 7.9.2.2), in hexadecimal."""
    encoded = text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")
    return b"<%s>" % encoded.hex().encode("ascii")
