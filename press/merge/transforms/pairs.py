"""Two texts that say the same in two languages -> their blocks in pairs, and these as rows.

Sections go together in their order, and in each its blocks: a list with a list, a box of warning
signs with a box of warning signs. Where a translator made one paragraph of two, what stands
together in paragraphs is one. Anything else is no pair: it is told with both its lines, since
nobody can see on the page that a warning sign is missing in the language that he cannot read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from lxml.html import HtmlElement
from lxml.html.builder import E

from press.merge.account import MADE
from press.merge.transforms import flow
from press.merge.tree import classes, take_line
from press.model.parts import EXERCISE

_HEADINGS = ("h2", "h3", "h4", "h5")
_WHOLE = ("part", "margin", "not-cited")
"""Classes that say nothing of what a block is."""
_NAMES = {
    "p": "a paragraph",
    "h2": "a heading",
    "h3": "a smaller heading",
    "ul": "a list",
    "ol": "a numbered list",
    "table": "a table",
    "figure": "a picture",
    "blockquote": "a quotation",
}
_COUNTED = {"li": "item", "tr": "row"}


class UnpairedError(Exception):
    """Two texts that do not go together: what each has at a place where the other differs."""

    def __init__(self, first: str, second: str, lines: tuple[str, str]) -> None:
        super().__init__(first, second)
        self.first, self.second, self.lines = first, second, lines


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands side by side: a block of each text, or several that belong together."""

    first: tuple[HtmlElement, ...]
    second: tuple[HtmlElement, ...]

    @property
    def kind(self) -> str:
        return _kind((self.first or self.second)[0])


@dataclass(frozen=True, slots=True)
class Side:
    """A language, and which way it is written."""

    language: str
    direction: str


def pair_up(first: HtmlElement, second: HtmlElement) -> list[list[Pair]]:
    """The pairs of each section; UnpairedError where the texts do not go together."""
    cut = [[list(each) for each in flow.sections(_arranged(root))] for root in (first, second)]
    ones, others = ([blocks for blocks in sections if blocks] for sections in cut)
    if len(ones) != len(others):
        longer = max(ones, others, key=len)
        at = min(len(ones), len(others))
        one, other = (each[at][0] if each is longer else each[-1][-1] for each in (ones, others))
        counts = (f"{len(ones)} sections", f"{len(others)} sections")
        raise UnpairedError(*counts, (line_of(one), line_of(other)))
    return [_pairs(one, other) for one, other in zip(ones, others, strict=True)]


def _arranged(root: HtmlElement) -> HtmlElement:
    """A text in one column, its red flags in their boxes, its exercises one below the other."""
    arranged = flow.flags_apart(flow.in_column(root))
    for row in list(arranged.find_class("exercises")):
        row.drop_tag()
    return arranged


def _pairs(ones: Sequence[HtmlElement], others: Sequence[HtmlElement]) -> list[Pair]:
    groups = [_grouped(ones, paragraphs=False), _grouped(others, paragraphs=False)]
    if _kinds(groups[0]) != _kinds(groups[1]):
        groups = [_grouped(ones, paragraphs=True), _grouped(others, paragraphs=True)]
    pairs = []
    for one, other in zip_longest(*groups):
        if one is None or other is None or one.kind != other.kind:
            ends = (one or groups[0][-1], other or groups[1][-1])
            lines = (line_of(ends[0].blocks[0]), line_of(ends[1].blocks[0]))
            raise UnpairedError(_called(one), _called(other), lines)
        _must_hold_as_many(one.blocks[0], other.blocks[0])
        pairs.append(Pair(tuple(one.blocks), tuple(other.blocks)))
        if one.cards or other.cards:
            pairs.append(Pair(tuple(one.cards), tuple(other.cards)))
    return pairs


@dataclass(slots=True)
class _Group:
    """Blocks that are one, and the cards that the press put behind them: of these there are as
    many as there are leaflets in that language.
    """

    blocks: list[HtmlElement]
    cards: list[HtmlElement]

    @property
    def kind(self) -> str:
        return _kind(self.blocks[0])


def _grouped(blocks: Sequence[HtmlElement], *, paragraphs: bool) -> list[_Group]:
    """Blocks, each with its cards; with `paragraphs`, those that follow each other as one."""
    groups: list[_Group] = []
    for block in blocks:
        last = groups[-1] if groups else None
        if last and block.get(MADE) is not None and block.tag == "aside":
            last.cards.append(block)
        elif paragraphs and last and block.tag == "p" and last.kind == "p" and not last.cards:
            last.blocks.append(block)
        else:
            groups.append(_Group([block], []))
    return groups


