"""Elements and text in codes -> one lxml tree, its elements cleaned and with their rows.

Markdown's elements and those that a writer wrote in HTML come into the same tree, as they
begin and end; nothing is written as HTML and read again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from lxml import html as lxml_html
from lxml.html import HtmlElement
from markdown.extensions.footnotes import FN_BACKLINK_TEXT, NBSP_PLACEHOLDER
from markdown.util import ETX, STX

from press.merge.coded import CODE, Coded, Taken
from press.merge.html import BLOCK, ELEMENTS, HEADINGS, INLINE, SCHEME, VOID, is_allowed
from press.merge.residue import Residue, residue_in
from press.merge.tree import append_text
from press.reading import UNPRINTABLE

STASHED = re.compile(f"{STX}wzxhzdk:(\\d+){ETX}")
"""Where Python-Markdown put something away."""
_SCHEMES = frozenset(["https", "mailto", "tel", "http", "file", "data", "ftp", "javascript", "sms"])
"""Of links; those that cannot be followed are kept, so that the finding can name them."""
MOST_DEEP = 40
"""Levels of blocks in each other. The engine runs out of Python's stack at about 150."""


@dataclass(slots=True)
class Read:
    """A text as a tree, and what was met on the way.

    `met` are the numbers of its codes in the order of the tree, `aside` of those that stand
    out of order: in notes and in addresses. `rows_of_tables` are rows of tables with another
    number of cells than their head: row, cells, cells of the head.
    """

    root: HtmlElement
    met: list[int] = field(default_factory=list)
    aside: list[int] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    strange: list[tuple[int, str]] = field(default_factory=list)
    residue: list[Residue] = field(default_factory=list)
    unknown_notes: list[tuple[int, str]] = field(default_factory=list)
    rows_of_tables: list[tuple[int, int, int]] = field(default_factory=list)


