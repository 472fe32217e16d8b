"""Font files and the sheets that list them -> FontFaces that the engine takes as they are.

opening  a font file -> what it says of itself, and whether it may be used
making   a variable or compressed font -> plain files of fixed weights, kept by digest
sheet    a fonts.css -> the faces that it declares
"""

from __future__ import annotations

from press.reading.fonts.joining import joined_font as joined_font
from press.reading.fonts.making import plain_faces as plain_faces
from press.reading.fonts.making import tidy_fonts as tidy_fonts
from press.reading.fonts.opening import MOST as MOST
from press.reading.fonts.opening import SUFFIXES as SUFFIXES
from press.reading.fonts.opening import FontFacts as FontFacts
from press.reading.fonts.opening import open_font as open_font
from press.reading.fonts.sheet import SHEET as SHEET
from press.reading.fonts.sheet import declared_in as declared_in
from press.reading.fonts.sheet import faces_in as faces_in
