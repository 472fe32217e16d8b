"""A page's drawing -> the same picture, its words in the order in which they are read.

The engine paints grounds, then floats, then text, then what is placed (CSS 2.2, annex E).
Whoever copies text, searches in it or reads it with what knows no tags meets it in that order:
in a folded leaflet "at once" and "today" run together. Here all that is no content is painted
first, and the content behind it in the order of the tags (`Tree`); running heads and feet that
come behind it stay there.

A picture on which something is painted keeps its place among the grounds: what is seen goes
before. A slot is one piece, since imprinting puts another in its place (`press.imprint`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from press.render.drawing import Item, Piece, State, Writing, pieces_of
from press.render.painted import overlap
from press.render.tag_tree import Tree


def order_content(tree: Tree) -> None:
    """Bring what is drawn on each page into the order of the structure tree."""
    ranks: list[dict[int, int]] = [{} for _ in tree.pdf.page_references]
    for page, number in _read(tree, tree.document):
        ranks[page].setdefault(number, len(ranks[page]))
    for reference, rank in zip(tree.pdf.page_references, ranks, strict=True):
        content = tree.object(tree.object(reference)["Contents"])
        content.stream = ordered(content.stream, rank)


def _read(tree: Tree, node: Any) -> Iterator[tuple[int, int]]:
    """Page and number of all marked content below an element, as it is read."""
    for kid in node.get("K", ()):
        if (inner := tree.element(kid)) is not None:
            yield from _read(tree, inner)
        elif (place := tree.marked_at(node, kid)) is not None:
            yield place


def ordered(stream: Iterable[Item], rank: Mapping[int, int]) -> list[Item]:
    """What a page draws, in order; `rank` says of marked content by its number when it is read."""
    return _written(pieces_of(stream), rank, State())


def _written(pieces: Sequence[Piece], rank: Mapping[int, int], start: State) -> list[Item]:
    out = Writing(start)
    for piece in _in_order(pieces, rank):
        if piece.inner:
            first, *_, last = piece.operators
            inside = _written(piece.inner, rank, piece.start)
            out.put(piece, (*first.items, *inside, *last.items), State(piece.start.frame))
        else:
            items = (item for operator in piece.operators for item in operator.items)
            out.put(piece, items, piece.end)
    return out.end()


def _in_order(pieces: Sequence[Piece], rank: Mapping[int, int]) -> list[Piece]:
    read = {
        place: min(ranks)
        for place, piece in enumerate(pieces)
        if (ranks := [rank[number] for number in piece.numbers if number in rank])
    }
    grounds = [place for place in range(len(pieces)) if place not in read]
    painted = [place for place in read if pieces[place].is_painted]
    for place in painted:
        behind = [n for n in (*grounds, *painted) if n > place and read.get(n, -1) < read[place]]
        if any(overlap(pieces[place].area, pieces[n].area) for n in behind):
            del read[place]
    first = min(read, default=len(pieces))
    last = {n for n in grounds if n > first and pieces[n].is_text}
    return [
        *(piece for n, piece in enumerate(pieces) if n not in read and n not in last),
        *(pieces[n] for n in sorted(read, key=read.__getitem__)),
        *(pieces[n] for n in sorted(last)),
    ]
