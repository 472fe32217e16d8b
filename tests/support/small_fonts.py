"""Small fonts, drawn here: every letter is a box, wider the heavier."""

from __future__ import annotations

from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from press.reading.fonts.opening import LETTERS


def make_font(family: str, weight: int, letters: str = " " + LETTERS) -> TTFont:
    """A font of these letters, as wide as it is heavy, and 200 wider."""
    names = {ord(letter): _name(letter) for letter in letters}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf({name: _box(weight) for name in order})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (weight + 200, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, usWeightClass=weight, fsType=0)
    builder.setupPost()
    return builder.font


def make_variable_font(family: str, least: int, most: int, *, without: str = "") -> TTFont:
    """A font with an axis of weights; `without` some letters."""
    letters = "".join(letter for letter in " " + LETTERS if letter not in without)
    font = make_font(family, least, letters)
    builder = FontBuilder(font=font)
    builder.setupFvar([("wght", least, least, most, "Weight")], [])
    wider = most - least
    # The four corners of the box, and the four points of its metrics.
    moves = [(0, 0), (0, 0), (wider, 0), (wider, 0), (0, 0), (wider, 0), (0, 0), (0, 0)]
    builder.setupGvar(
        {name: [TupleVariation({"wght": (0.0, 1.0, 1.0)}, moves)] for name in font.getGlyphOrder()}
    )
    return font


def bytes_of(font: TTFont, flavor: str | None = None) -> bytes:
    font.flavor = flavor
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _name(letter: str) -> str:
    return letter if letter.isascii() and letter.isalpha() else f"uni{ord(letter):04X}"


def _box(weight: int) -> Glyph:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 700), (50 + weight, 700), (50 + weight, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()
