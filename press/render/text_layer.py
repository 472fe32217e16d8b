"""Lines of text -> glyphs under codes that say what was written: the text layer is the text.

What is copied out of a file, searched in it and read aloud comes from the codes of its glyphs
(ISO 32000-1, 9.10). The engine lets the first text that meets a glyph decide for the whole
file: a no-break space before the first space makes one of all, and of a letter drawn in several
pieces (a Vietnamese one, an Arabic one with its dots) only one piece says anything. Here there
is one code for each pair of what is drawn and what it says:

    one glyph, its own sign     the glyph's number, as the engine does
    one glyph, another text     a code of its own, which draws the same glyph (/CIDToGIDMap)
    several glyphs, or moved    a code of its own for a glyph put together of them
    a joiner or non-joiner      a code that draws nothing
    more signs from the right   one that draws it all, and before it one for each other sign:
                                readers turn around what is drawn, sign by sign
    a broken word's hyphen      a code that says U+00AD (ISO 32000-1, 14.8.2.2.3)

A glyph's own sign is the first that its typeface has it for, and a code of its own follows from
what is drawn and said: codes are the same in every file, so that what was laid out in one can
be drawn in another (`press.imprint`). Pictures of signs, such as emoji, are left to the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple
from unicodedata import bidirectional

from press.render.boxes import Box, Face, replaced
from press.render.codes import JOINERS, Codes, Pieces, own_signs, written_with
from press.render.labels import UNSAID
from press.render.lines import is_broken

UNIT = 1 / 1024
"""Of Pango in px (PANGO_SCALE)."""
EMPTY = 0x0FFFFFFF
"""Draws nothing; from here on it is no glyph of the typeface (Pango, PANGO_GLYPH_EMPTY)."""
_SOFT = "\u00ad".encode()


@contextmanager
def said_as_written(*, named: bool) -> Iterator[Mapping[Box, TextFace]]:
    """While a file is written, draw lines of text so that they can be read back.

    With `named` its typefaces name under /LeafletCodes what they draw, for imprinting. Gives
    the typeface of each text that is in one typeface.
    """
    from weasyprint import draw

    layer = _Layer(draw.text.draw_first_line, named)
    with replaced(draw.text, draw_first_line=layer.draw), written_with(layer.codes, named=named):
        yield layer.faces


class TextFace(NamedTuple):
    """The typeface that a text is in, its size in px, and a digest of its file."""

    face: Face
    size: float
    file: str


class Run(NamedTuple):
    """A piece of a line in one typeface, its glyphs from the left.

    `said` is the text of each in UTF-8, of each of a cluster the whole cluster's; `shapes` are
    number, width and shift right and up of each (Pango units); `clusters` where each stands.
    """

    pango_font: Any
    codes: Codes
    size: float
    said: Sequence[bytes]
    shapes: Sequence[tuple[int, int, int, int]]
    clusters: Sequence[int]


class _Layer:
    """What is drawn and said in one file."""

    def __init__(self, plain: Callable[..., Any], named: bool) -> None:
        from weasyprint.text.ffi import ffi

        self.plain, self.named = plain, named
        self.codes: dict[str, Codes] = {}
        self.faces: dict[Box, TextFace] = {}
        self.files: dict[str, str] = {}
        self.size = ffi.sizeof("PangoGlyphInfo")
        self.fields = self.size // ffi.sizeof("int")

    def draw(self, stream: Any, box: Box, overflow: str, ellipsis: str, matrix: Any) -> Any:
        """Write a line as the engine does (weasyprint.draw.text), each cluster worked out once."""
        text, layout = getattr(box, "text", ""), getattr(box, "pango_layout", None)
        if overflow == "ellipsis" or ellipsis != "none":
            return self.plain(stream, box, overflow, ellipsis, matrix)
        if not text.strip() or box.style["font_size"] < 1e-6:  # what is not seen
            return []
        runs = list(self._runs(layout, stream, is_broken(box)))
        if not all(map(_is_usual, runs)):
            return self.plain(stream, box, overflow, ellipsis, matrix)
        if self.named and len(runs) == 1:
            face = runs[0].codes.face
            self.faces[box] = TextFace(face, runs[0].size, self.files[face.hash])
        stream.set_text_matrix(*matrix.values)
        written, last = "", None
        for run in runs:
            if run.pango_font != last:
                last = run.pango_font
                if written:
                    stream.show_text(written)
                written = ""
                stream.set_font_size(run.codes.face.hash, run.size)
            written += "<" + "".join(clusters_written(run, stream))
            written = written[:-1] if written[-1] == "<" else written + ">"
        if written:
            stream.show_text(written)
        return []

    # --- what Pango says ---

    def _runs(self, layout: Any, stream: Any, broken: bool) -> Iterator[Run]:
        from weasyprint.text.ffi import ffi, pango

        if not getattr(layout, "as_kept", False):  # a patch keeps lines as they were laid out
            pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        run = pango.pango_layout_get_line_readonly(layout.layout, 0).runs[0]
        text = layout.text.encode()
        while run != ffi.NULL:
            item, glyphs = run.data.item, run.data.glyphs
            count = glyphs.num_glyphs
            numbers = ffi.buffer(glyphs.glyphs, count * self.size)
            said = memoryview(numbers).cast("i").tolist()
            shapes = list(zip(*(said[n :: self.fields] for n in range(4)), strict=True))
            clusters = ffi.unpack(glyphs.log_clusters, count)
            texts = _texts(text[item.offset : item.offset + item.length], clusters)
            if broken and item.offset + item.length == len(text):
                last = max(clusters)
                texts = [_SOFT if at == last else t for t, at in zip(texts, clusters, strict=True)]
            font = item.analysis.font
            yield Run(font, *self._face(font, stream, layout.style), texts, shapes, clusters)
            run = run.next

    def _face(self, pango_font: Any, stream: Any, style: Any) -> tuple[Codes, float]:
        """The codes of a run's typeface, and its size; its name is worked out once."""
        from weasyprint.text.fonts import get_pango_font_key

        names = vars(style.font_config).setdefault("font_names", {})
        if pango_font not in names:
            _gobject().g_object_ref(pango_font)  # no other may get its address
            names[pango_font] = get_pango_font_key(pango_font)[::2]
        name, size = names[pango_font]
        if name not in stream._fonts:
            stream.add_font(pango_font)
        face = stream._fonts[name]
        codes = self.codes.get(face.hash)
        if codes is None:
            own = vars(style.font_config).setdefault("own_signs", {})
            if face.hash not in own:
                own[face.hash] = own_signs(face)
            codes = Codes(face, own[face.hash])
            if self.named:  # before it is cut down
                self.files[face.hash] = sha256(face.file_content).hexdigest()
            if size > 0:  # else nothing can be measured, and the engine writes the run
                self.codes[face.hash] = codes
                self._say_always(codes, pango_font, size, stream)
        elif face is not codes.face:  # the engine writes one of them into the file
            face.to_unicode, face.widths = codes.face.to_unicode, codes.face.widths
        return codes, size

    def _say_always(self, codes: Codes, font: Any, size: float, stream: Any) -> None:
        """A space goes behind lines (`press.render.lines`); a slot's words may be broken."""
        for drawn, said in ((" ", " "), *((("\u2010", "\u00ad"),) if self.named else ())):
            glyph = next((g for g, sign in codes.own.items() if sign == drawn), None)
            if glyph is not None:
                width = _width(codes, glyph, font, size, stream)
                codes.code(((glyph, 0, 0),), said, width)


