"""Two trees, the second written a little later -> which elements of one are which of the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

_LINE = "data-line"
"""Another in each element below a line that was added, and yet the same element."""


def signs_of(elements: Sequence[Any]) -> tuple[int, ...]:
    """What each element is and says itself, in a number that holds in one process."""
    return tuple(
        hash((each.tag, *_said(each), each.text or "", each.tail or "")) for each in elements
    )


def _said(element: Any) -> Iterator[tuple[str, str]]:
    return (item for item in element.items() if item[0] != _LINE)


class Alike:
    """The elements of two trees by their numbers: those before and after what was changed."""

    def __init__(self, old: Sequence[int], new: Sequence[int]) -> None:
        self.old, self.new = len(old), len(new)
        self.head = _alike(zip(old, new, strict=False))
        most = min(self.old, self.new) - self.head
        ends = zip(reversed(old), reversed(new), strict=False)
        self.tail = min(most, _alike(ends))
        self.unchanged = self.head == self.old == self.new

    def changed(self) -> range:
        """The numbers in the old tree of what is not in the new one as it was."""
        return range(self.head, self.old - self.tail)

    def now(self, number: int) -> int | None:
        """An old element's number in the new tree.

        What was changed is known again where as many elements stand in its place.
        """
        if number < self.head or self.old == self.new:
            return number
        return number + self.new - self.old if number >= self.old - self.tail else None


def _alike(pairs: Iterator[tuple[int, int]]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


@dataclass(frozen=True, slots=True)
class Settled:
    """What filling its pages changed in a tree.

    `signs` are those of the tree as it came, `attributes` what was set by the number of an
    element (None where it was taken away), `added` new elements: the number of the parent, that
    of the element that it stands before (-1: none), itself. It came to so many `pages`.
    """

    pages: int
    signs: tuple[int, ...]
    attributes: Mapping[int, Mapping[str, str | None]]
    added: tuple[tuple[int, int, Any], ...]

    def write(self, root: Any) -> None:
        """Do the same to a tree that was written a little later, where the same elements stand."""
        elements = list(root.iter())
        alike = Alike(self.signs, signs_of(elements))
        for number, attributes in self.attributes.items():
            if (now := alike.now(number)) is not None:
                for name, value in attributes.items():
                    if value is None:
                        elements[now].attrib.pop(name, None)
                    else:
                        elements[now].set(name, value)
        for parent, before, element in self.added:
            around, behind = alike.now(parent), alike.now(before) if before >= 0 else None
            if around is None or (before >= 0 and behind is None):
                continue
            siblings = list(elements[around])
            if behind is None:
                elements[around].append(deepcopy(element))
            elif elements[behind] in siblings:
                elements[around].insert(siblings.index(elements[behind]), deepcopy(element))


@dataclass(frozen=True, slots=True)
class AsItCame:
    """A tree before anything is changed in it: its elements, their attributes, their signs."""

    elements: tuple[Any, ...]
    attributes: tuple[dict[str, str], ...]
    signs: tuple[int, ...]

    @classmethod
    def of(cls, root: Any) -> AsItCame:
        elements = tuple(root.iter())
        return cls(elements, tuple(dict(each.attrib) for each in elements), signs_of(elements))

    def restore(self) -> None:
        """Take out of the tree whatever was changed in it since."""
        for element, attributes in zip(self.elements, self.attributes, strict=True):
            element.attrib.clear()
            element.attrib.update(attributes)
        there = {*self.elements}
        for parent in self.elements:
            parent[:] = [child for child in parent if child in there]

    def settled(self, pages: int) -> Settled:
        """What was changed in it since, until it came to so many pages."""
        numbers = {element: number for number, element in enumerate(self.elements)}
        changed = {}
        for number, (element, before) in enumerate(
            zip(self.elements, self.attributes, strict=True)
        ):
            if (now := element.attrib) != before:
                names = dict.fromkeys([*before, *now])
                changed[number] = {
                    name: now.get(name) for name in names if now.get(name) != before.get(name)
                }
        added = []
        for parent in self.elements:
            behind = -1
            for child in reversed(list(parent)):
                if child in numbers:
                    behind = numbers[child]
                else:
                    added.append((numbers[parent], behind, child))
        return Settled(pages, self.signs, changed, tuple(reversed(added)))
