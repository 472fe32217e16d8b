"""`<text>` of a drawing -> outlines of letters, in a typeface of the practice or the house.

HarfBuzz shapes and draws them; where one begins is as SVG 2, 11.5 says. A typeface that is
not there is refused by its name: another one would make another logo.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from pathlib import Path as File

import uharfbuzz as hb
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from pathops import Path

from press.model import FontFace
from press.reading.pictures.geometry import rectangle
from press.reading.pictures.markup import Element, Findings, children, wrong
from press.reading.pictures.style import Styles, Values
from press.reading.pictures.values import length

_OUTLINES = "convert the text to paths, or give the practice this typeface"
_MOST_LETTERS = 2_000
_ALONG = {"x": 0, "y": 1, "dx": 0, "dy": 1}
_PLAIN = ("none", "normal", "auto", "alphabetic", "baseline", "horizontal-tb", "lr", "0", "")
_UNKNOWN = (
    "text-decoration",
    "writing-mode",
    "dominant-baseline",
    "alignment-baseline",
    "baseline-shift",
    "text-transform",
)


@dataclass(slots=True)
class _Letter:
    """A character, the element that it stands in, and where it is put."""

    sign: str
    owner: Element
    values: Values
    x: float | None = None
    y: float | None = None
    dx: float | None = None
    dy: float | None = None


Outline = tuple[Path, Values, Element]


class Setter:
    """Sets texts of a drawing in the faces given."""

    def __init__(
        self, faces: Iterable[FontFace] | None, styles: Styles, findings: Findings
    ) -> None:
        self._faces = None if faces is None else tuple(faces)
        self._styles, self._findings = styles, findings

    def outlines(
        self, element: Element, values: Values, view: Sequence[float]
    ) -> Iterator[Outline]:
        """The letters of a `<text>` in its own space, a path for each run of one style."""
        if self._faces is None:
            yield rectangle(0, 0, 1, 1), values, element
            return
        letters: list[_Letter] = []
        self._collect(element, values, view, letters)
        while letters and letters[-1].sign == " ":
            letters.pop()
        if len(letters) > _MOST_LETTERS:
            message = f"<text> has more than {_MOST_LETTERS} letters"
            raise self._findings.stop("S032", message, _OUTLINES, element.line)
        x = y = 0.0
        chunks: list[list[_Letter]] = []
        for letter in letters:
            if not chunks or letter.x is not None or letter.y is not None:
                chunks.append([])
            chunks[-1].append(letter)
        for chunk in chunks:
            x = x if chunk[0].x is None else chunk[0].x
            y = y if chunk[0].y is None else chunk[0].y
            runs = list(self._runs(chunk))
            width = sum(run.width for run in runs)
            anchor = chunk[0].values.get("text-anchor", "start")
            x -= {"end": width, "middle": width / 2}.get(anchor, 0.0)
            for run in runs:
                x, y = x + run.dx, y + run.dy
                yield run.path(x, y), run.values, run.owner
                x += run.width - run.dx

    def _collect(
        self, element: Element, values: Values, view: Sequence[float], letters: list[_Letter]
    ) -> None:
        """The letters in an element, blanks made single, each with its place."""
        start = len(letters)
        for name in _UNKNOWN:
            if values.get(name, "none") not in _PLAIN:
                self._refuse(f"<{element.tag}> has '{name}', which is not supported", element)
        for name in ("textLength", "rotate"):
            if element.get(name):
                self._refuse(f"<{element.tag}> has '{name}', which is not supported", element)
        keeps = element.get("xml:space") == "preserve" or "pre" in values.get("white-space", "")

        def add(text: str | None) -> None:
            for sign in re.sub(r"[ \t\r\n]" + "+" * (not keeps), " ", text or ""):
                if keeps or sign != " " or (letters and letters[-1].sign != " "):
                    letters.append(_Letter(sign, element, values))

        add(element.text)
        for child in children(element):
            if child.tag in ("tspan", "a"):
                inner = self._styles.of(child, values)
                if inner.get("display") != "none":
                    self._collect(child, inner, view, letters)
            elif child.tag not in ("title", "desc"):
                self._refuse(f"<{child.tag}> cannot be used in a picture", child, "S034")
            add(child.tail)
        size = float(values.get("font-size", "16"))
        for name, axis in _ALONG.items():
            words = element.get(name, "").replace(",", " ").split()
            for letter, word in zip(letters[start:], words, strict=False):
                try:
                    if getattr(letter, name) is None:
                        setattr(letter, name, length(word, size, view[axis]))
                except ValueError:
                    self._findings.refuse(*wrong(name, element, word))

    def _refuse(self, message: str, element: Element, code: str = "S035") -> None:
        self._findings.refuse(code, message, "convert the text to paths", element.line)

    def _runs(self, chunk: list[_Letter]) -> Iterator[_Run]:
        """Stretches of one style that are set together."""
        numbered, number = [], 0
        for letter in chunk:
            number += letter.dx is not None or letter.dy is not None
            numbered.append(((id(letter.owner), number), letter))
        for _, group in groupby(numbered, key=lambda pair: pair[0]):
            letters = [letter for _, letter in group]
            first = letters[0]
            face = self._face(first)
            if face is None:
                continue
            run = _Run(first, "".join(letter.sign for letter in letters), *face)
            if run.missing:
                message = f"the typeface of <text> has no sign for {run.missing!r}"
                self._findings.refuse("S034", message, _OUTLINES, first.owner.line)
            yield run

    def _face(self, letter: _Letter) -> tuple[FontFace, float] | None:
        """The face that comes nearest to what is asked for, and the weight."""
        values = letter.values
        asked = values.get("font-family", "")
        weight = {"normal": 400.0, "bold": 700.0, "bolder": 700.0, "lighter": 300.0}.get(
            values.get("font-weight", "400"), 0.0
        ) or _number(values.get("font-weight", "400"))
        slanted = values.get("font-style", "normal").split(" ")[0] in ("italic", "oblique")
        families = [name.strip(" '\"") for name in asked.split(",")]
        for family in families:
            found = [
                face
                for face in self._faces or ()
                if face.family.casefold() == family.casefold()
                and (face.style != "normal") == slanted
            ]
            if found:
                return min(found, key=lambda face: abs(_number(face.weight) - weight)), weight
        line = letter.owner.line
        if not asked:
            self._findings.refuse("S034", "<text> names no typeface", _OUTLINES, line)
        else:
            style = " in italics" if slanted else ""
            message = f"<text> is set in {families[0]!r}{style}, which is not here"
            self._findings.refuse("S034", message, _OUTLINES, line)
        return None


class _Run:
    """Signs of one style, shaped."""

    def __init__(self, first: _Letter, text: str, face: FontFace, weight: float) -> None:
        self.values, self.owner = first.values, first.owner
        self.dx, self.dy = first.dx or 0.0, first.dy or 0.0
        self._font = hb.Font(_opened(face.path))
        self._font.set_variations({"wght": weight})
        size = float(first.values.get("font-size", "16"))
        self._scale = size / self._font.face.upem
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        spaced = _spacing(first.values, "letter-spacing", size)
        words = _spacing(first.values, "word-spacing", size)
        hb.shape(self._font, buffer, {"liga": False, "clig": False} if spaced else {})
        self._glyphs = [
            (
                info.codepoint,
                place.x_offset,
                place.y_offset,
                place.x_advance + (spaced + words * (text[info.cluster] == " ")) / self._scale,
            )
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]
        self.missing = "".join(
            text[info.cluster] for info in buffer.glyph_infos if info.codepoint == 0
        )
        self.width = sum(glyph[3] for glyph in self._glyphs) * self._scale + self.dx

    def path(self, x: float, y: float) -> Path:
        """The outlines, the first letter standing at a place."""
        made = Path()
        pen = made.getPen(glyphSet=None, allow_open_paths=True)
        scale, at = self._scale, 0.0
        for glyph, across, up, advance in self._glyphs:
            lay = (scale, 0, 0, -scale, x + (at + across) * scale, y - up * scale)
            self._font.draw_glyph_with_pen(glyph, TransformPen(pen, lay))
            at += advance
        return made


def _spacing(values: Values, name: str, size: float) -> float:
    text = values.get(name, "normal")
    try:
        return 0.0 if text == "normal" else length(text, size)
    except ValueError:
        return 0.0


def _number(text: str) -> float:
    match = re.match(r"\d{1,4}", text)
    return float(match[0]) if match else 400.0


@lru_cache(maxsize=16)
def _opened(path: File) -> hb.Face:
    """A font file as HarfBuzz reads it, packed for the web or not."""
    data = path.read_bytes()
    if data[:3] == b"wOF":
        font, out = TTFont(BytesIO(data)), BytesIO()
        font.flavor = None
        font.save(out)
        data = out.getvalue()
    return hb.Face(data)