@lru_cache(maxsize=1)
def _gobject() -> Any:
    """GObject with a function that the engine has no use for."""
    from weasyprint.text.ffi import ffi, gobject

    ffi.cdef("void * g_object_ref (void *object);")
    return gobject


def _texts(text: bytes, clusters: Sequence[int]) -> list[bytes]:
    """What each glyph of a run says: from where it stands to where the next one does."""
    starts = sorted(set(clusters))
    end = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    return [text[at : end[at]] for at in clusters]


def _is_usual(run: Run) -> bool:
    """Whether a run has glyphs of a typeface, of some size, or nothing to see."""
    face = run.codes.face
    drawn = face.bitmap or face.svg or face.png or face.colr
    return not drawn and run.size > 0 and all(shape[0] <= EMPTY for shape in run.shapes)


def clusters_written(run: Run, stream: Any = None) -> Iterator[str]:
    """What each cluster of a run writes."""
    known, size = run.codes.written, run.size
    if len(set(run.clusters)) == len(run.clusters):
        for each in zip(run.said, run.shapes, strict=True):
            if (size, each) not in known:
                known[size, each] = _written(run, each[0], (each[1],), stream)
            yield known[size, each]
        return
    first = 0
    for end in range(1, len(run.clusters) + 1):
        if end < len(run.clusters) and run.clusters[end] == run.clusters[first]:
            continue
        said, shapes = run.said[first], tuple(run.shapes[first:end])
        if (size, said, shapes) not in known:
            known[size, said, shapes] = _written(run, said, shapes, stream)
        yield known[size, said, shapes]
        first = end


