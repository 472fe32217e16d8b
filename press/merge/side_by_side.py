"""Variant of a leaflet in two languages -> one page: each side merged, then laid in rows.

Each side is merged as a leaflet of its own, in its own words, and the trees are paired, block by
block (`transforms.pairs`). A translation of other words is refused: who reads along in the other
language would be told something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement
from lxml.html.builder import E

from press.merge.account import said_on_lines
from press.merge.brand import root_style
from press.merge.figures import figures_in
from press.merge.page import Merging
from press.merge.templates import Written
from press.merge.text import convert
from press.merge.transforms import filling
from press.merge.transforms.pairs import Pair, Side, UnpairedError, line_of, pair_up, row, rows
from press.model import (
    Content,
    Finding,
    Leaflet,
    Library,
    LocalText,
    Manuscript,
    Origin,
    Publication,
    Variant,
    Words,
    has_errors,
    in_language,
)


class MergingBilingual(Merging):
    """The merge of a leaflet and its translation."""

    def __init__(self, variant: Variant, library: Library, blank_pages: int) -> None:
        super().__init__(variant, library, blank_pages)
        self.sides = [_MergingSide(each, self) for each in self.publication.leaflets]

    def manuscript(self) -> Manuscript:
        first, second = self.publication.leaflets
        self.say(_versions(first, second, self.library.content))
        made = super().manuscript()
        return replace(made, styles=(*made.styles, ("sides", self._style()))) if made.html else made

    def _style(self) -> str:
        """What the second language sets otherwise than the root: its typefaces first."""
        brand, faces = self.practice.brand, self.library.faces
        styles = [
            root_style(brand, side.words, faces, side.digits.counter).split("; ")
            for side in self.sides
        ]
        other = "; ".join(each for each in styles[1] if each not in styles[0])
        return f"[lang={self.sides[1].language}] {{ {other} }}"

    def _texts(self, words: Words, macros: object) -> dict[str, object]:
        made = [side.made() for side in self.sides]
        sides = (_side(self.sides[0]), _side(self.sides[1]))
        self.say(self.differences())
        ends = [tuple(each.closing) for each in made]
        closing = [row(Pair(ends[0], ends[1]), sides, "pair-closing")] if any(ends) else []
        return {
            "sides": [side.named(each) for side, each in zip(self.sides, made, strict=True)],
            "text": Written(rows(self._paired(made), sides)),
            "closing": Written(E.div(*closing)),
        }

    def _paired(self, made: Sequence[_Made]) -> list[list[Pair]]:
        try:
            return pair_up(made[0].root, made[1].root)
        except UnpairedError as error:
            if not has_errors(self.resources.findings):  # it is what was filled in that differs
                self.say([_unpaired(error, self.publication.leaflets[1])])
        return []

    def differences(self) -> Iterator[Finding]:
        """Where what the writers wrote does not go together: other blocks, other figures."""
        texts = [
            convert(leaflet, self.library.content, self.library.words[leaflet.language])
            for leaflet in self.publication.leaflets
        ]
        try:
            sections = pair_up(texts[0].root, texts[1].root)
        except UnpairedError as error:
            if not has_errors(finding for text in texts for finding in text.findings):
                yield _unpaired(error, self.publication.leaflets[1])
            return
        yield from _figures(pair for pairs in sections for pair in pairs)


def go_together(variant: Variant, library: Library) -> bool:
    """Whether the two texts of a bilingual variant say the same, block by block."""
    first, second = variant.publication.leaflets
    differ = MergingBilingual(variant, library, 0).differences()
    return not has_errors([*_versions(first, second, library.content), *differ])


@dataclass(frozen=True, slots=True)
class _Made:
    """A side's text, filled in; what comes at its end; and what a template names of it."""

    root: HtmlElement
    closing: tuple[HtmlElement, ...]
    said: Mapping[str, object]


