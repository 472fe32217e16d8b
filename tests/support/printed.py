"""A finished PDF, read back: its text, its tags, its links, its fonts and how its pages look."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

import pikepdf
import pypdfium2
import zxingcpp
from PIL.Image import Image
from pypdfium2 import raw

_INLINE = {"/P", "/Span", "/Link", "/Reference", "/Note", "/Lbl", "/H1", "/H2", "/H3", "/H4"}
"""Structure types whose pieces follow each other without a space."""


@dataclass
class Tag:
    """A structure element: its kind after the role map, what it reads, what it is said to show.

    `language` is its own, if it has one.
    """

    kind: str
    said: str
    alt: str = ""
    language: str = ""
    children: list[Tag] = field(default_factory=list)

    @property
    def text(self) -> str:
        return tidy(self.said)

    def all(self, *kinds: str) -> list[Tag]:
        """This tag and those inside it that are of these kinds, in reading order."""
        inside = [tag for child in self.children for tag in child.all(*kinds)]
        return [self, *inside] if self.kind in kinds else inside


class Printed:
    """A PDF as its readers meet it."""

    def __init__(self, pdf: bytes | Path) -> None:
        self.bytes = pdf.read_bytes() if isinstance(pdf, Path) else pdf

    @cached_property
    def pdf(self) -> pikepdf.Pdf:
        return pikepdf.open(BytesIO(self.bytes))

    @cached_property
    def _pdfium(self) -> pypdfium2.PdfDocument:
        return pypdfium2.PdfDocument(self.bytes)

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page as the words stand in the file, on one line."""
        return [tidy(page.get_textpage().get_text_range()) for page in self._pdfium]

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    @property
    def title(self) -> str:
        return str(self.pdf.docinfo["/Title"])

    def picture(self, number: int, dpi: int = 150, *, grey: bool = False) -> Image:
        """A page as a picture; pages are counted from 1."""
        page = self._pdfium[number - 1].render(scale=dpi / 72, grayscale=grey)
        picture: Image = page.to_pil()
        return picture

    @cached_property
    def codes(self) -> list[str]:
        """What the QR codes say, page by page, from the top of each down."""
        found = []
        for number in range(1, len(self.pages) + 1):
            codes = zxingcpp.read_barcodes(
                self.picture(number, grey=True),
                formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
                try_rotate=False,
                try_downscale=False,
            )
            codes.sort(key=lambda code: (code.position.top_left.y, code.position.top_left.x))
            found += [code.text for code in codes]
        return found

    @cached_property
    def links(self) -> list[str]:
        """Where the links lead; '#' for a place in the same file."""
        found = []
        for page in self.pdf.pages:
            for note in page.get("/Annots", ()):
                assert note.Subtype == "/Link", note
                action: Any = note.get("/A", {})
                found.append(str(action.URI) if action.get("/S") == "/URI" else "#")
                assert action.get("/S", "/URI") in ("/URI", "/GoTo"), action
        return found

    @cached_property
    def fonts(self) -> set[str]:
        """The families of all fonts, each of which is embedded."""
        found = set()
        for item in self.pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys()), item
                found.add(str(item.FontName)[1:].split("+")[-1].split("-")[0])
        return found

    def streams(self) -> Iterator[bytes]:
        """All that the file holds, unpacked."""
        for item in self.pdf.objects:
            if isinstance(item, pikepdf.Stream):
                try:
                    yield item.read_bytes()
                except pikepdf.PdfError:  # a picture in a format of its own
                    yield item.read_raw_bytes()

    # --- tags ---

    @cached_property
    def tags(self) -> Tag:
        """The tree that a screen reader reads."""
        root = self.pdf.Root.StructTreeRoot
        self._roles = {str(k): str(v) for k, v in root.get("/RoleMap", {}).items()}
        return Tag("Root", "", children=list(self._below(root, 0)))

    def tagged(self, *kinds: str) -> list[str]:
        """What the tags of these kinds read, in reading order."""
        return [tag.text for tag in self.tags.all(*kinds)]

    @property
    def headings(self) -> list[tuple[str, str]]:
        return [(tag.kind, tag.text) for tag in self.tags.all("H1", "H2", "H3", "H4")]

    def _below(self, element: pikepdf.Object, page: int) -> Iterator[Tag]:
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield self._tag(kid, page)

    def _tag(self, element: pikepdf.Object, page: int) -> Tag:
        if "/Pg" in element:
            page = self._page_numbers[element.Pg.objgen]
        said, children = [], []
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                children.append(self._tag(kid, page))
                said.append(children[-1].said)
            elif isinstance(kid, pikepdf.Dictionary):  # a link's area, or content of another page
                number = self._page_numbers[kid.Pg.objgen] if "/Pg" in kid else page
                said.append(self._marked[number].get(int(kid.get("/MCID", -1)), ""))
            else:
                said.append(self._marked[page].get(int(kid), ""))
        kind = str(element.S)
        while kind in self._roles:
            kind = self._roles[kind]
        between = "" if kind in _INLINE else " "
        alt, language = (str(element.get(name, "")) for name in ("/Alt", "/Lang"))
        return Tag(kind[1:], between.join(said), alt, language, children)

    @cached_property
    def _page_numbers(self) -> dict[tuple[int, int], int]:
        return {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}

    @cached_property
    def _marked(self) -> list[dict[int, str]]:
        """For each page, the text of each piece of marked content."""
        return [_marked_text(page) for page in self._pdfium]


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids: Any = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _marked_text(page: pypdfium2.PdfPage) -> dict[int, str]:
    found: dict[int, str] = {-1: ""}
    whole = page.get_textpage()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=5):
        number = raw.FPDFPageObj_GetMarkedContentID(item.raw)
        size = raw.FPDFTextObj_GetText(item.raw, whole.raw, None, 0)
        text = (ctypes.c_ushort * size)()
        raw.FPDFTextObj_GetText(item.raw, whole.raw, text, size)
        if number != -1:  # what is not marked is an artifact
            said = bytes(text).decode("utf-16-le").rstrip("\0")
            # Pieces of a line from right to left are drawn from the left: those that follow
            # each other in the file do not in the text.
            turned = bool(said) and bidirectional(said.strip()[:1]) in ("R", "AL")
            found[number] = found.get(number, "") + (f" {said} " if turned else said)
    return found


def tidy(text: str) -> str:
    """Words with one space between them, whatever lines they stood on."""
    return re.sub(r"[\s\u00a0\ufffe]+", " ", text).strip()
