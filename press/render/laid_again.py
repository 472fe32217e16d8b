"""A tree that changed a little, the pages that were made of it -> those that are others now.

The engine keeps, for each page, where in the text it begins and the counters there; a page whose
number in a book was wanted is made again, and those behind it while they begin elsewhere
(weasyprint.layout.page.make_all_pages). Here it is told so of the pages with what was changed.
What it does not keep, such as what floats over the end of a page, is not looked for: whoever
asks makes the whole afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from press.model import PlacedBlock
from press.render.alike import Alike, signs_of
from press.render.boxes import children, element_of, walk
from press.render.one_chapter import empty_others, put_back
from press.render.places import is_placed, place_on

_ROUNDS = 8
"""Times that pages are made for the numbers of pages that they name, as the engine does."""
LayOut = Callable[[Any, Any, Any], list[Any]]
"""Lays a document out: the page's tree, its boxes, the engine's context -> page boxes."""


class SpilledError(Exception):
    """What was changed does not end on the page on which it ended."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page box, the numbers of the elements on it, and where those with a line stand."""

    box: Any
    numbers: frozenset[int]
    blocks: tuple[tuple[int, tuple[float, float, float, float]], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was laid out: the tree's elements by their signs, its boxes, its pages.

    `starts` is what the engine keeps of each page, and of one behind the last.
    """

    elements: tuple[Any, ...]
    signs: tuple[int, ...]
    root_box: Any
    starts: list[Any]
    pages: tuple[KeptPage, ...]

    def only_on(self, pages: range, elements: Sequence[Any]) -> Iterator[Any]:
        """What stands on these pages and on no other, in the tree as it is now."""
        alike = Alike(self.signs, signs_of(elements))
        there = frozenset[int]().union(*(self.pages[at].numbers for at in pages))
        others = (each.numbers for at, each in enumerate(self.pages) if at not in pages)
        for number in there.difference(*others):
            if (now := alike.now(number)) is not None:
                yield elements[now]

    def blocks(self) -> tuple[PlacedBlock, ...]:
        """Where on the pages the blocks stand that know where they were written."""
        found = (
            PlacedBlock(self.elements[each].get("data-line"), number, *place)
            for number, page in enumerate(self.pages, 1)
            for each, place in page.blocks
        )
        return tuple(dict.fromkeys(found))


@contextmanager
def laid_out_by(lay_out: Callable[[LayOut, Any, Any, Any], list[Any]]) -> Iterator[None]:
    """Let documents be laid out so; it is given what the engine would do."""
    from weasyprint import document

    plain = document.layout_document

    def other(html: Any, root_box: Any, context: Any, *rest: Any) -> list[Any]:
        return lay_out(plain, html, root_box, context)

    document.layout_document = other
    try:
        yield
    finally:
        document.layout_document = plain


def keep(root: Any, root_box: Any, context: Any, boxes: Sequence[Any]) -> Kept | None:
    """What is kept of a document; None of one whose pages hang together in other ways too."""
    hang = [*context.running_elements.values(), context.footnotes]
    if any(hang) or any(box.fixed_boxes for box in boxes):
        return None
    elements = tuple(root.iter())
    numbers = {element: number for number, element in enumerate(elements)}
    pages = tuple(_page(box, numbers) for box in boxes)
    return Kept(elements, signs_of(elements), root_box, context.page_maker, pages)


def _page(page: Any, numbers: dict[Any, int]) -> KeptPage:
    there, blocks = set[int](), list[tuple[int, tuple[float, float, float, float]]]()
    for box in walk(page):
        number = numbers.get(element_of(box), -1)
        if number < 0:
            continue
        there.add(number)
        if is_placed(box):
            blocks.append((number, place_on(page, box)))
    return KeptPage(page, frozenset(there), tuple(blocks))


@dataclass(frozen=True, slots=True)
class Again:
    """Lays out the pages of `kept` on which something is changed, to come to so many `pages`.

    `elements` and `signs` are those of the tree as it is now, whole.
    """

    kept: Kept
    pages: int
    elements: tuple[Any, ...]
    signs: tuple[int, ...]

    def wanted(self) -> range:
        """The pages, from 0, on which something changed."""
        alike, on = Alike(self.kept.signs, self.signs), [each.numbers for each in self.kept.pages]
        changed = alike.changed()
        if alike.unchanged:
            return range(0)
        before = next(
            (
                at
                for number in range(changed.start - 1, -1, -1)
                if (at := [n for n, each in enumerate(on) if number in each])
            ),
            [0],
        )
        of_it = [n for n, each in enumerate(on) if any(number in each for number in changed)]
        behind = next(
            (
                at
                for number in range(changed.stop, alike.old)
                if (at := [n for n, each in enumerate(on) if number in each])
            ),
            [],
        )
        first = min([before[-1], *of_it[:1], *behind[:1]])
        return range(first, max([first, *of_it]) + 1)

    def empty_others(self) -> frozenset[Any]:
        """Empty the chapters that are on none of the wanted pages, if no others will be made."""
        if self.pages != len(self.kept.pages):
            return frozenset()
        alike = Alike(self.kept.signs, self.signs)
        there = {alike.now(n) for at in self.wanted() for n in self.kept.pages[at].numbers}
        return empty_others(self.elements, there | {*range(alike.head, alike.new - alike.tail)})

    def lay_out(
        self, html: Any, root_box: Any, context: Any, emptied: Set[Any]
    ) -> tuple[Kept, list[int]]:
        """What is there now, and which pages were made, from 0; SpilledError if it is more."""
        from weasyprint.layout.page import make_all_pages

        wanted, old = self.wanted(), [each.box for each in self.kept.pages]
        way = _Way(self.kept.root_box, root_box, emptied)
        context.page_maker = [
            _start(each, at, wanted[-1], way) for at, each in enumerate(self.kept.starts)
        ]
        for at in wanted:
            context.page_maker[at][-1]["content_changed"] = True
        self._tell_numbers(context)
        boxes = old
        for _ in range(_ROUNDS):
            boxes = list(self._as_many(make_all_pages(context, root_box, html, boxes), wanted))
            if not any(each[-1]["content_changed"] for each in context.page_maker):
                break
        if len(boxes) != self.pages:
            raise SpilledError
        fresh = [at for at, box in enumerate(boxes) if box not in old]
        _finish(context, boxes, fresh)
        put_back(root_box, self.kept.root_box, emptied)
        return self._kept(root_box, context, boxes, fresh), fresh

    def _as_many(self, pages: Iterator[Any], wanted: range) -> Iterator[Any]:
        """Pages as they are made, until it is seen that there will be others than there were."""
        before = {id(each.box) for each in self.kept.pages}
        for at, page in enumerate(pages):
            if id(page) not in before and at >= wanted.stop and self.pages == len(before):
                raise SpilledError
            yield page

    def _tell_numbers(self, context: Any) -> None:
        """On which page each anchor is, as far as pages are kept."""
        targets, starts = context.target_collector, context.page_maker
        if not targets.counter_lookup_items:
            return
        for at, page in enumerate(self.kept.pages):
            for box in page.box.descendants(placeholders=True):
                if anchor := box.style["anchor"]:
                    targets.cache_target_page_counters(anchor, starts[at + 1][3][1], at, starts)

    def _kept(
        self, root_box: Any, context: Any, boxes: Sequence[Any], fresh: Sequence[int]
    ) -> Kept:
        elements, signs = self.elements, self.signs
        numbers = {element: number for number, element in enumerate(elements)}
        alike = Alike(self.kept.signs, signs)
        now = [alike.now(number) for number in range(alike.old)]
        pages = []
        for at, box in enumerate(boxes):
            if at in fresh:
                pages.append(_page(box, numbers))
                continue
            old = self.kept.pages[at]
            there = frozenset(n for number in old.numbers if (n := now[number]) is not None)
            blocks = tuple((n, place) for each, place in old.blocks if (n := now[each]) is not None)
            pages.append(KeptPage(box, there, blocks))
        return Kept(elements, signs, root_box, context.page_maker, tuple(pages))


@dataclass(frozen=True, slots=True)
class _Way:
    """From the boxes that there were to those that there are, of which some chapters are empty."""

    old: Any
    new: Any
    emptied: Set[Any]

    def now(self, path: Any) -> Any:
        """The way to a place behind what was changed: counted from the end, it is as it was."""
        if not path or len(path) != 1 or self.new.element in self.emptied:
            return path
        ((index, rest),) = path.items()
        before, after = children(self.old), children(self.new)
        if index >= len(before):
            return path  # a place in a text
        now = index + len(after) - len(before)
        return {now: _Way(before[index], after[now], self.emptied).now(rest)}


def _start(start: Any, at: int, changed: int, way: _Way) -> Any:
    """Where a page begins, in other boxes, of which those up to a page were changed."""
    resume_at, next_page, right_page, state, _ = start
    depth, counters, scopes, groups = state
    groups = [  # named pages: name, how many before this one, where the first begins
        [name, count, way.now(path) if at - 1 - count > changed else path]
        for name, count, path in groups
    ]
    again = {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}
    resume_at = way.now(resume_at) if at > changed else resume_at
    return resume_at, next_page, right_page, (depth, counters, scopes, groups), again


def _finish(context: Any, boxes: Sequence[Any], fresh: Sequence[int]) -> None:
    """Give new pages what stands in their margins, and their grounds, as the engine does."""
    from weasyprint.layout.background import layout_backgrounds
    from weasyprint.layout.page import make_margin_boxes

    for number, page in enumerate(boxes, 1):
        for box in page.descendants():
            if (strings := box.string_set) and strings != "none":
                for name, text in strings:
                    context.string_set[name][number].append(text)
    for at in fresh:
        page, context.current_page = boxes[at], at + 1
        root, *besides = page.children
        besides = [each for each in besides if each.children]
        margins = make_margin_boxes(context, page, context.page_maker[at + 1][3])
        page.children = (root, *besides, *margins)
        layout_backgrounds(page, context.get_image_from_uri)
