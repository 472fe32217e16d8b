"""The pages of a PDF -> their text, pictures and codes, and an image of what lies under the text.

Read through PDFium. Text comes in the pieces in which it was drawn, not letter by
letter: that is a tenth of the calls. The image is painted after all text was put out of
sight, so that it shows just what each word stands on.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pypdfium2
from pikepdf import Matrix
from PIL.Image import Image
from pypdfium2 import raw

from press.preflight.codes import looks_like_code, read_code
from press.preflight.page_data import Box, Code, Picture, Place, Run

SCALE = 60 / 72
"""Pixels in a pt of the image: of the smallest words' ground that is still a few pixels."""
_CODE_SCALE = 200 / 72
_ROOM = 0.14
"""Around a code, as a part of its width: four modules and a little."""
_MOST_DEPTH = 8

_HYPHENS = re.compile("[\x02\ufffe\u00ad]")
"""At the end of a line: PDFium's signs for a hyphen and a soft one there, and the soft one."""

Find = Callable[[int], Place]
"""From the number of a piece of marked content to its place in the tags."""


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page."""

    runs: list[Run] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    figures: dict[Place, Box] = field(default_factory=dict)
    """What belongs to one figure of the tags, and the box around all of it."""
    codes: list[Code] = field(default_factory=list)
    texts: list[raw.FPDF_PAGEOBJECT] = field(default_factory=list)
    said: dict[int, str] = field(default_factory=dict)
    """What each piece of marked content says, by its number."""


def draw(page: pypdfium2.PdfPage, number: int, place_of: Find, media: Box) -> tuple[Drawing, Image]:
    """Read a page; afterwards its text is out of sight."""
    found = Drawing()
    textpage = raw.FPDFText_LoadPage(page.raw)
    try:
        reader = _Reader(page, textpage, number, place_of, found)
        reader.walk(_objects_of_page(page), _Around())
    finally:
        raw.FPDFText_ClosePage(textpage)
    for box, alt in _candidates(found):
        if code := read_code(_crop(page, box, media), number, box, alt, _CODE_SCALE):
            found.codes.append(code)
    for text in found.texts:
        raw.FPDFPageObj_SetIsActive(text, False)
    ground: Image = page.render(scale=SCALE, may_draw_forms=False).to_pil()  # in RGB, a copy
    return found, ground


def _candidates(found: Drawing) -> Iterator[tuple[Box, str]]:
    """Boxes of what may be a code: figures, and pictures that are in no figure."""
    for place, box in found.figures.items():
        if looks_like_code(box, place.alt):
            yield box, place.alt
    for picture in found.pictures:
        if picture.place not in found.figures and looks_like_code(picture.box, ""):
            yield picture.box, ""


def _crop(page: pypdfium2.PdfPage, box: Box, media: Box) -> Image:
    """The image of a box of the page and a little around it, in grey."""
    room = _ROOM * (box[2] - box[0])
    left, bottom = box[0] - media[0] - room, box[1] - media[1] - room
    right, top = media[2] - box[2] - room, media[3] - box[3] - room
    inside = (max(left, 0), max(bottom, 0), max(right, 0), max(top, 0))
    image: Image = page.render(scale=_CODE_SCALE, crop=inside, may_draw_forms=False).to_pil()
    return image.convert("L")


_PLAIN = Matrix()


@dataclass(frozen=True, slots=True)
class _Around:
    """What the forms around an object do to it, and the marked content that it is in."""

    matrix: Matrix = _PLAIN
    mark: int = -1
    opacity: float = 1
    depth: int = 0

    def inside(self, form: raw.FPDF_PAGEOBJECT) -> _Around:
        matrix = _matrix(form) @ self.matrix
        return _Around(matrix, self.mark, self.opacity * _colour(form)[3] / 255, self.depth + 1)


class _Reader:
    """Reads the objects of a page, those in forms inside it included."""

    def __init__(
        self,
        page: pypdfium2.PdfPage,
        textpage: raw.FPDF_TEXTPAGE,
        number: int,
        place_of: Find,
        found: Drawing,
    ) -> None:
        self.page, self.textpage, self.number = page, textpage, number
        self.place_of, self.found = place_of, found
        self._fonts: dict[int, tuple[str, bool, bool]] = {}
        self._room = (ctypes.c_ushort * 256)()

    def walk(self, objects: Iterator[raw.FPDF_PAGEOBJECT], around: _Around) -> None:
        for item in objects:
            number = raw.FPDFPageObj_GetMarkedContentID(item)
            within = around if number < 0 else replace(around, mark=number)
            match raw.FPDFPageObj_GetType(item):
                case raw.FPDF_PAGEOBJ_TEXT:
                    self._text(item, within)
                case raw.FPDF_PAGEOBJ_IMAGE:
                    self._picture(item, within)
                case raw.FPDF_PAGEOBJ_FORM if around.depth < _MOST_DEPTH:
                    self.walk(_objects_of_form(item), within.inside(item))
                case _:
                    self._note(_box(item, within.matrix), within)

    def _text(self, item: raw.FPDF_PAGEOBJECT, around: _Around) -> None:
        self.found.texts.append(item)
        text = self._letters(item)
        self.found.said[around.mark] = self.found.said.get(around.mark, "") + text
        text = _HYPHENS.sub("-", text)
        if not text.strip():
            return
        size = ctypes.c_float()
        raw.FPDFTextObj_GetFontSize(item, size)
        matrix = _matrix(item)
        if around.matrix is not _PLAIN:
            matrix = matrix @ around.matrix
        a, b, c, d, _, baseline = matrix.shorthand
        name, bold, italic = self._font(raw.FPDFTextObj_GetFont(item))
        red, green, blue, opacity = _colour(item)
        run = Run(
            page=self.number,
            text=text,
            box=_box(item, around.matrix),
            baseline=baseline,
            size=round(size.value * abs(a * d - b * c) ** 0.5, 2),
            font=name,
            bold=bold,
            italic=italic or (abs(c) > 0.01 and abs(b) < 0.01),
            level=abs(b) < 0.01 and a > 0,
            colour=f"#{red:02x}{green:02x}{blue:02x}",
            opacity=around.opacity * opacity / 255,
            place=self.place_of(around.mark),
        )
        self.found.runs.append(run)

    def _letters(self, item: raw.FPDF_PAGEOBJECT) -> str:
        room = ctypes.sizeof(self._room)
        size = raw.FPDFTextObj_GetText(item, self.textpage, self._room, room)
        if size > room:
            self._room = (ctypes.c_ushort * (size // 2))()
            raw.FPDFTextObj_GetText(item, self.textpage, self._room, size)
        return bytes(self._room)[:size].decode("utf-16-le", "replace").rstrip("\0")

    def _font(self, font: raw.FPDF_FONT) -> tuple[str, bool, bool]:
        """A font's name without the subset's prefix; whether it is bold, whether italic."""
        key = ctypes.addressof(font.contents)
        if key not in self._fonts:
            said = ctypes.create_string_buffer(200)
            raw.FPDFFont_GetBaseFontName(font, said, 200)
            name = said.value.decode("utf-8", "replace").split("+")[-1]
            angle = ctypes.c_int()
            raw.FPDFFont_GetItalicAngle(font, angle)
            words = name.lower()
            bold = any(word in words for word in ("bold", "black", "heavy"))
            italic = "italic" in words or "oblique" in words or angle.value != 0
            self._fonts[key] = (name, bold, italic)
        return self._fonts[key]

    def _picture(self, item: raw.FPDF_PAGEOBJECT, around: _Around) -> None:
        data = raw.FPDF_IMAGEOBJ_METADATA()
        raw.FPDFImageObj_GetImageMetadata(item, self.page.raw, data)
        box, place = _box(item, around.matrix), self.place_of(around.mark)
        if box[0] < box[2] and box[1] < box[3]:
            pixels = data.width, data.height
            picture = Picture(self.number, box, pixels, place, behind=len(self.found.runs))
            self.found.pictures.append(picture)
            self._note(box, around)

    def _note(self, box: Box, around: _Around) -> None:
        """Widen the box of the figure that this belongs to."""
        place = self.place_of(around.mark)
        if place.kind == "Figure":
            known = self.found.figures.get(place, box)
            low, high = map(min, known[:2], box[:2]), map(max, known[2:], box[2:])
            left, bottom, right, top = *low, *high
            self.found.figures[place] = (left, bottom, right, top)


def _objects_of_page(page: pypdfium2.PdfPage) -> Iterator[raw.FPDF_PAGEOBJECT]:
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        yield raw.FPDFPage_GetObject(page.raw, index)


def _objects_of_form(form: raw.FPDF_PAGEOBJECT) -> Iterator[raw.FPDF_PAGEOBJECT]:
    for index in range(raw.FPDFFormObj_CountObjects(form)):
        yield raw.FPDFFormObj_GetObject(form, index)


def _matrix(item: raw.FPDF_PAGEOBJECT) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _box(item: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    if matrix is _PLAIN:
        return left.value, bottom.value, right.value, top.value
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    across, up = zip(*map(matrix.transform, corners), strict=True)
    return min(across), min(up), max(across), max(up)


def _colour(item: raw.FPDF_PAGEOBJECT) -> tuple[int, int, int, int]:
    """Red, green, blue and opacity, 0 to 255."""
    channels = tuple(ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(item, *channels)
    red, green, blue, opacity = (channel.value for channel in channels)
    return red, green, blue, opacity
