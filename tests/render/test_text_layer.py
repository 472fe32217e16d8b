"""What is read back from a file is what was written: in every typeface, by every reader."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from read_back import mupdf, pdfium, poppler

from press.render.codes import Codes
from press.render.engine import weasyprint
from press.render.text_layer import said_as_written

pytestmark = pytest.mark.slow

FONTS = Path(__file__).parents[2] / "fonts"
FACES = sorted(FONTS.rglob("*.ttf"))
FALLBACK = [FONTS / "noto-sans/NotoSans-Regular.ttf"]
FALLBACK += [FONTS / "noto-sans-arabic/NotoSansArabic-Regular.ttf"]
TEXTS = (
    "Neem 500\u00a0mg of 500 mg, niet 1\u202f000 mg.",
    "Officieel afficheren: koffie, efficiënt, fjord, Thuis, attest.",
    "µ is geen μ, Ω geen Ω, ∆ geen Δ; 37,5°C, 1⁄2 en ½, x² en H₂O.",
    "Thuốc này dùng để điều trị bệnh nhân bị đau lưng nặng.",
    unicodedata.normalize("NFD", "Crème brûlée, größer, Ångström, ị ọ ẹ."),
    "e‐mail, e-mail, e‑mail, co–morbide — “ja” ‘nee’ …",
    "Żółć, ďábel, ñandú, İstanbul, Šťastný, ψυχή, ξένος, Привет, мир",
)
"""Signs that share a glyph, that are drawn in several, that are joined in one."""
ARABIC = "لتخفيف الألم يمكنك تناول الدواء می‌خواهم نمی‌دانم"


def written(face: Path, *texts: str, style: str = "") -> bytes:
    """A page of these texts in a typeface, with others behind it for what it lacks."""
    weasyprint()
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    faces = "".join(
        f"@font-face {{ font-family: f{n}; src: url({path.resolve().as_uri()}) }}"
        for n, path in enumerate([face, *FALLBACK])
    )
    page = "@page { size: 420pt 700pt; margin: 20pt } p { font: 12pt f0, f1, f2 }"
    body = "".join(f"<p>{text}</p>" for text in texts)
    html = HTML(string=f'<html lang="nl"><style>{faces}{page}{style}</style>{body}')
    fonts = FontConfiguration()
    laid_out = html.render(font_config=fonts, pdf_variant="pdf/a-3u")
    with said_as_written(named=True):
        pdf: bytes = laid_out.write_pdf(pdf_variant="pdf/a-3u")
    return pdf


HAS_POPPLER = shutil.which("pdftotext") is not None
READERS = (pdfium, mupdf, *((poppler,) if HAS_POPPLER else ()))


@pytest.mark.parametrize("face", FACES, ids=lambda path: path.stem)
def test_every_word_in_every_typeface_is_read_as_it_was_written(face: Path) -> None:
    pdf = written(face, *TEXTS)
    for reader in READERS:
        assert reader(pdf).split() == " ".join(TEXTS).split(), reader.__name__


@pytest.mark.parametrize("face", [path for path in FACES if "Arabic" in path.stem], ids=str)
def test_arabic_and_persian_are_read_whole(face: Path) -> None:
    """Poppler puts words in the order of its own, and tears them at a non-joiner."""
    pdf = written(face, f'<span dir="rtl" lang="ar">{ARABIC}</span>')
    for reader in (pdfium, mupdf):
        assert sorted(reader(pdf).split()) == sorted(ARABIC.split()), reader.__name__
    if not HAS_POPPLER:
        return
    torn = r"[\s\u200c\u202a-\u202e]"
    assert sorted(re.sub(torn, "", poppler(pdf))) == sorted(re.sub(torn, "", ARABIC))


@pytest.mark.parametrize("first", ["500&nbsp;mg", "500 mg"])
def test_what_comes_first_decides_for_nothing_else(first: str) -> None:
    pdf = written(FONTS / "source-sans-3/SourceSans3-Regular.ttf", first, "500 mg 500&nbsp;mg")
    with pikepdf.open(BytesIO(pdf)) as file:
        (font,) = file.pages[0].Resources.Font.values()
        said = font.ToUnicode.read_bytes()
    assert said.count(b"> <0020>") == 1
    assert said.count(b"> <00a0>") == 1


def widths(pdf: bytes) -> list[dict[int, float]]:
    """How wide each glyph is in each typeface of a file, in thousandths, by its code."""
    with pikepdf.open(BytesIO(pdf)) as file:
        fonts = file.pages[0].Resources.Font
        return [_widths(font.DescendantFonts[0].W) for font in fonts.values()]


def _widths(array: Any) -> dict[int, float]:
    listed = [each for each in array if isinstance(each, pikepdf.Array)]
    firsts = [int(each) for each in array if not isinstance(each, pikepdf.Array)]
    return {
        first + n: float(width)
        for first, row in zip(firsts, listed, strict=True)
        for n, width in enumerate(row)
    }


@pytest.mark.parametrize("face", FACES, ids=[face.stem for face in FACES])
def test_a_glyph_is_as_wide_whatever_size_it_has_first(face: Path) -> None:
    text = "".join(map(chr, range(33, 127))).replace("<", "").replace("&", "")
    small, large = (
        widths(written(face, text, style=f"p:first-of-type {{ font-size: {size}pt }}"))
        for size in (7.3, 31)
    )
    assert small == large
    assert len(small[0]) > 80


def test_the_hyphen_of_a_broken_word_is_soft_and_one_that_was_typed_is_not() -> None:
    face = FACES[0]
    narrow = "p { width: 40pt; hyphens: manual }"
    pdf = written(face, "slaap\u00adproblemen", "dag\u2010en\u2010nacht", style=narrow)
    for reader in (pdfium, mupdf):
        read = re.sub(r"[\s\ufffe\u00ad]|\x02", "", reader(pdf))
        assert read.startswith("slaapproblemen"), reader.__name__
        assert "-" not in read
    assert "\u2010" in mupdf(pdf)


def cubic(path: Path) -> Path:
    """A typeface of the house with outlines of the other kind, as a practice may have one."""
    source, target = TTFont(FONTS / "noto-sans/NotoSans-Regular.ttf"), path / "own.otf"
    signs = {ord(sign): source.getBestCmap()[ord(sign)] for sign in "abcdefghiklmnoprstu\u0323 ."}
    names = [".notdef", *dict.fromkeys(signs.values())]
    glyphs, shapes = source.getGlyphSet(), {}
    for name in names:
        pen = T2CharStringPen(glyphs[name].width, glyphs)
        glyphs[name].draw(pen)
        shapes[name] = pen.getCharString()
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(signs | {0xA0: signs[0x20]})
    builder.setupCFF("Own", {}, shapes, {})
    builder.setupHorizontalMetrics({name: (glyphs[name].width, 0) for name in names})
    builder.setupHorizontalHeader(ascent=1069, descent=-293)
    builder.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(target)
    return target


def test_a_typeface_with_cubic_outlines_is_read_too(tmp_path: Path) -> None:
    text = "een\u00a0tablet een tablet"
    pdf = written(cubic(tmp_path), text, "o\u0323 e\u0323")
    for reader in READERS:
        assert reader(pdf).split() == [*text.split(), "o\u0323", "e\u0323"], reader.__name__


def test_a_code_follows_from_what_is_drawn_and_said_alone() -> None:
    one, other = (written(FACES[0], *texts) for texts in (TEXTS, reversed(TEXTS)))

    def codes(pdf: bytes) -> dict[str, dict[str, tuple[str, int]]]:
        with pikepdf.open(BytesIO(pdf)) as file:
            return {
                name: {
                    code: (said, int(font.LeafletCodes.get(f"/{code}", 0)))
                    for code, said in re.findall(
                        "<([0-9a-f]{4})> <([0-9a-f]+)>", font.ToUnicode.read_bytes().decode()
                    )
                }
                for name, font in file.pages[0].Resources.Font.items()
            }

    assert codes(one) == codes(other)


class Face:
    """As much of a typeface as codes ask for."""

    glyph_count = 10
    hash = "F"

    def __init__(self) -> None:
        self.to_unicode: dict[int, str] = {}
        self.widths: dict[int, int] = {}


def test_two_meanings_never_share_a_code() -> None:
    face = Face()
    codes = Codes(face, {3: " "})  # type: ignore[arg-type]
    assert codes.code(((3, 0, 0),), " ", 250) == 3
    made = {codes.code(((3, 0, 0),), chr(0x4E00 + n), 250) for n in range(3000)}
    assert len(made) == 3000
    assert 3 not in made
    assert min(made) >= face.glyph_count
    assert {face.to_unicode[code] for code in made} == {chr(0x4E00 + n) for n in range(3000)}


def test_every_reader_finds_the_same_letters_in_a_leaflet(samples: Path) -> None:
    """PDFium's are compared with the text itself by `check` (P045)."""
    for path in sorted(samples.rglob("*.pdf")):
        pdf = path.read_bytes()
        wanted = letters(pdfium(pdf))
        for read in READERS:
            assert letters(read(pdf)) == wanted, (path, read.__name__)


def letters(text: str) -> Counter[str]:
    """The letters of a text without spaces, hyphens of broken words, and signs of direction."""
    text = re.sub(
        "[\x02\ufffe\u00ad\u200b\u2060\u202a-\u202e-]", "", unicodedata.normalize("NFC", text)
    )
    return Counter("".join(text.split()))
