"""Whether two files are the same to whoever looks at them, reads them or listens to them."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageChops
from printed import Printed, Tag

ROUNDING = 2
"""Levels of 255 by which a pixel may differ."""
EDGES = (4, 16)
"""So many pixels of a page may differ by so many levels: PDFium counts in single precision,
and the edge of a drawing may fall otherwise where one form more lies around it."""


def differences(one: bytes, other: bytes, *, dpi: int = 150) -> list[str]:
    """In what two PDF files differ: pixels, words, tags, links, outline and metadata."""
    first, second = Printed(one), Printed(other)
    found = []
    for what, looked in (
        ("words", lambda printed: printed.pages),
        ("tags", lambda printed: _tags(printed)),
        ("links", lambda printed: list(_links(printed.pdf))),
        ("outline", lambda printed: list(_outline(printed.pdf))),
        ("metadata", lambda printed: _metadata(printed.pdf)),
        ("boxes", lambda printed: [_box(page) for page in printed.pdf.pages]),
    ):
        if looked(first) != looked(second):
            found.append(what)
    for number in range(1, len(first.pages) + 1):
        pictures = [each.picture(number, dpi).convert("RGB") for each in (first, second)]
        if worst := _differ(*pictures):
            found.append(f"page {number} by {worst} levels")
    return found


def _differ(one: Image.Image, other: Image.Image) -> int:
    """The levels by which two pictures differ, if it is more than they may."""
    difference = ImageChops.difference(one, other)
    extrema: Any = difference.getextrema()
    worst = int(max(highest for _, highest in extrema))
    if worst <= ROUNDING:
        return 0
    plain = difference.convert("L").point(lambda level: 255 if level > ROUNDING else 0)
    pixels = plain.histogram()[255]
    return 0 if pixels <= EDGES[0] and worst <= EDGES[1] else worst


def differently_drawn(one: bytes, other: bytes) -> list[str]:
    """The pages that Poppler or MuPDF draw differently, as far as they are installed.

    They set a letter at a fraction of a pixel, and on which side of two it falls may hang on its
    sixth digit: what differs at one resolution and not at another is the same.
    """
    found = []
    for program in filter(shutil.which, _PROGRAMS):
        coarse = _worst(program, one, other, _COARSE)
        fine = _worst(program, one, other, _FINE) if any(coarse.values()) else {}
        found += [
            f"page {number} by {worst} levels in {program}"
            for number, worst in coarse.items()
            if worst and fine[number]
        ]
    return found


_COARSE, _FINE = 72, 150
"""Dots an inch."""


def _worst(program: str, one: bytes, other: bytes, dpi: int) -> dict[int, int]:
    """By how many levels the pages differ, by their numbers."""
    how = _PROGRAMS[program]
    pairs = zip(_drawn(program, how, one, dpi), _drawn(program, how, other, dpi), strict=True)
    return {number: _differ(first, second) for number, (first, second) in enumerate(pairs, 1)}


def _drawn(program: str, how: Sequence[str], pdf: bytes, dpi: int) -> list[Image.Image]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(pdf)
        words = [word.format(dpi=dpi, folder=folder, path=path) for word in how]
        subprocess.run([program, *words], check=True, capture_output=True)
        return [Image.open(each).convert("RGB") for each in sorted(Path(folder).glob("*.ppm"))]


_PROGRAMS = {
    "pdftoppm": ("-r", "{dpi}", "{path}", "{folder}/page"),
    "mutool": ("draw", "-r", "{dpi}", "-o", "{folder}/page%03d.ppm", "{path}"),
}


def unpacked(pdf: bytes) -> Iterator[bytes]:
    """All bytes of a file, as they are and unpacked, superseded objects too."""
    yield pdf
    yield from Printed(pdf).streams()
    end = pdf.rfind(b"%%EOF", 0, len(pdf) - 10)
    if end > 0:
        yield from Printed(pdf[: end + 6]).streams()


def _tags(printed: Printed) -> Any:
    if "/StructTreeRoot" not in printed.pdf.Root:
        return None

    def said(tag: Tag) -> Any:
        return tag.kind, tag.text, tag.alt, [said(child) for child in tag.children]

    return said(printed.tags), list(_languages(printed.pdf.Root.StructTreeRoot))


def _languages(element: Any) -> Iterator[str]:
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.get("/Lang", ""))
            yield from _languages(kid)


def _links(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        for note in page.get("/Annots", ()):
            action: Any = note.get("/A", {})
            sides = [round(float(side), 2) for side in note.Rect]
            yield str(action.get("/URI", "")), str(note.get("/Dest", "")), sides
            yield str(note.get("/Contents", ""))
        yield "page"


def _outline(pdf: pikepdf.Pdf) -> Iterator[Any]:
    with pdf.open_outline() as outline:
        todo = [(item, 0) for item in reversed(outline.root)]
        while todo:
            item, depth = todo.pop()
            yield depth, item.title
            todo += [(child, depth + 1) for child in reversed(item.children)]


def _metadata(pdf: pikepdf.Pdf) -> Any:
    packet = pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""
    language = str(pdf.Root.get("/Lang", ""))
    return {key: str(said) for key, said in pdf.docinfo.items()}, packet, language


def _box(page: Any) -> list[float]:
    boxes = (page.MediaBox, page.TrimBox) if "/TrimBox" in page else (page.MediaBox,)
    return [round(float(side), 3) for box in boxes for side in box]
