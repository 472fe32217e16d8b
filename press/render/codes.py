"""Typefaces of a file, drawn under codes -> written: what each code says and which glyph it draws.

A code is the number that text in a page has for a glyph. `press.render.text_layer` tells why
there is one for each pair of what is drawn and what it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import md5
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias

from press.render.boxes import Face, replaced
from press.render.typefaces import as_outlines, with_composites

if TYPE_CHECKING:
    import pydyf

Pieces: TypeAlias = "tuple[tuple[int, int, int], ...]"
"""Glyphs with their place right and up from where the first begins, in the typeface's units."""
JOINERS = ("\u200c", "\u200d")
_FIRST = 32
"""Codes behind the glyphs' that the engine gives to signs of no typeface."""


class Codes:
    """The codes of a typeface in one file; `own` are its glyphs' own signs."""

    def __init__(self, face: Face, own: Mapping[int, str]) -> None:
        self.face, self.own = face, own
        self.drawn: dict[int, Pieces] = {}
        self.by_meaning: dict[tuple[Pieces, str], int] = {}
        self.written: dict[object, str] = {}
        """What a cluster writes, by its size, text and glyphs."""

    def code(self, pieces: Pieces, text: str, width: int) -> int:
        """The code that draws these pieces and says this; `width` in thousandths, if it is new."""
        code = self.by_meaning.get((pieces, text))
        if code is None:
            code = self._free(pieces, text)
            self.by_meaning[pieces, text], self.drawn[code] = code, pieces
            self.face.to_unicode[code] = text
            self.face.widths.setdefault(code, width)
        return code

    def _free(self, pieces: Pieces, text: str) -> int:
        said = self.face.to_unicode
        if len(pieces) == 1 and pieces[0][1:] == (0, 0):
            glyph = pieces[0][0]
            if self.own.get(glyph, text) == text == said.get(glyph, text):
                return glyph
        first = self.face.glyph_count + _FIRST
        code = first + digest(pieces, text) % (0xFFFF - first)
        while code in said:
            code = code + 1 if code < 0xFFFF else first
        return code

    def has_own(self) -> bool:
        """Whether a code draws anything but the glyph of its number."""
        return any(pieces != ((code, 0, 0),) for code, pieces in self.drawn.items())


def digest(pieces: Pieces, text: str) -> int:
    """A number below 2**31 that stands for what a code draws and says."""
    said = repr((pieces, text)).encode()
    return int.from_bytes(md5(said, usedforsecurity=False).digest()[:4], "big") >> 1


def own_signs(face: Face) -> Mapping[int, str]:
    """The sign that each glyph is of by itself: the first of those that it stands for."""
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(face.file_content), lazy=True, fontNumber=face.index) as font:
        glyph_of = font.getReverseGlyphMap()
        signs = font.getBestCmap() or {}
        return {glyph_of[name]: chr(sign) for sign, name in sorted(signs.items(), reverse=True)}


@contextmanager
def written_with(codes_of: Mapping[str, Codes], *, named: bool) -> Iterator[None]:
    """While a file is written, write its typefaces with these codes, by the typefaces' names.

    They are cut down to what is drawn. With `named` each says under /LeafletCodes what its
    codes draw and say, by a digest.
    """
    from weasyprint import pdf
    from weasyprint.pdf.fonts import Font

    plain, plain_clean = pdf.build_fonts_dictionary, Font.clean
    glyphs: dict[str, Mapping[int, int]] = {}

    def clean(face: Any, to_unicode: Mapping[int, str], hinting: bool) -> None:
        codes = codes_of.get(face.hash)
        if codes is None:
            plain_clean(face, to_unicode, hinting)
            return
        drawn = {glyph for pieces in codes.drawn.values() for glyph, *_ in pieces}
        drawn |= {code for code in to_unicode if code < face.glyph_count}
        plain_clean(face, dict.fromkeys(sorted(drawn)), hinting)
        glyphs[face.hash] = _put_together(face, codes)

    def build(file: pydyf.PDF, faces: Any, compress: bool, *more: Any) -> Mapping[str, str]:
        for codes in codes_of.values():
            said = codes.face.to_unicode  # every code says something (ISO 14289-1, 7.21.7)
            said.update((code, JOINERS[1]) for code, text in said.items() if not text)
        written: Mapping[str, str] = plain(file, faces, compress, *more)
        for name, own in glyphs.items():
            font = file.objects[int(written[name].split()[0])]
            if own:
                _map(file, font, own, compress)
            if named:
                font["LeafletCodes"] = _named(codes_of[name])
        return written

    with replaced(pdf, build_fonts_dictionary=build), replaced(Font, clean=clean):
        yield


def _map(file: Any, font: Any, glyphs: Mapping[int, int], compress: bool) -> None:
    """Say in a file which glyph each code draws, where it is not that of its number."""
    import pydyf

    table = bytearray(2 * (max(glyphs) + 1))
    for code, glyph in glyphs.items():
        table[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
    stream = pydyf.Stream([bytes(table)], compress=compress)
    file.add_object(stream)
    face = file.objects[int(font["DescendantFonts"][0].split()[0])]
    face["CIDToGIDMap"] = stream.reference


def _named(codes: Codes) -> pydyf.Dictionary:
    import pydyf

    said = codes.face.to_unicode
    return pydyf.Dictionary(
        {f"{code:04x}": digest(pieces, said[code]) for code, pieces in codes.drawn.items()}
    )


def _put_together(face: Face, codes: Codes) -> Mapping[int, int]:
    """Add glyphs put together to a typeface; which glyph each code draws, if not its own."""
    if not codes.has_own():
        return {}
    new = list(
        dict.fromkeys(
            pieces for pieces in codes.drawn.values() if len(pieces) != 1 or pieces[0][1:] != (0, 0)
        )
    )
    face.file_content = as_outlines(face.file_content)
    widths = {pieces: codes.face.widths[code] for code, pieces in codes.drawn.items()}
    units = [(round(widths[pieces] * face.upem / 1000), pieces) for pieces in new]
    face.file_content, first = with_composites(face.file_content, units)
    places = {pieces: first + n for n, pieces in enumerate(new)}
    glyphs = {code: code for code in codes.face.to_unicode if code < first}
    glyphs |= {
        code: places[pieces] if pieces in places else pieces[0][0]
        for code, pieces in codes.drawn.items()
    }
    return glyphs