_CLOSES: Mapping[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "thead": frozenset({"tr", "td", "th"}),
    "tbody": frozenset({"thead", "tbody", "tr", "td", "th"}),
    "tfoot": frozenset({"thead", "tbody", "tr", "td", "th"}),
    **{
        name: frozenset({"p"})
        for name in BLOCK - {"li", "tr", "td", "th", "dt", "dd", "thead", "tbody", "tfoot"}
    },
}
"""Whose end each element implies (HTML, 13.1.2.4)."""
_WITHIN: Mapping[str, frozenset[str]] = {
    "li": frozenset({"ul", "ol"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    **{name: frozenset({"table"}) for name in ("tr", "td", "th", "thead", "tbody", "tfoot")},
}
_NEED_NO_END = frozenset(_WITHIN) | {"p"}
_BOXES = frozenset({"div", "section", "td", "th", "li", "blockquote", "dd", "figure"})
_NO_BLOCKS = frozenset({"p", *HEADINGS, "dt", "x-title"})
"""Elements of Markdown's that hold no block."""


class Builder:
    """Makes a tree of elements that begin and end and of text in codes.

    What Markdown made is hard: tags that a writer wrote inside it end with it.
    """

    def __init__(self, coded: Coded) -> None:
        self.coded = coded
        self.read = Read(lxml_html.Element("div"))
        self.stack: list[tuple[HtmlElement, bool]] = [(self.read.root, True)]
        self.row = 0
        self.in_notes = False
        self.parser = Written(self)

    def written(self, html: str) -> None:
        """Add what a writer wrote in HTML: a block, or a single tag."""
        self.parser.first = self.row
        self.parser.feed(html)
        self.parser.close()
        self.parser.reset()

    # --- elements ---

    def start(self, name: str, attributes: Mapping[str, str | None], *, hard: bool) -> None:
        element = lxml_html.Element(name)
        for attribute, value in sorted(attributes.items()):
            self._set(element, attribute.lower(), value or "")
        self.stack[-1][0].append(element)
        self.stack.append((element, hard))
        if len(self.stack) > MOST_DEEP:
            raise RecursionError("too deep to be laid out")
        if name in VOID:
            self.close(len(self.stack) - 1)

    def _set(self, element: HtmlElement, attribute: str, value: str) -> None:
        """Give an element an attribute, unless it may not have it."""
        name = str(element.tag)
        if name == "img" and attribute in ("alt", "title"):
            self.read.residue += residue_in(
                value, self.coded, self.row, begins=False, in_item=False
            )
        value = self._plain(value, element, attribute)
        attribute = "id" if (name, attribute) == ("a", "name") else attribute
        if name.startswith("x-"):
            element.set(attribute, value)
            return
        scheme = SCHEME.match(value) if attribute in ("href", "src") else None
        known = not scheme or scheme[1].lower() in _SCHEMES
        if strange := UNPRINTABLE.search(value):
            self.read.strange.append((self.row, strange[0]))
        elif known and is_allowed(name, attribute, value):
            element.set(f"x-{attribute}" if "{{" in value else attribute, value)
        else:
            self.read.taken.append(Taken(name, self.row, attribute, value))

    def end(self, name: str) -> None:
        """The end of an element that a writer began."""
        for depth in range(len(self.stack) - 1, 0, -1):
            element, hard = self.stack[depth]
            if hard:
                break
            if element.tag == name:
                self.close(depth)
                return
        self.take_away(name, "/")

    def take_away(self, name: str, end: str = "") -> None:
        """Note a tag that is not used; a block that it would have parted is words still."""
        self.read.taken.append(Taken(f"{end}{name}", self.row))
        if name in BLOCK:
            self._append(" ")

    def name_unclosed(self, depth: int) -> None:
        """Name what a writer began inside an element and did not end there."""
        for element, _ in self.stack[depth:]:
            if element.tag not in _NEED_NO_END:
                self.read.taken.append(Taken(str(element.tag), self.row, "/"))

    def close(self, depth: int) -> None:
        """End all elements from this depth on."""
        for element, _ in self.stack[depth:]:
            if element.get("data-line") is None:
                element.set("data-line", str(self.row))
        del self.stack[depth:]

    # --- text ---

    def text(self, said: str) -> None:
        said = said.replace(NBSP_PLACEHOLDER, "").replace(FN_BACKLINK_TEXT, "")
        if not said:
            return
        if said.strip():
            above = self.stack[-1][0]
            begins = not len(above) and not above.text and above.tag not in INLINE
            in_item = any(element.tag == "li" for element, _ in self.stack[-2:])
            self.read.residue += residue_in(
                said, self.coded, self.row, begins=begins, in_item=in_item
            )
            self._find_unknown_notes(said)
        at, pieces = 0, []
        for letter in CODE.finditer(said):
            code = self.coded.of(letter[0])
            pieces.append(said[at : letter.start()])
            at = letter.end()
            self._meet(letter[0], said[at : at + len(code.word)])
            self._mark(code.row)
            if code.kind not in ("value", "blank", "html"):
                pieces.append(code.text)
                continue
            self._append("".join(pieces))
            pieces = []
            if code.kind == "value":
                self._holder("x-value", name=code.text)
            elif code.kind == "blank":
                self._holder("x-blank", length=str(len(code.text)))
            else:
                self.written(code.text)
        self._append("".join(pieces) + said[at:])

    def _plain(self, said: str, element: HtmlElement, attribute: str) -> str:
        """An attribute's value with its codes turned back."""

        def back(letter: re.Match[str]) -> str:
            code = self.coded.of(letter[0])
            behind = said[letter.end() : letter.end() + len(code.word)]
            self._meet(letter[0], behind, aside=element.tag != "img")
            if attribute == "alt":
                element.set("data-line", element.get("data-line", str(code.row)))
                self._mark(code.row)
            return f"{{{{ {code.text} }}}}" if code.kind == "value" else code.text

        return CODE.sub(back, STASHED.sub("", said))

    def _meet(self, letter: str, behind: str, *, aside: bool = False) -> None:
        """Note that a code was met, if what is behind it is the rest of its word."""
        code = self.coded.of(letter)
        if code.kind != "word" or self._decoded(behind).startswith(code.word[len(code.text) :]):
            aside = aside or self.in_notes
            (self.read.aside if aside else self.read.met).append(self.coded.number(letter))

    def _mark(self, row: int) -> None:
        """Give the elements that are open their row, if this is their first."""
        self.row = row
        for element, _ in reversed(self.stack[1:]):
            if element.get("data-line") is not None:
                break
            element.set("data-line", str(row))

    def _decoded(self, said: str) -> str:
        return CODE.sub(lambda letter: self.coded.of(letter[0]).text, said)

    def _holder(self, tag: str, **attributes: str) -> None:
        self.stack[-1][0].append(lxml_html.Element(tag, attributes))

    def _append(self, said: str) -> None:
        if said:
            append_text(self.stack[-1][0], said)

    def _find_unknown_notes(self, said: str) -> None:
        for note in re.finditer(r"\[\^([^\]\s]+)\]", said):
            before = CODE.findall(said[: note.start()])
            row = self.coded.of(before[-1]).row if before else self.row
            self.read.unknown_notes.append((row, self._decoded(note[1])))


class Written(HTMLParser):
    """HTML that a writer wrote, a block or a single tag, for the tree that is being built."""

    def __init__(self, builder: Builder) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = builder
        self.first = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        builder = self.builder
        builder.row = self.first + self.getpos()[0] - 1
        if tag not in ELEMENTS or (tag in BLOCK and self._in_running_text()):
            builder.take_away(tag)
            return
        self.end_implied(tag)
        if tag == "tr" and builder.stack[-1][0].tag == "table":
            builder.start("tbody", {}, hard=False)
        builder.start(tag, dict(attrs), hard=False)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        builder = self.builder
        if tag == "table" and builder.stack[-1][0].tag in ("tbody", "thead", "tfoot"):
            builder.close(len(builder.stack) - 1)
        if tag == "br":  # as HTML reads it (13.2.6.4.7)
            self.handle_starttag(tag, [])
        elif tag in ELEMENTS and tag not in VOID:
            builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.text(data)

    def _in_running_text(self) -> bool:
        """Whether this is the running text of Markdown, which holds no blocks."""
        around = next(pair for pair in reversed(self.builder.stack) if pair[0].tag not in INLINE)
        return around[1] and around[0].tag in _NO_BLOCKS

    def end_implied(self, tag: str) -> None:
        """End what this element ends by beginning."""
        stack, within = self.builder.stack, _WITHIN.get(tag, _BOXES)
        for depth in range(len(stack) - 1, 0, -1):
            element, hard = stack[depth]
            if hard or element.tag in within:
                return
            if element.tag in _CLOSES.get(tag, ()):
                self.builder.close(depth)
