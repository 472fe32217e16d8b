"""A file's bytes -> its words, read once more by code of its own, to hold the reader to them.

Nothing here knows what the readers do: Word's parts are walked with the standard library's
parser, web pages with its tokenizer, Markdown by the looks of its marks. Words are letters,
figures and the signs that the press counts; accents are taken off, so that how a letter is
composed says nothing.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from itertools import accumulate
from typing import NamedTuple
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

_WORD = re.compile(r"[^\W_]+|[<>&%€£$≥≤±×÷°]")
_RUN = "\x00"
"""What parts two runs: a word may go on behind it, half of it left out."""


class Fragment(NamedTuple):
    """A word, or what of it stands in one run; where it is, and whether a word begins there."""

    text: str
    begins: bool
    place: str


Counted = dict[str, list[Fragment]]
"""The words of each part of a file, in order."""


def fragments(text: str, place: str) -> Iterator[Fragment]:
    """The words of a text whose runs are parted by NUL."""
    plain = unicodedata.normalize("NFD", text)
    plain = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf", "Me"))
    cuts = list(accumulate(len(piece) for piece in plain.split(_RUN)))
    joined, next_cut = plain.replace(_RUN, ""), 0
    for word in _WORD.finditer(joined):
        start = word.start()
        while start < word.end():
            while next_cut < len(cuts) and cuts[next_cut] <= start:
                next_cut += 1
            end = min(word.end(), cuts[next_cut] if next_cut < len(cuts) else word.end())
            yield Fragment(joined[start:end], start == word.start(), place)
            start = end


# --- Word -----------------------------------------------------------------------------------

_UNCOUNTED = re.compile(
    r"word/(?:(?:styles\w*|settings|fontTable|webSettings|numbering|stylesWithEffects)\.xml"
    r"|(?:theme|glossary|_rels|activeX|embeddings)/.*"
    r"|diagrams/(?!data).*|charts/(?!chart).*|comments\w+\.xml|people\.xml)\Z"
)
_TEXTS = {"t", "delText", "instrText", "delInstrText"}
_SPACES = {
    "tab",
    "br",
    "cr",
    "ptab",
    "noBreakHyphen",
    "sym",
    "footnoteReference",
    "endnoteReference",
}


def count_word(content: bytes) -> Counted:
    """The words of each part of a Word file that holds text."""
    found: Counted = {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if not re.match(r"word/.*\.xml\Z", name) or _UNCOUNTED.match(name):
                continue
            root = fromstring(packed.read(name))
            words = _drawn(root) if re.match(r"word/(diagrams|charts)/", name) else _written(root)
            if held := list(words):
                found[name] = held
    return found


def _drawn(root: Element) -> Iterator[Fragment]:
    for each in root.iter():
        if _name(each) in ("t", "v") and each.text:
            yield from fragments(each.text, "a chart or diagram")


def _written(root: Element) -> Iterator[Fragment]:
    """Paragraph by paragraph; what floats beside one comes behind it."""
    for number, paragraph in enumerate(_paragraphs(root), 1):
        yield from _of_paragraph(paragraph, f"paragraph {number}")


def _paragraphs(element: Element) -> Iterator[Element]:
    for each in element:
        if _name(each) == "p":
            yield each
        elif _name(each) != "Fallback":
            yield from _paragraphs(each)


def _of_paragraph(paragraph: Element, place: str) -> Iterator[Fragment]:
    said: list[str] = []
    beside: list[Element | str] = []
    _walk(paragraph, said, beside)
    yield from fragments("".join(said), place)
    for each in beside:
        if isinstance(each, str):
            yield from fragments(each, place)
        else:
            for inner in _paragraphs(each):
                yield from _of_paragraph(inner, f"{place}, text box")


def _walk(element: Element, said: list[str], beside: list[Element | str]) -> None:
    for each in element:
        name = _name(each)
        attributes = {key.rpartition("}")[2]: text for key, text in each.attrib.items()}
        if name == "Fallback":
            continue
        if name in _TEXTS:
            said.append((each.text or "") + _RUN)
        elif name == "fldSimple":
            said.append(attributes.get("instr", "") + _RUN)
        elif name in _SPACES:
            said.append(" ")
        elif name in ("docPr", "shape", "rect"):
            beside += [attributes[key] for key in ("descr", "alt", "title") if key in attributes]
        elif name == "textpath":
            beside.append(attributes.get("string", ""))
        if name == "txbxContent":
            beside.append(each)
        else:
            _walk(each, said, beside)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


# --- web pages, text ------------------------------------------------------------------------

_UNSEEN = ("script", "style", "template")
_PARTED = frozenset(
    """
    address article aside blockquote body br button caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html iframe img input
    legend li main menu nav noscript object ol optgroup option p pre section select summary table
    tbody td textarea tfoot th thead title tr ul video
    """.split()  # noqa: SIM905
)
"""Elements at whose ends a word ends."""


_OPEN_COMMENT = re.compile(r"<!--(?!.*?-->).*", re.S)
"""A comment that reaches to the end of a page (HTML, 13.2.5.45)."""


class _Page(HTMLParser):
    """The text of a page, and what stands for its pictures, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[tuple[str, int]] = []
        self.unseen = ""
        self.open: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen = self.unseen or tag
        self.open[tag] += 1
        self._put(" " if tag in _PARTED else _RUN)
        if tag == "img":
            self._put(f" {dict(attrs).get('alt') or ''} ")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = "" if tag == self.unseen else self.unseen
        if not self.open[tag] and tag != "p":
            return  # it ends nothing, and is passed over (HTML, 13.2.6.4.7)
        self.open[tag] -= 1
        self._put(" " if tag in _PARTED else _RUN)

    def handle_data(self, data: str) -> None:
        self._put(data)

    def _put(self, said: str) -> None:
        if not self.unseen:
            self.said.append((said, self.getpos()[0]))


def count_page(text: str) -> Counted:
    """The words of a web page."""
    page = _Page()
    page.feed(_OPEN_COMMENT.sub("", text))
    page.close()
    return {"": _numbered(page.said)}


def _numbered(pieces: Sequence[tuple[str, int]]) -> list[Fragment]:
    """The words of a text, each with the line that its stretch of text began on."""
    found: list[Fragment] = []
    held, row = "", 1
    for said, line in pieces:
        if held and (said.startswith((" ", "\n")) or held.endswith((" ", "\n"))):
            found += fragments(held, f"line {row}")
            held = ""
        row = row if held else line
        held += said
    return found + list(fragments(held, f"line {row}"))


def count_lines(lines: Iterable[Iterable[str]]) -> Counted:
    """The words of a text that were read line by line."""
    return {
        "": [
            fragment
            for number, words in enumerate(lines, 1)
            for word in words
            for fragment in fragments(word, f"line {number}")
        ]
    }