def _width(codes: Codes, glyph: int, font: Any, size: float, stream: Any) -> int:
    """The width of a glyph in thousandths, measured where it is first used."""
    if glyph not in codes.face.widths:
        from weasyprint.text.ffi import pango

        pango.pango_font_get_glyph_extents(font, glyph, stream.ink_rect, stream.logical_rect)
        codes.face.widths[glyph] = _thousandths(stream.logical_rect.width, size, codes.face.upem)
    return codes.face.widths[glyph]


def _thousandths(width: int, size: float, upem: int) -> int:
    """A width at some size (Pango units) in thousandths: the same wherever it is measured.

    By way of the face's own units, which are whole: half a thousandth would else be rounded up
    in one file and down in another, whose first text is larger.
    """
    return round(round(width * UNIT * upem / size) * 1000 / upem)


def _written(
    run: Run, said: bytes, shapes: tuple[tuple[int, int, int, int], ...], stream: Any
) -> str:
    """What a cluster writes into a TJ: `>` and `<` end and begin its codes (as the engine's)."""
    size, text = run.size, said.decode()
    if said != _SOFT:
        text = text.translate(UNSAID)
    seen = [shape for shape in shapes if shape[0] < EMPTY]
    total = sum(shape[1] for shape in shapes)
    width = total * 1000 * UNIT / size
    before, offset = "", 0.0
    if not seen and text not in JOINERS:
        return f">{-width / 1000 / UNIT}<" if width else ""
    if len(seen) == len(shapes) == 1 and not _is_moved_mark(shapes[0]):
        glyph, _, right, _ = shapes[0]
        offset = right / size
        before = f">{-offset}<" if offset else ""
        own = _width(run.codes, glyph, run.pango_font, size, stream)
        code = run.codes.code(((glyph, 0, 0),), text, own)
    else:
        if bidirectional(text[:1]) in ("R", "AL"):
            others = (run.codes.code((), sign, 0) for sign in reversed(text[1:]))
            text, before = text[0], "".join(f"{each:04x}" for each in others)
        own = _thousandths(total, size, run.codes.face.upem)
        code = run.codes.code(_pieces(run, shapes), text, own)
    kerning = run.codes.face.widths[code] + offset - width
    return f"{before}{code:04x}" + (f">{int(kerning)}<" if kerning else "")


def _is_moved_mark(shape: tuple[int, int, int, int]) -> bool:
    """Whether a glyph is raised, or a mark that stands beside where it begins.

    A step to a mark, as below an Arabic letter, and back again is a space to some readers.
    """
    _, width, right, down = shape
    return bool(down or (right and not width))


def _pieces(run: Run, shapes: tuple[tuple[int, int, int, int], ...]) -> Pieces:
    """The glyphs of a cluster, each where it stands; y points down in Pango and up in a font."""
    scale = UNIT * run.codes.face.upem / run.size
    pieces, left = [], 0
    for glyph, width, right, down in shapes:
        if glyph < EMPTY:
            pieces.append((glyph, round((left + right) * scale), round(-down * scale)))
        left += width
    return tuple(pieces)
