"""A finished file, what was written -> the words that a reader of the file does not find.

A word is letters or figures without what stands between; of Chinese each sign is one. A file
from right to left is read word by word, for each reader puts words in an order of its own.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from itertools import permutations
from typing import Any

import pikepdf
import pymupdf
import pypdfium2
from printed import Printed, Tag

from press.merge.as_read import lines_as_read
from press.model import Library, Publication

_BROKEN = re.compile("[\ufffe\u00ad][ \n]*")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HAN = "\u2e80-\u9fff"
_MARKS = "\u0300-\u036f\u064b-\u0655"
_WORD = re.compile(rf"[{_HAN}]|\d+|[^\W\d_{_HAN}](?:[^\W\d_{_HAN}]|[{_MARKS}\u200c])*")
_AT_END = re.compile("[\x02\ufffe][ \r\n]*")
_NOT_SAID = re.compile(r"\[[^\]]*\]|\{[^}]*\}|____|^#+ ")
"""In a line: notes and pictures, values of a practice, blanks, the mark of a heading."""


def words(text: str) -> list[str]:
    text = _UNSEEN.sub("", _BROKEN.sub("", text))
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def written(publication: Publication, library: Library) -> Iterator[tuple[str, list[str]]]:
    """What its sources say, block by block: the language and the words of each.

    Addresses of sources are left out: the page says the site alone, where they are long.
    """
    for leaflet in publication.leaflets:
        known = library.words[leaflet.language]
        lines = lines_as_read(leaflet, library.content, known) or ()
        sources = {f"[{each.id}] " for each in leaflet.sources}
        for line in lines:
            if not any(map(line.startswith, sources)):
                for block in _NOT_SAID.sub("\n", line).split("\n"):
                    yield leaflet.language, words(block)
        for source in leaflet.sources:
            yield source.language or leaflet.language, words(f"{source.text} {source.year or ''}")


def missing(wanted: Counter[str], text: str) -> Counter[str]:
    """The words that a text lacks.

    U+0002 or U+FFFE is PDFium's sign for a hyphen at the end of a line: of a broken word, or one
    that was typed, behind which another word begins.
    """
    broken, typed = (_AT_END.sub(between, text) for between in ("", " "))
    found = Counter(words(text)) | Counter(words(broken)) | Counter(words(typed))
    lost = wanted - found
    # Poppler takes a typed hyphen at the end of a line for that of a broken word, and joins both.
    for first, second in permutations(list(lost), 2):
        joined = found[first + second]
        lost -= Counter({first: joined, second: joined})
    return lost


def spoken(printed: Printed) -> Mapping[str, str]:
    """What the tags read, by the language that it is said to be in, with nothing of it twice."""
    said: dict[str, str] = {}

    def say(text: str, language: str) -> None:
        said[language] = said.get(language, "") + text

    def walk(tag: Tag, around: str) -> None:
        language = tag.language or around
        rest = tag.said
        if language != around:
            say("\n", language)
        for each in tag.children:
            if each.said:
                before, _, rest = rest.partition(each.said)
                say(before, language)
                walk(each, language)
        say(rest, language)

    for each in printed.tags.children:
        walk(each, str(printed.pdf.Root.Lang))
    return said


def pdfium(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as pages:
        return " ".join(page.get_textpage().get_text_range() for page in pages)


def poppler(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def mupdf(pdf: bytes) -> str:
    document: Any = pymupdf.open(stream=pdf)  # type: ignore[no-untyped-call]
    return " ".join(page.get_text() for page in document)


READERS: tuple[Callable[[bytes], str], ...] = (pdfium, mupdf)
if shutil.which("pdftotext"):
    READERS += (poppler,)


def glyphs_that_are_none(pdf: bytes) -> int:
    """How often a page draws the glyph that stands for a sign which a typeface lacks."""
    with pikepdf.open(BytesIO(pdf)) as file:
        return sum(map(_none_on, file.pages))


def _none_on(page: pikepdf.Page) -> int:
    fonts: Any = page.Resources.get("/Font", {})
    found, places = 0, None
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        if str(operator) == "Tf":
            face = fonts[str(operands[0])].get("/DescendantFonts", [{}])[0]
            places = face.get("/CIDToGIDMap", "/Identity")
        elif str(operator) == "TJ":
            shown = b"".join(
                bytes(each) for each in operands[0] if isinstance(each, pikepdf.String)
            )
            codes = (int.from_bytes(shown[n : n + 2], "big") for n in range(0, len(shown), 2))
            found += sum(_glyph(code, places) == 0 for code in codes)
    return found


def _glyph(code: int, places: Any) -> int:
    if not isinstance(places, pikepdf.Stream):
        return code
    return int.from_bytes(places.read_bytes()[2 * code : 2 * code + 2], "big")
