"""Markdown -> one tree whose elements know their row, with nothing of it written and read again.

Python-Markdown makes a tree, which it would write as HTML; here its tree is taken instead, the
HTML that a writer put into the text read into the same tree on the way, and codes
(`press.merge.codes`) turned back. What the press itself makes of it has elements of its own,
which no writer can write: x-part, x-title, x-notes, x-text, x-note, x-value, x-blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from press.merge.builder import STASHED, Builder, Read
from press.merge.coded import CODE, Coded
from press.merge.html import BLOCK, ELEMENTS

_EXTENSIONS = [
    "tables",
    "def_list",
    "footnotes",
    "attr_list",
    "admonition",
    "sane_lists",
    "smarty",
    "pymdownx.betterem",
]
_READ_BEFORE = (
    *("autolink", "automail", "entity", "escape"),
    *("reference", "image_reference", "short_reference", "short_image_ref"),
)
"""Patterns of Python-Markdown for what `codes` has read before."""


def read_markdown(coded: Coded, quotes: str, sources: Sequence[str]) -> Read:
    """Read a text in codes; `sources` are what it may refer to besides its own notes.

    `quotes` are the quotation marks of its language, as its words have them.
    """
    converter = _converter(quotes)
    tables = converter.parser.blockprocessors["table"]
    assert isinstance(tables, _CountedTables)
    tables.wrong = []
    # The press itself writes the notes of the head's sources: here they only are there.
    notes = "\n".join(f"[^{source}]: {coded.put('anchor', '', 0)}" for source in sources)
    tree = _parse(converter, f"{coded.text}\n\n{notes}\n")
    builder = _Tree(coded, converter.htmlStash.rawHtmlBlocks)
    builder.inside(tree)
    builder.name_unclosed(1)
    builder.close(1)
    for letters, cells, head in tables.wrong:
        row = next((coded.of(letter).row for letter in CODE.findall(letters)), 0)
        builder.read.rows_of_tables.append((row, cells, head))
    return builder.read


class _CountedTables(TableProcessor):
    """Notes rows that have more or fewer cells than their head, which it would lose or make up."""

    wrong: list[tuple[str, int, int]]

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        cells = len(self._split_row(row))  # type: ignore[attr-defined]
        if cells != len(align):
            self.wrong.append((row, cells, len(align)))
        super()._build_row(row, parent, align)  # type: ignore[misc]


class _Marked(InlineProcessor):
    """`[red flags]{: lang=en}`: words that marks belong to, and nothing else."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        span = Element("span")
        span.text = m[1]
        return span, m.start(), m.end()


class _OrderedParts(AdmonitionProcessor):
    """Keeps the words of an item before the list in it, and says which paragraph is a title.

    Python-Markdown 3.11 puts them behind it where a blank line parts the items of that list.
    """

    CLASSNAME_TITLE = "\0title"  # a writer may write any other: no text has this sign (S011)

    def run(self, parent: Element, blocks: list[str]) -> None:
        item = self.current_sibling
        if item is not None and item.tag in ("li", "dd") and item.text:
            paragraph = Element("p")
            paragraph.text, item.text = item.text, ""
            item.insert(0, paragraph)
        super().run(parent, blocks)


@lru_cache(maxsize=16)
def _converter(quotes: str) -> markdown.Markdown:
    """A converter; one serves all texts with these quotation marks, one after the other."""
    left, right, open_, close = quotes.split(" ")
    substitutions = {
        "left-single-quote": left,
        "right-single-quote": right,
        "left-double-quote": open_,
        "right-double-quote": close,
    }
    converter = markdown.Markdown(
        extensions=_EXTENSIONS,
        extension_configs={
            # Dashes and the like are set with the other signs, once the tree is there.
            "smarty": {
                "substitutions": substitutions,
                "smart_dashes": False,
                "smart_ellipses": False,
            },
            "footnotes": {"BACKLINK_TEXT": "", "USE_DEFINITION_ORDER": False},
            "tables": {"use_align_attribute": True},
        },
        output_format="html",
    )
    for name in _READ_BEFORE:
        converter.inlinePatterns.deregister(name)
    converter.parser.blockprocessors.deregister("reference")
    converter.preprocessors.deregister("html_block")
    converter.parser.blockprocessors.deregister("code")  # what is indented is no program here
    tables = _CountedTables(converter.parser, {"use_align_attribute": True})
    converter.parser.blockprocessors.register(tables, "table", 75)
    marked = _Marked(r"\[([^\[\]\n]+)\](?=\{:)", converter)
    converter.inlinePatterns.register(marked, "marked", 155)  # behind links
    parts = _OrderedParts(converter.parser)
    converter.parser.blockprocessors.register(parts, "admonition", 105)
    return converter


