"""Font files and the sheets that list them -> FontFaces that the engine takes as they are.

opening  a font file -> what it says of itself, and whether it may be used
making   a variable or compressed font -> plain files of fixed weights, kept by digest
sheet    a fonts.css -> the faces that it declares
"""

from __future__ import annotations

from press.reading.fonts.joining import joined_font
from press.reading.fonts.making import plain_faces, tidy_fonts
from press.reading.fonts.opening import MOST, SUFFIXES, FontFacts, open_font
from press.reading.fonts.sheet import SHEET, declared_in, faces_in

__all__ = [
    "MOST",
    "SHEET",
    "SUFFIXES",
    "FontFacts",
    "declared_in",
    "faces_in",
    "joined_font",
    "open_font",
    "plain_faces",
    "tidy_fonts",
]