class _MergingSide(Merging):
    """The merge of one side; what it finds and asks for is that of the whole."""

    def __init__(self, leaflet: Leaflet, whole: MergingBilingual) -> None:
        one = Publication(
            slug=leaflet.slug,
            language=leaflet.language,
            head=leaflet,
            leaflets=(leaflet,),
            origin=leaflet.origin,
            lines=leaflet.lines,
            held=whole.publication.held,
        )
        super().__init__(replace(whole.variant, publication=one), whole.library, 0)
        self.resources, self.say, self.wanted = whole.resources, whole.say, whole.wanted

    @property
    def words(self) -> Words:
        return self.library.words[self.language]

    def made(self) -> _Made:
        """Fill in the text; the names of its places are its own, whatever the other's are."""
        named = self._named(self.words)
        texts = self._texts(self.words, self._macros(named))
        root: HtmlElement = texts["leaflets"][0].text.root
        lists = {name: texts[name].root for name in ("sources_list", "notes_list", "closing")}
        for tree in (root, *lists.values()):
            filling.name_places(tree, self.language)
        closing = tuple(lists["closing"])
        return _Made(root, closing, named | {name: texts[name] for name in lists})

    def named(self, made: _Made) -> dict[str, object]:
        """What the layout's template names of a side: its words, its macros, its head."""
        return {
            "language": self.language,
            "direction": self.words.direction,
            "head": self.publication.head,
            "words": self.words,
            "say": made.said["say"],
            "local": made.said["local"],
            "digits": made.said["digits"],
            "parts": self._macros(made.said),
        }

    def _local(self, text: LocalText | None) -> str:
        if isinstance(text, dict) and self.language not in text:
            instead = in_language(text, self.language)
            message = f"'{instead}' is not given in '{self.language}', and printed as it is"
            hint = f"add a line '{self.language}: …' below it"
            self.say([Finding("S029", "warning", message, self.practice.origin, hint)])
        return super()._local(text)


def _side(side: _MergingSide) -> Side:
    return Side(side.language, side.words.direction)


# --- what is wrong between them -----------------------------------------------------------


def _versions(first: Leaflet, second: Leaflet, content: Content) -> Iterator[Finding]:
    """S110: both must say what the original says now."""
    original = first.translation_of or first.slug
    current = next(
        (each.version for each in content.leaflets if _is_original(each, original)), _of(first)
    )
    for leaflet in (first, second):
        if _of(leaflet) != current:
            said = _of(leaflet) or "no version"
            message = f"this translates {said} of '{original}', which is now {current}"
            place = Origin(leaflet.origin.path, leaflet.lines.get("translation_of", 1))
            hint = "it is not printed beside another language until it says the same"
            yield Finding("S110", "error", message, place, hint)


def _is_original(leaflet: Leaflet, slug: str) -> bool:
    return leaflet.slug == slug and leaflet.translation_of is None


def _of(leaflet: Leaflet) -> str | None:
    """The version of the original that a leaflet is, or that it translates."""
    return leaflet.translation_of_version if leaflet.translation_of else leaflet.version


def _unpaired(error: UnpairedError, translation: Leaflet) -> Finding:
    one, other = error.lines
    place = _origin(other, translation.origin)
    message = f"{error.second} here, {error.first} in {one}: they do not go side by side"
    hint = "write both of the same blocks, in the same order"
    return Finding("S111", "error", message, place, hint)


def _figures(pairs: Iterator[Pair]) -> Iterator[Finding]:
    """P050: figures that only one side of a pair has."""
    for pair in pairs:
        counted = [figures_in(_said(blocks)) for blocks in (pair.first, pair.second)]
        if counted[0] == counted[1] or not (pair.first and pair.second):
            continue
        only = [sorted((one - other).elements()) for one, other in (counted, counted[::-1])]
        lines = [line_of(blocks[0]) for blocks in (pair.first, pair.second)]
        first, second = (", ".join(each) or "nothing" for each in only)
        message = f"the figures differ: {second} here, {first} in {lines[0]}"
        hint = "write the same number on both sides, in figures or in words"
        yield Finding("P050", "error", message, _origin(lines[1], Origin("")), hint)


def _said(blocks: Sequence[HtmlElement]) -> str:
    return " ".join(said for block in blocks for said in said_on_lines(block).values())


def _origin(line: str, otherwise: Origin) -> Origin:
    path, _, number = line.rpartition(":")
    return Origin(path, int(number)) if path else otherwise