def _parse(converter: Any, text: str) -> Element:
    """What Markdown.convert does, up to the point where it would write HTML."""
    converter.reset()
    lines = text.split("\n")
    for before in converter.preprocessors:
        lines = before.run(lines)
    root: Element = converter.parser.parseDocument(lines).getroot()
    for after in converter.treeprocessors:
        made: Element | None = after.run(root)
        root = root if made is None else made
    return root


class _Tree(Builder):
    """The tree that is built of what Python-Markdown made; `stash` is what it put away."""

    def __init__(self, coded: Coded, stash: Sequence[Any]) -> None:
        super().__init__(coded)
        self.stash = stash

    def take(self, node: Element) -> None:
        """Add an element of Markdown's; what the press makes more of gets a name of its own."""
        name, attributes = node.tag, dict(node.attrib)
        kind = attributes.get("class", "")
        if name in BLOCK:
            self.parser.end_implied(name)
        depth = len(self.stack)
        if name == "div" and kind.startswith("admonition "):
            self.start("x-part", {"kinds": kind.removeprefix("admonition ")}, hard=True)
        elif kind == _OrderedParts.CLASSNAME_TITLE:
            self._title(node)
            return
        elif name == "div" and kind == "footnote":
            self.start("x-notes", {}, hard=True)
            self.in_notes = True
        elif name == "li" and self.in_notes and attributes.get("id", "").startswith("fn:"):
            self.start("x-text", {"name": attributes["id"][3:]}, hard=True)
        elif name == "sup" and len(node) and attributes.get("id", "").startswith("fnref"):
            self.start("x-note", {"name": node[0].attrib["href"].removeprefix("#fn:")}, hard=True)
            self.close(depth)
            return
        elif name == "a" and self.in_notes and kind == "footnote-backref":
            return
        elif name == "p" and not len(node) and self._is_html(node.text):
            self.text(node.text or "")
            return
        elif name in ELEMENTS:
            first = CODE.search("".join(node.itertext()))
            self.row = self.coded.of(first[0]).row if first else self.row
            self.start(name, attributes, hard=True)
        self.inside(node)
        self.name_unclosed(depth + 1)
        self.close(depth)

    def _title(self, node: Element) -> None:
        """The title of a part: what a writer wrote, be it nothing; else there is none."""
        self.start("x-title", {}, hard=True)
        title, codes = self.stack[-1][0], CODE.findall(node.text or "")
        self.inside(node)
        self.close(len(self.stack) - 1)
        if codes and self.coded.of(codes[0]).kind == "untitled":
            title.getparent().remove(title)

    def inside(self, node: Element) -> None:
        self.mixed(node.text)
        for child in node:
            self.take(child)
            self.mixed(child.tail)

    def mixed(self, said: str | None) -> None:
        """Text in which tags, quotation marks and the like that Markdown put away are called up."""
        if not said:
            return
        said = unescape(said) if isinstance(said, AtomicString) else said
        at = 0
        for stashed in STASHED.finditer(said):
            self.text(said[at : stashed.start()])
            at = stashed.end()
            piece = self.stash[int(stashed[1])]
            if not isinstance(piece, str):
                self.take(piece)
            elif "<" in piece:
                self.written(piece)
            else:
                self.text(unescape(piece))
        self.text(said[at:])

    def _is_html(self, said: str | None) -> bool:
        """Whether a paragraph is nothing but a block of HTML, and so no paragraph."""
        said = (said or "").strip()
        return bool(CODE.fullmatch(said)) and self.coded.of(said).kind == "html"
