"""A page's tree -> the pages laid out, each as full as it can be, and nothing parted that is one.

Three steps: everything is laid out on endless pages and measured (`press.render.page_flow`);
breaks are chosen over the whole text (`press.render.page_breaks`); they are written into the
tree, and it is laid out. Where a page does not hold what was reckoned, other breaks are tried;
at last it stays as it falls.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass, field
from math import inf
from typing import Any

from press.render.boxes import LaidOut, element_of, page_name, pages_of, walk
from press.render.break_costs import COSTS
from press.render.endless_pages import ENDLESS, endless, floats_apart
from press.render.flow import Flow
from press.render.page_breaks import FilledPage, depth, fill, price
from press.render.page_fill import CHOSEN, TORN
from press.render.page_flow import Cut, MeasuredFlow, measure

_TRIES = 3
"""Layouts with chosen breaks, before it is left as it falls."""
_BEFORE = "data-before"
"""Attribute of a page that a layout keeps hidden, for a flow to begin on the next one."""
_MM = 96 / 25.4
_NOTES = 0.232
"""The part of a page that what a layout keeps needs, where it does not say with `data-takes`."""

LayOut = Callable[..., "LaidOut"]
"""Lays the tree out, with one more sheet if there is one."""


def fill_pages(
    root: Any, lay_out: LayOut, sheets: Sequence[Any], *, underfull: float, facing: bool
) -> LaidOut:
    """Lay a tree out with its pages filled; `underfull` is what may stay empty, in mm.

    With `facing` pages, what must be seen together may stand on two that face each other.
    """
    flows = _flows(root, lay_out, sheets, underfull * _MM)
    tree = _Tree(root, {note for each in flows for note in each.measured.notes})
    for _ in range(_TRIES if flows else 0):
        number = 1
        for each in flows:
            number = _fill(each, number, facing, tree)
            tree.write(each)
        laid_out = lay_out()
        wrong = _wrong(laid_out, flows)
        if not wrong:
            return laid_out
        for each, page in wrong:
            each.ban(page)
        tree.restore()
    return lay_out()


def _fill(each: _Chosen, number: int, facing: bool, tree: _Tree) -> int:
    """Fill a flow from a page on; give the page behind it.

    Where pages face each other and the layout keeps a page for it, a flow that is much better
    so begins on the next one: what is seen together may then lie open.
    """
    each.fill(number, facing)
    before = tree.page_before(each) if facing else None
    if before is not None:
        pages, here = each.pages, each.price(number)
        each.fill(number + 1, facing)
        if each.price(number + 1) + COSTS["page before"].points < here:
            tree.show(before)
            number += 1
        else:
            each.pages = pages
    return number + max(1, len(each.pages))  # none: it stays as it falls


@dataclass(slots=True)
class _Chosen:
    """A flow with its pages, and what is known not to fit."""

    measured: MeasuredFlow
    flow: Flow
    pages: tuple[FilledPage, ...] = ()
    too_long: dict[int, int] = field(default_factory=dict)
    rigid: set[tuple[int, int]] = field(default_factory=set)

    def fill(self, number: int, facing: bool) -> None:
        self.pages = fill(self.flow, first_page=number, facing=facing, too_long=self.too_long)

    def price(self, number: int) -> float:
        return price(self.flow, self.pages, first_page=number, facing=True)

    def ban(self, page: FilledPage) -> None:
        """Not so again: without drawing it out, and if that has been tried, not at all."""
        drawn_out = page.gaps > 0 or page.growth > 0
        if not drawn_out or (page.start, page.stop) in self.rigid:
            self.too_long[page.start] = min(page.stop, self.too_long.get(page.start, page.stop))
        self.rigid.add((page.start, page.stop))


def _flows(root: Any, lay_out: LayOut, sheets: Sequence[Any], underfull: float) -> list[_Chosen]:
    long = endless(list(sheets))
    if long is None:
        return []
    with floats_apart():
        laid_out = lay_out(long.css)
    boxes = pages_of(laid_out)
    spares = _spares(root)
    chosen = []
    for box, measured in zip(boxes, measure(laid_out, root), strict=False):
        name = page_name(box)
        more = ENDLESS * _MM - long.heights.get(name, long.heights.get("", 0))
        alike = page_name(boxes[-1]) == name
        height = (boxes[-1] if alike else box).height - more
        notes = _notes_from(spares[0], height) if spares else inf
        flow = measured.flow(box.height - more, height, underfull, notes)
        chosen.append(_Chosen(measured, flow))
    return chosen


def _notes_from(spare: Any, height: float) -> float:
    """What must be empty for lines to write on, in px."""
    takes = spare.get("data-takes")
    return float(takes) * _MM if takes else _NOTES * height


def _spares(root: Any) -> list[Any]:
    """What a layout keeps for pages that would else end short: lines to write on."""
    hidden = (each for each in root.iter() if each.get("hidden") is not None)
    return [each for each in hidden if each.get(_BEFORE) is None]


class _Tree:
    """Writes breaks and space into a tree, and takes them out again."""

    def __init__(self, root: Any, notes: set[Any]) -> None:
        self.notes = notes
        self.parents = {child: parent for parent in root.iter() for child in parent}
        self.spares = _spares(root)
        self.before: dict[Any, dict[str, str]] = {}
        self.added: list[Any] = []

    def write(self, chosen: _Chosen) -> None:
        measured, nodes = chosen.measured, chosen.flow.nodes
        for page in chosen.pages[:-1]:
            self._break(measured.places[page.stop - 1][1], page.notes)
        if chosen.pages and self._has_room(chosen):
            self._show(chosen.measured.last)
        for page in chosen.pages:
            start, stop = nodes[page.start], nodes[page.stop]
            if page.gaps < 0 or (page.start, page.stop) not in chosen.rigid:
                self._grow(measured, start.top, stop.bottom, page.growth)
                self._space(measured, start.top, stop.bottom, page.gaps)

    def page_before(self, chosen: _Chosen) -> Any:
        """The hidden page that stands before a flow, if there is one."""
        element = chosen.measured.first
        while element in self.parents:
            siblings, index = list(self.parents[element]), self._index(element)
            if index and siblings[index - 1].get(_BEFORE) is not None:
                return siblings[index - 1]
            element = self.parents[element]
        return None

    def show(self, element: Any) -> None:
        self._set(element, "hidden", None)

    def restore(self) -> None:
        for element, attributes in self.before.items():
            element.attrib.clear()
            element.attrib.update(attributes)
        for element in self.added:
            self.parents.pop(element).remove(element)
        self.before.clear()
        self.added.clear()

    def _style(self, element: Any, more: str) -> None:
        style = (element.get("style") or "").rstrip("; ")
        self._set(element, "style", f"{style}; {more}" if style else more)

    def _set(self, element: Any, name: str, value: str | None) -> None:
        self.before.setdefault(element, dict(element.attrib))
        if value is None:
            element.attrib.pop(name, None)
        else:
            element.set(name, value)

    def _add(self, element: Any, beside: Any, index: int) -> None:
        parent = self.parents[element] = self.parents[beside]
        parent.insert(index, element)
        self.added.append(element)

    def _index(self, element: Any) -> int:
        return list(self.parents[element]).index(element)

    def _break(self, cut: Cut, notes: bool) -> None:
        for element in cut.opened:
            self._style(element, "break-inside: auto")
            self._set(element, TORN, "yes")
        element = cut.element
        if cut.lines_below:
            self._style(element, f"widows: {cut.lines_below}")
            return
        for head in cut.heads:
            self._style(head, "margin-break: discard; margin-top: 0")
        siblings, index = list(self.parents[element]), self._index(element)
        while index and siblings[index - 1] in self.notes:
            index -= 1
        if siblings[index] is element:
            self._style(element, "break-before: page")
            self._set(element, CHOSEN, "yes")
        else:  # what floats before a block would stay on the page before it
            style = {"style": "break-before: page", CHOSEN: "yes"}
            self._add(type(element)("div", style), element, index)
        if notes:
            if index and siblings[index - 1] in self.spares:
                self.show(siblings[index - 1])
                return
            lines = deepcopy(self.spares[0])
            lines.attrib.pop("hidden", None)  # it may be shown already itself
            self._add(lines, element, index)

    def _has_room(self, chosen: _Chosen) -> bool:
        """Whether the last page has room for lines to write on that stand behind its text."""
        flow, page = chosen.flow, chosen.pages[-1]
        start = flow.nodes[page.start]
        height = flow.height if page.start else flow.first_height
        return height - depth(flow, start, flow.end) > flow.notes_from

    def _show(self, ends: tuple[Any, ...]) -> None:
        """Show the lines that are kept for the end of a text."""
        for spare in self.spares:
            siblings, index = list(self.parents[spare]), self._index(spare)
            if index == len(siblings) - 1 and siblings[index - 1] in ends:
                self.show(spare)

    def _grow(self, measured: MeasuredFlow, above: float, below: float, share: float) -> None:
        for growing in measured.growing if share else ():
            growth = growing.growth
            amount = growth.part(share)
            if not above - 0.5 <= growth.y < below - 0.5 or not amount:
                continue
            for element, height in growing.elements:
                if not growth.step:
                    self._style(element, f"height: {height + amount:.2f}px; max-height: none")
                    continue
                for _ in range(round(amount / growth.step)):
                    self._add(copy(element), element, self._index(element) + 1)

    def _space(self, measured: MeasuredFlow, above: float, below: float, change: float) -> None:
        for gap in measured.gaps if change else ():
            if above + 0.5 < gap.y <= below + 0.5:
                wanted = gap.size * (1 + change)
                # The larger of two margins that meet counts, and a negative one is added to it.
                margin = wanted if wanted >= gap.met else wanted - gap.met
                self._style(gap.element, f"margin-top: {margin:.2f}px")


def _wrong(laid_out: LaidOut, flows: list[_Chosen]) -> list[tuple[_Chosen, FilledPage]]:
    """The first page of each flow that took more than a page, or less."""
    first: dict[Any, int] = {}
    last: dict[Any, int] = {}
    for number, drawn in enumerate(pages_of(laid_out)):
        for box in walk(drawn):
            if (element := element_of(box)) is not None:
                first.setdefault(element, number)
                last[element] = number
    found = []
    for each in flows:
        here = first.get(each.measured.first, -1)
        for page in each.pages:
            if page is each.pages[-1]:
                right = last.get(each.measured.last[-1]) == here
            else:
                cut = each.measured.places[page.stop - 1][1]
                there = last.get(cut.element) if cut.lines_below else first.get(cut.element)
                right = there == here + 1
            if not right:
                found.append((each, page))
                break
            here += 1
    return found