def _kinds(groups: Sequence[_Group]) -> list[str]:
    return [group.kind for group in groups]


def _kind(block: HtmlElement) -> str:
    """What a block is: its tag, or of a part or box what it is called."""
    if block.tag in ("section", "aside", "div"):
        return next((name for name in classes(block) if name not in _WHOLE), str(block.tag))
    return str(block.tag)


def _called(group: _Group | None) -> str:
    if group is None:
        return "nothing more"
    return _NAMES.get(group.kind, f"the part '{group.kind}'")


def _must_hold_as_many(one: HtmlElement, other: HtmlElement) -> None:
    """No item of a list and no row of a table stands alone."""
    for tag, name in _COUNTED.items():
        counts = [sum(1 for _ in each.iter(tag)) for each in (one, other)]
        if counts[0] != counts[1]:
            lines = (line_of(one), line_of(other))
            said = [f"{count} {name}{'s' * (count != 1)}" for count in counts]
            raise UnpairedError(said[0], said[1], lines)


def line_of(element: HtmlElement) -> str:
    """Where an element was written, as file:line; where that in it was, if it does not know."""
    for each in (*element.iter(), *element.iterancestors(), *element.itersiblings(preceding=True)):
        if line := each.get("data-line"):
            return str(line)
    return ""


# --- rows --------------------------------------------------------------------------------


def rows(sections: Sequence[Sequence[Pair]], sides: tuple[Side, Side]) -> HtmlElement:
    """A box for each section, in it a row for each pair: heights agree, whatever the language.

    A section is read in the one language and then in the other: rows are for the eye
    (`data-read`: what is `last` is read at the end of the `whole`).
    """
    root: HtmlElement = E.div()
    for pairs in sections:
        section = E.section({"class": "both", "data-read": "whole"})
        for pair in pairs:
            section.extend(_rows_of(pair, sides))
        root.append(section)
    return root


def row(pair: Pair, sides: tuple[Side, Side], *more: str) -> HtmlElement:
    """A row: what each side says, in its language and direction."""
    made: HtmlElement = E.div({"class": " ".join(("pair", *more))})
    for side, blocks, last in zip(sides, (pair.first, pair.second), (False, True), strict=True):
        made.append(_of_side("div", side, blocks, "side", last=last))
    return made


def _of_side(
    tag: str, side: Side, blocks: Sequence[HtmlElement], name: str, *, last: bool
) -> HtmlElement:
    attributes = {"class": name, "lang": side.language, "dir": side.direction}
    made: HtmlElement = E(tag, attributes | ({"data-read": "last"} if last else {}))
    made.extend(blocks)
    return made


def _rows_of(pair: Pair, sides: tuple[Side, Side]) -> Iterator[HtmlElement]:
    if pair.kind == EXERCISE and len(pair.first) == len(pair.second) == 1:
        yield _exercise(pair, sides)
    elif pair.kind == "figure" and _pictures(pair.first[0]) == _pictures(pair.second[0]):
        yield from _shared(pair, sides)
    elif pair.kind in _HEADINGS:
        yield row(pair, sides, "pair-heading")
    else:
        yield row(pair, sides, f"pair-{pair.kind}")


def _exercise(pair: Pair, sides: tuple[Side, Side]) -> HtmlElement:
    """An exercise, block by block: its drawing is there for both."""
    one, other = pair.first[0], pair.second[0]
    made: HtmlElement = E.div({"class": EXERCISE})
    for inner in _pairs(list(one), list(other)):
        made.extend(_rows_of(inner, sides))
    return made


def _pictures(figure: HtmlElement) -> list[str]:
    return [image.get("src", "") for image in figure.iter("img")]


def _shared(pair: Pair, sides: tuple[Side, Side]) -> Iterator[HtmlElement]:
    """A picture across both columns, below it what each language says of it.

    It is there twice, once not to be seen: what a screen reader says for it is said in both.
    """
    shown: HtmlElement = E.div({"class": "across"})
    figures = (pair.first[0], pair.second[0])
    for side, figure, last in zip(sides, figures, (False, True), strict=True):
        images = list(figure.iter("img"))
        for image in images:
            image.tail = None
        name = "again" if last else "shown"
        shown.append(take_line(_of_side("figure", side, images, name, last=last), figure))
    yield shown
    said = [[E.p({"class": "caption"})] for _ in figures]
    for (caption,), figure in zip(said, figures, strict=True):
        for written in figure.iter("figcaption"):
            take_line(caption, figure if written.get("data-line") is None else written)
            caption.text = written.text
            caption.extend(list(written))
    if any(caption.text or len(caption) for (caption,) in said):
        yield row(Pair(tuple(said[0]), tuple(said[1])), sides, "pair-caption")
